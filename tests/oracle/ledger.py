"""The oracle's tables: what the engine should have written down, in the same columns and types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tests.oracle.reading import captive, four, three

if TYPE_CHECKING:
    from tests.oracle.model import Oracle
    from tests.oracle.month import Month
    from tests.oracle.relationship import Relationship

SCALE = 2.0**32
FORMED, STAGE_ENTERED, FAILURE, RECOVERY, BREACH, REVIEW, ENDED = range(7)
DEPARTURE = 10
BOTH, NOBODY = 2, 3
DISSOLVED = 6
INTERVENTION = 5
COMPLEMENT = 1
SUPPLY = 3
STAGES = ("n_pre_relationship", "n_early", "n_development", "n_long_term", "n_final", "n_decline")
FOUR = ("n_detachment", "n_adversarial", "n_friendship", "n_partnership")
THREE = ("n_functional", "n_alliance", "n_one_sided")
MEANS_OF_BOTH = {
    "mean_calculative_commitment": "calculative", "mean_investment": "investment", "mean_memory": "memory",
    "mean_conflict": "conflict", "mean_dependence": "dependence", "mean_outcome": "outcome",
}  # fmt: skip
AT_END = ("trust", "commitment", "calculative", "satisfaction", "investment")
SMALL = {"relation", "event", "side", "from_stage", "to_stage", "cause", "highest_stage", "stage", "initiator"}
KEYS = {"events": ("month", "dyad", "event", "side"), "dyads": ("dyad", "start"), "paths": ("dyad", "month")}


def _fixed(x: float) -> int:
    return round(x * SCALE)


def _mean(total: int, n: int) -> float:
    return float(total) / SCALE / float(n) if n else float("nan")


def _rate(count: int, n: int) -> float:
    return float(count) / float(n) if n else float("nan")


class Ledger:
    """Rows of the four tables, as dictionaries."""

    def __init__(self, watched: int) -> None:
        self.watched = watched
        self.rows: dict[str, list[dict[str, Any]]] = {"events": [], "dyads": [], "paths": [], "steps": []}

    def begin(self, month: int) -> None:
        self.month = month
        self.lived: list[Month] = []
        self.newcomers: list[Relationship] = []
        self.ended_from_outside = 0

    def _who(self, one: Relationship) -> dict[str, Any]:
        return {"dyad": one.dyad, "buyer": one.owner.number, "seller": one.partner.number}

    def _event(self, one: Relationship, event: int, side: int, was: int, now: int, cause: int = 0) -> None:
        self.rows["events"].append(
            {
                "month": self.month, **self._who(one), "relation": one.relation, "event": event, "side": side,
                "from_stage": was, "to_stage": now, "cause": cause, **_at_end(one, AT_END[:2]),
            }
        )  # fmt: skip

    def _life(self, one: Relationship, **how: Any) -> None:
        self.rows["dyads"].append(life(one, self.month, **how))

    def write_intervention(self, one: Relationship) -> None:
        """Write that a relationship was ended from outside at the beginning of the month."""
        self.ended_from_outside += 1
        self._event(one, ENDED, NOBODY, one.stage, DISSOLVED, INTERVENTION)
        self._life(one, stage=DISSOLVED, cause=INTERVENTION)

    def write_lie(self, one: Relationship) -> None:
        """Write that the owner detected a breach at the beginning of the month."""
        self._event(one, BREACH, 0, one.stage, one.stage)

    def write_departure(self, one: Relationship, side: int) -> None:
        """Write that the contact person of a side left."""
        self._event(one, DEPARTURE, side, one.stage, one.stage)

    def write_newcomer(self, one: Relationship) -> None:
        self.newcomers.append(one)
        self._event(one, FORMED, BOTH, -1, 0)

    def write_month(self, month: Month) -> None:
        it, was = month.it, month.stage_was
        self.lived.append(month)
        for me in (0, 1):
            for event, happened in ((FAILURE, month.failed), (RECOVERY, month.recovered), (BREACH, month.breach)):
                if happened[me]:
                    self._event(it, event, me, was, was)
        if month.reviewed:
            self._event(it, REVIEW, BOTH, was, was)
        if it.stage != was:
            self._event(it, STAGE_ENTERED, NOBODY, was, it.stage)
        if month.ended:
            self._event(it, ENDED, month.initiator, it.stage, DISSOLVED, month.cause)
            self._life(it, stage=DISSOLVED, cause=month.cause, initiator=month.initiator, at_review=month.reviewed)
        if it.row < self.watched:
            self.rows["paths"].append(self._path(month))

    def _path(self, month: Month) -> dict[str, Any]:
        it, (a, b) = month.it, month.it.sides
        return {
            "month": self.month, **self._who(it), "stage": DISSOLVED if month.ended else it.stage,
            **_at_end(it, ("trust", "commitment", "satisfaction", "dependence")),
            "cooperation": 0.5 * (month.together[0] + month.together[1]),
            "competition": 0.5 * (month.against[0] + month.against[1]),
            "conflict": 0.5 * (a.conflict + b.conflict),
            "performance_buyer": month.received[0], "performance_seller": month.received[1],
        }  # fmt: skip

    def close(self) -> None:
        """Write the month's metrics, over the relationships of the market and between governments."""
        lived = [month for month in self.lived if month.it.relation not in (COMPLEMENT, SUPPLY)]
        stayed = [month for month in lived if not month.ended]
        newcomers = [one for one in self.newcomers if one.relation not in (COMPLEMENT, SUPPLY)]
        living = [month.it for month in stayed] + newcomers
        n, n_stayed, n_delivered = len(living), len(stayed), len(lived)
        row: dict[str, Any] = {"month": self.month, "n_relationships": n}
        row |= {name: sum(one.stage == k for one in living) for k, name in enumerate(STAGES)}
        row["n_formed"] = len(newcomers)
        row["n_ended"] = len(lived) - len(stayed) + self.ended_from_outside
        for name in ("trust", "satisfaction", "commitment"):
            totals = [sum(_fixed(getattr(one.sides[me], name)) for one in living) for me in (0, 1)]
            row[f"mean_{name}_buyer"], row[f"mean_{name}_seller"] = _mean(totals[0], n), _mean(totals[1], n)
            both = float(totals[0]) / SCALE + float(totals[1]) / SCALE
            row[f"mean_{name}"] = both / (2.0 * n) if n else float("nan")
        for name, state in MEANS_OF_BOTH.items():
            row[name] = _mean(sum(_fixed(getattr(side, state)) for one in living for side in one.sides), 2 * n)
        row["mean_cooperation"] = _mean(sum(_fixed(x) for month in stayed for x in month.together), 2 * n_stayed)
        row["mean_competition"] = _mean(sum(_fixed(x) for month in stayed for x in month.against), 2 * n_stayed)
        row["mean_distance"] = _mean(sum(_fixed(month.distance) for month in stayed), n_stayed)
        gaps = (one.sides[0].trust - one.sides[1].trust for one in living)
        row["perception_gap"] = _mean(sum(_fixed(abs(gap)) for gap in gaps), n)
        row["captive_share"] = _rate(sum(captive(one) for one in living), n)
        for name, what in (("opportunism", "cheated"), ("breach", "breach"), ("failure", "failed")):
            count = int(sum(sum(getattr(month, what)) for month in lived))
            row[f"{name}_rate"] = _rate(count, 2 * n_delivered)
        fours = [four(month.it, month.shared) for month in stayed] + [four(one, [0.0, 0.0]) for one in newcomers]
        threes = [three(one) for one in living]
        row |= {name: fours.count(k) for k, name in enumerate(FOUR)}
        row |= {name: threes.count(1 + k) for k, name in enumerate(THREE)}
        row["volume"] = float(sum(_fixed(month.volume) for month in lived)) / SCALE
        row["revenue"] = float(sum(_fixed(month.price * month.volume) for month in lived)) / SCALE
        self.rows["steps"].append(row)

    def table(self, name: str, extra: list[dict[str, Any]] | None = None) -> dict[str, np.ndarray]:
        """Return a table in the engine's columns, types and order."""
        rows = self.rows[name] + (extra or [])
        if name in KEYS:
            rows = sorted(rows, key=lambda row: [row[key] for key in KEYS[name]])
        columns = rows[0] if rows else {}
        return {column: np.array([row[column] for row in rows], _type(name, column)) for column in columns}


def _type(table: str, column: str) -> str:
    if column in SMALL:
        return "int8"
    if column in ("censored", "at_review"):
        return "bool"
    if column == "dyad":
        return "int64"
    if column in ("month", "buyer", "seller", "start", "end", "deliveries"):
        return "int32"
    return "float64" if table == "steps" else "float32"


def _at_end(one: Relationship, states: tuple[str, ...]) -> dict[str, float]:
    return {
        f"{state}_{who}": getattr(one.sides[me], state)
        for state in states
        for me, who in enumerate(("buyer", "seller"))
    }


def life(
    one: Relationship,
    month: int,
    *,
    stage: int,
    cause: int = 0,
    initiator: int = NOBODY,
    at_review: bool = False,
    censored: bool = False,
) -> dict[str, Any]:
    """Return the record of a relationship's life."""
    return {
        "dyad": one.dyad, "buyer": one.owner.number, "seller": one.partner.number, "relation": one.relation,
        "start": one.start, "end": month, "censored": censored, "highest_stage": one.highest_stage, "stage": stage,
        "cause": cause, "initiator": initiator, "at_review": at_review, "deliveries": one.deliveries,
        **_at_end(one, AT_END),
    }  # fmt: skip


def tables(model: Oracle) -> dict[str, dict[str, np.ndarray]]:
    """Return all tables of the months played; those who are alive are censored."""
    alive = [
        life(one, model.month, stage=one.stage, censored=True)
        for owner in model.organisations
        for one in owner.relationships.values()
    ]
    made = {name: model.ledger.table(name) for name in ("steps", "events", "paths")}
    return made | {"dyads": model.ledger.table("dyads", alive)}
