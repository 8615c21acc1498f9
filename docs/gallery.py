"""Draw the gallery of figures for docs/figures.md: ``python docs/gallery.py [FOLDER]``.

FOLDER holds the results that the pictures are made of; those that are missing there are played first (under a minute).
"""

from __future__ import annotations

import functools
import sys
import tempfile
from pathlib import Path

from PIL import Image

from sim.analysis.studies import read_study
from sim.cli.commands import call
from sim.plots.catalogue import CATALOGUE, make, save
from sim.plots.results import read_results

PLACE = Path(__file__).parent / "images" / "figures"
DPI = 84

RESULTS = {
    "market": ["run", "market"],
    "life": ["run", "full_life_cycle"],
    "lives": ["batch", "full_life_cycle", "-r", "20"],
    "states": ["run", "mou_to_exchange"],
    "pyramid": ["run", "customer_pyramid"],
    "trap": ["batch", "commitment_trap", "-r", "4"],
    "trap_morris": ["sweep", "scenarios/sweeps/trap_morris.toml", "-S", "run.replications=2", "-S", "run.months=48",
                    "-S", "population.buyers=12", "-S", "population.sellers=6"],
}  # fmt: skip
"""Name of a folder of results → the command that makes it."""

MADE_OF = {
    "stage_occupancy": "trap", "trajectories": "life", "plane": "lives", "survival": "trap", "endings": "trap",
    "hazard": "lives", "stage_transitions": "lives", "types": "market", "portfolio": "trap",
    "perception_gap": "lives", "network": "market", "timeline": "states", "claimed": "trap", "pyramid": "pyramid",
    "differences": "trap", "bands": "lives",
    "sensitivity": "trap_morris",
}  # fmt: skip
"""Figure → the results that it is drawn of."""


def draw(name: str, folder: Path) -> Path:
    """Draw one figure of the gallery, small."""
    results, study = functools.partial(read_results, folder), functools.partial(read_study, folder)
    metrics = ("survival_36", "mean_trust") if name == "sensitivity" else ()
    path = PLACE / f"{name}.png"
    save(make(name, results, study, metrics=metrics), path, DPI)
    image = Image.open(path).convert("RGB").quantize(96, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    image.save(path, optimize=True)
    return path


def main(home: Path) -> None:
    """Play what is missing and draw everything."""
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, words in RESULTS.items():
        if not (home / name / "manifest.json").exists() and (code := call([*words, "--out", f"{home}/{name}", "-q"])):
            sys.exit(code)
    for name in CATALOGUE:
        print(draw(name, home / MADE_OF[name]))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            main(Path(scratch))
