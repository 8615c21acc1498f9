"""A portfolio: existing relationships to start from, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from sim.parameters import Parameters
from sim.portfolio.customers import Ints
from sim.portfolio.measures import History
from sim.portfolio.readings import Floats
from sim.portfolio.rules import PortfolioRules
from sim.portfolio.starting import StartingStates, starting_states

Texts = npt.NDArray[np.str_]


@dataclass(frozen=True)
class Portfolio:
    """Existing relationships, sorted by customer id and seller; arrays have one entry per relationship unless stated.

    Attributes
    ----------
    ids : array of str
        Customer of each relationship.
    buyer, seller : array of int32
        Index into ``buyer_ids`` and ``seller_ids``.
    buyer_ids, seller_ids : array of str, one entry per organisation
        Sorted.  Without a seller column there is one seller, ``"seller"``.
    age_months : array of int32
        Whole months since the relationship began.
    volume : array of float64, 0 or more
        Monthly demand placed with the seller; 1 is the median of those above 0.
    volume_unit : float
        What 1 is in the file's own unit.
    recency_months : array of float64
        Months since the last order.
    orders : array of int32
    wallet_share : array of float64
        Share of the seller in what the buyer orders of all sellers in the portfolio; sums to 1 for each buyer.
    demand : array of float64, one entry per buyer
        Sum of its volumes.
    states : StartingStates
        What the starting rules make of it.
    history : History
        What the starting rules start from, survey scores included.
    as_of : str
        Day up to which the data are taken to be complete, ``YYYY-MM-DD``; empty where the file gives months.
    notes : tuple of str
        What was assumed and left aside in reading.
    """

    ids: Texts
    buyer: Ints
    seller: Ints
    buyer_ids: Texts
    seller_ids: Texts
    age_months: Ints
    volume: Floats
    volume_unit: float
    recency_months: Floats
    orders: Ints
    wallet_share: Floats
    demand: Floats
    states: StartingStates
    history: History
    as_of: str
    notes: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of relationships."""
        return len(self.ids)

    def starting_from(self, parameters: Parameters, rules: PortfolioRules | None = None) -> Portfolio:
        """Return the same relationships with the starting states that other parameters give."""
        return replace(self, states=frozen(starting_states(self.history, parameters, rules)))


def frozen(holder: StartingStates) -> StartingStates:
    """Make the arrays of a record read-only, in place."""
    for one in fields(holder):
        getattr(holder, one.name).setflags(write=False)
    return holder


def portfolio_of(
    ids: list[str],
    sellers: list[str],
    *,
    age: Floats,
    recency: Floats,
    orders: Ints,
    order_months: Ints,
    volume: Floats,
    survey: dict[str, Floats],
    as_of: str,
    notes: tuple[str, ...],
    parameters: Parameters | None = None,
    rules: PortfolioRules | None = None,
) -> Portfolio:
    """Sort relationships and derive everything that follows from them.

    Parameters
    ----------
    ids, sellers : lists of str, one entry per relationship
        No pair twice.
    age, recency, orders, order_months, survey
        See `History`.
    volume : array of float64, 0 or more, not all 0
        In any unit.
    as_of, notes
        See `Portfolio`.
    parameters, rules
        See `starting_states`.
    """
    order = np.array(sorted(range(len(ids)), key=lambda row: (ids[row], sellers[row])), dtype=np.int64)
    buyer_ids, buyer = np.unique(np.array(ids, dtype=np.str_)[order], return_inverse=True)
    seller_ids, seller = np.unique(np.array(sellers, dtype=np.str_)[order], return_inverse=True)
    raw = volume[order]
    unit = float(np.median(raw[raw > 0.0]))
    history = History(
        age=age[order],
        recency=recency[order],
        orders=orders[order],
        order_months=order_months[order],
        volume=raw / unit,
        survey={name: scores[order] for name, scores in survey.items()},
    )
    demand: Floats = np.bincount(buyer, weights=history.volume).astype(np.float64)
    partners = np.bincount(buyer)
    # A buyer that orders nothing from anybody divides nothing evenly.
    share = np.where(
        demand[buyer] > 0.0, history.volume / np.where(demand > 0.0, demand, 1.0)[buyer], 1.0 / partners[buyer]
    )
    portfolio = Portfolio(
        ids=buyer_ids[buyer],
        buyer=buyer.astype(np.int32),
        seller=seller.astype(np.int32),
        buyer_ids=buyer_ids,
        seller_ids=seller_ids,
        age_months=np.floor(history.age).astype(np.int32),
        volume=history.volume,
        volume_unit=unit,
        recency_months=history.recency,
        orders=history.orders,
        wallet_share=share,
        demand=demand,
        states=frozen(starting_states(history, parameters, rules)),
        history=history,
        as_of=as_of,
        notes=notes,
    )
    for array in (*vars(portfolio).values(), *vars(history).values(), *history.survey.values()):
        if isinstance(array, np.ndarray):
            array.setflags(write=False)
    return portfolio
