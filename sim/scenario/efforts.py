"""Whether a split of effort over the six activities adds up, in every arm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.parameters import Parameters
from sim.scenario.closed import Finding
from sim.scenario.positions import Path

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

ACTIVITIES = ("sell", "form", "deliver", "link", "learn", "monitor")


def effort_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield a split that does not add up to 1 in a world where it shows."""
    if (total := _total(scenario.parameters)) is not None:
        yield Finding(("effort_budget",), _said(total))
    for number, arm in enumerate(scenario.arms):
        if total is None and (of_arm := _total(scenario.arm_parameters(arm))) is not None:
            varied: Path = tuple(key for key in arm.set if key.startswith("effort_budget."))[:1]
            yield Finding(("arm", number, "set", *varied), _said(of_arm))


def _said(total: float) -> str:
    return f"the shares of {', '.join(ACTIVITIES)} must add up to 1, not {total:g}"


def _total(parameters: Parameters) -> float | None:
    """Return what the shares add up to, or None where that is 1 or shows nowhere."""
    budget = parameters.effort_budget
    total = sum(getattr(budget, name) for name in ACTIVITIES)
    return None if budget.weight == 0.0 or abs(total - 1.0) < 1e-6 else float(total)
