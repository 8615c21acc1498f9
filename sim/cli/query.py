"""``dyads query``: SQL over the tables of a results folder."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.sheets import NOTHING, Column, Sheet, plain, put_csv, put_sheet
from sim.cli.voice import Voice, put, put_json

SHOWN = 200
"""Rows that a terminal is shown."""


def query(
    ctx: typer.Context,
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A results folder.")],
    sql: Annotated[
        str | None, typer.Argument(metavar="[SQL]", help="One select; tables and columns where left out.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Ask the tables of a results folder in SQL."""
    from sim.store.query import query as ask
    from sim.store.query import tables_and_columns

    if sql is None:
        _tell(tables_and_columns(results), ctx.obj, as_json=as_json)
        return
    answer = ask(results, sql)
    if as_json:
        _put_rows_as_json(dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    elif as_csv:
        put_csv(answer.columns, answer.rows)
    else:
        _put_rows(answer.columns, answer.rows, ctx.obj)


def _tell(tables: Mapping[str, list[tuple[str, str]]], voice: Voice, *, as_json: bool) -> None:
    if as_json:
        put_json({name: dict(columns) for name, columns in tables.items()})
        return
    columns = [
        Column("table", lambda row: row["table"], right=False),
        Column("column", lambda row: row["column"], right=False),
        Column("type", lambda row: row["type"], right=False),
    ]
    rows = [
        {"table": "" if at else name, "column": column, "type": kind.lower()}
        for name, found in tables.items()
        for at, (column, kind) in enumerate(found)
    ]
    put_sheet(Sheet("tables", "", rows, columns), voice)


def _put_rows(names: tuple[str, ...], rows: Iterator[tuple[Any, ...]], voice: Voice) -> None:
    shown = list(itertools.islice(rows, SHOWN)) if sys.stdout.isatty() else list(rows)
    more = sum(1 for _ in rows)
    columns = [_column(name, str(at), right=_is_number(shown, at)) for at, name in enumerate(names)]
    put_sheet(Sheet("query", "", [{str(at): value for at, value in enumerate(row)} for row in shown], columns), voice)
    if more:
        voice.talk(f"… {more:,} more rows; --csv prints them all")


def _column(name: str, key: str, *, right: bool) -> Column:
    return Column(name, lambda row: _cell(row[key]), right=right)


def _cell(value: Any) -> str:
    value = plain(value)
    if value is None:
        return NOTHING
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _is_number(rows: list[tuple[Any, ...]], at: int) -> bool:
    kinds = {type(row[at]) for row in rows if row[at] is not None}
    return bool(kinds) and not kinds & {str, bool}


def _put_rows_as_json(rows: Iterator[dict[str, Any]]) -> None:
    """Print a list of rows as they come."""
    held = None
    for row in rows:
        put("[" if held is None else f"{held},")
        held = f"  {json.dumps(plain(row), ensure_ascii=False, allow_nan=False)}"
    put(*(["[]"] if held is None else [held, "]"]))
