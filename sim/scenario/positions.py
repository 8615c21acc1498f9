"""On which line a key of a TOML text stands.

``tomllib`` reads values without positions.  This scanner walks a text that ``tomllib`` has already accepted, so it may
be short: it knows keys (bare, quoted, dotted), tables, arrays of tables, inline tables and arrays, and steps over the
rest.  The tests hold the keys that it finds against those of ``tomllib``.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable

Path = tuple[str | int, ...]
"""Where a value is: keys, and numbers for the elements of arrays."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_SCALAR = re.compile(r"[^,\]}#\n]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{1,2})?' r"|'''.*?'''(?:'{1,2})?" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'", re.DOTALL
)


def key_lines(text: str) -> dict[Path, int]:
    """Return the line, counted from 1, of every key, table and array element of a valid TOML text.

    A table has the line of its header, or of the first key that makes it exist.
    """
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.document()
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.sizes: dict[Path, int] = {}  # of the arrays of tables met so far
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def document(self) -> None:
        table: Path = ()
        while self._skip(_BLANK) and self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self._header(2, self._new_element)
            elif self.text[self.at] == "[":
                table = self._header(1, self._existing)
            else:
                self._assignment(table)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match is not None

    def _record(self, path: Path, start: int) -> None:
        line = bisect_right(self.starts, start)
        for size in range(1, len(path) + 1):
            self.lines.setdefault(path[:size], line)

    def _header(self, brackets: int, resolve: Callable[[list[str]], Path]) -> Path:
        start = self.at
        self.at += brackets
        names = self._key()
        self.at += brackets
        path = resolve(names)
        self._record(path, start)
        return path

    def _existing(self, names: list[str]) -> Path:
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self.sizes:
                path = (*path, self.sizes[path] - 1)
        return path

    def _new_element(self, names: list[str]) -> Path:
        path: Path = (*self._existing(names[:-1]), names[-1])
        self.sizes[path] = self.sizes.get(path, 0) + 1
        return (*path, self.sizes[path] - 1)

    def _key(self) -> list[str]:
        names = []
        while True:
            self._skip(_SPACE)
            start = self.at
            if not self._skip(_BARE):
                self._skip(_STRING)
            word = self.text[start : self.at]
            names.append(next(iter(tomllib.loads(f"{word} = 0"))) if word[0] in "\"'" else word)
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def _assignment(self, table: Path) -> None:
        start = self.at
        path = (*table, *self._key())
        self._record(path, start)
        self.at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip(_SPACE)
        opening = self.text[self.at]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self.at += 1
            while self._more("}"):
                self._assignment(path)
        elif not self._skip(_STRING):
            self._skip(_SCALAR)

    def _array(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self._more("]"):
            self._record((*path, number), self.at)
            self._value((*path, number))
            number += 1

    def _more(self, closing: str) -> bool:
        """Go to the next element; step over the closing bracket where there is none."""
        self._skip(_BLANK)
        if self.text[self.at] == ",":
            self.at += 1
            self._skip(_BLANK)
        if self.text[self.at] == closing:
            self.at += 1
            return False
        return True
