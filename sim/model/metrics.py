"""A month's metrics as Mesa's data collector takes them: attributes of the model."""

from __future__ import annotations

import mesa
import numpy as np

from sim.processes.measures import N_MEASURES
from sim.recording.metrics import steps_table

_NO_MONTHS = np.zeros((0, N_MEASURES), np.int64)
METRICS: tuple[str, ...] = tuple(name for name in steps_table(_NO_MONTHS, ()) if name != "month")
"""Columns of the table of steps; each is an attribute of a :class:`~sim.model.RelationshipModel`."""


def collector() -> mesa.DataCollector:
    """Return the data collector of a model to which nobody gave another: every metric, every month."""
    return mesa.DataCollector(model_reporters={name: name for name in METRICS})
