from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.errors import InputProblems
from sim.portfolio import cdnow_orders_path


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a file and return its path."""

    def write(content: str | bytes, name: str = "orders.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def unaligned(line: str) -> str:
    """Return a line of an error block without the blanks that align it: how it is laid out is tested elsewhere."""
    return re.sub(" {2,}", "  ", line.strip())


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., str]:
    """Call something that must be refused; return its text, unaligned and without the folder of the test."""

    def call(function: Callable[..., object], *args: object, **options: object) -> str:
        with pytest.raises(InputProblems) as caught:
            function(*args, **options)
        assert caught.value.exit_code == 2
        return "\n".join(unaligned(line) for line in caught.value.lines()).replace(f"{tmp_path}/", "")

    return call


@pytest.fixture(scope="session")
def cdnow() -> Path:
    """The CDNOW order log, where the extra ``[validation]`` is installed."""
    try:
        return cdnow_orders_path()
    except InputProblems as missing:
        pytest.skip("; ".join(line.strip() for line in missing.lines()))
