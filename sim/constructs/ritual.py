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
