from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, Command, appears, commands_of

SHARED = ("scenarios", "docs", "benchmarks", "tests", "notebooks", "pyproject.toml", "references.bib")
"""What a page's commands see of the checkout, besides the package."""


NOT_ALL_HOLD = 4
"""Exit code of ``dyads check`` where a claim does not hold: a result, not a fault of the page."""


def judges(command: Command) -> bool:
    """Return whether a command gives verdicts on claims."""
    return command.text.startswith("dyads check ")


@dataclass(frozen=True)
class Reader:
    """Somebody who types what a page says, in one folder, with ``dyads`` on the path."""

    folder: Path
    environment: dict[str, str]
    notebook: subprocess.Popen[str]

    def write(self, block: Block) -> None:
        """Save a block that is a file."""
        assert block.file is not None
        (self.folder / block.file).write_text(block.text, encoding="utf-8")

    def run_python(self, block: Block) -> None:
        """Run a block of Python after those above it on the page."""
        assert self.notebook.stdin is not None and self.notebook.stdout is not None
        self.notebook.stdin.write(json.dumps([block.place, block.text]) + "\n")
        self.notebook.stdin.flush()
        answer = self.notebook.stdout.readline()
        wrong = json.loads(answer) if answer else "the interpreter ended"
        assert not wrong, f"{block.place}\n{wrong}"

    def type_commands(self, block: Block) -> None:
        """Type the commands of a console block; each must succeed, unless the next asks for its exit code."""
        commands = commands_of(block)
        for number, command in enumerate(commands):
            if command.text == "echo $?":
                continue
            asked = number + 1 < len(commands) and commands[number + 1].text == "echo $?"
            codes = (
                (int(commands[number + 1].expected[0]),) if asked else (0, NOT_ALL_HOLD) if judges(command) else (0,)
            )
            printed = self._done(["bash", "-c", command.text], f"{block.place}: {command.text}", codes)
            assert appears(command.expected, printed), f"{block.place}: {command.text}\nprinted\n{printed}"

    def _done(self, words: list[str], what: str, codes: tuple[int, ...]) -> str:
        done = subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=600, check=False
        )
        printed = f"{done.stdout}{done.stderr}"
        assert done.returncode in codes, f"{what}\nexit code {done.returncode}\n{printed}"
        return printed


@pytest.fixture(scope="session")
def command_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose ``dyads`` and ``python`` are those of this checkout and interpreter."""
    folder = tmp_path_factory.mktemp("bin")
    interpreter = shlex.quote(sys.executable)
    for name, words in (("dyads", f"{interpreter} -m sim"), ("python", interpreter), ("python3", interpreter)):
        (folder / name).write_text(f'#!/bin/sh\nexec {words} "$@"\n')
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def reader(tmp_path: Path, command_folder: Path) -> Iterator[Reader]:
    """Return a reader in an empty folder beside the project's scenarios and pages."""
    for name in SHARED:
        if (ROOT / name).exists():
            (tmp_path / name).symlink_to(ROOT / name)
    environment = {
        **os.environ,
        "PATH": f"{command_folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "MPLBACKEND": "Agg",
        "NO_COLOR": "1",
        "PYTHONWARNINGS": "error::SyntaxWarning",
    }
    notebook = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("notebook.py")],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with notebook:
        yield Reader(tmp_path, environment, notebook)
