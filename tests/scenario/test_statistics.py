"""The names of statistics and what they say."""

from __future__ import annotations

import pytest

from sim.scenario.statistics import (
    AMONG,
    RELATIONSHIP_STATISTICS,
    SHARES,
    STEP_METRICS,
    nearest_statistic,
    parse_among,
    parse_statistic,
    statistic_patterns,
    step_columns,
)


@pytest.mark.parametrize(
    ("name", "stem", "form", "months", "table", "columns"),
    [
        ("mean_trust", "mean_trust", "mean", (), "steps", ("mean_trust",)),
        ("mean_trust_at_36", "mean_trust", "at", (36,), "steps", ("mean_trust",)),
        ("mean_trust_after_36", "mean_trust", "after", (36,), "steps", ("mean_trust",)),
        ("mean_trust_change_12_72", "mean_trust", "change", (12, 72), "steps", ("mean_trust",)),
        ("one_sided_share_at_3", "one_sided_share", "at", (3,), "steps", ("n_one_sided", "n_relationships")),
        ("survival_60", "survival", "", (60,), "dyads", ()),
        ("share_reaching_long_term_60", "share_reaching_long_term", "", (60,), "events", ()),
        ("share_declining_72_84", "share_declining", "", (72, 84), "events", ()),
        ("commitment_at_end_buyer", "commitment_at_end_buyer", "", (), "dyads", ()),
    ],
)
def test_a_name_is_understood(
    name: str, stem: str, form: str, months: tuple[int, ...], table: str, columns: tuple[str, ...]
) -> None:
    found = parse_statistic(name)
    assert found is not None
    assert (found.stem, found.form, found.months, found.table, found.columns) == (stem, form, months, table, columns)
    assert found.meaning


@pytest.mark.parametrize("name", ["", "survival", "survival_N", "survival_1_2", "mean_trust_36", "trust", "survival_x"])
def test_other_names_mean_nothing(name: str) -> None:
    assert parse_statistic(name) is None


def test_every_name_that_is_listed_is_understood_in_every_form() -> None:
    for stem in (*STEP_METRICS, *SHARES):
        for ending in ("", "_at_7", "_after_7", "_change_7_8"):
            assert parse_statistic(stem + ending) is not None, stem + ending
    for pattern in RELATIONSHIP_STATISTICS:
        assert parse_statistic(pattern.replace("_N", "_7").replace("_M", "_8")) is not None, pattern
    assert all(meaning for meaning in statistic_patterns().values())


def test_shares_are_made_of_counts_that_exist() -> None:
    assert all(count in STEP_METRICS for count in SHARES.values())


def test_among_is_understood() -> None:
    assert parse_among("start") == ("start", None)
    assert parse_among("alive_72") == ("alive", 72)
    assert parse_among("long_term_72") == ("long_term", 72)
    assert parse_among("stayers_36") == ("stayers", 36)
    assert parse_among("alive") is None
    assert all(parse_among(word.replace("_N", "_7")) for word in AMONG)


def test_columns_are_collected_once_and_in_their_order() -> None:
    names = ["one_sided_share", "mean_trust_at_3", "mean_trust", "survival_60", "n_relationships"]
    assert step_columns(names) == ("n_relationships", "mean_trust", "n_one_sided")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("survivl_60", "survival_60"),
        ("survival", "survival_N"),
        ("mean_tust_after_36", "mean_trust_after_36"),
        ("share_declning_72_84", "share_declining_72_84"),
        ("captive_shar", "captive_share"),
    ],
)
def test_a_misspelt_name_is_answered_in_its_own_months(name: str, meant: str) -> None:
    assert nearest_statistic(name) == f"unknown statistic; did you mean {meant}?"


def test_a_name_like_no_other_is_not_guessed() -> None:
    assert nearest_statistic("xyzzy") == "unknown statistic"
