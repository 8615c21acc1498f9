"""The columns of stored tables: names, order, types and sorting keys, fixed so that results compare byte by byte."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.recording.codes import WORDS_OF_COLUMN
from sim.store.arrays import arrow_array

Table = Mapping[str, NDArray[Any]]

TABLES = ("steps", "events", "dyads", "paths", "networks")
"""The tables of a run, besides the line about it in ``runs``."""

ON_DEMAND = frozenset({"networks"})
"""Tables that most runs do not have: where empty, they have no file and no part in the digest."""

KEYS: dict[str, tuple[str, ...]] = {
    "steps": ("month",),
    "events": ("month", "dyad", "event", "side", "from_stage", "to_stage"),
    "dyads": ("dyad", "start"),
    "paths": ("month", "dyad"),
    "networks": ("month", "dyad"),
}
"""What each table is sorted by, within a run."""

_WORD = pa.dictionary(pa.int8(), pa.string())
_BOTH_SIDES = ("trust", "commitment")


def _sides(*names: str) -> dict[str, pa.DataType]:
    return {f"{name}_{side}": pa.float32() for name in names for side in ("buyer", "seller")}


COLUMNS: dict[str, dict[str, pa.DataType]] = {
    "events": {
        "month": pa.int32(),
        "dyad": pa.int64(),
        "buyer": pa.int32(),
        "seller": pa.int32(),
        "relation": _WORD,
        "event": _WORD,
        "side": _WORD,
        "from_stage": _WORD,
        "to_stage": _WORD,
        "cause": _WORD,
        **_sides(*_BOTH_SIDES),
    },
    "dyads": {
        "dyad": pa.int64(),
        "buyer": pa.int32(),
        "seller": pa.int32(),
        "relation": _WORD,
        "start": pa.int32(),
        "end": pa.int32(),
        "censored": pa.bool_(),
        "highest_stage": _WORD,
        "stage": _WORD,
        "cause": _WORD,
        "initiator": _WORD,
        "at_review": pa.bool_(),
        "deliveries": pa.int32(),
        **_sides(*_BOTH_SIDES, "calculative", "satisfaction", "investment"),
    },
    "paths": {
        "month": pa.int32(),
        "dyad": pa.int64(),
        "buyer": pa.int32(),
        "seller": pa.int32(),
        "stage": _WORD,
        **_sides(*_BOTH_SIDES, "satisfaction"),
        "cooperation": pa.float32(),
        "competition": pa.float32(),
        **_sides("dependence"),
        "conflict": pa.float32(),
        **_sides("performance"),
    },
    "networks": {
        "month": pa.int32(),
        "dyad": pa.int64(),
        "buyer": pa.int32(),
        "seller": pa.int32(),
        "relation": _WORD,
        "stage": _WORD,
        **_sides(*_BOTH_SIDES, "satisfaction"),
        "wallet_share": pa.float32(),
        "volume": pa.float32(),
    },
}
"""Every table but ``steps``, whose columns are the month and the metrics that were asked for."""

RUNS = pa.schema(
    [
        ("run", pa.int32()),
        ("point", pa.int32()),
        ("arm", pa.dictionary(pa.int32(), pa.string())),
        ("replicate", pa.int32()),
        ("seed", pa.uint64()),
        ("key", pa.string()),
        ("status", pa.string()),
        ("months", pa.int32()),
        ("stop_reason", pa.string()),
        ("wall_s", pa.float64()),
        ("digest", pa.string()),
    ]
)
"""One row per run; its file is written last and commits the chunk."""


def columns_of(name: str, present: Table) -> dict[str, pa.DataType]:
    """Return the columns and types of a table in their order; the metrics of ``steps`` are those present."""
    if name == "steps":
        return {"month": pa.int32()} | {metric: pa.float64() for metric in present if metric != "month"}
    return COLUMNS[name]


@cache
def _words(column: str) -> pa.Array:
    return arrow_array(WORDS_OF_COLUMN[column])


def _worded(column: str, codes: NDArray[Any]) -> pa.Array:
    words = WORDS_OF_COLUMN[column]
    if column == "from_stage":
        codes = np.maximum(codes, 0)  # what is formed had no stage before; it begins as a pre-relationship
    if len(codes) and not 0 <= int(codes.min()) <= int(codes.max()) < len(words):
        raise ValueError(f"{column}: a code outside 0 to {len(words) - 1}, which are {', '.join(words)}")
    return pa.DictionaryArray.from_arrays(arrow_array(codes, pa.int8()), _words(column))


def as_arrow(name: str, table: Table) -> pa.Table:
    """Return a run's table as Arrow, in the fixed order and types, with words instead of codes.

    Parameters
    ----------
    name : {"steps", "events", "dyads", "paths", "networks"}
        Which table it is.
    table : mapping from column name to numpy array
        Equally long columns as the engine returns them.

    Raises
    ------
    ValueError
        A column is missing or unknown, columns differ in length, or a code has no word.
    """
    types = columns_of(name, table)
    if set(types) != set(table):
        wrong = sorted(set(types) ^ set(table))
        raise ValueError(f"{name}: columns missing or unknown: {', '.join(wrong)}")
    arrays = []
    for column, kind in types.items():
        values = np.asarray(table[column])
        arrays.append(_worded(column, values) if kind == _WORD else arrow_array(values, kind))
    return pa.table(arrays, schema=pa.schema(list(types.items())))


def with_run(table: pa.Table, run: int, arm: str) -> pa.Table:
    """Return the table with the columns ``run`` and ``arm`` in front."""
    n = table.num_rows
    arms = pa.DictionaryArray.from_arrays(arrow_array(np.zeros(n, np.int32)), arrow_array([arm]))
    table = table.add_column(0, "arm", arms)
    return table.add_column(0, "run", arrow_array(np.full(n, run, np.int32)))
