"""Studies whose worlds begin with the relationships of a portfolio."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli.commands import call
from sim.experiments import Launch, launch, study_of
from sim.experiments.beginning import READING, Beginning, beginning_of
from sim.scenario import load
from sim.store import read_manifest, read_table
from tests.experiments.sweeper import grid_of

Say = Callable[..., tuple[int, str, str]]
ROWS = "id,start,volume\na,12,5\nb,30,9\nc,6,2\n"
VARY = ("--vary", "trust.gain=0.05:0.1:2", "-r", "2")


@pytest.fixture
def say(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Return the command line as a function, beside a scenario and a portfolio of three customers."""
    monkeypatch.chdir(file.parent)
    Path("mine.csv").write_text(ROWS)

    def run(*words: str) -> tuple[int, str, str]:
        code = call(list(words))
        return (code, *capsys.readouterr())

    return run


def _beginning(file: Path) -> Beginning:
    return beginning_of(file, dict.fromkeys(READING))


def test_every_run_begins_with_the_portfolio_whoever_plays_it(file: Path, tmp_path: Path) -> None:
    rows = tmp_path / "mine.csv"
    rows.write_text(ROWS)
    study = study_of([load(str(file))], "batch", replications=4, beginning=_beginning(rows))
    here = launch(study, tmp_path / "here", Launch(serial=True), about={})
    apart = launch(study, tmp_path / "apart", Launch(jobs=2), about={})
    assert here.digest == apart.digest
    first = read_table(tmp_path / "here", "dyads").to_pylist()
    for run in range(4):
        assert sorted(row["start"] for row in first if row["run"] == run and row["start"] < 0) == [-30, -12, -6]
    assert {row["buyer"] for row in first} == {0, 1, 2}


def test_a_portfolio_is_part_of_what_a_run_is(file: Path, tmp_path: Path) -> None:
    keys = []
    for text in (None, ROWS, ROWS + "d,3,1\n"):
        rows = tmp_path / "mine.csv"
        rows.write_text(text or "")
        beginning = _beginning(rows) if text else None
        keys.append(study_of([load(str(file))], "batch", beginning=beginning).run(0).key)
    assert len(set(keys)) == 3
    assert grid_of(str(file), 1).run(0).key not in keys


def test_a_sweep_resumes_verifies_and_replays_and_knows_its_portfolio(say: Say) -> None:
    code, out, err = say("sweep", "small", *VARY, "--portfolio", "mine.csv", "--jobs", "1")
    assert code == 0 and "4 of 4 runs done" in out, err
    folder = "results/small-sweep"
    assert read_manifest(Path(folder))["command"].endswith("--portfolio mine.csv")
    assert say("verify", folder, "--sample", "4")[:2] == (0, f"{folder}: 4 of 4 runs came out the same\n")
    code, _, err = say("run", folder, "--run", "3", "--no-figures", "--out", "again")
    assert code == 0 and "run 3 came out the same" in err and "3 relationships from" in err
    code, _, err = say("sweep", "small", *VARY, "--portfolio", "mine.csv", "--jobs", "1")
    assert code == 0 and "resuming: 4 of 4 done" in err
    code, _, err = say("sweep", "small", *VARY, "--jobs", "1")
    assert code == 5 and "began from other relationships (--portfolio)" in err
    Path("mine.csv").write_text(ROWS + "d,3,1\n")
    for words in (("verify", folder), ("run", folder, "--run", "3")):
        code, _, err = say(*words)
        assert code == 5 and "mine.csv, which is not what it was" in err
    Path("mine.csv").unlink()
    code, _, err = say("verify", folder)
    assert code == 5 and "mine.csv, which is not there" in err


def test_batch_and_worker_take_one_too(say: Say) -> None:
    code, out, err = say("batch", "small", "-r", "3", "--portfolio", "mine.csv", "--jobs", "1")
    assert code == 0 and "3 of 3 runs done" in out, err
    code, out, _ = say("worker", "small", "--slurm", "2", "--portfolio", "mine.csv", "--as-of", "2024-06-30")
    assert code == 0 and "--portfolio mine.csv --as-of 2024-06-30" in out.splitlines()[-1]
    for share in ("1/2", "2/2"):
        assert say("worker", "small", "--shard", share, "-r", "3", "--portfolio", "mine.csv")[0] == 0
    sharded, batch = (read_manifest(Path(f"results/small-{kind}"))["digest"] for kind in ("sweep", "batch"))
    assert len(sharded) == 64
    plain = [row["digest"] for row in read_table(Path("results/small-batch"), "runs").to_pylist()]
    assert sorted(plain) == sorted(row["digest"] for row in read_table(Path("results/small-sweep"), "runs").to_pylist())
    assert len(batch) == 64


@pytest.mark.parametrize("verb", ["sweep", "batch"])
def test_a_portfolio_that_cannot_be_read_stops_before_the_first_run(say: Say, verb: str) -> None:
    Path("mine.csv").write_text("id,start,volume\na,twelve,5\n")
    code, out, err = say(verb, "small", "--portfolio", "mine.csv")
    assert (code, out) == (2, "") and "line 2" in err and "Traceback" not in err
    assert say(verb, "small", "--portfolio", "none.csv")[0] == 2
    code, _, err = say(verb, "small", "--scale", "1-7")
    assert code == 2 and "means nothing without --portfolio" in err
    assert not Path("results").exists()
