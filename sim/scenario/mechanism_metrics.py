"""Monthly metrics of the mechanisms around the core: they exist in runs in which the mechanism is at work."""

from __future__ import annotations

MECHANISM_METRICS: dict[str, str] = {}
"""Column of the table of steps, and its meaning in words; a package of ``sim.mechanisms`` supplies the values."""
