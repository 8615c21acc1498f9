from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.parameters import parameter_infos
from tests.cli.conftest import Said

Dyads = Callable[..., Said]


def test_help_is_grouped_and_names_every_verb(dyads: Dyads) -> None:
    said = dyads("--help")
    assert said.code == 0
    assert [line for line in said.out.splitlines() if line.endswith(":") and not line.startswith(" ")] == [
        "Options:",
        "Run:",
        "Understand:",
        "Show:",
        "Know:",
        "Data:",
        "Set up:",
    ]
    assert "  doctor       Look at the installation" in said.out


def test_a_mistyped_verb_is_guessed(dyads: Dyads) -> None:
    said = dyads("rum")
    assert said.code == 2
    assert "No such command 'rum'. Did you mean 'run'?" in said.err


@pytest.mark.parametrize(
    "words", [("run",), ("run", "x", "--seed", "one"), ("run", "x", "--nope"), ("parameters", "a", "b")]
)
def test_a_mistake_on_the_command_line_has_code_2_and_no_traceback(dyads: Dyads, words: tuple[str, ...]) -> None:
    said = dyads(*words)
    assert said.code == 2
    assert "Error: " in said.err
    assert "Traceback" not in said.err


def test_shared_options_may_stand_anywhere(dyads: Dyads) -> None:
    assert dyads("-q", "parameters", "trust").out == dyads("parameters", "trust", "-q", "--no-color").out


def test_parameters_are_listed_with_all_that_is_known_of_them(dyads: Dyads) -> None:
    head, first, *_ = dyads("parameters", "trust").out.splitlines()
    assert head.split() == ["key", "default", "range", "unit", "evidence", "source", "meaning"]
    assert first.split("  ")[0] == "trust.gain"
    assert "0 to 1" in first
    assert len(dyads("parameters").out.splitlines()) == len(parameter_infos()) + 1
    assert dyads("parameters", "trust.gain").out.splitlines() == [*dyads("parameters", "trust.gain").out.splitlines()]


def test_a_single_key_is_listed_alone(dyads: Dyads) -> None:
    told = json.loads(dyads("parameters", "trust.gain", "--json").out)
    assert [one["key"] for one in told] == ["trust.gain"]
    assert told[0]["unit"] == "1/month"


def test_an_unknown_construct_is_guessed(dyads: Dyads) -> None:
    said = dyads("parameters", "trsut")
    assert said.code == 2
    assert "no construct or key 'trsut'; did you mean trust?" in said.err


def test_validate_tells_the_problems_of_every_file(here: Path, dyads: Dyads) -> None:
    (here / "a.toml").write_text('schema = 1\nname = "a"\nquestion = "?"\n[trust]\ngian = 0.1\n')
    said = dyads("validate", "two_worlds.toml", "a.toml", "missing.toml")
    assert said.code == 2
    assert said.out == "two_worlds.toml: valid\n"
    assert "a.toml: 1 problem" in said.err
    assert "line 5  trust.gian = 0.1" in said.err
    assert "missing.toml: 1 problem" in said.err
    told = json.loads(dyads("validate", "two_worlds.toml", "a.toml", "--json").out)
    assert told[0] == {"file": "two_worlds.toml", "problems": []}
    assert told[1]["problems"][0]["line"] == 5


def test_validate_without_a_file_says_what_it_needs(dyads: Dyads) -> None:
    said = dyads("validate")
    assert said.code == 2
    assert "name at least one file, or --schema" in said.err


def test_the_json_schema_is_printed(dyads: Dyads) -> None:
    schema = json.loads(dyads("validate", "--schema").out)
    assert "json-schema.org" in schema["$schema"]


def test_the_schedule_is_the_source_and_a_line_per_process(dyads: Dyads) -> None:
    said = dyads("schedule").out
    source = (Path(__file__).parents[2] / "sim/processes/schedule.py").read_text()
    body = said.partition("\n\n")[0]
    assert body.startswith("def month")
    assert body in source
    told = json.loads(dyads("schedule", "--json").out)
    names = [one["process"] for one in told["processes"]]
    assert names.index("deliver") < names.index("monitor") < names.index("trust") < names.index("leave")
    assert all(one["does"].endswith((".", "!")) for one in told["processes"])


def test_doctor_tells_versions_extras_and_the_cache(here: Path, dyads: Dyads) -> None:
    told = json.loads(dyads("doctor", "--json").out)
    assert told["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert set(told["extras"]) == {"analysis", "app", "cluster", "validation"}
    assert told["write_mb_per_s"] > 0
    assert "sim.processes.schedule.months" in told["entry_points"]
    assert any(name.startswith("sim.mechanisms.") for name in told["entry_points"])
    text = dyads("doctor").out
    assert "cache of compiled code" in text
    assert list(here.iterdir()) == [here / "two_worlds.toml"]


def test_orders_become_a_portfolio(here: Path, dyads: Dyads) -> None:
    (here / "orders.csv").write_text("customer,date,amount\na,2024-01-05,10\na,2024-03-05,20\nb,2024-02-01,5\n")
    said = dyads("portfolio", "orders.csv")
    assert said.code == 0
    assert said.out == "orders-portfolio.csv\n"
    assert "3 orders of 2 customers" in said.err
    assert (here / "orders-portfolio.csv").read_text().startswith("id,start,")
    assert dyads("portfolio", "orders.csv").code == 2
    told = json.loads(dyads("portfolio", "orders.csv", "--force", "--json").out)
    assert told["customers"] == 2


def test_bad_orders_are_told_by_line(here: Path, dyads: Dyads) -> None:
    (here / "orders.csv").write_text("customer,date,amount\na,2024-01-05,10\nb,never,5\n")
    said = dyads("portfolio", "orders.csv")
    assert said.code == 2
    assert "line 3" in said.err
    assert dyads("portfolio", "orders.csv", "--skip-bad").code == 0


def shell(command: str) -> subprocess.CompletedProcess[str]:
    python = f"{sys.executable} -m sim"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command.replace("dyads", python)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )


@pytest.mark.skipif(os.name != "posix", reason="pipes of a shell")
@pytest.mark.parametrize("words", ["parameters", "schedule", "--help", "validate --schema"])
def test_a_reader_that_has_had_enough_is_no_error(words: str) -> None:
    done = shell(f"dyads {words} | head -n 1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="a shell")
def test_a_terminal_without_unicode_breaks_nothing(tmp_path: Path) -> None:
    done = shell("PYTHONIOENCODING=ascii dyads validate full_life_cycle missing")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_fault_of_the_program_is_told_without_a_traceback(dyads: Dyads, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("sim.cli.schedule._homes", fail)
    said = dyads("schedule")
    assert said.code == 3
    assert said.err.splitlines()[0] == "dyads broke: RuntimeError: unforeseen"
    assert "Traceback" in dyads("schedule", "-v").err
