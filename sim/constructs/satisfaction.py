"""How an episode is felt, and what remains of it (E3)."""

from __future__ import annotations

from sim._jit import logistic, rule, share


@rule
def felt_surprise(surprise: float, loss_aversion: float, indifference: float) -> float:
    """Return the felt value of performance less expectation.

    Notes
    -----
    Claim : shortfalls weigh more than equal surpluses [@anderson_sullivan_1993; @brown_2024].
    Form  : E3, piecewise linear with an optional zone of indifference.
    Holds : has the sign of the surprise; is the surprise itself at loss aversion 1 and no indifference.
    """
    felt = surprise if surprise >= 0.0 else loss_aversion * surprise
    return felt if abs(surprise) >= indifference else 0.0


@rule
def episode_satisfaction(performance: float, felt: float, quality: float, disconfirmation: float) -> float:
    """Return satisfaction with one episode, in (0, 1); 0.5 is neutral.

    Notes
    -----
    Claim : quality and disconfirmation both satisfy; expectation has no effect of its own [@anderson_sullivan_1993].
    Form  : E3, logistic in both.
    Holds : rises with performance and with the felt surprise.
    """
    return logistic(quality * (performance - 0.5) + disconfirmation * felt)


@rule
def satisfaction_after(satisfaction: float, episode: float, deliveries: float, rate_floor: float) -> float:
    """Return cumulative satisfaction after one episode, in [0, 1].

    Notes
    -----
    Claim : cumulative satisfaction is an anchor that each new episode moves less, the longer the experience
        [@bolton_1998].
    Form  : E3, a running mean whose weight 1/(n + 3) does not fall below a floor.
    Holds : lies between the old satisfaction and the episode.
    """
    weight = max(rate_floor, 1.0 / (deliveries + 3.0))
    return share(satisfaction + weight * (episode - satisfaction))
