"""What is played: one arm of one scenario, and everything of it that decides what a run returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.scenario import Arm, Intervention, Scenario


@dataclass(frozen=True)
class World:
    """One arm of one scenario.

    Attributes
    ----------
    name : str
        Unique in a study: the arm, or with several scenarios ``scenario.arm``.
    scenario : Scenario
    arm : Arm
    """

    name: str
    scenario: Scenario
    arm: Arm

    @property
    def interventions(self) -> tuple[Intervention, ...]:
        """The interventions that happen in this arm."""
        return self.scenario.interventions_in(self.arm)


def worlds_of(scenarios: Sequence[Scenario]) -> tuple[World, ...]:
    """Return every arm of every scenario, each under a name of its own."""
    several = len(scenarios) > 1
    found = []
    for scenario in scenarios:
        alone = len(scenario.arms) == 1
        for arm in scenario.arms:
            name = (scenario.name if alone else f"{scenario.name}.{arm.name}") if several else arm.name
            found.append(World(name, scenario, arm))
    return tuple(found)


def with_parameters(identity: Mapping[str, Any], values: Mapping[str, float]) -> dict[str, Any]:
    """Return the identity with other values for some parameters, whole numbers staying whole."""
    parameters = dict(identity["parameters"])
    for key, value in values.items():
        construct, name = key.split(".")
        old = parameters[construct][name]
        new = int(value) if isinstance(old, int) and not isinstance(old, bool) else float(value)
        parameters[construct] = {**parameters[construct], name: new}
    return {**identity, "parameters": parameters}
