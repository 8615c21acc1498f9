"""What a study will cost, measured on its first runs, which count."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.pending import Pending
from sim.experiments.playing import Cut

if TYPE_CHECKING:
    from sim.experiments.standing import Standing

PROBE_S = 1.0
"""Seconds of work that are spent on looking before the rest is handed out."""
MOST = 10
"""Runs of the probe at most, after the first."""


@dataclass(frozen=True)
class Cost:
    """What is to be expected.

    Attributes
    ----------
    left : int
        Runs that were to be played, those of the probe included.
    seconds : float
        Time that they will take with all workers.
    each_s : float
        Time of one run in one worker, writing included.
    size : float
        Bytes that they will take on disk.
    memory : float
        Bytes that all workers and this process will hold.
    jobs : int
    cut : Cut, optional
        How the run was cut short on which this was measured; the rest is foreseen to be like it.
    """

    left: int
    seconds: float
    each_s: float
    size: float
    memory: float
    jobs: int
    cut: Cut | None = None


class Probe:
    """The first few runs, played by one worker.

    Parameters
    ----------
    pending : Pending
    standing : Standing
    """

    def __init__(self, pending: Pending, standing: Standing) -> None:
        self.pending, self.standing = pending, standing
        self.runs = 0

    def take(self, engine: Any, missing: NDArray[np.int64], jobs: int) -> Cost:
        """Play one run, then as many as a second allows; return what the rest will cost."""
        engine.jobs = 1
        each, size = self._played(engine, missing[:1])
        more = min(int(PROBE_S / max(each, 1e-6)), MOST, len(missing) - 1)
        if more > 1 and self.standing.status == "running":
            self.pending.together([int(number) for number in missing[1 : 1 + more]])
            each, size = self._played(engine, missing[1 : 1 + more])
        engine.jobs = jobs
        left = len(missing)
        return Cost(
            left=left,
            seconds=left * each / jobs,
            each_s=each,
            size=left * size,
            memory=engine.peak_now() * jobs + (held_here() if engine.apart else 0.0),
            jobs=jobs,
            cut=self.standing.cut,
        )

    def _played(self, engine: Any, numbers: NDArray[np.int64]) -> tuple[float, float]:
        """Play these runs; return seconds and bytes of one."""
        size, done = self.standing.size, self.standing.done
        if not len(self.pending):
            self.pending.add(numbers)
        engine.run()
        self.runs += len(numbers)
        played = max(self.standing.done - done, 1)
        return self.pending.seconds_a_run() or 0.0, (self.standing.size - size) / played


def held_here() -> float:
    """Return the bytes that this process holds, as far as the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return float(pages * os.sysconf("SC_PAGE_SIZE"))
    except (OSError, ValueError, IndexError):
        return 0.0 if sys.platform == "linux" else 1.5e8


def free_space(folder: Path) -> int | None:
    """Return the bytes that are free where a folder is, or will be; None where nobody tells."""
    for candidate in (folder, *folder.resolve().parents):
        try:
            return shutil.disk_usage(candidate).free
        except OSError:
            continue
    return None


def free_memory() -> float | None:
    """Return the bytes of memory that are free for a program; None where the system does not tell."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable"):
                return 1024.0 * float(line.split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return None
