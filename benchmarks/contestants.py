"""Who is timed against whom, month for month: the engine, C, NumPy and the plain Mesa model of the same theory."""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.limit import FLAG_SETS, CoreMonth, compiler
from benchmarks.months import FIRST_REVIEW, market, timed
from benchmarks.ports.numpy_month import NumpyMarket
from sim.engine import Simulation
from sim.parameters import Parameters

Rows = list[dict[str, Any]]


def engine(relationships: int, **how: Any) -> Simulation:
    """Return a market that records what a sweep would: metrics, endings, no events."""
    return Simulation(market(relationships), 1, paths=0, keep_events=False, **how)


def _play(contestants: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the best seconds of a month of each; they take turns, and the month of the first review is not counted."""
    best = dict.fromkeys(contestants, float("inf"))
    for month in range(1, rounds + 2):
        for name, step in contestants.items():
            seconds = timed(step)
            if month > 1 and month % FIRST_REVIEW:
                best[name] = min(best[name], seconds)
    return best


OTHER_LIBRARIES = ("agentpy", "ambr")


def ported(parameters: Parameters) -> Iterator[tuple[str, Callable[[], object] | None]]:
    """Yield every library's name and its month, None where the library is not installed."""
    for name in OTHER_LIBRARIES:
        if importlib.util.find_spec(name) is None:
            yield name, None
        elif name == "agentpy":
            from benchmarks.ports.agentpy_month import agentpy_market

            yield name, agentpy_market(parameters, 1).sim_step
        else:
            from benchmarks.ports.ambr_month import ambr_market

            yield f"{name}, vectorised lane", ambr_market(parameters, 1).run_step


def core_months(*, quick: bool) -> tuple[Rows, dict[str, float]]:
    """Return the core month of the engine beside C with each set of flags, NumPy, ambr and agentpy."""
    rows: Rows = []
    ratios: dict[str, float] = {}
    for size in (100_000,) if quick else (100_000, 1_000_000):
        with tempfile.TemporaryDirectory() as folder:
            ours = engine(size)
            contestants: dict[str, Callable[[], object]] = {"engine": partial(ours.advance, 1)}
            if compiler() is None:
                rows.append({"what": "core month in C: no gcc here, skipped", "value": float("nan"), "unit": ""})
            else:
                sets = dict(list(FLAG_SETS.items())[-3:]) if quick or size > 100_000 else FLAG_SETS
                for name, flags in sets.items():
                    limit = CoreMonth(engine(size), flags, Path(folder) / name.replace(" ", "_").replace(",", ""))
                    contestants[f"C, {name}"] = limit.step
            if size <= 100_000:
                contestants["vectorised NumPy"] = NumpyMarket(market(size), 1).step_and_tell
                for name, step in ported(market(size)):
                    if step is None:
                        left_out = f"core month with {name}: not installed here (pip install {name}), skipped"
                        rows.append({"what": left_out, "value": float("nan"), "unit": ""})
                    else:
                        contestants[name] = step
            best = _play(contestants, rounds=6 if quick else 9)
            ours.close()
        for name, seconds in best.items():
            rows.append(
                {"what": f"core month, {size:,}: {name}", "value": 1e9 * seconds / size, "unit": "ns/relationship"}
            )
        in_c = [seconds for name, seconds in best.items() if name.startswith("C,")]
        if in_c:
            ratios[f"engine / C limit, core month at {size:,}"] = best["engine"] / min(in_c)
        if "vectorised NumPy" in best:
            ratios[f"vectorised NumPy / engine, core month at {size:,}"] = best["vectorised NumPy"] / best["engine"]
    return rows, ratios


def recording(*, quick: bool) -> tuple[Rows, dict[str, float]]:
    """Return what it costs to record all metrics and events of every month."""
    size = 100_000
    parameters = market(size)
    silent = Simulation(parameters, 1, every=1_000_000, keep_events=False, paths=0)
    telling = Simulation(parameters, 1, every=1, keep_events=True, paths=60)

    def tell() -> None:
        telling.advance(1)
        telling.empty_books()

    def keep_silent() -> None:
        silent.advance(1)
        silent.empty_books()

    best = _play({"nothing recorded": keep_silent, "everything recorded": tell}, rounds=6 if quick else 10)
    rows = [{"what": f"month of {size:,}: {name}", "value": 1e3 * s, "unit": "ms"} for name, s in best.items()]
    return rows, {"recording everything / nothing": best["everything recorded"] / best["nothing recorded"]}


def storage(*, quick: bool) -> tuple[Rows, dict[str, float]]:
    """Return single against double precision of relationships: the month, and bytes."""
    size = 100_000 if quick else 1_000_000
    double, single = engine(size), engine(size, single=True)
    best = _play({"double": partial(double.advance, 1), "single": partial(single.advance, 1)}, rounds=4)
    rows: Rows = []
    for name, simulation in (("double", double), ("single", single)):
        rows.append({"what": f"month of {size:,}, {name} precision", "value": 1e3 * best[name], "unit": "ms"})
        held = sum(array.nbytes for array in simulation.world.relationships)
        rows.append({"what": f"a relationship in {name} precision", "value": held / simulation.rows, "unit": "bytes"})
    return rows, {}


def facade() -> tuple[Rows, dict[str, float]]:
    """Return what the Mesa facade adds to the engine's month; without a data collector."""
    from benchmarks.facade import costs, model_of

    size = 100_000
    model = model_of(size, 0)
    model.datacollector = None
    costs(model, 2)
    ours, rest = costs(model, 8)
    rows = [
        {"what": f"model.step() at {size:,}: the engine's part", "value": 1e3 * ours, "unit": "ms"},
        {"what": f"model.step() at {size:,}: the facade's part", "value": 1e3 * rest, "unit": "ms"},
    ]
    return rows, {f"Mesa facade on / off, model.step() at {size:,}": 1.0 + rest / ours}
