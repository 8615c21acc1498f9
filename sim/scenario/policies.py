"""What policies need: that each organisation has one at most, and that it can be told when to begin and to stop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.parameters import Parameters
from sim.scenario.closed import Finding
from sim.scenario.positions import Path

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

ROUNDING = 1e-9


def policy_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield what does not fit about shares of policies and their thresholds, in any arm."""
    told: set[str] = set()
    worlds: list[tuple[Path, Parameters]] = [((), scenario.parameters)]
    worlds += [(("arm", number, "set"), scenario.arm_parameters(arm)) for number, arm in enumerate(scenario.arms)]
    for prefix, parameters in worlds:
        for keys, text in _in_one_world(parameters):
            if text in told:
                continue
            told.add(text)
            stated = [key for key in keys if prefix and key in scenario.arms[int(prefix[1])].set]
            path = (*prefix, stated[0]) if stated else tuple(keys[0].split("."))
            yield Finding(path, text, tuple(tuple(key.split(".")) for key in keys))


def _in_one_world(parameters: Parameters) -> Iterator[tuple[list[str], str]]:
    """Yield the keys concerned and what is wrong."""
    for name, who in (("seller_policies", "sellers"), ("buyer_policies", "buyers")):
        shares = {f"{name}.{key}": share for key, share in dict(getattr(parameters, name)).items() if share > 0.0}
        total = sum(shares.values())
        if total > 1.0 + ROUNDING:
            yield list(shares), f"the shares of {who} with a policy add up to {total:g}: at most 1"
    ways, pilot = parameters.ways, parameters.pilot
    if ways.adaptive_off > ways.adaptive_on:
        text = f"lies above ways.adaptive_on = {ways.adaptive_on:g}: the adaptive would stop before they begin"
        yield ["ways.adaptive_off", "ways.adaptive_on"], text
    if pilot.end_below > pilot.grow_from:
        text = f"lies above pilot.grow_from = {pilot.grow_from:g}: what should grow would end"
        yield ["pilot.end_below", "pilot.grow_from"], text
