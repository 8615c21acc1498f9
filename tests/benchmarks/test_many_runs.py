"""The benchmark of many runs measures what it says, on a few."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("only", ["sweep", "mesa", "modelly"])
def test_each_contestant_is_measured_or_left_out_with_a_reason(tmp_path: Path, only: str) -> None:
    words = ["--runs", "20", "--beside", "2", "--only", only, "--json", str(tmp_path / "found.json")]
    call = [sys.executable, "-m", "benchmarks.many_runs", *words]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "found.json").read_text())
    if only == "sweep":
        assert found["sweep"]["runs"] == 20 and found["sweep"]["bytes"]["steps"] > 1000
        assert found["sweep"]["cpu_s"] / 20 > found["engine"]["cpu_s"] > 0
        assert all(ms > 0 for ms in found["queries"].values()) and len(found["queries"]) == 6
        assert "overhead a run" in done.stdout
    elif "left_out" in found[only]:
        assert only == "modelly" and "is not installed here" in done.stdout
    else:
        assert found[only]["runs"] == 2 and found[only]["cpu_s"] > 1
        assert "extrapolated" in done.stdout
