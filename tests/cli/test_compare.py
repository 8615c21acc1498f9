from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from sim.analysis.comparison import paired_difference
from sim.analysis.effects import replications_for
from tests.cli.conftest import Said
from tests.cli.studies import PAIRS, Point, luck, write_study

Dyads = Callable[..., Said]
REPLICATIONS = 8


def measure(point: Point, seed: int) -> dict[str, float]:
    arm, at = point
    own = luck(seed + (17 if arm == "locked" else 0), 0.01)
    return {
        "mean_trust": 0.5 + luck(seed) + own + (0.1 if arm == "locked" else 0.0) + 0.2 * at.get("trust.gain", 0.0),
        "captive_share": 0.1,
    }


@pytest.fixture
def two_arms(tmp_path: Path) -> Path:
    return write_study(
        tmp_path / "two",
        [("free", {}), ("locked", {})],
        measure,
        replications=REPLICATIONS,
        ended=lambda point, _: 8 if point[0] == "free" else 4,
    )


def rows(said: Said) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(said.out)))


def test_differences_are_those_of_pairs(two_arms: Path, dyads: Dyads) -> None:
    said = dyads("compare", str(two_arms), "-m", "mean_trust", "--json", "--no-figures")
    (found,) = json.loads(said.out)["effects"]
    seeds = [5_000_000_000_000_000_000 + k for k in range(REPLICATIONS)]
    free, locked = ([measure((arm, {}), seed)["mean_trust"] for seed in seeds] for arm in ("free", "locked"))
    expected = stats.ttest_rel(locked, free)
    assert found["difference"] == pytest.approx(np.mean(locked) - np.mean(free))
    assert (found["low"], found["high"]) == pytest.approx(tuple(expected.confidence_interval()))
    assert found["pairs"] == REPLICATIONS
    apart = np.var(locked, ddof=1) + np.var(free, ddof=1)
    assert found["unpaired"] == pytest.approx(REPLICATIONS * apart / np.var(np.subtract(locked, free), ddof=1))


def test_a_statistic_of_relationships(two_arms: Path, dyads: Dyads) -> None:
    (row,) = rows(dyads("compare", str(two_arms), "-m", "survival_12", "--csv", "--no-figures"))
    assert float(row["difference"]) == pytest.approx(4 / PAIRS)
    assert float(row["mean"]) == pytest.approx(1 - 4 / PAIRS)
    assert row["unpaired"] == str(float(REPLICATIONS))  # nothing varies in either arm


@pytest.mark.parametrize("spread", [0.02, 0.3])
def test_enough_is_the_first_number_that_excludes_zero(spread: float) -> None:
    rng = np.random.default_rng(1)
    differences = 0.05 + spread * rng.standard_normal(12)
    found = paired_difference(differences, np.zeros(12))
    enough = int(replications_for(found))
    deviation = differences.std(ddof=1)

    def half(n: int) -> float:
        return float(stats.t.ppf(0.975, n - 1) * deviation / math.sqrt(n))

    assert half(enough) < abs(found.mean)
    assert enough == 2 or half(enough - 1) >= abs(found.mean)


def test_enough_for_a_width(two_arms: Path, dyads: Dyads) -> None:
    wide, narrow = (
        float(
            rows(dyads("compare", str(two_arms), "-m", "mean_trust", "--within", width, "--csv", "--no-figures"))[0][
                "enough"
            ]
        )
        for width in ("0.01", "0.001")
    )
    assert 50 < narrow / wide < 110  # ten times narrower takes about a hundred times as many


def test_a_factor_is_compared_within_the_others(tmp_path: Path, dyads: Dyads) -> None:
    points: list[Point] = [
        ("free", {"trust.gain": gain, "contract.months": months}) for gain in (0.0, 0.5, 1.0) for months in (0, 12)
    ]
    study = write_study(
        tmp_path / "grid", points, measure, replications=3, failed={0},
        design={"kind": "grid", "factors": {"trust.gain": {}, "contract.months": {}}},
    )  # fmt: skip
    found = rows(dyads("compare", str(study), "--by", "trust.gain", "-m", "mean_trust", "--csv", "--no-figures"))
    assert [(row["trust.gain"], round(float(row["difference"]), 9)) for row in found] == [("0.5", 0.1), ("1.0", 0.2)]
    assert {row["pairs"] for row in found} == {"3"}  # seed 0 still has its other contract
    said = dyads("compare", str(study), "--by", "trust.gain", "--reference", "1", "-m", "mean_trust", "--no-figures")
    assert "each trust.gain against 1 · 3 pairs" in said.err
    assert "averaged over contract.months" in said.err
    assert "1 of 18 runs left out: 1 failed" in said.err


def test_what_is_said_fits_eighty_columns(two_arms: Path, dyads: Dyads) -> None:
    said = dyads("compare", str(two_arms), "--no-figures")
    assert said.code == 0
    assert max(map(len, said.out.splitlines())) <= 80
    assert said.out.splitlines()[0].split() == [
        "arm", "mean", "free", "effect", "95", "%", "interval", "pairs", "unpaired", "enough",
    ]  # fmt: skip
    assert said.out.splitlines()[1:3:2] == ["survival_12"]
    assert said.err.startswith("known · each arm against free · 8 pairs, same luck\n")


def test_figures_are_drawn(two_arms: Path, dyads: Dyads) -> None:
    said = dyads("compare", str(two_arms), "-m", "mean_trust,survival_12")
    assert sorted(path.name for path in (two_arms / "figures").iterdir()) == ["bands.png", "differences.png"]
    assert "figures/   differences, bands" in said.err


def test_one_run_of_each_has_no_interval(tmp_path: Path, dyads: Dyads) -> None:
    study = write_study(tmp_path / "one", [("free", {}), ("locked", {})], measure)
    said = dyads("compare", str(study), "-m", "mean_trust", "--no-figures")
    assert said.out.splitlines()[-1].split()[-4:] == ["–", "1", "–", "–"]
    assert "dyads batch known -r 30" in said.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["-m", "mean_trst"], "did you mean mean_trust?"),
        (["-m", "mean_trust,mean_memory"], "was not kept: outputs.metrics leaves out mean_memory"),
        (["-m", "survival_60"], "the study has 24 months"),
        (["--by", "trust.gain"], "did not vary that; there are: arm"),
        (["--by", "am"], "did you mean arm?"),
        (["--reference", "lokced"], "did you mean locked?"),
        (["--within", "0"], "must be greater than 0"),
    ],
)
def test_mistakes(two_arms: Path, dyads: Dyads, words: list[str], expected: str) -> None:
    said = dyads("compare", str(two_arms), *words)
    assert (said.code, said.out) == (2, "")
    assert expected in said.err
    assert "Traceback" not in said.err


def test_all_wrong_metrics_are_named_at_once(two_arms: Path, dyads: Dyads) -> None:
    said = dyads("compare", str(two_arms), "-m", "nothing_at_all,mean_trust_at_99")
    assert said.err.splitlines()[0].startswith("2 metrics cannot be had from")
    assert len(said.err.splitlines()) == 4


def test_tables_that_were_not_kept(tmp_path: Path, dyads: Dyads) -> None:
    study = write_study(tmp_path / "a", [("free", {}), ("locked", {})], measure, outputs={"dyads": False})
    assert "outputs.dyads = false" in dyads("compare", str(study), "-m", "survival_12").err


def test_folders_that_cannot_be_compared(tmp_path: Path, dyads: Dyads) -> None:
    assert dyads("compare", str(tmp_path / "nowhere")).code == 5
    alone = write_study(tmp_path / "alone", [("free", {})], measure)
    said = dyads("compare", str(alone))
    assert (said.code, "there is nothing to compare" in said.err) == (2, True)
    dead = write_study(tmp_path / "dead", [("free", {}), ("locked", {})], measure, failed={0, 1})
    said = dyads("compare", str(dead))
    assert (said.code, said.err) == (
        2, f"{dead}: not one run was finished (2 failed)\n  dyads batch known -r 9    plays it\n",
    )  # fmt: skip


def test_a_folder_that_refuses_costs_only_the_figures(two_arms: Path, dyads: Dyads) -> None:
    (two_arms / "figures").write_text("mine")
    said = dyads("compare", str(two_arms), "-m", "mean_trust")
    assert said.code == 0
    assert "no figures: File exists" in said.err
