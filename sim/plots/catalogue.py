"""Every figure by name: what it shows, what it is made of, and how it is made from a results folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from matplotlib import rc_context
from matplotlib.figure import Figure

from sim.analysis.bands import run_bands
from sim.analysis.effects import effects, levels_of
from sim.analysis.points import points_of
from sim.analysis.sensitivity import method_for, sensitivity
from sim.analysis.studies import Study, metrics_of, outcomes
from sim.analysis.usual import usual_key, usual_metrics
from sim.errors import DyadsError
from sim.plots.effects import bands_figure, effects_figure
from sim.plots.results import Results
from sim.plots.run_figures import FIGURES
from sim.plots.sensitivity import sensitivity_figure
from sim.plots.style import STYLE

MOST_LEVELS = 24


@dataclass(frozen=True)
class Picture:
    """One figure.

    Attributes
    ----------
    name : str
        Also that of its file.
    shows : str
        In a sentence.
    of : {"worlds", "runs", "design"}
        What it takes: any results; several runs of several arms or values; a design over factors.
    """

    name: str
    shows: str
    of: Literal["worlds", "runs", "design"] = "worlds"


CATALOGUE: dict[str, Picture] = {
    one.name: one
    for one in (
        Picture("stage_occupancy", "How many relationships are in each stage, month by month"),
        Picture("trajectories", "Trust, satisfaction and commitment of both sides over time"),
        Picture("plane", "Paths through the plane of cooperation and competition, coloured by stage"),
        Picture("survival", "Which share of relationships outlives each age"),
        Picture("endings", "What ends relationships, by their age"),
        Picture("hazard", "How likely the next month is the last, by age"),
        Picture("stage_transitions", "Which stage leads to which, and how often"),
        Picture("types", "Which types of relationship there are over time, in two typologies"),
        Picture("portfolio", "The portfolio at the end by stage: how many, how old, how trusting"),
        Picture("pyramid", "The customer pyramid: A, B and C customers by value, what they buy and what time they get"),
        Picture("perception_gap", "How differently the two sides see their relationship"),
        Picture("network", "Who deals with whom: edges as wide as trust, coloured by stage"),
        Picture("timeline", "The life of one relationship, with its episodes"),
        Picture("claimed", "What the scenario makes claims about, month by month, in the arms that it compares"),
        Picture("differences", "What each arm, or value of a factor, changes on the same luck, with intervals", "runs"),
        Picture("bands", "Metrics over time, over the runs of each arm or value", "runs"),
        Picture("sensitivity", "How much each factor decides the outcomes", "design"),
    )
}


def comparison_figure(study: Study, key: str, metrics: Sequence[str], columns: int = 3, title: str = "") -> Figure:
    """Draw how the levels of a key differ from the first, with 95 % intervals over pairs of runs.

    Raises
    ------
    DyadsError
        There is nothing to compare, or more than can be told apart.
    """
    levels = levels_of(study, key)
    if not 2 <= len(levels) <= MOST_LEVELS:
        raise DyadsError(f"{study.folder}: {key} has {len(levels):,} values; 2 to {MOST_LEVELS} can be compared")
    found = effects(study, outcomes(study, metrics), key, levels)
    return effects_figure(found, title, levels, key, columns=columns)


def course_figure(study: Study, key: str, metrics: Sequence[str], columns: int = 3, title: str = "") -> Figure:
    """Draw the metrics of the table of steps over the months, a line per level.

    Raises
    ------
    DyadsError
        None of the metrics is told month by month.
    """
    kept = [name for name in metrics if name in metrics_of(study)]
    if not kept:
        raise DyadsError(f"{study.folder}: none of {', '.join(metrics)} is told month by month")
    bands = {name: run_bands(study, name, key) for name in kept}
    return bands_figure(bands, title, levels_of(study, key), columns=columns)


def decisive_figure(study: Study, metrics: Sequence[str], columns: int = 2, title: str = "") -> Figure:
    """Draw how much each factor decides the metrics, by the method that the design was made for.

    Raises
    ------
    DyadsError
        Nothing was varied, or every metric is the same at all points.
    """
    design: dict[str, Any] = study.scenario.get("design") or {}
    points = points_of(study, outcomes(study, metrics), study.arms[0])
    method = method_for(str(design.get("kind", "none")))
    found, refused = [], []
    for name in points.y:
        try:
            found.append(
                sensitivity(points, name, method, base=int(design.get("n") or 0), levels=int(design.get("levels") or 4))
            )
        except DyadsError as error:
            refused.append(error)
    if not found:
        raise refused[0]
    return sensitivity_figure(found, title, columns=columns)


def pictures_for(study: Study) -> tuple[str, ...]:
    """Return the names of the figures that a study can be drawn as."""
    several = usual_key(study) is not None and len(study.runs["run"]) > len(study.arms)
    kinds = {"worlds", *(["runs"] if several else []), *(["design"] if study.factors else [])}
    return tuple(name for name, one in CATALOGUE.items() if one.of in kinds)


def make(
    name: str,
    results: Callable[[], Results],
    study: Callable[[], Study],
    *,
    columns: int = 3,
    key: str | None = None,
    metrics: Sequence[str] = (),
    title: str | None = None,
) -> Figure:
    """Make a figure.

    Parameters
    ----------
    name : str
        A key of `CATALOGUE`.
    results, study : callable
        Read the folder, once, where the figure needs it so.
    columns : int
        Most panels beside one another; 1 makes a figure for a phone.
    key : str, optional
        What the figures of several runs compare: ``arm`` or a factor.
    metrics : sequence of str, optional
        What they show.
    title : str, optional
        Instead of the question.

    Raises
    ------
    DyadsError
        The study does not have what the figure needs.
    """
    of = CATALOGUE[name].of
    with rc_context(STYLE):
        if of == "worlds":
            found = results()
            if title is not None:
                found = Results(title, found.arms, found.months, found.note if title else "")
            return FIGURES[name](found, columns)
        read = study()
        words = str(read.scenario.get("question") or read.name) if title is None else title
        names = tuple(metrics) or usual_metrics(read)
        if of == "design":
            return decisive_figure(read, names, columns, words)
        by = key or usual_key(read)
        if by is None:
            raise DyadsError(
                f"{read.folder}: {len(read.factors)} factors were varied; say which"
                if read.factors
                else f"{read.folder}: one arm and no factor: there is nothing to compare",
                f"  --by {' | '.join(read.factors)}" if read.factors else "  dyads sweep    varies something",
            )
        drawn = comparison_figure if name == "differences" else course_figure
        return drawn(read, by, names, columns, words)


def save(figure: Figure, path: Path, dpi: int = 150) -> None:
    """Save a figure by the ending of its name; the same figure gives the same bytes."""
    undated: dict[str, Any] = {
        ".svg": {"metadata": {"Date": None}},
        ".pdf": {"metadata": {"CreationDate": None}},
    }.get(path.suffix, {})
    with rc_context(STYLE):
        figure.savefig(path, dpi=dpi, **undated)


def in_words(figure: Figure) -> str:
    """Return what the panels of a figure say, for those who cannot see it."""
    told = []
    for ax in figure.axes:
        point = ax.get_title(loc="left") or ax.get_title()
        arm = next((text.get_text() for text in ax.texts if text.get_fontweight() == "bold"), "")
        if point:
            told.append(f"{arm}: {point}" if arm else point)
    return "; ".join(told)
