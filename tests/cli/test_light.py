"""What the command line imports before there is work to do."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from importlib import import_module

import pytest

from sim.cli.commands import VERBS

HEAVY = ("mesa", "numba", "matplotlib", "pydantic", "numpy", "scipy", "pyarrow", "duckdb", "rich.progress")


def imported(code: str) -> set[str]:
    report = f"import sys\n{code}\nprint(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_importing_sim_imports_nothing_heavy() -> None:
    assert imported("import sim") == set()


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_talking_about_itself_imports_nothing_heavy(words: list[str]) -> None:
    assert imported(f"from sim.cli.commands import call; call({words})") == set()


@pytest.mark.parametrize("words", [["run", "--help"], ["schedule"], ["parameters"], ["validate", "commitment_trap"]])
def test_looking_things_up_compiles_and_draws_nothing(words: list[str]) -> None:
    assert imported(f"from sim.cli.commands import call; call({words})").isdisjoint({"mesa", "numba", "matplotlib"})


def test_lazy_names_are_there() -> None:
    import sim

    assert sim.read_table is import_module("sim.store").read_table
    assert set(sim.__all__) <= set(dir(sim))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        sim.nothing  # noqa: B018


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_is_the_first_line_of_its_function(verb: str) -> None:
    function = getattr(import_module(f"sim.cli.{verb}"), verb)
    assert function.__doc__.partition("\n")[0] == VERBS[verb]


@pytest.mark.slow
def test_help_takes_little_more_than_its_libraries() -> None:
    def seconds(*words: str) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, *words], capture_output=True, check=True)
        return time.perf_counter() - begun

    pairs = [(seconds("-c", "import typer, rich"), seconds("-m", "sim", "--help")) for _ in range(21)]
    libraries, ours = (statistics.median(column) for column in zip(*pairs[1:], strict=True))
    assert ours <= 1.3 * libraries, f"{ours:.3f} s against {libraries:.3f} s"
