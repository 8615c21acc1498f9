"""The runs that are still to be handed out, in chunks whose size follows the time that runs take."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

TARGET_S = 2.0
"""Seconds of work in a chunk: long against the cost of handing it out, short against what a kill may lose."""
LEAST_S = 0.25
"""Seconds of work in a chunk at least, also towards the end: files have their cost as well."""
LARGEST = 200
"""Runs in a chunk at most."""


class Pending:
    """Runs to be played, each handed out until somebody reports it.

    Parameters
    ----------
    numbers : (n,) int
        In the order in which they are handed out.
    hands : int
        Workers; the last chunks are cut small enough for all of them.
    """

    def __init__(self, numbers: NDArray[np.int64], hands: int) -> None:
        self._numbers = numbers
        self._place = 0
        self._again: deque[list[int]] = deque()
        self._hands = max(hands, 1)
        self._seconds = 0.0
        self._played = 0

    def __len__(self) -> int:
        """Return how many runs are waiting."""
        return len(self._numbers) - self._place + sum(map(len, self._again))

    def add(self, numbers: NDArray[np.int64]) -> None:
        """Append further runs."""
        self._numbers = np.concatenate([self._numbers[self._place :], numbers])
        self._place = 0

    def again(self, *chunks: Sequence[int]) -> None:
        """Take back chunks that were not played; they stay as they are, and go first."""
        self._again.extendleft(list(chunk) for chunk in reversed(chunks) if chunk)

    def together(self, numbers: list[int]) -> None:
        """Put runs in front that are to be one chunk."""
        self._again.appendleft(numbers)

    def learn(self, seconds: float, runs: int) -> None:
        """Take note of how long some runs took."""
        # The past counts half, so that a design whose points differ in cost is followed.
        self._seconds = 0.5 * self._seconds + seconds
        self._played = self._played // 2 + runs

    def seconds_a_run(self) -> float | None:
        """Return the time of a run, as far as it is known."""
        return self._seconds / self._played if self._played else None

    def next_chunk(self) -> list[int]:
        """Return the next chunk; empty where nothing is waiting."""
        if self._again:
            return self._again.popleft()
        chunk = self._numbers[self._place : self._place + self._size()]
        self._place += len(chunk)
        return [int(number) for number in chunk]

    def _size(self) -> int:
        each = self.seconds_a_run()
        if each is None:
            return 1
        waiting = len(self._numbers) - self._place
        each = max(each, 1e-6)
        fair = max(-(-waiting // (2 * self._hands)), int(LEAST_S / each))
        return max(1, min(int(TARGET_S / each), fair, LARGEST))
