"""Account managers and their customers: orders, contact, skills, access and teams (T13-T16, T22, T29-T34)."""

from __future__ import annotations

from sim._jit import clip, exp, rule, share


@rule
def order_chance(unprompted: float, knowledge: float, prompting: float) -> float:
    """Return the chance that a customer whose stock is used up orders this month, in [0, 1].

    Notes
    -----
    Claim : customers order because they think of it, because somebody knows what they need, or because somebody asks
        [@peelen_beltman_2013].
    Form  : T14, T33; each reason acts on what the others leave.
    Holds : stays in [0, 1]; rises with each reason; is 1 where one is certain.
    """
    return 1.0 - (1.0 - unprompted) * (1.0 - knowledge) * (1.0 - prompting)


@rule
def reached_who_decides(asked: float, known: float, stranger: float) -> float:
    """Return what contact achieves, as far as it reaches those who decide and speaks of what they need.

    Notes
    -----
    Claim : salespeople approach key decision makers and identify needs; who is new to a customer knows neither
        [@peelen_beltman_2013].
    Form  : T13, a line in knowledge of the customer.
    Holds : is all of it at full knowledge; rises with knowledge.
    """
    return asked * (stranger + (1.0 - stranger) * known)


@rule
def early_order_chance(prompting: float, cover: float, cycle: float, pull: float) -> float:
    """Return the chance that a customer who is not due yet orders sooner, in [0, 1].

    Notes
    -----
    Claim : who is paid for this quarter pulls orders into it [@larkin_2014].
    Form  : T34, proportional to the part of the stock that is used up.
    Holds : is 0 without prompting and with a full stock; rises as the stock is used up.
    """
    return share(prompting * pull * max(0.0, 1.0 - cover / cycle))


@rule
def order_size(cover: float, cycle: float) -> float:
    """Return the months of demand in an order.

    Notes
    -----
    Claim : what is bought early is not bought later [@larkin_2014].
    Form  : T34, up to a full cycle.
    Holds : stock and order together are a full cycle; a full stock needs nothing.
    """
    return max(0.0, cycle - cover)


@rule
def cover_after(cover: float, ordered: float) -> float:
    """Return the months of demand in stock after a month's use.

    Notes
    -----
    Claim : a stock is used up; what is missing then is bought elsewhere.
    Form  : T34, one month's demand a month.
    Holds : is never below 0.
    """
    return max(0.0, cover + ordered - 1.0)


@rule
def skilled(base: float, skill: float, effect: float) -> float:
    """Return a quantity as a person of this skill brings it about.

    Notes
    -----
    Claim : salespeople build relationships by seven tasks, and some are better at them [@peelen_beltman_2013].
    Form  : T13, proportional; a skill of one half changes nothing.
    Holds : is the base at skill 0.5 or effect 0; rises with skill.
    """
    return base * (1.0 + effect * (2.0 * skill - 1.0))


@rule
def booked_again(chance: float, months: float) -> float:
    """Return the chance that an order falls into so many coming months, with this chance in each.

    Notes
    -----
    Claim : what would be ordered before the quarter ends anyway need not be pressed for [@larkin_2014].
    Form  : T34, independent months.
    Holds : is 0 without months; rises with both.
    """
    left, missing = months, 1.0
    while left >= 1.0:
        missing = missing * (1.0 - chance)
        left = left - 1.0
    return 1.0 - missing


@rule
def turnover_gain(chance: float, base: float, size: float, displaced: float, price: float, discount: float) -> float:
    """Return the turnover of this quarter that contact is expected to add, per unit of monthly volume.

    Notes
    -----
    Claim : who is paid for turnover counts what is booked in the quarter [@peelen_beltman_2013; @larkin_2014].
    Form  : T34, expected orders with contact less those without, and less what would be ordered later in the quarter.
    Holds : rises with the chance where the order is larger than what it displaces; falls with the discount and with
        what is displaced.
    """
    won = chance * size * (price - discount) - base * size * price
    return won - (chance - base) * displaced * price


@rule
def lifetime_gain(
    care: float, saved: float, offence: float, broken: float, given_away: float, horizon: float, price: float
) -> float:
    """Return the lifetime value that contact is expected to add, per unit of monthly volume.

    Notes
    -----
    Claim : lifetime value grows by care and by being in time, and shrinks by offence, broken promises and what is given
        away [@peelen_beltman_2013].
    Form  : T34; care, offence and broken promises are shares of what a customer will buy over the horizon.
    Holds : rises with care and with sales saved; falls with the rest.
    """
    return horizon * price * (care - offence - broken) + price * saved - given_away


@rule
def worth(turnover: float, lifetime: float, weight: float, volume: float) -> float:
    """Return what an account manager expects of a contact, by what pay rewards.

    Notes
    -----
    Claim : a great deal depends on how employees are steered [@peelen_beltman_2013].
    Form  : T34, weighted sum.
    Holds : is the one at weight 1, the other at weight 0.
    """
    return volume * (weight * turnover + (1.0 - weight) * lifetime)


@rule
def attention_of(hours: float, log_volume: float, hours_needed: float, size_need: float) -> float:
    """Return the attention that hours give a customer, in [0, 1).

    Notes
    -----
    Claim : attention pays less and less the more of it one customer gets; large customers take more of it
        [@peelen_beltman_2013].
    Form  : T30, saturating; the need grows with a power of the volume.
    Holds : is 0 without hours; rises and is concave in hours; falls with volume where the power is positive.
    """
    return 1.0 - exp(-hours / (hours_needed * exp(size_need * log_volume)))


@rule
def tended(attention: float, usual: float, care: float) -> float:
    """Return the factor on contact, learning and adaptation at this attention.

    Notes
    -----
    Claim : relationships that nobody tends fade [@peelen_beltman_2013].
    Form  : T33, linear; with the usual attention all is as where nobody counts contacts.
    Holds : is 1 at the usual attention or care 0; rises with attention; is never below 0.
    """
    return max(0.0, 1.0 + care * (attention - usual))


@rule
def captured(pass_on: float, capture: float) -> float:
    """Return the factor by which a database multiplies what reaches the organisation.

    Notes
    -----
    Claim : without a database knowledge is personal and leaves with the person [@peelen_beltman_2013].
    Form  : T14, it captures a share of what people would keep to themselves.
    Holds : is 1 without capture; brings all that is learnt to the organisation at full capture.
    """
    return (pass_on + (1.0 - pass_on) * capture) / pass_on


@rule
def contradiction_chance(access: float, per_access: float, owned: float, per_unowned: float) -> float:
    """Return the chance that two departments tell a customer different things, in [0, 1].

    Notes
    -----
    Claim : who cannot see what others know contradicts them; one unit that owns the customer does not
        [@peelen_beltman_2013].
    Form  : T15 and T29, two independent occasions.
    Holds : is 0 with full access and an owner; falls with access.
    """
    return 1.0 - (1.0 - per_access * (1.0 - access)) * (1.0 - per_unowned * (1.0 - owned))


@rule
def coverage_after(missing: float, quality: float) -> float:
    """Return the part of a quality that a team still lacks after one more member, in [0, 1].

    Notes
    -----
    Claim : a team has a quality if somebody on it has [@peelen_beltman_2013].
    Form  : T31, coverage is 1 - the product of what each one lacks.
    Holds : falls with the member's quality; is 0 with a perfect one.
    """
    return missing * (1.0 - quality)


@rule
def budget_effect(budget: float, scale: float) -> float:
    """Return what a share of time achieves, in [0, 1).

    Notes
    -----
    Claim : each element of customer management pays less and less the more is put into it.
    Form  : T22, saturating.
    Holds : is 0 without budget; rises and is concave.
    """
    return 1.0 - exp(-budget / scale)


@rule
def fit(distance: float, moved: float) -> float:
    """Return how well an offering fits, in [0, 1].

    Notes
    -----
    Claim : sellers choose an offering and customise it.
    Form  : T16, 1 less the distance of offer and need, which customising shortens.
    Holds : stays in [0, 1]; is 1 once the offer has moved all the way.
    """
    return share(1.0 - distance * (1.0 - moved))


@rule
def trait(mean: float, spread: float, luck: float) -> float:
    """Return a trait of a person, in [0.02, 0.98].

    Notes
    -----
    Claim : people differ in what they are good at [@peelen_beltman_2013].
    Form  : T13, T31, T32, normal and cut.
    Holds : stays in the range; rises with luck.
    """
    return clip(mean + spread * luck, 0.02, 0.98)
