"""Amounts of money as people write them; whether the comma is decimal is decided from the whole column."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import numpy as np

from sim.portfolio.readings import Choice, Counts, choose

POINT, COMMA = "point", "comma"
_EXPONENT = r"(?:[eE][+-]?\d+)?"
_SHAPES = {
    # Groups of two digits before the last three are how lakhs are written.
    POINT: re.compile(r"(?:\d+|[1-9]\d{0,2}(?:,\d{2,3})*,\d{3})(?:\.\d*)?" + _EXPONENT + r"|\.\d+" + _EXPONENT),
    COMMA: re.compile(r"(?:\d+|[1-9]\d{0,2}(?:\.\d{2,3})*\.\d{3})(?:,\d*)?" + _EXPONENT + r"|,\d+" + _EXPONENT),
}
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'\u2019\t")
_CORE = re.compile(
    r"(?P<before>(?:[^\d.,]|(?<=[A-Za-z])\.)*)(?P<number>[\d.,]*\d[\d.,]*(?:[eE][+-]?\d+)?)(?P<after>[^\d]*)"
)
_NO_CENTS = re.compile(r"(?<=\d)([.,])[-\u2013\u2014]{1,2}$")  # "100.-" is a hundred, not minus a hundred
_CODE = re.compile(r"[A-Z]{3}|[Kk][Rr]|Rs|R|RM|Fr|CHF|zł|Kč|Ft|lei")
_COUNTRY = re.compile(r"[A-Z]{1,3}")  # beside a symbol: US$, A$, R$


def _split(text: str) -> tuple[str, bool, str] | None:
    """Return (number, negative, currency) of one text, or None where it is no amount."""
    compact = _NO_CENTS.sub(r"\1", text.translate(_SPACES).replace("\u2212", "-"))
    enclosed = compact.startswith("(") and compact.endswith(")")
    if enclosed:
        compact = compact[1:-1]
    match = _CORE.fullmatch(compact)
    if match is None:
        return None
    around = match["before"] + match["after"]
    signs = around.count("-")
    currency = around.replace("-", "").replace("+", "")
    if signs + enclosed > 1 or around.count("+") > 1 or (around.count("+") and (signs or enclosed)):
        return None
    symbols = "".join(letter for letter in currency if unicodedata.category(letter) == "Sc")
    words = "".join(letter for letter in currency if unicodedata.category(letter) != "Sc")
    words = words.rstrip(".")
    if len(symbols) > 1 or (words and not (_COUNTRY if symbols else _CODE).fullmatch(words)):
        return None
    return match["number"], bool(signs or enclosed), words + symbols


def _value(number: str, negative: bool, style: str) -> float:
    if not _SHAPES[style].fullmatch(number):
        return np.nan
    plain = number.replace(",", "") if style == POINT else number.replace(".", "").replace(",", ".")
    value = float(plain)
    if not np.isfinite(value):
        return np.nan
    return -value if negative else value


def choose_amounts(texts: list[str], counts: Counts, decimal: str | None = None) -> tuple[Choice, Counter[str]]:
    """Read a column of amounts.

    Parameters
    ----------
    texts : list of str
        The distinct texts of the column.
    counts : array of int64, one per text
        Rows that hold each.
    decimal : {"point", "comma"}, optional
        What separates the decimals; tried alone.

    Returns
    -------
    choice : Choice
        ``values`` are the amounts; the name is ``"point"`` or ``"comma"``.
    currencies : Counter of str
        Rows per currency symbol or code that was written; amounts without one are not counted.
    """
    parts = [_split(text) for text in texts]
    readings = {
        style: np.array(
            [np.nan if part is None else _value(part[0], part[1], style) for part in parts], dtype=np.float64
        )
        for style in ((decimal,) if decimal else (POINT, COMMA))
    }
    currencies: Counter[str] = Counter()
    for part, count in zip(parts, counts, strict=True):
        if part is not None and part[2]:
            currencies[part[2]] += int(count)
    return choose(readings, counts), currencies


def looks_like_number(text: str) -> bool:
    """Tell whether a text is a number or an amount under either decimal style."""
    part = _split(text)
    return part is not None and any(not np.isnan(_value(part[0], part[1], style)) for style in (POINT, COMMA))
