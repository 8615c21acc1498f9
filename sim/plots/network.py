"""The network of who deals with whom: organisations stay in their places, relationships come and go."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.network import (
    KINDS,
    Floats,
    Network,
    layout,
    network_in,
    network_recorded,
    organisations,
    recorded_months,
)
from sim.analysis.tables import Table, length, where
from sim.errors import DyadsError
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.arms import panel_per_arm, row_per_arm
from sim.plots.results import ArmTables, Results
from sim.plots.style import FAINT, INK, STAGE_COLOURS, heading, how_many, legend_below, plural, stage_patches

MOST = 160
"""Organisations that can be told apart in one panel."""
LOOKS = {
    "buyer": ("o", "#222222", 5.0),
    "seller": ("s", "#E08E00", 6.5),
    "complementor": ("^", "#4B8B3B", 6.5),
    "government": ("D", "#7A2182", 6.5),
}
"""Marker, colour and size of each kind of organisation; the first two as the sides in other figures."""
THIN, THICK = 0.3, 2.6


def network_figure(results: Results, columns: int = 3, month: int | None = None) -> Figure:
    """Draw one run of each arm at up to three moments, every organisation in the same place throughout.

    Where snapshots were recorded (``outputs.network_every``), they are what is drawn of earlier months.

    Parameters
    ----------
    results : Results
    columns : int
        1 makes a narrow figure.
    month : int, optional
        Only this month, of which there must be a snapshot unless it is the last one.

    Raises
    ------
    DyadsError
        There is no snapshot of that month.
    """
    runs = {arm: first_run(tables) for arm, tables in results.arms.items()}
    months = _months(results, runs, month)
    size, room = (3.0, 3.0), {"left": 0.25, "foot": 0.45}
    if len(months) == 1:
        figure, axes = panel_per_arm(results, columns, size, **room)
    else:
        figure, axes = row_per_arm(results, len(months), columns, size, **room)
    dyads = [each.dyads for each in runs.values()]
    who, total = organisations(dyads, MOST)
    places = layout(dyads, who)
    used: set[str] = set()
    kinds: set[str] = set()
    panels = iter(axes)
    for arm, run in runs.items():
        for at, when in enumerate(months):
            taken = network_recorded(run.networks, when, who, total)
            data = taken or network_in(run.dyads, run.events, when, who, total)
            guessed = taken is None and when < max(results.months, 1) and bool(length(run.dyads))
            network(data, next(panels), places, arm=arm if at == 0 else "", guessed=guessed)
            used.update(STAGE_WORDS[code] for code in np.unique(data.stage))
            kinds.update(KINDS[code] for code in np.unique(data.kind))
    legend_below(figure, [*kind_handles(kinds), *stage_patches(used), *(width_handles() if used else [])])
    return figure


def _months(results: Results, runs: dict[str, ArmTables], month: int | None) -> list[int]:
    """Return the months that are drawn: the one asked for, or up to three, snapshots where there are any."""
    last = max(results.months, 1)
    taken = sorted({when for run in runs.values() for when in recorded_months(run.networks)})
    if month is not None:
        if month != last and month not in taken:
            known = f"there are {', '.join(map(str, taken))}" if taken else "none were taken"
            raise DyadsError(
                f"month {month}: no snapshot of the network; {known}, and the last month, {last}",
                "  dyads run NAME -S outputs.network_every=12    takes one every twelve months",
            )
        return [month]
    moments = {0: 3, 1: 3, 2: 2}.get(len(results.arms), 1)
    half = (last + 1) // 2
    early = [when for when in taken if 0 < when < last]
    middle = min(early, key=lambda when: abs(when - half), default=half)
    first = 0 if 0 in taken else 1
    return {3: [first, middle, last], 2: [middle, last], 1: [last]}[moments]


def first_run(tables: ArmTables) -> ArmTables:
    """Return the relationships, events and snapshots of the first run of an arm."""
    if not length(tables.dyads) or "run" not in tables.dyads:
        return tables
    run = tables.dyads["run"].min()

    def cut(table: Table) -> Table:
        return where(table, table["run"] == run) if length(table) and "run" in table else table

    return ArmTables(dyads=cut(tables.dyads), events=cut(tables.events), networks=cut(tables.networks))


def network(data: Network, ax: Axes, places: Floats, *, arm: str = "", guessed: bool = False) -> Axes:
    """Draw one month: an edge's width is trust, its colour the stage; a node's shape and colour its kind.

    Parameters
    ----------
    data : Network
    ax : Axes
    places : (n, 2) float
        Of the organisations, from `sim.analysis.network.layout`.
    arm : str
        Name of the arm, for the heading.
    guessed : bool
        Whether trust and stages are those last written down, because no snapshot was taken.
    """
    ax.axis("off")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_xlim(-1.12, 1.12)
    ax.set_ylim(-1.12, 1.12)
    ax.set_aspect("equal")
    some = f" of {data.total:,}" if data.total > len(data.kind) else ""
    how_many(
        ax, f"n = {plural(len(data.ends), 'relationship')}, {len(data.kind):,}{some} organisations, 1 run", below=14
    )
    if len(data.ends):
        wide = np.where(np.isnan(data.trust), THIN, THIN + (THICK - THIN) * np.nan_to_num(data.trust))
        colours = [STAGE_COLOURS[STAGE_WORDS[code]] for code in data.stage]
        order = np.argsort(wide)  # thick ones on top
        ax.add_collection(LineCollection(list(places[data.ends][order]), linewidths=wide[order], alpha=0.75, zorder=2,
                                         colors=[colours[at] for at in order]))  # fmt: skip
    busy = np.isin(np.arange(len(data.kind)), data.ends)
    for code, kind in enumerate(KINDS):
        marker, colour, size = LOOKS[kind]
        for mine, face in ((busy, colour), (~busy, "white")):
            at = places[(data.kind == code) & mine]
            ax.plot(at[:, 0], at[:, 1], linestyle="", marker=marker, color=face, markersize=size, zorder=3,
                    markeredgecolor="white" if face == colour else colour, markeredgewidth=0.7)  # fmt: skip
    trust = data.trust[~np.isnan(data.trust)]
    heading(ax, arm, f"month {data.month}: {f'mean trust {trust.mean():.2f}' if len(trust) else 'no relationship'}")
    if guessed:
        ax.annotate("as last written down (outputs.network_every records it)", (0, 0), xycoords="axes fraction",
                    xytext=(0, -24), textcoords="offset points", fontsize=7.5, color=FAINT, va="bottom")  # fmt: skip
    return ax


def kind_handles(kinds: set[str]) -> list[Artist]:
    """Return what a legend needs to name the kinds of organisation that occur."""
    return [
        Line2D([], [], linestyle="", marker=marker, color=colour, markersize=size, label=kind)
        for kind, (marker, colour, size) in LOOKS.items()
        if kind in kinds
    ]


def width_handles() -> list[Artist]:
    """Return what a legend needs to read trust from the width of an edge, and idleness from an empty node."""
    widths: list[Artist] = [
        Line2D([], [], color=FAINT, linewidth=THIN + (THICK - THIN) * trust, label=f"trust {trust:g}")
        for trust in (0.2, 0.8)
    ]
    return [*widths, Line2D([], [], linestyle="", marker="o", color="white", markeredgecolor=INK, label="nobody now")]
