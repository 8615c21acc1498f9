"""Colours, and what importing the figures costs."""

from __future__ import annotations

import itertools
import subprocess
import sys

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from sim.analysis.types import REST, TYPOLOGIES
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.network import LOOKS
from sim.plots.style import ARM_COLOURS, ARM_LINES, SIDE_STYLES, STAGE_COLOURS, arm_style, percent, plural
from sim.plots.survival import CAUSE_COLOURS
from sim.plots.types import TYPE_COLOURS
from sim.recording.codes import CAUSE_WORDS

# Machado, Oliveira and Fernandes (2009), full deficiency, on linear RGB
SEEN_BY = {
    "everybody": np.eye(3),
    "deuteranope": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "protanope": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}


PALETTES = {
    "stages": STAGE_COLOURS,
    "causes": CAUSE_COLOURS,
    **{name: {word: TYPE_COLOURS[word] for word in (*types, REST)} for name, types in TYPOLOGIES.items()},
    "kinds": {kind: colour for kind, (_, colour, _) in LOOKS.items()},
}


def lab(colour: str, eyes: np.ndarray) -> np.ndarray:
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(eyes @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ seen
    f = np.cbrt(xyz / np.array([0.9505, 1.0, 1.089]))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("who", SEEN_BY)
@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_colours_are_told_apart(who: str, palette: dict[str, str]) -> None:
    apart = {
        (one, other): float(np.linalg.norm(lab(palette[one], SEEN_BY[who]) - lab(palette[other], SEEN_BY[who])))
        for one, other in itertools.combinations(palette, 2)
    }
    closest = min(apart, key=lambda pair: apart[pair])
    assert apart[closest] > 12, f"{closest} are {apart[closest]:.0f} apart"  # 2.3 is just noticeable


def test_every_stage_and_cause_has_its_colour() -> None:
    assert tuple(STAGE_COLOURS) == STAGE_WORDS
    assert tuple(CAUSE_COLOURS) == CAUSE_WORDS
    assert not {look["color"] for look in SIDE_STYLES.values()} & set(STAGE_COLOURS.values())
    assert not set(ARM_COLOURS) & set(STAGE_COLOURS.values())


def test_arms_differ_by_colour_and_line() -> None:
    looks = [arm_style(k) for k in range(len(ARM_LINES))]
    assert len({look["color"] for look in looks}) == len({str(look["linestyle"]) for look in looks}) == len(ARM_LINES)
    assert arm_style(40)["color"] in ARM_COLOURS


def test_figures_need_no_pyplot() -> None:
    heavy = ("matplotlib.pyplot", "mesa", "pandas", "scipy.stats")
    code = f"import sys, sim.plots.run_figures; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_words() -> None:
    assert percent(0.625) == "62\N{NO-BREAK SPACE}%"
    assert [plural(n, "run") for n in (0, 1, 2000)] == ["0 runs", "1 run", "2,000 runs"]
