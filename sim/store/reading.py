"""Reading results back: only chunks that were committed, as Arrow tables or numpy columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sim.store.arrays import numpy_array
from sim.store.manifest import read_manifest
from sim.store.schema import RUNS, TABLES
from sim.store.writing import chunk_file


def committed_chunks(folder: Path) -> list[int]:
    """Return the numbers of the chunks whose file of runs is there, in order."""
    return sorted(int(file.stem.removeprefix("runs-")) for file in folder.glob("runs-*.parquet"))


def read_table(
    folder: Path, name: str, *, runs: tuple[int, ...] | None = None, columns: tuple[str, ...] | None = None
) -> pa.Table:
    """Return a table of a results folder.

    Parameters
    ----------
    folder : Path
        A results folder.
    name : {"runs", "design", "steps", "events", "dyads", "paths", "networks"}
        Which table.
    runs : tuple of int, optional
        Only these runs; all unless stated.
    columns : tuple of str, optional
        Only these columns; all unless stated.

    Returns
    -------
    pyarrow.Table
        With ``run`` and ``arm`` in front; words in dictionary columns.

    Raises
    ------
    ResultsFolderError
        The folder holds no results of ours.
    ValueError
        There is no such table.
    """
    read_manifest(folder)
    if name == "design":
        return pq.read_table(folder / "design.parquet", columns=_listed(columns))
    if name not in ("runs", *TABLES):
        raise ValueError(f"no table {name!r}; there are runs, design, {', '.join(TABLES)}")
    files = [chunk_file(folder, name, chunk) for chunk in committed_chunks(folder)]
    only = None if runs is None else [("run", "in", list(runs))]
    # A chunk whose runs all failed has no file but that of its runs.
    parts = [pq.read_table(file, filters=only, columns=_listed(columns)) for file in files if file.exists()]
    if not parts:
        if name == "runs":
            return RUNS.empty_table().select(_listed(columns) or RUNS.names)
        bare = {"run": pa.array([], pa.int32()), "arm": pa.array([], pa.string())}
        return pa.table({column: none for column, none in bare.items() if columns is None or column in columns})
    return pa.concat_tables(parts, promote_options="permissive").unify_dictionaries()


def _listed(columns: tuple[str, ...] | None) -> list[str] | None:
    return None if columns is None else list(columns)


def as_columns(table: pa.Table) -> dict[str, NDArray[Any]]:
    """Return an Arrow table as numpy columns; words become numpy strings."""
    columns = {}
    for name in table.column_names:
        column = table[name]
        if pa.types.is_dictionary(column.type):
            whole = pa.concat_arrays(column.unify_dictionaries().chunks) if column.num_chunks else None
            words = np.array(whole.dictionary.to_pylist() if whole else [], dtype=np.str_)
            columns[name] = words[numpy_array(whole.indices)] if whole else words
        elif pa.types.is_string(column.type):
            columns[name] = np.array(column.to_pylist(), dtype=np.str_)
        else:
            columns[name] = numpy_array(column)
    return columns


def read_columns(folder: Path, name: str, *, runs: tuple[int, ...] | None = None) -> dict[str, NDArray[Any]]:
    """Return a table of a results folder as numpy columns; arguments and errors as in :func:`read_table`."""
    return as_columns(read_table(folder, name, runs=runs))


def completed_keys(folder: Path) -> set[str]:
    """Return the keys of the runs that are done (status ok): what a resumed study need not play again."""
    table = read_table(folder, "runs", columns=("key", "status"))
    return {row["key"] for row in table.to_pylist() if row["status"] == "ok"}
