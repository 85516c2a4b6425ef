"""Writes YAML as people do: one hand, one style, from the quotes to the indentation."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from random import Random

import words

WIDTH = 92
PLAIN = re.compile(
    r"(?!N/A$|[\s\-?:,\[\]{}#&*!|>'\"%@`0-9])(?:[^:#\\]|:(?=\S)|(?<=\S)#)*(?<=[\w.)%])"
)
"""What may stand without quotes; stricter than YAML is."""
NOT_IN_FLOW = frozenset(",[]{}:#\"'`?")


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
            self.put(self._inside(depth), f"- {self.scalar(value)}")

    def _inside(self, depth: int) -> int:
        return depth if self.outdented_lists else depth + 1

    def entry(self, depth: int, fields: Sequence[tuple[str, str]], *, flow: bool) -> None:
        """Write a mapping as an item of the list at `depth`; its values are written already."""
        depth = self._inside(depth)
        if flow:
            body = ", ".join(f"{name}: {value}" for name, value in fields)
            self.put(depth, f"- {{{body}}}")
            return
        for index, (name, value) in enumerate(fields):
            indent = " " * (self.step * depth)
            self.lines.append(f"{indent}{'- ' if index == 0 else '  '}{name}: {value}")
