"""All runs in this very process: for looking into a model that raises, and for one core."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
from collections.abc import Callable
from typing import Self

from sim.experiments.pending import Pending
from sim.experiments.playing import Orders, Receipt, play_runs
from sim.experiments.study import Study
from sim.experiments.worker import peak_memory, warm_up


class _Ears:
    """Hears Ctrl-C whoever else does.

    The engine hears it while it plays; one that comes in the last months of a run has nothing left to interrupt there,
    and would be forgotten.
    """

    def __enter__(self) -> Self:
        self.asked = False
        self._before: int | None = None
        self._near, self._far = socket.socketpair()
        self._near.setblocking(False)
        self._far.setblocking(False)
        if threading.current_thread() is threading.main_thread():
            self._before = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.set_wakeup_fd(self._before)
        self._near.close()
        self._far.close()

    def heard(self) -> bool:
        """Return whether Ctrl-C was pressed since."""
        with contextlib.suppress(BlockingIOError):
            self.asked = signal.SIGINT in self._near.recv(64) or self.asked
        return self.asked


class Serial:
    """Plays in this process; the same two verbs as a pool of workers."""

    def __init__(
        self,
        study: Study,
        orders: Orders,
        *,
        pending: Pending,
        told: Callable[[Receipt], None],
        beat: Callable[[], None] = lambda: None,
        interrupted: Callable[[], None] = lambda: None,
    ) -> None:
        self.study, self.orders, self.pending, self.told, self.beat = study, orders, pending, told, beat
        self.interrupted = interrupted
        self.jobs = 1
        self.apart = False
        self.peak = 0.0
        self.restarts = 0
        self._stopped = self._warm = False

    def stop(self) -> None:
        """Play nothing after the run in play."""
        self._stopped = True

    def run(self) -> None:
        """Play until nothing is pending, or until it was stopped; OSError where the disk refuses."""
        with _Ears() as ears:
            if not self._warm:
                warm_up(self.orders)
                self._warm = True
            while not self._stopped and not ears.heard() and (chunk := self.pending.next_chunk()):
                self._play(chunk, ears)
            if ears.heard():
                self.interrupted()

    def _play(self, chunk: list[int], ears: _Ears) -> None:
        played: set[int] = set()

        def stopped() -> bool:
            return self._stopped or ears.heard()

        try:
            for receipt in play_runs(self.study, chunk, self.orders, stopped=stopped, aborted=ears.heard):
                played |= {*receipt.done, *receipt.failed}
                self.pending.learn(receipt.seconds, len(receipt.done) + len(receipt.failed))
                self.told(receipt)
                self.beat()
        except KeyboardInterrupt:  # in the middle of a run
            self.interrupted()
        self.pending.again([number for number in chunk if number not in played])

    def peak_now(self) -> float:
        """Return the most memory that this process has held, in bytes."""
        self.peak = peak_memory()
        return self.peak

    def close(self) -> None:
        """Nothing is held."""
        self.peak_now()
