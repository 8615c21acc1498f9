"""The customer pyramid: A, B and C customers by value, what they buy, and what time they get (T30)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.tables import Table, codes, keys, length, where
from sim.recording.codes import Relation

Floats = NDArray[np.float64]
TIERS = ("A", "B", "C")
YEAR = 12
A_CUSTOMERS, B_CUSTOMERS = 0.05, 0.15
"""Shares of the customers in the upper tiers where nobody ranks them (the defaults of ``pyramid.*``)."""


@dataclass(frozen=True)
class Pyramid:
    """Customers by tier, A first.

    Attributes
    ----------
    customers : (3,) float
        Customers in the last month, mean over runs.
    sales : (3,) float
        Share of sales, in [0, 1]; nan where nothing was sold.
    hours : (3,) float
        Share of the hours of contact, in [0, 1]; nan where nobody is at work or the hours are not known.
    n_runs : int
    since, month : int
        First and last month of the sales.
    ranked : bool
        Whether firms ranked their customers themselves; otherwise they are ranked by the volume that they buy.
    """

    customers: Floats
    sales: Floats
    hours: Floats
    n_runs: int
    since: int
    month: int
    ranked: bool


def customer_pyramid(steps: Table, networks: Table) -> Pyramid | None:
    """Return the tiers of a world at its end: as its firms see them, else by volume; None where neither was recorded.

    Parameters
    ----------
    steps : Table
        With ``customers_a`` and so on where sellers have account managers.
    networks : Table
        Snapshots of all relationships of one run; empty where none were taken (``outputs.network_every``).
    """
    if length(steps) and all(f"{what}_{tier.lower()}" in steps for what in ("customers", "sales") for tier in TIERS):
        ranked = _as_ranked(steps)
        if ranked is not None:
            return ranked
    return _by_volume(networks) if length(networks) else None


def _as_ranked(steps: Table) -> Pyramid | None:
    month = np.asarray(steps["month"], np.int64)
    last = int(month.max())
    year = where(steps, month > last - YEAR)
    here = where(steps, month == last)
    customers = np.array([_mean(here, f"customers_{tier.lower()}") for tier in TIERS])
    if not np.isfinite(customers).all() or customers.sum() == 0.0:
        return None
    sales, hours = (np.array([_total(year, f"{what}_{tier.lower()}") for tier in TIERS]) for what in ("sales", "hours"))
    n_runs = len(np.unique(keys(steps, "run")))
    return Pyramid(customers, _shares(sales), _shares(hours), n_runs, max(1, last - YEAR + 1), last, True)


def _by_volume(networks: Table) -> Pyramid | None:
    month = np.asarray(networks["month"], np.int64)
    last = int(month.max())
    rows = (month == last) & (codes(networks, "relation") == Relation.MARKET)
    volume = np.sort(np.asarray(networks["volume"], float)[rows])[::-1]
    if not volume.size:
        return None
    first = math.floor(A_CUSTOMERS * volume.size + 0.5)
    second = math.floor((A_CUSTOMERS + B_CUSTOMERS) * volume.size + 0.5)
    parts = (volume[:first], volume[first:second], volume[second:])
    customers = np.array([float(part.size) for part in parts])
    sales = _shares(np.array([math.fsum(part) for part in parts]))
    return Pyramid(customers, sales, np.full(3, np.nan), 1, last, last, False)


def _mean(table: Table, name: str) -> float:
    values = np.asarray(table[name], float)
    return float(values[np.isfinite(values)].mean()) if np.isfinite(values).any() else math.nan


def _total(table: Table, name: str) -> float:
    return float(np.nansum(np.asarray(table[name], float))) if name in table else math.nan


def _shares(totals: Floats) -> Floats:
    whole = totals.sum()
    shares: Floats = totals / whole if whole > 0.0 else np.full(totals.shape, np.nan)
    return shares
