"""What performance is expected of the partner (E1)."""

from __future__ import annotations

from sim._jit import rule, share


@rule
def first_expectation(prior: float, reputation: float, promise: float, noise: float, p_weight: float) -> float:
    """Return the expectation with which a side enters a relationship, in [0, 1] of performance.

    Notes
    -----
    Claim : strangers are expected to perform as people in general and as their reputation says; promises inflate it
        [@boulding_1993].
    Form  : E1, weighted mean of prior and reputation, plus promise, plus a personal error.
    Holds : rises with reputation and with the promise; stays in [0, 1].
    """
    return share((1.0 - p_weight) * prior + p_weight * reputation + promise + noise)


@rule
def expectation_after(expectation: float, performance: float, rate: float) -> float:
    """Return the expectation after one delivery, in [0, 1] of performance.

    Notes
    -----
    Claim : expectations adapt to what is received, so that delight wears off [@oliver_1980].
    Form  : E1, exponential smoothing.
    Holds : lies between the old expectation and the performance.
    """
    return share(expectation + rate * (performance - expectation))
