"""What moves an organisation from within (T17, T23, T25, T27, T28)."""

from __future__ import annotations

import math

from sim._jit import exp, rule, share


@rule
def orientation_after(
    orientation: float, strength: float, target: float, origin: float, rate: float, backslide: float
) -> float:
    """Return relationship orientation after a month, in [0, 1].

    Notes
    -----
    Claim : leaders decide whether an organisation turns from its products to its relationships, and what they gain
        slides back when they let go [@peelen_beltman_2013].
    Form  : T25, a share of the way to the leader's target, less a share of what was gained.
    Holds : moves towards the target with strength; without strength it returns to its origin.
    """
    led = rate * strength * (target - orientation)
    return share(orientation + led - backslide * (orientation - origin))


@rule
def gained(orientation: float, origin: float) -> float:
    """Return the share of the way to full relationship orientation that was gone, negative below the origin.

    Notes
    -----
    Claim : what counts is how far an organisation has come [@peelen_beltman_2013].
    Form  : T25, linear between origin and 1.
    Holds : is 0 at the origin and 1 at full orientation.
    """
    return (orientation - origin) / (1.0 - origin)


@rule
def culture_after(trait: float, goal: float, rate: float) -> float:
    """Return a trait of culture after a month, in [0, 1].

    Notes
    -----
    Claim : culture follows what leaders live and programmes ask, slowly [@peelen_beltman_2013].
    Form  : T28, a share of the way.
    Holds : lies between where it was and its goal.
    """
    return share(trait + rate * (goal - trait))


@rule
def rate_of_half_life(months: float) -> float:
    """Return the monthly share of the way that goes half of it in so many months.

    Notes
    -----
    Claim : changing a culture takes years, not months [@peelen_beltman_2013].
    Form  : T23, 1 − 2^(−1/months).
    Holds : falls with the half-life; lies between 0 and 1.
    """
    return 1.0 - exp(-0.6931471805599453 / months)


@rule
def internal_service_after(service: float, goal: float, rate: float, luck: float) -> float:
    """Return internal service after a month, in [0, 1].

    Notes
    -----
    Claim : employees are each other's customers before anybody outside is served [@peelen_beltman_2013].
    Form  : T17, a share of the way to where leadership, culture and care lead it, and the luck of a month.
    Holds : lies between where it was and its goal where there is no luck.
    """
    return share(service + rate * (share(goal) - service) + luck)


@rule
def delivered_competence(competence: float, service: float, weight: float) -> float:
    """Return what internal service adds to competence.

    Notes
    -----
    Claim : nobody serves customers better than they are served inside [@peelen_beltman_2013].
    Form  : T17, competence × (0.8 + 0.4 · service) less competence, times the weight.
    Holds : is 0 at a service of one half; rises with service.
    """
    return weight * competence * 0.4 * (service - 0.5)


@rule
def extra_effort(alignment: float, orientation: float, most: float) -> float:
    """Return the effort that a sense of mission adds.

    Notes
    -----
    Claim : people who share what their organisation is for, how it wins, what it values and how it behaves give more
        than they are paid for [@campbell_yeung_1991].
    Form  : T27, the product of alignment and relationship orientation.
    Holds : is 0 without alignment; rises with both.
    """
    return most * alignment * orientation


@rule
def identification(value_overlap: float, deliveries: float) -> float:
    """Return the share of trust that rests on identification.

    Notes
    -----
    Claim : trust comes to rest on common values with time [@lewicki_bunker_1996].
    Form  : E4's read-out, overlap × n / (n + 36).
    Holds : rises with overlap and experience; lies below the overlap.
    """
    return value_overlap * deliveries / (deliveries + 36.0)


@rule
def yield_of_effort(part: float) -> float:
    """Return what an activity yields with this share of all effort, less what it yields with a sixth.

    Notes
    -----
    Claim : six activities share one budget; more of one is less of the others, and each yields less and less
        [@geersbro_ritter_2013].
    Form  : T01, the square root of six times the share, less 1.
    Holds : is 0 at a sixth and −1 at nothing; rises, ever more slowly.
    """
    return math.sqrt(6.0 * max(part, 0.0)) - 1.0


@rule
def wallet_after_selling(wallet: float, effect: float, won: float) -> float:
    """Return a seller's share of a buyer's purchases after a month of selling, before all shares are scaled to 1.

    Notes
    -----
    Claim : selling wins what the buyer buys elsewhere, and what was won stays until the buyer thinks better of it
        [@geersbro_ritter_2013].
    Form  : T01, a share of what is bought elsewhere; selling less than usual loses the same share of what is had.
    Holds : is the same without effect; stays in [0, 1]; an only supplier has nothing to win.
    """
    return share(wallet + won * (effect * (1.0 - wallet) if effect >= 0.0 else effect * wallet))


@rule
def added_effort(effort: float, effect: float) -> float:
    """Return the effort that a split adds to delivering.

    Notes
    -----
    Claim : who delivers with more of its effort tries harder in what it delivers anyway [@geersbro_ritter_2013].
    Form  : T01, the usual effort of E2 times the yield of delivering.
    Holds : is 0 for an even split; takes all effort away where none is left for delivering.
    """
    return effort * effect
