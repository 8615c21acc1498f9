"""Runs that raise, never end or kill their worker: the others come out, and a record says what happened."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import sim.store.folder
from sim.errors import ResultsFolderError
from sim.experiments import Standing, Study
from sim.experiments.place import taken
from tests.experiments.sweeper import assert_whole

Play = Callable[..., Standing]
Grid = Callable[..., Study]
BAD = [1, 11, 21]  # trust.gain = 0.02, three replications


@pytest.mark.parametrize("how", [{"serial": False}, {"serial": True}])
def test_three_that_raise_leave_records_and_nothing_else(
    played: Play, grid: Grid, tmp_path: Path, how: dict[str, object]
) -> None:
    standing = played(grid(3), engine="plays:raising", **how)
    assert (standing.status, standing.done, standing.failed) == ("some failed", 27, 3)
    assert_whole(tmp_path / "out", 30, BAD)
    records = {int(file.stem): json.loads(file.read_text()) for file in (tmp_path / "out" / "failures").iterdir()}
    assert sorted(records) == BAD
    one = records[11]
    assert one["error"] == "ZeroDivisionError: nobody trusts nobody"
    assert "plays.py" in one["traceback"]
    assert one["varied"] == {"trust.gain": 0.02}
    assert one["parameters"]["trust"]["gain"] == 0.02
    assert one["replay"].startswith("dyads run ") and one["replay"].endswith("out --run 11")


def test_what_failed_is_played_again_and_its_record_goes(played: Play, grid: Grid, tmp_path: Path) -> None:
    played(grid(3), engine="plays:raising")
    standing = played(grid(3))
    assert (standing.before, standing.done, standing.failed) == (27, 30, 0)
    assert standing.digest == played(grid(3), "other").digest
    assert list((tmp_path / "out" / "failures").iterdir()) == []


def test_on_error_stop(played: Play, grid: Grid) -> None:
    standing = played(grid(30), engine="plays:raising", stop_on_error=True, serial=False)
    assert standing.status == "stopped"
    assert 1 <= standing.failed < 30
    assert standing.done < 270


@pytest.mark.parametrize("engine", ["plays:endless", "plays:deaf"])
def test_a_run_that_never_ends_is_stopped_and_recorded(
    played: Play, grid: Grid, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.experiments.pool.GRACE_S", 0.3)
    standing = played(grid(1), engine=engine, limit_s=2.0, serial=False)
    assert (standing.done, standing.failed) == (9, 1)
    record = json.loads((tmp_path / "out" / "failures" / "1.json").read_text())
    assert "--max-seconds-per-run" in record["error"]
    assert standing.restarts == (engine == "plays:deaf")


def test_a_run_that_kills_its_workers_is_found_and_recorded(played: Play, grid: Grid, tmp_path: Path) -> None:
    standing = played(grid(1), engine="plays:deadly", serial=False)
    assert (standing.done, standing.failed, standing.restarts) == (9, 1, 3)
    assert_whole(tmp_path / "out", 10, [1])
    assert "3 workers died" in json.loads((tmp_path / "out" / "failures" / "1.json").read_text())["error"]


def test_an_engine_that_cannot_be_loaded_is_said_once(played: Play, grid: Grid) -> None:
    with pytest.raises(Exception, match="could not start") as caught:
        played(grid(1), engine="plays:nothing_of_this_name", serial=False)
    assert "nothing_of_this_name" in str(caught.value)


def test_a_full_disk_is_said_and_the_same_command_goes_on(
    played: Play, grid: Grid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, iter(range(1000))

    def full(number: int) -> None:
        if next(calls) > 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(number)

    with monkeypatch.context() as patched:
        patched.setattr(sim.store.folder.os, "fsync", full)
        with pytest.raises(ResultsFolderError, match="the disk is full"):
            played(grid(60))
    standing = played(grid(60))
    assert 0 < standing.before < 600
    assert standing.digest == played(grid(60), "other").digest
    assert_whole(tmp_path / "out", 600)


def test_a_disk_that_is_full_indeed(played: Play, grid: Grid, tmp_path: Path) -> None:
    """The same with workers, on a file system of half a megabyte, where this may be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(disk)]
    if os.name != "posix" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        with pytest.raises(ResultsFolderError, match="the disk is full"):
            played(grid(100), "disk/out", serial=False)
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        standing = played(grid(100), "disk/out")
        assert 0 < standing.before < 1000
        assert standing.digest == played(grid(100), "other").digest
        assert_whole(disk / "out", 1000)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_second_sweep_on_the_same_folder_is_refused(played: Play, grid: Grid, tmp_path: Path) -> None:
    with taken(tmp_path / "out"), pytest.raises(ResultsFolderError, match="another process is at work") as caught:
        played(grid(1))
    assert caught.value.exit_code == 5
    assert played(grid(1)).status == "ok"


def test_another_studys_folder_is_refused_and_left_alone(played: Play, grid: Grid, tmp_path: Path) -> None:
    played(grid(1))
    before = sorted((file.name, file.read_bytes()) for file in (tmp_path / "out").glob("*.*"))
    with pytest.raises(ResultsFolderError, match=r"steps is 10 there and 5 here") as caught:
        played(grid(1, steps=5))
    assert caught.value.exit_code == 5
    assert before == sorted((file.name, file.read_bytes()) for file in (tmp_path / "out").glob("*.*"))


def test_a_folder_of_others_is_refused(played: Play, grid: Grid, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(ResultsFolderError, match="did not write"):
        played(grid(1))
