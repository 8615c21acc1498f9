"""The first compile is shared out among processes, and nothing is lost when one of them dies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numba
import pytest

from sim.engine import ahead, simulation
from sim.parameters import Parameters
from sim.processes import schedule
from sim.scenario import with_values


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let there be three functions to compile; yield the names of those that this process compiled."""
    names: list[str] = []
    monkeypatch.setattr(ahead, "INTERPRETED", False)
    monkeypatch.setattr(ahead, "is_compiled", lambda: False)
    monkeypatch.setattr(ahead, "_processors", lambda: 2)
    monkeypatch.setattr(ahead, "_work", lambda _: [("a", 1), ("b", 2), ("c", 3)])
    monkeypatch.setattr(ahead, "compile_for", lambda name, *_: names.append(name))
    ahead.compile_ahead.cache_clear()
    yield names
    ahead.compile_ahead.cache_clear()


def test_what_another_has_claimed_is_left_to_it(compiled: list[str], tmp_path: Path) -> None:
    (tmp_path / "1").touch()
    ahead.compile_the_unclaimed(str(tmp_path))
    assert compiled == ["a", "c"]
    ahead.compile_the_unclaimed(str(tmp_path))
    assert compiled == ["a", "c"]


def test_a_helper_that_cannot_begin_is_not_missed(compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    ahead.compile_ahead()
    assert compiled == ["a", "b", "c"]


def test_a_helper_that_dies_stops_nobody(compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "HELP", "import sys, pathlib; pathlib.Path(sys.argv[1], '2').touch(); sys.exit(1)")
    ahead.compile_ahead()
    assert compiled in (["a", "b"], ["a", "b", "c"])


@pytest.mark.parametrize("alone", ["processor", "worker"])
def test_nobody_is_asked_where_no_processor_is_free(
    alone: str, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if alone == "processor":
        monkeypatch.setattr(ahead, "_processors", lambda: 1)
    else:
        monkeypatch.setattr("multiprocessing.parent_process", lambda: object())
    ahead.compile_ahead()
    assert compiled == []


@pytest.mark.parametrize("single", [False, True])
def test_what_is_compiled_ahead_is_what_worlds_need(single: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[Any, ...]] = []

    def months(*arguments: Any) -> Any:
        called.append(arguments)
        return 2, 0

    world = with_values(Parameters(), {"population.buyers": 5, "population.sellers": 3, "population.capacity": 4})
    played = simulation.Simulation(world, 1, single=single)
    expected = next(rest for function, *rest in ahead._work(single) if function is schedule.months)
    monkeypatch.setattr(schedule, "months", months)
    played.advance()
    assert [numba.typeof(one) for one in called[0]] == [numba.typeof(one) for one in expected]
