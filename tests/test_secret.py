"""Secrets are found by their prefix, and nobody sees them. All of these are made up."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.secret import Discretion, masked, secrets

# In two pieces each, so that nothing that scans repositories takes this file for a leak.
TOKENS = [
    ("an AWS access key", "AK" + "IA", "IOSFODNN7EXAMPLE"),
    ("an AWS access key", "AS" + "IA", "IOSFODNN7EXAMPLE"),
    ("a GitHub token", "gh" + "p_", "a1" * 18),
    ("a GitHub token", "gh" + "s_", "a1" * 18),
    ("a GitHub token", "github" + "_pat_", "A1" * 20),
    ("a GitLab token", "gl" + "pat-", "x1" * 10),
    ("a Slack token", "xo" + "xb-", "1234567890-abcdefghij"),
    ("a Slack token", "xa" + "pp-", "1-A0123456789-abcdef"),
    ("a Slack webhook", "hooks.slack" + ".com/services/", "T00000000/B00000000/" + "X" * 24),
    ("a Stripe live key", "sk" + "_live_", "a1" * 9),
    ("a Stripe live key", "rk" + "_live_", "a1" * 9),
    ("a Google API key", "AI" + "za", "a1" * 17 + "b"),
    ("an Anthropic API key", "sk" + "-ant-", "api03-" + "ab1" * 8),
    ("an OpenAI API key", "sk" + "-proj-", "ab1" * 8),
    ("an npm token", "np" + "m_", "a1" * 18),
    ("a PyPI token", "py" + "pi-AgE", "IcHlwaS5vcmc" + "a1" * 9),
    ("a SendGrid key", "S" + "G.", "a1" * 11 + "." + "b2" * 21 + "c"),
    ("an Azure storage key", "Account" + "Key=", "a1" * 43 + "=="),
    ("a JSON Web Token", "ey" + "J", "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "ab1" * 14),
]
by_token = pytest.mark.parametrize(("kind", "public", "rest"), TOKENS)
KEY = (
    "-----BEGIN {0}PRIVATE KEY-----{1}MIIabcabcabcabcabcabcabcabcabc{1}abcabc={1}"
    "-----END {0}PRIVATE KEY-----"
)


@by_token
def test_a_token_is_found_and_only_its_prefix_shown(kind: str, public: str, rest: str) -> None:
    content = f"before {public}{rest} after"
    (secret,) = secrets(content)
    assert (secret.kind, secret.public) == (kind, public)
    assert content[secret.span.start : secret.span.end] == public + rest
    assert masked(content, (secret,)) == f"before {public}{'•' * len(rest)} after"


@by_token
def test_a_token_that_was_masked_or_cut_is_none(kind: str, public: str, rest: str) -> None:
    for value in (public, public + rest[:6], public + "*" * 40, f"{public}…"):
        assert secrets(f"before {value} after") == ()
    if kind not in ("a JSON Web Token", "a Slack webhook"):
        assert secrets(public + "x" * 40) == ()


@by_token
def test_a_sentence_is_rid_of_a_token_even_where_it_is_cut_short(
    kind: str, public: str, rest: str
) -> None:
    content = f"a: {public}{rest}"
    found = secrets(content)
    said = Discretion(content, found).unsaid(f'"Rotate {public}{rest[:9]}…", {public}{rest}')
    assert said == f'"Rotate {public}{"•" * 9}…", {public}{"•" * len(rest)}'


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "PGP "])
@pytest.mark.parametrize("between", ["\n", "\n  ", "\\n", "\r\n"])
def test_a_private_key_is_hidden_to_its_last_line(kind: str, between: str) -> None:
    content = f"a: {KEY.format(kind, between)}\nb: c\n"
    (secret,) = secrets(content)
    shown = masked(content, (secret,))
    assert secret.kind == "a private key"
    assert "abc" not in shown
    assert shown.endswith(f"-----END {kind}PRIVATE KEY-----\nb: c\n")
    assert [len(line) for line in shown.split("\n")] == [len(line) for line in content.split("\n")]


def test_a_private_key_without_a_last_line_is_hidden_as_far_as_it_goes() -> None:
    content = (
        "-----BEGIN PRIVATE KEY-----\n" + "MIIabcabc" * 5 + "\n" + "abcabcabc" * 5 + "\nb: c\n"
    )
    shown = masked(content, secrets(content))
    assert "abc" not in shown
    assert shown.endswith("\nb: c\n")


def test_lines_of_a_private_key_are_not_said_either() -> None:
    content = KEY.format("", "\n")
    said = Discretion(content, secrets(content)).unsaid("x is `MIIabcabcabcabcab…`")
    assert said == f"x is `{'•' * 17}…`"


def test_a_password_in_a_url_is_hidden() -> None:
    content = "a: postgres://app:correct-horse@db/x"
    found = secrets(content)
    assert masked(content, found) == "a: postgres://app:•••••••••••••@db/x"
    assert (
        Discretion(content, found)
        .unsaid("`a` is postgres://app:correct-ho…")
        .endswith(":••••••••••…")
    )


def test_a_token_as_a_password_is_one_secret() -> None:
    content = "https://ci:" + "gh" + "p_" + "a1" * 18 + "@github.com/corp/repo"
    assert [secret.kind for secret in secrets(content)] == ["a GitHub token"]


def test_what_has_the_form_of_a_web_token_but_no_header_is_none() -> None:
    assert secrets("ey" + "Jhbm90aGluZyJ9.eyJhbm90aGluZyJ9." + "ab1" * 14) == ()


@given(st.lists(st.sampled_from([p + r for _, p, r in TOKENS] + [" ", "\n", "a", "://", "@"])))
def test_masking_keeps_every_place_and_leaves_no_secret(pieces: list[str]) -> None:
    content = " ".join(pieces)
    found = secrets(content)
    shown = masked(content, found)
    assert len(shown) == len(content)
    assert [i for i, c in enumerate(shown) if c == "\n"] == [
        i for i, c in enumerate(content) if c == "\n"
    ]
    assert all(a.hidden.end <= b.span.start for a, b in pairwise(found))
    assert secrets(shown) == ()


def test_of_secrets_that_begin_alike_the_one_that_is_said_is_hidden() -> None:
    bodies = ["a1" * 18, "a1" * 9 + "b2" * 9, "a1b2" * 9]
    content = " ".join("gh" + "p_" + body for body in bodies)
    discretion = Discretion(content, secrets(content))
    for body in bodies:
        for length in range(1, 37):
            said = discretion.unsaid("it is gh" + f"p_{body[:length]}… now")
            assert said == "it is gh" + f"p_{'•' * length}… now"


@given(st.lists(st.text("ab1c", min_size=1, max_size=9), min_size=1, max_size=6), st.data())
def test_no_beginning_of_a_password_is_said(bodies: list[str], data: st.DataObject) -> None:
    content = "\n".join(f"postgres://x:{body}@db" for body in bodies)
    discretion = Discretion(content, secrets(content))
    body = data.draw(st.sampled_from(bodies))
    cut = body[: data.draw(st.integers(min(len(body), 4), len(body)))]
    assert discretion.unsaid(f"<{cut}>") == f"<{'•' * len(cut)}>"


def test_many_secrets_take_no_long_time() -> None:
    content = "\n".join(f"postgres://x:correct-horse-{n}@db" for n in range(3_000))
    discretion = Discretion(content, secrets(content))
    for n in range(3_000):
        assert "horse" not in discretion.unsaid(f"{n} is correct-horse-{n}, not more")


@given(st.text(max_size=200))
def test_any_text_is_searched_without_a_word_of_complaint(content: str) -> None:
    assert masked(content, secrets(content)) == content or secrets(content)


@pytest.mark.parametrize(
    "piece",
    [
        "eyJ",
        "://",
        "://a:",
        "AKIA",
        "sk-ant-1",
        "xoxb-1",
        "a",
        "SG.",
        "-----BEGIN PRIVATE KEY-----\n",
        "hooks.slack.com/services/aaaaaa/",
    ],
)
def test_long_nonsense_takes_no_long_time(piece: str) -> None:
    secrets("eyJ :// PRIVATE KEY hooks.slack.com " + piece * 50_000)
