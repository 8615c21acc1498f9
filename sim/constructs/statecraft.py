"""What states can do about their relationships: posts, ties, visits, programmes, leaders (T02-T09, section 3.2)."""

from __future__ import annotations

import math

from sim._jit import exp, log, rule, share

LOG_2 = 0.6931471805599453


@rule
def distance_left(posts: float) -> float:
    """Return the share of geographic distance that is felt where so many posts stand, in (0, 1].

    Notes
    -----
    Claim : ambassadors reduce geographic distance [@geersbro_ritter_2013], each further post by less [@rose_2007].
    Form  : section 3.2 and T03, one post halves it; ours, n posts leave 1/(1 + n).
    Holds : is 1 without posts, one half with one; falls with each, by less and less.
    """
    return 1.0 / (1.0 + posts)


@rule
def contact_factor(posts: float, gain: float) -> float:
    """Return by what factor posts raise contact, at least 1.

    Notes
    -----
    Claim : a local office makes contact more frequent [@geersbro_ritter_2013].
    Form  : ours, each further post adds half of what the one before it did.
    Holds : is 1 without posts; rises with each, by less and less; never exceeds 1 + gain.
    """
    return 1.0 + gain * (1.0 - exp(-LOG_2 * posts))


@rule
def departure_damage(personal: float, ties: float) -> float:
    """Return the share of what people hold that is lost when one of so many who hold it leaves, in [0, 1].

    Notes
    -----
    Claim : a wider interface between civilians carries the relationship when a leader goes [@geersbro_ritter_2013].
    Form  : T03, ours: knowledge and trust are spread evenly over the ties.
    Holds : is all that is personal with one tie; falls with each; is 0 where nothing is personal.
    """
    return share(personal / ties)


@rule
def learning_factor(ties: float, gain: float) -> float:
    """Return by what factor a wide interface speeds learning, at least 1.

    Notes
    -----
    Claim : more ties between people raise learning [@geersbro_ritter_2013].
    Form  : ours, saturating in the number of ties.
    Holds : is 1 with one tie; rises with each, by less and less; never exceeds 1 + gain.
    """
    return 1.0 + gain * (1.0 - 1.0 / ties)


@rule
def shared_goals_overlap(overlap: float, closed: float) -> float:
    """Return the overlap of goals under an agreement that lists shared ones, in [0, 1].

    Notes
    -----
    Claim : an agreement states what both sides want [@geersbro_ritter_2013].
    Form  : T02, ours: the list closes a share of what is missing.
    Holds : is the overlap itself without a list; rises with it; is at most 1.
    """
    return share(overlap + closed * (1.0 - overlap))


@rule
def attention_after(attention: float, half_life: float) -> float:
    """Return the attention left after a month.

    Notes
    -----
    Claim : the effect of a state visit is strong and short-lived [@nitsch_2007].
    Form  : ours, halves every half-life.
    Holds : falls; stays at 0.
    """
    return attention * exp(-LOG_2 / half_life)


@rule
def leaving_office_chance(median_spell: float) -> float:
    """Return the chance a month that a leader leaves office, for a median spell in months.

    Notes
    -----
    Claim : leaders come and go, in democracies sooner than elsewhere.
    Form  : section 3.2, spells without memory, so that half of them last the median or longer.
    Holds : falls with the median; half of the spells outlast it.
    """
    return 1.0 - exp(-LOG_2 / median_spell)


@rule
def grant_share(budget: float, engaged: float) -> float:
    """Return which share of its cost a deliverer gets, in [0, 1], where so many share a budget.

    Notes
    -----
    Claim : who delivers for a government wants to be paid by it [@geersbro_ritter_2013].
    Form  : ours, an even split, up to the cost of one exchange a month.
    Holds : is 0 without a budget; falls with the number of those who share; rises with the budget.
    """
    return share(budget / max(engaged, 1.0))


@rule
def engagement_chance(
    grant: float,
    trust: float,
    attention: float,
    distance: float,
    contact: float,
    intercept: float,
    per_grant: float,
    per_trust: float,
    per_attention: float,
    per_distance: float,
) -> float:
    """Return the chance a month that a deliverer takes up exchange with another country, in [0, 1].

    Notes
    -----
    Claim : exchange is delivered by others, whom no government controls [@geersbro_ritter_2013]; distance keeps doors
        shut, contact opens them.
    Form  : T02's logistic for first contact, tried as often as there is contact.
    Holds : rises with grant, trust, attention and contact, falls with distance; is T02's own at contact 1.
    """
    pulled = intercept + per_grant * grant + per_trust * trust + per_attention * attention - per_distance * distance
    # One attempt fails with probability 1 / (1 + e^pulled).
    return 1.0 - exp(-contact * log(1.0 + exp(pulled)))


@rule
def giving_up_chance(grant: float, leaving: float, per_grant: float) -> float:
    """Return the chance a month that an engaged deliverer gives up, in [0, 1].

    Notes
    -----
    Claim : nobody delivers for ever for nothing [@geersbro_ritter_2013].
    Form  : ours, logistic in the grant.
    Holds : falls with the grant.
    """
    return 1.0 / (1.0 + exp(per_grant * grant - leaving))


@rule
def exchange_scale(grant: float, private: float) -> float:
    """Return how much of its capacity a deliverer puts into exchange, in [0, 1].

    Notes
    -----
    Claim : some exchange is private, the rest waits for money [@geersbro_ritter_2013].
    Form  : ours, linear in the grant.
    Holds : is the private share without a grant and 1 with a full one.
    """
    return share(private + (1.0 - private) * grant)


@rule
def exchange_performance(volume: float, deliverers: float, half: float) -> float:
    """Return what a public makes of the exchange that reaches it, in [0, 1) of performance.

    Notes
    -----
    Claim : the performance of a relationship between states is the volume of exchange [@geersbro_ritter_2013].
    Form  : section 3.3, ours: saturating in the volume per deliverer.
    Holds : is 0 without exchange; rises with it; is one half at ``half``.
    """
    each = volume / max(deliverers, 1.0)
    return each / (each + half)


@rule
def mission_effect(budget: float, per_root: float) -> float:
    """Return what a budget for matchmaking does, with diminishing returns, in [0, 1].

    Notes
    -----
    Claim : export promotion works, with strongly diminishing returns [@lederman_olarreaga].
    Form  : section 3.2, proportional to the root of the budget.
    Holds : is 0 without a budget; rises with it, by less and less.
    """
    return share(per_root * math.sqrt(budget))


@rule
def subsidised_part(investment_before: float, investment_after: float, decay: float, subsidy: float) -> float:
    """Return the investment of a month that a subsidy paid for.

    Notes
    -----
    Claim : a subsidy pays for investment whether or not it would have come anyway (section 3.2).
    Form  : E9 inverted: of what was added to what is left, the part subsidy / (1 + subsidy).
    Holds : is at least 0; is 0 without a subsidy; never exceeds what was added.
    """
    added = max(investment_after - (1.0 - decay) * investment_before, 0.0)
    return added * subsidy / (1.0 + subsidy)
