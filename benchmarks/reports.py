"""Makes a Git repository of realistic, complete and clean reports: the same ones every time.

    python benchmarks/reports.py FOLDER [--count 1000]

Each report is 3 to 5 kB of YAML under `postmortems/YYYY/MM/`, valid under the template and without
findings. They differ as those of several teams do: block and flow style, quotes, folded and literal
text, comments, anchors, times with `Z`, with an offset, or local ones with a `timezone`, one to
five action items, and one in six is a draft or in review.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import words

SEED = "pmlint-benchmark-1"
SMALLEST, LARGEST = 3_000, 5_000
WIDTH = 92
PLAIN = re.compile(r"(?!N/A$|[\s\-?:,\[\]{}#&*!|>'\"%@`0-9])(?:[^:#\\]|:(?=\S)|(?<=\S)#)*(?<=[\w.)%])")
NOT_IN_FLOW = set(",[]{}:#\"'`?")


class Writer:
    """Writes YAML by hand, in one hand's style."""

    def __init__(self, random: Random) -> None:
        self.lines: list[str] = []
        self.random = random
        self.quote = random.choice(("plain", "plain", "plain", "double", "single"))
        self.step = random.choice((2, 2, 2, 4))
        self.outdented_lists = random.random() < 0.3
        self.flow_actions = random.random() < 0.25
        self.flow_timeline = random.random() < 0.2
        self.long_text = random.choice(("folded", "literal", "quoted"))

    def text(self) -> str:
        """Return what was written."""
        return "\n".join(self.lines) + "\n"

    def scalar(self, value: str, *, flow: bool = False) -> str:
        """Write one value in this hand's quotes; plain only where that is safe."""
        plain = PLAIN.fullmatch(value) is not None and not (flow and NOT_IN_FLOW & set(value))
        if self.quote == "plain" and plain:
            return value
        if self.quote == "single" and "'" not in value:
            return f"'{value}'"
        return json.dumps(value, ensure_ascii=False)

    def put(self, depth: int, line: str) -> None:
        """Write one line; an empty one separates sections."""
        self.lines.append(" " * (self.step * depth) + line if line else "")

    def section(self, name: str) -> None:
        """Begin a section, sometimes with a comment above it."""
        self.put(0, "")
        if self.random.random() < 0.2:
            self.put(0, self.random.choice(words.COMMENTS))
        self.put(0, f"{name}:")

    def field(self, depth: int, name: str, value: str) -> None:
        """Write `name: value` on one line."""
        self.put(depth, f"{name}: {self.scalar(value)}")

    def prose(self, depth: int, name: str, sentences: Sequence[str]) -> None:
        """Write a long text: folded, literal or in quotes on one line."""
        if self.long_text == "quoted":
            self.put(depth, f"{name}: {json.dumps(' '.join(sentences), ensure_ascii=False)}")
            return
        self.put(depth, f"{name}: {'>-' if self.long_text == 'folded' else '|'}")
        line = ""
        for word in " ".join(sentences).split():
            if len(line) + len(word) >= WIDTH:
                self.put(depth + 1, line)
                line = ""
            line = f"{line} {word}" if line else word
        self.put(depth + 1, line)

    def items(self, depth: int, name: str, values: Sequence[str]) -> None:
        """Write a list of texts."""
        self.put(depth, f"{name}:")
        for value in values:
            self.put(self.inside(depth), f"- {self.scalar(value)}")

    def inside(self, depth: int) -> int:
        """Return how deep the items of a list at `depth` stand."""
        return depth if self.outdented_lists else depth + 1

    def entry(self, depth: int, fields: Sequence[tuple[str, str]], *, flow: bool) -> None:
        """Write a mapping as an item of a list; values are written already."""
        if flow:
            body = ", ".join(f"{name}: {value}" for name, value in fields)
            self.put(depth, f"- {{{body}}}")
            return
        for index, (name, value) in enumerate(fields):
            indent = " " * (self.step * depth)
            self.lines.append(f"{indent}{'- ' if index == 0 else '  '}{name}: {value}")


class Clock:
    """Writes the times of one report in one of the ways in which people write them."""

    def __init__(self, random: Random, start: datetime) -> None:
        self.start = start
        self.way = random.choice(("zulu", "zulu", "offset", "local", "local", "clock"))
        self.offset = random.choice(("+02:00", "-05:00", "+09:00", "+00:00"))
        self.separator = random.choice(("T", " "))
        self.zone = random.choice(words.ZONES)

    @property
    def needs_zone(self) -> bool:
        """Say whether the report must name its zone."""
        return self.way in ("local", "clock")

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


def report(number: int, attempt: int = 0) -> tuple[date, str]:
    """Return the day and the text of report `number`; other attempts give other texts."""
    random = Random(f"{SEED}/{number}/{attempt}")
    start = datetime(2023, 1, 2, 6) + timedelta(
        days=random.randrange(1000), minutes=random.randrange(13 * 60)
    )
    lasted = random.randrange(25, 200)
    gaps = {
        "service": "", "other": "", "part": "", "minutes": lasted,
        "place": random.choice(words.PLACES), "n": 0, "share": 0, "short": 0,
    }  # fmt: skip
    gaps["service"], gaps["other"] = random.sample(words.SERVICES, 2)
    own_parts = random.sample(words.PARTS, 2)

    def fill(pattern: str) -> str:
        gaps["part"] = random.choice(own_parts)
        gaps["n"], gaps["share"] = random.randrange(4, 19), random.randrange(3, 70)
        gaps["short"] = random.randrange(2, min(20, lasted))
        filled = pattern.format_map(gaps)
        return filled[:1].upper() + filled[1:]

    def some(patterns: Sequence[str], least: int, most: int) -> list[str]:
        return [fill(p) for p in random.sample(patterns, random.randint(least, most))]

    writer, clock = Writer(random), Clock(random, start)
    author, approver, *others = random.sample(words.PEOPLE, 6)
    status = random.choices(("", "final", "draft", "review"), (5, 5, 1, 1))[0]
    written = start.date() + timedelta(days=random.randrange(2, 15))
    put, field, scalar = writer.put, writer.field, writer.scalar

    if random.random() < 0.5:
        put(0, f"# Incident {number:05}: see the tracker for the discussion.")
    field(0, "incident_title", fill(random.choice(words.TITLES)))
    put(0, f"date_of_incident: {start.date()}")
    put(0, f"date_of_report: {written}")
    field(0, "prepared_by", author)
    field(0, "team", random.choice(words.TEAMS))
    if status:
        put(0, f"status: {status}" + ("  # numbers are being checked" if status == "draft" else ""))
    if clock.needs_zone:
        field(0, "timezone", clock.zone)
    if random.random() < 0.7:
        put(0, f"incident_id: INC-{number:05}")

    writer.section("executive_summary")
    writer.prose(1, "incident_summary", [
        fill(random.choice(words.SUMMARIES)), fill(random.choice(words.LASTED)),
    ])  # fmt: skip
    writer.items(1, "key_findings", some(words.FINDINGS, 1, 4))
    writer.items(1, "recommendations", some(words.ADVICE, 1, 3))

    writer.section("incident_description")
    writer.prose(1, "what_happened", some(words.HAPPENED, 2, 5))
    put(1, f"when: {clock.at(0)}")
    field(1, "where", fill("{place}"))
    if random.random() < 0.5:
        field(1, "who_was_affected", fill("{share} % of the customers, and {n} partners"))
    else:
        writer.items(1, "who_was_affected", random.sample(words.AFFECTED, random.randint(1, 3)))
    put(1, "timeline:")
    count = random.randint(4, 9)
    times = [0, *sorted(random.sample(range(1, lasted), count - 2)), lasted]
    events = sorted(random.sample(words.EVENTS, count), key=words.EVENTS.index)
    for minutes, event in zip(times, map(fill, events), strict=True):
        flow = writer.flow_timeline
        time = clock.entry(minutes)
        quoted = f'"{time}"' if flow or clock.way == "clock" else time
        fields = (("time", quoted), ("event", scalar(event, flow=flow)))
        writer.entry(writer.inside(1), fields, flow=flow)

    writer.section("root_cause_analysis")
    cause = random.randrange(len(words.ROOT))
    field(1, "initial_cause", fill(words.INITIAL[cause]))
    writer.prose(1, "root_cause", [fill(words.ROOT[cause])])
    if random.random() < 0.8:
        writer.items(1, "contributing_factors", some(words.FACTORS, 1, 3))

    writer.section("impact_assessment")
    put(1, f"severity: {random.choice(('minor', 'major', 'critical'))}")
    put(1, "impact_on_operations:")
    field(2, "service_disruption", fill(random.choice(words.DISRUPTION)))
    field(2, "financial_impact", fill(random.choice(words.FINANCIAL)))
    if random.random() < 0.7:
        field(2, "reputational_impact", fill(random.choice(words.REPUTATION)))
    writer.items(1, "affected_stakeholders", random.sample(words.AFFECTED, random.randint(1, 3)))

    writer.section("response_and_resolution")
    writer.items(1, "immediate_actions_taken", some(words.MEASURES, 1, 3))
    writer.prose(1, "resolution", [fill(random.choice(words.RESOLUTION))])
    put(1, "time_to_resolution:")
    put(2, f"detection_time: {clock.at(times[1])}")
    put(2, f"resolution_time: {clock.at(lasted)}")

    writer.section("lessons_learned")
    writer.items(1, "what_worked_well", some(words.WELL, 1, 3))
    writer.items(1, "areas_for_improvement", some(words.WORSE, 1, 3))
    writer.items(1, "recommendations_for_future_prevention", some(words.ADVICE, 1, 2))

    writer.section("action_items")
    anchored = random.random() < 0.1
    for index, action in enumerate(some(words.ACTIONS, 1, 5)):
        flow, fields = writer.flow_actions, []
        if random.random() < 0.6:
            fields.append(("id", f"INC-{number:05}-{index + 1}"))
        owner = scalar(others[0 if anchored else index % 3], flow=flow)
        if anchored:
            owner = f"&lead {owner}" if index == 0 else "*lead"
        due = written + timedelta(days=random.randrange(7, 80))
        fields += [("action_item", scalar(action, flow=flow)), ("owner", owner), ("due_date", f"{due}")]
        if random.random() < 0.3:
            fields.append(("kind", random.choice(("prevent", "mitigate", "detect", "process"))))
        if random.random() < 0.4:
            done = due - timedelta(days=random.randrange(7))
            fields += [("status", "done"), ("completed_on", f"{done}")]
        elif random.random() < 0.3:
            fields.append(("status", random.choice(("open", "in_progress"))))
        writer.entry(writer.inside(0), fields, flow=flow)

    writer.section("appendices")
    writer.items(1, "supporting_documents", [
        f"https://tracker.shop.example/incidents/{number}", "Grafana dashboard of the day of the incident",
    ])  # fmt: skip
    if status not in ("draft", "review"):
        put(1, "signatures:")
        field(2, "prepared_by", author)
        field(2, "approved_by", approver)
        put(2, f"date: {written + timedelta(days=random.randrange(6))}")
    return start.date(), writer.text()


def reports(count: int) -> dict[str, str]:
    """Return `count` reports by path; each is made again until its size is right."""
    found: dict[str, str] = {}
    for number in range(1, count + 1):
        attempt = 0
        day, text = report(number)
        while not SMALLEST <= len(text.encode()) <= LARGEST:
            attempt += 1
            day, text = report(number, attempt)
        found[f"postmortems/{day:%Y/%m}/{day}-inc-{number:05}.yaml"] = text
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
