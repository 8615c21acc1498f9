"""Routine without sharing (T41)."""

from __future__ import annotations

from sim._jit import rule, share


@rule
def ritual(routine: float, shared: float) -> float:
    """Return how far a relationship has become a ritual, in [0, 1].

    Notes
    -----
    Claim : relationships are to replace ritual by sharing [@cormier]; institutionalised ones are at risk of ritual
        [@ford_1980].
    Form  : T41, routine times what is not shared.
    Holds : rises with routine; falls with sharing; is 0 without routine and at full sharing.
    """
    return share(routine * (1.0 - shared))


@rule
def has_left(known: float, knows: float, decay: float) -> bool:
    """Return whether a side must have lost a person: it knows less of the other than forgetting alone leaves.

    Notes
    -----
    Claim : what only a person knew goes with the person [@geersbro_ritter_2013].
    Form  : E11 turned round, since what is learned is never negative; the margin is for rounding.
    Holds : is False where nothing is lost; is False where what was lost is less than what was learned.
    """
    return knows < (1.0 - decay) * known - 1e-9


@rule
def kept_up(deliveries: float, before: float, renewed: float) -> float:
    """Return the deliveries that make a routine, ``before`` of them with people who have left, at least 0.

    Notes
    -----
    Claim : who comes new to a relationship does not know its rituals, which may do it good (S11 of the theory page).
    Form  : ours, a share of the routine ends with the person.
    Holds : is all deliveries where nothing ends or nobody left; falls with the share.
    """
    return deliveries - renewed * before
