"""Dates as people write them; the format is decided from the whole column."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache

import numpy as np

from sim.portfolio.readings import Choice, Counts, Floats, choose

# Choice (decision 0005): dotted dates are day first, and years of two digits are never first.
KNOWN_FORMATS = (
    "YYYY-MM-DD", "YYYY/MM/DD", "YYYY.MM.DD", "YYYYMMDD",
    "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "MM-DD-YYYY", "DD.MM.YYYY",
    "DD/MM/YY", "MM/DD/YY", "DD-MM-YY", "MM-DD-YY", "DD.MM.YY",
    "DD Mon YYYY", "Mon DD YYYY", "DD Mon YY", "YYYY Mon DD",
)  # fmt: skip

MONTHS = ("january", "february", "march", "april", "may", "june",
          "july", "august", "september", "october", "november", "december")  # fmt: skip

_TOKEN = re.compile(r"YYYY|YY|MM|DD|Mon", re.IGNORECASE)
_TIME = re.compile(
    r"(?<=\d)(?:[Tt]|,?\s+)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:[Zz]|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)


def _month_number(word: str) -> int:
    word = word.lower().rstrip(".")
    if len(word) < 3:
        return 0
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word) or word == name[:3] + "t"), 0)


def is_known_format(name: str) -> bool:
    """Tell whether a format can be used: ``YYYY``, ``YY``, ``MM``, ``DD``, ``Mon`` once each, or ``%`` codes."""
    if "%" in name:
        return _strptime_reads(name)
    found = sorted(token.upper()[:2] for token in _TOKEN.findall(name))
    return found in (["DD", "MM", "YY"], ["DD", "MO", "YY"])


def _strptime_reads(name: str) -> bool:
    """Whether a ``%`` format carries a whole date: writing a day and reading it back must give the day."""
    if not re.search("%[YyGcx]", name):
        return False
    day = datetime(2031, 12, 30, 11, 58, 57)
    try:
        return datetime.strptime(day.strftime(name), name).date() == day.date()
    except ValueError:
        return False


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Compile a format in YYYY, MM, DD, Mon words; separated days and months may lack their leading zero."""
    compact = _TOKEN.sub("", name) == ""
    short = r"\d{2}" if compact else r"\d{1,2}"
    groups = {"YYYY": r"(?P<y>\d{4})", "YY": r"(?P<y>\d{2})", "MM": f"(?P<m>{short})", "DD": f"(?P<d>{short})",
              "MON": r"(?P<mon>[A-Za-z]+\.?)"}  # fmt: skip
    named = "MON" in name.upper()
    pieces, end = [], 0
    for token in _TOKEN.finditer(name):
        between = name[end : token.start()]
        pieces.append(r"[\s\-/.,]*" if named and end else re.escape(between))
        word = token.group().upper()
        pieces.append(groups[word] + (r"(?:st|nd|rd|th)?" if named and word == "DD" else ""))
        end = token.end()
    pieces.append(re.escape(name[end:]))
    return re.compile("".join(pieces), re.IGNORECASE)


def _reader(name: str) -> Callable[[str], float]:
    """Return the function that turns one text (without its time) into a day number, NaN where it does not fit."""
    if "%" in name:

        def by_codes(text: str) -> float:
            try:
                return float(datetime.strptime(text, name).toordinal())
            except ValueError:
                return np.nan

        return by_codes
    pattern = _pattern(name)

    def by_words(text: str) -> float:
        match = pattern.fullmatch(text)
        if match is None:
            return np.nan
        part = match.groupdict()
        year = int(part["y"])
        if len(part["y"]) == 2:
            year += 1900 if year >= 69 else 2000  # the rule of POSIX
        month = int(part["m"]) if "m" in part else _month_number(part["mon"])
        try:
            return float(date(year, month, int(part["d"])).toordinal())
        except ValueError:
            return np.nan

    return by_words


def without_time(text: str) -> str:
    """Cut the time of day, the zone and the weekday off; the date counts as written."""
    return _TIME.sub("", _WEEKDAY.sub("", text.strip()))


def choose_dates(texts: list[str], counts: Counts, date_format: str | None = None) -> Choice:
    """Read a column of dates.

    Parameters
    ----------
    texts : list of str
        The distinct texts of the column.
    counts : array of int64, one per text
        Rows that hold each.
    date_format : str, optional
        Of ``KNOWN_FORMATS``, or made of the same words, or with ``%`` codes; tried alone.

    Returns
    -------
    Choice
        ``values`` are day numbers (``date.toordinal``).
    """
    # Times make nearly every text distinct while there are few days: read each day once.
    codes_only = date_format is not None and "%" in date_format
    days: dict[str, int] = {}
    day_of = np.array(
        [days.setdefault(text.strip() if codes_only else without_time(text), len(days)) for text in texts],
        dtype=np.int64,
    )
    readings: dict[str, Floats] = {}
    for name in (date_format,) if date_format else KNOWN_FORMATS:
        reader = _reader(name)
        readings[name] = np.array([reader(day) for day in days], dtype=np.float64)[day_of] if days else np.empty(0)
        if codes_only and np.isnan(readings[name]).all():  # "%d/%m/%Y" given for a column that has times as well
            readings[name] = np.array([reader(without_time(text)) for text in texts], dtype=np.float64)
    return choose(readings, counts)


def looks_like_date(text: str, date_format: str | None = None) -> bool:
    """Tell whether some known format, or the one given, reads the text (an eight-digit number may be a date)."""
    choice = choose_dates([text], np.ones(1, dtype=np.int64), date_format)
    return choice.name is not None or bool(choice.rivals)


def in_words(day_number: float) -> str:
    """Write a day number so that nobody can misread it: ``3 April 2024``."""
    day = date.fromordinal(int(day_number))
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def iso(day_number: float) -> str:
    """Write a day number as ``2024-04-03``."""
    return date.fromordinal(int(day_number)).isoformat()
