"""Each lesson has everything that a teacher needs, and tells verdicts on the claims that its scenario makes now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.scenario import load
from tests.docs.pages import ROOT, prose_of

LESSONS = sorted((ROOT / "docs" / "lessons").glob("*.md"))
PARTS = [
    "Predict",
    "Run",
    "What they will see",
    "Discuss",
    "Traps",
    "What is known, and what is not",
    "What was claimed, and what came out",
]


def test_there_are_twelve_and_the_index_names_each() -> None:
    listed = re.findall(
        r"\| S(\d+) \| \[[^\]]+\]\(lessons/(\w+)\.md\)", (ROOT / "docs" / "lessons.md").read_text("utf-8")
    )
    assert [int(number) for number, _ in listed] == list(range(1, 13))
    assert sorted(name for _, name in listed) == [lesson.stem for lesson in LESSONS]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_it_has_every_part(lesson: Path) -> None:
    assert re.findall(r"^## (.+)$", prose_of(lesson), re.MULTILINE) == PARTS


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_its_verdicts_are_on_the_claims_of_the_scenario(lesson: Path) -> None:
    """Whoever changes a claim lets ``python docs/lessons.py NAME`` write down what comes out."""
    printed = lesson.read_text("utf-8").split("```text\n")[-1]
    told = [" ".join(verdict.split()) for verdict in re.split(r"^  (?:holds|FAILS)  ", printed, flags=re.MULTILINE)[1:]]
    claims = load(lesson.stem).claims
    assert len(told) == len(claims)
    for verdict, claim in zip(told, claims, strict=True):
        assert verdict.startswith(" ".join((claim.says or "").split()))
        assert claim.statistic in verdict
