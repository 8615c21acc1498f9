"""Mechanisms are imported only where they may be at work; none that is at work is left out by that."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from sim.mechanisms import MECHANISMS, Mechanism, in_turn, mechanisms_at_work
from sim.parameters import Parameters, constructs_of, parameter_infos
from sim.scenario import load, shipped, with_values


def worlds() -> Iterator[Parameters]:
    """Yield every arm that is shipped, and worlds in which one parameter is as low or as high as it may be."""
    yield from (plan.arm_parameters(arm) for plan in map(load, shipped()) for arm in plan.arms)
    for complementors in (0, 10):
        base = with_values(Parameters(), {"population.complementors": complementors, "population.governments": 2})
        for info in parameter_infos():
            for value in (info.low, info.high):
                try:
                    yield with_values(base, {info.key: value})
                except (ValueError, TypeError):  # an open end, or what makes no sense alone
                    continue


def test_none_at_work_is_left_out() -> None:
    found = set()
    for parameters in worlds():
        at_work = mechanisms_at_work(parameters)
        assert at_work == tuple(kind for kind in MECHANISMS if kind.is_at_work(parameters))
        found |= set(at_work)
    assert found == set(MECHANISMS)


def test_every_mechanism_lives_in_the_package_whose_parameters_it_takes() -> None:
    for kind in MECHANISMS:
        assert kind.__module__.startswith(f"sim.mechanisms.{kind.package}.")
        assert set(constructs_of(kind.package)) <= set(Parameters.model_fields)


def test_they_play_in_the_order_of_the_roster() -> None:
    backwards: dict[type[Mechanism], Mechanism] = {kind: object.__new__(kind) for kind in reversed(MECHANISMS)}
    assert tuple(map(type, in_turn(backwards))) == MECHANISMS


def test_a_world_without_mechanisms_imports_none() -> None:
    code = """
import sys
from sim.engine import play
from sim.parameters import Parameters
from sim.scenario import with_values
play(with_values(Parameters(), {"population.buyers": 4, "population.sellers": 2}), months=1, seed=0)
packages = {name.split(".")[2] for name in sys.modules if name.startswith("sim.mechanisms.")}
assert packages == {"happenings", "mechanism", "roster"}, packages
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_there_is_nothing_else_in_the_package_to_ask_for() -> None:
    import sim.mechanisms

    with pytest.raises(AttributeError, match="MECHANISM"):
        _ = sim.mechanisms.MECHANISM
