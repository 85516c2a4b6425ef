"""Makes a Git repository of realistic, complete and clean reports: the same ones every time.

    python benchmarks/reports.py FOLDER [--count 1000]

Each report is 3 to 5 kB of YAML under `postmortems/YYYY/MM/`, valid under the template and without
findings. They differ as those of several teams do: block and flow style, quotes, folded and literal
text, comments, anchors, times with `Z`, with an offset, or local ones with a `timezone`, one to
five action items, and one in six is a draft or in review.
"""

from __future__ import annotations

import argparse
import os
import subprocess
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import words
from writer import Writer

SEED = "pmlint-benchmark-1"
SMALLEST, LARGEST = 3_000, 5_000


class Clock:
    """Writes the times of one report in one of the ways in which people write them."""

    def __init__(self, random: Random, start: datetime) -> None:
        self.start = start
        self.way = random.choice(("zulu", "zulu", "offset", "local", "local", "clock"))
        self.offset = random.choice(("+02:00", "-05:00", "+09:00", "+00:00"))
        self.separator = random.choice(("T", " "))
        self.zone = random.choice(words.ZONES) if self.way in ("local", "clock") else ""

    def at(self, minutes: int) -> str:
        """Return the time so many minutes after the start."""
        time = self.start + timedelta(minutes=minutes)
        if self.way == "zulu":
            return f"{time:%Y-%m-%dT%H:%M:%SZ}"
        if self.way == "offset":
            return f"{time:%Y-%m-%dT%H:%M:%S}{self.offset}"
        return f"{time:%Y-%m-%d}{self.separator}{time:%H:%M}"

    def entry(self, minutes: int) -> str:
        """Return the time of a timeline's entry: the time of day is enough to some."""
        if self.way == "clock":
            return f"{self.start + timedelta(minutes=minutes):%H:%M}"
        return self.at(minutes)


class Report:
    """One report: `number` and `attempt` decide every word of it."""

    def __init__(self, number: int, attempt: int) -> None:
        self.number = number
        self.random = random = Random(f"{SEED}/{number}/{attempt}")
        self.start = datetime(2023, 1, 2, 6) + timedelta(
            days=random.randrange(1000), minutes=random.randrange(13 * 60)
        )
        self.written = self.start.date() + timedelta(days=random.randrange(2, 15))
        self.lasted = random.randrange(25, 200)
        steps = sorted(random.sample(range(1, self.lasted), random.randint(2, 7)))
        self.minutes = (0, *steps, self.lasted)
        self.service, self.other = random.sample(words.SERVICES, 2)
        self.parts = random.sample(words.PARTS, 2)
        self.author, self.approver, *self.owners = random.sample(words.PEOPLE, 6)
        self.status = random.choices(("", "final", "draft", "review"), (5, 5, 1, 1))[0]
        self.clock = Clock(random, self.start)
        self.writer = Writer(random)
        for write in (
            self._head, self._summary, self._description, self._causes, self._impact,
            self._response, self._lessons, self._actions, self._appendices,
        ):  # fmt: skip
            write()

    @property
    def day(self) -> date:
        """The day of the incident."""
        return self.start.date()

    @property
    def text(self) -> str:
        """The report."""
        return self.writer.text()

    def _say(self, *patterns: str) -> str:
        """Choose a pattern and fill its gaps."""
        filled = self.random.choice(patterns).format(
            service=self.service,
            other=self.other,
            part=self.random.choice(self.parts),
            minutes=self.lasted,
            short=self.random.randrange(2, min(20, self.lasted)),
            n=self.random.randrange(4, 19),
            share=self.random.randrange(3, 70),
        )
        return filled[:1].upper() + filled[1:]

    def _some(self, patterns: Sequence[str], least: int, most: int) -> list[str]:
        chosen = self.random.sample(patterns, self.random.randint(least, most))
        return [self._say(pattern) for pattern in chosen]

    def _often(self, share: float) -> bool:
        return self.random.random() < share

    def _head(self) -> None:
        put, field = self.writer.put, self.writer.field
        if self._often(0.5):
            put(0, f"# Incident {self.number:05}: see the tracker for the discussion.")
        field(0, "incident_title", self._say(*words.TITLES))
        put(0, f"date_of_incident: {self.day}")
        put(0, f"date_of_report: {self.written}")
        field(0, "prepared_by", self.author)
        field(0, "team", self.random.choice(words.TEAMS))
        if self.status:
            note = "  # numbers are being checked" if self.status == "draft" else ""
            put(0, f"status: {self.status}{note}")
        if self.clock.zone:
            field(0, "timezone", self.clock.zone)
        if self._often(0.7):
            put(0, f"incident_id: INC-{self.number:05}")

    def _summary(self) -> None:
        writer = self.writer
        writer.section("executive_summary")
        sentences = (self._say(*words.SUMMARIES), self._say(*words.LASTED))
        writer.prose(1, "incident_summary", sentences)
        writer.items(1, "key_findings", self._some(words.FINDINGS, 1, 4))
        writer.items(1, "recommendations", self._some(words.ADVICE, 1, 3))

    def _description(self) -> None:
        writer = self.writer
        writer.section("incident_description")
        writer.prose(1, "what_happened", self._some(words.HAPPENED, 2, 5))
        writer.put(1, f"when: {self.clock.at(0)}")
        writer.field(1, "where", self.random.choice(words.PLACES))
        if self._often(0.5):
            affected = self._say("{share} % of the customers, and {n} partners")
            writer.field(1, "who_was_affected", affected)
        else:
            writer.items(1, "who_was_affected", self._some(words.AFFECTED, 1, 3))
        writer.put(1, "timeline:")
        flow = writer.flow_timeline
        events = self.random.sample(words.EVENTS, len(self.minutes))
        events.sort(key=words.EVENTS.index)
        for minutes, event in zip(self.minutes, events, strict=True):
            time = self.clock.entry(minutes)
            if flow or self.clock.way == "clock":
                time = f'"{time}"'
            told = writer.scalar(self._say(event), flow=flow)
            writer.entry(1, (("time", time), ("event", told)), flow=flow)

    def _causes(self) -> None:
        writer = self.writer
        writer.section("root_cause_analysis")
        writer.field(1, "initial_cause", self._say(*words.INITIAL))
        writer.prose(1, "root_cause", (self._say(*words.ROOT),))
        if self._often(0.8):
            writer.items(1, "contributing_factors", self._some(words.FACTORS, 1, 3))

    def _impact(self) -> None:
        writer = self.writer
        writer.section("impact_assessment")
        writer.put(1, f"severity: {self.random.choice(('minor', 'major', 'critical'))}")
        writer.put(1, "impact_on_operations:")
        writer.field(2, "service_disruption", self._say(*words.DISRUPTION))
        writer.field(2, "financial_impact", self._say(*words.FINANCIAL))
        if self._often(0.7):
            writer.field(2, "reputational_impact", self._say(*words.REPUTATION))
        writer.items(1, "affected_stakeholders", self._some(words.AFFECTED, 1, 3))

    def _response(self) -> None:
        writer = self.writer
        writer.section("response_and_resolution")
        writer.items(1, "immediate_actions_taken", self._some(words.MEASURES, 1, 3))
        writer.prose(1, "resolution", (self._say(*words.RESOLUTION),))
        writer.put(1, "time_to_resolution:")
        writer.put(2, f"detection_time: {self.clock.at(self.minutes[1])}")
        writer.put(2, f"resolution_time: {self.clock.at(self.lasted)}")

    def _lessons(self) -> None:
        writer = self.writer
        writer.section("lessons_learned")
        writer.items(1, "what_worked_well", self._some(words.WELL, 1, 3))
        writer.items(1, "areas_for_improvement", self._some(words.WORSE, 1, 3))
        advice = self._some(words.ADVICE, 1, 2)
        writer.items(1, "recommendations_for_future_prevention", advice)

    def _actions(self) -> None:
        writer = self.writer
        writer.section("action_items")
        flow, one_owner = writer.flow_actions, self._often(0.1)
        for index, action in enumerate(self._some(words.ACTIONS, 1, 5)):
            fields = [("action_item", writer.scalar(action, flow=flow))]
            if self._often(0.6):
                fields.insert(0, ("id", f"INC-{self.number:05}-{index + 1}"))
            owner = writer.scalar(self.owners[0 if one_owner else index % 3], flow=flow)
            if one_owner:
                owner = f"&lead {owner}" if index == 0 else "*lead"
            due = self.written + timedelta(days=self.random.randrange(7, 80))
            fields += [("owner", owner), ("due_date", f"{due}")]
            if self._often(0.3):
                kind = self.random.choice(("prevent", "mitigate", "detect", "process"))
                fields.append(("kind", kind))
            if self._often(0.4):
                done = due - timedelta(days=self.random.randrange(7))
                fields += [("status", "done"), ("completed_on", f"{done}")]
            elif self._often(0.3):
                fields.append(("status", self.random.choice(("open", "in_progress"))))
            writer.entry(0, fields, flow=flow)

    def _appendices(self) -> None:
        writer = self.writer
        writer.section("appendices")
        link = f"https://tracker.shop.example/incidents/{self.number}"
        writer.items(1, "supporting_documents", (link, "Grafana dashboard of that day"))
        if self.status not in ("draft", "review"):
            writer.put(1, "signatures:")
            writer.field(2, "prepared_by", self.author)
            writer.field(2, "approved_by", self.approver)
            writer.put(2, f"date: {self.written + timedelta(days=self.random.randrange(6))}")


def reports(count: int) -> dict[str, str]:
    """Return `count` reports by path; each is made again until its size is right."""
    found: dict[str, str] = {}
    for number in range(1, count + 1):
        attempt = 0
        report = Report(number, attempt)
        while not SMALLEST <= len(report.text.encode()) <= LARGEST:
            attempt += 1
            report = Report(number, attempt)
        day = report.day
        found[f"postmortems/{day:%Y/%m}/{day}-inc-{number:05}.yaml"] = report.text
    return found


def make(folder: Path, count: int) -> list[Path]:
    """Write `count` reports into a new Git repository at `folder`, and commit them."""
    made = []
    for name, text in reports(count).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        made.append(path)
    who = {"NAME": "Benchmark", "EMAIL": "benchmark@shop.example", "DATE": "2026-01-01T00:00:00Z"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_{key}": value for key, value in who.items()}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for command in (
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "--all"),
        ("commit", "--quiet", "--no-verify", "--message=The reports"),
    ):
        subprocess.run(("git", *command), cwd=folder, env=environment, check=True)
    return made


def main() -> None:
    """Make a repository at the folder on the command line."""
    parser = argparse.ArgumentParser(description="Makes a Git repository of clean reports.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    arguments = parser.parse_args()
    if arguments.folder.exists():
        parser.error(f"{arguments.folder} is there already")
    made = make(arguments.folder, arguments.count)
    print(f"{len(made)} reports, {sum(path.stat().st_size for path in made):,} bytes")


if __name__ == "__main__":
    main()
