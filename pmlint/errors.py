"""What keeps pmlint from doing its work. Each of them ends a run with exit code 2.

A wrong report is never an error: it is a finding. The tree is

    PmlintError              everything below; its text is a sentence for the user
    ├── UsageError           the command line asks for something that cannot be
    ├── ConfigurationError   a configuration file that cannot be used
    ├── TemplateError        a template (JSON Schema) that cannot be used
    ├── ReadError            a file that cannot be read or written
    ├── RepositoryError      Git is needed, and missing or unwilling
    └── SignatureError       a sign-off that cannot be signed
"""

from __future__ import annotations


class PmlintError(Exception):
    """pmlint could not do its work. `str()` says what is wrong and what to do next.

    `place` is where, as `path:line:column` or `path`, or empty where there is no place.
    """

    def __init__(self, message: str, *, place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class UsageError(PmlintError):
    """The command line asks for something that cannot be."""


class ConfigurationError(PmlintError):
    """A configuration file cannot be used."""


class TemplateError(PmlintError):
    """A template (JSON Schema) cannot be used."""


class ReadError(PmlintError):
    """A file cannot be read or written."""


class RepositoryError(PmlintError):
    """Git is needed, and is missing or unwilling."""


class SignatureError(PmlintError):
    """A sign-off cannot be signed: no key, no agent, no `ssh-keygen`."""
