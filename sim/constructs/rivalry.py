"""Tiers that pass on what they receive, and rivals who keep the peace or fight (T17, T18, T19)."""

from __future__ import annotations

from sim._jit import exp, log, logistic, rule, share


@rule
def stock_after(stock: float, delivered: float, fresh: float) -> float:
    """Return the quality of what a firm works with after this month's deliveries.

    Notes
    -----
    Claim : what a manufacturer can deliver depends on what was delivered to it [@peelen_beltman_2013].
    Form  : T17, a running mean.
    Holds : lies between the old and the new.
    """
    return stock + fresh * (delivered - stock)


@rule
def passed_on(stock: float, usual: float, part: float) -> float:
    """Return the performance that suppliers add to a firm's own, negative where they deliver less than usual.

    Notes
    -----
    Claim : a fault of the supplier becomes a fault of the manufacturer [@peelen_beltman_2013].
    Form  : T17, linear about the usual.
    Holds : is 0 at the usual; rises with what suppliers delivered.
    """
    return part * (stock - usual)


@rule
def months_that_count(future: float, months: float) -> float:
    """Return the discounted months of a war of so many months that begins next month.

    Notes
    -----
    Claim : the shadow of the future disciplines the present [@green_porter_1984].
    Form  : a geometric sum, f (1 − f^months) / (1 − f).
    Holds : rises with the weight of the future; is 0 without it and never more than the months.
    """
    if future <= 0.0:
        return 0.0
    return future * (1.0 - exp(months * log(future))) / (1.0 - future)


@rule
def fighting_pays(margin: float, cut: float, win: float, seen: float, counted: float) -> float:
    """Return what fighting rivals yields above keeping the peace, value per unit of usual volume.

    Notes
    -----
    Claim : undercutting wins customers today and costs the peace tomorrow, as far as there is one
        [@green_porter_1984].
    Form  : margin times volume of both choices where a share of rivals fights, less what a war would cost for the
        months that count, times the chance that there is a peace to lose (the square of the share that keeps it).
    Holds : falls with the months that count; where all fight, the future does not matter.
    """
    peaceful = 1.0 - seen
    fight = (margin - cut) * (1.0 + win * peaceful)
    keep = margin * (1.0 - win * seen)
    return fight - keep - counted * cut * peaceful * peaceful


@rule
def fighting_probability(pays: float, slope: float) -> float:
    """Return the probability of fighting this month.

    Notes
    -----
    Claim : firms mostly do what pays, and err the more the less is at stake [@green_porter_1984].
    Form  : logistic.
    Holds : is one half where nothing is at stake; rises with what fighting yields.
    """
    return logistic(slope * pays)


@rule
def future_under_norm(future: float, level: float, lengthening: float) -> float:
    """Return the weight of the month after in a society with a relational norm.

    Notes
    -----
    Claim : where society expects relationships to last, the future counts for more [@heide_1992].
    Form  : T18, a share of the missing weight.
    Holds : rises with the norm; stays below 1.
    """
    return future + (1.0 - future) * lengthening * level


@rule
def overlap_under_norm(overlap: float, level: float, per_level: float) -> float:
    """Return the value overlap with which a relationship begins under a relational norm, in [0, 1].

    Notes
    -----
    Claim : a public creed gives those who meet something in common [@heide_1992].
    Form  : T18, a share of the missing overlap.
    Holds : rises with the norm; stays in [0, 1].
    """
    return share(overlap + (1.0 - overlap) * per_level * level)
