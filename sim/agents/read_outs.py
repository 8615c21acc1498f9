"""Attributes of organisations made of their relationships: they are read, for one or for all, never written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from sim.agents.population import Population
    from sim.agents.traits import Rows

FEW = 16
"""Organisations up to which each is summed by itself; for more, all relationships are summed once."""


class ReadOut:
    """A number made of an organisation's living relationships; it cannot be written."""

    def __init__(self, meaning: str) -> None:
        self.__doc__ = meaning

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def one(self, population: Population, row: int) -> Any:
        """Return the value of one organisation."""
        raise NotImplementedError

    def everybody(self, population: Population) -> npt.NDArray[Any]:
        """Return the values of all organisations: (P,)."""
        raise NotImplementedError

    def __get__(self, agent: Any, owner: type | None = None) -> Any:
        return self if agent is None else self.one(agent.model.population, agent.row)

    def __set__(self, agent: Any, value: Any) -> None:
        self.put(agent.model.population, agent.row, value)

    def of(self, population: Population, rows: Rows) -> list[Any]:
        """Return the values of many organisations."""
        if not isinstance(rows, slice) and len(rows) <= FEW:
            return [self.one(population, int(row)) for row in rows]
        return self.everybody(population)[rows].tolist()  # type: ignore[no-any-return]

    def put(self, population: Population, rows: Rows, value: Any) -> None:  # noqa: ARG002
        """Refuse: what is read out of relationships is changed in the relationships."""
        raise AttributeError(f"{self.name} is read out of the relationships: change those, agent.relationships")


class MeanOver(ReadOut):
    """The mean of a directed state over an organisation's living relationships; NaN where it has none.

    Parameters
    ----------
    state : int
        Place in ``columns.DIRECTED``.
    theirs : bool
        Whether it is the other sides' state (what it enjoys) or its own (what it gives).
    """

    def __init__(self, meaning: str, state: int, *, theirs: bool) -> None:
        super().__init__(meaning)
        self.state, self.as_owner = state, 1 if theirs else 0

    def one(self, population: Population, row: int) -> float:
        """Return the mean of one organisation; added up in the same order as for everybody."""
        directed = population.relationships.directed[self.state]
        owned, served = population.incidence.rows_of(row)
        total = [0.0, 0.0]
        for k, (side, rows) in enumerate(((self.as_owner, owned), (1 - self.as_owner, served))):
            for value in directed[side, rows].tolist():
                total[k] += value
        n = len(owned) + len(served)
        return (total[0] + total[1]) / n if n else float("nan")

    def everybody(self, population: Population) -> npt.NDArray[np.float64]:
        """Return the means of all organisations."""
        directed = population.relationships.directed[self.state]
        rows, owners, partners = population.incidence.living()
        size = population.organisations.uid.size
        total = np.bincount(owners, directed[self.as_owner, rows], size)
        total += np.bincount(partners, directed[1 - self.as_owner, rows], size)
        n = population.incidence.counts()
        mean: npt.NDArray[np.float64] = np.divide(total, n, out=np.full(size, np.nan), where=n > 0)
        return mean


class Partners(ReadOut):
    """The number of living relationships."""

    def one(self, population: Population, row: int) -> int:
        """Return the number of one organisation."""
        return sum(len(rows) for rows in population.incidence.rows_of(row))

    def everybody(self, population: Population) -> npt.NDArray[np.int64]:
        """Return the numbers of all organisations."""
        return population.incidence.counts()


class Ended(ReadOut):
    """The number of relationships that have ended since month 0."""

    def one(self, population: Population, row: int) -> int:
        """Return the number of one organisation."""
        return int(population.incidence.ended()[row])

    def everybody(self, population: Population) -> npt.NDArray[np.int64]:
        """Return the numbers of all organisations."""
        return population.incidence.ended()
