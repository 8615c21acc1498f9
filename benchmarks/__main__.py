"""``python -m benchmarks [--quick]``: the simulator beside a plain Mesa model of the same theory, in one run.

Every figure is the best of several rounds in which all contestants take turns, because machines are noisy; a claim is
the ratio of two such figures, never a figure alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks import machine, months, start_up

GOALS: dict[str, tuple[str, float]] = {
    "mesa baseline / engine, month at 10,000 relationships": ("at least", 50.0),
    "import sim / import numpy": ("at most", 2.0),
    "dyads --help / import typer, rich": ("at most", 1.5),
}
"""Ratio and what it must reach."""


def verdicts(ratios: dict[str, float]) -> list[dict[str, Any]]:
    """Return, for every goal that was measured, the ratio and whether it is met."""
    found = []
    for name, (sense, bound) in GOALS.items():
        if name in ratios:
            ratio = ratios[name]
            met = ratio >= bound if sense == "at least" else ratio <= bound
            found.append({"goal": name, "demand": f"{sense} {bound:g}", "ratio": round(ratio, 2), "met": met})
    return found


def main() -> int:
    """Measure, print a table, write a JSON file; exit 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller worlds")
    parser.add_argument("--json", type=Path, default=None, metavar="FILE", help="write everything measured there")
    asked = parser.parse_args()
    about = machine.describe()
    print("\n".join(f"{name:12} {value}" for name, value in about.items()))
    rows, ratios = months.measure(quick=asked.quick)
    more_rows, more_ratios = start_up.measure(rounds=3 if asked.quick else 7)
    rows += more_rows
    ratios |= more_ratios
    print()
    for row in rows:
        print(f"{row['what']:64} {row['value']:>12,.4g} {row['unit']}")
    print()
    told = verdicts(ratios)
    for one in told:
        print(f"{one['goal']:64} {one['ratio']:>9,.2f} ×   {one['demand']:14} {'met' if one['met'] else 'MISSED'}")
    met = sum(one["met"] for one in told)
    print(f"\n{met} of {len(told)} goals met")
    if asked.json is not None:
        written = {"machine": about, "measured": rows, "ratios": ratios, "goals": told}
        asked.json.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    return 0 if met == len(told) else 1


if __name__ == "__main__":
    sys.exit(main())
