"""Digests of canonical content: sorted, fixed schema, wall-clock and host left out.

Two results have the same digest exactly when they say the same, whatever wrote the files, in however many chunks,
on whichever machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.store.arrays import numpy_array
from sim.store.schema import KEYS, ON_DEMAND, TABLES


def _canonical(column: pa.ChunkedArray) -> tuple[str, list[str], NDArray[Any]]:
    """Return a column as (type, words in alphabetical order, little-endian numbers)."""
    if pa.types.is_dictionary(column.type):
        if not len(column):
            return "word", [], np.zeros(0, "<i4")
        whole = pa.concat_arrays(column.unify_dictionaries().chunks)
        codes = np.asarray(numpy_array(whole.indices), dtype=np.int64)
        words = whole.dictionary.to_pylist()
        # Only words that occur count: the order and extent of a vocabulary are not content.
        used = np.flatnonzero(np.bincount(codes, minlength=len(words)))
        alphabetical = sorted(used, key=lambda code: words[code])
        rank = np.zeros(len(words), np.int32)
        rank[alphabetical] = np.arange(len(alphabetical), dtype=np.int32)
        return "word", [words[code] for code in alphabetical], rank[codes].astype("<i4")
    values = numpy_array(column)
    if values.dtype.kind == "b":
        return "bool", [], values.astype(np.uint8)
    if values.dtype.kind == "f":
        # One zero and one NaN, whatever bits they were made of.
        values = values + values.dtype.type(0)
        missing = np.isnan(values)
        if missing.any():
            values[missing] = np.nan
    return _name(values.dtype), [], values.astype(values.dtype.newbyteorder("<"), copy=False)


@cache
def _name(kind: np.dtype[Any]) -> str:
    return kind.name


def _order(keys: list[NDArray[Any]]) -> NDArray[np.int64] | slice:
    """Return the order of rows by these keys.

    The engine leaves rows sorted by the first keys; then only those that these do not tell apart are sorted.
    """
    tied = np.ones(max(len(keys[0]) - 1, 0), dtype=bool)
    for key in keys:
        before, after = key[:-1], key[1:]
        if bool(np.any(tied & (before > after))):
            break
        tied &= before == after
    else:
        return slice(None)
    loose = np.flatnonzero(np.append(tied, False) | np.append(False, tied))
    order = np.arange(len(keys[0]))
    order[loose] = loose[np.lexsort([key[loose] for key in reversed(keys)])]
    return order


def table_digest(name: str, table: pa.Table) -> str:
    """Return the digest of one run's table (without the columns ``run`` and ``arm``)."""
    canonical = {column: _canonical(table[column]) for column in table.column_names}
    keys = [canonical[key][2] for key in KEYS[name]]
    order = _order(keys)
    digest = hashlib.sha256(f"{name} {table.num_rows}\n".encode())
    for column, (kind, words, values) in sorted(canonical.items(), key=lambda item: item[0]):
        digest.update("\0".join([column, kind, *words]).encode() + b"\n")
        digest.update(np.ascontiguousarray(values[order]).data)
    return digest.hexdigest()


def run_digest(tables: Mapping[str, pa.Table], months: int) -> str:
    """Return the digest of what one run left behind.

    Parameters
    ----------
    tables : mapping from table name to Arrow table
        As :func:`sim.store.as_arrow` makes them, or read back; those on demand may be missing.
    months : int
        Months played.
    """
    digest = hashlib.sha256(f"run of {months} months\n".encode())
    for name in TABLES:
        if name in ON_DEMAND and (name not in tables or not tables[name].num_rows):
            continue
        digest.update(f"{name} {table_digest(name, tables[name])}\n".encode())
    return digest.hexdigest()


def results_digest(runs: pa.Table | Iterable[Mapping[str, Any]]) -> str:
    """Return the digest of a whole result from its table of runs; chunks and the order of runs do not matter."""
    rows = runs.to_pylist() if isinstance(runs, pa.Table) else list(runs)
    fields = ("point", "arm", "replicate", "seed", "status", "months", "digest")
    lines = sorted("\0".join(str(row[field]) for field in fields) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
