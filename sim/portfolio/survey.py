"""Survey scores on their own scales, brought to [0, 1]."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from sim.errors import Problem
from sim.portfolio.columns import plain
from sim.portfolio.readings import Floats
from sim.portfolio.starting import SIDES, SURVEYED

_COLUMN = re.compile(
    r"(?P<what>trust|satisfaction|commitment)(?:_(?P<side>buyer|seller))?(?:_(?P<low>\d+)_(?P<high>\d+))?"
)
UNANSWERED = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "."})


@dataclass(frozen=True)
class Scale:
    """End points of an answer scale."""

    low: float
    high: float

    def __str__(self) -> str:
        """Write it as people do: 1-7."""
        return f"{self.low:g}-{self.high:g}"


def scale_of(text: str) -> Scale | None:
    """Read ``1-7``, ``0-10``, ``0..1``; None where it is no scale."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:-|to|\.\.|:|,)\s*(\d+(?:\.\d+)?)\s*", text)
    if match is None or float(match[1]) >= float(match[2]):
        return None
    return Scale(float(match[1]), float(match[2]))


def survey_columns(header: list[str]) -> tuple[dict[str, tuple[int, Scale | None]], list[Problem]]:
    """Find the columns of survey scores.

    Parameters
    ----------
    header : list of str
        ``trust``, ``satisfaction``, ``commitment`` are the buyer's view, as is ``trust_buyer``; ``trust_seller`` is the
        seller's; ``trust_1_7`` states the scale.

    Returns
    -------
    columns : dict of (position, scale or None)
        Under ``trust_buyer`` and the like.
    problems : list of Problem
        Two columns for the same score, and names that look mistyped.
    """
    found: dict[str, tuple[int, Scale | None]] = {}
    problems = []
    usual = [*SURVEYED, *(f"{name}_{side}" for name in SURVEYED for side in SIDES)]
    for position, name in enumerate(header):
        match = _COLUMN.fullmatch(plain(name))
        if match is None:
            if near := get_close_matches(plain(name), usual, 1, 0.85):
                problems.append(Problem(1, name, f"unknown column; did you mean {near[0]}?"))
            continue
        scale = None
        if match["low"] is not None:
            scale = scale_of(f"{match['low']}-{match['high']}")
            if scale is None:
                problems.append(Problem(1, name, "the lower end of a scale must be below the upper end"))
                continue
        key = f"{match['what']}_{match['side'] or 'buyer'}"
        if key in found:
            problems.append(Problem(1, name, f"is the same score as {header[found[key][0]]}"))
        else:
            found[key] = (position, scale)
    return found, problems


def read_scores(name: str, texts: list[str], lines: list[int], scale: Scale | None) -> tuple[Floats, list[Problem]]:
    """Read one column of scores.

    Parameters
    ----------
    name : str
        The column as the file names it.
    texts, lines : lists, one entry per row
    scale : Scale or None
        As stated by the column or the user.  Unstated it is taken as 0-1 where all scores lie there and one of them
        lies inside or at 0; anything else is ambiguous.

    Returns
    -------
    scores : array of float64 in [0, 1]
        NaN where there is no answer.
    problems : list of Problem
    """
    values = np.full(len(texts), np.nan)
    problems = []
    for row, text in enumerate(texts):
        if text.lower() in UNANSWERED:
            continue
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            value = np.nan
        if not np.isfinite(value):
            problems.append(Problem(lines[row], f"{name} = {text}", "is no number; leave it empty for no answer"))
            continue
        values[row] = value
    answered = values[~np.isnan(values)]
    if scale is None and len(answered):
        if answered.min() >= 0.0 and answered.max() <= 1.0 and (answered < 1.0).any():
            scale = Scale(0.0, 1.0)
        else:
            range_found = f"scores from {answered.min():g} to {answered.max():g}"
            hint = f"--scale 1-7, or a column named {plain(name)}_1_7, states it"
            return values, [*problems, Problem(1, name, f"{range_found} on a scale that is not stated; {hint}")]
    if scale is not None:
        outside = np.flatnonzero((values < scale.low) | (values > scale.high)).tolist()
        problems += [Problem(lines[row], f"{name} = {texts[row]}", f"is outside the scale {scale}") for row in outside]
        values = np.clip((values - scale.low) / (scale.high - scale.low), 0.0, 1.0)
    return values, problems
