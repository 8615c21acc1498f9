"""The life of one relationship as a story: what happened when, and what both sides felt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.analysis.network import KINDS, identity, kind_and_number
from sim.analysis.tables import Table, codes, length, where
from sim.analysis.trajectories import Life, lives
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.recording.codes import CAUSE_WORDS, Cause, Event, Side

FELT = ("trust_buyer", "trust_seller", "performance_buyer", "performance_seller")


@dataclass(frozen=True)
class Episode:
    """One thing that happened.

    Attributes
    ----------
    month : int
    event : Event
    side : Side
        Who felt, noticed or ended it.
    words : str
        The same in a sentence without its month.
    """

    month: int
    event: Event
    side: Side
    words: str


@dataclass(frozen=True)
class Story:
    """One relationship of one run.

    Attributes
    ----------
    dyad : int
    names : (str, str)
        Both organisations: ``buyer 3``, ``seller 0``.
    life : Life or None
        Both sides' trust and what each received, month by month; None where the run did not follow it.
    episodes : list of Episode
        In the order of months.
    start, end : int
        Months; negative where it is older than the run.
    ended : bool
    """

    dyad: int
    names: tuple[str, str]
    life: Life | None
    episodes: list[Episode]
    start: int
    end: int
    ended: bool


def eventful(paths: Table, events: Table, dyads: Table) -> int | None:
    """Return the pair whose story has most to tell: many kinds of event, over many months; None where there is none.

    Only pairs that are followed month by month, if any are.
    """
    if not length(dyads):
        return None
    pairs = np.unique(paths["dyad"] if length(paths) else dyads["dyad"]).tolist()
    months = np.maximum(dyads["end"], 0) - np.maximum(dyads["start"], 0)
    longest = {pair: int(months[dyads["dyad"] == pair].max(initial=0)) for pair in pairs}
    kinds: dict[int, set[int]] = {pair: set() for pair in pairs}
    if length(events):
        for pair, kind in zip(events["dyad"].tolist(), codes(events, "event").tolist(), strict=True):
            if pair in kinds:
                kinds[pair].add(kind)
    return int(max(pairs, key=lambda pair: (len(kinds[pair]) * longest[pair], -pair)))


def most_eventful(runs: Mapping[str, tuple[Table, Table, Table]]) -> tuple[int | None, list[str]]:
    """Return the pair with most to tell in any arm, and the arms that tell of it, the one with most to tell first.

    Parameters
    ----------
    runs : mapping from arm to (paths, events, dyads)
        Of one run each.
    """
    pairs = {arm: eventful(*tables) for arm, tables in runs.items()}
    worth = {arm: 0 if pair is None else _worth(story_of(pair, *runs[arm])) for arm, pair in pairs.items()}
    if not any(pair is not None for pair in pairs.values()):
        return None, []
    chosen = pairs[max(worth, key=lambda arm: (pairs[arm] is not None, worth[arm]))]
    stories = {arm: None if chosen is None else story_of(chosen, *tables) for arm, tables in runs.items()}
    return chosen, sorted((arm for arm in runs if stories[arm] is not None), key=lambda arm: -_worth(stories[arm]))


def _worth(story: Story | None) -> int:
    """Return how much there is to tell: many kinds of episode, over many months."""
    return 0 if story is None else len({one.event for one in story.episodes}) * (story.end - max(story.start, 0))


def pair_of(dyads: Table, buyer: int, seller: int) -> int | None:
    """Return the pair of a buyer and a seller by their numbers; None where they never met."""
    if not length(dyads):
        return None
    found = dyads["dyad"][(dyads["buyer"] == buyer) & (dyads["seller"] == seller)]
    return int(found[0]) if len(found) else None


def story_of(dyad: int, paths: Table, events: Table, dyads: Table) -> Story | None:
    """Tell the longest life of a pair.

    Parameters
    ----------
    dyad : int
    paths, events, dyads : Table
        Of one run.

    Returns
    -------
    Story or None
        None where the pair never met in this run.
    """
    mine = where(dyads, dyads["dyad"] == dyad) if length(dyads) else {}
    if not length(mine):
        return None
    at = int(np.argmax(mine["end"].astype(np.int64) - mine["start"]))
    start, end = int(mine["start"][at]), int(mine["end"][at])
    followed = lives(where(paths, paths["dyad"] == dyad), FELT) if length(paths) else []
    life = next((one for one in followed if start <= one.month[0] <= end), None)
    kinds, numbers = kind_and_number(identity(np.array([dyad], np.int64))[0])
    owner, partner = (f"{KINDS[kind]} {at}" for kind, at in zip(kinds.tolist(), numbers.tolist(), strict=True))
    names = (owner, partner)
    return Story(dyad, names, life, _episodes(events, dyad, start, end, names), start, end, not mine["censored"][at])


def _episodes(events: Table, dyad: int, start: int, end: int, names: tuple[str, ...]) -> list[Episode]:
    if not length(events):
        return []
    mine = where(events, (events["dyad"] == dyad) & (events["month"] >= max(start, 0)) & (events["month"] <= end))
    kind, side, cause, after = (codes(mine, name) for name in ("event", "side", "cause", "to_stage"))
    # What mechanisms tell of comes before the month is played, and the end after all else.
    within = np.where(kind == Event.ENDED, len(Event), np.where(kind >= Event.CONTACT, -1, kind))
    order = np.lexsort((within, mine["month"]))
    return [
        Episode(
            int(mine["month"][at]),
            Event(kind[at]),
            Side(side[at]),
            _in_words(Event(kind[at]), Side(side[at]), int(cause[at]), int(after[at]), names),
        )
        for at in order.tolist()
    ]


def _in_words(event: Event, side: Side, cause: int, after: int, names: tuple[str, ...]) -> str:
    """Say what happened, with the names of those concerned."""
    both = f"{names[0]} and {names[1]}"
    who = {Side.BUYER: names[0], Side.SELLER: names[1], Side.BOTH: both, Side.NONE: both}[side]
    reason = "" if cause == Cause.NONE else f": {CAUSE_WORDS[cause]}"
    told = {
        Event.FORMED: f"{both} agree to deal with each other",
        Event.STAGE_ENTERED: f"they enter {STAGE_WORDS[after]}",
        Event.FAILURE: f"{who} receives less than it can accept",
        Event.RECOVERY: f"what {who} complained of is made good",
        Event.BREACH_DETECTED: f"{who} notices that it was taken advantage of",
        Event.REVIEW: "both sides review the relationship",
        Event.CONTACT: f"{who} seeks dialogue",
        Event.PITCH: f"{who} asks for an order",
        Event.VISIT: "a state visit",
        Event.DEPARTURE: f"the contact person of {who} leaves",
        Event.CELEBRATION: "both celebrate an anniversary of their agreement",
        Event.MANDATORY_REVIEW: "the law has both looked at closely",
        Event.REVIEW_KEEP: f"{who} review{'' if side == Side.BOTH else 's'} the relationship: it goes on",
        Event.REVIEW_ADJUST: f"{who} reviews the relationship: something has to change",
        Event.REVIEW_GROW: f"{who} review{'' if side == Side.BOTH else 's'} the relationship: it is to grow",
        Event.REVIEW_END: f"{who} reviews the relationship: it should end",
        Event.ENDED: f"it ends{'' if side == Side.NONE else f', by {who}'}{reason}",
    }
    return told.get(event, f"{event.word} ({who})")
