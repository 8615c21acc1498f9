"""Whether "all mechanisms on" means at work: the share of living relationships that each process changes in a month."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.everything import AROUND, EVERYTHING
from benchmarks.months import market
from sim.engine import Simulation
from sim.mechanisms import MECHANISMS, mechanisms_at_work
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.state import columns as c
from sim.state.levers import with_levers

COLUMNS = {
    "expecting": c.EXPECTATION,
    "satisfaction": c.SATISFACTION,
    "trusting": c.TRUST,
    "outcomes": c.OUTCOME,
    "depending": c.DEPENDENCE,
    "investing": c.INVESTMENT,
    "committing": c.COMMITMENT,
    "calculating": c.CALCULATIVE,
    "learning": c.MEMORY,
    "quarrelling": c.CONFLICT,
}
"""Processes that write a column of both sides."""


def everything_on(relationships: int) -> Parameters:
    """Return a market of about so many relationships with every mechanism of the core on, third parties among them."""
    parameters = market(relationships)
    complementors = max(1, parameters.population.sellers // 4)
    return with_values(
        parameters, {**EVERYTHING, "opportunism.intercept": -4.0, "population.complementors": complementors}
    )


def everything_around(relationships: int) -> Parameters:
    """Return the same market with every mechanism around the core at work as well."""
    parameters = with_values(everything_on(relationships), AROUND)
    idle = set(MECHANISMS) - set(mechanisms_at_work(parameters))
    if idle:
        raise ValueError(f"not at work: {', '.join(sorted(kind.__name__ for kind in idle))}")
    return parameters


def shares(relationships: int = 9_000, months: int = 14) -> dict[str, float]:
    """Return the share of living market relationships that each process changed in the last of these months."""
    simulation = Simulation(everything_on(relationships), 1, paths=0)
    simulation.world = with_levers(simulation.world)
    simulation.advance(months - 1)
    o, r = simulation.world
    market_rows = slice(0, int(o.first[simulation.starts[1]]))
    before = {name: getattr(r, name)[..., market_rows].copy() for name in ("directed", "dyadic", "counts", "stages")}
    heard = o.standing[:, c.ALTERNATIVE_AS_OWNER].copy()
    stood = o.standing[:, c.REPUTATION].copy()
    simulation.advance(1)
    living = (before["stages"][c.STAGE] >= 0) & (r.traces[c.TRACE_PERFORMANCE, 0, market_rows] >= 0.0)
    now = {name: getattr(r, name)[..., market_rows] for name in before}
    traces, marks = r.traces[..., market_rows], r.marks[..., market_rows]

    def share(changed: npt.NDArray[Any]) -> float:
        return float(np.mean(changed[..., living].any(axis=0) if changed.ndim > 1 else changed[living]))

    told = {name: share(now["directed"][k] != before["directed"][k]) for name, k in COLUMNS.items()}
    owners = np.searchsorted(o.first, np.arange(living.size), side="right") - 1
    linked = o.standing[r.partner[market_rows], c.LINKED] > 0.5
    return told | {
        "hearing of alternatives": share((o.standing[:, c.ALTERNATIVE_AS_OWNER] != heard)[owners]),
        "delivering": share(traces[c.TRACE_PERFORMANCE] >= 0.0),
        "taking advantage": share(marks[c.MARK_CHEATED]),
        "linking": share(linked),
        "monitoring": share(marks[c.MARK_BREACH]),
        "failing": share(marks[c.MARK_FAILED]),
        "recovering": share(marks[c.MARK_RECOVERED]),
        "forming": share(now["dyadic"][c.SOCIAL_DISTANCE] != before["dyadic"][c.SOCIAL_DISTANCE]),
        "staging": share(now["stages"][c.STAGE] != before["stages"][c.STAGE]),
        "leaving": share(now["stages"][c.STAGE] < 0),
        "splitting purchases": share(now["dyadic"][c.WALLET_SHARE] != before["dyadic"][c.WALLET_SHARE]),
        "running down contracts": share(now["counts"][c.CONTRACT_LEFT] != before["counts"][c.CONTRACT_LEFT]),
        "settling reputations": share((o.standing[:, c.REPUTATION] != stood)[r.partner[market_rows]]),
    }


def measure() -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Return rows, and the least share as a ratio."""
    told = shares()
    rows = [
        {"what": f"changed in a month by {name}", "value": 100.0 * value, "unit": "% of relationships"}
        for name, value in told.items()
    ]
    return rows, {"least share of relationships that a process changes": min(told.values())}
