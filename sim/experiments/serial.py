"""All runs in this very process: for looking into a model that raises, and for one core."""

from __future__ import annotations

from collections.abc import Callable

from sim.experiments.pending import Pending
from sim.experiments.playing import Orders, Receipt, play_runs
from sim.experiments.study import Study
from sim.experiments.worker import peak_memory, warm_up


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
    ) -> None:
        self.study, self.orders, self.pending, self.told, self.beat = study, orders, pending, told, beat
        self.jobs = 1
        self.apart = False
        self.peak = 0.0
        self.restarts = 0
        self._stopped = False

    def stop(self) -> None:
        """Play nothing after the run in play."""
        self._stopped = True

    def run(self) -> None:
        """Play until nothing is pending, or until it was stopped; OSError where the disk refuses."""
        warm_up(self.orders)
        while not self._stopped and (chunk := self.pending.next_chunk()):
            played: set[int] = set()
            try:
                for receipt in play_runs(self.study, chunk, self.orders, stopped=lambda: self._stopped):
                    played |= {*receipt.done, *receipt.failed}
                    self.pending.learn(receipt.seconds, len(receipt.done) + len(receipt.failed))
                    self.told(receipt)
                    self.beat()
            except KeyboardInterrupt:
                self._stopped = True
            self.pending.again([number for number in chunk if number not in played])

    def peak_now(self) -> float:
        """Return the most memory that this process has held, in bytes."""
        self.peak = peak_memory()
        return self.peak

    def close(self) -> None:
        """Nothing is held."""
        self.peak_now()
