"""pmlint: a Git-native linter for incident post-mortems written as YAML.

The public interface, for programs that lint reports themselves::

    from pmlint import Source, lint

    for finding in lint(Source("postmortems/2026-03-14.yaml", data)):
        print(finding.path, finding.line, finding.code, finding.message)

Everything named in `__all__` stays as it is within a major version; nothing else does.
Importing this module loads nothing: each name is loaded when it is first asked for.
"""

from __future__ import annotations

from pmlint.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:  # what a type checker sees; at run time `__getattr__` below does it lazily
    from pmlint.api import lint as lint
    from pmlint.errors import (
        ConfigurationError as ConfigurationError,
    )
    from pmlint.errors import (
        PmlintError as PmlintError,
    )
    from pmlint.errors import (
        TemplateError as TemplateError,
    )
    from pmlint.finding import Finding as Finding
    from pmlint.finding import Fix as Fix
    from pmlint.finding import Place as Place
    from pmlint.finding import Severity as Severity
    from pmlint.postmortem import Stage as Stage
    from pmlint.source import Origin as Origin
    from pmlint.source import Source as Source

_HOMES = {
    "lint": "api",
    "ConfigurationError": "errors",
    "PmlintError": "errors",
    "TemplateError": "errors",
    "Finding": "finding",
    "Fix": "finding",
    "Place": "finding",
    "Severity": "finding",
    "Stage": "postmortem",
    "Origin": "source",
    "Source": "source",
}

__all__ = [
    "ConfigurationError",
    "Finding",
    "Fix",
    "Origin",
    "Place",
    "PmlintError",
    "Severity",
    "Source",
    "Stage",
    "TemplateError",
    "__version__",
    "lint",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'pmlint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"pmlint.{home}"), name)
