"""Stand-ins for the engine: whole tables at once, and runs that raise, never end, or take their worker with them.

Workers are told which function plays a run (``Launch.engine``); nothing of this is in the product.
"""

from __future__ import annotations

import os
import signal
import time
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.engine.replications import replicate_seed
from sim.store.schema import COLUMNS

BAD = 2
"""A run is a bad one where trust.gain is so many hundredths."""


def _column(kind: str, n: int, luck: np.random.Generator) -> np.ndarray:
    if kind.startswith("dictionary"):
        return luck.integers(0, 3, n).astype(np.int8)
    if kind == "bool":
        return luck.integers(0, 2, n).astype(bool)
    if kind.startswith("int"):
        return luck.integers(0, 50, n).astype(kind)
    return luck.random(n).astype(np.float32)


def quick(parameters: Any, *, months: int, seed: int, **_: Any) -> SimpleNamespace:
    """Return tables that depend on seed and parameters alone."""
    luck = np.random.default_rng([seed, round(parameters.trust.gain * 1e6)])
    made: dict[str, Any] = {
        "steps": {
            "month": np.arange(1, months + 1, dtype=np.int32),
            "mean_trust": parameters.trust.gain + 0.1 * luck.random(months),
        }
    }
    for name, columns in COLUMNS.items():
        made[name] = {column: _column(str(kind), 6, luck) for column, kind in columns.items()}
        made[name]["dyad"] = np.arange(6, dtype=np.int64)
        if "month" in columns:
            made[name]["month"] = np.arange(6, dtype=np.int32) % months + 1
    return SimpleNamespace(status="ok", months=months, seed=seed, wall_s=0.001, **made)


def steady(parameters: Any, **rest: Any) -> SimpleNamespace:
    """Take fifteen milliseconds."""
    time.sleep(0.015)
    return quick(parameters, **rest)


def listening(parameters: Any, *, months: int, progress: Any, stopped: Any, **rest: Any) -> SimpleNamespace:
    """Take twenty milliseconds a month, and end where told to."""
    month = 0
    while month < months and not stopped():
        time.sleep(0.02)
        month += 1
        progress(month, months)
    made = quick(parameters, months=month, **rest)
    made.status = "ok" if month == months else "interrupted"
    return made


def _is_bad(parameters: Any) -> bool:
    return round(parameters.trust.gain * 100) == BAD


def raising(parameters: Any, **rest: Any) -> SimpleNamespace:
    """Raise in the bad runs."""
    if _is_bad(parameters):
        raise ZeroDivisionError("nobody trusts nobody")
    return quick(parameters, **rest)


def endless(parameters: Any, *, progress: Any, **rest: Any) -> SimpleNamespace:
    """Never end in the bad runs, but tell progress."""
    while _is_bad(parameters):
        time.sleep(0.01)
        progress(1, rest["months"])
    return quick(parameters, **rest)


def deaf(parameters: Any, **rest: Any) -> SimpleNamespace:
    """Never end in the bad runs, and hear nothing."""
    while _is_bad(parameters):
        time.sleep(0.01)
    return quick(parameters, **rest)


def deadly(parameters: Any, **rest: Any) -> SimpleNamespace:
    """Kill the worker in the bad runs."""
    if _is_bad(parameters):
        os.kill(os.getpid(), signal.SIGKILL)
    return quick(parameters, **rest)


def another(parameters: Any, *, seed: int, **rest: Any) -> SimpleNamespace:
    """Play by other rules."""
    return quick(parameters, seed=seed + 1, **rest)


UNLUCKY = frozenset(replicate_seed(11, replicate) for replicate in (4, 50, 99))
"""Seeds of three of a hundred repetitions of a scenario whose seed is 11."""


def unlucky(parameters: Any, *, seed: int, **rest: Any) -> SimpleNamespace:
    """Raise in three repetitions of a hundred."""
    if seed in UNLUCKY:
        raise ZeroDivisionError("nobody trusts nobody")
    return quick(parameters, seed=seed, **rest)


def endless_where_unlucky(parameters: Any, *, seed: int, progress: Any, **rest: Any) -> SimpleNamespace:
    """Never end in three repetitions of a hundred, but tell progress."""
    while seed in UNLUCKY:
        time.sleep(0.01)
        progress(1, rest["months"])
    return quick(parameters, seed=seed, **rest)
