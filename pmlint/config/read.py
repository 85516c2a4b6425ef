"""Reading a configuration file, and saying exactly what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pmlint.catalog import Catalog
from pmlint.config.bounds import MOST, excess
from pmlint.config.demand import Demand
from pmlint.config.find import PYPROJECT
from pmlint.config.keys import KEYS, LIMITS, OWNERS, SEVERITY_WORDS, SIGN_OFF, Key, Kind
from pmlint.config.place import place_of
from pmlint.config.policy import policy
from pmlint.errors import ConfigurationError
from pmlint.finding import Severity
from pmlint.parse import Limits
from pmlint.rule import Option, Rule
from pmlint.settings import Settings

NEVER = "never"


def read(path: Path, catalog: Catalog, content: bytes | None = None) -> Settings:
    """Return the settings in the file at `path`; in `content`, where it was read already.

    Raises ConfigurationError, with `path:line:column`, for a file that cannot be read, is not
    TOML, or holds an unknown key, a value of the wrong type or the name of no rule.
    """
    import tomllib

    try:
        text = (_head(path) if content is None else content).decode("utf-8-sig")
    except OSError as error:
        words = (error.strerror or str(error)).lower()
        raise ConfigurationError(f"cannot be read: {words}", place=str(path)) from None
    except UnicodeDecodeError as error:
        words = f"not UTF-8 (byte offset {error.start})"
        raise ConfigurationError(words, place=str(path)) from None
    if much := excess(text):
        raise ConfigurationError(f"{much}, so it is not read", place=str(path))
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_toml(error, path, text) from None
    top: tuple[str, ...] = ()
    if path.name == PYPROJECT:
        top = ("tool", "pmlint")
        tools = data.get("tool", {})
        data = tools.get("pmlint", {}) if isinstance(tools, dict) else {}
        if not isinstance(data, dict):
            line, column = place_of(text, top)
            place = f"{path}:{line}:{column}"
            raise ConfigurationError("`tool.pmlint` takes a table", place=place)
    return _Reader(path, Demand(path, text, top), catalog).settings(data)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST + 1)


def _not_toml(error: Exception, path: Path, text: str) -> ConfigurationError:
    words = str(error)
    at = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", words)
    line, column = (at[1], at[2]) if at and at[1] else (text.count("\n") + 1, 1)
    words = words[: at.start()] if at else words
    return ConfigurationError(
        f"not TOML: {words[:1].lower()}{words[1:]}", place=f"{path}:{line}:{column}"
    )


class _Reader:
    def __init__(self, path: Path, demand: Demand, catalog: Catalog) -> None:
        self.path = path
        self.demand = demand
        self.catalog = catalog

    def settings(self, data: Mapping[str, Any]) -> Settings:
        self.demand.known(data, [key.name for key in KEYS], ())
        for key in KEYS:
            if key.name in data:
                self.demand.check(key, data[key.name], (key.name,))
        for name in ("select", "extend-select", "ignore"):
            self._selectors(data.get(name, ()), (name,))
        default = Settings()
        template = data.get("template")
        fail_on = data.get("fail-on", "error")
        return Settings(
            base=self.path.parent,
            origin=self.path,
            template=None if template is None else self.path.parent / template,
            include=tuple(data.get("include", default.include)),
            exclude=tuple(data.get("exclude", ())),
            force_exclude=data.get("force-exclude", False),
            select=None if "select" not in data else tuple(data["select"]),
            extend_select=tuple(data.get("extend-select", ())),
            ignore=tuple(data.get("ignore", ())),
            per_file_ignores=self._per_file(data.get("per-file-ignores", {})),
            severities=self._severities(data.get("severity", {})),
            options=self._options(data.get("rules", {})),
            limits=self._limits(data.get("limits", {})),
            fail_on=None if fail_on == NEVER else Severity[fail_on.upper()],
            policy=policy(data.get(SIGN_OFF, {}), self.demand),
            owners=self._owners(data.get(OWNERS, {})),
        )

    def _selectors(self, words: Iterable[str], way: tuple[str, ...]) -> None:
        for word in words:
            if self.catalog.select(word) is None:
                raise self.demand.error(no_such_rule(word, self.catalog), way)

    def _rule(self, name: str, table: str) -> Rule:
        rule = self.catalog.get(name)
        if rule is None:
            raise self.demand.error(no_such_rule(name, self.catalog), (table, name))
        return rule

    def _per_file(self, data: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        table = "per-file-ignores"
        for pattern, words in data.items():
            self.demand.check(Key(pattern, Kind.TEXTS, ""), words, (table, pattern))
            self._selectors(words, (table, pattern))
        return tuple((pattern, tuple(words)) for pattern, words in data.items())

    def _severities(self, data: Mapping[str, Any]) -> dict[str, Severity]:
        found: dict[str, Severity] = {}
        for name, word in data.items():
            rule = self._rule(name, "severity")
            self.demand.check(
                Key(name, Kind.CHOICE, "", choices=SEVERITY_WORDS), word, ("severity", name)
            )
            found[rule.code] = Severity[word.upper()]
        return found

    def _limits(self, data: Mapping[str, Any]) -> Limits:
        self.demand.known(data, [key.name for key in LIMITS], ("limits",))
        for key in LIMITS:
            if key.name in data:
                self.demand.check(key, data[key.name], ("limits", key.name))
        return Limits(**data)

    def _owners(self, data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        taken: dict[str, str] = {}
        for name, spellings in data.items():
            way = (OWNERS, name)
            if not name.strip():
                raise self.demand.error("an owner needs a name", way)
            self.demand.check(Key(name, Kind.NAMES, ""), spellings, way)
            for spelling in (name, *spellings):
                other = taken.setdefault(" ".join(spelling.casefold().split()), name)
                if other != name:
                    words = f"`{spelling}` is {other} already, and cannot be {name} as well"
                    raise self.demand.error(words, way)
        return {name: tuple(spellings) for name, spellings in data.items()}

    def _options(self, data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for name, given in data.items():
            rule, way = self._rule(name, "rules"), ("rules", name)
            self.demand.check(Key(name, Kind.TABLE, ""), given, way)
            if not rule.options:
                raise self.demand.error(f"{rule.code} {rule.name} has no options", way)
            self.demand.known(given, [option.key for option in rule.options], way)
            for option in rule.options:
                if option.key in given:
                    value = self._option(option, given[option.key], (*way, option.key))
                    found.setdefault(rule.code, {})[option.name] = value
        return found

    def _option(self, option: Option, value: Any, way: tuple[str, ...]) -> Any:
        if isinstance(option.default, Mapping):
            self.demand.check(Key(option.key, Kind.TABLE, ""), value, way)
            self.demand.known(value, option.default, way)
            for name, number in value.items():
                self.demand.check(Key(name, Kind.COUNT, ""), number, (*way, name))
            return {**option.default, **value}
        kind = Kind.TEXT
        if isinstance(option.default, tuple):
            kind = Kind.TEXTS
        elif isinstance(option.default, int):
            kind = Kind.COUNT
        self.demand.check(Key(option.key, kind, ""), value, way)
        return tuple(value) if kind is Kind.TEXTS else value


def no_such_rule(word: str, catalog: Catalog) -> str:
    """Return the sentence for a word that selects no rule."""
    if word.upper() in catalog.families:
        return f"`{word}` is a family: name its rules one by one, by code or name"
    close = catalog.closest(word)
    meant = f"; did you mean `{close}`?" if close else "; `pmlint rules` lists them all"
    return f"there is no rule or family `{word}`{meant}"
