"""The identity of a run: what it was made from, so that it is recognised and never played twice."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

MODEL_SOURCES = (
    "_jit.py",
    "streams.py",
    "constructs",
    "life_cycle",
    "typologies",
    "organisation",
    "state",
    "processes",
    "parameters",
    "recording",
    "engine",
)
"""Files and folders of the package that decide what a run returns."""


@functools.cache
def model_digest() -> str:
    """Return a digest of the model's source files, without importing (or compiling) any of them."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for name in MODEL_SOURCES:
        place = package / name
        for file in [place] if place.suffix else sorted(place.rglob("*.py")):
            # Line ends differ between checkouts of the same source.
            source = file.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{file.relative_to(package).as_posix()} {len(source)}\n".encode())
            digest.update(source)
    return digest.hexdigest()


def world_key(*, resolved: Mapping[str, object], months: int, model: str | None = None) -> str:
    """Return the key of a world: everything that decides a run's result but its luck.

    Parameters
    ----------
    resolved : mapping, JSON-able
        Parameters, interventions, outputs, portfolio.
    months : int
        Length of the run.
    model : str, optional
        Digest of the model's sources; that of this installation unless stated.
    """
    identity = {"model": model or model_digest(), "resolved": resolved, "months": months}
    text = json.dumps(identity, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def seed_key(world: str, seed: int) -> str:
    """Return the key of the run that a world (:func:`world_key`) makes of a seed."""
    return hashlib.sha256(f"{world} {seed}".encode()).hexdigest()


def run_key(*, resolved: Mapping[str, object], seed: int, months: int, model: str | None = None) -> str:
    """Return the key of a run; arguments as in :func:`world_key`, and the root of its luck."""
    return seed_key(world_key(resolved=resolved, months=months, model=model), seed)
