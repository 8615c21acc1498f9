"""What third parties need: somebody who can be one, in every arm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.parameters import Parameters, parameter_infos
from sim.scenario.closed import Finding

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

CONSTRUCTS = ("triads", "bridging", "deliverers")


def triad_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield parameters that are about third parties where there are none, or where nothing is left to them."""
    about = (("population", "complementors"),)
    if scenario.parameters.population.complementors > 0:
        about = (("linking", "controlled_share"),)
        for prefix, parameters in _worlds(scenario):
            if parameters.triads.surplus > 0.0 and parameters.linking.controlled_share == 0.0:
                text = "needs a part of both, and linking.controlled_share = 0 leaves the principal none"
                yield Finding((*prefix, "triads.surplus") if prefix else ("triads", "surplus"), text, about)
        return
    for prefix, parameters in _worlds(scenario):
        stated = scenario.arms[int(prefix[1])].set if prefix else None
        for key in _at_work(parameters):
            if stated is None or key in stated:
                text = "is about third parties, and there are none: population.complementors = 0"
                yield Finding((*prefix, key) if prefix else tuple(key.split(".")), text, about)


def _worlds(scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], Parameters]]:
    yield (), scenario.parameters
    for number, arm in enumerate(scenario.arms):
        yield ("arm", number, "set"), scenario.arm_parameters(arm)


def _at_work(parameters: Parameters) -> Iterator[str]:
    """Yield the keys about third parties that are away from their nulls."""
    for info in parameter_infos():
        construct, name = info.key.split(".")
        if (
            construct in CONSTRUCTS
            and info.null is not None
            and getattr(getattr(parameters, construct), name) != info.null
        ):
            yield info.key
