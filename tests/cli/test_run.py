from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import sim._jit
import sim.plots
from sim.errors import DyadsError
from sim.store import read_manifest, read_table
from tests.cli.conftest import Said
from tests.cli.fake import FakeEngine

Dyads = Callable[..., Said]


def test_every_arm_is_played_once_on_the_same_luck(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    said = dyads("run", "two_worlds.toml", "--no-figures", "--threads", "2")
    assert said.code == 0
    assert [one["seed"] for one in engine.calls] == [7, 7]
    assert [one["parameters"].trust.gain for one in engine.calls] == [0.07, 0.15]
    assert {one["threads"] for one in engine.calls} == {2}
    manifest = read_manifest(here / "results/two_worlds")
    assert manifest["status"] == "ok"
    assert manifest["scenario"]["run"]["seed"] == 7
    assert manifest["command"] == "dyads run two_worlds.toml"
    assert read_table(here / "results/two_worlds", "runs")["arm"].to_pylist() == ["slow", "fast"]
    assert read_table(here / "results/two_worlds", "design").to_pylist() == [
        {"point": 0, "arm": "slow", "trust.gain": 0.07},
        {"point": 1, "arm": "fast", "trust.gain": 0.15},
    ]


def test_what_is_said(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    said = dyads("run", "two_worlds.toml", "--no-figures")
    lines = said.out.splitlines()
    assert lines[0].split() == ["what", "happened", "slow", "fast"]
    assert [line.split("   ")[0] for line in lines[1:]] == [
        "relationships, month 0 → end",
        "reached the long-term stage",
        "trust (buyer / seller), at the end",
        "captive at the end",
        "outlive 12 months",
        "ended",
        "  better alternative",
        "  outside event",
    ]
    assert lines[1].endswith("6 → 4           6 → 4")
    digest = read_manifest(here / "results/two_worlds")["digest"][:16]
    assert said.err == (
        'two_worlds · "Does trust grow faster where it is won more easily?"\n'
        "  6 buyers · 3 sellers · 24 months · seed 7 · luck addressed by pair\n"
        "\n\n"
        f"  results/two_worlds/   tables, manifest; digest {digest}\n"
        "\n"
        "  dyads run two_worlds.toml -S trust.gain=0.1 --out two_worlds_changed   the same luck, one change\n"
        "  dyads parameters                                                       what can be changed\n"
        "  dyads report results/two_worlds                                        one page that tells it to others\n"
    )


def test_the_life_of_a_single_relationship_is_told(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    engine.pairs = 1
    said = dyads("run", "two_worlds.toml", "--no-figures", "-q")
    assert said.err == ""
    assert [line.split("   ")[0] for line in said.out.splitlines()] == [
        "what happened",
        "reached the long-term stage",
        "trust (buyer / seller), last month",
        "ended",
    ]
    assert "still there in month 24" in said.out
    assert "0.62 / 0.50" in said.out


def test_options_beat_the_file_and_are_kept(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    said = dyads(
        "run", "two_worlds", "--no-figures", "--seed", "0", "--months", "3", "-S", "price.level=0.4", "--out", "x"
    )
    assert said.code == 0
    assert {(one["seed"], one["months"], one["parameters"].price.level) for one in engine.calls} == {(0, 3, 0.4)}
    manifest = read_manifest(here / "results/x")
    assert manifest["command"] == "dyads run two_worlds -S price.level=0.4 -S run.seed=0 -S run.months=3 --out x"


@pytest.mark.parametrize("out", ["elsewhere/deep", "./here"])
def test_out_may_be_a_path(here: Path, engine: FakeEngine, dyads: Dyads, out: str) -> None:
    assert dyads("run", "two_worlds", "--no-figures", "--out", out).code == 0
    assert read_manifest(here / out)["name"] == "two_worlds"


def test_json_is_all_of_stdout(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    said = dyads("run", "two_worlds", "--no-figures", "--json")
    told = json.loads(said.out)
    assert told["status"] == "ok"
    assert told["folder"] == "results/two_worlds"
    assert [arm["relationships"] for arm in told["arms"]] == [{"start": 6, "end": 4, "ever": 6}] * 2
    assert told["arms"][0]["ended"] == {"better alternative": 1, "outside event": 1}


def test_the_same_twice_has_the_same_digest_and_another_seed_has_not(
    here: Path, engine: FakeEngine, dyads: Dyads
) -> None:
    digests = [json.loads(dyads("run", "two_worlds", "--no-figures", "--json").out)["digest"] for _ in range(2)]
    other = json.loads(dyads("run", "two_worlds", "--no-figures", "--json", "--seed", "8").out)["digest"]
    assert digests[0] == digests[1] != other


def test_figures_are_made_and_named(
    here: Path, engine: FakeEngine, dyads: Dyads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(folder: Path) -> list[Path]:
        return [folder / "figures" / "plane.png", folder / "figures" / "plane.svg", folder / "figures" / "survival.png"]

    monkeypatch.setattr(sim.plots, "figures_for_run", draw, raising=False)
    assert "  results/two_worlds/figures/   plane, survival\n" in dyads("run", "two_worlds").err


def test_the_first_run_says_that_it_compiles(
    here: Path, engine: FakeEngine, dyads: Dyads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sim._jit, "is_compiled", lambda: False)
    monkeypatch.setattr("sim.cli.playing.warm_up", lambda: 1.0)
    assert "\ncompiling the engine, once, about" in dyads("run", "two_worlds", "--no-figures").err


def test_slow_work_tells_a_line_every_ten_seconds(
    here: Path, engine: FakeEngine, dyads: Dyads, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(1000, 10_000, 3))
    monkeypatch.setattr("sim.cli.progress.time.monotonic", lambda: float(next(clock)))
    said = dyads("run", "two_worlds", "--no-figures")
    told = [line for line in said.err.splitlines() if "months/s" in line]
    assert told[0] == "  slow: month 2 of 24, 0.333 months/s, about 138 s left"
    assert len(told) == 48 // 4


def test_short_work_tells_nothing(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    assert "months/s" not in dyads("run", "two_worlds", "--no-figures").err


# ------------------------------------------------------------------------------------------- stopped, and gone wrong


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def test_an_interrupted_run_leaves_a_whole_result(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    engine.in_month = {5: interrupt}
    said = dyads("run", "two_worlds")
    assert said.code == 130
    assert "interrupted in month 5 of 24 of arm fast; the same command plays it whole\n" in said.err
    assert read_manifest(here / "results/two_worlds")["status"] == "interrupted"
    runs = read_table(here / "results/two_worlds", "runs").to_pylist()
    assert [(run["status"], run["months"]) for run in runs] == [("ok", 24), ("interrupted", 5)]
    assert read_table(here / "results/two_worlds", "steps", runs=(1,)).num_rows == 5


def test_sigterm_does_the_same_with_its_own_exit_code(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    engine.in_month = {5: lambda: os.kill(os.getpid(), signal.SIGTERM)}
    assert dyads("run", "two_worlds").code == 143
    assert read_manifest(here / "results/two_worlds")["status"] == "interrupted"
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_sigterm_is_heard_where_ctrl_c_is_not(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    engine.in_month = {5: lambda: os.kill(os.getpid(), signal.SIGTERM)}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert dyads("run", "two_worlds").code == 143
    finally:
        signal.signal(signal.SIGINT, before)
    assert read_manifest(here / "results/two_worlds")["status"] == "interrupted"
    assert read_table(here / "results/two_worlds", "steps", runs=(1,)).num_rows == 5


@pytest.mark.parametrize(
    "stop", [lambda *_, **__: interrupt(), lambda *_, **__: SimpleNamespace(status="interrupted", months=0)]
)
def test_an_interruption_before_the_first_month_writes_nothing(
    here: Path, engine: FakeEngine, dyads: Dyads, monkeypatch: pytest.MonkeyPatch, stop: Callable[..., object]
) -> None:
    monkeypatch.setattr("sim.engine.play", stop)
    said = dyads("run", "two_worlds")
    assert said.code == 130
    assert said.err.endswith("interrupted before the first month was over; nothing was written\n")
    assert not (here / "results/two_worlds").exists()


def test_an_interruption_while_compiling_writes_nothing(
    here: Path, engine: FakeEngine, dyads: Dyads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sim._jit, "is_compiled", lambda: False)
    monkeypatch.setattr("sim.cli.playing.warm_up", interrupt)
    assert dyads("run", "two_worlds").code == 130
    assert engine.calls == []
    assert not (here / "results/two_worlds").exists()


def raise_fault() -> None:
    raise ZeroDivisionError("no seller left")


def test_a_model_that_raises_leaves_a_record_and_a_way_to_replay(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    engine.in_month = {3: raise_fault}
    said = dyads("run", "two_worlds", "--seed", "3")
    assert said.code == 3
    assert said.out == ""
    assert said.err.splitlines()[-3:] == [
        "the model raised in arm fast: ZeroDivisionError: no seller left",
        "  dyads run two_worlds -S run.seed=3 -v   replays it",
        "  results/two_worlds/failures/1.json      its parameters and traceback",
    ]
    record = json.loads((here / "results/two_worlds/failures/1.json").read_text())
    assert record["replay"] == "dyads run two_worlds -S run.seed=3"
    assert record["parameters"]["trust"]["gain"] == 0.15
    assert "raise_fault" in record["traceback"]
    runs = read_table(here / "results/two_worlds", "runs").to_pylist()
    assert [run["status"] for run in runs] == ["ok", "failed"]
    assert read_manifest(here / "results/two_worlds")["status"] == "failed"


def test_a_traceback_is_shown_only_when_asked_for(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    engine.in_month = {3: raise_fault}
    assert "Traceback" not in dyads("run", "two_worlds").err
    engine.calls.clear()
    assert "in raise_fault" in dyads("run", "two_worlds", "-v").err


def test_what_failed_does_not_replace_what_succeeded(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    assert dyads("run", "two_worlds", "--no-figures").code == 0
    engine.calls.clear()
    engine.in_month = {3: raise_fault}
    said = dyads("run", "two_worlds")
    assert "results/two_worlds-failed/failures/1.json" in said.err
    assert read_manifest(here / "results/two_worlds")["status"] == "ok"


# ------------------------------------------------------------------------------------------------ refused beforehand


def test_all_problems_of_a_file_are_told_and_nothing_is_run(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    text = (here / "two_worlds.toml").read_text().replace("sellers = 3", "sellers = 3\n[trust]\ngian = 0.1")
    (here / "wrong.toml").write_text(text.replace("buyers = 6", "buyers = -6"))
    said = dyads("run", "wrong.toml")
    assert said.code == 2
    assert engine.calls == []
    assert said.out == ""
    assert said.err.splitlines()[0] == "wrong.toml: 2 problems, nothing was run"
    assert "did you mean trust.gain?" in said.err
    assert not (here / "results").exists()


def test_somebody_else_s_folder_is_refused_before_anything_runs(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    (here / "thesis").mkdir()
    (here / "thesis" / "chapter.tex").write_text("")
    said = dyads("run", "two_worlds", "--out", "thesis/")
    assert said.code == 5
    assert engine.calls == []
    assert said.err == (
        "thesis: holds files that dyads did not write (chapter.tex); nothing was run and nothing was changed\n"
        "  --out NAME    writes elsewhere\n"
    )


def test_an_empty_name_is_no_folder(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    said = dyads("run", "two_worlds", "--out", "")
    assert said.code == 2
    assert said.err.endswith("Error: Invalid value for --out: must name a folder\n")


def test_what_only_the_engine_could_see_is_still_the_user_s_mistake(
    here: Path, engine: FakeEngine, dyads: Dyads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DyadsError("the portfolio has more sellers than the world")

    monkeypatch.setattr("sim.engine.play", refuse)
    said = dyads("run", "two_worlds")
    assert (said.code, said.err.splitlines()[-1]) == (2, "the portfolio has more sellers than the world")
    assert not (here / "results/two_worlds").exists()


def test_survey_options_need_a_portfolio(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    said = dyads("run", "two_worlds", "--scale", "1-7")
    assert said.code == 2
    assert said.err.endswith("Error: Invalid value for --scale: means nothing without --portfolio\n")


def test_a_portfolio_reaches_the_engine_and_the_manifest(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    (here / "mine.csv").write_text("id,start,volume\na,12,5\nb,30,9\n")
    said = dyads("run", "two_worlds", "--no-figures", "--portfolio", "mine.csv")
    assert said.code == 0
    assert "  2 relationships from mine.csv · 24 months" in said.err
    assert len(engine.calls[0]["portfolio"]) == 2
    manifest = read_manifest(here / "results/two_worlds")
    assert manifest["portfolio"]["file"] == "mine.csv"
    assert manifest["command"].endswith("--portfolio mine.csv")


def test_trust_before_an_intervention_is_told(here: Path, engine: FakeEngine, dyads: Dyads) -> None:
    with (here / "two_worlds.toml").open("a") as file:
        file.write(
            '[[intervention]]\nat = 13\naction = "quality_shift"\ntarget = "sellers"\nby = -0.2\narms = ["fast"]\n'
        )
    said = dyads("run", "two_worlds", "--no-figures")
    assert "\n  month 13: quality shift of sellers by −0.2 (only in fast)\n" in said.err
    told = [line for line in said.out.splitlines() if line.startswith("trust (buyer / seller), month 12")]
    assert len(told) == 1
    assert told[0].split()[6] == "–"  # nothing happens in the first arm
