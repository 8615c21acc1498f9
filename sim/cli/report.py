"""``dyads report``: one HTML file that tells a results folder to others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.voice import Voice, put


def report(
    ctx: typer.Context,
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A results folder.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Where it goes; RESULTS/report.html unless stated.")
    ] = None,
) -> None:
    """Write one HTML file that tells results to others."""
    from sim.report import write_report

    voice: Voice = ctx.obj
    if out is not None and out.suffix.lower() not in {".html", ".htm"}:
        raise typer.BadParameter(f"a report is a file that ends in .html; got {out.name}", param_hint="--out")
    file = write_report(results, out or results / "report.html")
    put(str(file))
    size = file.stat().st_size / 1e6
    voice.talk(f"  {size:.1f} MB, everything in one file: mail it, open it without a network, print it to PDF")
