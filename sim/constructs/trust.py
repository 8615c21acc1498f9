"""Reliance on the partner (E4)."""

from __future__ import annotations

from sim._jit import rule, share


@rule
def first_trust(
    reputation: float,
    values: float,
    institutions: float,
    start: float,
    per_reputation: float,
    per_values: float,
    per_institutions: float,
) -> float:
    """Return swift trust in a stranger, in [0, 1].

    Notes
    -----
    Claim : strangers are trusted for their reputation, for shared values and for the institutions around them
        [@siegrist_cvetkovich].
    Form  : E4, a sum.
    Holds : rises with each of the three.
    """
    return share(start + per_reputation * reputation + per_values * values + per_institutions * institutions)


@rule
def trust_ceiling(deception: float, ceiling_loss: float) -> float:
    """Return the trust that remembered deception leaves within reach, in [0, 1].

    Notes
    -----
    Claim : after deception trust never comes back whole [@schweitzer_2006].
    Form  : E4, linear.
    Holds : is 1 without remembered deception and falls with it.
    """
    return 1.0 - ceiling_loss * deception


@rule
def loss_ratio(ratio: float, values: float, shield: float) -> float:
    """Return how much more a bad episode takes than a good one gives, here.

    Notes
    -----
    Claim : trust resting on shared values is the resilient kind [@poortinga_2004].
    Form  : E4, the excess over 1 shrinks with value overlap.
    Holds : lies between 1 and the ratio.
    """
    return 1.0 + (ratio - 1.0) * (1.0 - shield * values)


@rule
def trust_after(trust: float, surprise: float, gain: float, loss: float, ceiling: float) -> float:
    """Return trust after one episode, in [0, 1].

    ``surprise`` in [-1, 1] is episode satisfaction about its neutral point.

    Notes
    -----
    Claim : trust is destroyed faster than it is built [@slovic_1993].
    Form  : E4, bounded linear steps: a gain closes part of the gap to the ceiling, a loss takes part of what is there.
    Holds : stays in [0, 1]; never falls after a good episode; never rises after a bad one; a gain never exceeds the
        ceiling.
    """
    won = gain * max(surprise, 0.0) * max(ceiling - trust, 0.0)
    lost = loss * max(-surprise, 0.0) * trust
    return share(trust + won - lost)


@rule
def trust_after_breach(trust: float, breach_loss: float, remedy: float, institutions: float) -> float:
    """Return trust after opportunism was detected, in [0, 1].

    Notes
    -----
    Claim : a detected breach costs trust at once; legal remedy softens the blow [@lewicki_bunker_1996].
    Form  : E4 and 2.3b.14, a share is lost, smaller where institutions are trusted.
    Holds : never rises; is the old trust at breach_loss 0.
    """
    return share(trust * (1.0 - breach_loss * (1.0 - remedy * institutions)))


@rule
def deception_after(deception: float, memory: float) -> float:
    """Return the memory of deception after a concealed breach came to light, in [0, 1].

    Notes
    -----
    Claim : deception is remembered and does not fade [@schweitzer_2006].
    Form  : E4, fills a share of what is free.
    Holds : never falls; stays in [0, 1].
    """
    return share(deception + memory * (1.0 - deception))
