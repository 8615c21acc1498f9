"""The month in C, against which speed is measured, is the same month."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.limit import FLAG_SETS, STRICT, CoreMonth, compiler
from benchmarks.months import market
from sim.engine import Simulation

pytestmark = pytest.mark.skipif(compiler() is None, reason="there is no C compiler")


def test_the_c_month_has_the_engines_bits(tmp_path: Path) -> None:
    parameters = market(900)
    engine, other = (Simulation(parameters, 3, paths=0, keep_events=False) for _ in range(2))
    limit = CoreMonth(other, STRICT, tmp_path)
    for _ in range(26):  # two reviews of the first relationships
        engine.advance(1)
        limit.step()
    for ours, theirs in ((engine.world.relationships, other.world.relationships),):
        for name in ("directed", "dyadic", "read_out", "counts", "stages", "partner"):
            assert np.array_equal(getattr(ours, name), getattr(theirs, name)), name
    for name in ("standing", "past"):
        ours, theirs = getattr(engine.world.organisations, name), getattr(other.world.organisations, name)
        assert np.array_equal(ours, theirs, equal_nan=True), name
    # The engine's sums include those agreed on this month, which the C month leaves to it.
    assert limit.measures[:7].sum() + engine.steps()["n_formed"][-1] == engine.steps()["n_relationships"][-1]


@pytest.mark.parametrize("flags", FLAG_SETS)
def test_every_set_of_flags_gives_the_same_stages(flags: str, tmp_path: Path) -> None:
    parameters = market(900)
    engine, other = (Simulation(parameters, 3, paths=0, keep_events=False) for _ in range(2))
    limit = CoreMonth(other, FLAG_SETS[flags], tmp_path)
    engine.advance(14)
    for _ in range(14):
        limit.step()
    ours, theirs = engine.world.relationships.stages[0], other.world.relationships.stages[0]
    assert np.array_equal(np.bincount(ours + 1), np.bincount(theirs + 1))
