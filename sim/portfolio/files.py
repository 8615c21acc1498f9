"""A file of rows: opened, decoded and cut into fields, with the line that each row starts on."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sim.errors import InputProblems, Problem

SPACE = " "
"""The delimiter that stands for any run of blanks."""

_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": SPACE, "whitespace": SPACE}
_MAGIC = {b"PK\x03\x04": "a spreadsheet or zip archive", b"\xd0\xcf\x11\xe0": "an old spreadsheet",
          b"\x1f\x8b": "a gzip archive", b"PAR1": "a Parquet file", b"SQLite": "a database"}  # fmt: skip
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Row:
    """Fields of one record; ``problem`` says why they could not be cut, where they could not."""

    line: int
    fields: list[str]
    problem: str = ""


def refuse(
    path: Path, message: str, next_step: str, line: int | None = None, *, written: bool = False
) -> InputProblems:
    """Return the error for a file that cannot be used at all."""
    done = "written" if written else "read"
    return InputProblems(f"{path}: nothing was {done}", [Problem(line, "", message)], next_step)


def _bad_line(path: Path, encoding: str) -> int | None:
    """Return the first line that does not decode (UTF-16 and 32 have no lines of bytes)."""
    if "16" in encoding or "32" in encoding:
        return None
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return None


class RowFile:
    """A text file of rows.

    Parameters
    ----------
    path : path of an existing file
    delimiter : str, optional
        One character, or ``tab``, ``comma``, ``semicolon``, ``pipe``, ``space``; found from the first rows otherwise.
    encoding : str, optional
        As Python names them; UTF-8, with or without a byte order mark, otherwise.

    Raises
    ------
    InputProblems
        Missing or unreadable file, folder, not text, wrong encoding, empty file, no columns to be seen.
    """

    def __init__(self, path: Path, *, delimiter: str | None = None, encoding: str | None = None) -> None:
        self.path = path
        self.encoding = encoding or "utf-8-sig"
        try:
            codecs.lookup(self.encoding)
        except LookupError:
            raise refuse(path, f"no encoding is called {encoding!r}", "--encoding cp1252, utf-16, latin-1 …") from None
        self._check_readable()
        self.first_line = 1
        self.delimiter = self._delimiter(delimiter)

    def _check_readable(self) -> None:
        path = self.path
        try:
            with path.open("rb") as stream:
                head = stream.read(4096)
        except FileNotFoundError:
            raise refuse(path, "there is no such file", "check the path") from None
        except IsADirectoryError:
            raise refuse(path, "this is a folder, not a file", "name the file inside it") from None
        except OSError as error:
            raise refuse(path, f"cannot be read: {error.strerror}", "check its permissions") from None
        if not head.strip():
            raise refuse(path, "the file is empty", "export the data again")
        for magic, what in _MAGIC.items():
            if head.startswith(magic):
                raise refuse(path, f"this is {what}, not a text file", "save it as CSV first")
        wide = "16" in self.encoding or "32" in self.encoding
        if head.startswith(_WIDE) and not wide:
            raise refuse(path, f"this is UTF-16 text, not {self._encoding_name}", "--encoding utf-16 reads it")
        if b"\0" in head and not wide:
            raise refuse(path, "holds NUL bytes: UTF-16 text or no text at all", "if it is text: --encoding utf-16-le")

    @property
    def _encoding_name(self) -> str:
        return "UTF-8" if self.encoding == "utf-8-sig" else self.encoding

    def lines(self) -> Iterator[str]:
        """Yield the lines as they are, from ``first_line`` on."""
        try:
            with self.path.open(encoding=self.encoding, newline="") as stream:
                yield from islice(stream, self.first_line - 1, None)
        except UnicodeError:
            raise refuse(
                self.path,
                f"is not {self._encoding_name} text",
                "--encoding names another, e.g. --encoding cp1252 (Western Windows) or --encoding utf-16",
                _bad_line(self.path, self.encoding),
            ) from None

    def _delimiter(self, asked: str | None) -> str:
        head = list(islice(self.lines(), 200))
        hint = re.fullmatch(r'"?sep=(.)"?\s*', head[0]) if head else None
        if hint:  # a line that spreadsheet programs write and read
            self.first_line = 2
            asked = asked or hint[1]
        if asked is not None:
            found = _NAMED.get(asked.lower(), asked)
            if len(found) != 1 or found in '\r\n"':
                raise refuse(self.path, f"{asked!r} is no delimiter", "one character, or tab, space, semicolon, comma")
            return found
        head = [line for line in head[self.first_line - 1 :] if line.strip()]
        best, best_share = "", 0.0
        for candidate in ("\t", ";", "|", ",", SPACE):
            widths = Counter(len(row.fields) for row in _cut(iter(head), candidate, 1) if row.fields)
            width, rows = widths.most_common(1)[0] if widths else (0, 0)
            share = rows / max(1, widths.total())
            if width >= 3 and share > best_share:
                best, best_share = candidate, share
        if not best:
            first = head[0].strip() if head else ""
            raise refuse(
                self.path,
                f"no three columns to be seen; the first line is {first[:80]!r}",
                "--delimiter says what separates the fields",
                self.first_line,
            )
        return best

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank; fields are stripped of blanks around them."""
        return _cut(self.lines(), self.delimiter, self.first_line)


def _cut(lines: Iterator[str], delimiter: str, first_line: int) -> Iterator[Row]:
    if delimiter == SPACE:
        for number, line in enumerate(lines, first_line):
            if fields := line.split():
                yield Row(number, [field.strip('"') for field in fields])
        return
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start = reader.line_num + first_line
        try:
            fields = [field.strip() for field in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            last = reader.line_num + first_line - 1
            upto = f" (it swallows everything up to line {last})" if last > start else ""
            yield Row(start, [], f"quotes are not closed or stand inside a field: {error}{upto}")
            continue
        if any(fields):
            yield Row(start, fields)
