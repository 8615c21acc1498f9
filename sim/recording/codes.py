"""The small integers of recorded tables and the words that stored tables use instead.

Numbers, once given, keep their meaning: stored results are read with these words for ever.
"""

from __future__ import annotations

from enum import IntEnum

from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.mechanisms import happenings


class _Word(IntEnum):
    """A code whose word is its name in lower case, with spaces."""

    @property
    def word(self) -> str:
        """Return the word that stored tables hold."""
        return self.name.lower().replace("_", " ")


class Event(_Word):
    """What happened to a relationship; from ``CONTACT`` on it is mechanisms that tell of it."""

    FORMED = 0
    STAGE_ENTERED = 1
    FAILURE = 2
    RECOVERY = 3
    BREACH_DETECTED = 4
    REVIEW = 5
    ENDED = 6
    CONTACT = happenings.CONTACT
    PITCH = happenings.PITCH
    VISIT = happenings.VISIT
    DEPARTURE = happenings.DEPARTURE
    CELEBRATION = happenings.CELEBRATION
    MANDATORY_REVIEW = happenings.MANDATORY_REVIEW
    REVIEW_KEEP = happenings.REVIEW_KEEP
    REVIEW_ADJUST = happenings.REVIEW_ADJUST
    REVIEW_GROW = happenings.REVIEW_GROW
    REVIEW_END = happenings.REVIEW_END


class Cause(_Word):
    """Why a relationship ended; ``NONE`` while it is alive."""

    NONE = 0
    BETTER_ALTERNATIVE = 1
    WEAK_COMMITMENT = 2
    NO_PRESSING_REASON = 3
    OUTSIDE_EVENT = 4
    INTERVENTION = 5


class Side(_Word):
    """Who felt a failure, noticed a breach or ended a relationship; ``NONE`` where nobody inside it did."""

    BUYER = 0
    SELLER = 1
    BOTH = 2
    NONE = 3


class Relation(_Word):
    """Between whom: buyer and seller, principal and complementor, two governments, seller and supplier, two firms."""

    MARKET = 0
    COMPLEMENT = 1
    GOVERNMENT = 2
    SUPPLY = 3
    PEER = 4


EVENT_WORDS: tuple[str, ...] = tuple(code.word for code in Event)
CAUSE_WORDS: tuple[str, ...] = tuple(code.word for code in Cause)
SIDE_WORDS: tuple[str, ...] = tuple(code.word for code in Side)
RELATION_WORDS: tuple[str, ...] = tuple(code.word for code in Relation)


WORDS_OF_COLUMN: dict[str, tuple[str, ...]] = {
    "event": EVENT_WORDS,
    "cause": CAUSE_WORDS,
    "side": SIDE_WORDS,
    "initiator": SIDE_WORDS,
    "relation": RELATION_WORDS,
    "stage": STAGE_WORDS,
    "from_stage": STAGE_WORDS,
    "to_stage": STAGE_WORDS,
    "highest_stage": STAGE_WORDS,
}
"""The words of each coded column, in the order of their codes."""


def words_of(column: str) -> tuple[str, ...] | None:
    """Return the words of a column in the order of their codes, or None where a column holds numbers."""
    return WORDS_OF_COLUMN.get(column)
