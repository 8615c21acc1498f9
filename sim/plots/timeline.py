"""The timeline of one relationship: what both sides felt and received, and the episodes of its life."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.episodes import Story, eventful, story_of
from sim.analysis.tables import length, where
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.arms import row_per_arm
from sim.plots.results import ArmTables, Results
from sim.plots.style import (
    FAINT,
    SIDE_STYLES,
    STAGE_COLOURS,
    heading,
    how_many,
    legend_below,
    mark_months,
    month_axis,
    plural,
    share_axis,
    stage_patches,
)
from sim.recording.codes import Event, Side

MOST_ARMS = 3
MARKS: dict[Event, tuple[str, str]] = {
    Event.FORMED: ("o", "contact agreed"),
    Event.FAILURE: ("x", "delivery failed"),
    Event.RECOVERY: ("P", "recovery"),
    Event.BREACH_DETECTED: ("v", "breach noticed"),
    Event.REVIEW: ("D", "review"),
    Event.ENDED: ("X", "end"),
}
"""Event → its marker and the name of its row, from the top; other kinds get rows of their own below."""
SIDE_COLOURS = {
    Side.BUYER: SIDE_STYLES["buyer"]["color"],
    Side.SELLER: SIDE_STYLES["seller"]["color"],
    Side.BOTH: "#0072B2",
    Side.NONE: "#0072B2",
}


def timeline_figure(results: Results, columns: int = 3, dyad: int | None = None) -> Figure:
    """Draw one relationship in up to three arms: trust, what was delivered, and what happened.

    Parameters
    ----------
    results : Results
    columns : int
        1 makes a narrow figure.
    dyad : int, optional
        Whose life; that of the reference arm with most to tell unless stated.
    """
    runs = {arm: one_run(tables) for arm, tables in results.arms.items()}
    if dyad is None:
        first = next(iter(runs.values()), ArmTables())
        dyad = eventful(first.paths, first.events, first.dyads)
    stories = {arm: None if dyad is None else story_of(dyad, t.paths, t.events, t.dyads) for arm, t in runs.items()}
    told = {arm: story for arm, story in stories.items() if story is not None}
    shown: dict[str, Story | None] = dict(list(told.items())[:MOST_ARMS]) or {next(iter(runs), ""): None}
    some = Results(
        results.title, {arm: results.arms.get(arm, ArmTables()) for arm in shown}, results.months, results.note
    )
    wide = (7.2 if columns > 1 else 3.0, 1.55)
    figure, axes = row_per_arm(some, 2, 1, wide, left=1.05, foot=0.5) if columns == 1 else _wide(some, wide)
    used: set[str] = set()
    for place, (arm, story) in enumerate(shown.items()):
        feelings(story, axes[2 * place], arm=arm, last=results.months)
        mark_months(axes[2 * place], runs[arm].marks if arm in runs else ())
        timeline(story, axes[2 * place + 1], last=results.months)
        if story is not None and story.life is not None:
            used.update(STAGE_WORDS[code] for code in np.unique(story.life.stage))
    legend_below(figure, [*side_handles(), *stage_patches(used)])
    return figure


def _wide(results: Results, size: tuple[float, float]) -> tuple[Figure, list[Axes]]:
    from sim.plots.arms import headline
    from sim.plots.style import panels

    head = 0.56 if any(results.arms) else 0.36
    return panels(headline(results), 2 * len(results.arms), 1, size, left=1.05, head=head, foot=0.5)


def one_run(tables: ArmTables) -> ArmTables:
    """Return the tables of the first run of an arm."""
    if not length(tables.dyads) or "run" not in tables.dyads:
        return tables
    run = tables.dyads["run"].min()
    parts = {name: getattr(tables, name) for name in ("events", "dyads", "paths")}
    cut = {name: where(part, part["run"] == run) if length(part) else part for name, part in parts.items()}
    return ArmTables(steps=tables.steps, marks=tables.marks, **cut)


def feelings(data: Story | None, ax: Axes, *, arm: str = "", last: int | None = None) -> Axes:
    """Draw both sides' trust as lines, what each received as dots, and the stages as a strip at the foot."""
    share_axis(ax, "trust (lines),\nreceived (dots), 0–1")
    month_axis(ax, 0, last or (data.end if data else 1))
    if data is None:
        heading(ax, arm, "this relationship never came about")
        how_many(ax, "n = 0 relationships")
        return ax
    how_many(ax, f"n = 1 relationship, months {max(data.start, 0)} to {data.end}")
    if data.life is None:
        heading(ax, arm, f"{data.names[0]} and {data.names[1]}: not followed month by month (outputs.paths)")
        return ax
    life = data.life
    for side, look in SIDE_STYLES.items():
        ax.plot(
            life.month,
            life.measures[f"performance_{side}"],
            ".",
            color=look["color"],
            markersize=3,
            alpha=0.45,
            zorder=2,
        )
        ax.plot(
            life.month, life.measures[f"trust_{side}"], zorder=3, marker="o" if len(life.month) == 1 else "", **look
        )
    _strip(data, ax)
    heading(ax, arm, f"{data.names[0]} and {data.names[1]}: {_in_words(data)}")
    return ax


def _strip(data: Story, ax: Axes) -> None:
    """Colour the foot of the panel by stage."""
    life = data.life
    if life is None:
        return
    borders = np.concatenate(([0], np.flatnonzero(np.diff(life.stage)) + 1, [len(life.stage)]))
    for first, after in zip(borders[:-1], borders[1:], strict=True):
        colour = STAGE_COLOURS[STAGE_WORDS[life.stage[first]]]
        ax.axvspan(life.month[first] - 1, life.month[after - 1], 0, 0.06, facecolor=colour, linewidth=0)


def timeline(data: Story | None, ax: Axes, *, last: int | None = None) -> Axes:
    """Draw the episodes of a relationship, one row per kind, in the colour of the side that felt it.

    Parameters
    ----------
    data : Story or None
        None where there is no such relationship.
    ax : Axes
    last : int, optional
        Last month of the axis.
    """
    month_axis(ax, 0, last or (data.end if data else 1))
    episodes = [] if data is None else [one for one in data.episodes if one.event != Event.STAGE_ENTERED]
    kinds = [kind for kind in MARKS if any(one.event == kind for one in episodes)]
    kinds += sorted({one.event for one in episodes} - set(MARKS))
    for row, kind in enumerate(kinds):
        ax.axhline(row, color="#E3E3E3", linewidth=0.7, zorder=1)
        marker = MARKS.get(kind, ("*", ""))[0]
        for one in episodes:
            if one.event == kind:
                aside = {Side.BUYER: -0.16, Side.SELLER: 0.16}.get(one.side, 0.0)
                ax.plot(one.month, row + aside, marker, color=SIDE_COLOURS[one.side], markersize=5.5, zorder=3,
                        markeredgewidth=1.5 if marker == "x" else 0.5, clip_on=False)  # fmt: skip
    ax.set_yticks(range(len(kinds)), [MARKS[kind][1] if kind in MARKS else kind.word for kind in kinds])
    ax.set_ylim(max(len(kinds), 1) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    if data is not None:
        for one in data.episodes:
            if one.event == Event.STAGE_ENTERED:
                ax.axvline(one.month, color=FAINT, linewidth=0.7, linestyle=":", zorder=1)
    heading(ax, "", _what_happened(data))
    how_many(ax, f"n = {plural(len(episodes), 'episode')}; dotted: a new stage")
    return ax


def _in_words(data: Story) -> str:
    """Say how long it lasted and how it ended."""
    if not data.ended:
        return f"still there in month {data.end}"
    last = next((one for one in reversed(data.episodes) if one.event == Event.ENDED), None)
    why = last.words.removeprefix("it ends").lstrip(",: ") if last is not None else ""
    return f"ended in month {data.end}{f' ({why})' if why else ''}"


def _what_happened(data: Story | None) -> str:
    if data is None or not data.episodes:
        return "nothing was written down"
    counts = {
        "failure": sum(one.event == Event.FAILURE for one in data.episodes),
        "recovery": sum(one.event == Event.RECOVERY for one in data.episodes),
        "breach": sum(one.event == Event.BREACH_DETECTED for one in data.episodes),
    }
    plurals = {"failure": "failures", "recovery": "recoveries", "breach": "breaches noticed"}
    singles = {"failure": "failure", "recovery": "recovery", "breach": "breach noticed"}
    return ", ".join(f"{n} {singles[name] if n == 1 else plurals[name]}" for name, n in counts.items())


def side_handles() -> list[Artist]:
    """Return what a legend needs to tell whose feeling, and whose episode, a sign is."""
    handles: list[Artist] = [Line2D([], [], label=side, **look) for side, look in SIDE_STYLES.items()]
    signs: dict[str, Any] = {"linestyle": "", "marker": "o", "markersize": 5}
    return [*handles, Line2D([], [], color=SIDE_COLOURS[Side.BOTH], label="both or neither", **signs)]
