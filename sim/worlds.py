"""Worlds played in memory and looked at together: what a notebook asks for, in a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.analysis.bands import MIDDLE, RunBands
from sim.analysis.comparison import paired_difference
from sim.analysis.effects import Effect, replications_for
from sim.analysis.statistics import statistic
from sim.analysis.tables import Table, split
from sim.plots.effects import bands_figure, effects_figure
from sim.plots.results import TABLES, ArmTables, Results, marks_of
from sim.plots.run_figures import FIGURES
from sim.plots.style import STYLE, Mark

if TYPE_CHECKING:
    from sim.engine import RunResult
    from sim.portfolio import Portfolio
    from sim.scenario import Scenario

Floats = NDArray[np.float64]


def with_arms(scenario: Scenario, arms: Mapping[str, Mapping[str, float]], *, question: str = "") -> Scenario:
    """Return the scenario with other worlds to compare; its claims and lesson, which speak of the old ones, go.

    Parameters
    ----------
    scenario : Scenario
        Interventions that happen in some of its arms only are left out too.
    arms : mapping
        Name of each world → the parameters that differ in it: ``{"usual": {}, "quick": {"trust.gain": 0.14}}``.
    question : str
        What they are compared for; the scenario's own question unless stated.

    Raises
    ------
    pydantic.ValidationError
        A name is no name, or a parameter is unknown or out of range.
    """
    said = scenario.resolved()
    kept = [one for one in said["intervention"] if one.get("arms") is None]
    worlds = [{"name": name, "set": dict(values)} for name, values in arms.items()]
    said |= {"arm": worlds, "intervention": kept, "claim": [], "lesson": None}
    return type(scenario).model_validate({**said, "question": question or scenario.question})


def play_arms(
    scenario: Scenario, arms: Sequence[str] = (), *, repetitions: int = 1, portfolio: Portfolio | None = None
) -> Results:
    """Play arms of a scenario in this process; they share the luck of a repetition.

    Parameters
    ----------
    scenario : Scenario
        From `sim.load`.
    arms : sequence of str, optional
        Names of arms, in the order in which figures show them; all unless stated.
    repetitions : int, at least 1
        The first has the scenario's own seed.
    portfolio : Portfolio, optional
        Existing relationships to start from.

    Raises
    ------
    KeyError
        There is no such arm.
    """
    from sim.engine import play  # the compiler, which drawing does without
    from sim.engine.replications import replicate_seed

    chosen = [scenario.arm(name) for name in arms] or list(scenario.arms)
    runs = {
        arm.name: [
            play(
                scenario.arm_parameters(arm),
                months=scenario.run.months,
                seed=replicate_seed(scenario.run.seed, repetition),
                interventions=scenario.interventions_in(arm),
                outputs=scenario.outputs,
                portfolio=portfolio,
                organisations=scenario.organisations,
                links=scenario.links,
            )
            for repetition in range(repetitions)
        ]
        for arm in chosen
    }
    marks = {arm.name: marks_of(scenario.resolved(), arm.name) for arm in chosen}
    return side_by_side(runs, title=scenario.question, marks=marks)


def side_by_side(
    runs: Mapping[str, RunResult | Sequence[RunResult] | Results],
    *,
    title: str = "",
    marks: Mapping[str, Sequence[Mark]] | None = None,
) -> Results:
    """Return runs as worlds that figures can show beside one another.

    Parameters
    ----------
    runs : mapping
        Name of a world → its run, its repetitions (in the same order of luck in every world), or the first world of
        results that are there already.
    title : str
        The question.
    marks : mapping, optional
        Name of a world → what was done when.
    """
    worlds, months = {}, 0
    for name, found in runs.items():
        if isinstance(found, Results):
            worlds[name], last = next(iter(found.arms.values())), found.months
        else:
            repeated = found if isinstance(found, Sequence) else [found]
            tables = {table: _joined([getattr(run, table) for run in repeated]) for table in TABLES}
            worlds[name], last = ArmTables(**tables, marks=tuple((marks or {}).get(name, ()))), repeated[0].months
        months = max(months, last)
    return Results(title, worlds, months)


def _joined(tables: Sequence[Table]) -> Table:
    """Return the tables of repetitions as one, with a column that tells them apart."""
    numbers = [np.full(len(table["month" if "month" in table else "dyad"]), at) for at, table in enumerate(tables)]
    joined = {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}
    return {"run": np.concatenate(numbers), **joined}


def values_of(results: Results, name: str, *, among: Sequence[str] = (), burn_in: int = 0) -> dict[str, Floats]:
    """Return world → a statistic in each of its repetitions; nan where a repetition does not have it.

    Parameters
    ----------
    results : Results
        Of `play_arms` or `side_by_side`.
    name : str
        As in a claim: ``survival_60``, ``mean_trust_after_36``.
    among : sequence of str
        Only these relationships: ``start``, ``stayers_36`` and the like.
    burn_in : int, months
        First months that a mean over months leaves out.

    Raises
    ------
    ValueError
        When nothing is called so.
    """
    found = {}
    for world, tables in results.arms.items():
        steps, events, dyads = (split(table, "run") for table in (tables.steps, tables.events, tables.dyads))
        found[world] = np.array(
            [
                statistic(name, steps[run], events.get(run, _nothing(tables.events)),
                          dyads.get(run, _nothing(tables.dyads)), results.months, among=among, burn_in=burn_in)
                for run in steps
            ]
        )  # fmt: skip
    return found


def _nothing(table: Table) -> Table:
    return {name: column[:0] for name, column in table.items()}


def draw(results: Results, figure: str, *, columns: int = 3) -> Figure:
    """Draw one of the figures in `FIGURES`, every world beside the others.

    Raises
    ------
    KeyError
        No figure is called so.
    """
    with rc_context(STYLE):
        return FIGURES[figure](results, columns)


def draw_differences(results: Results, metrics: Sequence[str], *, among: Sequence[str] = ()) -> Figure:
    """Draw what each world changes against the first, on the same luck, with 95 % intervals over repetitions."""
    reference, *others = results.arms
    effects = []
    for metric in metrics:
        values = values_of(results, metric, among=among)
        for other in others:
            gap = paired_difference(values[other], values[reference])
            both = ~(np.isnan(values[other]) | np.isnan(values[reference]))
            mean, base = (float(values[world][both].mean()) if gap.n else np.nan for world in (other, reference))
            effects.append(Effect(metric, other, reference, mean, base, gap, int((~both).sum()), replications_for(gap)))
    with rc_context(STYLE):
        return effects_figure(effects, results.title, list(results.arms))


def draw_months(results: Results, metrics: Sequence[str], *, columns: int = 3) -> Figure:
    """Draw metrics over the months: the median over repetitions of each world, and the middle 80 % of them."""
    bands: dict[str, dict[object, RunBands]] = {metric: {} for metric in metrics}
    for metric, worlds in bands.items():
        for world, tables in results.arms.items():
            months, place = np.unique(tables.steps["month"], return_inverse=True)
            values = [tables.steps[metric][place == at] for at in range(len(months))]
            low, median, high = np.array([_quantiles(each) for each in values]).T
            worlds[world] = RunBands(months, low, median, high, max(len(each) for each in values))
    with rc_context(STYLE):
        return bands_figure(bands, results.title, list(results.arms), columns=columns)


def _quantiles(values: Floats) -> Floats:
    known = values[~np.isnan(values)]
    return np.quantile(known, MIDDLE) if len(known) else np.full(len(MIDDLE), np.nan)
