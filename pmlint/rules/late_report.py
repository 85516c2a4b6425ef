"""A report that came later than the severity of its incident allows.

The days are counted from the end of the incident (its resolution, else its date) to the date of the
report. How many are allowed depends on the severity; a severity without a number has no limit. Off
unless selected, because how soon a report is due is each team's own affair.

## Why it matters

After some weeks logs are gone and memories agree with each other. What is written then is a story.

## Bad

```yaml
date_of_incident: 2026-03-14
date_of_report: 2026-05-02
impact_assessment:
  severity: critical
```

## Good

```yaml
date_of_incident: 2026-03-14
date_of_report: 2026-03-20
impact_assessment:
  severity: critical
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmlint.finding import Problem, Severity
from pmlint.role import Role
from pmlint.rule import Context, Option, rule


@rule(
    "PM410",
    severity=Severity.WARNING,
    needs=(Role.REPORT_DATE, Role.SEVERITY),
    needs_any=(Role.RESOLUTION_TIME, Role.INCIDENT_DATE),
    default=False,
    options=(
        Option(
            "days",
            {"critical": 7, "major": 14, "minor": 30},
            "how many days after the incident a report may come, by severity",
        ),
    ),
)
def check(context: Context, *, days: Mapping[str, int]) -> Iterator[Problem]:
    times = context.chronology
    severity = context.report.says(Role.SEVERITY)
    written, over = times.report_date, times.resolution
    end = times.day if over is None or over.moment is None else times.date_of(over.moment)
    if written is None or written.moment is None or end is None or severity not in days:
        return
    passed = (times.date_of(written.moment) - end).days
    if passed > days[severity]:
        yield Problem(
            written.part.span,
            f"the report came {passed} days after the incident, and `{severity}` allows "
            f"{days[severity]}",
            written.part.pointer,
            "nothing brings the days back: say in the report why it took so long, or suppress this",
        )
