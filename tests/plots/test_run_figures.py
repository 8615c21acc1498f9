"""Every figure of every kind of run has a point, axes with units, and says what it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from sim.errors import ResultsFolderError
from sim.plots.results import ArmTables, Results, read_results
from sim.plots.run_figures import FIGURES, OF_MANY, OF_ONE_RELATIONSHIP, figures_for_run, figures_of
from sim.plots.style import STYLE, Mark
from sim.store import FinishedRun, write_chunk, write_manifest

UNIT = re.compile(r"0–1|month|share|relationships")
SLIP = (Mark(36, "quality shift −0.15"),)
Life = Callable[..., dict[str, dict[str, np.ndarray]]]


def runs(kind: str, life: Life) -> Results:
    def arm(marks: tuple[Mark, ...] = (), **how: Any) -> ArmTables:
        return ArmTables(**life(**how), marks=marks)

    if kind == "market":
        arms = {"free": arm(SLIP, shock=36), "locked": arm(SLIP, hold=0.6, shock=36)}
    elif kind == "one relationship":
        arms = {"relational": arm(pairs=1, quality=0.8, seed=4), "transactional": arm(pairs=1, quality=0.5, seed=5)}
    elif kind == "none formed":
        arms = {"nobody": ArmTables(), "nobody either": ArmTables(steps=life(pairs=0, months=12)["steps"])}
    elif kind == "one month":
        arms = {"": arm(pairs=10, months=1)}
    elif kind == "six arms":
        arms = {f"contract {k}": arm(pairs=12, months=40, hold=k / 8, seed=k) for k in range(6)}
    else:
        arms = {"": arm(pairs=1, months=1)}
    return Results("Do switching costs keep partners, or only bodies?", arms, 120)


def titles(figure: Figure) -> set[str]:
    return {ax.get_title(loc="left") for ax in figure.axes}


def rests_on(ax: Axes) -> str:
    notes = [child.get_text() for child in ax.get_children() if isinstance(child, Annotation)]
    return " ".join(note for note in notes if re.search(r"n = \d", note))


KINDS = ("market", "one relationship", "none formed", "one month", "six arms", "one relationship, one month")


@pytest.fixture(scope="module", params=KINDS)
def results(request: pytest.FixtureRequest, life: Life) -> Results:
    return runs(request.param, life)


@pytest.mark.parametrize("name", FIGURES)
def test_figure_says_its_point_its_units_and_its_n_and_nothing_is_cut_off(name: str, results: Results) -> None:
    with rc_context(STYLE):
        figure = FIGURES[name](results)
        figure.canvas.draw()
    assert figure.axes
    written = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    assert results.title in " ".join(text.get_text() for text in written).replace("\n", " ")
    for ax in figure.axes:
        assert ax.get_title(loc="left"), "no point in words"
        assert rests_on(ax), "no n"
        if ax.axison:
            assert UNIT.search(ax.get_xlabel()), ax.get_xlabel()
            of_words = [label.get_text() for label in ax.get_yticklabels()]
            assert UNIT.search(ax.get_ylabel()) or all(re.match("[a-z]", word) for word in of_words), ax.get_ylabel()
    page = figure.bbox.padded(1)
    for text in written:
        box = text.get_window_extent()
        inside = page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1
        assert inside, f"{text.get_text()!r} leaves the figure"
    headings = [text.get_window_extent() for text in written if text.get_text() in titles(figure)]
    assert not any(one.overlaps(other) for one, other in combinations(headings, 2)), "headings overlap"


def test_relationships_older_than_the_run_are_named(life: Life) -> None:
    made = life(pairs=20, months=24)
    made["dyads"]["start"] = made["dyads"]["start"] - 30
    late = int((made["dyads"]["start"] < 0).sum())
    (ax,) = FIGURES["survival"](Results("Imported", {"": ArmTables(**made)}, 24)).axes
    legend = ax.get_legend()
    assert legend is not None
    assert f"{late} older than the run, watched from its start" in legend.get_title().get_text()


def test_the_plane_shows_what_is_used_of_it_and_says_so(life: Life) -> None:
    made = life(pairs=8, months=24)
    for name in ("cooperation", "competition"):
        made["paths"][name] = made["paths"][name] * 0.3
    (ax,) = FIGURES["plane"](Results("Low", {"": ArmTables(**made)}, 24)).axes
    assert ax.get_xlim() == ax.get_ylim() == (0, 0.25)
    assert "shown to 0.25" in ax.get_ylabel()


def write_folder(folder: Path, arms: dict[str, dict[str, Any]], months: int, status: str = "ok") -> Path:
    folder.mkdir()
    finished = []
    for run, (arm, made) in enumerate(arms.items()):
        dyads, events = dict(made["dyads"]), dict(made["events"])
        n = len(dyads["dyad"])
        dyads |= {"at_review": np.zeros(n, bool), "deliveries": np.ones(n, np.int32)}
        for state in ("trust", "commitment", "calculative", "satisfaction", "investment"):
            dyads |= {f"{state}_{side}": np.full(n, 0.5, np.float32) for side in ("buyer", "seller")}
        k = len(events["dyad"])
        events["side"] = np.full(k, 2)
        for state in ("trust", "commitment"):
            events |= {f"{state}_{side}": np.full(k, 0.5, np.float32) for side in ("buyer", "seller")}
        tables = {"steps": made["steps"], "events": events, "dyads": dyads, "paths": made["paths"]}
        finished.append(FinishedRun(run, arm, 1, f"key {run}", status, months, 0.1, tables))
    write_chunk(folder, 0, finished)
    question = "Who stays?"
    slip = {"at": 30, "action": "quality_shift", "by": -0.15, "arms": None}
    late = {"at": 40, "action": "scandal", "by": 0.2, "arms": ["locked"]}
    write_manifest(folder, {"scenario": {"name": "stay", "question": question, "intervention": [slip, late]}})
    return folder


def test_figures_of_a_folder(tmp_path: Path, life: Life) -> None:
    made = {"free": life(pairs=12, months=60), "locked": life(pairs=12, months=60, hold=0.6)}
    folder = write_folder(tmp_path / "stay", made, 60)
    paths = figures_for_run(folder)
    assert paths == [folder / "figures" / f"{name}.png" for name in OF_MANY]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in paths)
    (vector,) = figures_for_run(folder, names=("survival",), formats=("svg",))
    assert "share that outlives the age" in vector.read_text(encoding="utf-8")
    again = vector.read_bytes()
    figures_for_run(folder, names=("survival",), formats=("svg",))
    assert vector.read_bytes() == again


def test_a_folder_is_read_as_the_tables_that_were_written(tmp_path: Path, life: Life) -> None:
    made = {"locked": life(pairs=5, months=30), "free": life(pairs=5, months=30, seed=2)}
    read = read_results(write_folder(tmp_path / "stay", made, 30))
    assert (read.title, list(read.arms), read.months, read.note) == ("Who stays?", ["locked", "free"], 30, "")
    assert read.arms["locked"].marks == (Mark(30, "quality shift −0.15"), Mark(40, "scandal +0.2"))
    assert read.arms["free"].marks == (Mark(30, "quality shift −0.15"),)
    for arm, tables in read.arms.items():
        assert tables.dyads["cause"].tolist() == made[arm]["dyads"]["cause"].tolist()
        assert tables.paths["stage"].tolist() == made[arm]["paths"]["stage"].tolist()
        assert tables.events["to_stage"].tolist() == made[arm]["events"]["to_stage"].tolist()


def test_an_interrupted_run_is_shown_and_says_so(tmp_path: Path, life: Life) -> None:
    read = read_results(write_folder(tmp_path / "cut", {"reference": life(pairs=5, months=7)}, 7, status="interrupted"))
    assert (read.note, list(read.arms)) == ("interrupted in month 7", [""])
    assert any("(interrupted in month 7)" in text.get_text() for text in FIGURES["survival"](read).findobj(Text))
    assert len(figures_for_run(tmp_path / "cut")) == len(OF_MANY)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultsFolderError):
        figures_for_run(tmp_path)
    assert not (tmp_path / "figures").exists()


def test_a_world_of_one_relationship_gets_its_story(life: Life) -> None:
    assert figures_of(runs("one relationship", life)) == OF_ONE_RELATIONSHIP
    assert figures_of(runs("market", life)) == OF_MANY


@pytest.mark.parametrize("name", FIGURES)
def test_a_narrow_figure_is_as_wide_as_a_phone_and_nothing_is_cut_off(name: str, life: Life) -> None:
    with rc_context(STYLE):
        figure = FIGURES[name](runs("market", life), 1)
        figure.canvas.draw()
    assert figure.get_figwidth() <= 4.3
    page = figure.bbox.padded(1)
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            box = text.get_window_extent()
            assert page.x0 <= box.x0 and box.x1 <= page.x1, f"{text.get_text()!r} leaves the figure"
