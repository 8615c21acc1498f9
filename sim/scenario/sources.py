"""Where scenarios lie, and reading one file of text."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.errors import Problem
from sim.scenario import positions

LARGEST_FILE = 4_000_000  # bytes; a scenario is a page of text
_PACKAGE = Path(__file__).resolve().parents[1]
_SYNTAX_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_SYNTAX_END = " (at end of document)"


@dataclass(frozen=True)
class Source:
    """One file: its values, and the lines on which they stand; problems where it could not be read."""

    path: Path
    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[positions.Path, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def shipped_folder() -> Path:
    """Return the folder of the scenarios that come with Dyads: in the package, or beside it in a checkout."""
    installed = _PACKAGE / "_scenarios"
    return installed if installed.is_dir() else _PACKAGE.parent / "scenarios"


def shipped_files() -> dict[str, Path]:
    """Return the files of the shipped scenarios by name."""
    return {path.stem: path for path in sorted(shipped_folder().glob("*.toml"))}


def shipped() -> dict[str, str]:
    """Return the shipped scenarios: name and the question that each puts to the model."""
    return {
        name: str(tomllib.loads(path.read_text(encoding="utf-8")).get("question", ""))
        for name, path in shipped_files().items()
    }


def find(name_or_path: str, folder: Path) -> Path | str:
    """Return the file that is meant, or why there is none.

    Parameters
    ----------
    name_or_path : str
        Name of a shipped scenario, or a path; ``.toml`` may be left out.
    folder : Path
        What a relative path starts from.
    """
    files = shipped_files()
    if name_or_path in files:
        return files[name_or_path]
    try:
        path = folder / Path(name_or_path).expanduser()
        candidates = [path] if path.suffix == ".toml" else [path, path.with_name(path.name + ".toml")]
        there = [candidate for candidate in candidates if candidate.is_file()]
        if there:
            return there[0]
        if path.is_dir():
            inside = sorted(file.name for file in path.glob("*.toml"))
            return "is a folder; a scenario is a .toml file" + (f": {', '.join(inside)}" if inside else "")
        if path.exists():
            return "is not a plain file"
        return "no such file or scenario" + _near(Path(name_or_path).name, path.parent, files)
    except (OSError, RuntimeError, ValueError):  # a name too long, a home that nobody has, a zero byte
        return "no such file or scenario" + _near(name_or_path[-100:], Path(), files)


def _near(word: str, folder: Path, files: dict[str, Path]) -> str:
    beside = [file.name for file in folder.glob("*.toml")] if folder.is_dir() else []
    stem = word.removesuffix(".toml")
    near = difflib.get_close_matches(stem, list(files), n=2, cutoff=0.5)
    near += [
        file
        for file in difflib.get_close_matches(word, beside, n=2, cutoff=0.6)
        if file.removesuffix(".toml") not in near
    ]
    return f"; did you mean {' or '.join(near)}?" if near else f"; shipped scenarios: {', '.join(files)}"


def read(path: Path) -> Source:
    """Read one file; never raises for what is wrong with it."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None
    except OSError as error:
        return _unreadable(path, f"cannot be read: {(error.strerror or str(error)).lower()}")
    if content is None:
        return _unreadable(path, "is larger than 4 MB: not a scenario")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return _unreadable(path, "is not UTF-8 text; save the file as UTF-8", line)
    try:
        return Source(path, tomllib.loads(text), positions.key_lines(text))
    except tomllib.TOMLDecodeError as error:
        return Source(path, problems=(_syntax(str(error), text),))
    except RecursionError:
        return _unreadable(path, "is nested too deeply")


def _unreadable(path: Path, message: str, line: int | None = None) -> Source:
    return Source(path, problems=(Problem(line, "", f"{path.name} {message}"),))


def _syntax(message: str, text: str) -> Problem:
    lines = text.replace("\r\n", "\n").split("\n")
    match = _SYNTAX_LINE.search(message)
    if match:
        number = int(match[1])
    else:
        number = max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
    said = message.removesuffix(_SYNTAX_END) if match is None else message[: match.start()]
    said = said[:1].lower() + said[1:]
    if "cannot overwrite" in said or "twice" in said:
        said = "is there twice"
    shown = lines[number - 1].strip() if number <= len(lines) else ""
    return Problem(number, shown[:60], f"not valid TOML: {said}")
