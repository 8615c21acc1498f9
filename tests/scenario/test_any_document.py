"""Whatever a file says, it is a scenario or it is refused in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import InputProblems
from sim.scenario import Scenario, load, shipped_files

VALUES = [
    "1",
    "-1",
    "0.5",
    "nan",
    "'x'",
    "true",
    "[]",
    "{}",
    "[1]",
    "{a=1}",
    "[{}]",
    "1e400",
    "{trust.gain=1}",
    "1979-05-27",
]
SHIPPED = [file.read_text(encoding="utf-8").split("\n") for file in shipped_files().values()]
TABLES = [
    "[trust]",
    "[[arm]]",
    "[arm]",
    "[[claim]]",
    "[design.factors]",
    "[[link]]",
    "[outputs]",
    "[execution.slurm]",
    "[x]",
]
KEYS = ["trust.gain", "arm", "claim", "intervention", "parameters", "design", "organisation", "'a.b'", "run", "x.y.z"]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    lines = list(draw(st.sampled_from(SHIPPED)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        damage = draw(st.sampled_from(["value", "delete", "table", "key", "letter"]))
        if damage == "value" and "=" in lines[place]:
            lines[place] = f"{lines[place].split('=')[0]}= {draw(st.sampled_from(VALUES))}"
        elif damage == "delete" and len(lines) > 1:
            del lines[place]
        elif damage == "table":
            lines.insert(place, draw(st.sampled_from(TABLES)))
        elif damage == "key":
            lines.insert(place, f"{draw(st.sampled_from(KEYS))} = {draw(st.sampled_from(VALUES))}")
        else:
            column = draw(st.integers(0, len(lines[place])))
            lines[place] = lines[place][:column] + draw(st.sampled_from("[]{}=.'x1#")) + lines[place][column + 1 :]
    return "\n".join(lines)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=damaged(), value=st.sampled_from(VALUES), key=st.sampled_from([None, "trust.gain", "arm", "design", "run"]))
def test_a_damaged_file_is_read_or_refused_in_our_own_words(
    tmp_path: Path, text: str, key: str | None, value: str
) -> None:
    path = tmp_path / "damaged.toml"
    path.write_text(text, encoding="utf-8")
    outcome = scenario_or_refusal(str(path), [f"{key}={value}"] if key else [])
    if isinstance(outcome, Scenario):
        return
    assert outcome.problems
    for problem in outcome.problems:
        assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1 or ".toml: " in problem.where
        for foreign in ("pydantic", "Input should", "Value error", "None"):
            assert foreign not in problem.message + problem.where


def scenario_or_refusal(path: str, overrides: list[str]) -> Scenario | InputProblems:
    try:
        return load(path, overrides=overrides)
    except InputProblems as refusal:
        return refusal


A_DOZEN = 12


def _keys(lines: list[str]) -> list[int]:
    """Return the numbers of the lines that set a key."""
    found = []
    for number, line in enumerate(lines):
        key, equals, _ = line.partition("=")
        if equals and not line.startswith("#") and key.strip() not in {"schema", "base"}:
            found.append(number)
    return found


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_every_line_of_the_shipped_scenarios_matters(tmp_path: Path, every: bool) -> None:
    """Misspell keys in turn, a dozen of each file or all: the refusal names that very line."""
    for lines in SHIPPED:
        keys = _keys(lines)
        for number in keys if every else keys[:: -(-len(keys) // A_DOZEN)]:
            key, _, value = lines[number].partition("=")
            changed = [*lines[:number], f"{key.rstrip()}x ={value}", *lines[number + 1 :]]
            path = tmp_path / "misspelt.toml"
            path.write_text("\n".join(changed), encoding="utf-8")
            with pytest.raises(InputProblems) as caught:
                load(str(path))
            assert number + 1 in [problem.line for problem in caught.value.problems], lines[number]
