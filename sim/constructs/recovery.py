"""After a failure (E14)."""

from __future__ import annotations

from sim._jit import logistic, rule, share


@rule
def voice_probability(commitment: float, intercept: float, per_commitment: float) -> float:
    """Return the probability that a failure is spoken about rather than borne in silence.

    Notes
    -----
    Claim : loyalty turns exit into voice [@hirschman_1970].
    Form  : E14, logistic in affective commitment.
    Holds : rises with commitment.
    """
    return logistic(intercept + per_commitment * commitment)


@rule
def recovered_satisfaction(episode: float, quality: float, lift: float) -> float:
    """Return satisfaction with an episode whose failure was made good, in [0, 1].

    Notes
    -----
    Claim : a well recovered failure can satisfy more than none [@de_matos_2007].
    Form  : E14, lifted by the quality of recovery, then cut.
    Holds : is the episode itself at quality 0; never less.
    """
    return share(episode + lift * quality)


@rule
def satisfaction_for_trust(episode: float, before: float, to_trust: float) -> float:
    """Return the part of a recovered episode that trust learns from, in [0, 1].

    Notes
    -----
    Claim : recovery makes good feelings more than it makes trust [@de_matos_2007].
    Form  : E14, only a share of what recovery lifted above neutral counts.
    Holds : never exceeds the episode; is the episode where nothing was recovered.
    """
    neutral = max(before, 0.5)
    return episode if episode <= neutral else neutral + to_trust * (episode - neutral)
