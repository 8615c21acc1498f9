"""How large what happens on a date is: interventions as something to be moved, like parameters."""

from __future__ import annotations

from collections.abc import Mapping

from sim.scenario import Intervention, Scenario
from sim.scenario.interventions import ACTIONS

SEPARATOR = "@"
UNITS = {
    "quality_shift": "competence", "failure": "performance", "price_change": "share of value",
    "demand_shift": "share of demand", "scandal": "trust", "subsidy": "share of investment",
}  # fmt: skip
"""What a size is counted in; the others are shares of those concerned."""


def sized(scenario: Scenario) -> dict[str, Intervention]:
    """Return the interventions that have a size, by a key such as ``quality_shift@36``."""
    found: dict[str, Intervention] = {}
    for item in scenario.interventions:
        action = ACTIONS[item.action]
        if action.by is not None or "share" in action.takes:
            key = f"{item.action}{SEPARATOR}{item.at}"
            again = sum(other == key or other.startswith(f"{key}.") for other in found)
            found[f"{key}.{again + 1}" if again else key] = item
    return found


def is_size(key: str) -> bool:
    """Return whether a key is that of an intervention, not of a parameter."""
    return SEPARATOR in key


def size_in(item: Intervention, arm: str) -> float:
    """Return how large an intervention is in an arm; 0 where it does not happen there."""
    if item.arms is not None and arm not in item.arms:
        return 0.0
    return item.share if item.by is None else item.by


def with_sizes(scenario: Scenario, arm: str, sizes: Mapping[str, float]) -> tuple[Intervention, ...]:
    """Return what happens in an arm where some interventions have other sizes; those of size 0 do not happen."""
    keys = {id(item): key for key, item in sized(scenario).items()}
    happening = []
    for item in scenario.interventions:
        key = keys.get(id(item))
        usual = item.arms is None or arm in item.arms
        if key is None or key not in sizes or sizes[key] == size_in(item, arm):
            happening += [item] if usual else []
        elif sizes[key] != 0.0:
            happening.append(item.model_copy(update={"share" if item.by is None else "by": sizes[key]}))
    return tuple(happening)


def limits(item: Intervention) -> tuple[float, float]:
    """Return between which sizes an intervention can be moved; 0, at which it does not happen, is always one."""
    by = ACTIONS[item.action].by
    return (0.0, 1.0) if by is None else (min(by[0], 0.0), by[1])


def size_problem(item: Intervention, size: float) -> str:
    """Return what is wrong with a size, as it can stand beside the field; empty where nothing is."""
    low, high = limits(item)
    return "" if low <= size <= high else f"must be between {low:g} and {high:g}; at 0 it does not happen"


def unit_of(item: Intervention) -> str:
    """Return what its size is counted in."""
    return UNITS.get(item.action, "share")


def meaning_of(item: Intervention) -> str:
    """Return in words what happens, to whom, and when."""
    whom = item.target if item.which is None else f"{item.target} {', '.join(map(str, item.which))}"
    return f"month {item.at}, {whom}: {ACTIONS[item.action].meaning}; at 0 it does not happen"
