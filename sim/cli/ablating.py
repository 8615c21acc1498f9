"""What ``dyads ablate`` switches off, and what it looks at: mechanisms at work in an arm, outcomes, paired runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from sim.errors import DyadsError

if TYPE_CHECKING:
    from sim.parameters import Parameters
    from sim.scenario import Arm, Claim, Intervention, Scenario


@dataclass(frozen=True)
class Mechanism:
    """A mechanism at work in an arm: the key that switches it off, its value here (or the last one) and its null."""

    key: str
    value: float
    null: float


@dataclass(frozen=True)
class World:
    """What holds in an arm from the first month, and what happens in it."""

    parameters: Parameters
    interventions: tuple[Intervention, ...]


def outcomes_of(scenario: Scenario, arm: Arm) -> list[Claim]:
    """Return one claim for each outcome that claims look at: those about this arm, or, where there is none, all.

    Raises
    ------
    DyadsError
        Where the scenario claims nothing.
    """
    if not scenario.claims:
        raise DyadsError(
            f"{scenario.name}: claims nothing; there is no outcome to look at",
            "  [[claim]] in the file states what theory expects",
        )
    here = [one for one in scenario.claims if arm.name in one.sides or one.sides[0] is None]
    found: dict[tuple[str, tuple[str, ...]], Claim] = {}
    for one in here or scenario.claims:
        found.setdefault((one.statistic, one.among), one)
    return list(found.values())


def mechanisms_away(scenario: Scenario, arm: Arm) -> dict[str, Mechanism]:
    """Return, by key, every parameter that has a null and stands away from it, from the beginning or a date on."""
    from sim.parameters import parameter_infos

    parameters = scenario.arm_parameters(arm)
    away = {}
    for info in parameter_infos():
        if info.null is None:
            continue
        dated = [one.set[info.key] for one in scenario.interventions_in(arm) if info.key in one.set]
        values = [float(value) for value in (_value(parameters, info.key), *dated) if value != info.null]
        if values:
            away[info.key] = Mechanism(info.key, values[-1], info.null)
    return away


def world_of(scenario: Scenario, arm: Arm, off: Mechanism | None = None) -> World:
    """Return what an arm is, or would be with a mechanism at its null from the first month to the last.

    Raises
    ------
    DyadsError, ValueError
        Where the rest of the arm makes no sense without the mechanism.
    """
    from sim.scenario import with_values

    parameters, interventions = scenario.arm_parameters(arm), scenario.interventions_in(arm)
    if off is None:
        return World(parameters, interventions)
    still = tuple(
        one.model_copy(update={"set": {**one.set, off.key: off.null}}) if off.key in one.set else one
        for one in interventions
    )
    return World(with_values(parameters, {off.key: off.null}), still)


def mechanisms_of(
    scenario: Scenario, arm: Arm, only: Sequence[str] = (), *, everything: bool = False
) -> list[Mechanism]:
    """Return the mechanisms that stand away from their null in an arm.

    Parameters
    ----------
    only : sequence of str
        Keys; empty for those that the scenario is about: parameters of the systems it shows, those that an arm sets,
        and those that stand elsewhere than usual.
    everything : bool
        All of them, whatever the scenario is about.

    Raises
    ------
    typer.BadParameter
        Where one of ``only`` is at its null, or unknown.
    DyadsError
        Where nothing that the scenario is about stands away from its null.
    """
    from sim.theory import SYSTEMS

    at_work = mechanisms_away(scenario, arm)
    if only:
        unknown = [key for key in only if key not in at_work]
        if unknown:
            raise typer.BadParameter(
                f"{', '.join(unknown)}: no mechanism at work in {scenario.name}, arm {arm.name}; "
                f"there are {', '.join(at_work)}",
                param_hint="--only",
            )
        return [at_work[key] for key in only]
    if everything:
        return list(at_work.values())
    about = {key for system in SYSTEMS if scenario.name in system.scenarios for key in system.parameters}
    about |= {key for one in scenario.arms for key in one.set}
    usual = type(scenario.arm_parameters(arm))()
    about |= {key for key in at_work if _value(usual, key) != at_work[key].value}
    found = [one for key, one in at_work.items() if key in about]
    if not found:
        raise DyadsError(
            f"{scenario.name}, arm {arm.name}: nothing that the scenario is about has a null away from which it stands",
            "  --all takes every parameter that has a null",
        )
    return found


def _value(parameters: Parameters, key: str) -> float:
    construct, name = key.split(".")
    return float(getattr(getattr(parameters, construct), name))


def with_and_without(
    scenario: Scenario,
    arm: Arm,
    outcomes: Sequence[Claim],
    worlds: Sequence[World],
    replicates: Sequence[int],
    progress: Callable[[int, int], None] | None = None,
) -> list[list[list[float]]]:
    """Play an arm in several worlds on the same luck.

    Parameters
    ----------
    outcomes : sequence of Claim
        What to look at.
    worlds : sequence of World
        The arm's own, and the same with something at its null.
    replicates : sequence of int
        Which repetitions; the same number is the same luck in every world, and in ``dyads check``.
    progress : callable, optional
        Called with (runs played, runs).

    Returns
    -------
    list of list of list of float
        By world, outcome and repetition; nan where a run does not have the outcome.
    """
    from sim.cli.judging import spread, statistics_of

    values = [[[float("nan")] * len(replicates) for _ in outcomes] for _ in worlds]

    def work(world: int, place: int) -> list[float]:
        return statistics_of(
            scenario, arm, replicates[place], worlds[world].parameters, outcomes, worlds[world].interventions
        )

    tasks = [(world, place) for place in range(len(replicates)) for world in range(len(worlds))]
    for done, ((world, place), found) in enumerate(spread(work, tasks), start=1):
        for at, value in enumerate(found):
            values[world][at][place] = value
        if progress is not None:
            progress(done, len(tasks))
    return values
