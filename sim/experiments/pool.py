"""Worker processes under supervision: restarted when they die, stopped when a run takes too long.

Every worker has a pipe of its own, so a worker that is killed at any moment cannot leave a lock behind that the others
wait for.  What it had written counts; what it had not is handed out again.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait
from typing import Any

from sim.errors import DyadsError
from sim.experiments.pending import Pending
from sim.experiments.place import committed_of
from sim.experiments.playing import Orders, Receipt, TooLong, record_failure
from sim.experiments.study import Study
from sim.experiments.worker import IDLE, MEMORY, RUN, SINCE, STOP, work

IN_FLIGHT = 2
"""Chunks that a worker has at most: one in play, one waiting."""
DEATHS = 3
"""A run in which so many workers died is at fault itself."""
BEAT_S = 0.1
GRACE_S = 1.0
"""A run that outlives its limit by more than this does not listen and is stopped with its worker."""
STOPPING_S = 10.0
"""After Ctrl-C, the chunks in play have so much time to end."""
START_S = 900.0
"""A worker that has not started by then, never will; compiling, on a busy machine, is a matter of minutes."""


class DiskRefused(OSError):
    """A worker could not write."""


class WorkerDied(Exception):
    """Workers died in a run."""


class _Worker:
    """One process, and what it was given."""

    def __init__(self, orders: Orders) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        self.cell: Any = context.RawArray("d", 4)
        self.cell[RUN] = IDLE
        self.process = context.Process(target=work, args=(orders, far, self.cell), daemon=True, name="dyads worker")
        with _interruptions_ignored():
            self.process.start()
        far.close()
        self.born = time.monotonic()
        self.ready = False
        self.verdict: Exception | None = None
        self.chunks: deque[list[int]] = deque()

    def give(self, chunk: list[int]) -> None:
        self.chunks.append(chunk)
        with contextlib.suppress(OSError):  # it is dead; that is noticed elsewhere
            self.pipe.send(chunk)

    def said(self) -> Any:
        """Return the next thing it said, or None; one that was cut off in the middle of a word is dead."""
        try:
            return self.pipe.recv() if self.pipe.poll() else None
        except Exception:
            self.process.kill()
            return None

    def kill(self) -> None:
        self.process.kill()

    def end(self) -> None:
        """Let it go: at once where it is idle, by force where it is not."""
        with contextlib.suppress(OSError):
            self.pipe.send(None)
        self.process.join(2.0)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()
        self.process.close()


@contextlib.contextmanager
def _interruptions_ignored() -> Iterator[None]:
    """Let a process be born deaf to Ctrl-C: it inherits what is ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Pool:
    """Workers that play the runs of a study.

    Parameters
    ----------
    study : Study
    orders : Orders
    jobs : int
        Workers, ≥ 1.
    pending : Pending
        What is to be played.
    told : callable
        Given a receipt for every commit, also of runs that were recorded as failed here.
    beat : callable
        Called about ten times a second.
    """

    def __init__(
        self,
        study: Study,
        orders: Orders,
        *,
        jobs: int,
        pending: Pending,
        told: Callable[[Receipt], None],
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        self.study, self.orders, self.jobs, self.pending = study, orders, jobs, pending
        self.told, self.beat = told, beat
        self.apart = True
        self.peak = 0.0
        self.restarts = 0
        self._workers: list[_Worker] = []
        self._deaths: dict[int, int] = {}
        self._unready = 0
        self._stopping: float | None = None
        self._disk: DiskRefused | None = None

    def stop(self) -> None:
        """Hand out nothing more; let the runs in play end. A second call ends everything at once."""
        now = time.monotonic()
        self._stopping = now + STOPPING_S if self._stopping is None else now
        for worker in self._workers:
            worker.cell[STOP] = 1.0

    def run(self) -> None:
        """Play until nothing is pending, or until it was stopped.

        Raises
        ------
        DiskRefused
            A worker could not write; the others have finished what they were at.
        DyadsError
            Workers do not start.
        """
        while self._goes_on():
            self._feed()
            self._listen()
            self._watch_time()
            self.beat()
        if self._disk is not None:
            raise self._disk

    def peak_now(self) -> float:
        """Return the most memory that a worker has held, in bytes."""
        self.peak = max([self.peak, *(worker.cell[MEMORY] for worker in self._workers)])
        return self.peak

    def close(self) -> None:
        """End all workers: at once where they are idle, by force where they are not."""
        self.peak_now()
        for worker in self._workers:
            worker.end()
        self._workers = []

    def _goes_on(self) -> bool:
        busy = any(worker.chunks for worker in self._workers)
        if self._stopping is not None:
            return busy and time.monotonic() < self._stopping
        return busy or len(self.pending) > 0

    def _feed(self) -> None:
        """Start the workers that are missing; keep every one of them supplied."""
        if self._stopping is not None:
            return
        wanted = min(self.jobs, len(self.pending) + sum(bool(worker.chunks) for worker in self._workers))
        # One alone first: it compiles, where that is still to be done, and the others find it done.
        most = wanted if any(worker.ready for worker in self._workers) else min(wanted, 1)
        while len(self._workers) < most:
            self._workers.append(_Worker(self.orders))
        for depth in range(IN_FLIGHT):
            for worker in self._workers:
                if worker.ready and len(worker.chunks) == depth and (chunk := self.pending.next_chunk()):
                    worker.give(chunk)

    def _listen(self) -> None:
        pipes: list[Any] = [worker.pipe for worker in self._workers]
        wait([*pipes, *(worker.process.sentinel for worker in self._workers)], BEAT_S)
        for worker in list(self._workers):
            alive = worker.process.is_alive()  # asked first: the last words of a dead one are heard
            while (said := worker.said()) is not None:
                self._hear(worker, *said)
            if not alive:
                self._bury(worker)

    def _hear(self, worker: _Worker, word: str, what: Any) -> None:
        if word == "ready":
            worker.ready = True
            self._unready = 0
        elif word == "receipt":
            played = {*what.done, *what.failed}
            worker.chunks[0] = [number for number in worker.chunks[0] if number not in played]
            self.pending.learn(what.seconds, len(played))
            self.told(what)
        elif word == "over":
            rest = worker.chunks.popleft()
            self.pending.again(rest)  # where it was told to stop, or the disk was full
        elif word == "disk":
            number, text = what
            self._disk = DiskRefused(number, text)
            self.stop()
        else:
            raise DyadsError("a worker could not start; nothing was run", *str(what).rstrip().splitlines())

    def _watch_time(self) -> None:
        now = time.monotonic()
        for worker in self._workers:
            if not worker.ready and now - worker.born > START_S:
                why = f"a worker has not started within {START_S:g} s"
                raise DyadsError(why, "  --jobs 1    plays in this process")
            limit = self.orders.limit_s + GRACE_S
            if worker.cell[RUN] >= 0 and now - worker.cell[SINCE] > limit and worker.verdict is None:
                worker.verdict = TooLong(f"stopped after {self.orders.limit_s:g} s (--max-seconds-per-run)")
                worker.kill()

    def _bury(self, worker: _Worker) -> None:
        """See what a dead worker had committed, and hand out the rest again, the suspect alone."""
        worker.process.join()
        exit_code = worker.process.exitcode
        self._workers.remove(worker)
        self.restarts += 1
        if not worker.ready:
            self._unready += 1
            if self._unready >= DEATHS:
                raise DyadsError(
                    f"{DEATHS} workers died before they had started (exit code {exit_code})",
                    "  --jobs 1    plays in this process and shows what is wrong",
                )
        in_play, suspect = (worker.chunks.popleft() if worker.chunks else []), int(worker.cell[RUN])
        self.pending.again(*worker.chunks)
        done = committed_of(self.orders.folder, in_play)
        if done:
            self.told(Receipt(tuple(sorted(done)), (), 0.0))
        rest = [number for number in in_play if number not in done]
        if suspect in rest:
            place = rest.index(suspect)
            parts = [rest[:place], [suspect], rest[place + 1 :]]
        elif len(rest) == 1:
            suspect, parts = rest[0], [rest]
        else:
            parts = [rest[: len(rest) // 2], rest[len(rest) // 2 :]]
        if suspect in rest and self._is_guilty(worker, suspect, exit_code):
            parts = [part for part in parts if part != [suspect]]
        self.pending.again(*parts)
        worker.pipe.close()
        worker.process.close()

    def _is_guilty(self, worker: _Worker, suspect: int, exit_code: int | None) -> bool:
        self._deaths[suspect] = self._deaths.get(suspect, 0) + 1
        fault = worker.verdict
        if fault is None and self._deaths[suspect] >= DEATHS:
            fault = WorkerDied(f"{DEATHS} workers died in this run (exit code {exit_code}); memory may have run out")
        if fault is None:
            return False
        try:
            why = record_failure(self.study, suspect, self.orders.folder, fault)
        except OSError as error:
            self._disk = DiskRefused(error.errno, error.strerror)
            self.stop()
            return False
        self.told(Receipt((), (suspect,), 0.0, 0, why))
        return True
