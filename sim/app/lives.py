"""The life of one relationship: its months, its episodes in words, and why it ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sim.app.wording import by_whom, cause_in_words, event_in_words, intervention_in_words, share
from sim.app.worlds import FULL, STATES, UNKNOWN, World
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.recording.codes import Cause, Event, Side
from sim.recording.tables import relation_of
from sim.state import columns as c

_LAST_MONTHS = 12
SIDES = {
    c.MARKET: ("buyer", "seller"),
    c.COMPLEMENT: ("principal", "complementor"),
    c.DIPLOMATIC: ("first government", "second government"),
    c.SUPPLY: ("seller", "supplier"),
    c.PEER: ("first buyer", "second buyer"),
}
"""What the two sides of each kind of relationship are called: the owner, and the other."""


@dataclass(frozen=True)
class Happening:
    """One thing that happened to a relationship, or to its world, in a month."""

    month: int
    words: str
    kind: str
    """The event's word; ``world`` where it came from outside."""
    code: int = -1
    side: int = int(Side.NONE)
    cause: int = 0


@dataclass(frozen=True)
class Life:
    """One relationship so far.

    Attributes
    ----------
    owner, partner : int
        Organisations, numbered through.
    start, last : int
        Month of the agreement, and the last one that it lived to see.
    months : (n,) int
    states : (n, 6) float
        See ``worlds.STATES``; nan where unknown.
    stages : (n,) int
    happenings : tuple of Happening
    """

    title: str
    sides: tuple[str, str]
    owner: int
    partner: int
    start: int
    last: int
    months: npt.NDArray[np.int64]
    states: npt.NDArray[np.float64]
    stages: npt.NDArray[np.int8]
    happenings: tuple[Happening, ...] = field(default=())

    @property
    def end(self) -> Happening | None:
        """How it ended; None while it lives."""
        return next((one for one in self.happenings if one.code == Event.ENDED), None)


def names_of(world: World, owner: int, partner: int) -> tuple[tuple[str, str], str]:
    """Return what the two sides are called, and a title: ``buyer 3 and seller 1``."""
    kinds = world.kinds
    sides = SIDES[int(relation_of(world.simulation.world, np.array([owner]), np.array([partner]))[0])]
    uid = world.simulation.world.organisations.uid.astype(np.int64) & ((1 << 29) - 1)
    words = ["buyer", "seller", "complementor", "government"]
    named = [f"{words[int(kinds[who])]} {uid[who]}" for who in (owner, partner)]
    return sides, " and ".join(named)


def life_in_row(world: World, row: int, month: int) -> Life | None:
    """Return the life of the relationship that lies in a row in some month."""
    then = world.history[month]
    if not 0 <= row < world.rows or then.stage[row] < 0:
        return None
    return _life(world, row, int(then.partner[row]), int(then.start[row]), month)


def life_of_pair(world: World, owner: int, partner: int, near: int) -> Life | None:
    """Return the relationship of two organisations that began nearest to a month, or None where they never met."""
    found: dict[int, tuple[int, int]] = {}
    for month, then in enumerate(world.history):
        rows = np.flatnonzero((world.owners == owner) & (then.partner == partner) & (then.stage >= 0))
        found |= {int(then.start[at]): (int(at), month) for at in rows}
    if not found:
        return None
    start = min(found, key=lambda one: (abs(one - near), one))
    row, month = found[start]
    return _life(world, row, partner, start, month)


def _life(world: World, row: int, partner: int, start: int, seen: int) -> Life:
    owner = int(world.owners[row])

    def here(month: int) -> bool:
        then = world.history[month]
        return bool(then.stage[row] >= 0 and then.partner[row] == partner and then.start[row] == start)

    first = last = seen
    while first > 0 and here(first - 1):
        first -= 1
    while last < world.month and here(last + 1):
        last += 1
    months = np.arange(first, last + 1)
    kept = np.array([world.history[month].states[:, row] for month in months])
    states = np.where(kept == UNKNOWN, np.nan, kept / FULL)
    stages = np.array([world.history[month].stage[row] for month in months])
    sides, title = names_of(world, owner, partner)
    happened = [*_events(world, owner, partner, start, last, sides), *_from_outside(world, start, last)]
    happened.sort(key=_order)
    return Life(title, sides, owner, partner, start, last, months, states, stages, tuple(happened))


def _order(one: Happening) -> tuple[int, bool, bool, bool, int]:
    """Put what happened in order: the world first, what is before the month's delivery next, the end last."""
    return one.month, one.kind != "world", one.code == Event.ENDED, one.code < Event.CONTACT, one.code


def _events(
    world: World, owner: int, partner: int, start: int, last: int, sides: tuple[str, str]
) -> Iterator[Happening]:
    for numbers, _ in world.simulation.archive.events:
        mine = (numbers[:, 1] == owner) & (numbers[:, 2] == partner)
        for line in numbers[mine & (numbers[:, 0] >= start) & (numbers[:, 0] <= last + 1)]:
            month, code, side, was, now, cause = (int(line[k]) for k in (0, 4, 5, 6, 7, 8))
            if (month > last and code != Event.ENDED) or (month == start and code == Event.ENDED):
                continue  # of the pair's relationship before or after
            words = event_in_words(code, side, was, now, cause, sides)
            yield Happening(month, words, Event(code).word, code, side, cause)


def _from_outside(world: World, start: int, last: int) -> Iterator[Happening]:
    for item in world.setting.interventions():
        if max(start, 1) <= item.at <= last + 1:
            yield Happening(item.at, intervention_in_words(item), "world")


def why_it_ended(life: Life) -> list[str]:
    """Return sentences that say who ended a relationship, why, and what went before; none while it lives."""
    end = life.end
    if end is None:
        return []
    age = end.month - life.start
    # Stages are told as they rose; decline is no height.
    rising = [int(stage) for stage in life.stages if stage < STAGE_WORDS.index("decline")]
    reached = STAGE_WORDS[max(rising, default=0)]
    told = [
        f"Ended{by_whom(end.side, life.sides)} in month {end.month}, after {age} month{'s' * (age != 1)}. "
        f"It had reached the {reached} stage.",
        cause_in_words(end.cause).capitalize() + ".",
    ]
    recent = [one for one in life.happenings if end.month - _LAST_MONTHS <= one.month <= end.month]
    count = {event: sum(one.code == event for one in recent) for event in Event}
    parts = []
    if count[Event.FAILURE]:
        parts.append(f"{_times(count[Event.FAILURE])} a delivery was felt as a failure")
    if count[Event.RECOVERY]:
        parts.append(f"{_times(count[Event.RECOVERY])} a failure was made good")
    if count[Event.BREACH_DETECTED]:
        parts.append(f"{_times(count[Event.BREACH_DETECTED])} one side was caught taking advantage")
    if parts:
        told.append(f"In its last {min(_LAST_MONTHS, age)} months " + ", ".join(parts) + ".")
    told += [_trust(life, k) for k in range(2)]
    outside = [one for one in recent if one.kind == "world"]
    told += [f"Shortly before, in month {one.month}, {one.words}." for one in outside]
    if end.cause == Cause.OUTSIDE_EVENT:
        told.append("No feeling of the two sides had a part in it.")
    return [sentence for sentence in told if sentence]


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _trust(life: Life, side: int) -> str:
    values = life.states[:, STATES.index("trust_buyer") + side]
    if np.isnan(values).all():
        return ""
    peak = int(np.nanargmax(values))
    best, final = float(values[peak]), float(values[-1])
    who = life.sides[side]
    if best - final < 0.05:
        return f"Trust of the {who} stood at {share(final)}, about its highest."
    return f"Trust of the {who} had fallen from {share(best)} (month {life.months[peak]}) to {share(final)}."


def other_world(mine: Life, other: World, *, apart: int | None) -> str:
    """Return in one sentence what became of the same two in the other world."""
    if apart is None:
        return "So far the other world is the same: the same luck, and nothing changed."
    twin = life_of_pair(other, mine.owner, mine.partner, mine.start)
    if twin is None or abs(twin.start - mine.start) > _LAST_MONTHS:
        return "In the other world these two never agreed to work together at that time."
    if twin.end is None:
        stage = STAGE_WORDS[int(twin.stages[-1])]
        return f"In the other world, with the same luck, the same two are together in month {other.month} ({stage})."
    return (
        f"In the other world, with the same luck, the same two parted in month {twin.end.month}"
        f"{by_whom(twin.end.side, twin.sides)}: {cause_in_words(twin.end.cause)}."
    )
