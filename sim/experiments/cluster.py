"""Playing on a Dask cluster: the same chunks, written by its workers to a disk that all of them see."""

from __future__ import annotations

import faulthandler
import functools
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import DyadsError
from sim.experiments.pending import Pending
from sim.experiments.place import committed_of, study_in
from sim.experiments.playing import WRITING, Orders, Receipt, play_runs, record_failure
from sim.experiments.pool import DEATHS, DiskRefused, WorkerDied
from sim.experiments.study import Study

if TYPE_CHECKING:
    from sim.scenario import Slurm

IN_FLIGHT = 2
"""Chunks for every worker: one in play, one waiting."""
GRACE_S = 30.0
"""A run that outlives its limit by more than this ends the process that plays it; Dask starts another."""
BEAT_S = 0.2


@functools.lru_cache(maxsize=4)
def _study(folder: Path, identity: str) -> Study:
    """Return the study of a folder, read once for each identity."""
    study = study_in(folder)
    if study.digest() != identity:
        raise DyadsError(f"{folder} is not the same here as where the sweep was launched")
    return study


def play_chunk(orders: Orders, identity: str, numbers: list[int]) -> list[Receipt]:
    """Play a chunk in a worker of the cluster; return its receipts.

    Parameters
    ----------
    orders : Orders
    identity : str
        Digest of the study.
    numbers : list of int
    """
    study = _study(orders.folder, identity)
    # What a lost worker had committed is done; Dask hands out the whole chunk again.
    done = committed_of(orders.folder, numbers)
    receipts = [Receipt(tuple(sorted(done)), (), 0.0)] if done else []

    def note(number: int) -> None:
        if number == WRITING:
            faulthandler.cancel_dump_traceback_later()
        else:
            faulthandler.dump_traceback_later(orders.limit_s + GRACE_S, exit=True)

    try:
        receipts += play_runs(study, [n for n in numbers if n not in done], orders, note=note)
    finally:
        faulthandler.cancel_dump_traceback_later()
    return receipts


class Cluster:
    """Plays pending runs through a Dask client; the same verbs as a pool of workers."""

    def __init__(
        self,
        study: Study,
        orders: Orders,
        *,
        jobs: int,
        pending: Pending,
        told: Callable[[Receipt], None],
        client: Any,
        beat: Callable[[], None] = lambda: None,
        own: Any = None,
    ) -> None:
        self.study, self.orders, self.jobs, self.pending = study, orders, jobs, pending
        self.told, self.beat, self.client = told, beat, client
        self._own = own  # the workers that were asked for this study alone
        self.apart = True
        self.peak, self.restarts = 0.0, 0
        self._deaths: dict[int, int] = {}
        self._stopped = False
        self._identity = study.digest()

    def stop(self) -> None:
        """Hand out nothing more."""
        self._stopped = True

    def peak_now(self) -> float:
        """Return 0: what the cluster's workers hold is not this machine's memory."""
        return 0.0

    def close(self) -> None:
        """Leave the cluster; workers that were asked for this study go too."""
        self.client.close()
        if self._own is not None:
            self._own.close()

    def run(self) -> None:
        """Play until nothing is pending, or until it was stopped; OSError where a worker's disk refuses."""
        from distributed import wait as wait_for

        flying: dict[Any, list[int]] = {}
        disk: OSError | None = None
        while flying or (len(self.pending) and not self._stopped):
            most = IN_FLIGHT * self._hands()
            while len(flying) < most and not self._stopped and (chunk := self.pending.next_chunk()):
                future = self.client.submit(play_chunk, self.orders, self._identity, chunk, pure=False, retries=0)
                flying[future] = chunk
            try:
                ended = wait_for(list(flying), timeout=BEAT_S, return_when="FIRST_COMPLETED").done if flying else ()
            except TimeoutError:
                ended = ()
            if not flying:
                time.sleep(BEAT_S)
            for future in ended:
                fault = self._take(future, flying.pop(future))
                if fault is not None:
                    disk = disk or fault
                    self._stopped = True
            self.beat()
        if disk is not None:
            raise DiskRefused(disk.errno, disk.strerror)

    def _hands(self) -> int:
        """Return how many runs are played at the same time; one before a worker has come."""
        threads = sum(worker["nthreads"] for worker in self.client.scheduler_info(n_workers=-1)["workers"].values())
        return int(min(max(threads, 1), self.jobs) if self.jobs == 1 else max(threads, 1))

    def _take(self, future: Any, chunk: list[int]) -> OSError | None:
        """See what became of a chunk; return what the disk said where it refused."""
        from distributed import KilledWorker

        try:
            receipts = future.result()
        except KilledWorker as fault:
            self.restarts += 1
            self._divide(chunk, str(fault))
            return None
        except OSError as fault:
            self.pending.again(chunk)
            return fault
        for receipt in receipts:
            self.pending.learn(receipt.seconds, len(receipt.done) + len(receipt.failed))
            self.told(receipt)
        return None

    def _divide(self, chunk: list[int], why: str) -> None:
        """Halve a chunk that killed its workers, until the guilty run is alone and on record."""
        done = committed_of(self.orders.folder, chunk)
        if done:
            self.told(Receipt(tuple(sorted(done)), (), 0.0))
        rest = deque(number for number in chunk if number not in done)
        if len(rest) == 1:
            number = rest[0]
            self._deaths[number] = self._deaths.get(number, 0) + 1
            if self._deaths[number] >= DEATHS:
                fault = WorkerDied(f"workers of the cluster died in this run: {why}")
                self.told(Receipt((), (number,), 0.0, 0, record_failure(self.study, number, self.orders.folder, fault)))
                return
        half = (len(rest) + 1) // 2
        whole = list(rest)
        self.pending.again(whole[:half], whole[half:])


def on_cluster(address: str | None, slurm: Slurm | None) -> Callable[..., Cluster]:
    """Return what makes an engine on a Dask cluster.

    Parameters
    ----------
    address : str, optional
        Of a scheduler that runs already.
    slurm : Slurm, optional
        Or how to ask Slurm for workers.

    Raises
    ------
    DyadsError
        Dask is not installed, nothing says where the cluster is, or it does not answer.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise DyadsError(
            "--executor dask needs Dask, which is not installed", "  pip install 'dyads[cluster]'"
        ) from error
    if address is None and slurm is None:
        raise DyadsError(
            "--executor dask: nothing says where the cluster is",
            "  --address tcp://HOST:8786    a scheduler that runs already",
            "  [execution.slurm]            in the study's file, to ask Slurm for workers",
        )

    def made(*given: Any, jobs: int, **rest: Any) -> Cluster:
        own = None
        if address is None:
            assert slurm is not None
            own = _slurm_cluster(slurm, jobs)
            client = Client(own)
        else:
            try:
                client = Client(address, timeout="20s")
            except OSError as error:
                raise DyadsError(f"no Dask scheduler answers at {address}: {error}") from error
        return Cluster(*given, jobs=jobs, client=client, own=own, **rest)

    return made


def _slurm_cluster(slurm: Slurm, jobs: int) -> Any:
    SLURMCluster = slurm_cluster_class()
    walltime = slurm.walltime or "01:00:00"
    cluster = SLURMCluster(
        queue=slurm.queue,
        account=slurm.account,
        walltime=walltime,
        cores=slurm.cores or 1,
        processes=slurm.cores or 1,  # one thread each: a run that must be stopped takes nobody with it
        memory=(slurm.memory or "4 GB").replace(" ", ""),
        # Workers leave before Slurm ends them, so that no chunk is lost to the clock.
        worker_extra_args=["--lifetime", f"{max(seconds_of(walltime) - 120, 60)}s", "--lifetime-stagger", "60s"],
    )
    cluster.scale(n=jobs)
    return cluster


def slurm_cluster_class() -> Any:
    """Return dask-jobqueue's cluster. Its module takes Ctrl-C for itself where it is imported; we take it back."""
    before = signal.getsignal(signal.SIGINT)
    from dask_jobqueue import SLURMCluster

    if before is not None and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, before)
    return SLURMCluster


def seconds_of(walltime: str) -> int:
    """Return ``[days-]hours:minutes:seconds`` in seconds."""
    days, _, clock = walltime.rpartition("-")
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    return ((int(days or 0) * 24 + hours) * 60 + minutes) * 60 + seconds
