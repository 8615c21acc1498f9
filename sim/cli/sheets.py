"""Tables on stdout: aligned and as wide as the terminal, as CSV, or as JSON; the numbers are the same in all three."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.analysis.digits import NOTHING, count, interval, number, percent
from sim.cli.voice import Voice, aligned, put, width_of

__all__ = [
    "NOTHING", "Column", "Row", "Sheet", "count", "figure", "interval", "number", "percent", "plain", "put_csv",
    "put_sheet", "put_sheet_csv", "word",
]  # fmt: skip

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column as it is shown to people: its head, and how a row's cell is written."""

    head: str
    cell: Callable[[Row], str]
    right: bool = True


@dataclass(frozen=True)
class Sheet:
    """A table: rows of plain values for CSV and JSON, and the columns that people see.

    Attributes
    ----------
    name : str
        What it is called in JSON and by ``--table``.
    title : str
        A line above it; may be empty.
    rows : sequence of mappings
        All with the same keys.
    columns : sequence of Column
        Words in front are repeated where the terminal is too narrow for all.
    group : str
        A key of the rows; where its value changes it is written on a line of its own.
    headings : mapping
        What is written there instead of the value.
    """

    name: str
    title: str
    rows: Sequence[Row]
    columns: Sequence[Column]
    group: str = ""
    headings: Mapping[Any, str] = field(default_factory=dict)


def word(key: str, head: str = "") -> Column:
    """Return a column of words."""
    return Column(head or key, lambda row: str(row[key]), right=False)


def figure(key: str, head: str, show: Callable[[Any], str] = number) -> Column:
    """Return a column of numbers."""
    return Column(head, lambda row: show(row[key]))


def put_sheet(sheet: Sheet, voice: Voice) -> None:
    """Print a table for people, in as many blocks as the width of the terminal needs."""
    if sheet.title:
        put(sheet.title)
    for number_of_block, places in enumerate(_blocks(sheet, width_of(sys.stdout))):
        if number_of_block:
            put("")
        right = frozenset(at for at, place in enumerate(places) if sheet.columns[place].right)
        cells = [[sheet.columns[place].head for place in places]]
        cells += [[sheet.columns[place].cell(row) for place in places] for row in sheet.rows]
        head, *lines = aligned(cells, right=right, gap=2)
        put(voice.strong(f"  {head}" if sheet.group else head))
        before = None
        for row, line in zip(sheet.rows, lines, strict=True):
            if sheet.group and row[sheet.group] != before:
                before = row[sheet.group]
                put(voice.strong(sheet.headings.get(before, str(before))))
            put(f"  {line}" if sheet.group else line)


def _blocks(sheet: Sheet, width: int | None) -> list[list[int]]:
    """Return which columns stand in each block: the words in front in all of them."""
    widths = [max(len(c.head), *(len(c.cell(row)) for row in sheet.rows), 0) for c in sheet.columns]
    kept = 0
    while kept + 1 < len(widths) and not sheet.columns[kept].right:
        kept += 1
    blocks: list[list[int]] = [[]]
    room = (width or 10**9) - sum(widths[:kept]) - 2 * kept - 2 * bool(sheet.group) + 2
    used = 0
    for place in range(kept, len(widths)):
        if blocks[-1] and used + widths[place] + 2 > room:
            blocks.append([])
            used = 0
        blocks[-1].append(place)
        used += widths[place] + 2
    return [[*range(kept), *block] for block in blocks]


def put_csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as CSV; nothing stands where there is no value."""
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow(["" if _nothing(value) else value for value in row])


def put_sheet_csv(sheet: Sheet) -> None:
    """Print a table as CSV, with every value that it holds."""
    names = list(sheet.rows[0]) if sheet.rows else []
    put_csv(names, ([row[name] for name in names] for row in sheet.rows))


def plain(value: Any) -> Any:
    """Return a value as JSON knows it: no value where it is not a number, text where it is of another kind."""
    if _nothing(value):
        return None
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return plain(value.item()) if hasattr(value, "item") else str(value)


def _nothing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))
