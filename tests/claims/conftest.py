"""Scenarios played many times on paired luck, and their claims judged as the product judges them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from sim.analysis.statistics import statistic
from sim.analysis.verdict import Verdict, judge
from sim.engine import RunResult, play
from sim.engine.replications import replicate_seed
from sim.scenario import Claim, Scenario, load
from sim.scenario.schema import with_values


@cache
def scenario(name: str) -> Scenario:
    """Return a shipped scenario."""
    return load(name)


@cache
def runs(
    name: str, arm: str, replications: int, changed: tuple[tuple[str, float], ...] = (), without: tuple[str, ...] = ()
) -> tuple[RunResult, ...]:
    """Play an arm on the seeds of so many repetitions.

    Parameters
    ----------
    changed : pairs of key and value
        Parameters that differ from the scenario's, in every arm.
    without : actions
        Interventions that do not happen.
    """
    plan = scenario(name)
    parameters = with_values(plan.arm_parameters(plan.arm(arm)), dict(changed))
    interventions = tuple(
        item for item in plan.interventions if (item.arms is None or arm in item.arms) and item.action not in without
    )

    def run(replicate: int) -> RunResult:
        return play(
            parameters,
            months=plan.run.months,
            seed=replicate_seed(plan.run.seed, replicate),
            interventions=interventions,
            organisations=plan.organisations,
            links=plan.links,
            outputs=plan.outputs.model_copy(update={"paths": 0, "network_every": 0}),
        )

    with ThreadPoolExecutor(2) as pool:  # compiled code leaves the other thread alone
        return tuple(pool.map(run, range(replications)))


def arms_of(name: str, claim: Claim) -> list[str]:
    """Return the arms that a claim looks at."""
    arm, reference = claim.sides
    return [arm or scenario(name).arms[0].name, *([reference] if reference else [])]


def read(claim: Claim, results: Iterable[RunResult], burn_in: int) -> list[float]:
    """Return a claim's statistic in each run."""
    return [
        statistic(claim.statistic, run.steps, run.events, run.dyads, run.months, among=claim.among, burn_in=burn_in)
        for run in results
    ]


@pytest.fixture(scope="session")
def played() -> Callable[..., tuple[RunResult, ...]]:
    """Play an arm of a scenario so many times."""
    return runs


@pytest.fixture(scope="session")
def judged() -> Callable[..., Verdict]:
    """Judge a claim of a scenario on so many repetitions, or only on the first of them."""

    def of(
        name: str,
        claim: Claim,
        replications: int,
        changed: Mapping[str, float] | None = None,
        without: Iterable[str] = (),
        *,
        first: int | None = None,
    ) -> Verdict:
        world = (replications, tuple((changed or {}).items()), tuple(without))
        burn_in = scenario(name).run.burn_in
        values = {arm: read(claim, runs(name, arm, *world)[:first], burn_in) for arm in arms_of(name, claim)}
        return judge(claim, values)

    return of


def told(claim: Claim, verdict: Verdict) -> str:
    """Return a claim, its effect and its interval in one sentence."""
    among = f" among {' and '.join(claim.among)}" if claim.among else ""
    return (
        f"{claim.says}: {claim.statistic}{among}, {claim.compare}, is {verdict.found:.4f} "
        f"[{verdict.low:.4f}, {verdict.high:.4f}] in {verdict.n} repetitions; expected {verdict.expected}"
    )


@pytest.fixture(scope="session")
def sentence() -> Callable[[Claim, Verdict], str]:
    """Say what was found about a claim."""
    return told
