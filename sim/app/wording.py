"""Events, causes and interventions as sentences for people who see the model for the first time."""

from __future__ import annotations

from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.recording.codes import Cause, Event, Side
from sim.scenario import Intervention

_CAUSES = {
    Cause.BETTER_ALTERNATIVE: "a better alternative was at hand, and it was worth the cost of leaving",
    Cause.WEAK_COMMITMENT: "there was too little wish left to stay",
    Cause.NO_PRESSING_REASON: "there was no pressing reason: relationships are sometimes just let go",
    Cause.OUTSIDE_EVENT: "something outside the relationship ended it, such as a bankruptcy or a takeover",
    Cause.INTERVENTION: "it was ended from outside, as the scenario says",
}


def share(value: float) -> str:
    """Return a share as the page writes it: ``.62``."""
    return f"{value:.2f}".removeprefix("0") if value < 0.995 else "1"


def signed(value: float, digits: int = 3) -> str:
    """Return a difference with its sign, a true minus among them."""
    return f"{value:+.{digits}f}".replace("-", "\N{MINUS SIGN}")


def by_whom(side: int, sides: tuple[str, str]) -> str:
    """Return `` by the buyer``, or nothing where nobody inside ended it."""
    if side in (Side.BUYER, Side.SELLER):
        return f" by the {sides[side]}"
    return " by both sides" if side == Side.BOTH else ""


def cause_in_words(cause: int) -> str:
    """Return why a relationship ended."""
    try:
        found = Cause(cause)
    except ValueError:
        return "for a reason that this page has no words for"
    return _CAUSES.get(found, found.word)


def event_in_words(code: int, side: int, was: int, now: int, cause: int, sides: tuple[str, str]) -> str:
    """Return what happened, in one sentence without a full stop."""
    me = sides[side] if side in (Side.BUYER, Side.SELLER) else "other side"
    other = sides[1 - side] if side in (Side.BUYER, Side.SELLER) else "other side"
    event = Event(code)
    if event is Event.FORMED:
        return "the two agree to work together"
    if event is Event.STAGE_ENTERED:
        return _stage_in_words(was, now)
    if event is Event.FAILURE:
        return f"a failure for the {me}: far less than it expected"
    if event is Event.RECOVERY:
        return f"the {other} made good for it, and the {me} noticed"
    if event is Event.BREACH_DETECTED:
        return f"the {me} found out that the {other} had taken advantage"
    if event is Event.REVIEW:
        return "review: both looked at what else they could have"
    if event is Event.ENDED:
        return f"ended{by_whom(side, sides)}: {cause_in_words(cause)}"
    told = {
        Event.CONTACT: f"the {me} seeks dialogue with the {other}",
        Event.PITCH: f"the {me} asks the {other} for an order",
        Event.VISIT: "a state visit",
        Event.DEPARTURE: f"the contact person of the {me} leaves",
        Event.CELEBRATION: "the two celebrate an anniversary of their agreement",
        Event.MANDATORY_REVIEW: "the law has both looked at closely",
        Event.REVIEW_KEEP: "review: it goes on",
        Event.REVIEW_ADJUST: f"review by the {me}: something has to change",
        Event.REVIEW_GROW: f"review{by_whom(side, sides)}: it is to grow",
        Event.REVIEW_END: f"review by the {me}: it should end",
    }
    return told.get(event, event.word)


def _stage_in_words(was: int, now: int) -> str:
    if STAGE_WORDS[now] == "decline":
        return f"it falls into decline, out of the {STAGE_WORDS[was]} stage"
    if was >= 0 and STAGE_WORDS[was] == "decline":
        return f"it recovers: back to the {STAGE_WORDS[now]} stage"
    if now < was:
        return f"it falls back to the {STAGE_WORDS[now]} stage"
    return f"it enters the {STAGE_WORDS[now]} stage"


def intervention_in_words(item: Intervention) -> str:
    """Return what was done to the world, in one clause."""
    by = abs(item.by) if item.by is not None else 0.0
    rises = (item.by or 0.0) > 0
    whom = item.target if item.which is None else f"some {item.target}"
    if item.which is not None and len(item.which) == 1:
        whom = f"{item.target[:-1]} {item.which[0]}"
    words = {
        "quality_shift": f"the quality of {whom} {'rises' if rises else 'falls'} by {by:g}, for good",
        "failure": f"the deliveries of {whom} fail for a month ({by:g} lost)",
        "price_change": f"the prices of {whom} {'rise' if rises else 'fall'} by {by:g}",
        "demand_shift": f"the demand of {whom} {'rises' if rises else 'falls'} by {100 * by:.0f} %",
        "contact_departure": f"the contact person leaves, in {100 * item.share:.0f} % of the relationships of {whom}",
        "manager_departure": f"{100 * item.share:.0f} % of the account managers of {whom} leave",
        "end_relationships": f"{100 * item.share:.0f} % of the relationships are ended from outside",
        "scandal": f"a scandal costs {by:g} of the trust in institutions",
        "subsidy": f"the government adds {by:g} to investments until month {item.until}",
    }
    if item.set:
        values = ", ".join(f"{key} becomes {value:g}" for key, value in item.set.items())
        return values if item.action == "change" else f"new rules: {values}"
    return words.get(item.action, item.action.replace("_", " "))
