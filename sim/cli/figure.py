"""``dyads figure``: any figure of a results folder, for paper, slide or phone."""

from __future__ import annotations

import difflib
import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.studying import factor_for, listed
from sim.cli.voice import Voice, aligned, put
from sim.errors import DyadsError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.plots.results import Results

FORMATS = ("png", "svg", "pdf")
EVERY = "all"


def figure(
    ctx: typer.Context,
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A results folder.")],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME…", help="Figures, or all; without one they are listed.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="PLACE", help="A file (name.svg) or a folder; RESULTS/figures unless stated.")
    ] = None,
    formats: Annotated[str, typer.Option("--format", metavar="A,B", help="png, svg, pdf.")] = "png",
    dpi: Annotated[int, typer.Option(min=30, max=1200, help="Dots per inch of PNG.")] = 150,
    narrow: Annotated[
        bool, typer.Option("--narrow", help="Panels below one another, for one column or a phone.")
    ] = False,
    by: Annotated[str | None, typer.Option(metavar="KEY", help="arm, or a factor, for comparisons.")] = None,
    metric: Annotated[
        str | None, typer.Option("--metric", "-m", metavar="A,B", help="Statistics, for comparisons: survival_60.")
    ] = None,
    run: Annotated[int | None, typer.Option(metavar="N", min=0, help="Only this run.")] = None,
    pair: Annotated[
        str | None, typer.Option(metavar="BUYER-SELLER", help="Whose life the timeline tells: 3-0.")
    ] = None,
    month: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Month of the network, from its snapshots.")
    ] = None,
) -> None:
    """Draw figures of a results folder."""
    from sim.analysis.studies import read_study
    from sim.plots.catalogue import CATALOGUE, make, pictures_for, save
    from sim.plots.results import read_results
    from sim.store.folder import as_folder_error

    voice: Voice = ctx.obj
    study = functools.cache(lambda: read_study(results))
    worlds = functools.cache(lambda: read_results(results, run=run))
    if not names:
        there = pictures_for(study())
        put(*aligned([(name, CATALOGUE[name].shows) for name in there]))
        voice.talk(
            "", f"  dyads figure {results} {there[0]}    draws one", f"  dyads figure {results} all    draws them all"
        )
        return
    wanted = pictures_for(study()) if EVERY in names else tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in CATALOGUE:
            near = difflib.get_close_matches(name, CATALOGUE, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(CATALOGUE)}"
            raise DyadsError(f"{name}: no figure is called so; {hint}")
    files = _files(results, out, wanted, formats)
    key = factor_for(study(), by) if by else None
    dyad = None if pair is None else _dyad(pair, worlds())
    drawn: list[Path] = []
    for name in wanted:
        try:
            columns = 1 if narrow else 3
            if name == "timeline" and dyad is not None:
                made = _life(worlds(), columns, dyad)
            elif name == "network" and month is not None:
                made = _network(worlds(), columns, month)
            else:
                made = make(name, worlds, study, columns=columns, key=key, metrics=listed(metric))
        except DyadsError:
            if EVERY not in names:
                raise
            continue  # what cannot be drawn of this study is left out of "all"
        with as_folder_error(files[name][0].parent):
            for file in files[name]:
                file.parent.mkdir(parents=True, exist_ok=True)
                save(made, file, dpi)
                drawn.append(file)
    put(*map(str, drawn))


def _files(results: Path, out: Path | None, names: tuple[str, ...], formats: str) -> dict[str, list[Path]]:
    """Return where each figure goes, in each format."""
    ending = (out.suffix if out is not None else "").removeprefix(".").lower()
    if out is not None and ending in FORMATS:
        if len(names) > 1:
            raise typer.BadParameter(f"{out} is one file for {len(names)} figures; name a folder", param_hint="--out")
        return {names[0]: [out]}
    if out is not None and ending and not out.is_dir():
        raise typer.BadParameter(f"a file ends in .{', .'.join(FORMATS)}; got {out.name}", param_hint="--out")
    asked = listed(formats)
    unknown = [one for one in asked if one not in FORMATS]
    if unknown or not asked:
        raise typer.BadParameter(
            f"{', '.join(unknown) or 'nothing'}: must be {', '.join(FORMATS)}", param_hint="--format"
        )
    place = out or results / "figures"
    return {name: [place / f"{name}.{one}" for one in asked] for name in names}


def _dyad(pair: str, worlds: Results) -> int:
    """Return the identity of a pair that is given by the numbers of buyer and seller."""
    from sim.analysis.episodes import pair_of

    match = re.fullmatch(r"\s*(\d+)\s*-\s*(\d+)\s*", pair)
    if match is None:
        raise typer.BadParameter("must be two numbers, as in 3-0: buyer 3 and seller 0", param_hint="--pair")
    buyer, seller = int(match[1]), int(match[2])
    for tables in worlds.arms.values():
        if (found := pair_of(tables.dyads, buyer, seller)) is not None:
            return found
    raise DyadsError(
        f"--pair {pair}: buyer {buyer} and seller {seller} never met",
        '  dyads query RESULTS "select distinct buyer, seller from dyads"    says who did',
    )


def _life(worlds: Results, columns: int, dyad: int) -> Figure:
    from matplotlib import rc_context

    from sim.plots.style import STYLE
    from sim.plots.timeline import timeline_figure

    with rc_context(STYLE):
        return timeline_figure(worlds, columns, dyad)


def _network(worlds: Results, columns: int, month: int) -> Figure:
    from matplotlib import rc_context

    from sim.plots.network import network_figure
    from sim.plots.style import STYLE

    with rc_context(STYLE):
        return network_figure(worlds, columns, month)
