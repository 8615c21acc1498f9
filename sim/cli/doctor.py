"""``dyads doctor``: is this installation whole, and how fast does it write and compile."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.compiling import COMPILING_S, warm_up
from sim.cli.voice import Voice, aligned, put, put_json

if TYPE_CHECKING:
    from sim.parameters import Parameters
    from sim.scenario import Arm, Scenario

EXTRAS = {
    "app": ("solara", "solara-assets"),
    "analysis": ("scikit-learn", "ema-workbench"),
    "cluster": ("dask", "distributed", "dask-jobqueue"),
    "validation": ("lifetimes",),
}
WRITTEN_MB = 32
A_YEAR = 13
"""Months in which whatever happens once a year has happened."""


def doctor(
    ctx: typer.Context,
    warmup: Annotated[bool, typer.Option("--warmup", help="Compile everything now, and say how long it took.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Look at the installation; --warmup compiles everything."""
    from sim import _jit, _kept
    from sim.store.manifest import surroundings

    voice: Voice = ctx.obj
    around = surroundings()
    report: dict[str, Any] = {
        "versions": around["versions"],
        "source_revision": around["source_revision"],
        "platform": around["platform"],
        "extras": {name: _extra(distributions) for name, distributions in EXTRAS.items()},
        "cache_folder": str(_kept.folder()),
        "compiled": _jit.is_compiled(),
        "entry_points": entry_points(),
        "write_mb_per_s": _write_speed(Path.cwd()),
        "warmup_s": None,
    }
    if warmup:
        if not report["compiled"]:
            voice.talk(f"compiling the engine, about {COMPILING_S} s …")
        report["warmup_s"] = warm_up() + _warm_up_the_rest(voice)
        report |= {"compiled": _jit.is_compiled(), "entry_points": entry_points()}
    if as_json:
        put_json(report)
    else:
        put(*aligned(_rows(report)))


def entry_points() -> dict[str, bool]:
    """Return the functions at which Python enters compiled code, and whether their code lies in the cache."""
    import sim.engine.run
    import sim.mechanisms.governments.borders  # noqa: F401
    from sim import _kept
    from sim.mechanisms import MECHANISMS  # noqa: F401 - all that is compiled is defined now

    found = {}
    for module in [name for name in sys.modules if name.startswith("sim.")]:
        for name, named in vars(sys.modules[module]).items():
            thing = getattr(named, "kernel", named)  # of a unit
            enters = type(getattr(thing, "_cache", None)).__name__ == "KeptCode"
            if enters and thing.py_func.__module__ == module:
                file = f"{module.rpartition('.')[2]}.{name}-*.nbi"
                found[f"{module}.{name}"] = any(_kept.folder(module).rglob(file))
    return dict(sorted(found.items()))


def _warm_up_the_rest(voice: Voice) -> float:
    """Play a year of shipped scenarios until every mechanism has been at work, and some shocks; return the seconds."""
    from sim import engine
    from sim.parameters import Parameters
    from sim.scenario import Intervention

    begun = time.perf_counter()
    for scenario, arm, parameters in _worlds_of_mechanisms():
        voice.talk(f"compiling what {scenario.name}, {arm.name}, needs …")
        simulation = engine.Simulation(parameters, 0, organisations=scenario.organisations, links=scenario.links)
        simulation.advance(A_YEAR)
        simulation.close()
    shocks = [
        Intervention.model_validate({"at": 2, "action": action, "share": 0.1})
        for action in ("deception", "end_relationships")
    ]
    engine.play(Parameters(), months=2, seed=0, interventions=shocks)
    return time.perf_counter() - begun


def _worlds_of_mechanisms() -> Iterator[tuple[Scenario, Arm, Parameters]]:
    """Yield arms of shipped scenarios, each with a mechanism that is not at work in those before it."""
    from sim.mechanisms import mechanisms_at_work
    from sim.scenario import load, shipped

    seen: set[type] = set()
    for scenario in map(load, shipped()):
        for arm in scenario.arms:
            parameters = scenario.arm_parameters(arm)
            at_work = set(mechanisms_at_work(parameters))
            if at_work - seen:
                seen |= at_work
                yield scenario, arm, parameters


def _extra(distributions: tuple[str, ...]) -> dict[str, str | None]:
    from sim.store.manifest import installed_version

    return {name: installed_version(name) for name in distributions}


def _write_speed(folder: Path) -> float | None:
    """Return MB/s of a file written and synced in this folder; None where nothing can be written."""
    block = os.urandom(1 << 20)
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            begun = time.perf_counter()
            for _ in range(WRITTEN_MB):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
            return WRITTEN_MB * 1.048576 / (time.perf_counter() - begun)
    except OSError:
        return None


def _rows(report: dict[str, Any]) -> list[tuple[str, str]]:
    versions = report["versions"]
    rows = [(name, version or "missing") for name, version in versions.items()]
    if report["source_revision"]:
        rows.append(("source revision", report["source_revision"]))
    place = report["platform"]
    rows.append(("platform", f"{place['system']}, {place['cores']} cores"))
    for extra, distributions in report["extras"].items():
        missing = [name for name, version in distributions.items() if version is None]
        has = ", ".join(f"{name} {version}" for name, version in distributions.items() if version)
        rows.append((f"extra {extra}", f"not there: pip install 'dyads[{extra}]'" if missing else has))
    rows.append(("cache of compiled code", report["cache_folder"]))
    rows.append(("compiled", "yes" if report["compiled"] else "no: dyads doctor --warmup"))
    entries = report["entry_points"]
    rows.append(("entry points compiled", f"{sum(entries.values())} of {len(entries)}"))
    speed = report["write_mb_per_s"]
    rows.append(("writing here", "not allowed" if speed is None else f"{speed:,.0f} MB/s"))
    if report["warmup_s"] is not None:
        rows.append(("warm-up", f"{report['warmup_s']:.1f} s"))
    return rows
