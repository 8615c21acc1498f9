"""The first compile, shared out: several processes make the parts of the month, and each finds them all in the cache.

Nothing depends on the others' help: what nobody has compiled when it is called is compiled then.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sim._jit import INTERPRETED, compile_for, is_compiled, is_kept
from sim.engine.desks import NO_DECISIONS, new_desk, new_queues
from sim.parameters import Parameters, pack
from sim.processes import schedule
from sim.processes.founding import found_organisations, found_relationships
from sim.processes.measures import N_SUMS
from sim.recording.books import new_books
from sim.state.world import allocate

PATIENCE_S = 300.0
"""Seconds after which a helper that has not come back is left alone."""
HELP = (
    "from sim.engine.ahead import compile_the_unclaimed as c; import sys; c(sys.argv[1], single='single' in sys.argv)"
)


@cache
def compile_ahead(*, single: bool = False) -> None:
    """Compile what founding a world and playing months takes, in as many processes as there are processors.

    Parameters
    ----------
    single : bool
        For relationships in single precision.
    """
    if is_compiled() and not single:
        return
    import multiprocessing
    import tempfile

    if INTERPRETED or multiprocessing.parent_process() is not None:  # in a worker all processors are busy already
        return
    work = _work(single)
    helpers = min(_processors(), len(work)) - 1
    if helpers < 1 or not sys.executable or any(is_kept(*item) for item in work if item[0] is schedule.months):
        return
    with tempfile.TemporaryDirectory() as claims, _helpers(helpers, claims, single):
        compile_the_unclaimed(claims, single=single)


def _work(single: bool) -> list[tuple[Any, ...]]:
    """Return functions and arguments of the types that every world has, those that take longest to compile first."""
    o, r = allocate(2, np.array([0, 2, 4]), 1, single=single)  # of one, columns would lie side by side
    p, seed, sums, k, yes = pack(Parameters()), np.uint64(0), np.zeros((1, 1, N_SUMS), np.int64), 0, True
    desk, books = new_desk(1, 1, 2), new_books(1, 1, 1, 1, 1)
    look_out, look_for, *parts = schedule.calls_of_units(o, r, p, desk, books, sums, NO_DECISIONS, seed)
    units = schedule.Units(*((k, k) for _ in schedule.Units._fields))
    blocks = np.zeros((0, 2), np.int64)
    numbers = (k,) * 6
    months = (units, k, o, r, p, desk, books, sums, k, NO_DECISIONS, blocks, new_queues(0), seed, *numbers, yes, k)
    return [
        *parts,
        look_out,
        (schedule.months, *months),
        look_for,
        (found_relationships, o, r, p, seed, k, k, yes),
        (found_organisations, o, p, seed),
    ]


def compile_the_unclaimed(claims: str, *, single: bool = False) -> None:
    """Compile one after the other what no other process has claimed by a file of its number in a folder."""
    for number, (function, *arguments) in enumerate(_work(single)):
        try:
            Path(claims, str(number)).touch(exist_ok=False)
        except OSError:  # somebody else has it, or all is over
            continue
        compile_for(function, *arguments)


@contextlib.contextmanager
def _helpers(how_many: int, claims: str, single: bool) -> Iterator[None]:
    """Let other processes take part, and wait for them."""
    import subprocess

    command = [sys.executable, "-c", HELP, claims, "single" if single else "double"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    silent: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    processes: list[subprocess.Popen[bytes]] = []
    with contextlib.suppress(OSError):  # no room for another process: then without it
        processes.extend(subprocess.Popen(command, env=environment, **silent) for _ in range(how_many))
    try:
        yield
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE_S)
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
