"""Everybody of a model: from rows to agents, which rows a class of the user's plays, and what these decide."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.agents.decision import Decision
from sim.agents.incidence import Incidence
from sim.agents.organisations import KIND_CLASSES, Organisation
from sim.agents.relationship import RelationshipView
from sim.engine import Simulation
from sim.engine.desks import NO_DECISIONS
from sim.processes.schedule import Decisions
from sim.state.columns import START
from sim.state.world import Organisations, Relationships

KIND_WORDS = tuple(one.__name__.lower() for one in KIND_CLASSES)
"""``buyer``, ``seller``, ``complementor``, ``government``; index = code."""


class Population:
    """The organisations of a model as agents.

    Parameters
    ----------
    model : RelationshipModel
        Whose agents they are.
    simulation : Simulation
        Holds the tables.
    """

    def __init__(self, model: Any, simulation: Simulation) -> None:
        self.model = model
        self.simulation = simulation
        self.organisations: Organisations = simulation.world.organisations
        self.relationships: Relationships = simulation.world.relationships
        self.starts: list[int] = simulation.starts.tolist()
        self.incidence = Incidence(simulation)
        self.players: dict[int, Organisation] = {}
        self.types: list[type[Organisation]] = list(KIND_CLASSES)
        self.codes: npt.NDArray[Any] = self.organisations.kind
        """(P,) the class of each organisation: place in ``types``."""
        self._played = np.zeros(0, np.bool_)

    def size_of(self, kind: int) -> int:
        """Return how many organisations of a kind there are."""
        return self.starts[kind + 1] - self.starts[kind]

    def view(self, row: int) -> Organisation:
        """Return the agent in a row: the one that plays it, or a fresh view."""
        player = self.players.get(row)
        return player if player is not None else self.types[self.codes[row]](self.model, row)

    def name_of(self, row: int) -> str:
        """Return what people call it: ``seller 3``."""
        kind = int(self.organisations.kind[row])
        return f"{KIND_WORDS[kind]} {row - self.starts[kind]}"

    def relationships_of(self, row: int) -> list[RelationshipView]:
        """Return the living relationships of an organisation as it sees them, in the order of rows."""
        owned, served = self.incidence.rows_of(row)
        partner, start = self.relationships.partner, self.relationships.counts[START]
        mine = zip(owned.tolist(), partner[owned].tolist(), start[owned].tolist(), strict=True)
        views = [RelationshipView(self, one, 0, (row, other), begun) for one, other, begun in mine]
        if len(served):
            theirs = zip(served.tolist(), self.incidence.owner_of(served).tolist(), start[served].tolist(), strict=True)
            views += [RelationshipView(self, one, 1, (other, row), begun) for one, other, begun in theirs]
            views.sort(key=attrgetter("row"))
        return views

    def play_as(self, player: type[Organisation], kind: int, numbers: list[int]) -> list[Organisation]:
        """Let a class play organisations of its kind, from now on.

        Raises
        ------
        TypeError
            Where it is no subclass of that kind's class.
        ValueError
            Where there is no such organisation.
        """
        base = KIND_CLASSES[kind]
        if not isinstance(player, type) or not issubclass(player, base) or player is base:
            shown = player.__name__ if isinstance(player, type) else repr(player)
            raise TypeError(f"{shown} cannot play a {KIND_WORDS[kind]}: it must be a subclass of {base.__name__}")
        size = self.size_of(kind)
        for number in numbers:
            if isinstance(number, bool) or not isinstance(number, int | np.integer) or not 0 <= number < size:
                there = f"they are numbered 0 to {size - 1}" if size else "there are none"
                raise ValueError(f"there is no {KIND_WORDS[kind]} {number!r}: {there}")
        if player not in self.types:
            self.types.append(player)
        if self.codes is self.organisations.kind:
            self.codes = self.organisations.kind.astype(np.int64)
            self._played = np.zeros(self.codes.size, np.bool_)
        rows = [self.starts[kind] + int(number) for number in numbers]
        self.codes[rows] = self.types.index(player)
        self._played[rows] = True
        self.players.update({row: player(self.model, row) for row in rows})
        self.players = dict(sorted(self.players.items()))
        return [self.players[row] for row in rows]

    def let_act(self) -> None:
        """Let those whom a class of the user's plays act, and note what they decide for the coming month."""
        self.simulation.decisions = NO_DECISIONS
        if not self.players:
            return
        self.incidence.look_up(np.fromiter(self.players, np.int64), self._played)
        for player in self.players.values():
            player.act()
        lines = sorted(self._lines())
        if lines:
            rows, sides, efforts, cheats, leaves = zip(*lines, strict=True)
            self.simulation.decisions = Decisions(
                np.array(rows, np.int64),
                np.array(sides, np.int64),
                np.array(efforts),
                np.array(cheats),
                np.array(leaves),
            )

    def _lines(self) -> Iterator[tuple[int, int, float, float, float]]:
        """Yield row, side and numbers of every decision."""
        for player in self.players.values():
            if type(player).decide is Organisation.decide:
                continue
            for relationship in self.relationships_of(player.row):
                decision = player.decide(relationship)
                if isinstance(decision, Decision):
                    yield relationship.row, relationship.side, *decision.numbers()
                elif decision is not None:
                    raise TypeError(f"{type(player).__name__}.decide returned {decision!r}: must be a Decision or None")
