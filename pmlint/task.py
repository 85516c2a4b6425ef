"""From settings to the task that the engine does with one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from pmlint.catalog import Catalog
from pmlint.engine import Task
from pmlint.postmortem import Stage
from pmlint.settings import Settings, selected
from pmlint.template import Template, load


def task_for(
    settings: Settings,
    catalog: Catalog,
    path: str,
    today: date,
    *,
    template: Path | None = None,
    opened: Callable[[Path | None], Template] | None = None,
    select: tuple[str, ...] | None = None,
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    stage: Stage | None = None,
) -> Task:
    """Return what the report at `path` (relative to the settings' base) is held against.

    The keywords are the wishes of the command line: `template`, `select` and `stage` replace
    those of the settings, `extend_select` and `ignore` are added to them. `opened` loads the
    template of the settings, where its file does not lie on the disk. Raises TemplateError.
    """
    left_out: set[str] = set()
    for pattern, words in settings.per_file_ignores:
        from pmlint.patterns import matches

        if matches((pattern,), path):
            left_out.update(code for word in words for code in catalog.select(word) or ())
    codes = selected(
        catalog,
        settings.select if select is None else select,
        (*(settings.extend_select if select is None else ()), *extend_select),
        (*settings.ignore, *ignore),
    )
    return Task(
        (opened or _template)(settings.template) if template is None else _template(template),
        catalog,
        codes - left_out,
        today,
        settings.severities,
        settings.options,
        settings.limits,
        stage or settings.stage,
    )


@lru_cache(maxsize=16)
def _template(path: Path | None) -> Template:
    return load(path)
