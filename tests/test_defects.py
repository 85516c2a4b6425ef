"""One defect gives exactly one finding, at exactly its line and column, in every format.

Each case replaces one passage of a complete report; « marks where the finding must be.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

from pmlint.catalog import catalog

COMPLETE = Path(__file__).with_name("complete.yaml").read_text(encoding="utf-8")
MARK = "«"
FIRST_ITEM = (
    "  - action_item: Alert 30 days before any certificate expires\n    owner: Ada Okafor\n"
)

DEFECTS: dict[str, list[tuple[str, str]]] = {
    "PM001": [("team: Payments SRE", "team: Payments«: SRE: EU")],
    "PM003": [("team: Payments SRE", "team: Payments SRE\n«team: SRE")],
    "PM004": [("    date: 2026-03-20\n", "    date: 2026-03-20\n«---\na: b\n")],
    "PM007": [("team: Payments SRE", "team: «NO")],
    "PM008": [
        ("team: Payments SRE", "team: Payments SRE  «# pmlint: ignore[PM304] the vendor owns this")
    ],
    "PM009": [("team: Payments SRE", "team: Payments SRE  «# pmlint: ignore[PM304]")],
    "PM010": [("team: Payments SRE", "team: Pay«\u200bments SRE")],
    "PM101": [
        (COMPLETE[COMPLETE.index("lessons_learned:") : COMPLETE.index("action_items:")], ""),
        ("incident_title:", "«incident_title:"),
    ],
    "PM102": [
        ("  initial_cause: The certificate of the checkout expired\n", ""),
        ("root_cause_analysis:", "«root_cause_analysis:"),
    ],
    "PM103": [("prepared_by: Ada Okafor\nteam", "«prepared_by:\nteam")],
    "PM104": [("team: Payments SRE", "«Team: Payments SRE")],
    "PM105": [("team: Payments SRE", "team: «42")],
    "PM106": [("severity: major", "severity: «Major")],
    "PM201": [("where: Checkout API", "where: «[Location]")],
    "PM202": [("where: Checkout API", "where: Checkout API, region «TBD")],
    "PM203": [
        ("    - Nobody watched the certificate", '    - «"[A finding of the investigation]"')
    ],
    "PM301": [(FIRST_ITEM, FIRST_ITEM.replace("    owner: Ada Okafor\n", "").replace("- ", "- «"))],
    "PM302": [("    due_date: 2026-04-10\n", ""), (FIRST_ITEM, FIRST_ITEM.replace("- ", "- «"))],
    "PM303": [("due_date: 2026-04-10", "due_date: «2026-03-10")],
    "PM304": [("owner: Jonas Lind\n    due", "owner: «everybody\n    due")],
    "PM305": [("Alert 30 days before any certificate expires", "«Improve the alerts")],
    "PM306": [
        (
            "Renew the certificates of the checkout with cert-manager\n    owner: Jonas Lind",
            "«Alert 30 days before any certificate expires\n    owner: Ada Okafor",
        )
    ],
    "PM307": [("    kind: prevent\n", "    kind: prevent\n    status: «done\n")],
    "PM401": [('- time: "09:53"', '- time: «"09:13"')],
    "PM402": [("due_date: 2026-04-10", "due_date: «2026-04-31")],
    "PM403": [("timezone: Europe/Berlin\n", ""), ("  when: 2026", "  when: «2026")],
    "PM404": [("detection_time: 2026-03-14 09:31", "detection_time: «2026-03-14 09:01")],
    "PM405": [("resolution_time: 2026-03-14 09:53", "resolution_time: «2026-03-14 09:30")],
    "PM406": [("date_of_report: 2026-03-18", "date_of_report: «2026-03-12")],
    "PM407": [("resolution_time: 2026-03-14 09:53", "resolution_time: «2026-03-19 09:53")],
    "PM408": [
        (
            '    - time: "09:53"',
            '    - «time: "09:31"\n      event: the pager rings\n    - time: "09:53"',
        )
    ],
    "PM409": [("failed for 41 minutes", "failed for «3 hours")],
    "PM411": [("09:12\n  where", "09:12 «PST\n  where")],
    "PM412": [
        ("date_of_report: 2026-03-18", "date_of_report: 2026-03-31"),
        (
            '- time: "09:53"\n      event: The certificate is renewed',
            '- time: "09:53"\n      event: The certificate is renewed\n'
            "    - time: «2026-03-29 02:30\n      event: The exporter is switched off",
        ),
    ],
    "PM501": [
        ("Certificates are renewed by hand", "By «human error certificates are kept by hand")
    ],
    "PM502": [
        (
            "root_cause: Certificates are renewed by hand, from a list that only one person knows",
            "root_cause: «The certificate of the checkout had expired",
        )
    ],
    "PM503": [("38 % of card payments failed for 41 minutes", "«Card payments failed")],
    "PM504": [("    - https://status.example/incidents/2041", "    - «docs/certificates.md")],
    "PM701": [("where: Checkout API", "where: Checkout API «AKIA" + "IOSFODNN7EXAMPLE")],
}
OPT_IN: dict[str, list[tuple[str, str]]] = {
    "PM308": [("due_date: 2026-04-10", "due_date: «2026-09-10")],
    "PM309": [
        ("    kind: prevent\n", "    kind: process\n"),
        ("root_cause: Cert", "root_cause: «Cert"),
    ],
    "PM410": [("date_of_report: 2026-03-18", "date_of_report: «2026-03-30")],
    "PM702": [("where: Checkout API", "where: Checkout API, seen by «maria.lopez@example.com")],
}
ELSEWHERE = {
    "PM002": "bytes that are not UTF-8: tests/rules/undecodable_file.yaml",
    "PM005": "no report at all: tests/rules/not_a_report.yaml",
    "PM006": "needs a limit: tests/rules/over_limit.yaml",
    "PM107": "needs a template that says more: tests/rules/schema_violation.yaml",
    "PM601": "needs sign-offs: tests/rules/final_without_sign_off.yaml",
    "PM602": "needs sign-offs: tests/rules/stale_sign_off.yaml",
    "PM603": "needs sign-offs: tests/rules/self_approval.yaml",
    "PM604": "needs sign-offs: tests/rules/unverified_signature.yaml",
    "PM605": "needs sign-offs: tests/rules/unauthorised_approver.yaml",
    "PM606": "needs an earlier version: tests/rules/due_date_slipped.yaml",
    "PM607": "needs an earlier version: tests/rules/action_item_vanished.yaml",
    "PM608": "needs an earlier version: tests/rules/history_rewritten.yaml",
}
SIGN_OFFS = "PM601,PM602,PM603,PM604,PM605"
"""A report that nobody has committed has no sign-offs."""


def broken(changes: list[tuple[str, str]]) -> tuple[str, int, int]:
    """Return the report with its one defect, and the line and column of the mark."""
    text = COMPLETE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    before, _, after = text.partition(MARK)
    assert MARK not in after
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


def test_the_complete_report_is_complete(pmlint: Callable[..., Ran], repository: Path) -> None:
    Path("a.yaml").write_text(COMPLETE, encoding="utf-8")
    given = ("--extend-select", "ALL", "--ignore", SIGN_OFFS, "--fail-on", "info")
    ran = pmlint("check", "a.yaml", *given)
    assert ran == Ran(0, "1 report checked: nothing to report\n", "")


@pytest.mark.parametrize("code", [*DEFECTS, *OPT_IN])
def test_one_defect_is_one_finding_at_its_place_in_every_format(
    pmlint: Callable[..., Ran], repository: Path, code: str
) -> None:
    text, line, column = broken(DEFECTS.get(code) or OPT_IN[code])
    Path("a.yaml").write_text(text, encoding="utf-8")
    extra = ("--extend-select", code) if code in OPT_IN else ()

    def shown(form: str) -> str:
        return pmlint("check", "a.yaml", "--format", form, *extra).out

    findings = json.loads(shown("json"))["findings"]
    assert [(f["code"], f["line"], f["column"]) for f in findings] == [(code, line, column)]
    severity, name = findings[0]["severity"], findings[0]["rule"]
    assert shown("concise").startswith(f"a.yaml:{line}:{column}: {severity} {code} {name}: ")
    head, arrow = shown("text").splitlines()[:2]
    assert head.startswith(f"{severity}[{code}] {name}: ")
    assert arrow.strip() == f"--> a.yaml:{line}:{column}"
    command = {"error": "error", "warning": "warning", "info": "notice"}[severity]
    assert shown("github").startswith(
        f"::{command} file=a.yaml,line={line},endLine={line},col={column},"
    )


def test_every_rule_is_broken_here_or_where_it_can_be() -> None:
    assert {*DEFECTS, *OPT_IN, *ELSEWHERE} == {rule.code for rule in catalog().rules}
