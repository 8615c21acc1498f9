"""What is performed (E2)."""

from __future__ import annotations

from sim._jit import rule, share


@rule
def effort(commitment: float, base: float, per_commitment: float, shift: float) -> float:
    """Return the deliverer's effort, in [0, 1].

    Notes
    -----
    Claim : the committed try harder [@hallen_1991].
    Form  : E2, linear in the deliverer's affective commitment.
    Holds : rises with commitment.
    """
    return share(base + per_commitment * commitment + shift)


@rule
def performance(
    competence: float,
    effort: float,
    memory: float,
    investment: float,
    distance: float,
    opportunism: float,
    noise: float,
    effort_weight: float,
    effort_reference: float,
    per_memory: float,
    per_investment: float,
    per_distance: float,
    per_opportunism: float,
) -> float:
    """Return delivered performance before it is cut to [0, 1].

    Notes
    -----
    Claim : competence, effort, knowledge and adaptation make performance; distance and opportunism unmake it
        [@hallen_1991; @dyer_1998].
    Form  : E2, a sum.
    Holds : rises with the first four, falls with the last two.
    """
    made = competence + effort_weight * (effort - effort_reference) + per_memory * memory + per_investment * investment
    return made - per_distance * distance - per_opportunism * opportunism + noise


@rule
def linked_performance(own: float, third: float, controlled_share: float, coordination: float, memory: float) -> float:
    """Return the performance of a principal who delivers partly through a complementor, in [0, 1].

    Notes
    -----
    Claim : much of what is promised is delivered by others whom the principal does not control [@geersbro_ritter_2013].
    Form  : 3.1 and 2.3b.13, weighted by the controlled share, less a coordination loss that knowledge of the
        complementor removes.
    Holds : is the own performance at controlled share 1 and full knowledge.
    """
    return share(controlled_share * own + (1.0 - controlled_share) * third - coordination * (1.0 - memory))


@rule
def blame(memory: float, controlled_share: float, base: float, per_memory: float) -> float:
    """Return the share of a shortfall for which the principal is blamed, in [0, 1].

    Notes
    -----
    Claim : who knows the set-up puts the blame where it belongs [@li_choi_2009].
    Form  : 3.1 and 2.3b.13: accurate by knowledge, else half and half.
    Holds : lies between one half and the controlled share.
    """
    accuracy = share(base + per_memory * memory)
    return accuracy * controlled_share + (1.0 - accuracy) * 0.5
