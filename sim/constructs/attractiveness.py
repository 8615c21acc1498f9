"""What draws to the partner (E6)."""

from __future__ import annotations

from sim._jit import logistic, rule


@rule
def attractiveness(outcome: float, level: float, slope: float) -> float:
    """Return attractiveness, in (0, 1).

    Notes
    -----
    Claim : a relationship attracts by what it yields above what one is used to [@thibaut_1959].
    Form  : E6 and 2.3b.11, logistic in outcome less slow comparison level.
    Holds : is 0.5 at the comparison level; rises with the outcome.
    """
    return logistic(slope * (outcome - level))
