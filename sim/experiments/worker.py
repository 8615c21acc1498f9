"""A worker process: takes chunks of runs from its pipe, plays them, writes them, hands back receipts."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
import traceback
from multiprocessing.connection import Connection, wait
from typing import Any

from sim.experiments.playing import WRITING, Orders, play_runs

RUN, SINCE, STOP, MEMORY = range(4)
"""What the shared cell holds: the run in play, since when (monotonic clock), whether to stop, peak memory in bytes."""

IDLE = -2


def work(orders: Orders, pipe: Connection, cell: Any) -> None:
    """Play chunks until the pipe closes; what is sent back is a pair of a word and what belongs to it.

    Parameters
    ----------
    orders : Orders
    pipe : Connection
        Brings lists of run numbers, and None at the end.
    cell : shared array of four doubles
        Read and written at any time, without locks.
    """
    # Ctrl-C reaches every process of a terminal; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_parent()
    try:
        from sim.experiments.place import WORKERS_LOCK, study_in
        from sim.store import Lock

        lock = Lock(orders.folder / WORKERS_LOCK, shared=True)
        lock.take(wait_s=10.0)
        parent = multiprocessing.parent_process()
        if parent is not None and not parent.is_alive():
            os._exit(1)
        study = study_in(orders.folder)
        study.parameters(study.run(0).point)
        _one_core_each()
        warm_up(orders)
        pipe.send(("ready", os.getpid()))
    except BaseException:
        with contextlib.suppress(OSError):
            pipe.send(("unfit", traceback.format_exc()))
        return

    def note(number: int) -> None:
        cell[SINCE] = time.monotonic()
        cell[RUN] = number

    with contextlib.suppress(EOFError, BrokenPipeError):
        while (numbers := pipe.recv()) is not None:
            try:
                for receipt in play_runs(study, numbers, orders, note=note, stopped=lambda: cell[STOP] != 0.0):
                    cell[MEMORY] = peak_memory()
                    pipe.send(("receipt", receipt))
            except OSError as error:
                pipe.send(("disk", (error.errno, error.strerror or str(error))))
            cell[RUN] = IDLE
            pipe.send(("over", None))


def warm_up(orders: Orders) -> None:
    """Load what playing needs, compiled code included, so that the first run's time is that of a run."""
    player = orders.player()
    if player.__module__.startswith("sim.engine"):
        from sim.parameters import Parameters
        from sim.store import TABLES, as_arrow, run_digest

        result = player(Parameters(), months=1, seed=0)
        run_digest({name: as_arrow(name, getattr(result, name)) for name in TABLES}, 1)


def _one_core_each() -> None:
    """Keep the libraries from starting a thread for every core in every worker."""
    import pyarrow as pa

    pa.set_cpu_count(1)
    pa.set_io_thread_count(2)


def peak_memory() -> float:
    """Return the most memory that this process has held, in bytes; 0 where nobody tells."""
    try:
        import resource
        import sys

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1.0 if sys.platform == "darwin" else 1024.0)
    except ImportError:  # Windows
        return 0.0


def _die_with_parent() -> None:
    """End this process when its parent has died, whatever it does at that moment."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


__all__ = ["IDLE", "MEMORY", "RUN", "SINCE", "STOP", "WRITING", "peak_memory", "warm_up", "work"]
