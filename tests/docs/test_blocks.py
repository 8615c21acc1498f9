"""What a page tells its reader to type works, in the order of the page."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.docs.conftest import Reader
from tests.docs.pages import PAGES, Block, appears, blocks_of, commands_of, name_of

SHELL = ("sh", "bash", "shell", "zsh")
KNOWN = ("console", "python", "toml", "text", "csv", "sql", "r", *SHELL)


def _play(page: Path, reader: Reader, *, slow: bool) -> None:
    for block in blocks_of(page):
        if block.not_run or (block.slow and not slow):
            continue
        if "cdnow_orders_path" in block.text:
            _needs("lifetimes")
        if block.file is not None:
            reader.write(block)
        elif block.language == "console":
            reader.type_commands(block)
        elif block.language == "python":
            reader.run_python(block)


def _has(page: Path, *, slow: bool) -> bool:
    ready = [block for block in blocks_of(page) if block.language in ("console", "python") and not block.not_run]
    return any(block.slow for block in ready) if slow else any(not block.slow for block in ready)


def _needs(package: str) -> None:
    try:
        distribution(package)
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed")


@pytest.mark.parametrize("page", [page for page in PAGES if _has(page, slow=False)], ids=name_of)
def test_what_a_page_says_to_type_works(page: Path, reader: Reader) -> None:
    _play(page, reader, slow=False)


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if _has(page, slow=True)], ids=name_of)
def test_what_takes_long_works_too(page: Path, reader: Reader) -> None:
    _play(page, reader, slow=True)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_says_what_it_is(page: Path) -> None:
    assert [block.place for block in blocks_of(page) if block.language not in KNOWN] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_block_that_is_not_run_says_why(page: Path) -> None:
    """Shell blocks are set-up, which tests must not repeat: they are tagged, or they would go unnoticed."""
    unsaid = [
        block.place
        for block in blocks_of(page)
        if (block.language in SHELL or block.tag.startswith("not run")) and not block.not_run
    ]
    assert unsaid == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_toml_block_is_a_file_that_is_read(page: Path) -> None:
    """A file shown is written, and a command on the page names it."""
    text = " ".join(
        command.text for block in blocks_of(page) if block.language == "console" for command in commands_of(block)
    )
    files = [block for block in blocks_of(page) if block.language == "toml" and not block.not_run]
    assert [block.place for block in files if block.file is None or block.file not in text] == []


def test_a_console_block_is_taken_apart() -> None:
    block = Block(PAGES[0], 1, "", "console", "$ one \\\n> two\nfirst … last\n\n$ three\n$ echo $?\n2\n")
    found = commands_of(block)
    assert [command.text for command in found] == ["one \\\ntwo", "three", "echo $?"]
    assert found[0].expected == ("first … last", "")


def test_output_is_compared_line_by_line_in_order() -> None:
    assert appears(("a … c", "d"), "x\na b  c\n  d\n")
    assert not appears(("d", "a"), "a\nd\n")
    assert not appears(("a b",), "ab")
