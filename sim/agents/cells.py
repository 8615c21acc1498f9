"""Attributes of relationships that live in a table, one side's or both sides'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.agents.traits import checked
from sim.state.columns import Column

if TYPE_CHECKING:
    from sim.agents.relationship import RelationshipView


class Cell:
    """One number of a relationship; reading or writing it reads or writes the table."""

    def __init__(self, column: Column, index: int, why_not: str = "") -> None:
        self.column, self.index, self.why_not = column, index, why_not
        self.__doc__ = f"{column.meaning[0].upper()}{column.meaning[1:]} ({column.unit})."

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def _at(self, view: RelationshipView) -> tuple[Any, Any]:
        """Return an array and the place in it."""
        raise NotImplementedError

    def __get__(self, view: Any, owner: type | None = None) -> Any:
        if view is None:
            return self
        table, place = self._at(view)
        return table[place].item()

    def __set__(self, view: Any, value: float) -> None:
        if self.why_not:
            raise AttributeError(f"{self.name} cannot be written: {self.why_not}")
        table, place = self._at(view)
        wanted = checked(self.name, value, self.column.low, self.column.high, self.column.unit)
        table[place] = wanted


class Felt(Cell):
    """A directed state: each side has its own."""

    def _at(self, view: RelationshipView) -> tuple[Any, Any]:
        return view.table.directed, (self.index, view.side, view.row)


class Shown(Cell):
    """A directed read-out."""

    def _at(self, view: RelationshipView) -> tuple[Any, Any]:
        return view.table.read_out, (self.index, view.side, view.row)


class Between(Cell):
    """A state that both sides share."""

    def _at(self, view: RelationshipView) -> tuple[Any, Any]:
        return view.table.dyadic, (self.index, view.row)


class Counted(Cell):
    """A counter that both sides share."""

    def __set__(self, view: Any, value: float) -> None:
        low, high = self.column.low, self.column.high
        if not self.why_not and not checked(self.name, value, low, high, self.column.unit).is_integer():
            raise ValueError(f"{self.name} = {value!r}: must be a whole number of {self.column.unit}")
        super().__set__(view, value)

    def _at(self, view: RelationshipView) -> tuple[Any, Any]:
        return view.table.counts, (self.index, view.row)
