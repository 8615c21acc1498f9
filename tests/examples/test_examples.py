"""The examples do what their pages say, on fewer points."""

from __future__ import annotations

import math
import pickle
import runpy
from pathlib import Path
from typing import Any

import pydantic
import pytest

from sim.errors import InputProblems
from sim.experiments.function import model_function

EXAMPLES = Path(__file__).parents[2] / "examples"
SMALL = ("run.months=24", "population.buyers=8", "population.sellers=4")


def example(name: str) -> dict[str, Any]:
    return runpy.run_path(str(EXAMPLES / f"{name}.py"))


def test_salib_finds_what_keeps_partners(capsys: pytest.CaptureFixture[str]) -> None:
    totals = example("salib_sobol")["main"](8)
    assert max(totals, key=lambda name: totals[name]) == "switching_costs.investment"
    assert capsys.readouterr().out.startswith("switching_costs.investment")


def test_ema_workbench_finds_where_they_are_captive() -> None:
    limits = example("ema_workbench_prim")["main"](60)
    assert limits["switching_costs_investment"][0] > 0.2  # not where leaving costs nothing


def test_optuna_comes_near_its_target() -> None:
    pytest.importorskip("optuna")
    parameters, distance = example("optuna_calibration")["main"](12)
    assert set(parameters) == {"switching_costs.investment", "trust.gain"}
    assert distance < 0.05


def test_pyabc_accepts_what_is_near() -> None:
    pytest.importorskip("pyabc")
    means, accepted = example("pyabc_posterior")["main"](10, 2)
    assert 0.0 <= means["switching_costs.investment"] <= 0.72 and 0.02 <= means["trust.gain"] <= 0.20
    assert accepted < 0.2


def test_the_same_call_is_the_same_run() -> None:
    model = model_function("market", ["mean_trust", "survival_12", "survival_60"], overrides=SMALL)
    first = model({"trust.gain": 0.1}, 3)
    assert pickle.loads(pickle.dumps(model))({"trust.gain": 0.1}, 3) == pytest.approx(first, nan_ok=True)
    assert first["mean_trust"] != model({"trust.gain": 0.1}, 4)["mean_trust"]
    assert first["mean_trust"] != model({"trust.gain": 0.2}, 3)["mean_trust"]
    assert 0.0 < first["survival_12"] <= 1.0
    assert math.isnan(first["survival_60"])  # the run is shorter


def test_an_arm_has_its_own_parameters() -> None:
    free, locked = (
        model_function("commitment_trap", ["mean_calculative_commitment"], arm=arm, overrides=SMALL)(seed=1)[
            "mean_calculative_commitment"
        ]
        for arm in ("free", "locked")
    )
    assert free < locked


def test_mistakes() -> None:
    with pytest.raises(InputProblems) as raised:
        model_function("commitment_trap", ["mean_trst"], arm="lokced")
    assert "did you mean mean_trust?" in "\n".join(raised.value.lines())
    assert "there are: usual, free, locked" in "\n".join(raised.value.lines())
    with pytest.raises(pydantic.ValidationError):
        model_function("market", ["mean_trust"], overrides=SMALL)({"trust.gain": 7.0})
