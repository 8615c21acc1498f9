"""Parts of an entry that are called by their address: the right one is called, and no other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import sim

PARTS = """\
from sim._jit import borrowing_entry, unit
from sim.constructs.distance import value_overlap


@unit
def fill(numbers, squared_difference):
    for i in range(numbers.size):
        numbers[i] = value_overlap(squared_difference, 4)


@unit
def empty(numbers, squared_difference):
    numbers[:] = 0.0


@borrowing_entry
def both(filling, emptying, numbers, empty_too):
    fill(filling, numbers, 1.0)
    if empty_too:
        empty(emptying, numbers, 1.0)
"""

RUN = """\
import json
import numpy as np
from sim import parts
from sim._jit import address

numbers = np.ones(3)
filling, emptying = (address(one, numbers, 1.0) for one in (parts.fill, parts.empty))
said = []
for places in ((filling, emptying, False), (filling, emptying, True), (emptying, filling, False),
               (address(parts.fill, np.ones(3, np.float32), 1.0), emptying, False)):
    try:
        parts.both(*places[:2], numbers, places[2])
        said.append(numbers.tolist())
    except RuntimeError as error:
        said.append(str(error))
said.append(sum(parts.fill.kernel.stats.cache_hits.values()))
print(json.dumps(said))
"""


def test_a_unit_is_called_by_its_own_address_alone(tmp_path: Path) -> None:
    source = Path(sim.__file__).parent
    shutil.copytree(source, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "sim" / "parts.py").write_text(PARTS)
    environment = {key: value for key, value in os.environ.items() if key != "NUMBA_DISABLE_JIT"}
    environment |= {"PYTHONPATH": str(tmp_path), "DYADS_CACHE_DIR": str(tmp_path / "compiled")}
    for read in (0, 2):
        done = subprocess.run(
            [sys.executable, "-c", RUN], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        another = "not the address of fill"
        assert json.loads(done.stdout) == [[0.5] * 3, [0.0] * 3, another, another, read]
