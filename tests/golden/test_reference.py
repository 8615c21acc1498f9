"""The shipped scenarios give the numbers that they gave before, on every Python and with every Mesa."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
SCRIPT = runpy.run_path(str(HERE / "regenerate.py"))
REFERENCE: dict[str, Any] = json.loads((HERE / "reference.json").read_text(encoding="utf-8"))


def test_every_shipped_scenario_has_its_digests() -> None:
    assert list(REFERENCE["digests"]) == SCRIPT["scenarios"]()


@pytest.mark.everywhere
@pytest.mark.parametrize("name", REFERENCE["digests"])
def test_the_scenario_gives_the_same_numbers_as_before(name: str) -> None:
    assert SCRIPT["digests"](name) == REFERENCE["digests"][name], (
        "if this is meant: say what and why under Results change in CHANGELOG.md, then run tests/golden/regenerate.py"
    )


def test_another_digest_is_refused_without_a_new_reason() -> None:
    stored = {"results_change": ["first"], "digests": {"market": {"a": "1", "b": "2"}}}
    other = {"market": {"a": "1", "b": "3"}, "new": {"c": "4"}}
    refusal = SCRIPT["refusal"]
    assert "1 digests differ (market: b)" in refusal(stored, other, ["first"])
    assert refusal(stored, other, ["second", "first"]) == ""
    assert refusal(stored, {**stored["digests"], "new": {"c": "4"}}, ["first"]) == ""


def test_the_changelog_gives_reasons_that_can_be_read() -> None:
    assert SCRIPT["reasons"]()
