"""``python -m benchmarks.revisions REVISION``: the core month of this checkout beside that of another revision.

Each revision plays in a process of its own, the other one from a second worktree; they take turns, month for month of
the same age, and the best month of each counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKER = """
import sys, time
from sim.engine import Simulation
from sim.parameters import Parameters
from sim.scenario import with_values
buyers = int(sys.argv[1]) // 3
market = {"population.buyers": buyers, "population.sellers": max(5, buyers // 4), "population.partners": 3}
simulation = Simulation(with_values(Parameters(), market), 1, paths=0)
simulation.advance(13)
print("ready", flush=True)
for line in sys.stdin:
    best = float("inf")
    for _ in range(int(line)):
        begun = time.perf_counter()
        simulation.advance(1)
        best = min(best, time.perf_counter() - begun)
    print(best, flush=True)
"""


@contextmanager
def worktree(revision: str) -> Iterator[Path]:
    """Check out a revision beside this one, for a while."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "tree"
        subprocess.run(["git", "-C", str(ROOT), "worktree", "add", "--detach", str(place), revision], check=True)
        try:
            yield place
        finally:
            subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(place)], check=True)


def _worker(tree: Path, relationships: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(relationships)],
        env=os.environ | {"PYTHONPATH": str(tree)},
        cwd=tree,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _said(worker: subprocess.Popen[str]) -> str:
    assert worker.stdout is not None
    return worker.stdout.readline().strip()


def side_by_side(trees: dict[str, Path], relationships: int, rounds: int, months: int) -> dict[str, float]:
    """Return the best seconds of a month of each revision."""
    workers = {name: _worker(tree, relationships) for name, tree in trees.items()}
    best = dict.fromkeys(workers, float("inf"))
    try:
        for worker in workers.values():
            if _said(worker) != "ready":
                raise RuntimeError("a revision could not play")
        for _ in range(rounds):
            for name, worker in workers.items():
                assert worker.stdin is not None
                worker.stdin.write(f"{months}\n")
                worker.stdin.flush()
                best[name] = min(best[name], float(_said(worker)))
    finally:
        for worker in workers.values():
            worker.kill()
            worker.wait()
    return best


def main() -> int:
    """Measure and print; exit 1 where this checkout costs more than ``--at-most`` times the other revision."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.revisions", description=__doc__)
    parser.add_argument("revision", help="commit, branch or tag")
    parser.add_argument("--relationships", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--months", type=int, default=5, help="months of a turn")
    parser.add_argument("--at-most", type=float, default=1.3, metavar="RATIO")
    asked = parser.parse_args()
    with worktree(asked.revision) as place:
        trees = {asked.revision: place, "this checkout": ROOT}
        best = side_by_side(trees, asked.relationships, asked.rounds, asked.months)
    for name, seconds in best.items():
        print(f"{name:16} {1e9 * seconds / asked.relationships:7.1f} ns a relationship and month")
    ratio = best["this checkout"] / best[asked.revision]
    print(f"ratio {ratio:.2f}, at most {asked.at_most:g}: {'met' if ratio <= asked.at_most else 'MISSED'}")
    return int(ratio > asked.at_most)


if __name__ == "__main__":
    sys.exit(main())
