"""The core month in ambr's vectorised lane: relationships are agents, and their states columns of its table.

Each month borrows the columns, computes as the NumPy port does, and commits them again, as ambr's manual advises for
dense arithmetic.
"""

from __future__ import annotations

from typing import Any

import ambr
import numpy as np
import numpy.typing as npt
from ambr.tensor_lane import borrow_numeric, commit_columns

from benchmarks.ports.numpy_founding import STATES
from benchmarks.ports.numpy_month import NumpyMarket
from sim.parameters import Parameters

BOTH_SIDES = ("peak", "velocity", "mean", "variance", "frequency", "flexibility")
OF_DYAD = (
    *("seller", "values", "goals", "honeymoon", "price", "wallet", "deliveries", "age"),
    *("stage", "previous", "dwell", "plateau"),
)


class AmbrMarket(ambr.Model):  # type: ignore[misc]
    """An ambr model whose agents are the relationships of a market."""

    def __init__(self, theory: Parameters, seed: int) -> None:
        self.theory = theory  # not among ambr's parameters, which it keeps in a table
        super().__init__({"seed": seed, "show_progress": False})

    def setup(self) -> None:
        self.market = market = NumpyMarket(self.theory, int(self.rng.integers(2**32)))
        self.add_agents(market.alive.size, **self._columns())

    def _columns(self) -> dict[str, npt.NDArray[Any]]:
        market = self.market
        both = market.state | {name: getattr(market, name) for name in BOTH_SIDES}
        columns = {f"{name}_{me}": column[me] for name, column in both.items() for me in (0, 1)}
        columns |= {f"distance_{k}": column for k, column in enumerate(market.distances)}
        return columns | {name: getattr(market, name) for name in OF_DYAD} | {"alive": market.alive.astype(np.int8)}

    def _borrow(self, *names: str) -> npt.NDArray[Any]:
        return np.stack([borrow_numeric(self, name)[0] for name in names])

    def step_vectorized(self) -> None:
        """Play a month."""
        market = self.market
        for name in STATES:
            market.state[name] = self._borrow(f"{name}_0", f"{name}_1")
        for name in BOTH_SIDES:
            setattr(market, name, self._borrow(f"{name}_0", f"{name}_1"))
        for name in OF_DYAD:
            setattr(market, name, self._borrow(name)[0])
        market.distances = self._borrow(*(f"distance_{k}" for k in range(5)))
        market.alive = self._borrow("alive")[0] > 0
        market.step()
        commit_columns(self, **self._columns())

    def update(self) -> None:
        """Record the month."""
        for name, value in self.market.metrics().items():
            self.record_model(name, value)


def ambr_market(parameters: Parameters, seed: int) -> AmbrMarket:
    """Return a market whose ``run_step`` plays a month."""
    return AmbrMarket(parameters, seed)
