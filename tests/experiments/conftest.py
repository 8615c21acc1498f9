from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.experiments import Launch, Standing, Study, launch
from tests.experiments.sweeper import HERE, grid_of

SCENARIO = """\
schema = 1
name = "small"
question = "Does it come out the same?"
[run]
months = 6
seed = 11
replications = 10
[population]
buyers = 6
sellers = 4
[outputs]
paths = 5
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a scenario's file."""
    place = tmp_path / "small.toml"
    place.write_text(SCENARIO)
    return place


@pytest.fixture(autouse=True)
def engines_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers find the stand-ins: they inherit the path of modules."""
    monkeypatch.syspath_prepend(str(HERE))


@pytest.fixture
def grid(file: Path) -> Callable[..., Study]:
    """Return a study of ten points of trust.gain, 0.01 to 0.10."""
    return lambda replications=10, steps=10: grid_of(str(file), replications, steps)


@pytest.fixture
def played(tmp_path: Path) -> Callable[..., Standing]:
    """Play a study with a stand-in into a folder below; in this process unless ``serial=False``."""

    def play(study: Study, name: str = "out", engine: str = "plays:quick", **how: object) -> Standing:
        return launch(study, tmp_path / name, Launch(**{"jobs": 2, "serial": True, "engine": engine, **how}), about={})

    return play
