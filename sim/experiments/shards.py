"""Array jobs: many launches side by side on one folder, each with its own share of the runs, without a scheduler."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputProblems, Problem, ResultsFolderError
from sim.experiments.place import taken
from sim.store import Lock
from sim.store.folder import as_folder_error

CLAIM_LOCK = ".lock-claim"
CLAIM_S = 60.0


@dataclass(frozen=True)
class Shard:
    """One share of the runs.

    Attributes
    ----------
    number, of : int
        From 1.
    """

    number: int
    of: int

    def mine(self, run: int) -> bool:
        """Return whether a run belongs to this share."""
        return run % self.of == self.number - 1

    def only_mine(self, runs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the runs of this share."""
        return np.asarray(runs[runs % self.of == self.number - 1])


def shard_of(text: str) -> Shard:
    """Return what ``--shard 3/40`` means; InputProblems where it means nothing."""
    match = re.fullmatch(r"(\d{1,7})/(\d{1,7})", text.strip())
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        problem = Problem(None, f"--shard {text}", "must be i/n with i from 1 to n, such as 3/40")
        raise InputProblems("worker: 1 problem, nothing was run", [problem])
    return Shard(int(match[1]), int(match[2]))


@contextlib.contextmanager
def shared_out(folder: Path, shard: Shard) -> Iterator[None]:
    """Take one share of a folder's runs; others may hold the others.

    Raises
    ------
    ResultsFolderError
        Somebody holds this share, plays all runs, or has cut the runs into another number of shares.
    """
    with taken(folder, shared=True), contextlib.ExitStack() as locks:
        with alone(folder), as_folder_error(folder):
            for other in folder.glob(".lock-shards-of-*"):
                if other.name != f".lock-shards-of-{shard.of}" and not _free(other):
                    number = other.name.rpartition("-")[2]
                    raise _refused(folder, f"others are at work there on shards of {number}, not of {shard.of}")
            group = locks.enter_context(Lock(folder / f".lock-shards-of-{shard.of}", shared=True))
            own = locks.enter_context(Lock(folder / f".lock-shard-{shard.number}-of-{shard.of}"))
            group.take()
            if not own.take():
                raise _refused(folder, f"another process is at work on shard {shard.number}/{shard.of}")
        yield


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder's manifest for a moment."""
    with Lock(folder / CLAIM_LOCK) as lock, as_folder_error(folder):
        if not lock.take(wait_s=CLAIM_S):
            raise _refused(folder, "another process keeps its manifest")
        yield


def _free(path: Path) -> bool:
    with Lock(path) as lock:
        return lock.take()


def _refused(folder: Path, why: str) -> ResultsFolderError:
    return ResultsFolderError(f"{folder}: {why}; nothing was run", f"  dyads status {folder}    shows how far it is")
