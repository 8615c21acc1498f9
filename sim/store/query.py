"""SQL over a results folder: its tables as views, to be looked at and not changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import DyadsError
from sim.store.manifest import read_manifest
from sim.store.reading import committed_chunks
from sim.store.schema import TABLES
from sim.store.writing import chunk_file

if TYPE_CHECKING:
    import duckdb

READING = frozenset({"SELECT", "EXPLAIN"})
"""Kinds of statement that change nothing, by DuckDB's names."""

BATCH = 10_000
"""Rows that are handed over at a time."""


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open a results folder as a database in memory, with one view per table.

    ``points`` is the design with each point once.  A run that was played again after a fault is one row of ``runs``,
    that of its success.  Only committed chunks count.  A table that the study did not keep has no view.

    Parameters
    ----------
    folder : Path
        A results folder.

    Raises
    ------
    ResultsFolderError
        The folder holds no results of ours.
    """
    import duckdb

    read_manifest(folder)
    connection = duckdb.connect()
    chunks = committed_chunks(folder)
    for name in ("runs", *TABLES):
        files = [file for file in (chunk_file(folder, name, chunk) for chunk in chunks) if file.exists()]
        if files:
            latest = ", filename = true" if name == "runs" else ""
            source = f"read_parquet({_listed(files)}, union_by_name = true{latest})"
            connection.execute(f"create view {name} as {_RUNS.format(source) if name == 'runs' else f'from {source}'}")
    design = folder / "design.parquet"
    if design.exists():
        connection.execute(f"create view design as from read_parquet({_listed([design])})")
        # A sampled design may come to the same point twice, which is played once.
        sampled = any(row[0] == "sample" for row in connection.execute("describe design").fetchall())
        columns = "* exclude (sample)" if sampled else "*"
        connection.execute(f"create view points as select distinct on (point) {columns} from design")
    return connection


_RUNS = (
    "select * exclude (filename) from {} qualify row_number() over "
    "(partition by run order by status = 'ok' desc, filename desc) = 1 order by run"
)


def _listed(files: list[Path]) -> str:
    quoted = (str(file).replace("'", "''") for file in files)
    return "[" + ", ".join(f"'{file}'" for file in quoted) + "]"


def quoted(name: str) -> str:
    """Return a column's name as SQL wants it where it holds a dot, as factors do."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True)
class Answer:
    """What a query returned: names of columns, and rows of plain Python values as they are read."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def query(folder: Path, sql: str) -> Answer:
    """Ask a results folder one question.

    Parameters
    ----------
    folder : Path
        A results folder.
    sql : str
        One statement that reads; DuckDB's dialect.

    Raises
    ------
    ResultsFolderError
        The folder holds no results of ours.
    DyadsError
        In one line: the statement is wrong, or would change something.  While rows are read, too.
    """
    import duckdb

    connection = connect(folder)
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            raise DyadsError("SQL: nothing was asked" if not statements else "SQL: one statement at a time")
        kind = str(statements[0].type).rpartition(".")[2].upper()
        if kind not in READING:
            raise DyadsError(f"SQL: results can be read, not changed: select, not {kind.lower().replace('_', ' ')}")
        connection.execute(statements[0])
        columns = tuple(str(column[0]) for column in connection.description or ())
    except duckdb.Error as error:
        raise _complaint(error) from error
    return Answer(columns, _rows(connection))


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    import duckdb

    try:
        while rows := connection.fetchmany(BATCH):
            yield from rows
    except duckdb.Error as error:
        raise _complaint(error) from error


def _complaint(error: Exception) -> DyadsError:
    """Return DuckDB's complaint in one line, without its picture of the statement."""
    said = re.split(r"\n\s*LINE \d+:", str(error), maxsplit=1)[0]
    return DyadsError("SQL: " + re.sub(r"\s+", " ", said).strip())


def tables_and_columns(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Return for each view its columns, each with its type."""
    connection = connect(folder)
    found: dict[str, list[tuple[str, str]]] = {}
    for (name,) in connection.execute("select view_name from duckdb_views() where not internal").fetchall():
        rows: list[tuple[Any, ...]] = connection.execute(f"describe {name}").fetchall()
        found[name] = [(row[0], row[1]) for row in rows]
    return {name: found[name] for name in ("runs", "design", "points", *TABLES) if name in found}
