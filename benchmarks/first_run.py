"""The first run ever, compile included, against the warm run; and the warm run against importing Mesa."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SMALL = """\
schema = 1
name = "small"
question = "How long does it take until a small world has been played?"
base = "market"
[run]
months = 24
"""


def _seconds(words: list[str], **environment: str) -> float:
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, *words],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"MPLBACKEND": "Agg"} | environment,
    )
    return time.perf_counter() - begun


def measure(*, rounds: int) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Return rows and ratios: cold run, warm run, ``import mesa``; warm ones take turns."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        file = place / "small.toml"
        file.write_text(SMALL, encoding="utf-8")

        def run(number: int) -> float:
            words = ["-m", "sim", "run", str(file), "--out", str(place / f"out-{number}"), "-q", "--no-figures"]
            return _seconds(words, DYADS_CACHE_DIR=str(place / "cache"))

        cold = run(0)
        entries = len(list((place / "cache").rglob("*.nbi")))
        mesa, warm = float("inf"), float("inf")
        _seconds(["-c", "import mesa"])
        for number in range(1, rounds + 1):
            warm = min(warm, run(number))
            mesa = min(mesa, _seconds(["-c", "import mesa"]))
    rows = [
        {"what": f"first run ever, {entries} entry points compiled", "value": cold, "unit": "s"},
        {"what": "the same run, warm", "value": warm, "unit": "s"},
        {"what": "import mesa", "value": mesa, "unit": "s"},
    ]
    return rows, {"first run, compile included, s": cold, "warm dyads run / import mesa": warm / mesa}
