from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from tests.cli.conftest import Said
from tests.cli.studies import MONTHS, PAIRS, Point, write_study

Dyads = Callable[..., Said]


def ended(point: Point, seed: int) -> int:
    return (12 if point[0] == "free" else 5) + seed % 3


def study_in(folder: Path, **more: object) -> Path:
    return write_study(
        folder,
        [("free", {}), ("locked", {})],
        lambda *_: {"mean_trust": 0.5},
        replications=4,
        ended=ended,
        **more,
    )  # type: ignore[arg-type]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return study_in(tmp_path / "study")


def ages(arm: str) -> stats.CensoredData:
    gone = [ended((arm, {}), 5_000_000_000_000_000_000 + k) for k in range(4)]
    return stats.CensoredData(uncensored=[12] * sum(gone), right=[MONTHS] * (4 * PAIRS - sum(gone)))


def table(said: Said) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(said.out)))


def test_survival_is_that_of_all_relationships(study: Path, dyads: Dyads) -> None:
    for row in table(dyads("survival", str(study), "--csv", "--no-figures")):
        expected = stats.ecdf(ages(row["arm"])).sf
        assert float(row["survival_12"]) == pytest.approx(expected.evaluate(12))
        assert int(row["relationships"]) == 4 * PAIRS


def test_logrank_is_scipys(study: Path, dyads: Dyads) -> None:
    (row,) = table(dyads("survival", str(study), "--table", "logrank", "--csv", "--no-figures"))
    expected = stats.logrank(ages("locked"), ages("free"))
    assert (row["arm"], row["reference"]) == ("locked", "free")
    assert abs(float(row["z"])) == pytest.approx(abs(expected.statistic))
    assert float(row["z"]) < 0  # those who are locked in end later
    assert float(row["p_value"]) == pytest.approx(expected.pvalue)


def test_causes_add_up_to_what_has_ended(study: Path, dyads: Dyads) -> None:
    said = json.loads(dyads("survival", str(study), "--json", "--no-figures").out)
    for one in said["survival"]:
        shares = [row["by_12"] for row in said["causes"] if row["arm"] == one["arm"]]
        assert len(shares) == 2
        assert sum(shares) == pytest.approx(1 - one["survival_12"])


def test_hazards_count_everybody_once(study: Path, dyads: Dyads) -> None:
    rows = table(dyads("survival", str(study), "--table", "hazard", "--csv", "--no-figures"))
    free = [row for row in rows if row["arm"] == "free"]
    gone = len(ages("free")._uncensored)
    assert sum(int(row["ended"]) for row in free) == gone
    assert sum(int(row["months_at_risk"]) for row in free) == 12 * gone + MONTHS * (4 * PAIRS - gone)


def test_transitions_and_times_in_stages(study: Path, dyads: Dyads) -> None:
    said = json.loads(dyads("survival", str(study), "--transitions", "--json", "--no-figures").out)
    early = {row["arm"]: row for row in said["transitions"] if row["from"] == "early"}
    assert early["free"]["dissolved"] == len(ages("free")._uncensored)
    (stay,) = [row for row in said["sojourn"] if row["arm"] == "free"]
    assert (stay["stage"], stay["n"]) == ("early", 4 * PAIRS)
    assert stay["unfinished"] == 4 * PAIRS - early["free"]["dissolved"]
    assert stay["median"] == 11.0  # from month 1 to month 12


def test_by_a_factor_whose_points_come_twice(tmp_path: Path, dyads: Dyads) -> None:
    points: list[Point] = [("one", {"contract.months": 0}), ("one", {"contract.months": 12})]
    study = write_study(
        tmp_path / "a", points, lambda *_: {"mean_trust": 0.5}, samples=[0, 1, 0, 0],
        ended=lambda point, _: int(point[1]["contract.months"]),
        design={"kind": "lhs", "factors": {"contract.months": {}}},
    )  # fmt: skip
    rows = table(dyads("survival", str(study), "--csv", "--no-figures"))  # the only factor needs no --by
    assert [(row["contract.months"], row["relationships"], row["ended"]) for row in rows] == [
        ("0", str(PAIRS), "0"), ("12", str(PAIRS), "12"),
    ]  # fmt: skip


def test_what_is_said_fits_eighty_columns(study: Path, dyads: Dyads) -> None:
    for words in ([], ["--transitions"]):
        said = dyads("survival", str(study), *words)
        assert said.code == 0
        assert max(map(len, said.out.splitlines())) <= 80
    names = {path.name for path in (study / "figures").iterdir()}
    assert names == {"survival.png", "endings.png", "hazard.png", "stage_transitions.png"}


def test_the_curve_has_every_month(study: Path, dyads: Dyads) -> None:
    rows = table(dyads("survival", str(study), "--table", "curve", "--csv", "--no-figures"))
    assert [int(row["age"]) for row in rows if row["arm"] == "free"] == list(range(MONTHS + 1))
    falling = np.diff([float(row["survival"]) for row in rows if row["arm"] == "free"])
    assert np.flatnonzero(falling).tolist() == [11]


@pytest.mark.parametrize(
    ("outputs", "words", "expected"),
    [
        ({"dyads": False}, [], "outputs.dyads = false"),
        ({"events": False}, ["--transitions"], "outputs.events = false"),
        ({}, ["--by", "contract.months"], "did not vary that"),
    ],
)
def test_mistakes(tmp_path: Path, dyads: Dyads, outputs: dict[str, bool], words: list[str], expected: str) -> None:
    said = dyads("survival", str(study_in(tmp_path / "a", outputs=outputs)), *words)
    assert (said.code, said.out) == (2, "")
    assert expected in said.err


def test_one_arm_has_nobody_to_be_ranked_against(tmp_path: Path, dyads: Dyads) -> None:
    study = write_study(tmp_path / "a", [("one", {})], lambda *_: {"mean_trust": 0.5})
    assert "logrank" not in [line.split()[0] for line in dyads("survival", str(study)).out.splitlines() if line]
    said = dyads("survival", str(study), "--table", "logrank")
    assert (said.code, "there is only one arm" in said.err) == (2, True)
