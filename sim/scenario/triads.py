"""What third parties need: somebody who can be one, in every arm, and a part for the principal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.parameters import Parameters, parameter_infos
from sim.scenario.closed import Finding

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

CONSTRUCTS = ("triads", "bridging", "deliverers")
SURPLUS, SHARE = "triads.surplus", "linking.controlled_share"
COMPLEMENTORS = (("population", "complementors"),)


def triad_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield parameters that are about third parties where there are none, or where the principal has no part."""
    yield from _in_one_world((), scenario.parameters, None)
    for number, arm in enumerate(scenario.arms):
        yield from _in_one_world(("arm", number, "set"), scenario.arm_parameters(arm), frozenset(arm.set))


def _in_one_world(
    prefix: tuple[str | int, ...], parameters: Parameters, stated: frozenset[str] | None
) -> Iterator[Finding]:
    """Yield what is wrong with an arm that states these keys, or with the scenario itself (None)."""

    def path(key: str) -> tuple[str | int, ...]:
        return tuple(key.split(".")) if stated is None else (*prefix, key)

    if parameters.population.complementors == 0:
        for key in _at_work(parameters):
            if stated is None or key in stated:
                text = "is about third parties, and there are none: population.complementors = 0"
                yield Finding(path(key), text, COMPLEMENTORS)
        return
    if parameters.triads.surplus > 0.0 and parameters.linking.controlled_share == 0.0:
        keys = [key for key in (SURPLUS, SHARE) if stated is None or key in stated]
        if keys:
            text = f"triads.surplus needs a part of both, and {SHARE} = 0 leaves the principal none"
            yield Finding(path(keys[0]), text, (("linking", "controlled_share"),))


def _at_work(parameters: Parameters) -> Iterator[str]:
    """Yield the keys about third parties that are away from their nulls."""
    for info in parameter_infos():
        construct, name = info.key.split(".")
        if construct in CONSTRUCTS and info.null is not None:
            value = getattr(getattr(parameters, construct), name)
            if value != info.null:
                yield info.key
