"""Measures of an imported history: tempo, silence, warmth, depth, and stocks that build up and fade.

The signs follow the theory; every number is an assumption (decision 0005).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum

import numpy as np

from sim.portfolio.customers import Ints
from sim.portfolio.portable import exp, power
from sim.portfolio.readings import Floats
from sim.portfolio.rules import PortfolioRules

LN2 = 0.6931471805599453


@dataclass(frozen=True)
class History:
    """What is known of each relationship; arrays of equal length, one entry per relationship.

    Attributes
    ----------
    age : array of float64, months, 0 or more
        Since the first order.
    recency : array of float64, months, 0 or more
        Since the last order.
    orders : array of int32, 1 or more
    order_months : array of int32, 1 or more
        Months with an order: deliveries in the model's sense.
    volume : array of float64, 0 or more
        Monthly demand, 1 for the median of those above 0.
    survey : dict of array of float64 in [0, 1]
        Scores that were measured, under ``trust_buyer``, ``commitment_seller`` …; NaN where there is none.
    """

    age: Floats
    recency: Floats
    orders: Ints
    order_months: Ints
    volume: Floats
    survey: dict[str, Floats] = field(default_factory=dict)

    @property
    def span(self) -> Floats:
        """Months from the first to the last order."""
        return np.maximum(self.age - self.recency, 0.0)


def tempo(history: History) -> Floats:
    """Return how often a partner orders, against the whole base.

    Notes
    -----
    Claim : frequency is the behavioural side of commitment; it means something only against what is usual.
    Form  : ours (decision 0005): r / (1 + r), r = own orders per month / orders per month of the whole base.
    Holds : in [0, 1); 0.5 at the tempo of the base; rises with orders, falls with age at equal orders.
    """
    months = history.age + 1.0
    base = int(history.orders.sum()) / fsum(months)
    ratio = history.orders / months / base
    return np.asarray(ratio / (1.0 + ratio))


def silence(history: History) -> Floats:
    """Return how many of its own intervals between orders a partner has been silent.

    Notes
    -----
    Claim : three months without an order are long for who orders weekly and short for who orders yearly.
    Form  : ours (decision 0005): recency / own interval, where own interval = (span + interval of the base) / orders,
            that is, one interval of the base is added to those seen, so that a single order has an interval too.
    Holds : 0 without recency; rises with recency, and with orders at equal recency.
    """
    base_interval = fsum(history.age + 1.0) / int(history.orders.sum())
    return np.asarray(history.recency * history.orders / (history.span + base_interval))


def warmth(history: History, dropout_odds: float) -> Floats:
    """Return how far a relationship is still what it was.

    Notes
    -----
    Claim : a partner silent for many of its own intervals is cooling; silence says more about frequent partners
            [@fader_2005].
    Form  : chance that a Poisson buyer is still active after k own intervals, given odds o of dropping out after an
            order: (1 + o) / (1 + o·exp(k)), which is 1 at k = 0 (decision 0005).
    Holds : in (0, 1]; 1 without silence; never rises with silence; 1 throughout at odds 0.
    """
    # Beyond 60 intervals nothing is left; the cap keeps exp finite.
    return (1.0 + dropout_odds) / (1.0 + dropout_odds * exp(np.minimum(silence(history), 60.0)))


def volume_rank(volume: Floats) -> Floats:
    """Return volume on a scale without end points.

    Notes
    -----
    Claim : large partners matter more to the other side than small ones, with diminishing effect.
    Form  : ours (decision 0005): q / (1 + q), q = volume over the median volume.
    Holds : in [0, 1); 0.5 at the median; rises with volume.
    """
    return volume / (1.0 + volume)


def depth(history: History, rules: PortfolioRules, side: str) -> Floats:
    """Return how deep a relationship had become, as one side sees it.

    Notes
    -----
    Claim : relationships deepen with experience (Ford's stages) and with frequency; what a seller receives is custom,
            so volume counts for the seller.
    Form  : ours (decision 0005): geometric mean of experience n / (n + half) and tempo; for the seller
            times 1 − weight + weight·volume rank.
    Holds : in [0, 1); rises with deliveries and tempo, for the seller also with volume; either without the other is no
            depth.
    """
    n = history.order_months.astype(np.float64)
    both = np.sqrt(n / (n + rules.experience_half) * tempo(history))
    if side == "buyer":
        return both
    weight = rules.seller_volume
    return both * (1.0 - weight + weight * volume_rank(history.volume))


def stock_after(history: History, gain: Floats, decay: float) -> Floats:
    """Return a stock that grew in months of contact and has worn off since.

    Notes
    -----
    Claim : knowledge and specific investment are built by dealing with each other and fade without it.
    Form  : E9 and E11 with fixed gain, month by month from 0: X ← (1 − decay)·X + c·gain·(1 − X) up to the last order,
            c the share of these months with an order; then (1 − decay) for each whole month of silence.
    Holds : in [0, 1]; rises with gain and deliveries; never rises with recency.
    """
    silent = np.floor(history.recency).astype(np.int64)
    months = np.maximum(np.floor(history.age).astype(np.int64) + 1 - silent, 1)
    share = np.minimum(history.order_months / months, 1.0)
    rate = np.minimum(gain * share, 1.0 - decay)
    whole = rate + decay
    level = np.divide(rate, whole, out=np.zeros_like(rate), where=whole > 0.0)
    forgotten = power(np.full_like(rate, 1.0 - decay), silent)
    return np.asarray(level * (1.0 - power(1.0 - whole, months)) * forgotten)


def honeymoon_left(age: Floats, start: float, half_life: float) -> Floats:
    """Return what is left of the starting assets.

    Notes
    -----
    Claim : relationships live on starting assets at first [@fichman_levinthal_1991].
    Form  : E16: start · 0.5 ** (age / half-life), age in months.
    Holds : in [0, start]; falls with age.
    """
    return start * exp(age * (-LN2 / half_life))
