"""The timeline of one relationship: what both sides felt and received, and the episodes of its life."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.episodes import Episode, Story, most_eventful, story_of
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
MARKS: dict[Event, tuple[str, str, str]] = {
    Event.FORMED: ("o", "agreement", "agreement"),
    Event.CONTACT: ("o", "contact", "dialogue"),
    Event.PITCH: ("s", "contact", "sales pitch"),
    Event.VISIT: ("^", "contact", "state visit"),
    Event.DEPARTURE: ("<", "contact person leaves", "contact person leaves"),
    Event.FAILURE: ("x", "delivery failed", "delivery failed"),
    Event.RECOVERY: ("P", "recovery", "recovery"),
    Event.BREACH_DETECTED: ("v", "breach noticed", "breach noticed"),
    Event.REVIEW: ("D", "review", "review"),
    Event.MANDATORY_REVIEW: ("d", "review", "mandatory review"),
    Event.REVIEW_KEEP: ("o", "review", "review: keep"),
    Event.REVIEW_ADJUST: ("s", "review", "review: adjust"),
    Event.REVIEW_GROW: ("^", "review", "review: grow"),
    Event.REVIEW_END: ("v", "review", "review: end"),
    Event.CELEBRATION: ("*", "celebration", "celebration"),
    Event.ENDED: ("X", "end", "end"),
}
"""Event → its marker, its row, and its own name; rows stand in this order, from the top."""
DECISIONS = (Event.REVIEW_KEEP, Event.REVIEW_ADJUST, Event.REVIEW_GROW, Event.REVIEW_END)
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
        Whose life; the one with most to tell in any arm unless stated.
    """
    runs = {arm: one_run(tables) for arm, tables in results.arms.items()}
    telling: list[str] = []
    if dyad is None:
        dyad, telling = most_eventful({arm: (t.paths, t.events, t.dyads) for arm, t in runs.items()})
    stories = {arm: None if dyad is None else story_of(dyad, t.paths, t.events, t.dyads) for arm, t in runs.items()}
    told = {arm: story for arm, story in stories.items() if story is not None}
    # The reference, if it tells of the two at all, and beside it the arms that tell most.
    wanted = dict.fromkeys([*list(told)[:1], *(telling or told)])
    chosen = [arm for at, arm in enumerate(wanted) if all(differ(told[arm], told[one]) for one in list(wanted)[:at])]
    chosen = chosen[:MOST_ARMS]
    shown: dict[str, Story | None] = {arm: story for arm, story in told.items() if arm in chosen}
    shown = shown or {next(iter(runs), ""): None}
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
    signs = [one for story in shown.values() for one in shown_of(story)]
    names = next((story.names for story in shown.values() if story is not None), ("buyer", "seller"))
    legend_below(figure, [*side_handles(names), *sign_handles(signs), *stage_patches(used)])
    return figure


def differ(one: Story, other: Story) -> bool:
    """Return whether two worlds tell two stories of the same pair."""
    return (one.start, one.end, one.episodes) != (other.start, other.end, other.episodes)


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
    episodes = shown_of(data)
    rows = rows_of(episodes)
    for row, kinds in enumerate(rows.values()):
        ax.axhline(row, color="#E3E3E3", linewidth=0.7, zorder=1)
        for one in episodes:
            if one.event in kinds:
                marker = MARKS[one.event][0]
                aside = {Side.BUYER: -0.16, Side.SELLER: 0.16}.get(one.side, 0.0)
                ax.plot(one.month, row + aside, marker, color=SIDE_COLOURS[one.side], zorder=3,
                        markersize=8.0 if marker == "*" else 5.5, markeredgewidth=1.5 if marker == "x" else 0.5,
                        clip_on=False)  # fmt: skip
    names = [row if len(kinds) > 1 else MARKS[next(iter(kinds))][2] for row, kinds in rows.items()]
    ax.set_yticks(range(len(rows)), names)
    ax.set_ylim(max(len(rows), 1) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    if data is not None:
        for one in data.episodes:
            if one.event == Event.STAGE_ENTERED:
                ax.axvline(one.month, color=FAINT, linewidth=0.7, linestyle=":", zorder=1)
    heading(ax, "", _what_happened(data))
    how_many(ax, f"n = {plural(len(episodes), 'episode')}; dotted: a new stage")
    return ax


def shown_of(data: Story | None) -> list[Episode]:
    """Return the episodes that have a sign of their own: all but new stages, which are lines."""
    if data is None:
        return []
    decided = {one.month for one in data.episodes if one.event in DECISIONS}
    # A review that decides something is one review, not two.
    there = [one for one in data.episodes if one.event != Event.REVIEW or one.month not in decided]
    return [one for one in there if one.event in MARKS]


def rows_of(episodes: list[Episode]) -> dict[str, set[Event]]:
    """Return the rows that these episodes need, from the top, and the kinds in each."""
    rows: dict[str, set[Event]] = {}
    for kind, (_, row, _) in MARKS.items():
        if any(one.event == kind for one in episodes):
            rows.setdefault(row, set()).add(kind)
    return rows


def sign_handles(episodes: list[Episode]) -> list[Artist]:
    """Return what a legend needs where a row has several kinds of sign."""
    mixed = {kind for kinds in rows_of(episodes).values() if len(kinds) > 1 for kind in kinds}
    signs: dict[str, Any] = {"linestyle": "", "markersize": 5, "color": FAINT}
    return [
        Line2D([], [], marker=marker, label=name, **signs) for kind, (marker, _, name) in MARKS.items() if kind in mixed
    ]


def _in_words(data: Story) -> str:
    """Say how long it lasted and how it ended."""
    if not data.ended:
        return f"still there in month {data.end}"
    last = next((one for one in reversed(data.episodes) if one.event == Event.ENDED), None)
    why = last.words.removeprefix("it ends").lstrip(",: ") if last is not None else ""
    return f"ended in month {data.end}{f' ({why})' if why else ''}"


COUNTED = {
    "dialogue": (Event.CONTACT,),
    "state visit": (Event.VISIT,),
    "sales pitch": (Event.PITCH,),
    "failure": (Event.FAILURE,),
    "recovery": (Event.RECOVERY,),
    "breach noticed": (Event.BREACH_DETECTED,),
    "celebration": (Event.CELEBRATION,),
}
"""What the heading counts; failures, recoveries and breaches also where there are none."""
PLURALS = {
    "sales pitch": "sales pitches",
    "recovery": "recoveries",
    "breach noticed": "breaches noticed",
}  # fmt: skip
ALWAYS = ("failure", "recovery", "breach noticed")


def _what_happened(data: Story | None) -> str:
    if data is None or not data.episodes:
        return "nothing was written down"
    counts = {name: sum(one.event in kinds for one in data.episodes) for name, kinds in COUNTED.items()}
    told = {name: n for name, n in counts.items() if n or name in ALWAYS}
    return ", ".join(f"{n} {name if n == 1 else PLURALS.get(name, f'{name}s')}" for name, n in told.items())


def side_handles(names: tuple[str, str] = ("buyer", "seller")) -> list[Artist]:
    """Return what a legend needs to tell whose feeling, and whose episode, a sign is."""
    looks = zip(names, SIDE_STYLES.values(), strict=True)
    handles: list[Artist] = [Line2D([], [], label=side, **look) for side, look in looks]
    signs: dict[str, Any] = {"linestyle": "", "marker": "o", "markersize": 5}
    received = Line2D([], [], color=FAINT, label="delivery received", linestyle="", marker=".", markersize=4)
    return [*handles, Line2D([], [], color=SIDE_COLOURS[Side.BOTH], label="both or neither", **signs), received]
