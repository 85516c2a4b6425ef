"""Configuration: `pmlint.toml`, `.pmlint.toml` or `[tool.pmlint]` → Settings.

Every key is checked: what pmlint does not know is an error with its place and, where it is
plain, with what was meant. A wrong setting that is passed over switches checks off unseen.
"""

from __future__ import annotations

from pmlint.config.find import nearest
from pmlint.config.read import read
from pmlint.config.schema import json_schema

__all__ = ["json_schema", "nearest", "read"]
