"""What is sent to the browser: small arrays, so that the browser does the drawing."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.app.lives import Life
from sim.app.worlds import SERIES, STATES, Pair, World

TRAILS = 12
"""Worlds of up to so many rows are drawn with the whole way of every relationship."""
_TRUST, _COOPERATION, _COMPETITION = (STATES.index(name) for name in ("trust_buyer", "cooperation", "competition"))


def ground(pair: Pair, number: int) -> dict[str, Any]:
    """Return what stays the same until the worlds are founded anew: who is there, and whose row is which."""
    return {
        "n": number,
        "months": pair.months,
        "series": list(SERIES),
        "marks": [
            sorted({item.at for item in world.setting.scenario.interventions_in(world.setting.arm)})
            for world in pair.worlds
        ],
        "worlds": [
            {"kinds": world.kinds.astype(np.uint8).tobytes(), "owners": world.owners.tobytes()} for world in pair.worlds
        ],
    }


def frame(pair: Pair, number: int, ground_number: int, *, playing: bool) -> dict[str, Any]:
    """Return how both worlds stand, and how they came there."""
    return {
        "n": number,
        "ground": ground_number,
        "month": pair.month,
        "playing": playing,
        "apart": pair.apart,
        "worlds": [_world(world) for world in pair.worlds],
    }


def _world(world: World) -> dict[str, Any]:
    now = world.history[-1]
    trust = now.states[_TRUST : _TRUST + 2].astype(np.uint32).sum(axis=0) // 2
    sent: dict[str, Any] = {
        "stage": now.stage.astype(np.uint8).tobytes(),  # a vacant row becomes 255
        "partner": now.partner.astype(np.int32).tobytes(),
        "x": now.states[_COMPETITION].tobytes(),
        "y": now.states[_COOPERATION].tobytes(),
        "trust": trust.astype(np.uint16).tobytes(),
        "series": world.series[: world.month + 1].tobytes(),
    }
    if world.rows <= TRAILS:
        sent["trail"] = {
            "x": np.array([month.states[_COMPETITION] for month in world.history]).tobytes(),
            "y": np.array([month.states[_COOPERATION] for month in world.history]).tobytes(),
            "stage": np.array([month.stage for month in world.history]).astype(np.uint8).tobytes(),
            "start": np.array([month.start for month in world.history]).tobytes(),
        }
    return sent


def life_on_page(life: Life, side: int, row: int, why: list[str], other: str) -> dict[str, Any]:
    """Return the life of one relationship as the page shows it."""
    states = np.where(np.isnan(life.states), -1.0, life.states)  # JSON has no nan
    return {
        "world": side,
        "row": row,
        "title": life.title,
        "sides": list(life.sides),
        "start": life.start,
        "last": life.last,
        "ended": life.end.month if life.end is not None else None,
        "months": life.months.tolist(),
        "states": {name: np.round(states[:, k], 3).tolist() for k, name in enumerate(STATES)},
        "stages": life.stages.tolist(),
        "happenings": [{"month": one.month, "words": one.words, "kind": one.kind} for one in life.happenings],
        "why": why,
        "other": other,
    }
