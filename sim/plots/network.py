"""The network of who deals with whom: organisations stay in their places, relationships come and go."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.network import KINDS, Floats, Network, layout, network_in, organisations
from sim.analysis.tables import Table, length, where
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.arms import panel_per_arm, row_per_arm
from sim.plots.results import Results
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


def network_figure(results: Results, columns: int = 3) -> Figure:
    """Draw one run of each arm at up to three moments, every organisation in the same place throughout."""
    moments = {0: 3, 1: 3, 2: 2}.get(len(results.arms), 1)
    last = max(results.months, 1)
    months = {3: [1, (last + 1) // 2, last], 2: [(last + 1) // 2, last], 1: [last]}[moments]
    size, room = (3.0, 3.0), {"left": 0.25, "foot": 0.45}
    if moments == 1:
        figure, axes = panel_per_arm(results, columns, size, **room)
    else:
        figure, axes = row_per_arm(results, moments, columns, size, **room)
    runs = {arm: first_run(tables.dyads, tables.events) for arm, tables in results.arms.items()}
    dyads = [each[0] for each in runs.values()]
    who, total = organisations(dyads, MOST)
    places = layout(dyads, who)
    used: set[str] = set()
    kinds: set[str] = set()
    panels = iter(axes)
    for arm, (lives, events) in runs.items():
        for at, month in enumerate(months):
            data = network_in(lives, events, month, who, total)
            network(data, next(panels), places, arm=arm if at == 0 else "")
            used.update(STAGE_WORDS[code] for code in np.unique(data.stage))
            kinds.update(KINDS[code] for code in np.unique(data.kind))
    legend_below(figure, [*kind_handles(kinds), *stage_patches(used), *(width_handles() if used else [])])
    return figure


def first_run(dyads: Table, events: Table) -> tuple[Table, Table]:
    """Return the relationships and events of the first run of a table."""
    if "run" not in dyads or not length(dyads):
        return dyads, events
    run = dyads["run"].min()
    return where(dyads, dyads["run"] == run), where(events, events["run"] == run) if length(events) else events


def network(data: Network, ax: Axes, places: Floats, *, arm: str = "") -> Axes:
    """Draw one month: an edge's width is trust, its colour the stage; a node's shape and colour its kind.

    Parameters
    ----------
    data : Network
    ax : Axes
    places : (n, 2) float
        Of the organisations, from `sim.analysis.network.layout`.
    arm : str
        Name of the arm, for the heading.
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
