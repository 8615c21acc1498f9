"""A simulation in progress: the world, what is written down about it, and how months are played."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sim._jit import address
from sim.engine.ahead import compile_ahead
from sim.engine.build import build, cut_blocks, group_starts
from sim.engine.desks import NO_DECISIONS, new_desk, new_queues
from sim.engine.threads import Pool, cut, threads_for
from sim.mechanisms import Mechanism, Setting, in_turn, mechanisms_at_work
from sim.parameters import Parameters, pack
from sim.processes import schedule
from sim.processes.measures import ENDED, N_MEASURES, N_SUMS
from sim.processes.schedule import Books, Units, calls_of_units
from sim.recording.books import Archive, Table, new_books
from sim.recording.metrics import steps_table
from sim.recording.networks import networks_table, snapshot
from sim.recording.tables import dyads_table, events_table, paths_table, told
from sim.state.levers import rest_levers, with_levers
from sim.state.world import aligned

if TYPE_CHECKING:
    from sim.portfolio import Portfolio
    from sim.scenario import Link, OrganisationTraits

MONTHS_A_CALL = 64
ROWS_OF_LITTLE = 8
"""Relationships of which a phase that does little about each does as much as others do about one."""
MONTHS_A_BOOK, ROWS_A_BOOK = 12, 50_000
"""Books have room for so many months, or for more where the months of all relationships are no more than that."""
_UNITS: dict[tuple[Any, ...], Units] = {}
"""Where the units of the month are, for the forms of arrays that worlds in this process had."""


def _forms(arrays: Sequence[Any]) -> tuple[Any, ...]:
    """Return all that compiled code may tell arrays apart by."""
    return tuple((array.dtype, array.ndim, array.flags.num) for array in arrays)


class Simulation:
    """One run, month by month.

    Parameters
    ----------
    parameters : Parameters
        What holds at the start; ``parameters`` may be replaced between months.
    seed : int
        Root of all luck.
    organisations, links : sequences
        What the scenario states about single organisations and first relationships.
    portfolio : Portfolio, optional
        Existing relationships to start from.
    every : int
        Months between two rows of metrics.
    keep_events : bool
        Whether events are written down.
    paths : int
        Relationship rows followed month by month.
    network_every : int
        Months between two snapshots of all relationships, the first in month 0; none where 0.
    threads : int
        Threads; the result does not depend on it.
    single : bool
        Keep relationships in single precision.
    """

    def __init__(
        self,
        parameters: Parameters,
        seed: int,
        *,
        organisations: Sequence[OrganisationTraits] = (),
        links: Sequence[Link] = (),
        portfolio: Portfolio | None = None,
        every: int = 1,
        keep_events: bool = True,
        paths: int = 60,
        network_every: int = 0,
        threads: int = 1,
        single: bool = False,
    ) -> None:
        self.seed = seed
        self.month = 0
        self.every = every
        self.keep_events = keep_events
        self.decisions = NO_DECISIONS
        self.ended_outside = 0
        """Relationships ended by interventions since the last month played."""
        self._archive = Archive()
        self._looking_back = False
        """Whether mechanisms look back: what they tell of is then of the month just played, else of the coming one."""
        self.mechanisms: tuple[Mechanism, ...] = ()
        """The mechanisms around the core that are at work, in the order in which they play."""
        self._root = np.uint64(seed & 0xFFFFFFFFFFFFFFFF)
        compile_ahead(single=single)
        if portfolio is None:
            self.world = build(
                parameters, seed, organisations=organisations, links=links, single=single, threads=threads
            )
            self.starts = group_starts(parameters)
        else:
            from sim.engine.portfolio_world import build_from_portfolio

            parameters, self.world = build_from_portfolio(parameters, seed, portfolio, organisations=organisations)
            self.starts = group_starts(parameters)
        self.parameters = parameters
        first = self.world.organisations.first
        self.rows = int(first[-1])
        self.watched = min(paths, self.rows)
        self.blocks, self.n_first_blocks = cut_blocks(first, self.starts)
        self._largest = int((first[self.blocks[:, 1]] - first[self.blocks[:, 0]]).max()) if len(self.blocks) else 1
        self.threads = threads_for(self.rows, threads)
        self._pool = Pool(self.threads) if self.threads > 1 else None
        owners = int(first.size - 1)
        self._desks = [new_desk(self._largest, MONTHS_A_CALL, owners) for _ in range(self.threads)]
        kept = max(MONTHS_A_BOOK, min(ROWS_A_BOOK // max(1, self.rows), MONTHS_A_CALL))
        self._books = [
            new_books(self.rows // self.threads, owners, self.watched, self._largest, kept) for _ in range(self.threads)
        ]
        self._sums = aligned((self.threads, owners, N_SUMS), np.int64)
        self._sums[:] = 0
        self._sums_of_months: list[np.ndarray] = []
        self._metrics_of_mechanisms: list[dict[str, float]] = []
        self._months_kept: list[int] = []
        self.network_every = network_every
        self._networks = [snapshot(self.world, 0)] if network_every else []
        self._units_for: tuple[Any, ...] = (None,)

    def __getstate__(self) -> dict[str, Any]:
        """Leave addresses of machine code behind: they hold in this process, for the arrays of this world."""
        return self.__dict__ | {"_units_for": (None,)}

    @property
    def parameters(self) -> Parameters:
        """The parameters in force."""
        return self._parameters

    @parameters.setter
    def parameters(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._packed = pack(parameters)
        self._queues = new_queues(self.world.organisations.uid.size if parameters.population.capacity > 0 else 0)
        for mechanism in self.mechanisms:
            mechanism.set_parameters(parameters)
        wanted = mechanisms_at_work(parameters)
        if not wanted:
            return
        there = {type(mechanism): mechanism for mechanism in self.mechanisms}
        pulled = (lever for kind in (*there, *wanted) for lever in kind.pulls)
        self.world = with_levers(self.world, pulled)
        setting = Setting(self.world, self._root, self.starts, self.tell if self.keep_events else None)
        for mechanism in self.mechanisms:
            mechanism.setting = setting
        there |= {kind: kind(setting, parameters) for kind in wanted if kind not in there}
        self.mechanisms = in_turn(there)

    def advance(self, months: int = 1) -> None:
        """Play so many months."""
        last = self.month + months
        while self.month < last:
            if self.mechanisms:
                self._month_with_mechanisms()
            elif self._pool is not None:
                self._threaded_month()
            else:
                self._whole_months(min(last, self.month + MONTHS_A_CALL, self._next_snapshot(last)))
            if self.network_every and self.month % self.network_every == 0:
                self._networks.append(snapshot(self.world, self.month))

    def _next_snapshot(self, otherwise: int) -> int:
        every = self.network_every
        return (self.month // every + 1) * every if every else otherwise

    def _month_with_mechanisms(self) -> None:
        coming = self.month + 1
        rest_levers(self.world)
        for mechanism in self.mechanisms:
            mechanism.before(coming)
        if self._pool is not None:
            self._threaded_month()
        else:
            self._whole_months(coming)
        self._looking_back = True
        for mechanism in self.mechanisms:
            mechanism.after(coming)
        self._looking_back = False
        if coming % self.every == 0:
            metrics = {name: value for mechanism in self.mechanisms for name, value in mechanism.metrics().items()}
            self._metrics_of_mechanisms.append(metrics)

    def tell(self, event: int, rows: npt.NDArray[np.int64], side: int) -> None:
        """Write down what happens to relationships outside the core's month (``sim.mechanisms.happenings``)."""
        if self.keep_events and rows.size:
            month = self.month + (0 if self._looking_back else 1)
            self._archive.events.append(told(self.world, month, event, rows, side))

    def _call(self, what: int, thread: int, first: int, last: int, lo: int, hi: int, line: int) -> Any:
        return schedule.months(
            self._units(), what, *self.world, self._packed, self._desks[thread], self._books[thread], self._sums,
            thread, self.decisions, self.blocks, self._queues, self._root, first, last, lo, hi, line, self.every,
            self.keep_events, self.watched,
        )  # fmt: skip

    def _units(self) -> Units:
        """Return where the units of the month are; looked up anew only where arguments may be of other types."""
        forms = _forms(self.decisions)
        if self._units_for[0] is not self.world or self._units_for[1] != forms:
            every = forms + _forms(self.world.organisations) + _forms(self.world.relationships)
            if every not in _UNITS:
                work = self._packed, self._desks[0], self._books[0], self._sums, self.decisions, self._root
                _UNITS[every] = Units(*(address(*call) for call in calls_of_units(*self.world, *work)))
            self._units_for = self.world, forms, _UNITS[every]
        known: Units = self._units_for[2]
        return known

    def _whole_months(self, last: int) -> None:
        begun = self.month + 1
        self._desks[0].measures[:] = 0
        month, place = begun, 0
        while month <= last:
            month, place = self._call(schedule.WHOLE_MONTHS, 0, month, last, place, 0, month - begun)
            if month <= last:
                self._archive.empty_out(self._books[0])
        self._keep(begun, last, self._desks[0].measures)
        self.month = last

    def _phase(self, what: int, lo: int, hi: int, rows: int) -> None:
        if hi <= lo or self._pool is None:
            return
        cuts = cut(lo, hi, self.threads, rows)
        now = self.month + 1

        def work(thread: int, piece: int) -> None:
            place = cuts[piece]
            while place < cuts[piece + 1]:
                _, place = self._call(what, thread, now, now, place, cuts[piece + 1], 0)
                if place < cuts[piece + 1]:
                    self._empty(thread)

        self._pool.run(work, len(cuts) - 1)

    def _empty(self, thread: int) -> None:
        self._archive.empty_out(self._books[thread])

    def _threaded_month(self) -> None:
        organisations = int(self.world.organisations.uid.size)
        for desk in self._desks:
            desk.measures[0] = 0
        rows, little = self.rows, self.rows // ROWS_OF_LITTLE
        self._phase(schedule.HEARING, 0, organisations, rows)
        self._phase(schedule.SEARCHING, 0, organisations, little)
        self._call(schedule.AGREEING, 0, self.month + 1, self.month + 1, 0, organisations, 0)
        self._phase(schedule.RELATING, 0, self.n_first_blocks, rows)
        self._phase(schedule.RELATING, self.n_first_blocks, len(self.blocks), rows)
        self._phase(schedule.OPENING, 0, organisations, little)
        self._phase(schedule.SETTLING, 0, organisations, little)
        self.month += 1
        self._keep(self.month, self.month, sum(desk.measures[:1] for desk in self._desks))

    def _keep(self, first: int, last: int, measures: Any) -> None:
        measures[0, ENDED] += self.ended_outside
        self.ended_outside = 0
        for month in range(first, last + 1):
            if month % self.every == 0:
                self._sums_of_months.append(np.array(measures[month - first]))
                self._months_kept.append(month)

    def books(self) -> Books:
        """Return emptied books that have room for :meth:`room` endings."""
        self.empty_books()
        return self._books[0]

    def room(self) -> int:
        """Return how many endings fit into the books at a time."""
        return int(self._books[0].ending_numbers.shape[0])

    def empty_books(self) -> None:
        """Take out everything that was written down."""
        for thread in range(self.threads):
            self._empty(thread)

    @property
    def archive(self) -> Archive:
        """What has been written down so far, in pieces; who takes pieces out of it keeps them instead."""
        self.empty_books()
        return self._archive

    def steps(self, last: int = 0) -> Table:
        """Return the metrics of the months played, or only of the ``last`` so many of them."""
        sums = np.array(self._sums_of_months[-last:], np.int64).reshape(-1, N_MEASURES)
        table = steps_table(sums, self._months_kept[-last:])
        metrics = self._metrics_of_mechanisms[-last:]
        for name in (name for mechanism in self.mechanisms for name in mechanism.metrics_named):
            values = [math.nan] * (len(sums) - len(metrics)) + [of_month.get(name, math.nan) for of_month in metrics]
            table[name] = np.array(values, np.float64)
        return table

    def events(self) -> Table:
        """Return what happened so far."""
        self.empty_books()
        return events_table(self.world, self._archive)

    def paths(self) -> Table:
        """Return the followed relationships month by month."""
        self.empty_books()
        return paths_table(self.world, self._archive)

    def networks(self) -> Table:
        """Return the snapshots of all relationships so far."""
        return networks_table(self.world, self._networks)

    def dyads(self) -> Table:
        """Return one row per relationship so far, ended or alive."""
        self.empty_books()
        return dyads_table(self.world, self._archive, self.month)

    def ended(self) -> npt.NDArray[np.int32]:
        """Return owner and partner of every relationship that has ended so far: (n, 2)."""
        self.empty_books()
        pieces = [numbers[:, :2] for numbers, _ in self._archive.endings]
        return np.concatenate(pieces) if pieces else np.zeros((0, 2), np.int32)

    def close(self) -> None:
        """Let the threads end."""
        if self._pool is not None:
            self._pool.close()
