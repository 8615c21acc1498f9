"""Interventions: dated changes by whoever can make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.shocks import change_contacts, end_some, reveal_lies
from sim.parameters import Parameters
from sim.state import columns as c

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation
    from sim.scenario import Intervention

KINDS = {
    "buyers": c.BUYER,
    "sellers": c.SELLER,
    "complementors": c.COMPLEMENTOR,
    "governments": c.GOVERNMENT,
}


SHOCKS = {"contact_departure": change_contacts, "end_relationships": end_some, "deception": reveal_lies}
"""What hits a share of the relationships."""


def months_of_change(interventions: Sequence[Intervention], months: int) -> list[int]:
    """Return the months at whose beginning something changes, in order."""
    begins = {item.at for item in interventions}
    ends = {item.until + 1 for item in interventions if item.until is not None}
    return sorted(month for month in begins | ends if month <= months)


def parameters_in(month: int, parameters: Parameters, interventions: Sequence[Intervention]) -> Parameters:
    """Return the parameters in force in a month: those of the start with every change still in force on top."""
    from sim.scenario import with_values

    values: dict[str, Any] = {}
    for item in sorted(interventions, key=lambda one: one.at):
        if item.at > month or (item.until is not None and month > item.until):
            continue
        if item.action == "subsidy":
            values["government.subsidy"] = item.by
        elif item.action in ("regulation", "change"):
            values.update(item.set)
    return with_values(parameters, values) if values else parameters


def begin_month(simulation: Simulation, base: Parameters, interventions: Sequence[Intervention]) -> None:
    """Let happen what is dated at the beginning of the coming month.

    Parameters
    ----------
    simulation : Simulation
        Its next month is the one that begins.
    base : Parameters
        What holds but for dated changes.
    interventions : sequence of Intervention
        All of the run.
    """
    now = simulation.month + 1
    if not any(item.at == now or (item.until is not None and item.until + 1 == now) for item in interventions):
        return
    simulation.parameters = parameters_in(now, base, interventions)
    for item in interventions:
        if item.at == now:
            apply(simulation, item)


def apply(simulation: Simulation, item: Intervention) -> None:
    """Change the world as an intervention says, at the beginning of its month."""
    o = simulation.world.organisations
    by = item.by if item.by is not None else 0.0
    if item.action in SHOCKS:
        SHOCKS[item.action](simulation, item)
        return
    if item.action == "manager_departure":
        from sim.mechanisms.accounts import Accounts

        for mechanism in simulation.mechanisms:
            if isinstance(mechanism, Accounts):
                mechanism.let_go(item.share, item.which, simulation.month + 1)
        return
    if item.action in ("subsidy", "regulation", "change"):
        _apply_prices(simulation, item)
        return
    who = _who(simulation, item)
    if item.action == "quality_shift":
        o.conduct[who, c.COMPETENCE] = np.clip(o.conduct[who, c.COMPETENCE] + by, 0.0, 1.0)
    elif item.action == "failure":
        o.conduct[who, c.SHOCK] = np.clip(o.conduct[who, c.SHOCK] - by, -1.0, 1.0)
    elif item.action == "demand_shift":
        o.conduct[who, c.DEMAND] *= 1.0 + by
    elif item.action == "price_change":
        _change_prices(simulation, who, by)
    elif item.action == "scandal":
        groups = who - simulation.starts[c.GOVERNMENT]
        o.institutions[groups] = np.clip(o.institutions[groups] - by, 0.0, 1.0)


def _who(simulation: Simulation, item: Intervention) -> np.ndarray:
    kind = KINDS[item.target]
    lo, hi = int(simulation.starts[kind]), int(simulation.starts[kind + 1])
    return np.arange(lo, hi) if item.which is None else lo + np.array(item.which, np.int64)


def _change_prices(simulation: Simulation, who: np.ndarray, by: float) -> None:
    o, r = simulation.world
    price = simulation.parameters.price
    o.standing[who, c.LIST_PRICE] = np.clip(o.standing[who, c.LIST_PRICE] + by, price.low, price.high)
    concerned = (r.stages[c.STAGE] >= 0) & np.isin(r.partner, who)
    r.dyadic[c.PRICE, concerned] = np.clip(r.dyadic[c.PRICE, concerned] + by, price.low, price.high)


def _apply_prices(simulation: Simulation, item: Intervention) -> None:
    """Let a change of the price's bounds, such as a cap, reach the prices already agreed."""
    if not any(key.startswith("price.") for key in item.set):
        return
    o, r = simulation.world
    price = simulation.parameters.price
    if "price.level" in item.set:
        o.standing[:, c.LIST_PRICE] = price.level
        r.dyadic[c.PRICE] = price.level
    o.standing[:, c.LIST_PRICE] = np.clip(o.standing[:, c.LIST_PRICE], price.low, price.high)
    r.dyadic[c.PRICE] = np.clip(r.dyadic[c.PRICE], price.low, price.high)
