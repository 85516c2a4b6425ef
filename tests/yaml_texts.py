"""YAML texts made up by hypothesis: nearly well-formed ones, soups of marks, mutated reports."""

from __future__ import annotations

from hypothesis import strategies as st

MARKS = [
    *"abé🚒-?:,[]{}#&*!|>'\"%@`\\~<=.0 \n", "  ", "\n  ", "\n    ", "\n\n", "\n- ", "\n  - ",
    "\r\n", "\r", "\t", ": ", "? ", "- ", " #", "# c\n", "---", "...", "--- ", "\n---\n", "<<: ",
    "a: b", "k: ", '"k":', ":a", "a:", "[a, b]", "{a: b}", "[a: b]", "[]", "{}", "''", '""',
    "&a ", "*a", "*a ", "&a:b ", "!t ", "!!str ", "|\n", ">\n", "|-\n  x\n", ">+\n  x\n\n", "|2",
    "\\\n", "\\u00e9", "\\ud800", "\x85", "\u2028", "\ufeff", "\xa0", "\x7f", "http://x/y?a=b&c",
]  # fmt: skip
"""What YAML gives a meaning, and what surrounds it."""

WORDS = st.sampled_from([
    "a", "b", "one two", "é x", "🚒", "12:30", "x:y", "x#y", "a-b", "it's", "-x", "?x", ":x", "~",
    "null", "1.5", "x (y)", "R & D", "2 * 3", "50%", "a=b", "<x>", "+1", "a!", 'a"b', "x\xa0y",
    "https://example.com/a?b=c&d", "2026-03-14 09:12",
])  # fmt: skip
SIMPLE = st.sampled_from(["a", "b", "é", "x:y", "12:30", "one two", "-x", "x-", "a?", "x#y"])
KEYS = st.sampled_from([
    "a", "b", "c", "d", "e f", "é", "🚒", "1", "~", "null", "a:b", "x#y", "-z", "?w", '"q"', "'s'",
    '"x: y"', "&k m", "<<", "kkkkkkkkkkkkkkkkkkkk", "[x]", "{y: z}", "*n",
])  # fmt: skip
ESCAPES = [
    "\\" + rest for rest in ("n", "t", "0", "\\", '"', "/", "e", "_", "N", "L", "x41", "u263a")
]
ENDS = st.sampled_from(
    [*[""] * 8, " # c", "  ", "\n", "\n\n", "\n# c", "\n   # c", " #", "\n  "]
)  # fmt: skip


def _often(usual: str, *others: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*[usual] * len(others), *others])


@st.composite
def _quoted(draw: st.DrawFn, indent: str) -> str:
    inside = draw(WORDS)
    fold = draw(st.sampled_from(["\n", "\n\n", " \n", "\n\n\n"])) + indent
    more = draw(st.sampled_from(["", "", ": ", " # ", "[", ",", "%", "- ", " x", fold, fold + "z"]))
    if draw(st.booleans()):
        return "'" + (inside + more).replace("'", "''") + "'"
    escape = draw(_often("", *ESCAPES))
    broken = draw(_often("", "\\\n" + indent, "\\\n" + indent + "\\ "))
    return '"' + inside.replace('"', '\\"') + escape + broken + more + '"'


@st.composite
def _block_scalar(draw: st.DrawFn, indent: str) -> str:
    head = draw(st.sampled_from("|>")) + draw(_often("", "-", "+", "1", "2", "-2", "2+"))
    lines = st.sampled_from(
        ["one", "two", "  deeper", "", "# e", "- f", "g: h", "[", "---", "...", " ", "x  "]
    )
    body = "".join("\n" + indent + line for line in draw(st.lists(lines, max_size=5)))
    return head + draw(_often("", " ", " # c")) + draw(_often("", "\n", "\n\n")) + body


@st.composite
def _scalar(draw: st.DrawFn, indent: str) -> str:
    kind = draw(st.integers(0, 7))
    if kind < 3:
        return draw(WORDS)
    if kind < 5:
        return draw(_quoted(indent))
    if kind < 6:
        return draw(WORDS) + draw(_often("\n", "\n\n", " \n")) + indent + draw(WORDS)
    return draw(_block_scalar(indent))


@st.composite
def _flow(draw: st.DrawFn, indent: str, depth: int = 2) -> str:
    if depth == 0 or draw(st.booleans()):
        return draw(SIMPLE | _quoted(indent))
    opened = draw(_often("", " ", "\n" + indent))
    closed = draw(_often("", ",", " ", "\n" + indent))
    comma = draw(_often(", ", ",", " , ", ",\n" + indent, ", # c\n" + indent))
    values = draw(st.lists(_flow(indent, depth - 1), max_size=3))
    if draw(st.booleans()):
        return "[" + opened + comma.join(values) + closed + "]"
    colon = _often(": ", ":", " : ", ":\n" + indent, ": &n ", "")
    pairs = [draw(KEYS) + draw(colon) + value for value in values]
    return "{" + opened + comma.join(pairs) + closed + "}"


@st.composite
def _block(draw: st.DrawFn, indent: str = "", depth: int = 3) -> str:
    """Make a block mapping or list in which all lines begin with `indent`."""
    is_list = bool(indent) and draw(st.booleans())
    out = ""
    for key in draw(st.lists(KEYS, min_size=1, max_size=3, unique=True)):
        mark = indent + ("-" if is_list else key + draw(_often(":", " :")))
        deeper = indent + " " * draw(st.sampled_from([2, 2, 2, 1, 4]))
        below = draw(st.integers(0, 9))
        if below < 3 and depth:
            between = draw(_often("\n", " # c\n", " &n\n", "\n\n"))
            value = between + draw(_block(deeper, depth - 1)).rstrip("\n")
        elif below < 5:
            value = " " + draw(_flow(deeper))
        elif below < 6:
            value = draw(st.sampled_from(["", " ", " *n", " &n", " # c"]))
        else:
            value = draw(_often(" ", "  ", " &n ")) + draw(_scalar(deeper))
        out += mark + value + draw(ENDS) + "\n"
    return out


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Make a text that is YAML, or nearly so."""
    head = draw(_often("", "---\n", "# c\n", "\n", "--- # c\n", "%YAML 1.2\n---\n", "\ufeff"))
    tail = draw(_often("", "\n", "# e", "  ", "...\n", "---\nx: y\n"))
    text = head + draw(_block()) + tail
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return text.replace("\n", draw(_often("\n", "\r\n", "\r")))


SOUPS = st.lists(st.sampled_from(MARKS), max_size=16).map("".join)


@st.composite
def mutated(draw: st.DrawFn, texts: list[str]) -> str:
    """Take some lines of one of `texts`, and delete, insert and repeat a little."""
    lines = draw(st.sampled_from(texts)).splitlines(keepends=True)
    first = draw(st.integers(0, len(lines) - 1))
    text = "".join(lines[first : first + draw(st.integers(1, 14))])
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        text = draw(st.sampled_from([
            text[:at] + draw(st.sampled_from(MARKS)) + text[at:],
            text[:at] + text[at + draw(st.integers(1, 4)) :],
            text[:at] + text[max(0, at - draw(st.integers(1, 20))) :],
        ]))  # fmt: skip
    return text
