"""Who may import whom, and what light commands must not load."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"mesa", "numba", "matplotlib", "scipy", "pandas", "duckdb", "pyarrow"}
ASK = (
    "import sys, json; before = set(sys.modules); {code}; print('\\n' + json.dumps(sorted(set(sys.modules) - before)))"
)


def _loaded_by(code: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter has loaded after this code."""
    done = subprocess.run([sys.executable, "-c", ASK.format(code=code)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert _loaded_by("import sim") & (HEAVY | {"numpy", "pydantic", "typer"}) == set()


def test_help_loads_no_engine_and_no_figures() -> None:
    code = """
import contextlib
sys.argv = ["dyads", "--help"]
from sim.cli import main
with contextlib.suppress(SystemExit):
    main()
""".strip()
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint('LOADED', *sorted(sys.modules))"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout
    loaded = {name.partition(".")[0] for name in done.stdout.rpartition("LOADED")[2].split()}
    assert loaded & HEAVY == set()


def test_a_run_of_what_is_compiled_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(
        'schema = 1\nname = "tiny"\nquestion = "What is loaded?"\nbase = "market"\n[run]\nmonths = 2\n'
    )
    code = """
import contextlib, sys
from sim.cli import main
with contextlib.suppress(SystemExit):
    tiny = ["-S", "population.buyers=8", "-S", "population.sellers=4"]
    main(["run", "tiny.toml", "--out", "./results", "-q", "--no-figures", *tiny])
print("LOADED", *sorted(sys.modules))
"""
    for _ in ("compiles, if need be", "what counts"):
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert "sim.engine.simulation" in loaded
    needless = {"mesa", "matplotlib", "pandas", "duckdb", "scipy.linalg", "pyarrow.compute", "sim.experiments"}
    assert loaded & needless == set()


@pytest.mark.slow
def test_importing_the_package_takes_at_most_twice_the_time_of_numpy() -> None:
    code = "from time import perf_counter as t; a = t(); import {}; print(t() - a)"

    def fastest(module: str) -> float:
        command = [sys.executable, "-c", code.format(module)]
        return min(float(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(5))

    assert fastest("sim") <= 2 * fastest("numpy")


def test_the_floors_hold(root: Path) -> None:
    pytest.importorskip("importlinter")
    program = (
        "import sys; from importlinter.cli import lint_imports_command as run; sys.argv[0] = 'lint-imports'; run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("constructs", set()),
        ("life_cycle", set()),
        ("typologies", set()),
        ("processes", {"numpy"}),
        ("parameters", {"pydantic"}),
        ("state", {"numpy"}),
        ("recording", {"numpy"}),
        ("engine", {"numpy"}),
    ],
)
def test_a_floor_uses_only_its_third_parties(root: Path, sources: list[Path], folder: str, allowed: set[str]) -> None:
    files = [path for path in sources if path.is_relative_to(root / "sim" / folder)]
    assert files
    third = {
        path.relative_to(root).as_posix(): extra
        for path in files
        if (extra := _imports(path) - allowed - {"sim", "__future__"} - sys.stdlib_module_names)
    }
    assert third == {}
