"""``dyads export``: results in files that other programs open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from sim.cli.voice import Voice, put, put_json
from sim.errors import DyadsError

NETWORKS = {"graphml": "network.graphml", "gexf": "network.gexf", "networkx": "network.json"}
Format = Literal["csv", "parquet", "graphml", "gexf", "networkx", "r"]


def export(
    ctx: typer.Context,
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A results folder.")],
    form: Annotated[Format, typer.Option("--format", "-f", help="Tables, or the network of one run.")] = "csv",
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where files go; RESULTS-export unless stated.")
    ] = None,
    run: Annotated[int | None, typer.Option(min=0, help="Whose network; the first unless stated.")] = None,
    arm: Annotated[str | None, typer.Option(metavar="ARM", help="The network of the first run of this arm.")] = None,
    month: Annotated[
        int | None, typer.Option(min=0, help="The network of this month alone, from outputs.network_every.")
    ] = None,
    decimal: Annotated[Literal["point", "comma"], typer.Option(help="How CSV writes decimals.")] = "point",
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:
    """Write results as CSV, Parquet, a network, or for R."""
    from sim.store.manifest import read_manifest

    voice: Voice = ctx.obj
    read_manifest(results)
    for option, value in (("--run", run), ("--arm", arm), ("--month", month)):
        if form not in NETWORKS and value is not None:
            raise typer.BadParameter(f"means nothing to {form}", param_hint=option)
    if decimal == "comma" and form != "csv":
        raise typer.BadParameter(f"means nothing to {form}", param_hint="--decimal")
    place = out or results.resolve().with_name(f"{results.resolve().name}-export")
    if out is None and not results.is_absolute():
        place = results.parent / place.name
    try:
        place.mkdir(parents=True, exist_ok=True)
        written = _written(results, form, place, (run, arm, month), comma=decimal == "comma")
    except OSError as error:
        raise DyadsError(
            f"{place}: cannot be written: {error.strerror or error}", "  --out    names another"
        ) from error
    if as_json:
        put_json({str(path): size for path, (size, _) in written.items()})
    else:
        put(*(str(path) for path in written))
    for path, (size, unit) in written.items():
        voice.talk(*_remarks(path, size, unit))
    voice.talk(*_next(form, place))


def _written(
    results: Path, form: Format, place: Path, which: tuple[int | None, str | None, int | None], *, comma: bool
) -> dict[Path, tuple[int, str]]:
    """Write, and return path → how much of what it holds."""
    if form in NETWORKS:
        from sim.store import export_network as network

        run, arm, month = which
        number = network.run_for(results, run, arm)
        if month is None:
            graph = network.network_of(results, number, spells=form == "gexf")
        else:
            graph = network.network_at(results, number, month)
        writers = {
            "graphml": network.write_graphml,
            "gexf": network.write_gexf,
            "networkx": network.write_node_link,
        }
        path = place / NETWORKS[form]
        writers[form](graph, path)
        return {path: (graph.number_of_edges(), "relationships")}
    from sim.store import export as tables

    if form == "csv":
        rows = tables.write_csv(results, place, comma=comma)
    else:
        rows = tables.write_parquet(results, place) if form == "parquet" else tables.write_r(results, place)
    return {path: (n, "lines" if path.suffix == ".R" else "rows") for path, n in rows.items()}


def _remarks(path: Path, size: int, unit: str) -> list[str]:
    from sim.store.export import SPREADSHEET_ROWS

    lines = [f"  {path.name}: {size:,} {unit}"]
    if path.suffix == ".csv" and size >= SPREADSHEET_ROWS:
        lines.append(f"    more than the {SPREADSHEET_ROWS:,} that a spreadsheet opens; dyads query selects")
    return lines


def _next(form: Format, place: Path) -> list[str]:
    how = {
        "r": f"  cd {place} && Rscript read.R    draws the survival curves",
        "gexf": "  Gephi: File > Open, then Enable Timeline",
        "networkx": f"  networkx.node_link_graph(json.load(open('{place / NETWORKS['networkx']}')), edges=\"links\")",
    }
    return ["", how[form]] if form in how else []
