"""Digests of results, and months played."""

from __future__ import annotations

from sim import RelationshipModel, RunResult
from sim.store import TABLES, as_arrow, run_digest


def digest(result: RunResult) -> str:
    """Return the digest of all tables of a result."""
    return run_digest({name: as_arrow(name, getattr(result, name)) for name in TABLES}, result.months)


def after(model: RelationshipModel, months: int) -> RelationshipModel:
    for _ in range(months):
        model.step()
    return model
