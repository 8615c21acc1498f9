"""The rules of word of mouth (E12)."""

from __future__ import annotations

from sim._jit import rule, share


@rule
def wound_after(wound: float, by: float) -> float:
    """Return the share of its trust that a hearer loses, once another breach is told, in [0, 1].

    Notes
    -----
    Claim : those who hear of a breach trust the accused less [@williamson_1985]; its size is ours.
    Form  : E12, what is left loses the same share at every telling.
    Holds : never falls; stays in [0, 1].
    """
    return share(1.0 - (1.0 - wound) * (1.0 - by))


@rule
def reputation_after_talk(reputation: float, hearers: float, crowd: float, loss: float) -> float:
    """Return the reputation of an accused after so many of a crowd heard of a breach, in [0, 1].

    Notes
    -----
    Claim : reputation is what is told; ours.
    Form  : E12, falls in proportion to the share of the crowd that heard.
    Holds : never rises; is unchanged where nobody heard.
    """
    return share(reputation - loss * hearers / crowd)
