"""Who edits a rule and runs again gets the new rule, although compiled code is kept and Numba would not look.

In a copy of the package, one entry of compiled code imports the rule itself, another what imports it further on.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sim

BESIDE = """\
from sim._jit import entry
from sim.constructs.distance import value_overlap


@entry
def judge(squared_difference):
    return value_overlap(squared_difference, 4)
"""

FAR_OFF = """\
from sim._jit import entry
from sim.processes.strategy.market import first_distances


@entry
def judge(p, bits):
    return first_distances(p, 1.0, 0.0, bits)[5]
"""

RUN = """\
import json
import numpy as np
from sim import beside, far_off
from sim.parameters import Parameters, pack

p = pack(Parameters()).distance
told = {"beside": beside.judge(1.0), "far off": far_off.judge(p, np.uint64(7))}
told["read"] = [sum(entry.judge.stats.cache_hits.values()) for entry in (beside, far_off)]
print(json.dumps(told))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of the package with the two entries in it."""
    copy = tmp_path / "sim"
    source = Path(sim.__file__).parent
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "beside.py").write_text(BESIDE)
    (copy / "far_off.py").write_text(FAR_OFF)
    return copy


def run(package: Path) -> dict[str, object]:
    environment = {
        **{key: value for key, value in os.environ.items() if key != "NUMBA_DISABLE_JIT"},
        "PYTHONPATH": str(package.parent),
        "DYADS_CACHE_DIR": str(package.parent / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", RUN], cwd=package.parent, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_an_edited_rule_is_used_near_and_far(package: Path) -> None:
    assert run(package) == {"beside": 0.5, "far off": pytest.approx(1.0 - 0.2**0.5), "read": [0, 0]}
    assert run(package) == {"beside": 0.5, "far off": pytest.approx(1.0 - 0.2**0.5), "read": [1, 1]}
    file = package / "constructs" / "distance.py"
    old = "return share(1.0 - math.sqrt(squared_difference / n_values))"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, "return share(1.0 - squared_difference / n_values)"), encoding="utf-8")
    assert run(package) == {"beside": 0.75, "far off": pytest.approx(0.8), "read": [0, 0]}


def test_edits_elsewhere_leave_compiled_code_where_it_is(package: Path) -> None:
    run(package)
    for name in ("constructs/loyalty.py", "plots/style.py"):
        file = package / name
        file.write_text(file.read_text(encoding="utf-8") + "\n# another line\n", encoding="utf-8")
    assert run(package)["read"] == [1, 1]
