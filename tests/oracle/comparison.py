"""Holds the oracle's objects and tables against the engine's arrays and tables, bit by bit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sim.engine import Simulation
from sim.scenario.mechanism_metrics import MECHANISM_METRICS
from sim.state import columns as c
from tests.oracle.ledger import tables
from tests.oracle.model import Oracle
from tests.oracle.organisations import AS_OWNER, AS_PARTNER, Organisation
from tests.oracle.relationship import Relationship


def same(a: float, b: float) -> bool:
    """Return whether two numbers are the same; signs of zero and kinds of NaN do not count."""
    return a == b or (a != a and b != b)


def _organisation_values(who: Organisation, index: dict[Any, int]) -> dict[str, float]:
    values = {
        name: getattr(who, name) for name in ("reputation", "list_price", "level", "slow_level", "volume", "n_buyers")
    }
    values["linked"] = float(who.third is not None)
    if who.third is not None:
        values |= {"linked_performance": who.third.performance, "linked_memory": who.third.known}
    for role, word, concerned in ((AS_OWNER, "owner", who.wanted > 0), (AS_PARTNER, "partner", bool(who.custom))):
        if concerned:
            known = who.alternatives[role]
            values[f"alternative_as_{word}"] = known.best
            values[f"second_as_{word}"] = known.second
            values[f"best_as_{word}"] = -1.0 if known.who is None else float(index[known.who])
    return values


def _failures(months: Sequence[bool]) -> int:
    return sum(1 << k for k, failed in enumerate(months) if failed)


def differences(simulation: Simulation, oracle: Oracle, at_most: int = 12) -> list[str]:
    """Return where the engine's state and the oracle's differ, in words; nothing where they are the same."""
    o, r = simulation.world
    found: list[str] = []
    index = {who: k for k, who in enumerate(oracle.organisations)}

    def check(where: str, engine: Any, ours: float) -> None:
        if not same(float(engine), float(ours)) and len(found) < at_most:
            found.append(f"month {oracle.month}, {where}: engine {float(engine)!r}, oracle {float(ours)!r}")

    for who, k in index.items():
        name = f"{type(who).__name__} {who.number}"
        for column, spec in enumerate(c.CONDUCT[:7]):
            check(f"{name} {spec.name}", o.conduct[k, column], getattr(who, spec.name))
        values = _organisation_values(who, index)
        for column, spec in enumerate(c.STANDING):
            if spec.name in values and not (oracle.month == 0 and "_as_" in spec.name):
                check(f"{name} {spec.name}", o.standing[k, column], values[spec.name])
        check(f"{name} institutions", o.institutions[o.government[k]], who.country.institutional_trust)
        for j in range(c.N_VALUES):
            check(f"{name} value {j}", o.place[k, j], who.values[j])
            check(f"{name} goal {j}", o.goals[k, j], who.goals[j])
        rows = {
            int(row): int(r.partner[row]) for row in range(o.first[k], o.first[k + 1]) if r.stages[c.STAGE, row] >= 0
        }
        ours = {one.row: index[one.partner] for one in who.relationships.values()}
        if rows != ours:
            found.append(f"month {oracle.month}, {name}: engine's partners by row {rows}, oracle's {ours}")
            continue
        for one in who.relationships.values():
            _check_relationship(check, r, one)
    return found


def _check_relationship(check: Any, r: Any, one: Relationship) -> None:
    row = one.row
    name = f"relationship of {one.owner.number} with {type(one.partner).__name__} {one.partner.number}"
    for column, spec in enumerate(c.DYADIC):
        check(f"{name} {spec.name}", r.dyadic[column, row], getattr(one, spec.name))
    for me, side in enumerate(one.sides):
        for column, spec in enumerate(c.DIRECTED):
            check(f"{name} side {me} {spec.name}", r.directed[column, me, row], getattr(side, spec.name))
        for column, spec in enumerate(c.READ_OUT):
            ours = getattr(side, spec.name)
            if ours is not None:
                check(f"{name} side {me} {spec.name}", r.read_out[column, me, row], ours)
    for column, spec in enumerate(c.COUNTS):
        if spec.name.startswith("failures"):
            ours = _failures(one.sides[int(spec.name[-1])].failed_in)
        else:
            ours = getattr(one, spec.name)
        check(f"{name} {spec.name}", r.counts[column, row], ours)
    for column, spec in enumerate(c.STAGES):
        check(f"{name} {spec.name}", r.stages[column, row], getattr(one, spec.name))


def table_differences(result: Any, oracle: Oracle, at_most: int = 12) -> list[str]:
    """Return where the tables of a finished run differ from the oracle's."""
    found: list[str] = []
    for name, ours in tables(oracle).items():
        # What a mechanism around the core tells besides has a twin of its own.
        theirs = {column: values for column, values in getattr(result, name).items() if column not in MECHANISM_METRICS}
        n = len(next(iter(theirs.values())))
        if not ours:
            if n:
                found.append(f"{name}: engine {n} rows, oracle none")
            continue
        if set(theirs) != set(ours):
            found.append(f"{name}: columns {sorted(set(theirs) ^ set(ours))} on one side only")
            continue
        if n != len(next(iter(ours.values()))):
            found.append(f"{name}: engine {n} rows, oracle {len(next(iter(ours.values())))}")
            continue
        for column, values in theirs.items():
            if values.dtype != ours[column].dtype:
                found.append(f"{name}.{column}: engine {values.dtype}, oracle {ours[column].dtype}")
            unlike = ~((values == ours[column]) | ((values != values) & (ours[column] != ours[column])))
            if unlike.any():
                k = int(np.flatnonzero(unlike)[0])
                both = f"engine {values[k]!r}, oracle {ours[column][k]!r}"
                found.append(f"{name}.{column}: {int(unlike.sum())} rows, first {k}: {both}")
    return found[:at_most]


def hold_against(
    oracle: Oracle, simulation: Simulation, months: int, before: Callable[[Simulation, int], None]
) -> list[str]:
    """Play both month by month and return the differences of the first month that has any."""
    found = differences(simulation, oracle)
    while not found and oracle.month < months:
        before(simulation, oracle.month + 1)
        simulation.advance()
        oracle.step()
        found = differences(simulation, oracle)
    return found
