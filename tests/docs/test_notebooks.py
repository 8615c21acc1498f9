"""What the notebooks look like; `.ci/run` plays them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PARTS = ("Your prediction", "What would change your mind", "Exercises")


def _read(notebook: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(notebook.read_text(encoding="utf-8"))
    return read


def _text(notebook: Path, kind: str) -> str:
    return "\n\n".join("".join(cell["source"]) for cell in _read(notebook)["cells"] if cell["cell_type"] == kind)


def test_there_are_ten_and_the_page_names_each() -> None:
    listed = re.findall(r"\((\d\d_\w+\.ipynb)\)", (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8"))
    assert listed == [notebook.name for notebook in NOTEBOOKS]
    assert len(listed) == 10


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_it_asks_lets_predict_runs_and_doubts(notebook: Path) -> None:
    told = _text(notebook, "markdown")
    assert "**Question.**" in told
    headings = re.findall(r"^## (.+)$", told, re.MULTILINE)
    assert [part for part in headings if part in PARTS] == list(PARTS)
    code = _text(notebook, "code")
    assert code.index("prediction = ") < code.index("import")
    assert re.search(r"draw\w*\(|Image\(", code)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_it_is_stored_without_outputs(notebook: Path) -> None:
    cells = [cell for cell in _read(notebook)["cells"] if cell["cell_type"] == "code"]
    assert [cell["id"] for cell in cells if cell["outputs"] or cell["execution_count"] is not None] == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_its_links_lead_somewhere(notebook: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", _text(notebook, "markdown"))
    assert [link for link in links if ":" not in link and not (notebook.parent / link).exists()] == []
