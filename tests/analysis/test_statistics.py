"""Every statistic that a claim may name is computed, and means what its line says."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.analysis.statistics import statistic
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.recording.codes import CAUSE_WORDS, EVENT_WORDS, RELATION_WORDS
from sim.scenario.statistics import AMONG, RELATIONSHIP_STATISTICS, SHARES, STEP_METRICS

MONTHLY = [stem + form for stem in (*STEP_METRICS, *SHARES) for form in ("", "_at_7", "_after_7", "_change_7_8")]
OF_RELATIONSHIPS = [pattern.replace("_N", "_7").replace("_M", "_18") for pattern in RELATIONSHIP_STATISTICS]


def worded(run: dict[str, Any]) -> dict[str, Any]:
    words = {"event": EVENT_WORDS, "cause": CAUSE_WORDS, "relation": RELATION_WORDS}
    words |= dict.fromkeys(("stage", "from_stage", "to_stage", "highest_stage"), STAGE_WORDS)
    tables = {
        name: {
            column: np.array(words[column])[values] if column in words else values
            for column, values in run[name].items()
        }
        for name in ("steps", "events", "dyads")
    }
    return {**tables, "months": run["months"]}


@pytest.mark.parametrize("name", MONTHLY + OF_RELATIONSHIPS)
def test_every_listed_name_is_computed(run: dict[str, Any], name: str) -> None:
    found = statistic(name, **run)
    assert isinstance(found, float)
    assert math.isfinite(found)
    assert statistic(name, **worded(run)) == found


@pytest.mark.parametrize(
    ("name", "among", "expected"),
    [
        ("survival_4", (), 3 / 4),  # both lives of 11, and 10 and 12, are at risk at age 4; the imported one is not
        ("share_reaching_long_term_7", (), 1 / 4),  # the imported one; 11's second life has not begun
        ("share_reaching_long_term_8", (), 2 / 4),
        ("share_reaching_development_24", (), 3 / 5),
        ("share_reaching_long_term_8", ("start",), 2 / 3),
        ("share_reaching_long_term_8", ("start", "alive_8"), 1.0),
        ("share_in_long_term_8", (), 2 / 4),
        ("share_in_long_term_16", (), 1 / 5),
        ("share_in_long_term_16", ("long_term_10",), 1 / 2),
        ("share_declining_14_15", (), 1 / 4),  # alive after month 14: 10, 11 again, 12, 13
        ("share_declining_15_24", (), 0.0),
        ("share_declining_10_20", ("long_term_10",), 1 / 2),
        ("share_skipping_stage", (), 0.0),
        ("share_ended_by_weak_commitment", (), 1 / 2),
        ("share_ended_by_better_alternative", ("start",), 1 / 2),
        ("trust_at_end", (), 0.4),
        ("trust_at_end_buyer", (), 0.3),
        ("investment_at_end_seller", ("alive_12", "stayers_20"), 4.6),
        ("trust_at_end_buyer", ("stayers_5",), 0.5),  # only the imported one was there in month 5 and still is
        ("median_duration", ("start",), 4.0),
        ("median_duration", ("start", "alive_4"), 20.0),
    ],
)
def test_statistics_of_relationships_by_hand(
    run: dict[str, Any], name: str, among: tuple[str, ...], expected: float
) -> None:
    assert statistic(name, **run, among=among) == pytest.approx(expected, abs=1e-6)


def test_a_skipped_stage_is_noticed(run: dict[str, Any]) -> None:
    events = run["events"]
    events["from_stage"][events["month"] == 8] = 1  # now 10 leaps from early to long-term
    assert statistic("share_skipping_stage", **run) == pytest.approx(1 / 5)


def test_recovery_from_decline_is_no_skipped_stage(run: dict[str, Any]) -> None:
    last = run["events"]["month"] == 20
    run["events"]["event"][last], run["events"]["to_stage"][last] = 1, 3
    assert statistic("share_skipping_stage", **run) == 0.0


def test_step_metrics_over_months(run: dict[str, Any]) -> None:
    run["steps"]["mean_trust"] = np.arange(1.0, 25.0)
    assert statistic("mean_trust", **run) == 12.5
    assert statistic("mean_trust", **run, burn_in=4) == 14.5
    assert statistic("mean_trust_at_7", **run) == 7
    assert statistic("mean_trust_after_22", **run) == 23.5
    assert statistic("mean_trust_change_3_10", **run) == 7
    run["steps"]["mean_trust"][0] = math.nan  # a month without relationships
    assert statistic("mean_trust", **run) == 13


def test_shares_leave_out_months_without_relationships(run: dict[str, Any]) -> None:
    run["steps"]["n_decline"] = np.full(24, 10.0)
    assert statistic("decline_share", **run) == 0.25
    assert math.isnan(statistic("decline_share_at_2", **run))


def test_what_a_run_does_not_have_is_nan(run: dict[str, Any]) -> None:
    assert math.isnan(statistic("mean_trust_at_25", **run))
    assert math.isnan(statistic("survival_60", **run))
    run["dyads"]["censored"][:] = False
    assert math.isnan(statistic("trust_at_end", **run, among=("stayers_5",)))
    nobody = {**run, "events": {}, "dyads": {name: column[:0] for name, column in run["dyads"].items()}}
    for name in OF_RELATIONSHIPS:
        assert math.isnan(statistic(name, **nobody)), name


def test_every_word_of_among_chooses(run: dict[str, Any]) -> None:
    chosen = {word: statistic("trust_at_end_buyer", **run, among=(word.replace("N", "12"),)) for word in AMONG}
    assert chosen == pytest.approx({
        "start": (0.1 + 0.2 + 0.5) / 3, "alive_N": (0.1 + 0.3 + 0.4 + 0.5) / 4,
        "stayers_N": (0.3 + 0.4 + 0.5) / 3, "long_term_N": (0.1 + 0.5) / 2,
    }, abs=1e-6)  # fmt: skip


def test_unknown_names_are_refused(run: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="mean_trst"):
        statistic("mean_trst", **run)
    with pytest.raises(ValueError, match="old_ones"):
        statistic("survival_6", **run, among=("old_ones",))
