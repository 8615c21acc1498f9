"""What a table is, and the few things that every analysis does with one.

A table is a mapping from column names to equally long numpy columns.  A run returns small integers for stages, causes
and events; a stored table says the same in words (`sim.recording.codes`).  Both are read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.recording.codes import Relation, words_of

Table = Mapping[str, NDArray[Any]]


def length(table: Table) -> int:
    """Return the number of rows; 0 for a table without columns."""
    return len(next(iter(table.values()))) if table else 0


def where(table: Table, keep: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Return some rows, given as flags or as numbers of rows."""
    return {name: column[keep] for name, column in table.items()}


def partnerships(table: Table) -> Table:
    """Return the rows of relationships of the market and between governments, as in step metrics.

    Those of sellers, to complementors and to suppliers, are left out.
    """
    if "relation" not in table or length(table) == 0:
        return table
    return where(table, ~np.isin(codes(table, "relation"), (Relation.COMPLEMENT, Relation.SUPPLY)))


def codes(table: Table, name: str) -> NDArray[np.int64]:
    """Return a column as codes, whether the table holds codes or the words that stand for them.

    Raises
    ------
    ValueError
        When a word is not one that this column knows.
    """
    column = table[name]
    if column.dtype.kind in "iub":
        return column.astype(np.int64)
    words = words_of(name) or ()
    found, inverse = np.unique(column.astype(str), return_inverse=True)
    unknown = [repr(str(word)) for word in found if word not in words]
    if unknown:
        raise ValueError(f"{', '.join(unknown)} in column {name} is none of: {', '.join(words)}")
    return np.array([words.index(str(word)) for word in found], dtype=np.int64)[inverse]


def split(table: Table, column: str) -> dict[Any, dict[str, NDArray[Any]]]:
    """Return one table for each value of a column, in the order in which the values first appear.

    A table without that column is one part, under the empty word.
    """
    if column not in table:
        return {"": dict(table)}
    values, first, inverse = np.unique(table[column], return_index=True, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    borders = np.searchsorted(inverse[order], np.arange(len(values) + 1))
    return {
        values[k].item() if hasattr(values[k], "item") else values[k]: where(table, order[borders[k] : borders[k + 1]])
        for k in np.argsort(first)
    }


def keys(table: Table, *columns: str) -> NDArray[np.int64]:
    """Return one number per row that is equal where all of these columns are equal; absent columns are passed over."""
    key = np.zeros(length(table), dtype=np.int64)
    for name in columns:
        if name in table:
            _, inverse = np.unique(table[name], return_inverse=True)
            key = key * (int(inverse.max(initial=0)) + 1) + inverse
    return key
