"""The interface for other programs: one function, no file, no clock, no Git."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from pmlint.catalog import catalog
from pmlint.config.read import read
from pmlint.engine import NO_PAST, check
from pmlint.errors import ConfigurationError
from pmlint.finding import Finding
from pmlint.past import Past
from pmlint.postmortem import Stage
from pmlint.settings import Settings
from pmlint.source import Source
from pmlint.task import task_for


def lint(
    source: Source,
    *,
    today: date,
    config: Path | None = None,
    template: Path | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    stage: Stage | None = None,
    exists: Callable[[str], bool] | None = None,
    past: Past = NO_PAST,
) -> tuple[Finding, ...]:
    """Return the findings about one report, sorted by line, column and code.

    `today` is the day that rules with a clock take for now. `config` is a configuration file
    (none: the defaults), `template` a JSON Schema instead of the one the configuration names.
    `select` and `ignore` are codes, families or names, as on the command line; `stage` judges the
    report as if it were at that stage. `exists` says whether a relative path that the report
    names is there; without it dead links are not looked for. `past` is what came before the
    report; the rules that look at what is not known of it are not asked.

    Raises ConfigurationError for a configuration, a code or a name that is not valid, and
    TemplateError for such a template. Whatever stands in the source is a finding, never an error.
    """
    rules = catalog()
    settings = Settings() if config is None else read(config, rules)
    wanted = None if select is None else tuple(select)
    unwanted = tuple(ignore)
    for word in (*(wanted or ()), *unwanted):
        if rules.select(word) is None:
            raise ConfigurationError(f"there is no rule or family `{word}`")
    task = task_for(
        settings,
        rules,
        source.path,
        today,
        template=template,
        select=wanted,
        ignore=unwanted,
        stage=stage,
    )
    return check(source, task, exists=exists, past=past).findings
