"""A stand-in for the engine: plays nothing, returns whole tables, can be told to raise or to be interrupted."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.life_cycle.stages import DISSOLVED, EARLY, FINAL, LONG_TERM
from sim.recording.codes import Cause, Event, Side
from sim.scenario.statistics import STEP_METRICS
from sim.store.schema import COLUMNS


def table(name: str, **given: Any) -> dict[str, np.ndarray]:
    """Return a table with all its columns; those not given are zero."""
    n = len(next(iter(given.values())))
    kinds = {
        c: "int8" if str(k).startswith("dict") else {"float": "float32"}.get(str(k), str(k))
        for c, k in COLUMNS[name].items()
    }
    columns = {c: np.zeros(n, kind) for c, kind in kinds.items()}
    return {c: np.asarray(given.get(c, zero), zero.dtype) for c, zero in columns.items()}


def tables(months: int, *, pairs: int, seed: int) -> dict[str, dict[str, np.ndarray]]:
    rng = np.random.default_rng(seed)
    ended = np.arange(pairs) % 3 == 1
    dyad = np.arange(pairs)
    who = {"dyad": dyad, "buyer": dyad, "seller": dyad % 2}
    cause = np.where(ended, np.where(dyad % 2, Cause.BETTER_ALTERNATIVE, Cause.OUTSIDE_EVENT), Cause.NONE)
    steps = {"month": np.arange(1, months + 1, dtype=np.int32)}
    steps |= {metric: rng.random(months) for metric in STEP_METRICS}
    return {
        "steps": steps,
        "events": table(
            "events", **who, month=np.full(pairs, min(31, months)), event=np.full(pairs, Event.STAGE_ENTERED),
            side=np.full(pairs, Side.NONE), from_stage=np.full(pairs, LONG_TERM - 1),
            to_stage=np.full(pairs, LONG_TERM),
        ),
        "dyads": table(
            "dyads", **who, end=np.where(ended, months // 2, months), censored=~ended, cause=cause,
            stage=np.where(ended, DISSOLVED, EARLY), highest_stage=np.full(pairs, FINAL),
            initiator=np.where(ended, Side.BUYER, Side.NONE),
            trust_buyer=np.full(pairs, 0.625), trust_seller=np.full(pairs, 0.5),
        ),
        "paths": table("paths", **who, month=np.full(pairs, 1), stage=np.full(pairs, EARLY)),
        "networks": {name: column[:0] for name, column in table("networks", **who).items()},
    }  # fmt: skip


class FakeEngine:
    """Callable in place of ``sim.engine.play``."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.pairs = 6
        self.seconds_a_month = 0.0
        self.in_month: dict[int, Callable[[], None]] = {}
        """What happens in a month of the second call."""

    def __call__(
        self, parameters: Any, *, months: int, seed: int, progress: Any, stopped: Any, **rest: Any
    ) -> SimpleNamespace:
        self.calls.append({"parameters": parameters, "months": months, "seed": seed, **rest})
        status, played = "ok", months
        for month in range(1, months + 1):
            try:
                if len(self.calls) == 2 and month in self.in_month:
                    self.in_month[month]()
                time.sleep(self.seconds_a_month)
                progress(month, months)
            except KeyboardInterrupt:
                status, played = "interrupted", month
                break
            if stopped():
                status, played = "interrupted", month
                break
        made = tables(played, pairs=self.pairs, seed=seed + round(1000 * parameters.trust.gain))
        return SimpleNamespace(status=status, months=played, seed=seed, wall_s=0.25, **made)
