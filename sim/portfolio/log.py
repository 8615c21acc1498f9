"""An order log as three columns: who, when, how much; with the rows that cannot be read set aside."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np

from sim.errors import InputProblems, Problem
from sim.portfolio.amounts import looks_like_number
from sim.portfolio.columns import ORDER_COLUMNS, asked_column, guessed_columns, named_column
from sim.portfolio.dates import looks_like_date
from sim.portfolio.files import Row, RowFile, refuse
from sim.portfolio.readings import Interned

SHOWN = 10
"""Problems that are listed one by one; the others are counted."""


@dataclass
class OrderLog:
    """The rows of a log, not yet understood: texts as they stand, and the line of each row."""

    columns: tuple[str, ...]
    header: bool
    customer: Interned = field(default_factory=Interned)
    date: Interned = field(default_factory=Interned)
    amount: Interned = field(default_factory=Interned)
    lines: array[int] = field(default_factory=lambda: array("q"))
    fingerprints: array[int] = field(default_factory=lambda: array("q"))
    n_columns: int = 0
    uncut: list[Problem] = field(default_factory=list)

    def repeats(self) -> np.ndarray:
        """Tell for each row whether an earlier row has the same text in every field."""
        prints = np.array(self.fingerprints, dtype=np.int64)
        _, first = np.unique(prints, return_index=True)
        again = np.ones(len(prints), dtype=bool)
        again[first] = False
        return again


def listed(problems: Sequence[Problem], total: int | None = None, *, shown: int = SHOWN) -> list[Problem]:
    """Return the first problems and, as a last one, how many more there are."""
    total = len(problems) if total is None else total
    first = list(problems[:shown])
    if total > len(first):
        first.append(Problem(None, "…", f"and {total - len(first):,} more"))
    return first


def title(path: Path, n: int) -> str:
    """Return the first line of an error block."""
    return f"{path}: {n:,} problem{'s' if n != 1 else ''}, nothing was imported"


def _positions(
    path: Path, first: list[Row], asked: Mapping[str, str | int | None], header: bool, date_format: str | None
) -> dict[str, int]:
    """Return the position of customer, date and amount, or raise what is wrong with all three."""
    fields = first[0].fields
    names = fields if header else []
    found: dict[str, int] = {}
    problems: list[Problem] = []
    body = [row.fields for row in first if len(row.fields) == len(fields)]
    samples = {position: [row[position] for row in body] for position in range(len(fields))}
    guess: dict[str, int] = {}
    if not header:
        dates = [
            p for p, texts in samples.items() if sum(looks_like_date(t, date_format) for t in texts) > len(texts) / 2
        ]
        numbers = [p for p, texts in samples.items() if sum(map(looks_like_number, texts)) > len(texts) / 2]
        guess = guessed_columns(samples, dates, numbers)
    for what, groups in ORDER_COLUMNS.items():
        wanted = asked.get(what)
        position: int | None
        if wanted is not None:
            position, problem = asked_column(what, wanted, names, len(fields))
        elif header:
            position, problem = named_column(what, names, groups)
            problem += "" if position is not None else f"; --{what} COLUMN names it"
        else:
            position = guess.get(what)
            problem = f"no header, and no telling which column is the {what}; --{what} NUMBER says so, from 1"
        if position is None:
            problems.append(Problem(first[0].line, "", problem))
        else:
            found[what] = position
    if not problems and len(set(found.values())) < len(found):
        problems.append(Problem(first[0].line, "", "customer, date and amount must be three different columns"))
    if problems:
        example = f"the first row reads: {' | '.join(fields)}" if not header else ""
        raise InputProblems(title(path, len(problems)), problems, example)
    return found


def read_log(
    source: RowFile, asked: Mapping[str, str | int | None], *, header: bool | None, date_format: str | None
) -> OrderLog:
    """Read the three columns of an order log.

    Parameters
    ----------
    source : RowFile
    asked : mapping of ``customer``, ``date``, ``amount`` to a column name, a number from 1, or None
    header : bool or None
        Whether the first row names the columns; None: it does unless one of its fields is a date.
    date_format : str or None
        Helps to tell a date from a name.

    Raises
    ------
    InputProblems
        Columns that are missing or cannot be told apart; no rows.
    """
    rows = source.rows()
    first = list(islice(rows, 200))
    if not first:
        raise refuse(source.path, "the file holds no rows", "export the data again")
    if first[0].problem:
        raise refuse(source.path, first[0].problem, "--delimiter and --encoding say how to read it", first[0].line)
    if header is None:
        header = not any(looks_like_date(text, date_format) for text in first[0].fields)
    where = _positions(source.path, first, asked, header, date_format)
    width = len(first[0].fields)
    names = first[0].fields if header else [f"column {position + 1}" for position in range(width)]
    log = OrderLog(tuple(names[where[what]] for what in ORDER_COLUMNS), header, n_columns=width)
    who, when, much = (where[what] for what in ORDER_COLUMNS)

    def take(row: Row) -> None:
        fields = row.fields
        while len(fields) > width and not fields[-1]:
            fields.pop()  # spreadsheet programs pad rows
        if row.problem or len(fields) != width:
            message = row.problem or f"has {len(fields)} fields where the first row has {width}"
            log.uncut.append(Problem(row.line, "", message))
            return
        log.customer.append(fields[who])
        log.date.append(fields[when])
        log.amount.append(fields[much])
        log.lines.append(row.line)
        log.fingerprints.append(hash(tuple(fields)))

    for row in first[1:] if header else first:
        take(row)
    for row in rows:
        take(row)
    if not log.lines and not log.uncut:
        raise refuse(source.path, "the file holds a header and no orders", "export the data again")
    return log
