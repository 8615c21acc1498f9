"""Refusals of scenario files, as data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.errors import InputProblems
from sim.scenario import load


@pytest.fixture
def problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[int | None, str, str]]]:
    """Return a function that writes a file, sees it refused, and returns line, place and message of each problem."""
    monkeypatch.chdir(tmp_path)

    def refused(text: str, *overrides: str) -> list[tuple[int | None, str, str]]:
        Path("mine.toml").write_text(text, encoding="utf-8")
        with pytest.raises(InputProblems) as caught:
            load("mine.toml", overrides=overrides)
        return [(problem.line, problem.where, problem.message) for problem in caught.value.problems]

    return refused
