"""A sweep in processes of its own, which can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sim.experiments import Study, study_of
from sim.scenario import load
from sim.store import read_table

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent

SCRIPT = """\
import sys
from pathlib import Path
sys.path[:0] = {paths!r}
from tests.experiments.sweeper import grid_of
from sim.experiments import Launch, launch
if __name__ == "__main__":
    folder, engine, jobs, replications = sys.argv[1:]
    study = grid_of({file!r}, int(replications))
    how = Launch(jobs=int(jobs), serial=jobs == "1", engine=engine)
    done = launch(study, Path(folder), how, about={{}})
    print(done.status, done.digest)
    sys.exit(0 if done.status == "ok" else 130 if done.status == "interrupted" else 1)
"""


def grid_of(file: str, replications: int, steps: int = 10) -> Study:
    """Return a study of trust.gain from 0.01 to 0.10."""
    factor = f"{{ min = 0.01, max = 0.1, steps = {steps} }}"
    design = f'design={{ kind = "grid", factors = {{ "trust.gain" = {factor} }} }}'
    return study_of([load(file, overrides=[design])], "sweep", replications=replications)


class Sweeper:
    """The same sweep, as often as it is started."""

    def __init__(self, folder: Path, file: Path, *, engine: str, replications: int) -> None:
        self.folder, self.engine, self.replications = folder, engine, replications
        self.script = file.with_name("sweeping.py")
        self.script.write_text(SCRIPT.format(paths=[str(HERE), str(ROOT)], file=str(file)))

    def start(self, jobs: int = 2) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(self.script), str(self.folder), self.engine, str(jobs), str(self.replications)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def finish(self) -> str:
        """Play to the end; return the digest."""
        process = self.start()
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out.split()[-1]

    def chunks(self) -> int:
        return len(list(self.folder.glob("runs-*.parquet")))

    def wait_for_chunks(self, process: subprocess.Popen[str], more: int) -> None:
        """Wait until so many more chunks are committed, or all is over."""
        wanted, until = self.chunks() + more, time.monotonic() + 60
        while self.chunks() < wanted and process.poll() is None:
            assert time.monotonic() < until, "nothing is committed"
            time.sleep(0.005)


def children(process: subprocess.Popen[str]) -> list[int]:
    """Return the worker processes of a sweep (Linux)."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [pid for pid in map(int, listed) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def kill(process: subprocess.Popen[str], what: str) -> bool:
    """Kill a worker, the parent alone, or everything; return whether there was one to be killed."""
    if what == "worker":
        there = children(process)[:1]
        for pid in there:
            os.kill(pid, signal.SIGKILL)
        return bool(there)
    if what == "parent":
        os.kill(process.pid, signal.SIGKILL)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return True


def assert_whole(folder: Path, runs: int, left_out: Sequence[int] = ()) -> None:
    """No run lost, none doubled, no table of a run missing, no torn file."""
    expected = [run for run in range(runs) if run not in left_out]
    assert sorted(read_table(folder, "runs", columns=("run",))["run"].to_pylist()) == expected
    for name, rows in (("steps", 6), ("dyads", 6)):
        assert sorted(read_table(folder, name, columns=("run",))["run"].to_pylist()) == sorted(expected * rows)
    committed = {file.stem.partition("-")[2] for file in folder.glob("runs-*.parquet")}
    for entry in folder.glob("*.parquet"):
        assert entry.stem == "design" or entry.stem.partition("-")[2] in committed, entry.name
    assert not [entry.name for entry in folder.iterdir() if entry.name.startswith(".") and ".parquet" in entry.name]
