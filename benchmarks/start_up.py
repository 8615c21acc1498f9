"""How long until something can be done: imports and the command line's help, as multiples of what they need."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

COMMANDS: dict[str, list[str]] = {
    "import numpy": ["-c", "import numpy"],
    "import sim": ["-c", "import sim"],
    "import typer, rich": ["-c", "import typer, rich"],
    "dyads --help": ["-m", "sim", "--help"],
}
RATIOS = (("import sim", "import numpy"), ("dyads --help", "import typer, rich"))


def _seconds(words: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def measure(*, rounds: int) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Return rows and ratios; every command takes its turn in every round, the first round is not counted."""
    best = dict.fromkeys(COMMANDS, float("inf"))
    for number in range(rounds + 1):
        for name, words in COMMANDS.items():
            seconds = _seconds(words)
            if number:
                best[name] = min(best[name], seconds)
    rows = [{"what": name, "value": seconds, "unit": "s"} for name, seconds in best.items()]
    return rows, {f"{one} / {other}": best[one] / best[other] for one, other in RATIOS}
