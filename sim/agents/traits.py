"""Attributes of organisations that live in a table: reading one reads a cell, writing one writes it.

Each knows two ways to read: for one agent, and for many rows at once; :class:`~sim.agents.OrganisationSet` uses the
second, so that ``model.agents.get("reputation")`` makes no agent.
"""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sim.state.columns import MAP_X, MAP_Y, N_VALUES, Column
from sim.state.world import Organisations

if TYPE_CHECKING:
    from sim.agents.population import Population

Rows = Any
"""Rows of organisations: an array of int64, or a slice."""


def checked(what: str, value: Any, low: float, high: float, unit: str = "") -> float:
    """Return a value as a float.

    Raises
    ------
    ValueError
        Where it is no number between ``low`` and ``high``; the message says what was allowed.
    """
    if isinstance(value, bool) or not isinstance(value, Real) or not low <= float(value) <= high:
        of_unit = f", in {unit}" if unit not in ("", "1", "share") else ""
        raise ValueError(f"{what} = {value!r}: must be a number between {low:g} and {high:g}{of_unit}")
    return float(value)


class Trait:
    """One column of a table of organisations.

    Parameters
    ----------
    table : function
        Returns the (P, n) array out of the organisations.
    column : Column
        Its declaration: meaning, unit and range.
    index : int
        Its place in the table.
    why_not : str
        Why it cannot be written; empty where it can.
    """

    def __init__(
        self, table: Callable[[Organisations], npt.NDArray[Any]], column: Column, index: int, why_not: str = ""
    ) -> None:
        self.table, self.column, self.index, self.why_not = table, column, index, why_not
        self.__doc__ = f"{column.meaning[0].upper()}{column.meaning[1:]} ({column.unit})."

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: Any, owner: type | None = None) -> Any:
        if agent is None:
            return self
        return float(self.table(agent.model.population.organisations)[agent.row, self.index])

    def __set__(self, agent: Any, value: float) -> None:
        self.put(agent.model.population, agent.row, value)

    def of(self, population: Population, rows: Rows) -> list[float]:
        """Return the values of many organisations."""
        return self.table(population.organisations)[rows, self.index].tolist()  # type: ignore[no-any-return]

    def put(self, population: Population, rows: Rows, value: float) -> None:
        """Write one value into one or many organisations."""
        if self.why_not:
            raise AttributeError(f"{self.name} cannot be written: {self.why_not}")
        wanted = checked(self.name, value, self.column.low, self.column.high, self.column.unit)
        self.table(population.organisations)[rows, self.index] = wanted


class InstitutionalTrust:
    """Trust in the institutions under which an organisation lives; only its government can change it."""

    name = "institutional_trust"
    __doc__ = "Trust in the institutions of the government that it lives under (share)."

    def __get__(self, agent: Any, owner: type | None = None) -> Any:
        if agent is None:
            return self
        o = agent.model.population.organisations
        return float(o.institutions[o.government[agent.row]])

    def __set__(self, agent: Any, value: float) -> None:
        self.put(agent.model.population, np.array([agent.row]), value)

    def of(self, population: Population, rows: Rows) -> list[float]:
        """Return the values of many organisations."""
        o = population.organisations
        return o.institutions[o.government[rows]].tolist()  # type: ignore[no-any-return]

    def put(self, population: Population, rows: Rows, value: float) -> None:
        """Write one value for one or many governments."""
        o = population.organisations
        numbers = np.arange(o.uid.size)[rows] - population.starts[3]
        if np.any(numbers < 0):
            raise AttributeError(f"{self.name} cannot be written here: it is its government's, agent.government")
        o.institutions[numbers] = checked(self.name, value, 0.0, 1.0)


class Place:
    """Several numbers in [0, 1] at once: values, goals, position."""

    def __init__(self, table: Callable[[Organisations], npt.NDArray[Any]], places: slice, meaning: str) -> None:
        self.table, self.places = table, places
        self.size = places.stop - places.start
        self.__doc__ = f"{meaning}; {self.size} numbers between 0 and 1."

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: Any, owner: type | None = None) -> Any:
        if agent is None:
            return self
        return tuple(self.table(agent.model.population.organisations)[agent.row, self.places].tolist())

    def __set__(self, agent: Any, value: Any) -> None:
        self.put(agent.model.population, agent.row, value)

    def of(self, population: Population, rows: Rows) -> list[tuple[float, ...]]:
        """Return the values of many organisations."""
        return [tuple(one) for one in self.table(population.organisations)[rows, self.places].tolist()]

    def put(self, population: Population, rows: Rows, value: Any) -> None:
        """Write the same numbers into one or many organisations."""
        numbers = list(value) if isinstance(value, list | tuple | np.ndarray) else [value]
        if len(numbers) != self.size:
            raise ValueError(f"{self.name} = {value!r}: must be {self.size} numbers between 0 and 1")
        wanted = [checked(f"{self.name}[{k}]", one, 0.0, 1.0) for k, one in enumerate(numbers)]
        self.table(population.organisations)[rows, self.places] = wanted


VALUES = slice(0, N_VALUES)
POSITION = slice(MAP_X, MAP_Y + 1)
