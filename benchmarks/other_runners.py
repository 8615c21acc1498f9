"""The plain Mesa model played many times by other runners: ``mesa.batch_run`` and ``modelly.run_batch``.

Each is measured in a process of its own, because both hold all their results there.  ``modelly-abm`` wants models that
are built on its own classes: its tool for moving from Mesa is let loose on a copy of the baseline.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BASELINE = Path(__file__).with_name("baseline")
MODELLY = "modelly-abm, which needs Python 3.12, is not installed here (pip install modelly-abm): left out"


def measured(name: str, runs: int, jobs: int) -> dict[str, Any]:
    """Return what ``runs`` runs take with one of the runners, or why it cannot be measured."""
    if name == "modelly" and importlib.util.find_spec("modelly") is None:
        return {"runner": "modelly-abm", "left_out": MODELLY}
    with tempfile.TemporaryDirectory(prefix="other-runner-") as aside:
        paths = [str(BASELINE.parents[1]), os.environ.get("PYTHONPATH", "")]
        if name == "modelly":
            _port(Path(aside) / "ported")
            paths.insert(0, aside)
        told = Path(aside) / "told.json"
        start = "from benchmarks.other_runners import main; main()"  # not -m: workers must find this module by its name
        call = [sys.executable, "-c", start, name, str(runs), str(jobs), str(told)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
        done = subprocess.run(call, env=environment, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{name}: exit code {done.returncode}\n{done.stderr[-2000:]}")
        found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
        return found


def _port(place: Path) -> None:
    """Put a copy of the baseline there that is built on modelly's classes."""
    shutil.copytree(BASELINE, place, ignore=shutil.ignore_patterns("__pycache__"))
    for file in place.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"\bbenchmarks\.baseline\b", "ported", text)
        # What its tool does not know of: modelly counts months in its clock only.
        file.write_text(re.sub(r"\b((?:self\.)?model)\.steps\b", r"int(\1.time)", text), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "modelly.migrate", str(place), "--write"], stdout=subprocess.DEVNULL, check=True
    )


def _parameters() -> dict[str, float]:
    from benchmarks.many_runs import BUYERS, SELLERS

    sizes = {"buyers": BUYERS, "sellers": SELLERS, "complementors": 0, "governments": 0}
    return {f"population.{kind}": number for kind, number in sizes.items()}


def _with_mesa(runs: int, jobs: int) -> tuple[int, float]:
    """Play through ``mesa.batch_run``; return the months of each run, and processor seconds of all."""
    import warnings

    import mesa

    from benchmarks.baseline import BaselineModel
    from benchmarks.many_runs import MONTHS

    given = {**_parameters(), "rng": list(range(1, runs + 1))}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = mesa.batch_run(
            BaselineModel,
            given,
            number_processes=jobs,
            data_collection_period=1,
            max_steps=MONTHS,
            display_progress=False,
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(len(rows) / runs), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def modelly_run(seed: int) -> tuple[Any, float]:
    """Play one run of the ported model; return its table of months and the processor seconds it took."""
    from ported import BaselineModel

    from benchmarks.many_runs import MONTHS

    used = time.process_time()
    model = BaselineModel(rng=seed, **_parameters())
    for _ in range(MONTHS):
        model.step()
    return model.datacollector.get_model_vars_dataframe(), time.process_time() - used


def _with_modelly(runs: int, jobs: int) -> tuple[int, float]:
    """Play through ``modelly.batch.run_batch``; return the months of each run, and processor seconds of all."""
    from modelly.batch import run_batch

    results = run_batch(modelly_run, list(range(1, runs + 1)), workers=jobs)
    # Its workers are not children of this process, whose accounts would not show them.
    return round(sum(len(table) for table, _ in results) / runs), sum(used for _, used in results)


def lines_of(found: dict[str, Any], many: int) -> list[str]:
    """Return what was measured as lines for people, with what it comes to for many runs."""
    if "left_out" in found:
        return [found["left_out"]]
    runs, jobs, wall, months = (found[name] for name in ("runs", "jobs", "wall_s", "months"))
    grown = (found["parent_mb"]["after"] - found["parent_mb"]["before"]) / runs * many
    hours = wall / runs * many / 3600
    return [
        f"{found['runner']}, plain model: {runs} runs, {jobs} workers, {wall:,.0f} s, {runs / wall:.2f} runs/s",
        f"  processor time a run        {found['cpu_s'] / runs:8.2f} s of {months} months",
        f"  {many:,} runs, extrapolated   {hours:8.1f} h, parent process {grown:+,.0f} MB",
    ]


def main() -> None:
    """Measure one runner in this process; arguments are name, runs, jobs, and the file for what was found."""
    from benchmarks.many_runs import _resident

    name, runs, jobs, file = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    if name == "mesa":
        import mesa as library

        import benchmarks.baseline  # noqa: F401 (its memory is not a run's)

        play = _with_mesa
    else:
        import modelly as library
        import ported  # noqa: F401

        play = _with_modelly
    play(jobs, jobs)  # what a first batch brings into memory is not a run's
    held, begun = _resident(os.getpid()), time.perf_counter()
    months, used = play(runs, jobs)
    wall = time.perf_counter() - begun
    found = {
        "runner": f"{'mesa.batch_run, mesa' if name == 'mesa' else 'modelly-abm'} {library.__version__}",
        "runs": runs, "jobs": jobs, "months": months, "wall_s": wall, "cpu_s": used,
        "parent_mb": {"before": held, "after": _resident(os.getpid())},
    }  # fmt: skip
    file.write_text(json.dumps(found), encoding="utf-8")
