"""``dyads doctor``: is this installation whole, and how fast does it write and compile."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.compiling import COMPILING_S, warm_up
from sim.cli.voice import Voice, aligned, put, put_json

EXTRAS = {
    "app": ("solara", "solara-assets"),
    "analysis": ("scikit-learn", "ema-workbench"),
    "cluster": ("dask", "distributed", "dask-jobqueue"),
    "validation": ("lifetimes",),
}
WRITTEN_MB = 32


def doctor(
    ctx: typer.Context,
    warmup: Annotated[bool, typer.Option("--warmup", help="Compile the engine now, and say how long it took.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Look at the installation; --warmup compiles the engine."""
    from sim import _jit
    from sim.store.manifest import surroundings

    voice: Voice = ctx.obj
    around = surroundings()
    report: dict[str, Any] = {
        "versions": around["versions"],
        "source_revision": around["source_revision"],
        "platform": around["platform"],
        "extras": {name: _extra(distributions) for name, distributions in EXTRAS.items()},
        "cache_folder": str(_jit.cache_folder()),
        "compiled": _jit.is_compiled(),
        "write_mb_per_s": _write_speed(Path.cwd()),
        "warmup_s": None,
    }
    if warmup:
        if not report["compiled"]:
            voice.talk(f"compiling the engine, about {COMPILING_S} s …")
        report["warmup_s"] = warm_up()
        report["compiled"] = _jit.is_compiled()
    if as_json:
        put_json(report)
    else:
        put(*aligned(_rows(report)))


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
    speed = report["write_mb_per_s"]
    rows.append(("writing here", "not allowed" if speed is None else f"{speed:,.0f} MB/s"))
    if report["warmup_s"] is not None:
        rows.append(("warm-up", f"{report['warmup_s']:.1f} s"))
    return rows
