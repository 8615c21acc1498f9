"""Markdown pages taken apart: fenced blocks with the comment above them, headings, links.

A comment line right above a block says how it is treated:

* ``<!-- not run: reason -->`` it is not executed;
* ``<!-- slow -->`` it is executed in the full set of tests only;
* ``<!-- file: name -->`` it is written to a file of that name, in the folder in which the page's commands run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    ROOT / "README.md",
    *(page for folder in ("", "lessons", "scenarios") for page in sorted((ROOT / "docs" / folder).glob("*.md"))),
)

_FENCE = re.compile(
    r"^(?:<!-- (?P<tag>[^\n]*?) -->\n)?```(?P<language>[\w-]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_LINK = re.compile(r"\[[^\]\n]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block: its page, line, comment above it, language and text."""

    page: Path
    line: int
    tag: str
    language: str
    text: str

    @property
    def place(self) -> str:
        """Page and line, as an editor opens it."""
        return f"{name_of(self.page)}:{self.line}"

    @property
    def file(self) -> str | None:
        """Name of the file that the block is, if it is one."""
        return self.tag.removeprefix("file:").strip() if self.tag.startswith("file:") else None

    @property
    def not_run(self) -> bool:
        """Whether the page says that it is not executed."""
        return self.tag.startswith("not run:") and bool(self.tag.removeprefix("not run:").strip())

    @property
    def slow(self) -> bool:
        """Whether the page says that it takes long."""
        return self.tag == "slow"


def name_of(page: Path) -> str:
    """Return a page's path within the project."""
    return page.relative_to(ROOT).as_posix()


def blocks_of(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            page, text.count("\n", 0, found.start("language")) + 1, found["tag"] or "", found["language"], found["text"]
        )
        for found in _FENCE.finditer(text)
    ]


def prose_of(page: Path) -> str:
    """Return a page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def links_of(page: Path) -> list[str]:
    """Return the targets of a page's links and pictures."""
    return [found["target"] for found in _LINK.finditer(prose_of(page))]


def anchors_of(page: Path) -> set[str]:
    """Return the anchors of a page: those of its headings, and stated ones."""
    prose = prose_of(page)
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in _HEADING.findall(prose))
    headings = {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in plain}
    return headings | set(re.findall(r'<a id="([\w-]+)">', prose))


@dataclass(frozen=True)
class Command:
    """One command of a console block, and the lines that must appear in what it prints."""

    text: str
    expected: tuple[str, ...]


def commands_of(block: Block) -> list[Command]:
    """Return the commands of a console block; a line without ``$`` is what the command before it prints."""
    found: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and found[-1][0].endswith("\\") and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{line.removeprefix('> ')}", [])
        elif found:
            found[-1][1].append(line)
        else:
            raise ValueError(f"{block.place}: output before a command")
    return [Command(text, tuple(lines)) for text, lines in found]


def appears(expected: tuple[str, ...], printed: str) -> bool:
    """Return whether the lines appear in the output, in order; ``…`` stands for anything, blanks for blanks."""
    parts = [part.strip() for line in expected for part in [*line.split("…")]]
    pattern = ".*".join(r"\s+".join(map(re.escape, part.split())) for part in parts if part)
    return re.search(pattern, printed, re.DOTALL) is not None
