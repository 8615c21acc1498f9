from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, appears, commands_of

SHARED = ("scenarios", "docs", "benchmarks", "tests", "notebooks", "pyproject.toml", "references.bib")
"""What a page's commands see of the checkout, besides the package."""


@dataclass(frozen=True)
class Reader:
    """Somebody who types what a page says, in one folder, with ``dyads`` on the path."""

    folder: Path
    environment: dict[str, str]

    def write(self, block: Block) -> None:
        """Save a block that is a file."""
        assert block.file is not None
        (self.folder / block.file).write_text(block.text, encoding="utf-8")

    def run_python(self, block: Block) -> None:
        """Run a block of Python by itself."""
        self._done([sys.executable, "-c", block.text], block.place)

    def type_commands(self, block: Block) -> None:
        """Type the commands of a console block; each must succeed, unless the next asks for its exit code."""
        commands = commands_of(block)
        for number, command in enumerate(commands):
            if command.text == "echo $?":
                continue
            asked = number + 1 < len(commands) and commands[number + 1].text == "echo $?"
            code = int(commands[number + 1].expected[0]) if asked else 0
            printed = self._done(["bash", "-c", command.text], f"{block.place}: {command.text}", code)
            assert appears(command.expected, printed), f"{block.place}: {command.text}\nprinted\n{printed}"

    def _done(self, words: list[str], what: str, code: int = 0) -> str:
        done = subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=600, check=False
        )
        printed = f"{done.stdout}{done.stderr}"
        assert done.returncode == code, f"{what}\nexit code {done.returncode}, not {code}\n{printed}"
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
def reader(tmp_path: Path, command_folder: Path) -> Reader:
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
    return Reader(tmp_path, environment)
