"""The code of docs/mesa.md runs, block after block."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim import Buyer, RelationshipView

PAGE = Path(__file__).resolve().parents[2] / "docs" / "mesa.md"


@pytest.mark.everywhere
@pytest.mark.filterwarnings("error")
def test_the_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    names: dict[str, object] = {"__name__": "page"}
    for number, block in enumerate(blocks):
        exec(compile(block, f"block {number} of {PAGE.name}", "exec"), names)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("24 0.")
    assert len(names["rows"]) == 8  # type: ignore[arg-type]


def test_the_attributes_named_exist() -> None:
    tables = re.findall(r"^\| (?:write|read)[^|]*\| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(tables) == 5
    named = [[name for part in re.findall(r"`([a-z_ ]+)`", table) for name in part.split()] for table in tables]
    for kind, groups in ((Buyer, named[:2]), (RelationshipView, named[2:])):
        assert [name for group in groups for name in group if not hasattr(kind, name)] == []
