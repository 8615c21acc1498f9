"""Threads over ranges: compiled phases of a month, side by side.

A pool of our own, because Numba's parallel loops compile longer, spin on busy cores and abort when forked or nested.
Which thread takes which range does not matter: rows are written by one thread only and sums are whole numbers.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable

THREADS_FROM = 30_000
"""Relationships below which one thread is faster than several."""
PIECES_A_THREAD = 32
"""Pieces that each thread gets of a phase at most, so that none waits long for the other."""
ROWS_A_PIECE = 16_000
"""Relationships that a piece has at least: a call takes as long as some hundred of them, and one thread at a time."""


def threads_for(rows: int, threads: int) -> int:
    """Return how many of so many threads a world of so many rows uses."""
    return threads if threads > 1 and rows >= THREADS_FROM else 1


def cut(lo: int, hi: int, threads: int, rows: int) -> list[int]:
    """Return where the pieces of a range begin that so many threads share out, and where the last one ends.

    ``rows`` says how much there is to do: so many relationships, or fewer where little is done about each.
    """
    pieces = min(hi - lo, threads * min(max(rows // (threads * ROWS_A_PIECE), 1), PIECES_A_THREAD))
    return [lo + (hi - lo) * k // pieces for k in range(pieces + 1)]


class Pool:
    """``n`` threads, the caller's among them, that share out numbered pieces of work."""

    def __init__(self, n: int) -> None:
        self.n = n
        self._go = [threading.Semaphore(0) for _ in range(n)]
        self._done = threading.Semaphore(0)
        self._work: tuple[Callable[[int, int], None], int, itertools.count[int]] | None = None
        self._fault: BaseException | None = None
        for thread in range(1, n):
            threading.Thread(target=self._wait, args=(thread,), daemon=True).start()

    def _take(self, thread: int) -> None:
        assert self._work is not None
        work, pieces, counter = self._work
        try:
            for piece in counter:
                if piece >= pieces or self._fault is not None:
                    return
                work(thread, piece)
        except BaseException as fault:
            self._fault = fault

    def _wait(self, thread: int) -> None:
        while True:
            self._go[thread].acquire()
            if self._work is None:
                return
            self._take(thread)
            self._done.release()

    def run(self, work: Callable[[int, int], None], pieces: int) -> None:
        """Call ``work(thread, piece)`` for every piece; raise what the first faulty piece raised."""
        self._fault = None
        self._work = (work, pieces, itertools.count())
        for thread in range(1, self.n):
            self._go[thread].release()
        self._take(0)
        for _ in range(1, self.n):
            self._done.acquire()
        if self._fault is not None:
            raise self._fault

    def close(self) -> None:
        """Let the threads end."""
        self._work = None
        for thread in range(1, self.n):
            self._go[thread].release()
