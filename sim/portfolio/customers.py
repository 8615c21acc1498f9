"""What an order log says about each customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.portfolio.readings import Floats

DAYS_PER_MONTH = 365.25 / 12

Days = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Customers:
    """One row per customer, sorted by id.

    Attributes
    ----------
    ids : tuple of str
    first, last : array of int64
        Day numbers (``date.toordinal``) of the first and the last order.
    orders : array of int32
        Orders, 1 or more; refunds are not orders.
    order_months : array of int32
        Calendar months in which there was an order.
    total : array of float64
        Money of all orders less refunds; below 0 where refunds outweigh the orders in the log.
    volume : array of float64
        Money per month from the first order up to ``as_of``, the first month counted whole; 0 where the total is not
        above 0.
    as_of : int
        Day number up to which the log is taken to be complete.
    """

    ids: tuple[str, ...]
    first: Days
    last: Days
    orders: Ints
    order_months: Ints
    total: Floats
    volume: Floats
    as_of: int

    def __len__(self) -> int:
        return len(self.ids)


def calendar_months(days: Days) -> Days:
    """Number the calendar months of day numbers."""
    # 719163 is the day number of 1970-01-01, from which numpy counts.
    return (days - 719163).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def summarise(ids: list[str], customer: Days, day: Days, amount: Floats, as_of: int | None) -> Customers:
    """Sum an order log up per customer.

    Parameters
    ----------
    ids : list of str
        Distinct customer ids, in any order.
    customer : array of int64, one per row of the log
        Index into ``ids``.
    day : array of int64, one per row
        Day numbers.
    amount : array of float64, one per row
        Money; below 0 is a refund.
    as_of : int or None
        Day number up to which the log is complete; the last order of the log where None.

    Returns
    -------
    Customers
        Those with at least one order; the same whatever the order of the rows.
    """
    rank = np.empty(len(ids), dtype=np.int64)
    rank[np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)] = np.arange(len(ids))
    # Sums of floats depend on their order, so the rows get one order of their own.
    order = np.lexsort((amount, day, rank[customer]))
    who, day, amount = rank[customer][order], day[order], amount[order]
    bought = amount >= 0
    n = len(ids)
    orders = np.bincount(who[bought], minlength=n)
    total = np.asarray(np.round(np.bincount(who, weights=amount, minlength=n), 9), dtype=np.float64)
    first = np.full(n, np.iinfo(np.int64).max)
    last = np.zeros(n, dtype=np.int64)
    np.minimum.at(first, who[bought], day[bought])
    np.maximum.at(last, who[bought], day[bought])
    month = calendar_months(day[bought])
    month -= month.min(initial=0)
    span = int(month.max(initial=0)) + 1
    order_months = np.bincount(np.unique(who[bought] * span + month) // span, minlength=n)
    keep = orders > 0
    end = int(last.max(initial=0)) if as_of is None else as_of
    first, last, total = first[keep], last[keep], total[keep]
    months = (end - first) / DAYS_PER_MONTH + 1.0
    return Customers(
        ids=tuple(one for one, kept in zip(sorted(ids), keep, strict=True) if kept),
        first=first,
        last=last,
        orders=orders[keep].astype(np.int32),
        order_months=order_months[keep].astype(np.int32),
        total=total,
        volume=np.maximum(total, 0.0) / months,
        as_of=end,
    )
