"""The figures that every run gets, made from its results folder.

Another figure is one function from `Results` to a figure, and one line in `FIGURES`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.endings import cumulative_incidence
from sim.analysis.stages import LIVE_STAGES, occupancy, transition_matrix
from sim.analysis.survival import kaplan_meier, lifetimes
from sim.analysis.trajectories import low_and_high, plane, two_sided
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.occupancy import STACK, stage_occupancy
from sim.plots.plane import FEW, cooperation_competition, plane_handles, reach
from sim.plots.results import Results, read_results
from sim.plots.style import STYLE, Mark, legend_below, panels, stage_patches
from sim.plots.survival import cause_patches, causes_of_ending, survival_curves
from sim.plots.trajectories import side_handles, two_sided_trajectory
from sim.plots.transitions import stage_transitions

MEASURES = ("trust", "satisfaction", "commitment")


def occupancy_figure(results: Results) -> Figure:
    """Draw the relationships in each stage by month, one panel per arm."""
    figure, axes = _panel_per_arm(results, (3.5, 2.0))
    counts = {arm: occupancy(tables.steps) for arm, tables in results.arms.items()}
    top = max((float(data.count[:, 1:].sum(axis=1).max(initial=0)) for data in counts.values()), default=0.0)
    used: set[str] = set()
    for ax, (arm, data) in zip(axes, counts.items(), strict=True):
        stage_occupancy(data, ax, arm=arm, top=top or None, marks=results.arms[arm].marks)
        used.update(stage for stage, n in zip(LIVE_STAGES, data.count.sum(axis=0), strict=True) if n and stage in STACK)
    legend_below(figure, stage_patches(used))
    return figure


def trajectories_figure(results: Results) -> Figure:
    """Draw trust, satisfaction and commitment of both sides, one row per arm."""
    size, head = (2.75, 1.6), 0.56 if any(results.arms) else 0.36
    figure, axes = panels(_headline(results), max(len(results.arms), 1), len(MEASURES), size, head=head)
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


def plane_figure(results: Results) -> Figure:
    """Draw the paths on the cooperation–competition plane, one panel per arm."""
    figure, axes = _panel_per_arm(results, (3.4, 3.4), legend=2 if len(results.arms) == 1 else 1)
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


def survival_figure(results: Results) -> Figure:
    """Draw the survival curves of all arms with their intervals."""
    names = max((len(arm) for arm in results.arms), default=0)
    left, foot = 0.9 + 0.062 * names, 0.75 + 0.155 * len(results.arms)
    figure, (ax,) = panels(_headline(results), 1, 1, (6.2, 3.2), left=left, head=0.36, foot=foot, legend=0)
    survival_curves({arm: kaplan_meier(lifetimes(tables.dyads)) for arm, tables in results.arms.items()}, ax)
    return figure


def endings_figure(results: Results) -> Figure:
    """Draw what ends relationships by their age, one panel per arm."""
    figure, axes = _panel_per_arm(results, (3.5, 2.0))
    data = {arm: cumulative_incidence(lifetimes(tables.dyads)) for arm, tables in results.arms.items()}
    last = max((int(each.month[-1]) for each in data.values() if len(each.month)), default=1)
    for ax, (arm, each) in zip(axes, data.items(), strict=True):
        causes_of_ending(each, ax, arm=arm, last=last)
    legend_below(figure, cause_patches(cause for each in data.values() for cause in each.by_cause))
    return figure


def transitions_figure(results: Results) -> Figure:
    """Draw which stage leads to which, one panel per arm."""
    figure, axes = _panel_per_arm(results, (4.6, 2.3), left=0.2, legend=0)
    for ax, (arm, tables) in zip(axes, results.arms.items(), strict=True):
        stage_transitions(transition_matrix(tables.events), ax, arm=arm)
    return figure


FIGURES: dict[str, Callable[[Results], Figure]] = {
    "stage_occupancy": occupancy_figure,
    "trajectories": trajectories_figure,
    "plane": plane_figure,
    "survival": survival_figure,
    "endings": endings_figure,
    "stage_transitions": transitions_figure,
}
"""Every figure that can be made of a results folder, by the name of its file."""

OF_EVERY_RUN = ("stage_occupancy", "trajectories", "plane", "survival")


def figures_for_run(
    folder: Path, *, names: tuple[str, ...] = OF_EVERY_RUN, formats: tuple[str, ...] = ("png",), dpi: int = 150
) -> list[Path]:
    """Draw figures of a results folder into its ``figures/`` and return their paths.

    Parameters
    ----------
    folder : Path
        A results folder.
    names : tuple of str
        Keys of `FIGURES`.
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
        for name in names:
            figure = FIGURES[name](results)
            for suffix in formats:
                paths.append(place / f"{name}.{suffix}")
                undated: dict[str, Any] = {"metadata": {"Date": None}} if suffix == "svg" else {}
                figure.savefig(paths[-1], dpi=dpi, **undated)
    return paths


def _headline(results: Results) -> str:
    """Return the question, and what a reader must know of the run."""
    return results.title + (f" ({results.note})" if results.note else "")


def _panel_per_arm(results: Results, size: tuple[float, float], **room: Any) -> tuple[Figure, list[Axes]]:
    """Return a figure with one panel per arm, at most three in a row."""
    n = max(len(results.arms), 1)
    columns = n if n <= 3 else 2 if n == 4 else 3
    if n == 1:
        size = (1.5 * size[0], 1.2 * size[1]) if size[0] != size[1] else (1.3 * size[0], 1.3 * size[1])
    if not any(results.arms):
        room["head"] = 0.36
    figure, axes = panels(_headline(results), -(-n // columns), columns, size, **room)
    for spare in axes[len(results.arms) :]:
        spare.remove()
    return figure, axes[: len(results.arms)]
