"""How the program speaks: data on stdout, talk on stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Voice:
    """What was asked of the program's manner of speaking."""

    quiet: bool = False
    verbose: bool = False
    colour: bool = True

    def talk(self, *lines: str) -> None:
        """Say something about the work; silent under ``-q``."""
        if not self.quiet:
            say(*lines)

    def detail(self, *lines: str) -> None:
        """Say what only ``-v`` asks for."""
        if self.verbose:
            say(*lines)

    def strong(self, text: str) -> str:
        """Return the text, bold where stdout is a terminal that may show it."""
        bold = self.colour and "NO_COLOR" not in os.environ and sys.stdout.isatty()
        return f"\033[1m{text}\033[0m" if bold else text


def say(*lines: str) -> None:
    """Print lines on stderr, whatever the manner: errors and warnings."""
    sys.stdout.flush()
    for line in lines:
        print(line, file=sys.stderr)
    sys.stderr.flush()


def put(*lines: str) -> None:
    """Print data on stdout."""
    for line in lines:
        print(line)


def put_json(value: Any) -> None:
    """Print data on stdout as JSON."""
    import json

    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


def width_of(stream: Any) -> int | None:
    """Return the width of the terminal behind a stream, or None where it is none: then lines are not cut."""
    return shutil.get_terminal_size((80, 24)).columns if stream.isatty() else None


def aligned(rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset(), gap: int = 3) -> list[str]:
    """Return rows as lines of aligned columns; the last column is as long as it is.

    Parameters
    ----------
    rows : iterable of sequences of str
        Equally many cells in each.
    right : frozenset of int
        Columns to be set flush right.
    gap : int
        Blanks between columns.
    """
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append((" " * gap).join(cells).rstrip())
    return lines


def commands(rows: Sequence[tuple[str, str]], width: int | None) -> list[str]:
    """Return commands with what they do beside them, or below where the width does not allow it."""
    beside = aligned([(f"  {command}", purpose) for command, purpose in rows])
    if width is None or max(map(len, beside)) <= width:
        return beside
    return [line for command, purpose in rows for line in (f"  {command}", f"      {purpose}")]
