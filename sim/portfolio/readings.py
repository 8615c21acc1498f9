"""How a whole column is to be read: one decision for all of its texts, never one for each.

Dates and amounts meet the same difficulty (``03/04/2024``, ``1.234``): a single text can be read in two ways and only
the rest of the column tells which.  Readings are tried on the *distinct* texts, so a long file costs little.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


class Interned:
    """A growing column that stores each distinct text once."""

    def __init__(self) -> None:
        self._code_of: dict[str, int] = {}
        self.codes: array[int] = array("q")

    def append(self, text: str) -> None:
        """Add one cell."""
        self.codes.append(self._code_of.setdefault(text, len(self._code_of)))

    @property
    def texts(self) -> list[str]:
        """The distinct texts in the order of their first appearance; ``codes`` point into it."""
        return list(self._code_of)

    def numbers(self) -> Counts:
        """The code of each row."""
        return np.array(self.codes, dtype=np.int64)


@dataclass(frozen=True)
class Choice:
    """What was decided about a column.

    Attributes
    ----------
    name : str or None
        The reading; None where no reading fits any text, or where several do and differ.
    values : array of float64, one per distinct text
        NaN where the text cannot be read; all NaN without a name.
    rivals : tuple of str
        Readings between which the column does not decide.
    examples : tuple of int
        Indices of distinct texts that show why: one text that the rivals read differently (``mixed`` False), or one
        text that only the first rival reads and one that only the second reads (``mixed`` True).
    mixed : bool
        The column holds texts of both rivals, so that its doubtful texts could be either.
    """

    name: str | None
    values: Floats
    rivals: tuple[str, ...] = ()
    examples: tuple[int, ...] = ()
    mixed: bool = False


def choose(readings: Mapping[str, Floats], counts: Counts) -> Choice:
    """Decide which reading a column has.

    Parameters
    ----------
    readings : mapping of name to array of float64, one per distinct text
        What each reading makes of each text, NaN where it makes nothing; earlier names win where two agree.
    counts : array of int64, one per distinct text
        Rows that hold the text.

    Returns
    -------
    Choice
        The reading of most rows, unless another reads some of the same texts differently and at least as well.
    """
    names = list(readings)
    nothing = np.full(len(counts), np.nan)
    known = {name: ~np.isnan(values) for name, values in readings.items()}
    rows = {name: int(counts[known[name]].sum()) for name in names}
    best = max(names, key=lambda name: rows[name], default=None)
    if best is None or rows[best] == 0:
        return Choice(None, nothing)
    for other in names:
        differ = known[best] & known[other] & (readings[best] != readings[other])
        if other == best or not differ.any():
            continue
        only_best, only_other = known[best] & ~known[other], known[other] & ~known[best]
        if only_other.any() and only_best.any():
            return Choice(None, nothing, (best, other), (int(only_best.argmax()), int(only_other.argmax())), mixed=True)
        if not only_best.any():
            return Choice(None, nothing, (best, other), (int(differ.argmax()),))
    return Choice(best, readings[best])
