"""The figures that every run gets, made from its results folder.

Another figure is one function from `Results` to a figure, and one line in `FIGURES`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.endings import cumulative_incidence, hazard_by_age
from sim.analysis.stages import LIVE_STAGES, occupancy, transition_matrix
from sim.analysis.survival import kaplan_meier, lifetimes
from sim.analysis.tables import length
from sim.analysis.trajectories import at_once, low_and_high, plane, two_sided
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.arms import NARROW, headline, panel_per_arm, row_per_arm
from sim.plots.claimed import claimed_figure, courses
from sim.plots.gap import gap_figure
from sim.plots.lives import hazards
from sim.plots.network import network_figure
from sim.plots.occupancy import STACK, stage_occupancy
from sim.plots.plane import FEW, cooperation_competition, plane_handles, reach
from sim.plots.portfolio import portfolio_figure
from sim.plots.pyramid import pyramid_figure
from sim.plots.results import Results, read_results
from sim.plots.style import STYLE, Mark, arm_style, legend_below, panels, stage_patches
from sim.plots.survival import cause_patches, causes_of_ending, survival_curves
from sim.plots.timeline import timeline_figure
from sim.plots.trajectories import side_handles, two_sided_trajectory
from sim.plots.transitions import stage_transitions
from sim.plots.types import types_figure

MEASURES = ("trust", "satisfaction", "commitment")


def occupancy_figure(results: Results, columns: int = 3) -> Figure:
    """Draw the relationships in each stage by month, one panel per arm."""
    figure, axes = panel_per_arm(results, columns, (3.5, 2.0))
    counts = {arm: occupancy(tables.steps) for arm, tables in results.arms.items()}
    top = max((float(data.count[:, 1:].sum(axis=1).max(initial=0)) for data in counts.values()), default=0.0)
    used: set[str] = set()
    for ax, (arm, data) in zip(axes, counts.items(), strict=True):
        stage_occupancy(data, ax, arm=arm, top=top or None, marks=results.arms[arm].marks)
        used.update(stage for stage, n in zip(LIVE_STAGES, data.count.sum(axis=0), strict=True) if n and stage in STACK)
    legend_below(figure, stage_patches(used))
    return figure


def trajectories_figure(results: Results, columns: int = 3) -> Figure:
    """Draw trust, satisfaction and commitment of both sides, one row per arm."""
    figure, axes = row_per_arm(results, len(MEASURES), columns, (2.75, 1.6))
    many = ended = False
    used: set[str] = set()
    for row, (arm, tables) in enumerate(results.arms.items()):
        for column, measure in enumerate(MEASURES):
            data = two_sided(tables.paths, measure)
            marks = [Mark(mark.month, mark.label if column == 0 else "") for mark in tables.marks]
            ax = axes[row * len(MEASURES) + column]
            two_sided_trajectory(data, ax, arm=arm if column == 0 else "", last=results.months, marks=marks)
            many, ended = many or bool(data.bands and data.n), ended or any(life.ended for life in data.lives)
            used.update(STAGE_WORDS[code] for life in data.lives for code in np.unique(life.stage))
    legend_below(figure, [*side_handles(many=many, ended=ended), *stage_patches(used)])
    return figure


def plane_figure(results: Results, columns: int = 3) -> Figure:
    """Draw the paths on the cooperation–competition plane, one panel per arm."""
    figure, axes = panel_per_arm(results, columns, (3.4, 3.4))
    split = low_and_high([tables.paths for tables in results.arms.values()])
    planes = {arm: plane(tables.paths) for arm, tables in results.arms.items()}
    top = reach(planes.values())
    many = few = False
    used: set[str] = set()
    for ax, (arm, data) in zip(axes, planes.items(), strict=True):
        cooperation_competition(data, ax, arm=arm, split=split, top=top)
        used.update(STAGE_WORDS[code] for life in data.lives for code in np.unique(life.stage))
        many, few = many or len(data.lives) > FEW, few or 0 < len(data.lives) <= FEW
    legend_below(figure, [*stage_patches(used), *plane_handles(few=few, many=many)])
    return figure


def survival_figure(results: Results, columns: int = 3) -> Figure:
    """Draw the survival curves of all arms with their intervals."""
    names = max((len(arm) for arm in results.arms), default=0)
    left, foot = 0.9 + 0.062 * names, 0.75 + 0.155 * len(results.arms)
    wide, least = ((6.2, 3.2), 5.5) if columns > 1 else ((NARROW - left - 0.16, 2.6), NARROW)
    figure, (ax,) = panels(headline(results), 1, 1, wide, left=left, head=0.36, foot=foot, least=least)
    survival_curves({arm: kaplan_meier(lifetimes(tables.dyads)) for arm, tables in results.arms.items()}, ax)
    return figure


def endings_figure(results: Results, columns: int = 3) -> Figure:
    """Draw what ends relationships by their age, one panel per arm."""
    figure, axes = panel_per_arm(results, columns, (3.5, 2.0))
    data = {arm: cumulative_incidence(lifetimes(tables.dyads)) for arm, tables in results.arms.items()}
    last = max((int(each.month[-1]) for each in data.values() if len(each.month)), default=1)
    for ax, (arm, each) in zip(axes, data.items(), strict=True):
        causes_of_ending(each, ax, arm=arm, last=last)
    legend_below(figure, cause_patches(cause for each in data.values() for cause in each.by_cause))
    return figure


def hazard_figure(results: Results, columns: int = 3) -> Figure:
    """Draw how likely the next month is the last one, by age, all arms in one panel."""
    size, least = ((6.2, 2.8), 5.5) if columns > 1 else ((NARROW - 0.86, 2.4), NARROW)
    figure, (ax,) = panels(headline(results), 1, 1, size, left=0.7, head=0.36, least=least)
    hazards({arm: hazard_by_age(lifetimes(tables.dyads)) for arm, tables in results.arms.items()}, ax)
    legend_below(figure, [Line2D([], [], label=arm, **arm_style(at)) for at, arm in enumerate(results.arms) if arm])
    return figure


def transitions_figure(results: Results, columns: int = 3) -> Figure:
    """Draw which stage leads to which, one panel per arm."""
    figure, axes = panel_per_arm(results, columns, (4.6, 2.3), left=0.2)
    for ax, (arm, tables) in zip(axes, results.arms.items(), strict=True):
        stage_transitions(transition_matrix(tables.events), ax, arm=arm)
    return figure


FIGURES: dict[str, Callable[..., Figure]] = {
    "stage_occupancy": occupancy_figure,
    "trajectories": trajectories_figure,
    "plane": plane_figure,
    "survival": survival_figure,
    "endings": endings_figure,
    "hazard": hazard_figure,
    "stage_transitions": transitions_figure,
    "types": types_figure,
    "portfolio": portfolio_figure,
    "pyramid": pyramid_figure,
    "perception_gap": gap_figure,
    "network": network_figure,
    "timeline": timeline_figure,
    "claimed": claimed_figure,
}
"""Every figure that can be made of a results folder, by the name of its file."""

OF_ONE_RELATIONSHIP = ("trajectories", "plane", "timeline", "stage_occupancy")
OF_MANY = ("stage_occupancy", "trajectories", "plane", "survival", "network")
"""What every run gets unasked, as it suits the world."""


def figures_of(results: Results) -> tuple[str, ...]:
    """Return the names of the figures that a run gets unasked: a world of one relationship at a time gets its story."""
    alone = all(at_once(tables.paths) <= 1 for tables in results.arms.values())
    if alone and any(length(tables.paths) for tables in results.arms.values()):
        return OF_ONE_RELATIONSHIP
    return ("claimed", *OF_MANY) if courses(results, results.claims) else OF_MANY


def figures_for_run(
    folder: Path, *, names: tuple[str, ...] | None = None, formats: tuple[str, ...] = ("png",), dpi: int = 150
) -> list[Path]:
    """Draw figures of a results folder into its ``figures/`` and return their paths.

    Parameters
    ----------
    folder : Path
        A results folder.
    names : tuple of str, optional
        Keys of `FIGURES`; those that suit the world unless stated.
    formats : tuple of str
        ``png``, ``svg``, ``pdf``.
    dpi : int
        Dots per inch of PNG.

    Raises
    ------
    ResultsFolderError
        The folder holds no results of ours.
    """
    results = read_results(folder)
    place = folder / "figures"
    place.mkdir(exist_ok=True)
    paths = []
    with rc_context(STYLE):
        for name in names or figures_of(results):
            figure = FIGURES[name](results)
            for suffix in formats:
                paths.append(place / f"{name}.{suffix}")
                undated: dict[str, Any] = {"metadata": {"Date": None}} if suffix == "svg" else {}
                figure.savefig(paths[-1], dpi=dpi, **undated)
    return paths
