"""Make a repository of ten reports and twelve years: python examples/portfolio.py FOLDER.

The reports are those of this folder. Who has to do what until when, what becomes of it, and which
incidents are held to be less severe than the others is made up. Every run makes the same commits.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import repository
from items import item_with, once, opened, put
from repository import HERE, Person, moment, person, run

CONFIG = """\
# One person whose name is spelt in several ways is one owner in `pmlint report`.
[owners]
"Katarzyna Lewandowska" = ["@kasia", "K. Lewandowska"]
"""
MAILMAP = "Adaeze Nwosu <adaeze@example.com> <nwosu@laptop.example>\n"

KNIGHT = "postmortems/trading/knight-capital-2012-08-01.yaml"
GITLAB = "postmortems/gitlab-2017-01-31-database.yaml"
AWS = "postmortems/aws-s3-2017-02-28.yaml"
DRAFT = "postmortems/github-2018-10-21.yaml"  # as it is called at first
GITHUB = "postmortems/github-2018-10-21-database-failover.yaml"
CLOUDFLARE = "postmortems/cloudflare-2019-07-02-waf-regex.yaml"
SLACK = "postmortems/slack-2021-01-04-transit-gateway.yaml"
FASTLY = "postmortems/fastly-2021-06-08-cdn.yaml"
META = "postmortems/meta-2021-10-04-bgp.yaml"
CIRCLECI = "postmortems/circleci-2023-01-04-security.yaml"
CROWDSTRIKE = "postmortems/crowdstrike-2024-07-19-channel-file-291.yaml"


class Portfolio:
    """The repository in `folder`, with everything that happens in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begins(self, day: str, who: str, path: str, source: str, *edits: tuple[str, str]) -> None:
        """Commit the report that the example `source` tells of, with its items open.

        What was done by `day` is done. `edits` are texts, each of them there once, and what they
        become.
        """
        text = (HERE / source).read_text(encoding="utf-8")
        text = opened(text, day)
        for before, after in edits:
            text = once(text, before, after)
        repository.write(self.folder / path, text)
        self.commit(day, who, f"Report on {source.rpartition('/')[2].removesuffix('.yaml')}")

    def does(
        self, day: str, who: str | Person, path: str, item: str, subject: str, on: str = ""
    ) -> None:
        """Commit that an action item is done; `on` is the day that the report tells, if it does."""
        told = {"completed_on": on} if on else {}
        self.changes(day, who, path, item, subject, status="done", **told)

    def moves(
        self, day: str, who: str | Person, path: str, item: str, to: str, subject: str
    ) -> None:
        """Commit another due date of an action item."""
        self.changes(day, who, path, item, subject, due_date=to)

    def changes(
        self, day: str, who: str | Person, path: str, item: str, subject: str, **values: str
    ) -> None:
        """Commit other `values` of the one action item in which the words `item` stand."""
        text = (self.folder / path).read_text(encoding="utf-8")
        for key, value in values.items():
            text = put(text, item, key, value)
        repository.write(self.folder / path, text)
        self.commit(day, who, subject)

    def loses(self, day: str, who: str, path: str, item: str, subject: str) -> None:
        """Commit the report without one of its action items."""
        text = (self.folder / path).read_text(encoding="utf-8")
        repository.write(self.folder / path, once(text, item_with(text, item), ""))
        self.commit(day, who, subject)

    def commit(self, day: str, who: str | Person, subject: str) -> None:
        """Commit what was written, in the forenoon of `day`."""
        somebody = person(who) if isinstance(who, str) else who
        repository.commit(self.folder, somebody, moment(day), subject)

    def git(self, day: str, who: str, *arguments: str) -> None:
        """Run Git as somebody, in the forenoon of `day`."""
        run(self.folder, person(who), moment(day), "git", *arguments)


def main(folder: Path) -> None:
    """Make the repository in `folder`, which must be empty or not there yet."""
    repository.begin(folder, person("Henrike Osterkamp"), moment("2012-08-24"))
    team = Portfolio(folder)
    repository.write(folder / "pmlint.toml", CONFIG)
    repository.write(folder / ".mailmap", MAILMAP)
    trading = (folder / KNIGHT).parent
    trading.mkdir(parents=True)
    for name in ("pmlint.toml", "incident-report.schema.json"):
        shutil.copyfile(HERE / "custom-template" / name, trading / name)
    team.commit("2012-08-24", "Henrike Osterkamp", "Say how reports are read, and who is who")
    years_2012_to_2018(team)
    years_2018_to_2020(team)
    year_2021(team)
    years_2022_to_2024(team)


def years_2012_to_2018(team: Portfolio) -> None:
    """Let the first three reports be written, and nearly all of it be done."""
    aylin, jannis, milena = "Aylin Demirtaş", "Jannis Bergström", "Milena Kovač"
    example = "custom-template/knight-capital-2012-08-01.yaml"
    team.begins("2012-08-24", "Henrike Osterkamp", KNIGHT, example)
    say = "Checksums are compared after each roll-out"
    team.does("2012-09-27", aylin, KNIGHT, "Prüfsummen", say, on="2012-09-27")
    say = "The switch needs a test on one of the exchange's weekends"
    team.moves("2012-10-29", jannis, KNIGHT, "Schalter", "2012-12-14", say)
    say = "Limits are checked before an order goes out"
    ticket = "https://tracker.example.com/VF-2012-031"
    team.changes("2012-11-29", milena, KNIGHT, "grenzen", say, status="done", nachweis=ticket)
    say = "The switch works"
    team.does("2012-12-21", jannis, KNIGHT, "Schalter", say, on="2012-12-20")

    rafael, yusra, lindiwe = "Rafael Quintero", "Yusra Hamdani", "Lindiwe Mokoena"
    mei_ling, lars = "Mei-Ling Chou", "Lars Uddenberg"
    team.begins("2017-02-10", yusra, GITLAB, "gitlab-2017-01-31-database.yaml")
    team.does("2017-02-16", lindiwe, GITLAB, "1094", "Prompts name the host", on="2017-02-15")
    say = "Backups page on failure"
    team.does("2017-02-24", rafael, GITLAB, "1095", say, on="2017-02-24")
    say = "Snapshots: the schedule runs, the alarm is missing"
    team.changes("2017-02-27", rafael, GITLAB, "1098", say, status="in_progress")
    say = "Say what an owner of data durability may do"
    words = "Name one owner for data durability, with the power to stop a release, in the handbook"
    team.changes("2017-02-27", yusra, GITLAB, "1163", say, action_item=words, due_date="2017-05-31")
    team.begins("2017-03-03", "Delphine Achterberg", AWS, "aws-s3-2017-02-28.yaml")
    team.does("2017-03-06", rafael, GITLAB, "1098", "Snapshots are taken every hour")
    say = "The console runs in two regions"
    team.does("2017-03-08", mei_ling, AWS, "S3-4", say, on="2017-03-08")
    say = "The tool refuses to go below the minimum"
    team.does("2017-03-10", "Kwabena Asante", AWS, "S3-1", say, on="2017-03-09")
    team.does("2017-04-13", "Annika Sjöberg", GITLAB, "1102", "Backups are restored every day")
    say = "Leave the runbook to the handbook of the database team"
    team.loses("2017-04-20", yusra, GITLAB, "1103", say)
    say = "All tools have both checks"
    team.does("2017-05-12", "Priya Raghunathan", AWS, "S3-2", say, on="2017-05-12")
    team.does("2017-06-01", yusra, GITLAB, "1163", "Durability has an owner", on="2017-06-01")
    say = "Cells: the first region takes longer"
    team.moves("2017-09-22", lars, AWS, "S3-3", "2018-03-30", say)
    say = "Cells: Lars goes, Mei-Ling goes on"
    over = {"owner": mei_ling, "due_date": "2018-09-28"}
    team.changes("2018-03-26", lars, AWS, "S3-3", say, **over)
    say = "The index consists of cells"
    team.does("2018-10-22", mei_ling, AWS, "S3-3", say, on="2018-10-19")


def years_2018_to_2020(team: Portfolio) -> None:
    """Let two more be written; one of them is renamed."""
    zoe, premysl, joaquin = "Zoë Marchetti-Ruiz", "Přemysl Novotný", "Joaquín Ferreira"
    major = ("  severity: critical", "  severity: major")
    team.begins("2018-10-30", zoe, DRAFT, "github-2018-10-21-database-failover.yaml", major)
    say = "All writes are reconciled, and the users know"
    team.does("2018-11-15", zoe, DRAFT, "Reconcile", say, on="2018-11-15")
    say = "A page shows each component"
    team.does("2018-12-20", "Thandeka Dube", DRAFT, "traffic light", say, on="2018-12-20")
    say = "No primary is promoted in another region any more"
    team.does("2018-12-21", premysl, DRAFT, "Orchestrator", say, on="2018-11-29")
    team.git("2019-01-07", zoe, "mv", DRAFT, GITHUB)
    team.commit("2019-01-07", zoe, "Name reports for what happened")
    say = "Estimates include the transfer of backups"
    team.does("2019-01-28", zoe, GITHUB, "recovery estimates", say, on="2019-01-25")
    say = "Both regions are being rebuilt: no drill this spring"
    team.moves("2019-03-25", joaquin, GITHUB, "fault-injection", "2020-03-31", say)

    ines, hiro = "Ines Falkenberg", "Hiro Tanabe"
    adaeze, laptop = "Adaeze Nwosu", ("A. Nwosu", "nwosu@laptop.example")
    team.begins("2019-07-12", ines, CLOUDFLARE, "cloudflare-2019-07-02-waf-regex.yaml", major)
    say = "The build counts what CPU a rule takes"
    team.does("2019-07-18", adaeze, CLOUDFLARE, "WAF-3", say, on="2019-07-18")
    say = "Rules go out in stages"
    team.does("2019-07-29", ines, CLOUDFLARE, "WAF-5", say, on="2019-07-26")
    say = "The way around the edge needs a second network"
    team.moves("2019-09-27", laptop, CLOUDFLARE, "WAF-6", "2020-03-31", say)
    team.does("2019-11-22", hiro, CLOUDFLARE, "WAF-4", "All rules run on RE2", on="2019-11-22")
    say = "No drill while everybody works from home"
    team.moves("2020-03-23", joaquin, GITHUB, "fault-injection", "2024-10-15", say)


def year_2021(team: Portfolio) -> None:
    """Let three more be written: one stays a draft, and one comes from a branch."""
    mireille, noor, dimitar = "Mireille Fontaine-Adu", "Noor van Houten", "Dimitar Iliev"
    rosalind, gwendolyn = "Rosalind Achebe", "Gwendolyn Sato"
    team.begins(
        "2021-02-01", mireille, SLACK, "slack-2021-01-04-transit-gateway.yaml",
        ("  severity: critical", "  severity: major"),
        ("    owner: Caoimhe Gallagher\n", ""), ("    due_date: 2021-02-26\n", ""),
    )  # fmt: skip
    say = "Packet rates raise the alarm"
    team.does("2021-02-11", "Nikhil Deshpande", SLACK, "packet rates", say, on="2021-02-10")
    team.git("2021-06-09", rosalind, "switch", "--quiet", "--create", "june-8")
    major = ("severity: critical,", "severity: major,")
    team.begins("2021-06-09", rosalind, FASTLY, "fastly-2021-06-08-cdn.yaml", major)
    say = "The fix is in all points of presence"
    team.does("2021-06-10", dimitar, FASTLY, "EDGE-1", say, on="2021-06-10")
    team.git("2021-06-11", gwendolyn, "switch", "--quiet", "main")
    merge = ("merge", "--quiet", "--no-ff", "--no-gpg-sign", "--message")
    team.git("2021-06-11", gwendolyn, *merge, "Merge the report of 8 June", "june-8")
    team.git("2021-06-11", gwendolyn, "branch", "--quiet", "--delete", "june-8")
    say = "The missing cases are there"
    team.does("2021-07-06", noor, FASTLY, "EDGE-2", say, on="2021-07-06")
    say = "A change is taken back within four minutes"
    team.does("2021-08-02", "Chukwuemeka Bello", FASTLY, "EDGE-4", say, on="2021-07-30")
    say = "Fuzzing finds more than can be mended this year"
    team.moves("2021-08-24", noor, FASTLY, "EDGE-3", "2022-02-28", say)

    ngaio, farhan = "Ngaio Petersen", "Farhan Siddiqui"
    team.begins("2021-10-06", ngaio, META, "meta-2021-10-04-bgp.yaml")
    say = "The audit tool stops the command of 4 October"
    team.does("2021-10-14", farhan, META, "audit tool", say, on="2021-10-14")
    say = "The drill waits for the consoles"
    team.moves("2021-12-13", ngaio, META, "Run a drill", "2022-12-16", say)
    say = "Gateways: not before the next holidays"
    team.moves("2021-12-15", mireille, SLACK, "gateway capacity", "2022-12-16", say)


def years_2022_to_2024(team: Portfolio) -> None:
    """Let the last two be written, and due dates slip until autumn 2024."""
    ngaio, mireille, anselm = "Ngaio Petersen", "Mireille Fontaine-Adu", "Anselm Krüger"
    nobody = "everyone  # pmlint: ignore[PM304] Isaac has left, nobody has taken it over yet"
    say = "Isaac leaves us"
    team.changes("2022-01-24", ngaio, META, "name-server sites", say, owner=nobody)
    say = "Each release meets 10,000 configurations"
    team.does("2022-05-18", "Noor van Houten", FASTLY, "EDGE-3", say, on="2022-05-18")
    say = "The drill waits for the consoles, still"
    team.moves("2022-12-12", ngaio, META, "Run a drill", "2024-10-25", say)
    say = "Gateways: the provider asks for two more years"
    team.moves("2022-12-14", mireille, SLACK, "gateway capacity", "2024-12-13", say)

    wambui, jun_ho = "Wambui Njoroge", "Jun-ho Baek"
    team.begins("2023-01-12", wambui, CIRCLECI, "circleci-2023-01-04-security.yaml")
    say = "Tokens rotate by themselves"
    team.does("2023-05-09", jun_ho, CIRCLECI, "SEC-3", say, on="2023-05-09")
    say = "Grants expire for half of the roles"
    team.changes("2023-05-22", anselm, CIRCLECI, "SEC-4", say, status="in_progress")
    say = "Grants: the tools of those on call come last"
    team.moves("2023-06-26", anselm, CIRCLECI, "SEC-4", "2024-07-31", say)

    tevita, shirin, oluwaseun = "Tevita Faleafa", "Shirin Daneshvar", "Oluwaseun Adeyemi"
    ludmila, marguerite, kasia = "Ludmila Horáková", "Marguerite Leclair", "Katarzyna Lewandowska"
    say = "The way around the edge: the network is there, the panel is not"
    team.moves("2024-02-12", marguerite, CLOUDFLARE, "WAF-6", "2024-06-28", say)
    say = "Consoles: the last two data centres get theirs in autumn"
    team.moves("2024-04-08", ludmila, META, "out-of-band", "2024-10-10", say)
    example = "crowdstrike-2024-07-19-channel-file-291.yaml"
    team.begins("2024-08-06", oluwaseun, CROWDSTRIKE, example)
    say = "Bounds: the oldest sensor needs a release of its own"
    over = {"status": "in_progress", "owner": '"@kasia"', "due_date": "2024-08-30"}
    team.changes("2024-08-08", kasia, CROWDSTRIKE, "CF-1", say, **over)
    say = "One recovery image is enough"
    why = "Microsoft's recovery tool of 20 July serves the same hosts; a second one would confuse"
    team.changes("2024-08-09", oluwaseun, CROWDSTRIKE, "CF-6", say, status="dropped", reason=why)
    say = "Half of the fields have their tests"
    team.changes("2024-08-26", shirin, CROWDSTRIKE, "CF-4", say, status="in_progress")
    say = "Bounds: one sensor is left"
    team.moves("2024-08-28", kasia, CROWDSTRIKE, "CF-1", "2024-10-11", say)
    say = "Rings: the canary runs"
    team.changes("2024-09-23", tevita, CROWDSTRIKE, "CF-3", say, status="in_progress")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
