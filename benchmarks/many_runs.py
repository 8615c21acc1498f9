"""``python -m benchmarks.many_runs [--quick]``: a large sweep, what it costs, and two other runners beside it.

The work is the same everywhere: 200 organisations of the default market for 120 months, each run on luck of its own.
``dyads sweep`` plays all of it in processes that are measured from outside; the plain Mesa model of
``benchmarks.baseline`` plays a few dozen runs through ``mesa.batch_run``, and, ported by that package's own tool,
through ``modelly-abm``.  What is extrapolated is called so.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import machine, other_runners

BUYERS, SELLERS, MONTHS = 160, 40, 120
ROOT = Path(__file__).resolve().parents[1]

STUDY = f"""\
schema = 1
name = "many_runs"
question = "What do many runs cost?"
base = "market"
[run]
months = {MONTHS}
seed = 1
replications = REPLICATIONS
[population]
buyers = {BUYERS}
sellers = {SELLERS}
complementors = 0
governments = 0
[outputs]
paths = 0
[design]
kind = "grid"
factors = {{ "trust.gain" = {{ min = 0.02, max = 0.2, steps = 10 }} }}
"""

QUERIES = {
    "runs by status": "select status, count(*) from runs group by all",
    "band of mean trust, month by month": (
        "select month, quantile_cont(mean_trust, [0.05, 0.5, 0.95]) from steps group by month order by month"
    ),
    "mean trust in the last month, by point": (
        f"select point, avg(mean_trust) from steps join runs using (run) where month = {MONTHS} group by point"
    ),
    "causes of ending": 'select cause, count(*), avg("end" - start) from dyads where not censored group by cause',
    "events of all runs": "select event, count(*) from events group by event",
}


def bare_engine(runs: int) -> dict[str, float]:
    """Return seconds and processor seconds of one run of the engine alone, in this process."""
    from sim.engine import play
    from sim.experiments import study_of
    from sim.scenario import load

    with tempfile.TemporaryDirectory() as aside:
        file = Path(aside) / "many_runs.toml"
        file.write_text(STUDY.replace("REPLICATIONS", "1"), encoding="utf-8")
        study = study_of([load(str(file))], "sweep")
    outputs = study.scenarios[0].outputs
    play(study.parameters(0), months=2, seed=1, outputs=outputs)  # compiled, or read from the cache
    begun, used = time.perf_counter(), time.process_time()
    for number in range(runs):
        play(study.parameters(number % study.n_points), months=MONTHS, seed=number, outputs=outputs)
    return {"s": (time.perf_counter() - begun) / runs, "cpu_s": (time.process_time() - used) / runs}


class _Watch:
    """A sweep in a process of its own, seen from outside: how far it is, and what its parent process holds."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, marks: tuple[int, ...]) -> None:
        self.process, self.folder, self.marks = process, folder, marks
        self.seen: set[str] = set()
        self.done = 0
        self.held: dict[int, float] = {}
        self.most = 0.0  # ever, the time included in which the digest of everything is made

    def look(self) -> None:
        """Count the runs that are committed; note memory where a mark is passed."""
        import pyarrow.parquet as pq

        for file in self.folder.glob("runs-*.parquet"):
            if file.name not in self.seen:
                self.seen.add(file.name)
                self.done += pq.read_metadata(file).num_rows
        size = _resident(self.process.pid)
        self.most = max(self.most, size)
        for mark in self.marks:
            if self.done >= mark and mark not in self.held and size:
                self.held[mark] = size


def _resident(pid: int) -> float:
    """Return the megabytes that a process holds, 0 where that cannot be known (Linux only)."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def sweep(runs: int, jobs: int, place: Path) -> dict[str, Any]:
    """Play a sweep through the command line; return what it took."""
    file = place / "many_runs.toml"
    file.write_text(STUDY.replace("REPLICATIONS", str(runs // 10)), encoding="utf-8")
    folder = place / "swept"
    call = [sys.executable, "-m", "sim", "sweep", str(file), "--out", str(folder), "--jobs", str(jobs), "-q"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    process = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL)
    # A few runs before the end, because the process is gone with the last.
    watch = _Watch(process, folder, (runs // 10, runs - runs // 20))
    while process.poll() is None:
        watch.look()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.5)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    watch.look()
    if process.returncode or watch.done != runs:
        raise SystemExit(f"the sweep ended with exit code {process.returncode} and {watch.done} of {runs} runs")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    few, many = watch.marks
    sizes: dict[str, int] = {}
    for part in folder.glob("*.parquet"):
        name = part.stem.partition("-")[0]
        sizes[name] = sizes.get(name, 0) + part.stat().st_size
    return {
        "runs": runs, "jobs": jobs, "wall_s": wall, "cpu_s": cpu, "runs_a_second": runs / wall,
        "parent_mb": {str(few): watch.held.get(few), str(many): watch.held.get(many)}, "parent_most_mb": watch.most,
        "bytes": sizes, "chunks": len(watch.seen),
    }  # fmt: skip


def queries(folder: Path) -> dict[str, float]:
    """Return the milliseconds of some questions to the tables, best of three, and of finding out what is done."""
    from sim.experiments.place import done_runs, study_in
    from sim.store.query import query

    found = {}
    for what, sql in QUERIES.items():
        found[what] = min(_timed(lambda sql=sql: list(query(folder, sql).rows)) for _ in range(3))  # type: ignore[misc]
    study = study_in(folder)
    found["which runs are done (as when resuming)"] = _timed(lambda: done_runs(folder, study))
    return found


def _timed(what: Any) -> float:
    begun = time.perf_counter()
    what()
    return 1e3 * (time.perf_counter() - begun)


def lines_of(found: dict[str, Any]) -> list[str]:
    """Return everything measured as lines for people."""
    lines = []
    if "sweep" in found:
        one, bare = found["sweep"], found["engine"]
        runs, wall, each = one["runs"], one["wall_s"], 1e3 * one["cpu_s"] / one["runs"]
        alone = 1e3 * bare["cpu_s"]
        (few, few_mb), (many, many_mb) = one["parent_mb"].items()
        lines += [
            f"dyads sweep: {runs:,} runs, {one['jobs']} workers, {wall:,.0f} s, {runs / wall:.1f} runs/s",
            f"  processor time a run        {each:8.1f} ms, everything included",
            f"  the engine alone            {alone:8.1f} ms",
            f"  overhead a run              {each - alone:8.1f} ms: start-up, tables, digests, writing",
        ]
        if few_mb and many_mb:
            held = f"{few_mb:.1f} MB after {int(few):,} runs, {many_mb:.1f} MB after {int(many):,}"
            held += f", {one['parent_most_mb']:.1f} MB at most"
            lines.append(f"  parent process, growth      {many_mb - few_mb:+8.1f} MB: {held}")
        total = sum(one["bytes"].values())
        parts = ", ".join(f"{name} {size / 1e6:.1f}" for name, size in sorted(one["bytes"].items()))
        lines.append(f"  on disk                     {total / 1e6:8.1f} MB in {one['chunks']:,} chunks ({parts})")
        lines += [f"  {what:40} {ms:8.1f} ms" for what, ms in found["queries"].items()]
    for name in ("mesa", "modelly"):
        if name in found:
            lines += other_runners.lines_of(found[name], found.get("sweep", {}).get("runs", 10_000))
    return lines


def main() -> int:
    """Measure, print, write a JSON file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many_runs", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="200 runs, and 4 of the others")
    parser.add_argument(
        "--runs", type=int, default=None, help="runs of the sweep, a multiple of 20; 10,000 unless stated"
    )
    parser.add_argument("--beside", type=int, default=None, help="runs of each of the other runners; 24 unless stated")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes of every contestant")
    parser.add_argument("--only", choices=("sweep", "mesa", "modelly"), default=None, help="measure only this one")
    parser.add_argument("--json", type=Path, default=None, metavar="FILE", help="write everything measured there")
    asked = parser.parse_args()
    runs = asked.runs or (200 if asked.quick else 10_000)
    beside = asked.beside or (4 if asked.quick else 24)
    if runs % 20:
        parser.error("--runs must be a multiple of 20")
    found: dict[str, Any] = {"machine": machine.describe()}
    print("\n".join(f"{name:12} {value}" for name, value in found["machine"].items()), flush=True)
    if asked.only in (None, "sweep"):
        found["engine"] = bare_engine(10 if asked.quick else 40)
        with tempfile.TemporaryDirectory(prefix="many-runs-") as aside:
            found["sweep"] = sweep(runs, asked.jobs, Path(aside))
            found["queries"] = queries(Path(aside) / "swept")
    for name in ("mesa", "modelly"):
        if asked.only in (None, name):
            found[name] = other_runners.measured(name, beside, asked.jobs)
    print("\n".join(["", *lines_of(found)]))
    if asked.json is not None:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
