from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import sim._jit
import sim.engine
from sim.cli.commands import call
from tests.cli.fake import FakeEngine

SCENARIO = """\
schema = 1
name = "two_worlds"
question = "Does trust grow faster where it is won more easily?"
[run]
months = 24
seed = 7
[population]
buyers = 6
sellers = 3
[[arm]]
name = "slow"
[[arm]]
name = "fast"
set = { "trust.gain" = 0.15 }
"""


@dataclass
class Said:
    code: int
    out: str
    err: str


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder with one scenario in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "two_worlds.toml").write_text(SCENARIO)
    return tmp_path


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """Put a stand-in for the engine in place, with figures left out."""
    fake = FakeEngine()
    monkeypatch.setattr(sim.engine, "play", fake, raising=False)
    monkeypatch.setattr(sim._jit, "is_compiled", lambda: True)
    return fake


@pytest.fixture
def dyads(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return the command line as a function: words in, exit code and both streams out."""

    def run(*words: str) -> Said:
        code = call(list(words))
        return Said(code, *capsys.readouterr())

    return run
