"""Taking advantage of the partner (E12)."""

from __future__ import annotations

from sim._jit import logistic, rule, share


@rule
def opportunism_probability(
    propensity: float,
    victim_dependence: float,
    commitment: float,
    monitoring: float,
    institutions: float,
    intercept: float,
    per_propensity: float,
    per_commitment: float,
    per_monitoring: float,
    per_institutions: float,
    norm: float,
) -> float:
    """Return the probability of an opportunistic act this month.

    Notes
    -----
    Claim : hold-up grows with the victim's lock-in [@williamson_1985]; commitment and norms restrain [@heide_1992].
    Form  : E12, logistic.
    Holds : rises with propensity and the victim's dependence; falls with commitment, monitoring and institutional
        trust.
    """
    return logistic(
        intercept
        + per_propensity * propensity * (1.0 + victim_dependence)
        - per_commitment * commitment
        - per_monitoring * monitoring
        - per_institutions * institutions
        - norm
    )


@rule
def detection_probability(monitoring: float, audit: float, base: float, slope: float) -> float:
    """Return the probability that an opportunistic act is detected.

    Notes
    -----
    Claim : who watches sees; who does not is seen for [@geersbro_ritter_2013].
    Form  : E12, linear in monitoring; an audit has an independent chance.
    Holds : rises with both; stays in [0, 1].
    """
    seen = share(base + slope * monitoring)
    return seen + (1.0 - seen) * audit
