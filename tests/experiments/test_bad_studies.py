"""What is wrong with a study is said before its first run, with the line, and nothing is left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import sim.engine
from sim.cli.commands import call
from tests.experiments import plays
from tests.experiments.conftest import SCENARIO

Say = Callable[..., tuple[int, str, str]]
DESIGN = '[design]\nkind = "{kind}"\n{more}[design.factors]\n{factors}\n'
GAIN = '"trust.gain" = { min = 0.02, max = 0.2 }'


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Return the command line as a function; no run may begin."""
    monkeypatch.chdir(tmp_path)
    played: list[object] = []

    def noted(*given: object, **rest: object) -> object:
        played.append(given)
        return plays.quick(*given, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(sim.engine, "play", noted)

    def run(*words: str) -> tuple[int, str, str]:
        played.clear()
        code = call(list(words))
        said = capsys.readouterr()
        assert code == 0 or not played, "a run was played"
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return run


def _study(kind: str = "lhs", more: str = "n = 8\n", factors: str = GAIN, scenario: str = SCENARIO) -> None:
    Path("study.toml").write_text(scenario + DESIGN.format(kind=kind, more=more, factors=factors))


@pytest.mark.parametrize(
    ("study", "said"),
    [
        ({"factors": GAIN.replace("gain", "gian")}, "did you mean trust.gain?"),
        ({"factors": GAIN.replace("0.02", "0.2")}, "must be less than max = 0.2"),
        ({"factors": GAIN.replace("0.02", "0.3")}, "must be less than max = 0.2"),
        ({"factors": GAIN.replace("max = 0.2", "max = 7")}, "trust.gain"),
        ({"kind": "sobol", "more": "n = 100\n"}, "must be a power of 2 in a sobol design: 64 or 128"),
        ({"kind": "saltelli", "more": "n = 96\n"}, "must be a power of 2 in a saltelli design: 64 or 128"),
        ({"kind": "lhs", "more": "n = 20_000_000\n"}, "10000000"),
        ({"kind": "morris", "more": "n = 8\nlevels = 5\n"}, "must be even"),
        ({"kind": "grid", "factors": GAIN.replace("}", ", steps = 3 }")}, "means nothing to a design"),
        ({"kind": "grid", "more": ""}, "a grid needs values"),
        ({"kind": "lhs", "more": ""}, "a lhs design needs n"),
        ({"kind": "sobol", "factors": ""}, "a sobol design needs factors"),
        ({"scenario": SCENARIO + 'metrics = ["mean_trsut"]\n'}, "did you mean mean_trust?"),
        ({"scenario": SCENARIO.replace("paths = 5", "pahts = 5")}, "did you mean outputs.paths?"),
        ({"scenario": SCENARIO + "network_every = -1\n"}, "network_every"),
    ],
)  # fmt: skip
def test_a_bad_study_is_refused_with_its_line(say: Say, study: dict[str, str], said: str) -> None:
    _study(**study)
    code, out, err = say("sweep", "study.toml", "--jobs", "1")
    assert (code, out) == (2, ""), err
    assert said.replace(",", "") in err.replace(",", ""), err
    assert "line " in err
    assert not Path("results").exists()


@pytest.mark.parametrize(
    ("kind", "more", "runs"),
    [("saltelli", "n = 4194304\n", "125,829,120 runs"), ("morris", "n = 600000\n", "12,000,000 runs")],
)
def test_a_design_that_grows_beyond_all_measure_is_refused_before_it_is_made(
    say: Say, kind: str, more: str, runs: str
) -> None:
    _study(kind, more)
    code, out, err = say("sweep", "study.toml", "--jobs", "1")
    assert (code, out) == (2, "") and runs in err and "at most 10,000,000" in err
    assert not Path("results").exists()


def test_a_results_folder_of_another_study_is_left_as_it_is(say: Say) -> None:
    _study()
    assert say("sweep", "study.toml", "-r", "1", "--jobs", "1", "--out", "mine")[0] == 0
    before = {file.name: file.read_bytes() for file in Path("results/mine").iterdir() if file.is_file()}
    _study(factors=GAIN.replace("0.02", "0.03"))
    code, out, err = say("sweep", "study.toml", "-r", "1", "--jobs", "1", "--out", "mine")
    assert (code, out) == (5, "")
    assert "holds another study of this name: design.factors.trust.gain.min is 0.02 there and 0.03 here" in err
    assert "--out NAME" in err
    assert before == {file.name: file.read_bytes() for file in Path("results/mine").iterdir() if file.is_file()}
