"""Studies whose answers are known, written without the engine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.life_cycle.stages import DISSOLVED, EARLY, LONG_TERM, PRE_RELATIONSHIP
from sim.recording.codes import Cause, Event, Side
from sim.scenario import load
from sim.store import FinishedRun, write_chunk, write_design, write_manifest
from tests.cli.fake import table

MONTHS = 24
PAIRS = 20

Point = tuple[str, Mapping[str, float]]
Measure = Callable[[Point, int], Mapping[str, float]]


def write_study(
    folder: Path,
    points: Sequence[Point],
    measure: Measure,
    *,
    replications: int = 1,
    design: Mapping[str, Any] | None = None,
    failed: Collection[int] = (),
    ended: Callable[[Point, int], int] = lambda *_: 0,
    chunk: int = 7,
    samples: Sequence[int] | None = None,
    outputs: Mapping[str, Any] | None = None,
) -> Path:
    """Write a results folder.

    Parameters
    ----------
    points : sequence of (arm, {factor: value})
    measure : function of a point and a seed
        Metric → its value, the same in every month.
    failed : collection of int
        Runs that failed.
    ended : function of a point and a seed
        How many of the relationships end, in month 12, half of them for a better alternative.
    samples : sequence of int, optional
        The point of each sample of the design.
    """
    folder.mkdir(parents=True)
    runs, number = [], 0
    for at, point in enumerate(points):
        for replicate in range(replications):
            seed = 5_000_000_000_000_000_000 + replicate
            common = {"run": number, "point": at, "arm": point[0], "replicate": replicate, "seed": seed}
            common |= {"key": f"key {number}", "wall_s": 0.01}
            if number in failed:
                runs.append(FinishedRun(**common, status="failed", months=0, tables={}, stop_reason="ValueError: no"))
            else:
                made = _tables(measure(point, seed), ended(point, seed))
                runs.append(FinishedRun(**common, status="ok", months=MONTHS, tables=made))
            number += 1
    for first in range(0, len(runs), chunk):
        write_chunk(folder, first, runs[first : first + chunk])
    order = range(len(points)) if samples is None else samples
    write_design(
        folder, [{"sample": at, "point": k, "arm": points[k][0], **points[k][1]} for at, k in enumerate(order)]
    )
    scenario = load("market", overrides=[f"run.months={MONTHS}"]).resolved()
    scenario |= {"question": "What if?", "design": design, "outputs": scenario["outputs"] | dict(outputs or {})}
    arms = list(dict.fromkeys(arm for arm, _ in points))
    about = {"points": len(points), "replications": replications, "arms": arms, "command": "dyads batch known -r 9"}
    write_manifest(folder, {"name": "known", "kind": "batch", "status": "ok", "scenario": scenario, **about})
    return folder


def _tables(metrics: Mapping[str, float], ended: int) -> dict[str, dict[str, np.ndarray]]:
    month = np.arange(1, MONTHS + 1, dtype=np.int32)
    dyad = np.arange(PAIRS)
    gone = dyad < ended
    who = {"dyad": dyad, "buyer": dyad, "seller": dyad % 3}
    early = {**who, "month": np.ones(PAIRS), "from_stage": np.full(PAIRS, PRE_RELATIONSHIP)}
    left = {name: column[gone] for name, column in who.items()}
    events = [
        table("events", **early, event=np.full(PAIRS, Event.STAGE_ENTERED), to_stage=np.full(PAIRS, EARLY)),
        table(
            "events", **left, month=np.full(ended, 12), event=np.full(ended, Event.ENDED),
            from_stage=np.full(ended, EARLY), to_stage=np.full(ended, DISSOLVED),
        ),
    ]  # fmt: skip
    cause = np.where(gone, np.where(dyad % 2 == 0, Cause.BETTER_ALTERNATIVE, Cause.WEAK_COMMITMENT), Cause.NONE)
    return {
        "steps": {"month": month, **{name: np.full(MONTHS, float(value)) for name, value in metrics.items()}},
        "events": {name: np.concatenate([part[name] for part in events]) for name in events[0]},
        "dyads": table(
            "dyads", **who, end=np.where(gone, 12, MONTHS), censored=~gone, cause=cause,
            stage=np.where(gone, DISSOLVED, EARLY), highest_stage=np.full(PAIRS, LONG_TERM),
            initiator=np.where(gone, Side.BUYER, Side.NONE), trust_buyer=np.full(PAIRS, 0.5),
            trust_seller=np.full(PAIRS, 0.25),
        ),
        "paths": table("paths", **who, month=np.full(PAIRS, 1), stage=np.full(PAIRS, EARLY)),
    }  # fmt: skip


def luck(seed: int, spread: float = 0.05) -> float:
    """Return what chance adds in every arm alike."""
    return float(spread * np.random.default_rng(seed % 2**32).standard_normal())
