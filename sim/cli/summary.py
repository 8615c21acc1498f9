"""What happened in a run, in the field's words: one column per arm."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.cli.voice import aligned
from sim.life_cycle.stages import FINAL, LONG_TERM
from sim.recording.codes import CAUSE_WORDS, Event, Side

Tables = Mapping[str, Mapping[str, NDArray[Any]]]

AGES = (12, 60)
"""Ages in months at which survival is told, where the run is long enough."""


@dataclass(frozen=True)
class ArmSummary:
    """What happened in one arm; shares in [0, 1], months from 1, None where the run kept nothing to tell it from.

    Attributes
    ----------
    arm, status, months
        Name; how the run ended; months played.
    relationships
        How many there were in month 0, are at the end, and were ever.
    reached_long_term
        How many of them reached the long-term stage.
    trust_buyer, trust_seller, captive_share
        In the last month, over the relationships alive then.
    before, trust_buyer_before, trust_seller_before
        The month before the first intervention, and trust in it.
    ended
        How many ended, by cause.
    survival
        Share of relationships that outlive an age in months (Kaplan-Meier).
    alone
        Where there is never more than one relationship at a time, the life of the longest: when it began, when it
        entered the long-term stage, when and why it ended and by whom, both sides' trust in its last month.
    """

    arm: str
    status: str
    months: int
    relationships: dict[str, int] | None
    reached_long_term: int | None
    trust_buyer: float | None
    trust_seller: float | None
    before: int | None
    trust_buyer_before: float | None
    trust_seller_before: float | None
    captive_share: float | None
    ended: dict[str, int] | None
    survival: dict[int, float] | None
    alone: dict[str, Any] | None


def summarise(
    arm: str,
    status: str,
    months: int,
    tables: Tables,
    *,
    before: int | None = None,
    events: bool = True,
    dyads: bool = True,
) -> ArmSummary:
    """Return what happened in one run.

    Parameters
    ----------
    arm, status : str
        Name of the arm; ``"ok"`` or ``"interrupted"``.
    months : int
        Months played.
    tables : mapping
        Steps, events and dyads as the engine returns them.
    before : int, optional
        Month before the first intervention, where there is one.
    events, dyads : bool
        Whether the run kept these tables.
    """
    steps = tables["steps"]
    return ArmSummary(
        arm=arm,
        status=status,
        months=months,
        trust_buyer=_value(steps, "mean_trust_buyer", months),
        trust_seller=_value(steps, "mean_trust_seller", months),
        before=before,
        trust_buyer_before=_value(steps, "mean_trust_buyer", before),
        trust_seller_before=_value(steps, "mean_trust_seller", before),
        captive_share=_value(steps, "captive_share", months),
        alone=_alone(tables) if events and dyads else None,
        **(_lives(tables["dyads"], months) if dyads else _NO_LIVES),
    )


_NO_LIVES: dict[str, Any] = dict.fromkeys(("relationships", "reached_long_term", "ended", "survival"))


def _lives(dyads: Mapping[str, NDArray[Any]], months: int) -> dict[str, Any]:
    from sim.analysis.survival import kaplan_meier, lifetimes

    curve = kaplan_meier(lifetimes(dyads))
    survival = {age: float(curve.at(age)) for age in AGES if age <= months}
    causes = np.bincount(dyads["cause"][~dyads["censored"]], minlength=len(CAUSE_WORDS))
    return {
        "relationships": {
            "start": int(np.count_nonzero(dyads["start"] <= 0)),
            "end": int(np.count_nonzero(dyads["censored"])),
            "ever": len(dyads["dyad"]),
        },
        "reached_long_term": int(np.count_nonzero(np.isin(dyads["highest_stage"], (LONG_TERM, FINAL)))),
        "ended": {word: int(n) for word, n in zip(CAUSE_WORDS, causes, strict=True) if n and word != "none"},
        "survival": {age: share for age, share in survival.items() if not math.isnan(share)},
    }


def _value(steps: Mapping[str, NDArray[Any]], metric: str, month: int | None) -> float | None:
    """Return a metric in a month, or in the last one before it that was kept; None where there is no such number."""
    if metric not in steps or month is None:
        return None
    known = np.flatnonzero(steps["month"] <= month)
    value = float(steps[metric][known[-1]]) if len(known) else math.nan
    return None if math.isnan(value) else value


def _alone(tables: Tables) -> dict[str, Any] | None:
    """Return the life of the longest relationship, where never two lived at a time."""
    dyads, events = tables["dyads"], tables["events"]
    if not len(dyads["dyad"]):
        return None
    order = np.lexsort((dyads["dyad"], dyads["start"]))
    starts, ends = dyads["start"][order], dyads["end"][order]
    if np.any((starts[1:] < ends[:-1]) | (starts[1:] == starts[:-1])):
        return None
    longest = order[np.argmax(ends - starts)]
    life = {name: column[longest] for name, column in dyads.items()}
    entered = events["month"][
        (events["dyad"] == life["dyad"])
        & (events["month"] >= life["start"])
        & (events["month"] <= life["end"])
        & (events["event"] == Event.STAGE_ENTERED)
        & (events["to_stage"] == LONG_TERM)
    ]
    return {
        "dyad": int(life["dyad"]),
        "start": int(life["start"]),
        "long_term": int(entered.min()) if len(entered) else None,
        "ended": not life["censored"],
        "month": int(life["end"]),
        "cause": CAUSE_WORDS[int(life["cause"])],
        "by": Side(int(life["initiator"])).word,
        "at_review": bool(life["at_review"]),
        "trust_buyer": float(life["trust_buyer"]),
        "trust_seller": float(life["trust_seller"]),
        "other_relationships": len(order) - 1,
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _pair(first: float | None, second: float | None) -> str:
    return "–" if first is None or second is None else f"{first:.2f} / {second:.2f}"


def _before(one: ArmSummary) -> dict[str, str]:
    if one.before is None:
        return {}
    return {f"trust (buyer / seller), month {one.before}": _pair(one.trust_buyer_before, one.trust_seller_before)}


def _of_one(one: ArmSummary) -> dict[str, str]:
    """Return label → text for the life of one relationship."""
    life = one.alone or {}
    who = {"buyer": ", by the buyer", "seller": ", by the seller", "both": ", by both"}.get(life["by"], "")
    told = {"the longest relationship": f"from month {life['start']}"} if life["other_relationships"] else {}
    told["reached the long-term stage"] = "never" if life["long_term"] is None else f"month {life['long_term']}"
    if life["start"] <= (one.before or 0) <= life["month"]:
        told |= _before(one)
    told["trust (buyer / seller), last month"] = _pair(life["trust_buyer"], life["trust_seller"])
    still = f"still there in month {life['month']}"
    told["ended"] = f"month {life['month']}: {life['cause']}{who}" if life["ended"] else still
    return told | ({"other relationships": str(life["other_relationships"])} if life["other_relationships"] else {})


def _of_many(one: ArmSummary) -> dict[str, str]:
    """Return label → text for an arm with many relationships, or none."""
    told: dict[str, str] = {}
    if one.relationships is not None and one.reached_long_term is not None:
        ever = one.relationships["ever"]
        told["relationships, month 0 → end"] = f"{one.relationships['start']:,} → {one.relationships['end']:,}"
        share = _percent(one.reached_long_term / ever if ever else None)
        told["reached the long-term stage"] = f"{one.reached_long_term:,} of {ever:,} ({share})"
    told |= _before(one)
    told["trust (buyer / seller), at the end"] = _pair(one.trust_buyer, one.trust_seller)
    told["captive at the end"] = _percent(one.captive_share)
    if one.ended is not None and one.survival is not None:
        told |= {f"outlive {age} months": _percent(share) for age, share in one.survival.items()}
        told["ended"] = f"{sum(one.ended.values()):,}"
        told |= {f"  {cause}": f"{n:,}" for cause, n in one.ended.items()}
    return told


def _labels(told: Sequence[Mapping[str, str]]) -> list[str]:
    """Return all labels, each where the first arm that has it puts it."""
    labels: list[str] = []
    for one in told:
        for place, label in enumerate(one):
            if label not in labels:
                labels.insert(min(place, len(labels)), label)
    return labels


def lines(arms: Sequence[ArmSummary], width: int | None) -> list[str]:
    """Return the table of what happened, in as many blocks of arms as the width needs.

    Parameters
    ----------
    arms : sequence of ArmSummary
        In the order of the scenario.
    width : int or None
        Columns of the terminal; None for no limit.
    """
    tell = _of_many if any(one.alone is None for one in arms) else _of_one
    told_of = [tell(one) for one in arms]
    found = _labels(told_of)
    columns = [[one.arm, *(told.get(label, "–") for label in found)] for one, told in zip(arms, told_of, strict=True)]
    labels = ["what happened", *found]
    blocks: list[list[list[str]]] = [[]]
    room = (width or 10**9) - max(map(len, labels))
    used = 0
    for column in columns:
        needed = max(map(len, column)) + 3
        if blocks[-1] and used + needed > room:
            blocks.append([])
            used = 0
        blocks[-1].append(column)
        used += needed
    told: list[str] = []
    for block in blocks:
        if told:
            told.append("")
        told += aligned(list(zip(labels, *block, strict=True)))
    return told
