"""A hundred runs of which three go wrong, from the command line: what is kept, what is said, how each is replayed."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

import sim.engine
from sim.cli.commands import call
from sim.experiments import Launch, launch, study_of
from sim.scenario import load
from sim.store import read_manifest
from tests.experiments import plays
from tests.experiments.sweeper import assert_whole

BAD = [4, 50, 99]


def _records(folder: Path) -> dict[int, dict[str, object]]:
    return {int(file.stem): json.loads(file.read_text()) for file in (folder / "failures").iterdir()}


def test_three_that_raise_are_recorded_and_replayed_and_the_rest_is_there(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(file.parent)
    monkeypatch.setattr(sim.engine, "play", plays.unlucky)
    assert call(["batch", "small", "-r", "100", "--jobs", "1"]) == 1
    said = capsys.readouterr()
    assert "97 of 100 runs done, 3 failed" in said.out
    folder = Path("results/small-batch")
    assert_whole(folder, 100, BAD)
    records = _records(folder)
    assert sorted(records) == BAD
    for number, record in records.items():
        assert record["replay"] == f"dyads run results/small-batch --run {number}"
        assert record["error"] == "ZeroDivisionError: nobody trusts nobody"
    # The command that is said replays the run: it raises again, and a run that did not is as it was.
    assert "dyads run results/small-batch --run 4" in said.err
    assert call(shlex.split(str(records[50]["replay"]))[1:]) == 3
    assert "nobody trusts nobody" in capsys.readouterr().err
    assert call(["run", "results/small-batch", "--run", "51", "--no-figures"]) == 0
    assert "run 51 came out the same" in capsys.readouterr().err
    # Mended, the same command plays the three and nothing else.
    monkeypatch.setattr(sim.engine, "play", plays.quick)
    assert call(["batch", "small", "-r", "100", "--jobs", "1"]) == 0
    assert "resuming: 97 of 100 done" in capsys.readouterr().err
    assert not _records(folder)


def test_workers_leave_the_same_hundred(file: Path, tmp_path: Path) -> None:
    study = study_of([load(str(file))], "batch", replications=100)
    digests = []
    for name, how in (("here", Launch(serial=True)), ("apart", Launch(jobs=2))):
        how = Launch(jobs=how.jobs, serial=how.serial, engine="plays:unlucky")
        standing = launch(study, tmp_path / name, how, about={})
        assert (standing.status, standing.done, standing.failed) == ("some failed", 97, 3)
        assert sorted(_records(tmp_path / name)) == BAD
        digests.append(read_manifest(tmp_path / name)["digest"])
    assert digests[0] == digests[1]


def test_runs_that_never_end_are_stopped_from_the_command_line(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(file.parent)
    monkeypatch.setattr(sim.engine, "play", plays.endless_where_unlucky)
    assert call(["batch", "small", "-r", "100", "--jobs", "1", "--max-seconds-per-run", "0.2"]) == 1
    assert "97 of 100 runs done, 3 failed" in capsys.readouterr().out
    records = _records(Path("results/small-batch"))
    assert sorted(records) == BAD
    assert all("after 0.2 s (--max-seconds-per-run)" in str(record["error"]) for record in records.values())
