"""Borders: countries lie apart on the map and value different things (section 3.3)."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim._jit import entry
from sim.mechanisms.governments.luck import COUNTRY
from sim.parameters import Parameters
from sim.state.columns import MAP_X, N_VALUES
from sim.state.world import Organisations


@entry
def country_values(common: Any, seed: Any) -> None:
    """Draw what each country values, by its number."""
    key = streams.key(seed, COUNTRY, 0)
    for g in range(common.shape[0]):
        for k in range(common.shape[1]):
            common[g, k] = streams.uniform(streams.word(key, streams.nth(g, k)))


def draw_borders(o: Organisations, parameters: Parameters, seed: np.uint64) -> None:
    """Move every organisation towards its country's strip of the map and towards its country's values.

    Parameters
    ----------
    o : Organisations
        Just founded; ``place`` is changed.
    parameters : Parameters
        ``borders.apart`` and ``borders.culture``; at 0 nothing is touched.
    seed : numpy.uint64
        Root of all luck; a country's values are drawn by the number of its government.
    """
    apart, culture = parameters.borders.apart, parameters.borders.culture
    countries = max(1, parameters.population.governments)
    if apart > 0.0:
        place = o.place[:, MAP_X].astype(np.float64)
        o.place[:, MAP_X] = (1.0 - apart) * place + apart * (o.government + place) / countries
    if culture > 0.0:
        common = np.zeros((countries, N_VALUES))
        country_values(common, seed)
        own = o.place[:, :N_VALUES].astype(np.float64)
        o.place[:, :N_VALUES] = (1.0 - culture) * own + culture * common[o.government]
