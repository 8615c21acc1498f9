"""A run that is told to stop, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim.store import read_manifest, read_table

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """\
import signal, sys
sys.path.insert(0, {root!r})
import sim.engine
from sim.cli.commands import call
if {deaf}:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
play = sim.engine.play
def told(*parameters, progress, **how):
    def tell(month, months):
        print("playing", flush=True)
        progress(month, months)
    return play(*parameters, progress=tell, **how)
sim.engine.play = told
sys.exit(call(["run", "endless.toml", "--no-figures"]))
"""
"""The command line, and a word whenever months were played."""

SCENARIO = """\
schema = 1
name = "endless"
question = "When does it end?"
[run]
months = 30000
[population]
buyers = 4
sellers = 4
[outputs]
events = false
paths = 0
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGTERM cannot be heard there")
@pytest.mark.parametrize(
    ("deaf", "number", "code"),
    [(False, signal.SIGINT, 130), (False, signal.SIGTERM, 143), (True, signal.SIGTERM, 143)],
)
def test_what_was_played_is_written(tmp_path: Path, deaf: bool, number: signal.Signals, code: int) -> None:
    """``deaf``: as a job in the background of a script is, which ignores Ctrl-C."""
    (tmp_path / "endless.toml").write_text(SCENARIO)
    (tmp_path / "play.py").write_text(SCRIPT.format(root=str(ROOT), deaf=deaf))
    process = subprocess.Popen(
        [sys.executable, "play.py"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "playing\n"
        process.send_signal(number)
        _, err = process.communicate(timeout=120)
    finally:
        process.kill()
    assert (process.returncode, "interrupted in month" in err) == (code, True), err
    folder = tmp_path / "results" / "endless"
    assert read_manifest(folder)["status"] == "interrupted"
    (run,) = read_table(folder, "runs").to_pylist()
    assert run["status"] == "interrupted"
    assert 0 < run["months"] == read_table(folder, "steps").num_rows < 30000
