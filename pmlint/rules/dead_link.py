"""A relative path in the report that leads to nothing.

Looked at are supporting documents and attachments that are paths, and relative Markdown links
(`[runbook](docs/runbook.md)`) in every text. A path counts from the report, or from the root of
the repository; `#fragment` and `?query` are left off. What is not a relative path is left alone:
links with `https://` or another scheme, `www.…` and other hosts, anchors, absolute paths, and
plain words such as `Grafana dashboard of 14 March`. `team/service` may be a repository elsewhere:
a document without a usual ending (`.md`, `.png`, `.log` …) counts as a path only if it begins with
`./` or `../` or its first folder exists. Nothing is ever fetched, and where pmlint cannot see the
repository's files the rule is silent.

## Why it matters

The log that proves the timeline was renamed, and the report has lost its evidence. Nobody notices
until somebody needs it.

## Bad

```yaml exists=logs/2026-03-14.txt
appendices:
  attachments:
    - logs/2026-03-15.txt
```

## Good

```yaml exists=logs/2026-03-14.txt
appendices:
  attachments:
    - logs/2026-03-14.txt
    - https://status.example/incidents/2041
```
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pmlint.core_schema import Kind
from pmlint.document import Scalar
from pmlint.finding import Problem, Severity
from pmlint.part import Part
from pmlint.role import Role
from pmlint.rule import Context, rule
from pmlint.text import Span

ENDINGS = (
    "adoc", "avif", "bz2", "cfg", "conf", "csv", "diff", "doc", "docx", "drawio", "eml", "gif",
    "gz", "har", "htm", "html", "ini", "ipynb", "jpeg", "jpg", "json", "jsonl", "log", "markdown",
    "md", "mov", "mp3", "mp4", "msg", "ndjson", "odp", "ods", "odt", "patch", "pcap", "pdf", "png",
    "ppt", "pptx", "puml", "py", "rst", "rtf", "sh", "sql", "svg", "tar", "tf", "tgz", "toml",
    "tsv", "txt", "wav", "webm", "webp", "xls", "xlsx", "xml", "xz", "yaml", "yml", "zip", "zst",
)  # fmt: skip
LINK = r"\]\(\s*(?:<(?P<angled>[^<>\n]+)>|(?P<plain>[^()\s<>]+))(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
CODE = r"```.*?```|~~~.*?~~~|`[^`\n]+`"
ELSEWHERE = r"(?i)[a-z][a-z0-9+.-]*:|[#/\\~?&]|www\."
NOT_IN_A_PATH = r"[*$|{}\"`\\]"
NOT_IN_A_BARE_PATH = r"[\s\[\]()<>]"
HOST = r"(?i)localhost|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}|[0-9]+(?:\.[0-9]+){3}|[^/]*[@:][^/]*"
LONGEST = 500
MOST = 50
"""Dead links that are told of one value: whoever has more will look at all of them."""


@rule("PM504", severity=Severity.WARNING)
def check(context: Context) -> Iterator[Problem]:
    exists = context.exists
    if exists is None:
        return
    for part in where_links_may_be(context):
        node = part.node
        if not isinstance(node, Scalar):
            continue
        if part.role is not Role.DOCUMENT_LINK and "](" not in node.text:
            continue
        if node.kind is not Kind.TEXT or not part.answered:
            continue
        found: list[tuple[str, Span]] = []
        if part.role is Role.DOCUMENT_LINK and is_path(part.text, exists):
            if is_dead(part.text, exists):
                found.append((part.text, part.span))
        elif "](" in node.text:
            for target, start, end in links(node.text):
                if is_path(target, exists, linked=True) and is_dead(target, exists):
                    found.append((target, context.document.within(node, start, end)))
                if len(found) == MOST:
                    break
        for target, span in found:
            yield Problem(
                span,
                f"`{target}` leads to nothing in the repository",
                part.pointer,
                "correct the path: it counts from the report, or from the root of the repository",
            )


def where_links_may_be(context: Context) -> tuple[Part, ...]:
    """Return the parts that are worth a look; an escape in quotes may hide a Markdown link."""
    content = context.document.text.content
    if "](" in content or "\\" in content:
        return context.report.parts
    return context.report.every(Role.DOCUMENT_LINK)


def links(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the target of every Markdown link outside of code, and where it stands."""
    code = iter([found.span() for found in re.finditer(CODE, text, re.DOTALL)])
    start, end = next(code, (len(text), len(text)))
    for found in re.finditer(LINK, text):
        while end <= found.start() and start < len(text):
            start, end = next(code, (len(text), len(text)))
        if not start <= found.start() < end:
            group = "angled" if found["angled"] else "plain"
            yield found[group], *found.span(group)


def is_path(target: str, exists: Callable[[str], bool], *, linked: bool = False) -> bool:
    """Say whether `target` is a relative path; `linked` where a Markdown link says it is one."""
    if target.startswith(("https://", "http://")) or len(target) > LONGEST:
        return False
    if not linked and len(target.split()) > 1:
        return False
    path = re.split(r"[#?]", target, maxsplit=1)[0]
    if not path or re.match(ELSEWHERE, target):
        return False
    if re.search(NOT_IN_A_PATH, target) or re.search(r"#[0-9]+$", target):
        return False
    if not linked and re.search(NOT_IN_A_BARE_PATH, target):
        return False
    if re.match(r"\.\.?(?:/|$)", path):
        return True
    _, slash, name = path.rpartition("/")
    if slash and re.fullmatch(HOST, path.partition("/")[0]):
        return False
    if "." in name and name.rpartition(".")[2].lower() in ENDINGS:
        return True
    return bool(slash) and (linked or exists(path.partition("/")[0]))


def is_dead(target: str, exists: Callable[[str], bool]) -> bool:
    """Say whether nothing is there, however the target may be meant."""
    path = re.split(r"[#?]", target, maxsplit=1)[0]
    return not any(exists(way) for way in dict.fromkeys((decoded(path), path, target)))


def decoded(path: str) -> str:
    """Return `path` with its percent escapes read: `my%20log.txt` is `my log.txt`."""
    return re.sub(
        r"(?:%[0-9A-Fa-f]{2})+",
        lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"),
        path,
    )
