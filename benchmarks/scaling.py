"""From ten thousand relationships to the five million of a nation: month, memory, building."""

from __future__ import annotations

import resource
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.months import Clock, several_threads, timed
from sim.engine import Simulation
from sim.parameters import Parameters
from sim.scenario import with_values

PARTNERS = 5
NATION = 5_000_000
ROUNDS, MONTHS = 8, 4
"""Rounds, and the months after the first that every world but the nation's plays in each."""
PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "scaling.png"


def _nation(relationships: int) -> Parameters:
    """Return a market of firms of which five in six buy, with five partners each; both sides of each are simulated."""
    buyers = relationships // PARTNERS
    return with_values(
        Parameters(),
        {
            "population.buyers": buyers,
            "population.sellers": max(5, buyers // 5),
            "population.partners": PARTNERS,
        },
    )


def bytes_of(simulation: Simulation) -> tuple[float, float]:
    """Return bytes of a relationship, and of an organisation."""
    o, r = simulation.world
    return (
        sum(array.nbytes for array in r) / simulation.rows,
        sum(array.nbytes for array in o) / o.uid.size,
    )


def measure(*, quick: bool) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Return rows and ratios for sizes of world in 1 and 2 threads, best of rounds in which all take turns.

    In every round a world is built anew and plays its first months; the nation, which takes seconds to build, is built
    once and plays one month more.
    """
    sizes = (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000, NATION)
    turns = [(size, threads) for size in sizes for threads in several_threads()]
    cost, built = dict.fromkeys(turns, float("inf")), dict.fromkeys(turns, float("inf"))
    kept: dict[tuple[int, int], Simulation] = {}
    held: dict[int, tuple[float, float]] = {}
    for _ in range(3 if quick else ROUNDS):
        for size, threads in turns:
            simulation = kept.get((size, threads))
            if simulation is None:
                begun = Clock.now()
                simulation = Simulation(_nation(size), 1, paths=0, keep_events=False, threads=threads)
                built[size, threads] = min(built[size, threads], Clock.now() - begun)
                simulation.advance(1)
            for _ in range(1 if size == NATION else MONTHS):
                cost[size, threads] = min(cost[size, threads], timed(partial(simulation.advance, 1)))
                simulation.empty_books()
            held[size] = bytes_of(simulation)
            if size == NATION:
                kept[size, threads] = simulation
            else:
                simulation.close()
            del simulation
    rows = [
        {"what": f"month, {_labelled(size, threads)}", "value": 1e9 * best / size, "unit": "ns/relationship"}
        for (size, threads), best in cost.items()
    ]
    rows += [
        {"what": f"building, {_labelled(size, threads)}", "value": best, "unit": "s"}
        for (size, threads), best in built.items()
    ]
    for size, (relationship, organisation) in held.items():
        rows.append({"what": f"a relationship, both sides, {size:,}", "value": relationship, "unit": "bytes"})
        rows.append({"what": f"an organisation, {size:,}", "value": organisation, "unit": "bytes"})
    ratios = {"bytes per relationship, core": held[sizes[-1]][0]}
    if not quick:
        ratios["cost per relationship, 5 M / 100 k"] = (cost[NATION, 1] / NATION) / (cost[100_000, 1] / 100_000)
        _draw(cost)
        if len(several_threads()) > 1:
            ratios["building the nation, s"] = built[NATION, 2]
            ratios["month of the nation, 2 threads, s"] = cost[NATION, 2]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    rows.append({"what": "peak memory of the benchmark so far", "value": peak, "unit": "MiB"})
    return rows, ratios


def _labelled(size: int, threads: int) -> str:
    return f"{size:,} relationships, {threads} thread{'s' * (threads > 1)}"


def _draw(cost: dict[tuple[int, int], float]) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
    for threads, colour in ((1, "#0072B2"), (2, "#D55E00")):
        sizes = sorted({size for size, used in cost if used == threads})
        if not sizes:
            continue
        ax.plot(
            sizes,
            [1e9 * cost[size, threads] / size for size in sizes],
            "o-",
            color=colour,
            label=f"{threads} thread{'s' * (threads > 1)}",
        )
    ax.set_xscale("log")
    ax.set_ylim(0.0, 1.1e9 * max(seconds / size for (size, _), seconds in cost.items()))
    ax.set_xlabel("relationships, both sides simulated")
    ax.set_ylabel("nanoseconds a relationship\nand month")
    ax.set_title("Cost of a month of the core, from 10 thousand to 5 million relationships", loc="left", fontsize=10)
    ax.legend(frameon=False)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    figure.savefig(PICTURE, dpi=150)
    plt.close(figure)
