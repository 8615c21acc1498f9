"""``python -m benchmarks [--quick]``: the simulator beside C, NumPy and a plain Mesa model, in one run.

Every figure is the best of several rounds in which all contestants take turns, because machines are noisy; a claim is
the ratio of two such figures, never a figure alone.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import at_work, batch, contestants, first_run, machine, memory, months, scaling, start_up

AT_LEAST, AT_MOST = "at least", "at most"
GOALS: dict[str, tuple[str, float, float | None]] = {
    "mesa baseline / engine, month at 10,000, defaults, 1 thread": (AT_LEAST, 50.0, None),
    "mesa baseline / engine, month at 100,000, all mechanisms on, 1 thread": (AT_LEAST, 150.0, 350.0),
    "mesa baseline / engine, month at 100,000, all mechanisms on, 2 threads": (AT_LEAST, 300.0, 600.0),
    "engine / C limit, core month at 100,000": (AT_MOST, 1.5, 1.15),
    "engine / C limit, core month at 1,000,000": (AT_MOST, 1.5, 1.15),
    "vectorised NumPy / engine, core month at 100,000": (AT_LEAST, 3.0, 5.0),
    "cost per relationship, 5 M / 100 k": (AT_MOST, 1.6, 1.2),
    "month of the nation, 2 threads, s": (AT_MOST, 1.0, 0.4),
    "bytes per relationship, core": (AT_MOST, 400.0, 200.0),
    "bytes per relationship, everything on": (AT_MOST, 700.0, 400.0),
    "building the nation, s": (AT_MOST, 5.0, 1.0),
    "mesa.batch_run / worker processes, 1,000 runs": (AT_LEAST, 100.0, 170.0),
    "dyads sweep / bare engine, 1,000 runs": (AT_MOST, 1.5, 1.15),
    "Mesa facade on / off, model.step() at 100,000": (AT_MOST, 1.25, 1.05),
    "warm dyads run / import mesa": (AT_MOST, 2.2, 1.5),
    "dyads --help / import typer, rich": (AT_MOST, 1.5, 1.1),
    "import sim / import numpy": (AT_MOST, 2.0, None),
    "first run, compile included, s": (AT_MOST, 30.0, 12.0),
    "recording everything / nothing": (AT_MOST, 1.3, 1.1),
    "least share of relationships that a process changes": (AT_LEAST, 0.01, None),
}
"""Ratio (or figure), what it must reach, and what would be better still."""

Measured = tuple[list[dict[str, Any]], dict[str, float]]


def parts(*, quick: bool) -> dict[str, Callable[[], Measured]]:
    """Return everything that is measured, by name."""
    return {
        "start-up": partial(start_up.measure, rounds=3 if quick else 7),
        "months": partial(months.measure, quick=quick),
        "core": partial(contestants.core_months, quick=quick),
        "recording": partial(contestants.recording, quick=quick),
        "storage": partial(contestants.storage, quick=quick),
        "facade": contestants.facade,
        "at work": at_work.measure,
        "memory": partial(memory.measure, quick=quick),
        "scaling": partial(scaling.measure, quick=quick),
        "batch": partial(batch.measure, quick=quick),
        "first run": partial(first_run.measure, rounds=2 if quick else 5),
    }


def _reaches(sense: str, ratio: float, bound: float) -> bool:
    return ratio >= bound if sense == AT_LEAST else ratio <= bound


def verdicts(ratios: dict[str, float]) -> list[dict[str, Any]]:
    """Return, for every goal that was measured, the ratio and whether it is met."""
    found = []
    for name, (sense, demand, stretch) in GOALS.items():
        if name in ratios and not math.isnan(ratios[name]):
            ratio = ratios[name]
            found.append(
                {
                    "goal": name,
                    "demand": f"{sense} {demand:g}",
                    "stretch": "" if stretch is None else f"{stretch:g}",
                    "ratio": float(f"{ratio:.3g}"),
                    "met": _reaches(sense, ratio, demand),
                    "stretched": stretch is not None and _reaches(sense, ratio, stretch),
                }
            )
    return found


def main() -> int:
    """Measure, print a table, write a JSON file; exit 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller worlds")
    parser.add_argument("--only", action="append", metavar="PART", help="only this part; may be repeated")
    parser.add_argument("--json", type=Path, default=None, metavar="FILE", help="write everything measured there")
    parser.add_argument(
        "--processor-time",
        action="store_true",
        help="count processor time, where others work on the machine too; leaves out what two threads are for",
    )
    asked = parser.parse_args()
    if asked.processor_time:
        months.Clock.now = staticmethod(time.process_time)
    about = machine.describe()
    print("\n".join(f"{name:12} {value}" for name, value in about.items()))
    known = parts(quick=asked.quick)
    chosen = asked.only or list(known)
    if unknown := sorted(set(chosen) - set(known)):
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(known)}")
    rows: list[dict[str, Any]] = []
    ratios: dict[str, float] = {}
    for name in chosen:
        begun = time.perf_counter()
        print(f"{name} …", file=sys.stderr, flush=True)
        more, more_ratios = known[name]()
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
        rows += more
        ratios |= more_ratios
    print()
    for row in rows:
        print(f"{row['what']:72} {row['value']:>12,.4g} {row['unit']}")
    print()
    told = verdicts(ratios)
    for one in told:
        met = "met, stretch too" if one["stretched"] else "met" if one["met"] else "MISSED"
        print(f"{one['goal']:72} {one['ratio']:>10,.4g}   {one['demand']:14} {met}")
    missed = [one["goal"] for one in told if not one["met"]]
    if asked.json is not None:
        written = {"machine": about, "measured": rows, "ratios": ratios, "goals": told}
        asked.json.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    print(f"\n{len(told) - len(missed)} of {len(told)} goals met{'; missed: ' * bool(missed)}{', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
