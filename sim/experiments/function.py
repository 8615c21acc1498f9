"""The model as a function, (parameters, seed) → outcomes: what other tools for experiments ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.errors import InputProblems, Problem
from sim.scenario import Arm, Scenario, load, parse_statistic
from sim.scenario.statistics import nearest_statistic


@dataclass(frozen=True)
class ModelFunction:
    """A scenario that can be called; it can be pickled and sent to other processes.

    Attributes
    ----------
    scenario : Scenario
    arm : Arm
        In which world.
    statistics : tuple of str
        What a call returns, by the names that claims use.
    """

    scenario: Scenario
    arm: Arm
    statistics: tuple[str, ...]

    def __call__(self, parameters: Mapping[str, float] | None = None, seed: int = 0) -> dict[str, float]:
        """Play one run.

        Parameters
        ----------
        parameters : mapping, optional
            Values by dotted name, ``{"trust.gain": 0.1}``; all others are those of the scenario's arm.
        seed : int in [0, 2^63)
            Root of the run's luck; the same seed is the same luck whatever the parameters.

        Returns
        -------
        dict of float
            nan where a run does not have the statistic.

        Raises
        ------
        pydantic.ValidationError
            A parameter is unknown or out of range.
        """
        from sim import engine
        from sim.analysis.statistics import statistic
        from sim.scenario import with_values

        scenario = self.scenario
        run = engine.play(
            with_values(scenario.arm_parameters(self.arm), dict(parameters or {})),
            months=scenario.run.months,
            seed=seed,
            interventions=scenario.interventions_in(self.arm),
            outputs=scenario.outputs.model_copy(
                update={"metrics": "all", "every": 1, "events": True, "dyads": True, "paths": 0, "network_every": 0}
            ),
            organisations=scenario.organisations,
            links=scenario.links,
        )
        tables = run.steps, run.events, run.dyads
        return {name: statistic(name, *tables, run.months, burn_in=scenario.run.burn_in) for name in self.statistics}


def model_function(
    scenario: str, statistics: Sequence[str], *, arm: str | None = None, overrides: Sequence[str] = ()
) -> ModelFunction:
    """Return a scenario as a function of parameters and seed.

    Parameters
    ----------
    scenario : str
        Name of a shipped scenario, or a path.
    statistics : sequence of str
        What a call returns: ``mean_trust``, ``survival_60``.
    arm : str, optional
        The first unless stated.
    overrides : sequence of str
        As ``-S`` on the command line: ``"run.months=60"``.

    Raises
    ------
    InputProblems
        The scenario cannot be read, or a statistic or the arm is unknown.
    """
    loaded = load(scenario, overrides=overrides)
    problems = [Problem(None, name, nearest_statistic(name)) for name in statistics if parse_statistic(name) is None]
    names = [one.name for one in loaded.arms]
    if arm is not None and arm not in names:
        problems.append(Problem(None, arm, f"unknown arm; there are: {', '.join(names)}"))
    if problems:
        raise InputProblems(f"{loaded.name}: not a function of that", problems)
    return ModelFunction(loaded, loaded.arm(arm or names[0]), tuple(statistics))
