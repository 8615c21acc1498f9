"""When relationships began and when they last ordered: dates, or months back."""

from __future__ import annotations

import re
from datetime import date as Date

import numpy as np

from sim.errors import Problem
from sim.portfolio.customers import DAYS_PER_MONTH
from sim.portfolio.dates import KNOWN_FORMATS, choose_dates, in_words, iso
from sim.portfolio.portfolio_file import PortfolioFile
from sim.portfolio.readings import Floats

LONGEST = 1200
"""Months that a relationship may have lasted."""

_MONTHS = re.compile(r"\d{1,4}(?:[.,]\d+)?")


def times(file: PortfolioFile, as_of: str | Date | None, date_format: str | None) -> tuple[Floats, Floats, str]:
    """Read the columns ``start``, ``last`` and ``as_of``.

    Parameters
    ----------
    file : PortfolioFile
        Takes the problems and notes.
    as_of, date_format
        See `read_portfolio`.

    Returns
    -------
    age, recency : arrays of float64, months
        Since the start and since the last order.
    as_of : str
        Day up to which they count, ``YYYY-MM-DD``; empty where there is no date.
    """
    names = ["start", "last", "as_of"]
    texts = {name: file.columns[name] for name in names if name in file.columns}
    n = len(file.lines)
    dated: dict[str, bool] = {
        name: not all(_MONTHS.fullmatch(text) for text in column if text) for name, column in texts.items()
    }
    dated["as_of"] = True
    # Dates of one file are written in one way: decide on all of them together.
    written = [(name, row) for name in texts if dated[name] for row in range(n) if texts[name][row]]
    asked = [texts[name][row] for name, row in written]
    choice = choose_dates(asked, np.ones(len(asked), dtype=np.int64), date_format)
    if choice.rivals:
        name, row = written[choice.examples[0]]
        one = np.ones(1, dtype=np.int64)
        if choice.mixed:
            also = written[choice.examples[1]]
            message = (
                f"{choice.rivals[0]}, but line {file.lines[also[1]]} is {choice.rivals[1]} ({texts[also[0]][also[1]]})"
            )
        else:
            both = [in_words(choose_dates([texts[name][row]], one, rival).values[0]) for rival in choice.rivals]
            message = f"can be {both[0]} or {both[1]}, and so can every date"
        file.complain(row, name, f"{message}; --date-format {choice.rivals[0]} or {choice.rivals[1]} decides")
        return np.zeros(n), np.zeros(n), ""
    days: dict[str, Floats] = {name: np.full(n, np.nan) for name in names}
    expected = choice.name or f"in a known format, such as {KNOWN_FORMATS[0]} or {KNOWN_FORMATS[4]}"
    for (name, row), value in zip(written, choice.values, strict=True):
        days[name][row] = value
        if np.isnan(value):
            year = (
                " (a lone year is neither a date nor months)"
                if re.fullmatch(r"(?:19|20)\d\d", texts[name][row])
                else ""
            )
            file.complain(row, name, f"must be a date {expected}, as in other rows, or months in every row{year}")
    end = _end(file, as_of, days)
    start = _months(file, "start", dated, days["start"], end)
    if "last" not in texts:
        file.notes.append("no column last: every relationship is taken to have ordered just now")
        return start, np.zeros(n), "" if np.isnan(end) else iso(end)
    last = _months(file, "last", dated, days["last"], end)
    last = np.where(np.isnan(last) & np.array([text == "" for text in texts["last"]]), 0.0, last)
    for early in np.flatnonzero(last > start + 1e-9).tolist():
        file.complain(early, "last", f"is before the start, {texts['start'][early]}")
    return start, last, "" if np.isnan(end) else iso(end)


def _end(file: PortfolioFile, as_of: str | Date | None, days: dict[str, Floats]) -> float:
    """Return the day up to which the data are complete; NaN where there is no date at all."""
    stated = np.unique(days["as_of"][~np.isnan(days["as_of"])])
    if len(stated) > 1:
        file.problems.append(Problem(None, "as_of", f"must be one day: {iso(stated[0])} and {iso(stated[1])} found"))
    if as_of is not None:
        try:
            return float((as_of if isinstance(as_of, Date) else Date.fromisoformat(as_of)).toordinal())
        except ValueError:
            file.problems.append(Problem(None, f"--as-of {as_of}", "is no date; write it as YYYY-MM-DD"))
    if len(stated):
        return float(stated[-1])
    known = np.concatenate([days["start"], days["last"]])
    known = known[~np.isnan(known)]
    if len(known) == 0:
        return np.nan
    file.notes.append(f"as of {in_words(known.max())}, the latest date in the file (--as-of says otherwise)")
    return float(known.max())


def _months(file: PortfolioFile, name: str, dated: dict[str, bool], days: Floats, end: float) -> Floats:
    """Return months back from the end."""
    column = file.columns[name]
    months = np.full(len(column), np.nan)
    for row, text in enumerate(column):
        if text == "":
            if name == "start":
                file.complain(row, name, "every relationship needs a date, or months, of its start")
        elif not dated[name]:
            months[row] = float(text.replace(",", "."))
        else:
            months[row] = (end - days[row]) / DAYS_PER_MONTH
        if months[row] < 0:
            file.complain(row, name, f"is after {in_words(end)}, up to which the data are complete")
        elif months[row] > LONGEST:
            year = ": a year? write a date" if not dated[name] else ""
            file.complain(row, name, f"is more than {LONGEST} months back{year}")
    return months
