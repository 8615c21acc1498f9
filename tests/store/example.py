"""Small tables as the engine returns them, made up but complete."""

from __future__ import annotations

import numpy as np

from sim.store import FinishedRun
from sim.store.schema import COLUMNS, as_arrow


def column(name: str, kind: str, n: int, rng: np.random.Generator) -> np.ndarray:
    if kind.startswith("dictionary"):
        return rng.integers(0, 3, n).astype(np.int8)
    if kind == "bool":
        return rng.integers(0, 2, n).astype(bool)
    if kind.startswith("int"):
        return rng.integers(0, 50, n).astype(kind)
    return rng.random(n).astype(np.float32)


def tables(seed: int = 1, months: int = 6) -> dict[str, dict[str, np.ndarray]]:
    rng = np.random.default_rng(seed)
    steps = {
        "month": np.arange(1, months + 1, dtype=np.int32),
        "mean_trust": rng.random(months),
        "volume": rng.random(months),
    }
    made = {"steps": steps}
    for name, columns in COLUMNS.items():
        n = 5
        made[name] = {c: column(c, str(kind), n, rng) for c, kind in columns.items()}
        made[name]["dyad"] = np.arange(n, dtype=np.int64)
        if "month" in columns:
            made[name]["month"] = np.sort(made[name]["month"] % months + 1).astype(np.int32)
    return made


def finished(run: int = 0, arm: str = "free", seed: int = 1, **changes: object) -> FinishedRun:
    values = {
        "run": run, "arm": arm, "seed": seed, "key": f"key {run}", "status": "ok", "months": 6, "wall_s": 0.5,
        "tables": tables(seed),
    }  # fmt: skip
    return FinishedRun(**{**values, **changes})


def arrow(made: dict[str, dict[str, np.ndarray]]) -> dict[str, object]:
    return {name: as_arrow(name, table) for name, table in made.items()}
