"""Compiled code and plain Python are the same, bit by bit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.oracle.tiny import digest

NAMES = ("default", "everything", "restless")


def test_compiled_code_and_plain_python_are_the_same() -> None:
    root = Path(__file__).parents[2]
    plain = subprocess.run(
        [sys.executable, "-m", "tests.oracle.tiny", *NAMES],
        cwd=root,
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert plain.returncode == 0, plain.stderr[-3000:]
    how, *digests = plain.stdout.split()
    assert how == "interpreted"
    assert digests == [digest(name) for name in NAMES]
