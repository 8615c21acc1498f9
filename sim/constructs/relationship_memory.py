"""What each side knows of the other (E11)."""

from __future__ import annotations

from sim._jit import rule, share


@rule
def sharing(trust: float, commitment: float, openness: float, floor: float) -> float:
    """Return how much a side shares of what it knows, in [0, 1].

    Notes
    -----
    Claim : the trusting and committed share information [@dyer_1998].
    Form  : E11, trust times a line in commitment.
    Holds : is 0 without trust; rises with both.
    """
    return trust * (floor + (1.0 - floor) * commitment) * openness


@rule
def memory_gain(memory: float, shared: float, effort: float, rate: float) -> float:
    """Return the knowledge that a month of sharing adds.

    Notes
    -----
    Claim : relationship-specific knowledge accumulates by joint sense-making [@geersbro_ritter_2013].
    Form  : E11, a share of what is missing.
    Holds : is at least 0; is 0 once all is known.
    """
    return rate * shared * effort * (1.0 - memory)


@rule
def memory_after(memory: float, gain: float, decay: float) -> float:
    """Return knowledge of the partner after a month, in [0, 1].

    Notes
    -----
    Claim : what is not used is forgotten [@geersbro_ritter_2013].
    Form  : E11, a share is forgotten, the gain is added.
    Holds : stays in [0, 1].
    """
    return share((1.0 - decay) * memory + gain)
