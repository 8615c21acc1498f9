"""Writing finished runs, one chunk of files at a time; the file of runs comes last and commits the chunk."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.store.arrays import arrow_array
from sim.store.digest import run_digest
from sim.store.folder import write_file
from sim.store.schema import ON_DEMAND, RUNS, TABLES, Table, as_arrow, with_run


@dataclass(frozen=True)
class FinishedRun:
    """A run that is over, with what it left behind.

    Attributes
    ----------
    run, point, replicate : int
        Numbers within the study, from 0; a point is one combination of factors.
    arm : str
        Its arm.
    seed, months : int
        Root of its luck; months played.
    key : str
        Identity of the run (:func:`sim.store.run_key`).
    status : {"ok", "interrupted", "failed"}
        A failed run has no tables.
    wall_s : float
        Seconds it took.
    tables : mapping from table name to table
        As the engine returns them; those on demand may be missing.
    stop_reason : str
        Why it ended before its last month, in words; empty where it did not.
    """

    run: int
    arm: str
    seed: int
    key: str
    status: str
    months: int
    wall_s: float
    tables: Mapping[str, Table]
    point: int = 0
    replicate: int = 0
    stop_reason: str = ""


def chunk_file(folder: Path, table: str, chunk: int) -> Path:
    """Return the path of a table's file of one chunk."""
    return folder / f"{table}-{chunk:06d}.parquet"


def _write_parquet(path: Path, table: pa.Table) -> None:
    table = table.unify_dictionaries()
    real = [name for name in table.column_names if pa.types.is_floating(table[name].type)]
    settings = {
        "compression": "zstd",
        "compression_level": 1,
        # Bytes of equal weight side by side: half the size of what dictionaries make of real numbers, and faster.
        "use_byte_stream_split": real or False,
        "use_dictionary": [name for name in table.column_names if name not in real],
        "write_statistics": [name for name in ("run", "point", "month") if name in table.column_names],
    }
    write_file(path, partial(pq.write_table, table, **settings))


def write_chunk(folder: Path, chunk: int, runs: Sequence[FinishedRun]) -> list[dict[str, Any]]:
    """Write the tables of some finished runs and return their rows of ``runs``, digests included.

    Parameters
    ----------
    folder : Path
        A results folder (with a manifest, sooner or later).
    chunk : int
        Number of the chunk, ≥ 0; an existing chunk of this number is replaced.
    runs : sequence of FinishedRun
        At least one; the failed among them only get their row.

    Raises
    ------
    OSError
        The disk refused; the chunk does not count then, since its file of runs is missing.
    """
    try:
        return _write_chunk(folder, chunk, runs)
    except OSError:
        # What does not count must not fill the disk either.
        remove_chunk(folder, chunk)
        raise


def remove_chunk(folder: Path, chunk: int) -> None:
    """Remove the files of a chunk, its commit mark first."""
    for name in ("runs", *TABLES):
        with contextlib.suppress(OSError):
            chunk_file(folder, name, chunk).unlink(missing_ok=True)


def _write_chunk(folder: Path, chunk: int, runs: Sequence[FinishedRun]) -> list[dict[str, Any]]:
    chunk_file(folder, "runs", chunk).unlink(missing_ok=True)
    rows: list[dict[str, Any]] = []
    parts: dict[str, list[pa.Table]] = {name: [] for name in TABLES}
    for one in runs:
        row = {name: getattr(one, name) for name in RUNS.names if name != "digest"} | {"digest": ""}
        if one.status != "failed":
            tables = {
                name: as_arrow(name, one.tables[name]) for name in TABLES if name not in ON_DEMAND or name in one.tables
            }
            row["digest"] = run_digest(tables, one.months)
            for name, table in tables.items():
                if name not in ON_DEMAND or table.num_rows:
                    parts[name].append(with_run(table, one.run, one.arm))
        rows.append(row)
    for name in TABLES:
        if parts[name]:
            _write_parquet(chunk_file(folder, name, chunk), pa.concat_tables(parts[name], promote_options="default"))
    _write_parquet(chunk_file(folder, "runs", chunk), _table_of_runs(rows))
    return rows


def _table_of_runs(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    arms = {name: code for code, name in enumerate(dict.fromkeys(row["arm"] for row in rows))}
    columns = {field.name: [row[field.name] for row in rows] for field in RUNS}
    codes = arrow_array([arms[name] for name in columns["arm"]], pa.int32())
    arrays = [
        pa.DictionaryArray.from_arrays(codes, arrow_array(list(arms)))
        if field.name == "arm"
        else arrow_array(columns[field.name], field.type)
        for field in RUNS
    ]
    return pa.table(arrays, schema=RUNS)


def write_design(folder: Path, points: Sequence[Mapping[str, Any]] | pa.Table) -> None:
    """Write the design: one row per point with its number, arm and the factors that vary (null where missing)."""
    if isinstance(points, pa.Table):
        _write_parquet(folder / "design.parquet", points)
        return
    names = dict.fromkeys(name for point in points for name in point)
    columns = {name: arrow_array([point.get(name) for point in points]) for name in names}
    _write_parquet(folder / "design.parquet", pa.table(columns))


def write_failure(folder: Path, run: int, record: Mapping[str, Any]) -> Path:
    """Write what is known of a failed run (parameters, seed, traceback, replay command) and return the path."""
    place = folder / "failures" / f"{run}.json"
    place.parent.mkdir(exist_ok=True)
    text = json.dumps(dict(record), indent=2, ensure_ascii=False) + "\n"
    write_file(place, lambda file: file.write(text.encode()))
    return place
