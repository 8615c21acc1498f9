"""The same results whoever plays them, in whatever order, with whatever number of workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.experiments import Launch, Listeners, Standing, Study, launch
from sim.experiments.cost import held_here
from sim.experiments.shards import Shard
from sim.store import read_table
from tests.experiments.sweeper import HERE, ROOT, assert_whole

Play = Callable[..., Standing]
Grid = Callable[..., Study]


def test_one_process_two_workers_three_workers_and_shards(played: Play, grid: Grid, tmp_path: Path) -> None:
    study = grid(6)
    digests = {
        "serial": played(study, "serial").digest,
        "two": played(study, "two", serial=False).digest,
        "three": played(study, "three", jobs=3, serial=False).digest,
    }
    shards = [played(study, "shards", jobs=1, shard=Shard(number, 3), serial=number != 1) for number in (3, 1, 2)]
    digests["shards"] = shards[-1].digest
    assert len(set(digests.values())) == 1, digests
    assert_whole(tmp_path / "shards", 60)


def test_more_replications_go_on_where_fewer_ended(played: Play, grid: Grid, tmp_path: Path) -> None:
    few, many = played(grid(2)), played(grid(5))
    assert (few.total, many.before, many.total) == (20, 20, 50)
    assert many.digest == played(grid(5), "at_once").digest
    assert played(grid(2)).digest == few.digest  # and who asks for fewer gets fewer
    assert_whole(tmp_path / "out", 50)


def test_arms_and_points_share_the_luck_of_a_replicate(played: Play, grid: Grid, tmp_path: Path) -> None:
    played(grid(3))
    seeds: dict[int, set[int]] = {}
    for row in read_table(tmp_path / "out", "runs").to_pylist():
        seeds.setdefault(row["replicate"], set()).add(row["seed"])
    assert [len(shared) for shared in seeds.values()] == [1, 1, 1]
    assert len(set.union(*seeds.values())) == 3
    assert seeds[0] == {11}  # replicate 0 is the scenario's own run


def test_replications_are_added_until_it_is_enough(grid: Grid, tmp_path: Path) -> None:
    asked = []

    def more(study: Study) -> int:
        asked.append(study.replications)
        return min(study.replications * 2, 8)

    how = Launch(jobs=1, serial=True, engine="plays:quick")
    standing = launch(grid(2), tmp_path / "out", how, about={}, listeners=Listeners(more=more))
    assert asked == [2, 4, 8]
    assert (standing.status, standing.total, standing.done) == ("ok", 80, 80)
    assert_whole(tmp_path / "out", 80)


@pytest.mark.slow
def test_ten_thousand_runs_take_no_more_memory_here_than_a_thousand(grid: Grid, tmp_path: Path) -> None:
    held: dict[int, float] = {}

    def beat(standing: Standing) -> None:
        for mark in (1000, 10_000):
            if standing.done >= mark and mark not in held:
                held[mark] = held_here()

    how = Launch(jobs=2, engine="plays:quick")
    standing = launch(grid(1000), tmp_path / "out", how, about={}, listeners=Listeners(beat=beat))
    assert standing.done == 10_000
    held[10_000] = max(held[10_000], held_here())  # with the digest of all of them
    assert held[10_000] - held[1000] <= 50e6, held


def test_dask_with_a_scheduler_and_two_workers_of_which_one_is_killed(
    played: Play, grid: Grid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    from sim.experiments.cluster import on_cluster

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(HERE), os.environ.get("PYTHONPATH", "")]))
    scheduler = tmp_path / "scheduler.json"
    call = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--scheduler-file", str(scheduler), "--port", "0"]
    processes = [subprocess.Popen([*call, "--no-dashboard", "--host", "127.0.0.1"], stderr=subprocess.DEVNULL)]
    try:
        until = time.monotonic() + 60
        while not scheduler.exists():
            assert time.monotonic() < until
            time.sleep(0.1)
        for _ in range(2):
            worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(scheduler)]
            options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path)]
            processes.append(subprocess.Popen([*worker, *options], stderr=subprocess.DEVNULL))
        address = json.loads(scheduler.read_text())["address"]
        seen: list[int] = []

        def beat(standing: Standing) -> None:
            if standing.done >= 40 and not seen:
                seen.append(standing.done)
                processes[1].kill()

        how = Launch(jobs=2, engine="plays:steady", cluster=on_cluster(address, None))
        standing = launch(grid(20), tmp_path / "dask", how, about={}, listeners=Listeners(beat=beat))
        assert seen and seen[0] < 200
        assert standing.digest == played(grid(20), "here").digest
        assert_whole(tmp_path / "dask", 200)
    finally:
        for process in processes:
            process.kill()
            process.wait()
