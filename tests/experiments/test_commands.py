"""``dyads batch``, ``sweep``, ``worker``, ``status``, ``verify``, ``run RESULTS --run N``, with a stand-in engine."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import sim.engine
from sim.cli.commands import call
from sim.store import read_manifest, read_table
from tests.experiments import plays
from tests.experiments.conftest import SCENARIO

Dyads = Callable[..., tuple[int, str, str]]
VARY = ("--vary", "trust.gain=0.01:0.1:4", "-r", "3", "--jobs", "1")


@pytest.fixture
def dyads(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Dyads:
    """Return the command line as a function: words in, exit code and both streams out."""
    monkeypatch.chdir(file.parent)
    monkeypatch.setattr(sim.engine, "play", plays.quick)

    def run(*words: str) -> tuple[int, str, str]:
        code = call(list(words))
        return (code, *capsys.readouterr())

    return run


def test_a_sweep_from_the_command_line_writes_its_study_and_both_resume_the_same(dyads: Dyads) -> None:
    code, out, err = dyads("sweep", "small", *VARY, "-S", "trust.start=0.3")
    folder = Path("results/small-sweep")
    assert code == 0 and "12 of 12 runs done" in out
    assert "4 points × 3 replications = 12 runs · about " in err
    digest = read_manifest(folder)["digest"]
    code, out, err = dyads("sweep", str(folder / "study.toml"), "--jobs", "1")
    assert (code, out) == (0, "results/small-sweep/  12 of 12 runs done\n")
    assert "resuming: 12 of 12 done" in err
    assert read_manifest(folder)["digest"] == digest
    assert read_manifest(folder)["scenario"]["parameters"]["trust"]["start"] == 0.3
    design = read_table(folder, "design").to_pylist()
    assert design[1] == {"sample": 1, "point": 1, "arm": "reference", "trust.gain": 0.04}


def test_the_cost_card_runs_nothing(dyads: Dyads) -> None:
    code, out, err = dyads("sweep", "small", *VARY, "-n")
    assert code == 0
    assert out.startswith("4 points × 3 replications = 12 runs · about 1 s with 1 worker · ")
    assert "nothing run (-n)" in err and not Path("results").exists()
    code, out, _ = dyads("sweep", "small", *VARY, "-n", "--json")
    cost = json.loads(out)
    assert (cost["runs"], cost["done"], cost["workers"]) == (12, 0, 1) and cost["bytes"] > 1000


def test_a_cost_card_of_long_runs_looks_at_their_first_months(dyads: Dyads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.engine, "play", plays.listening)
    monkeypatch.setattr("sim.cli.playing_many.LOOK_S", 0.1)
    code, out, _ = dyads("batch", "small", "-S", "run.months=1000", "-r", "30", "--jobs", "1", "-n")
    assert code == 0
    assert re.search(r" · judged by \d of 1000 months of one run\n$", out)
    cost = json.loads(dyads("batch", "small", "-S", "run.months=1000", "-r", "30", "--jobs", "1", "-n", "--json")[1])
    assert 2 <= cost["judged_by_months"] <= 7
    assert 20.0 < cost["seconds_a_run"] < 80.0  # a month of 0.02 s, on a busy machine
    assert cost["seconds"] == pytest.approx(30 * cost["seconds_a_run"])
    assert cost["memory"] > 350e6


def test_a_cost_card_of_short_runs_plays_them_whole(dyads: Dyads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.engine, "play", plays.listening)
    code, out, _ = dyads("batch", "small", "-r", "30", "--jobs", "1", "-n")
    assert code == 0 and "judged by" not in out


def test_a_batch_of_two_scenarios_shares_its_luck(dyads: Dyads) -> None:
    Path("other.toml").write_text(SCENARIO.replace('"small"', '"other"') + '[[arm]]\nname="a"\n[[arm]]\nname="b"\n')
    code, out, _ = dyads("batch", "small", "other", "-r", "4", "--jobs", "1", "--json")
    told = json.loads(out)
    assert (code, told["runs"], told["folder"]) == (0, 12, "results/small+other-batch")
    rows = read_table(Path(told["folder"]), "runs").to_pylist()
    assert {row["arm"] for row in rows} == {"small", "other.a", "other.b"}
    assert len({row["seed"] for row in rows}) == 4


def test_replications_until_an_interval_is_narrow(dyads: Dyads) -> None:
    code, _, err = dyads("batch", "small", "--until", "mean_trust=±0.004", "--jobs", "1")
    assert code == 0, err
    assert "mean_trust: mean known to ±" in err
    assert read_manifest(Path("results/small-batch"))["replications"] > 10


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("sweep", "small", "--vary", "trust.gian=0:1:3"), 2, "unknown parameter; did you mean trust.gain?"),
        (("sweep", "small", "--vary", "trust.gain=1:0:3"), 2, "must be less than max"),
        (("sweep", "small", "--vary", "trust.gain=a"), 2, "must be key=lo:hi:n or key=a,b,c"),
        (("sweep", "small", "--vary", "trust.gain=0:1", "--design", "sobol", "--points", "100"), 2, "power of 2"),
        (("sweep", "small", "--vary", "trust.gain=0:1:90000", "-r", "9000"), 2, "are 810,000,000 runs; at most 10,"),
        (("batch", "small", "--until", "mean_trsut=0.1"), 2, "did you mean mean_trust?"),
        (("batch", "small", "--until", "mean_trust"), 2, "must be statistic=±width"),
        (("sweep", "small", "--executor", "dask"), 2, "dask"),
        (("worker", "small", "--shard", "4/3"), 2, "must be i/n"),
        (("batch", "small", "small"), 2, "two scenarios have this name"),
        (("status", "nowhere"), 5, "no such folder"),
        (("verify", "nowhere"), 5, "no such folder"),
        (("run", "nowhere", "--run", "1"), 5, "no such folder"),
    ],
)  # fmt: skip
def test_mistakes_are_said_before_the_first_run(dyads: Dyads, words: tuple[str, ...], code: int, said: str) -> None:
    found, out, err = dyads(*words)
    assert (found, out) == (code, "")
    assert said in err and "Traceback" not in err
    assert not Path("results").exists()


def test_status_verify_and_replay_of_a_sweep(dyads: Dyads) -> None:
    dyads("sweep", "small", *VARY)
    code, out, _ = dyads("status", "results/small-sweep", "--json")
    state = json.loads(out)
    assert (code, state["done"], state["runs"], state["failed"], state["at_work"]) == (0, 12, 12, 0, False)
    code, out, _ = dyads("status", "results/small-sweep", "--watch")
    assert code == 0 and out.startswith("sweep small: 12 of 12 runs done\n")
    assert dyads("verify", "results/small-sweep", "--sample", "5")[:2] == (
        0, "results/small-sweep: 5 of 5 runs came out the same\n",
    )  # fmt: skip
    code, _, err = dyads("run", "results/small-sweep", "--run", "7", "--no-figures")
    assert code == 0 and "run 7 came out the same" in err
    code, _, err = dyads("run", "results/small-sweep", "--run", "12")
    assert code == 2 and "numbered 0 to 11" in err


def test_verify_finds_a_table_that_was_touched_and_a_model_that_changed(
    dyads: Dyads, monkeypatch: pytest.MonkeyPatch
) -> None:
    dyads("sweep", "small", *VARY)
    folder = Path("results/small-sweep")
    shutil.copytree(folder, "results/touched")
    for file in Path("results/touched").glob("steps-*.parquet"):
        table = pq.read_table(file)
        trust = [value + 1e-9 for value in table["mean_trust"].to_pylist()]
        place = table.column_names.index("mean_trust")
        pq.write_table(table.set_column(place, "mean_trust", [trust]), file)
    code, out, _ = dyads("verify", "results/touched", "--sample", "2")
    assert code == 4 and "the stored tables are not as they were written" in out
    monkeypatch.setattr(sim.engine, "play", plays.another)
    code, out, _ = dyads("verify", str(folder), "--sample", "2", "--json")
    assert code == 4
    assert {one["verdict"] for one in json.loads(out)["runs"]} == {"played again, it comes out differently"}


def test_a_slurm_script_asks_for_what_the_study_states(dyads: Dyads, file: Path) -> None:
    file.write_text(
        SCENARIO + '[execution.slurm]\nqueue = "short"\nwalltime = "02:00:00"\nmemory = "1.5 GB"\ncores = 4\n'
    )
    code, out, _ = dyads("worker", "small", "--slurm", "40", "-r", "8")
    assert code == 0
    lines = out.splitlines()
    for option in ("array=1-40", "partition=short", "time=02:00:00", "mem=1536M", "cpus-per-task=4"):
        assert f"#SBATCH --{option}" in lines
    assert lines[-1] == "exec dyads worker small -r 8 --jobs 4 --shard ${SLURM_ARRAY_TASK_ID}/40"
    if shutil.which("bash"):
        assert subprocess.run(["bash", "-n"], input=out, text=True, check=False).returncode == 0
