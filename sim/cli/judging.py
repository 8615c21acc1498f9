"""Repeating a scenario and judging what it claims, in this process and on shared luck."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sim.errors import DyadsError, ModelRaised

if TYPE_CHECKING:
    from sim.analysis.verdict import Verdict
    from sim.parameters import Parameters
    from sim.scenario import Arm, Claim, Intervention, Scenario

Progress = Callable[[int, int], None]
Task = TypeVar("Task", bound=tuple[Any, ...])
Found = TypeVar("Found")


@dataclass(frozen=True)
class Judged:
    """A scenario's claims and their verdicts.

    Attributes
    ----------
    scenario : Scenario
    seeds : int
        Repetitions of each arm.
    verdicts : list of (Claim, Verdict)
        In the order of the file.
    """

    scenario: Scenario
    seeds: int
    verdicts: list[tuple[Claim, Verdict]]

    @property
    def holding(self) -> int:
        """How many claims hold."""
        return sum(verdict.holds for _, verdict in self.verdicts)


def arms_claimed(scenario: Scenario) -> list[Arm]:
    """Return the arms of which a scenario claims something, in its order."""
    named = {side for claim in scenario.claims for side in claim.sides if side is not None}
    if any(claim.sides[0] is None for claim in scenario.claims):
        named.add(scenario.arms[0].name)
    return [arm for arm in scenario.arms if arm.name in named]


def judged(scenario: Scenario, seeds: int, progress: Progress) -> Judged:
    """Play every claimed arm with the same seeds and judge the claims.

    Parameters
    ----------
    scenario : Scenario
        With at least one claim.
    seeds : int
        Repetitions of each arm, ≥ 1.
    progress : callable
        Called with (runs played, runs).

    Raises
    ------
    ModelRaised
        With the command that replays the run.
    """
    from sim.analysis.verdict import judge

    arms = arms_claimed(scenario)
    order = [arm for arm in scenario.arms if arm in arms]
    values: list[dict[str, list[float]]] = [
        {arm.name: [float("nan")] * seeds for arm in order} for _ in scenario.claims
    ]
    tasks = [(arm, replicate) for replicate in range(seeds) for arm in order]
    for done, ((arm, replicate), found) in enumerate(spread(partial(_values, scenario), tasks), start=1):
        for place, value in enumerate(found):
            values[place][arm.name][replicate] = value
        progress(done, len(tasks))
    verdicts = [(claim, judge(claim, by_arm)) for claim, by_arm in zip(scenario.claims, values, strict=True)]
    return Judged(scenario, seeds, verdicts)


def spread(work: Callable[..., Found], tasks: Sequence[Task]) -> Iterator[tuple[Task, Found]]:
    """Do tasks, a few at a time (compiled code leaves other threads alone), and hand over each when it is done."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    waiting = iter(tasks)
    pool = ThreadPoolExecutor(cores)
    running: dict[Future[Found], Task] = {}
    try:
        while True:
            while len(running) < 2 * cores and (task := next(waiting, None)) is not None:
                running[pool.submit(work, *task)] = task
            if not running:
                return
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield running.pop(future), future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _values(scenario: Scenario, arm: Arm, replicate: int) -> list[float]:
    """Play one run and return each claim's statistic in it; nan for claims about other arms."""
    about = [arm.name in _of(claim, scenario) for claim in scenario.claims]
    found = statistics_of(scenario, arm, replicate, scenario.arm_parameters(arm), scenario.claims)
    return [value if concerned else float("nan") for value, concerned in zip(found, about, strict=True)]


def statistics_of(
    scenario: Scenario,
    arm: Arm,
    replicate: int,
    parameters: Parameters,
    claims: Sequence[Claim],
    interventions: Sequence[Intervention] | None = None,
) -> list[float]:
    """Play one run of an arm with these parameters, and its own interventions or these; return what claims look at.

    Raises
    ------
    ModelRaised
        With the command that replays the run.
    """
    from sim import engine
    from sim.analysis.statistics import statistic
    from sim.engine.replications import replicate_seed

    seed = replicate_seed(scenario.run.seed, replicate)
    outputs = scenario.outputs.model_copy(
        update={"metrics": "all", "every": 1, "events": True, "dyads": True, "paths": 0, "network_every": 0}
    )
    try:
        run = engine.play(
            parameters,
            months=scenario.run.months,
            seed=seed,
            interventions=scenario.interventions_in(arm) if interventions is None else interventions,
            outputs=outputs,
            organisations=scenario.organisations,
            links=scenario.links,
        )
    except DyadsError:
        raise
    except Exception as fault:
        raise ModelRaised(
            f"the model raised in arm {arm.name} of {scenario.name}: {type(fault).__name__}: {fault}",
            f"  dyads run {scenario.name} --seed {seed} -v    replays it",
        ) from fault
    return [
        statistic(
            claim.statistic,
            run.steps,
            run.events,
            run.dyads,
            run.months,
            among=claim.among,
            burn_in=scenario.run.burn_in,
        )
        for claim in claims
    ]


def _of(claim: Claim, scenario: Scenario) -> tuple[Any, ...]:
    """Return the names of the arms that a claim is about."""
    first, second = claim.sides
    return (first or scenario.arms[0].name, second)
