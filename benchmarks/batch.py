"""A thousand runs: the bare engine in worker processes, ``dyads sweep`` with storing, and ``mesa.batch_run``."""

from __future__ import annotations

import tempfile
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks import many_runs, other_runners

JOBS = 2
CHUNK = 20


def play_chunk(seeds: list[int]) -> float:
    """Play the runs of these seeds with the bare engine and return the sum of their last mean trust."""
    from benchmarks.many_runs import BUYERS, MONTHS, SELLERS
    from sim.engine import play
    from sim.parameters import Parameters
    from sim.scenario import with_values

    sizes = {"population.buyers": BUYERS, "population.sellers": SELLERS, "population.governments": 0}
    parameters = with_values(Parameters(), sizes)
    return sum(float(play(parameters, months=MONTHS, seed=seed).steps["mean_trust"][-1]) for seed in seeds)


def bare(runs: int) -> float:
    """Return the seconds of so many runs in worker processes that store nothing; their start-up is included."""
    chunks = [list(range(lo, min(lo + CHUNK, runs))) for lo in range(0, runs, CHUNK)]
    begun = time.perf_counter()
    with get_context("spawn").Pool(JOBS) as pool:
        for _ in pool.imap_unordered(play_chunk, chunks):
            pass
    return time.perf_counter() - begun


def measure(*, quick: bool) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Return rows and ratios, best of rounds with all contestants in turn; their start-up is included."""
    rounds, runs, beside = (1, 100, 4) if quick else (3, 1_000, 24)
    play_chunk([0])  # compiled, or read from the cache
    alone = stored = mesa = float("inf")
    for _ in range(rounds):
        alone = min(alone, bare(runs))
        with tempfile.TemporaryDirectory(prefix="batch-") as aside:
            stored = min(stored, many_runs.sweep(runs, JOBS, Path(aside))["wall_s"])
        told = other_runners.measured("mesa", beside, JOBS)
        mesa = min(mesa, told["wall_s"] / told["runs"])
    rows = [
        {"what": f"a run of {runs:,}, bare engine, {JOBS} worker processes", "value": 1e3 * alone / runs, "unit": "ms"},
        {"what": f"a run of {runs:,}, dyads sweep with storing", "value": 1e3 * stored / runs, "unit": "ms"},
        {"what": f"a run of {beside}, mesa.batch_run, {JOBS} processes", "value": 1e3 * mesa, "unit": "ms"},
    ]
    return rows, {
        "mesa.batch_run / worker processes, 1,000 runs": mesa / (alone / runs),
        "dyads sweep / bare engine, 1,000 runs": stored / alone,
    }
