"""The figures of a report: drawn twice, wide and for a phone, and carried inside the page."""

from __future__ import annotations

import base64
import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.analysis.effects import levels_of
from sim.analysis.studies import Study
from sim.analysis.tables import length
from sim.analysis.trajectories import at_once
from sim.analysis.usual import usual_key
from sim.errors import DyadsError
from sim.plots.catalogue import CATALOGUE, in_words, make
from sim.plots.results import Results, read_results
from sim.plots.style import STYLE

DPI, DPI_NARROW = 150, 180
OF_LINES = frozenset({"survival", "hazard", "stage_transitions", "portfolio", "differences", "sensitivity"})
"""Drawn as lines, because they are few; pixels of the others are smaller."""
ALONE = ("trajectories", "timeline", "plane", "types", "perception_gap")
MANY = (
    *("stage_occupancy", "trajectories", "plane", "survival", "endings", "hazard", "stage_transitions"),
    *("types", "portfolio", "perception_gap", "network", "timeline"),
)
OF_A_POINT = ("stage_occupancy", "trajectories", "survival")
MOST_FACTORS, MOST_LEVELS = 4, 9


@dataclass(frozen=True)
class Shown:
    """A figure in the page.

    Attributes
    ----------
    anchor, title : str
    says : str
        What its panels say, also for those who cannot see it.
    wide, narrow : str
        As data URIs.
    size : (int, int)
        Width and height of the wide one, CSS pixels.
    """

    anchor: str
    title: str
    says: str
    wide: str
    narrow: str
    size: tuple[int, int]


def pictures(study: Study) -> list[Shown]:
    """Draw what suits a study; what it did not keep is left out."""
    results = functools.cache(lambda: read_results(study.folder))
    shown = []
    for name, key in _wanted(study, results):
        try:
            drawn = [make(name, results, lambda: study, columns=columns, key=key, title="") for columns in (3, 1)]
        except DyadsError:
            continue
        by = f", by {key}" if key and key != "arm" else ""
        note = f" ({results().note})" if CATALOGUE[name].of == "worlds" and results().note else ""
        wide, narrow = drawn
        width, height = (round(96 * inches) for inches in wide.get_size_inches())
        anchor = f"figure-{name}{f'-{key}' if by else ''}".replace("_", "-").replace(".", "-")
        title = f"{CATALOGUE[name].shows}{by}{note}"
        shown.append(
            Shown(
                anchor,
                title,
                in_words(wide),
                _uri(wide, DPI, svg=name in OF_LINES),
                _uri(narrow, DPI_NARROW, svg=False),
                (width, height),
            )
        )
    return shown


def _wanted(study: Study, results: functools._lru_cache_wrapper[Results]) -> list[tuple[str, str | None]]:
    """Return the names of the figures, with what they compare."""
    several = len(set(study.runs["replicate"].tolist())) > 1
    key = usual_key(study)
    keys: Sequence[str] = [key] if key == "arm" else study.factors[:MOST_FACTORS]
    compared = [
        (name, one)
        for one in keys
        if 2 <= len(levels_of(study, one)) <= MOST_LEVELS
        for name in ("differences", "bands")
    ]
    if study.factors:
        return [("sensitivity", None), *compared, *((name, None) for name in OF_A_POINT)]
    arms = results().arms.values()
    followed = any(length(tables.paths) for tables in arms)
    alone = followed and all(at_once(tables.paths) <= 1 for tables in arms)
    names = (*ALONE, *(("survival", "endings", "stage_transitions") if several else ())) if alone else MANY
    return [*(compared if several else []), *((name, None) for name in names)]


def _uri(figure: Figure, dpi: int, *, svg: bool) -> str:
    """Return a figure as text that a page can hold: SVG with its letters as outlines, or PNG in few colours."""
    if svg:
        vector = io.BytesIO()
        with rc_context({**STYLE, "svg.fonttype": "path"}):
            figure.savefig(vector, format="svg", metadata={"Date": None})
        return "data:image/svg+xml;base64," + base64.b64encode(vector.getvalue()).decode()
    return "data:image/png;base64," + base64.b64encode(_pixels(figure, dpi)).decode()


def _pixels(figure: Figure, dpi: int) -> bytes:
    """Return a PNG with a palette of 256 colours: a third as large, and no letter is the worse for it."""
    from PIL import Image

    figure.set_dpi(dpi)
    with rc_context(STYLE):
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
    small = io.BytesIO()
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    image = Image.fromarray(pixels).convert("RGB")
    image.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(small, "png")
    return small.getvalue()
