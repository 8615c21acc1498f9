"""Launching a study: claim its folder, play what is missing, say what came of it."""

from __future__ import annotations

import contextlib
import errno
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.experiments import place
from sim.experiments.pending import Pending
from sim.experiments.playing import Orders, Receipt
from sim.experiments.pool import Pool
from sim.experiments.serial import Serial
from sim.experiments.study import Study
from sim.store import read_table, results_digest
from sim.store.folder import as_folder_error


class Engine(Protocol):
    """What plays pending runs."""

    peak: float
    restarts: int

    def run(self) -> None:
        """Play until nothing is pending, or until stopped."""

    def stop(self) -> None:
        """Play nothing more than what is in play."""


@dataclass
class Standing:
    """How a study stands.

    Attributes
    ----------
    total, done, failed : int
        Runs.
    before : int
        Runs that were done when this launch began.
    status : {"running", "ok", "some failed", "interrupted", "stopped"}
    digest : str
        Of all results, once everything is done.
    seconds : float
        Since this launch began to play.
    size : int
        Bytes written by this launch.
    failures : list of str
        The first of them, one line each.
    """

    total: int
    done: int = 0
    failed: int = 0
    before: int = 0
    status: str = "running"
    digest: str = ""
    seconds: float = 0.0
    size: int = 0
    peak: float = 0.0
    restarts: int = 0
    failures: list[str] = field(default_factory=list)

    FIRST = 20

    def take(self, receipt: Receipt) -> None:
        """Count what a receipt reports."""
        self.done += len(receipt.done)
        self.failed += len(receipt.failed)
        self.size += receipt.size
        if receipt.failed and len(self.failures) < self.FIRST:
            self.failures.append(receipt.why)


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
    """

    jobs: int = 1
    serial: bool = False
    limit_s: float = 600.0
    stop_on_error: bool = False
    engine: str = ""
    cluster: Callable[..., Engine] | None = None

    def orders(self, folder: Path) -> Orders:
        """Return what workers are told."""
        orders = Orders(folder.resolve(), self.limit_s, trace=self.serial)
        return replace(orders, engine=self.engine) if self.engine else orders


def launch(
    study: Study,
    folder: Path,
    how: Launch,
    *,
    about: Mapping[str, Any],
    opened: Callable[[Study, Standing], None] = lambda *_: None,
    beat: Callable[[Standing], None] = lambda *_: None,
    more: Callable[[Study], int] = lambda *_: 0,
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
    opened : callable
        Told the study as stored and what is done already, before anything is played; may raise to stop.
    beat : callable
        Told how the study stands, some times a second.
    more : callable
        Asked when all is done; returns how many replications the study is to have, or 0 when it has enough.

    Returns
    -------
    Standing

    Raises
    ------
    ResultsFolderError
        Another study's folder, somebody at work there, or a disk that refuses; what was done counts.
    """
    with place.taken(folder):
        study = place.claim(folder, study, about)
        place.clean(folder)
        done = place.done_runs(folder, study)
        standing = Standing(total=study.n_runs, done=int(done.sum()), before=int(done.sum()))
        opened(study, standing)
        missing = np.flatnonzero(~done)
        begun = time.monotonic()
        while True:
            _play(study, folder, how, missing, standing, beat, begun)
            wanted = more(study) if standing.status == "ok" else 0
            if wanted <= study.replications:
                break
            missing = np.arange(study.n_runs, wanted * study.n_points)
            study = replace(study, replications=wanted)
            standing.total, standing.status = study.n_runs, "running"
        _close(folder, study, standing)
    return standing


def _play(
    study: Study,
    folder: Path,
    how: Launch,
    missing: NDArray[np.int64],
    standing: Standing,
    beat: Callable[[Standing], None],
    begun: float,
) -> None:
    pending = Pending(missing, how.jobs)
    engine: Engine

    def told(receipt: Receipt) -> None:
        standing.take(receipt)
        if receipt.failed and how.stop_on_error:
            standing.status = "stopped"
            engine.stop()

    def now() -> None:
        standing.seconds = time.monotonic() - begun
        beat(standing)

    orders = how.orders(folder)
    if how.cluster is not None:
        engine = how.cluster(study, orders, pending=pending, told=told, beat=now)
    elif how.serial:
        engine = Serial(study, orders, pending=pending, told=told, beat=now)
    else:
        engine = Pool(study, orders, jobs=how.jobs, pending=pending, told=told, beat=now)
    interrupted = False

    def interrupt() -> None:
        nonlocal interrupted
        interrupted = True
        engine.stop()

    with _interruptions(interrupt):
        if len(missing):
            with as_folder_error(folder):
                engine.run()
    now()
    standing.peak, standing.restarts = max(standing.peak, engine.peak), standing.restarts + engine.restarts
    if standing.status != "stopped":
        left = interrupted or len(pending) > 0
        standing.status = "interrupted" if left else "some failed" if standing.failed else "ok"


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


def _close(folder: Path, study: Study, standing: Standing) -> None:
    """Leave the folder as it is to be found: digest and status in the manifest."""
    if standing.status in {"ok", "some failed"}:
        fields = ("run", "point", "arm", "replicate", "seed", "status", "months", "digest")
        standing.digest = results_digest(read_table(folder, "runs", columns=fields))
    try:
        place.conclude(folder, study, standing.status, standing.digest)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
