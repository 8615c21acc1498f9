"""``kill -9`` at any moment: the same command resumes, and comes out the same."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.experiments import Standing, Study
from tests.experiments.sweeper import Sweeper, assert_whole, children, kill

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
REPLICATIONS = 20
RUNS = 200


@pytest.fixture
def undisturbed(played: Callable[..., Standing], grid: Callable[..., Study]) -> str:
    return played(grid(REPLICATIONS), "undisturbed").digest


@pytest.fixture
def sweeper(tmp_path: Path, file: Path) -> Sweeper:
    return Sweeper(tmp_path / "killed", file, engine="plays:steady", replications=REPLICATIONS)


def test_three_kills_change_nothing(sweeper: Sweeper, undisturbed: str) -> None:
    for what in ("worker", "parent", "everything"):
        process = sweeper.start()
        sweeper.wait_for_chunks(process, 2)
        kill(process, what)
        if what == "worker":
            time.sleep(0.3)
            kill(process, "parent")
    assert sweeper.chunks() > 0
    assert sweeper.finish() == undisturbed
    assert_whole(sweeper.folder, RUNS)


@pytest.mark.slow
def test_twenty_kills_at_random_moments_change_nothing(tmp_path: Path, file: Path, undisturbed: str) -> None:
    luck = random.Random(20)
    kinds = ["worker"] * 7 + ["parent"] * 7 + ["everything"] * 6
    luck.shuffle(kinds)
    for attempt in range(100):
        sweeper = Sweeper(tmp_path / f"killed-{attempt}", file, engine="plays:steady", replications=REPLICATIONS)
        process = sweeper.start()
        while kinds:
            time.sleep(luck.uniform(0.2, 4.0))
            if process.poll() is not None:
                break
            if not kill(process, kinds[-1]):
                continue  # its workers have not started yet
            if kinds.pop() != "worker":
                process = sweeper.start()
        process.communicate(timeout=120)
        assert sweeper.finish() == undisturbed
        assert_whole(sweeper.folder, RUNS)
        if not kinds:
            return
    pytest.fail(f"{len(kinds)} kills are left")


def test_a_worker_that_dies_is_replaced_and_the_sweep_ends_by_itself(sweeper: Sweeper, undisturbed: str) -> None:
    process = sweeper.start()
    sweeper.wait_for_chunks(process, 3)
    kill(process, "worker")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert out.split()[-1] == undisturbed
    assert_whole(sweeper.folder, RUNS)


def test_workers_do_not_outlive_their_parent(sweeper: Sweeper) -> None:
    process = sweeper.start()
    sweeper.wait_for_chunks(process, 2)
    workers = children(process)
    assert workers
    kill(process, "parent")
    until = time.monotonic() + 5
    while any(Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() for pid in workers):
        assert time.monotonic() < until, "a worker goes on without its parent"
        time.sleep(0.02)


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_in_good_order_and_the_same_command_goes_on(sweeper: Sweeper, undisturbed: str, jobs: int) -> None:
    process = sweeper.start(jobs)
    sweeper.wait_for_chunks(process, 3)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to everybody
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out.split()[0]) == (130, "interrupted"), err
    assert "Traceback" not in err
    assert sweeper.chunks() > 0
    assert sweeper.finish() == undisturbed
    assert_whole(sweeper.folder, RUNS)
