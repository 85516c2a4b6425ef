"""Tasks: what a report is held against where the command line asks for nothing of its own."""

from __future__ import annotations

from pathlib import Path

from pmlint.cli.clock import today
from pmlint.cli.workplace import Workplace
from pmlint.engine import Task
from pmlint.postmortem import Stage
from pmlint.task import task_for


def task_at(
    place: Workplace, path: Path, stage: Stage | None = None, template: Path | None = None
) -> Task:
    """Return the task of the report at `path`, by its settings.

    It is judged at `stage`, and held against `template`, where they are given. Raises
    ConfigurationError and TemplateError.
    """
    settings = place.settings(path.parent)
    return task_for(
        settings,
        place.catalog,
        place.relative(path, settings.base or place.top(path.parent)),
        today(None),
        template=template,
        opened=place.template,
        stage=stage,
    )
