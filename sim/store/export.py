"""Results in files that other programs open: CSV for spreadsheets, one Parquet file per table, a start in R."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from sim.store.manifest import read_manifest
from sim.store.reading import committed_chunks
from sim.store.schema import TABLES
from sim.store.writing import chunk_file

SPREADSHEET_ROWS = 1_048_576
"""Rows, the head included, that Excel and LibreOffice open."""

WORDS_IN_CSV = {"dyad": "d", "seed": "s"}

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
"""Tells Excel that the file is UTF-8."""


def tables_of(folder: Path) -> tuple[str, ...]:
    """Return the names of the tables that a results folder holds.

    Raises
    ------
    ResultsFolderError
        The folder holds no results of ours.
    """
    read_manifest(folder)
    chunks = committed_chunks(folder)
    there = [name for name in ("runs", *TABLES) if any(chunk_file(folder, name, chunk).exists() for chunk in chunks)]
    return (*there[:1], *(["design"] if (folder / "design.parquet").exists() else []), *there[1:])


def _parts(folder: Path, name: str) -> Iterator[pa.Table]:
    """Give a table chunk by chunk, words as plain text."""
    files = [chunk_file(folder, name, chunk) for chunk in committed_chunks(folder)]
    for file in [folder / "design.parquet"] if name == "design" else files:
        if file.exists():
            yield _plain(pq.read_table(file))


def _plain(table: pa.Table) -> pa.Table:
    fields = [
        pa.field(field.name, pa.string()) if pa.types.is_dictionary(field.type) else field for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def write_csv(folder: Path, out: Path, *, comma: bool = False) -> dict[Path, int]:
    """Write every table as CSV that a spreadsheet opens with a double click; return path → rows.

    Parameters
    ----------
    folder, out : Path
        A results folder; where the files go, which exists.
    comma : bool
        Decimal comma and semicolons, as spreadsheets expect in much of Europe.
    """
    written = {}
    for name in tables_of(folder):
        path = out / f"{name}.csv"
        rows = 0
        with open(path, "wb") as file:
            file.write(BYTE_ORDER_MARK)
            for part in _parts(folder, name):
                _append_csv(part, file, comma=comma, head=rows == 0)
                rows += part.num_rows
        written[path] = rows
    return written


def _append_csv(table: pa.Table, file: Any, *, comma: bool, head: bool) -> None:
    options = pyarrow.csv.WriteOptions(include_header=head, delimiter=";" if comma else ",", quoting_style="needed")
    pyarrow.csv.write_csv(_for_spreadsheets(table, comma=comma), file, options)


def _for_spreadsheets(table: pa.Table, *, comma: bool) -> pa.Table:
    """Return the table with nothing in place of NaN, and decimal commas where they are wanted.

    Dyads and seeds have more digits than spreadsheets and R keep of a number: they become words, d… and s….
    """
    import pyarrow.compute as pc

    columns = {}
    for name in table.column_names:
        column = table[name]
        if pa.types.is_floating(column.type):
            column = pc.if_else(pc.is_nan(column), None, column)
            if comma:
                column = pc.replace_substring(column.cast(pa.string()), ".", ",")
        if name in WORDS_IN_CSV:
            column = pc.binary_join_element_wise(WORDS_IN_CSV[name], column.cast(pa.string()), "")
        columns[name] = column
    return pa.table(columns)


def write_parquet(folder: Path, out: Path) -> dict[Path, int]:
    """Write every table as one Parquet file, chunk by chunk; return path → rows."""
    written = {}
    for name in tables_of(folder):
        path = out / f"{name}.parquet"
        writer, rows = None, 0
        try:
            for part in _parts(folder, name):
                writer = writer or pq.ParquetWriter(path, part.schema, compression="zstd")
                writer.write_table(part.select(writer.schema.names).cast(writer.schema))
                rows += part.num_rows
        finally:
            if writer is not None:
                writer.close()
        written[path] = rows
    return written


def write_r(folder: Path, out: Path) -> dict[Path, int]:
    """Write the tables as CSV, and a script that reads them in R and draws the survival curves; return path → rows."""
    written = write_csv(folder, out)
    script = out / "read.R"
    script.write_text(R_SCRIPT.replace("NAME", read_manifest(folder)["name"]), encoding="utf-8")
    return {script: len(R_SCRIPT.splitlines()), **written}


R_SCRIPT = """\
# Results of NAME, read in R.  From this folder:  Rscript read.R
# Needs only R itself and the package survival, which comes with it.

library(survival)

read <- function(table) read.csv(paste0(table, ".csv"), fileEncoding = "UTF-8-BOM", check.names = FALSE)

runs   <- read("runs")    # one row per run: point, arm, seed, status, months
design <- read("design")  # one row per point: what was varied
dyads  <- read("dyads")   # one row per relationship

dyads <- merge(dyads, runs[runs$status == "ok", c("run", "point", "seed")], by = "run")
dyads <- dyads[!(dyads$relation %in% c("complement", "supply")), ]

# Age at the end, or in the last month that was watched.  Relationships older than the run (start < 0) are watched
# from the age that they had in month 0; all others from their first month.
dyads$age   <- dyads$end - dyads$start
dyads$entry <- ifelse(dyads$start < 0, -dyads$start, -0.5)
dyads$ended <- dyads$censored == "false"
dyads <- dyads[dyads$age > dyads$entry, ]
dyads$arm <- factor(dyads$arm, levels = unique(runs$arm))

curves <- survfit(Surv(entry, age, ended) ~ arm, data = dyads, conf.type = "log-log")
print(summary(curves, times = c(12, 36, 60), extend = TRUE))

png("survival.png", width = 1400, height = 900, res = 150)
colours <- hcl.colors(nlevels(dyads$arm), "Dark 3")
plot(curves, col = colours, lwd = 2, xlab = "age, months", ylab = "share that outlives the age")
if (nlevels(dyads$arm) > 1) legend("topright", levels(dyads$arm), col = colours, lwd = 2, bty = "n")
invisible(dev.off())

# Relationships of one run share their world: cluster by run where a model is fitted, for example
#   coxph(Surv(entry, age, ended) ~ arm, data = dyads, cluster = run)
"""
