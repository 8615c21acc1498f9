"""Launching a study: claim its folder, play what is missing, say what came of it."""

from __future__ import annotations

import contextlib
import errno
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from sim.experiments import place
from sim.experiments.cost import Cost, Probe
from sim.experiments.pending import Pending
from sim.experiments.playing import Orders, Receipt
from sim.experiments.pool import Pool
from sim.experiments.serial import Serial
from sim.experiments.shards import Shard, alone, shared_out
from sim.experiments.standing import Standing
from sim.experiments.study import Study
from sim.store import read_table, results_digest
from sim.store.folder import as_folder_error


class Engine(Protocol):
    """What plays pending runs."""

    jobs: int
    apart: bool  # whether runs are played in other processes than this
    peak: float
    restarts: int

    def run(self) -> None:
        """Play until nothing is pending, or until stopped."""

    def stop(self) -> None:
        """Play nothing more than what is in play."""

    def close(self) -> None:
        """Let go of everything that was needed to play."""


@dataclass(frozen=True)
class Launch:
    """How a study is to be played; none of it changes a result.

    Attributes
    ----------
    jobs : int
        Worker processes, ≥ 1.
    serial : bool
        Play in this process instead.
    limit_s : float
        Seconds that a run may take.
    stop_on_error : bool
        Stop at the first run that fails.
    engine : str, optional
        What plays a run (``Orders.engine``).
    cluster : callable, optional
        Makes an engine that plays elsewhere.
    shard : Shard, optional
        Play only this share of the runs, beside others.
    look_s : float
        Seconds after which a run is cut short, where runs are played only to see what they cost.
    """

    jobs: int = 1
    serial: bool = False
    limit_s: float = 600.0
    stop_on_error: bool = False
    engine: str = ""
    cluster: Callable[..., Engine] | None = None
    shard: Shard | None = None
    look_s: float = math.inf

    def orders(self, folder: Path) -> Orders:
        """Return what workers are told."""
        orders = Orders(folder.resolve(), self.limit_s, trace=self.serial, look_s=self.look_s)
        return replace(orders, engine=self.engine) if self.engine else orders


@dataclass(frozen=True)
class Listeners:
    """Who is told what, while a study is played.

    Attributes
    ----------
    opened : callable
        The study as stored, and how it stands, before anything is played.
    priced : callable
        The study, its standing and what the rest will cost, as the first runs let expect; before the rest is played.
    beat : callable
        The standing, some times a second.
    more : callable
        Asked when all is done; returns how many replications the study is to have, or 0 when it has enough.
    """

    opened: Callable[[Study, Standing], None] = lambda *_: None
    priced: Callable[[Study, Standing, Cost], None] = lambda *_: None
    beat: Callable[[Standing], None] = lambda *_: None
    more: Callable[[Study], int] = lambda *_: 0


def launch(
    study: Study, folder: Path, how: Launch, *, about: Mapping[str, Any], listeners: Listeners | None = None
) -> Standing:
    """Play everything of a study that its folder does not hold yet.

    Parameters
    ----------
    study : Study
    folder : Path
        Made where it is not there.
    how : Launch
    about : mapping
        Further entries of the manifest.
    listeners : Listeners, optional
        May raise to stop.

    Returns
    -------
    Standing

    Raises
    ------
    ResultsFolderError
        Another study's folder, somebody at work there, or a disk that refuses; what was done counts.
    """
    listeners = listeners or Listeners()
    shard = how.shard
    with shared_out(folder, shard) if shard else place.taken(folder):
        with alone(folder):
            study = place.claim(folder, study, about)
        place.clean(folder, shard.mine if shard else None)
        done = place.done_runs(folder, study)
        standing = Standing(total=study.n_runs, done=int(done.sum()), before=int(done.sum()))
        listeners.opened(study, standing)
        missing = np.flatnonzero(~done)
        if shard:
            missing = shard.only_mine(missing)
            standing.total = standing.done + len(missing)
        with _Playing(study, folder, how, standing, listeners) as playing:
            if len(missing):
                with as_folder_error(folder):
                    playing.probe_and_play(missing)
            while standing.status == "running" and (wanted := listeners.more(study)) > study.replications:
                study = replace(study, replications=wanted)
                done = place.done_runs(folder, study)  # an earlier launch may have gone further
                missing = np.flatnonzero(~done)
                standing.total, standing.done = study.n_runs, int(done.sum())
                with as_folder_error(folder):
                    playing.play(missing)
        if standing.status == "running":
            standing.status = "some failed" if standing.failed else "ok"
        with alone(folder):
            _close(folder, study, standing, shard)
    return standing


class _Playing:
    """An engine at work on a study; Ctrl-C is noted, and ends the work in good order."""

    def __init__(self, study: Study, folder: Path, how: Launch, standing: Standing, listeners: Listeners) -> None:
        self.study, self.how, self.standing, self.listeners = study, how, standing, listeners
        self.pending = Pending(np.zeros(0, np.int64), how.jobs)
        self.begun = time.monotonic()
        self.engine = self._engine(how.orders(folder))
        self._signals = _interruptions(self._interrupt)

    def _engine(self, orders: Orders) -> Engine:
        given: dict[str, Any] = {"pending": self.pending, "told": self._told, "beat": self._beat}
        if self.how.cluster is not None:
            return self.how.cluster(self.study, orders, jobs=self.how.jobs, **given)
        if self.how.serial:
            return Serial(self.study, orders, interrupted=self._interrupt, **given)
        return Pool(self.study, orders, jobs=self.how.jobs, **given)

    def __enter__(self) -> Self:
        self._signals.__enter__()
        return self

    def __exit__(self, *fault: Any) -> None:
        try:
            self.engine.close()
        finally:
            self._signals.__exit__(*fault)
        self.standing.peak, self.standing.restarts = self.engine.peak, self.engine.restarts
        self._beat()

    def _interrupt(self) -> None:
        self.standing.status = "interrupted"
        self.engine.stop()

    def _told(self, receipt: Receipt) -> None:
        self.standing.take(receipt)
        if receipt.failed and self.how.stop_on_error and self.standing.status == "running":
            self.standing.status = "stopped"
            self.engine.stop()

    def _beat(self) -> None:
        self.standing.seconds = time.monotonic() - self.begun
        self.listeners.beat(self.standing)

    def probe_and_play(self, missing: NDArray[np.int64]) -> None:
        """Play a few runs first, say what the rest will cost, and play the rest."""
        probe = Probe(self.pending, self.standing)
        cost = probe.take(self.engine, missing, self.how.jobs)
        if self.standing.status == "running":
            self.listeners.priced(self.study, self.standing, cost)
            self.play(missing[probe.runs :])

    def play(self, missing: NDArray[np.int64]) -> None:
        """Play these runs."""
        self.pending.add(missing)
        if len(missing):
            self.engine.run()


@contextlib.contextmanager
def _interruptions(noted: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C be noted instead of tearing whatever is going on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: noted())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _close(folder: Path, study: Study, standing: Standing, shard: Shard | None) -> None:
    """Leave the folder as it is to be found: digest and status in the manifest."""
    whole = shard is None or bool(place.done_runs(folder, study).all())
    if not whole:
        return  # the other shares are not done; the last to be done concludes
    if standing.status != "interrupted":
        fields = ("run", "point", "arm", "replicate", "seed", "status", "months", "digest")
        runs = read_table(folder, "runs", columns=fields)
        standing.digest = results_digest(runs.filter(pc.less(runs["run"], study.n_runs)))
    try:
        place.conclude(folder, study, standing.status, standing.digest)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
