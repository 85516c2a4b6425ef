"""Signatures, made and checked with the real `ssh-keygen` and real keys."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pmlint.errors import SignatureError
from pmlint.signoff.signature import NAMESPACE, Verdict, VerdictKind, sign, verify

STATEMENT = b'{"report":"INC-42"}'
AT = "2026-04-01T12:00:00Z"
BO, EVE = "bo@example.com", "eve@example.com"
GOOD = Verdict(VerdictKind.GOOD, "", (BO,))


def keygen(*arguments: str | Path, given: bytes = b"") -> str:
    done = subprocess.run(
        ["ssh-keygen", *map(str, arguments)], input=given, capture_output=True, check=True
    )
    return done.stdout.decode()


@dataclass(frozen=True)
class Keys:
    """Keys of two people, one of them with a second of another kind."""

    folder: Path

    def public(self, name: str) -> str:
        return " ".join((self.folder / f"{name}.pub").read_text().split()[:2])

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def fingerprint(self, name: str) -> str:
        return keygen("-l", "-f", self.folder / f"{name}.pub").split()[1]

    def line(self, principals: str, name: str, options: str = "") -> bytes:
        return " ".join(filter(None, (principals, options, self.public(name)))).encode() + b"\n"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder = tmp_path_factory.mktemp("keys")
    for name, kind in (("bo", "ed25519"), ("eve", "ed25519"), ("rsa", "rsa"), ("ca", "ed25519")):
        size = ("-b", "2048") if kind == "rsa" else ()
        keygen("-q", "-t", kind, *size, "-N", "", "-C", "a comment", "-f", folder / name)
    keygen("-q", "-t", "ed25519", "-N", "a secret", "-f", folder / "locked")
    return Keys(folder)


@pytest.fixture(scope="module")
def armor(keys: Keys) -> str:
    """Return a signature by bo."""
    return sign(STATEMENT, keys.path("bo"))


@pytest.fixture(autouse=True)
def _no_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    # Nobody is asked for a passphrase, even where the tests run in a terminal.
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")
    monkeypatch.setenv("SSH_ASKPASS", "false")


def judged(
    armor: str, allowed: bytes | None, revoked: bytes | None = None, **changes: str
) -> Verdict:
    return verify(
        STATEMENT, armor, changes.get("email", BO), allowed, revoked, changes.get("at", AT)
    )


@pytest.mark.parametrize("name", ["bo", "rsa"])
def test_whose_key_it_is_has_a_good_signature(name: str, keys: Keys) -> None:
    armor = sign(STATEMENT, keys.path(name))
    assert armor.startswith("-----BEGIN SSH SIGNATURE-----\n")
    assert armor.endswith("-----END SSH SIGNATURE-----\n")
    assert judged(armor, keys.line(BO, name)) == GOOD


def test_ssh_keygen_itself_says_so(keys: Keys, armor: str, tmp_path: Path) -> None:
    (tmp_path / "signature").write_text(armor)
    (tmp_path / "allowed").write_bytes(keys.line(BO, "bo"))
    said = keygen(
        "-Y", "verify", "-f", "allowed", "-I", BO, "-n", "pmlint-signoff@v1", "-s", "signature",
        given=STATEMENT,
    )  # fmt: skip
    assert said.startswith('Good "pmlint-signoff@v1" signature for bo@example.com')


def test_the_public_key_beside_the_private_one_signs_too(
    keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(keys.folder))
    assert judged(sign(STATEMENT, "~/bo.pub"), keys.line(BO, "bo")) == GOOD
    monkeypatch.chdir(keys.folder)
    assert judged(sign(STATEMENT, "bo"), keys.line(BO, "bo")) == GOOD


@pytest.mark.parametrize(
    "layout",
    [
        "# whose key is whose\n\n{eve}{bo}# the end\n",
        "{bo}{eve}",
        "this is no line\n{bo}",
        "{crlf}",
        "{commented}",
    ],
)
def test_comments_others_and_line_ends_in_the_allowed_signers_do_no_harm(
    layout: str, keys: Keys, armor: str
) -> None:
    bo, eve = keys.line(BO, "bo").decode(), keys.line(EVE, "eve").decode()
    allowed = layout.format(
        bo=bo, eve=eve, crlf=bo.replace("\n", "\r\n"), commented=bo.replace("\n", " of Bo\n")
    )
    assert judged(armor, allowed.encode()) == GOOD


@pytest.mark.parametrize(
    "principals", ["*@example.com", "bo@*", "*", f"{EVE},{BO}", "!eve@example.com,*@example.com"]
)
def test_patterns_name_people(principals: str, keys: Keys, armor: str) -> None:
    assert judged(armor, keys.line(principals, "bo")) == GOOD


def test_an_address_is_one_whatever_its_case(keys: Keys, armor: str) -> None:
    found = judged(armor, keys.line("Bo@Example.COM", "bo"))
    assert found == Verdict(VerdictKind.GOOD, "", ("Bo@Example.COM",))
    assert judged(armor, keys.line(BO, "bo"), email="BO@example.com") == GOOD
    gone = judged(armor, keys.line("Bo@Example.COM", "bo"), keys.line("", "bo"))
    assert gone.kind is VerdictKind.EXPIRED


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        (f'namespaces="{NAMESPACE}"', VerdictKind.GOOD),
        (f'namespaces="git,{NAMESPACE}"', VerdictKind.GOOD),
        ('namespaces="pmlint-*"', VerdictKind.GOOD),
        ('namespaces="git"', VerdictKind.UNTRUSTED),
        ('namespaces="git,file"', VerdictKind.UNTRUSTED),
        ('valid-after="20260401"', VerdictKind.GOOD),
        ('valid-after="20260402"', VerdictKind.EXPIRED),
        ('valid-before="20260401"', VerdictKind.EXPIRED),
        ('valid-before="20260402"', VerdictKind.GOOD),
        ('valid-after="20260401115959",valid-before="202604011201"', VerdictKind.GOOD),
        ('valid-before="20260401115959Z"', VerdictKind.EXPIRED),
        ("no-such-option", VerdictKind.UNTRUSTED),
    ],
)
def test_a_key_counts_for_what_and_when_it_is_allowed(
    options: str, kind: VerdictKind, keys: Keys, armor: str
) -> None:
    assert judged(armor, keys.line(BO, "bo", options)).kind is kind


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/Los_Angeles", "UTC"])
def test_times_without_a_zone_are_utc_wherever_one_is(
    zone: str, keys: Keys, armor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    options = 'valid-after="202604011159",valid-before="202604011201"'
    assert judged(armor, keys.line(BO, "bo", options)) == GOOD


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ('valid-before="20200101"', VerdictKind.EXPIRED, "had expired by then"),
        ('valid-after="20300101"', VerdictKind.EXPIRED, "did not count yet then"),
        ('namespaces="git"', VerdictKind.UNTRUSTED, f"is not allowed for {NAMESPACE}"),
    ],
)
def test_why_a_key_does_not_count_is_told(
    options: str, kind: VerdictKind, words: str, keys: Keys, armor: str
) -> None:
    reason = f"the key {keys.fingerprint('bo')} of {BO} {words}"
    assert judged(armor, keys.line(BO, "bo", options)) == Verdict(kind, reason, (BO,))


def test_a_key_counts_at_the_time_of_the_sign_off_not_today(keys: Keys, armor: str) -> None:
    allowed = keys.line(BO, "bo", 'valid-before="20200101"')
    assert judged(armor, allowed, at="2019-12-31T23:59:59Z") == GOOD
    assert judged(armor, allowed, at="2020-01-01T00:00:01Z").kind is VerdictKind.EXPIRED


def test_of_an_old_and_a_new_line_the_one_that_counts_is_taken(keys: Keys, armor: str) -> None:
    old, new = keys.line(BO, "bo", 'valid-before="20200101"'), keys.line(BO, "bo")
    assert judged(armor, old + new) == GOOD
    assert judged(armor, new + old) == GOOD


def test_a_revoked_key_counts_no_longer(keys: Keys, armor: str, tmp_path: Path) -> None:
    allowed, verdict = keys.line(BO, "bo"), Verdict(
        VerdictKind.EXPIRED, f"the key of {BO} is revoked", (BO,)
    )  # fmt: skip
    assert judged(armor, allowed, b"# gone\n\n" + keys.line("", "bo")) == verdict
    assert judged(armor, allowed, keys.line("", "eve")) == GOOD
    assert judged(armor, allowed, b"") == GOOD
    keygen("-k", "-f", tmp_path / "krl", keys.path("bo.pub"))
    assert judged(armor, allowed, (tmp_path / "krl").read_bytes()) == verdict
    keygen("-k", "-f", tmp_path / "other", keys.path("eve.pub"))
    assert judged(armor, allowed, (tmp_path / "other").read_bytes()) == GOOD


def test_a_list_of_revoked_keys_that_cannot_be_read_is_no_leave(keys: Keys, armor: str) -> None:
    for revoked in (b"this is no key\n", b"SSHKRL\n\0 broken"):
        assert judged(armor, keys.line(BO, "bo"), revoked) == Verdict(
            VerdictKind.UNKNOWN, "the list of revoked signers cannot be read"
        )


def test_the_key_of_somebody_else_is_forgery(keys: Keys) -> None:
    armor = sign(STATEMENT, keys.path("eve"))
    key = f"the key {keys.fingerprint('eve')} is that of"
    allowed = keys.line(BO, "bo") + keys.line(EVE, "eve")
    assert judged(armor, allowed) == Verdict(
        VerdictKind.FORGED, f"{key} {EVE}, not of {BO}", (EVE,)
    )
    for options in ('valid-before="20200101"', 'valid-after="20300101"'):
        assert judged(armor, keys.line(EVE, "eve", options)) == Verdict(
            VerdictKind.FORGED, f"{key} somebody else, not of {BO}"
        )
    unlike = keys.line(f"!{BO},*@example.com", "eve")
    assert judged(armor, unlike) == Verdict(
        VerdictKind.FORGED, f"{key} *@example.com, not of {BO}", ("*@example.com",)
    )


def test_a_key_that_nobody_has_allowed_is_not_trusted(keys: Keys) -> None:
    armor = sign(STATEMENT, keys.path("eve"))
    key = f"key {keys.fingerprint('eve')}"
    reason = f"the {key} is none of the allowed signers'"
    for allowed in (keys.line(BO, "bo"), b"", b"nothing of use\n", b"\xff\x00\xfe"):
        assert judged(armor, allowed) == Verdict(VerdictKind.UNTRUSTED, reason)
    assert judged(armor, None) == Verdict(
        VerdictKind.UNTRUSTED, f"no allowed signers say whose {key} is"
    )


def test_a_certificate_is_good_for_the_one_it_names(keys: Keys, tmp_path: Path) -> None:
    for name in ("bo", "bo.pub"):
        shutil.copy(keys.path(name), tmp_path / name)
    keygen("-q", "-s", keys.path("ca"), "-I", "1", "-n", BO, tmp_path / "bo.pub")
    armor = sign(STATEMENT, str(tmp_path / "bo-cert.pub"))
    allowed = keys.line("*@example.com", "ca", "cert-authority")
    assert judged(armor, allowed) == GOOD
    assert judged(armor, allowed, email=EVE).kind is VerdictKind.FORGED


@pytest.mark.parametrize("allowed", [True, False])
def test_a_changed_statement_is_forgery(allowed: bool, keys: Keys, armor: str) -> None:
    lists = keys.line(BO, "bo") if allowed else None
    assert verify(STATEMENT + b" ", armor, BO, lists, None, AT) == Verdict(
        VerdictKind.FORGED, "the statement is not the one that was signed"
    )


def test_a_signature_for_something_else_is_forgery(keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "commit").write_bytes(STATEMENT)
    keygen("-Y", "sign", "-n", "git", "-f", keys.path("bo"), tmp_path / "commit")
    armor = (tmp_path / "commit.sig").read_text()
    assert judged(armor, keys.line(BO, "bo")) == Verdict(
        VerdictKind.FORGED, f"the signature was made for something else, not for {NAMESPACE}"
    )


def test_a_broken_signature_is_forgery(keys: Keys, armor: str) -> None:
    body = armor.splitlines()
    shorter = "\n".join((*body[:2], body[-1])) + "\n"
    flipped = armor.replace(body[-2], body[-2].swapcase())
    for broken in (shorter, flipped):
        found = judged(broken, keys.line(BO, "bo"))
        assert found.kind is VerdictKind.FORGED
        assert found.reason in (
            "the signature is broken", "the statement is not the one that was signed"
        )  # fmt: skip


@pytest.mark.parametrize(
    "garbage",
    ["", "garbage", "-----BEGIN SSH SIGNATURE-----\n", "-----BEGIN PGP SIGNATURE-----\nx\n", "é\0"],
)
def test_what_is_no_signature_is_forgery(garbage: str, keys: Keys) -> None:
    assert judged(garbage, keys.line(BO, "bo")) == Verdict(
        VerdictKind.FORGED, "what stands for the signature is no SSH signature"
    )


def test_the_line_ends_of_a_signature_do_not_matter(keys: Keys, armor: str) -> None:
    assert judged(armor.replace("\n", "\r\n"), keys.line(BO, "bo")) == GOOD
    assert judged(f"\n{armor}\n\n", keys.line(BO, "bo")) == GOOD


@pytest.mark.parametrize("email", ["", "bo @example.com", "bo@example.com\n", "bo\0", "b\udc80"])
def test_what_is_no_address_signs_nothing(email: str, keys: Keys, armor: str) -> None:
    found = judged(armor, keys.line("*", "bo"), email=email)
    assert found.kind is VerdictKind.FORGED
    assert found.reason.endswith("is no address")


@pytest.mark.parametrize("email", ["-r", "-f/etc/passwd", "-Ohashalg=x", "--", "-vvv"])
def test_an_address_is_never_an_option(email: str, keys: Keys, armor: str) -> None:
    assert judged(armor, keys.line("*", "bo"), email=email) == Verdict(
        VerdictKind.GOOD, "", (email,)
    )
    assert judged(armor, keys.line(BO, "bo"), email=email).kind is VerdictKind.FORGED


@pytest.mark.parametrize("at", ["", "now", "2026-04-01", "2026-13-01T00:00:00Z", "9" * 99])
def test_what_is_no_time_is_forgery(at: str, keys: Keys, armor: str) -> None:
    found = judged(armor, keys.line(BO, "bo"), at=at)
    assert found == Verdict(VerdictKind.FORGED, f"`{at}` is no time in UTC")


def test_what_is_too_large_is_not_read(keys: Keys, armor: str) -> None:
    allowed = keys.line(BO, "bo")
    huge = armor.replace("\n", "\n" + "A" * 20_000 + "\n", 1)
    assert judged(huge, allowed).reason == "the signature is too large to be one"
    large = verify(b"x" * 70_000, armor, BO, allowed, None, AT)
    assert large == Verdict(VerdictKind.FORGED, "the statement is too large to be one")
    filler = b"#" * (5 * 1024 * 1024)
    assert judged(armor, filler).reason == "the list of allowed signers is too large to be read"
    found = judged(armor, allowed, filler)
    assert found == Verdict(
        VerdictKind.UNKNOWN, "the list of revoked signers is too large to be read"
    )


def program(folder: Path, script: str) -> str:
    path = folder / "instead"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_without_ssh_keygen_nothing_is_known(keys: Keys, armor: str, tmp_path: Path) -> None:
    allowed = keys.line(BO, "bo")
    old = 'echo "unknown option -- Y" >&2; echo "usage: ssh-keygen …" >&2; exit 1'
    for name, reason in (
        ("no-such-program", "`no-such-program` is not installed, or not on the PATH"),
        (str(keys.folder), f"`{keys.folder}` cannot be started: permission denied"),
        ("a\0b", "`a?b` cannot be started: embedded null byte"),
    ):
        assert verify(STATEMENT, armor, BO, allowed, None, AT, name) == Verdict(
            VerdictKind.UNKNOWN, f"the signature was not checked: {reason}"
        )
        with pytest.raises(SignatureError) as error:
            sign(STATEMENT, keys.path("bo"), name)
        assert str(error.value) == f"the sign-off cannot be signed: {reason}"
    for lists in (allowed, None):
        assert verify(STATEMENT, armor, BO, lists, None, AT, program(tmp_path, old)) == Verdict(
            VerdictKind.UNKNOWN,
            "`ssh-keygen` is too old to check signatures: OpenSSH 8.8 or newer is needed",
        )


def test_a_program_that_never_ends_is_stopped(
    keys: Keys, armor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmlint.signoff.keygen.PATIENCE", 0.2)
    slow = program(tmp_path, "exec sleep 60")
    found = verify(STATEMENT, armor, BO, keys.line(BO, "bo"), None, AT, slow)
    assert found.kind is VerdictKind.UNKNOWN
    assert found.reason.endswith("did not answer within 0.2 seconds")


def test_a_check_can_ask_nobody(
    keys: Keys, armor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "SSH_AUTH_SOCK", "DISPLAY"):
        monkeypatch.setenv(name, "set")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    seen = tmp_path / "seen"
    spy = program(tmp_path, f'env > "{seen}"; exec ssh-keygen "$@"')
    assert verify(STATEMENT, armor, BO, keys.line(BO, "bo"), None, AT, spy) == GOOD
    said = seen.read_text().splitlines()
    assert not [line for line in said if re.match("SSH_A|DISPLAY=", line)]
    assert {"LC_ALL=C", "TZ=UTC0"} <= set(said)


def test_nothing_is_left_behind(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    armor = sign(STATEMENT, keys.path("bo"))
    judged(armor, keys.line(BO, "bo"), keys.line("", "bo"))
    judged("garbage", None)
    assert list(tmp_path.iterdir()) == []


def test_where_no_temporary_file_can_be_written_it_says_so(
    keys: Keys, armor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    found = judged(armor, keys.line(BO, "bo"))
    assert found.kind is VerdictKind.UNKNOWN
    assert found.reason.startswith("the signature was not checked: ")
    with pytest.raises(SignatureError, match="the sign-off cannot be signed: "):
        sign(STATEMENT, keys.path("bo"))


@pytest.mark.parametrize("key", ["", "nothing/here", "-f", "~nobody-at-all/key", "a\0b", "key::"])
def test_a_key_that_is_not_there_is_told(key: str) -> None:
    shown = key.replace("\0", "?")
    with pytest.raises(SignatureError) as error:
        sign(STATEMENT, key)
    said = f"there is no key at `{shown}`: name the file of an SSH key"
    assert str(error.value) == said


def test_a_key_that_does_not_open_is_told(keys: Keys) -> None:
    with pytest.raises(SignatureError) as error:
        sign(STATEMENT, keys.path("locked"))
    assert str(error.value) == (
        f'the sign-off cannot be signed: Load key "{keys.path("locked")}": incorrect passphrase '
        "supplied to decrypt private key; load the key with ssh-add, or name another"
    )


def test_a_file_that_is_no_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("hello")
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(SignatureError, match=r"the sign-off cannot be signed: .*or name another"):
        sign(STATEMENT, str(tmp_path / "key"))


@pytest.fixture
def agent(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run an agent that holds the key of bo."""
    folder = TemporaryDirectory()  # the path of a socket must be short
    socket = Path(folder.name) / "agent"
    running = subprocess.Popen(
        ["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert running.stdout is not None
    running.stdout.readline()
    monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
    subprocess.run(["ssh-add", "-q", keys.path("bo")], check=True)
    yield
    running.terminate()
    running.wait()
    running.stdout.close()
    folder.cleanup()


@pytest.mark.parametrize("prefix", ["key::", ""])
def test_a_key_that_the_agent_holds_signs_as_git_names_it(
    prefix: str, agent: None, keys: Keys
) -> None:
    armor = sign(STATEMENT, f"{prefix}{keys.public('bo')} a comment")
    assert judged(armor, keys.line(BO, "bo")) == GOOD
    with pytest.raises(SignatureError) as error:
        sign(STATEMENT, f"{prefix}{keys.public('eve')}")
    assert str(error.value) == (
        "the sign-off cannot be signed: Couldn't find key in agent; load the key with ssh-add"
    )


def test_without_an_agent_a_key_itself_signs_nothing(keys: Keys) -> None:
    with pytest.raises(SignatureError) as error:
        sign(STATEMENT, f"key::{keys.public('bo')}")
    assert str(error.value) == (
        "the sign-off cannot be signed: Couldn't get agent socket; load the key with ssh-add"
    )
