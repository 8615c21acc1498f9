"""The folder of a study: whose it is, who may write to it now, what is done already."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sim.errors import ResultsFolderError
from sim.experiments.beginning import stored_beginning
from sim.experiments.study import Study
from sim.store import Lock, read_manifest, surroundings, write_design, write_manifest
from sim.store.arrays import arrow_array, numpy_array
from sim.store.folder import as_folder_error, check_place
from sim.store.manifest import load_manifest
from sim.store.reading import committed_chunks
from sim.store.writing import chunk_file

LAUNCH_LOCK = ".lock-launch"
"""Held by the one process that hands out runs; shared by the shards of an array job."""
WORKERS_LOCK = ".lock-workers"
"""Shared by everybody who writes chunks, so that a new launch can wait until those of a killed one are gone."""
ORPHANS_S = 60.0

_PART = re.compile(r"\.?(?:steps|events|dyads|paths|networks|runs)-(\d+)\.parquet(\.[0-9a-f]{8})?")


@contextlib.contextmanager
def taken(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a study's folder alone, or share it with other shards.

    Raises
    ------
    ResultsFolderError
        Somebody else is at work there.
    """
    with as_folder_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
        launch = Lock(folder / LAUNCH_LOCK, shared=shared)
        held = launch.take()
    if not held:
        raise ResultsFolderError(
            f"{folder}: another process is at work there; nothing was run",
            f"  dyads status {folder}    shows how far it is",
            "  --out NAME    writes elsewhere",
        )
    with launch:
        if not shared:
            _wait_for_orphans(folder)
        yield


def _wait_for_orphans(folder: Path) -> None:
    with as_folder_error(folder), Lock(folder / WORKERS_LOCK) as workers:
        if not workers.take(wait_s=ORPHANS_S):
            raise ResultsFolderError(
                f"{folder}: workers of an earlier launch are still writing there; nothing was run",
                "  wait for them, or end them; then give the same command again",
            )


def is_taken(folder: Path) -> bool:
    """Return whether somebody is at work in a folder."""
    if not (folder / LAUNCH_LOCK).exists():
        return False
    try:
        with Lock(folder / LAUNCH_LOCK) as lock:
            return not lock.take()
    except OSError:  # a folder of somebody else's
        return False


def claim(folder: Path, study: Study, about: Mapping[str, Any]) -> Study:
    """Make a folder this study's, or find that it is; return the study with the points that are stored there.

    Parameters
    ----------
    folder : Path
        Taken.
    study : Study
    about : mapping
        Further entries of the manifest: the command, the study's file.

    Raises
    ------
    ResultsFolderError
        It is another study's.
    """
    earlier = load_manifest(folder)
    with as_folder_error(folder):
        if earlier is None:
            if any(not entry.name.startswith(".lock-") for entry in folder.iterdir()):
                check_place(folder, name=study.name, kind=study.kind)
            write_design(folder, _design_table(study))
            _state(folder, study, {**about, "started": _now()}, "running")
            return study
        _check_same(folder, earlier, study)
        stored = Study(
            name=study.name, kind=study.kind, scenarios=study.scenarios, replications=study.replications,
            beginning=study.beginning, **_read_design(folder, study),
        )  # fmt: skip
        if study.replications >= earlier["replications"]:  # who asks for fewer changes nothing
            _state(folder, stored, {**about, "started": earlier["started"]}, "running")
    return stored


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _state(folder: Path, study: Study, about: Mapping[str, Any], status: str, digest: str = "") -> None:
    write_manifest(
        folder,
        {
            "name": study.name,
            "kind": study.kind,
            "status": status,
            "digest": digest,
            "replications": study.replications,
            "points": study.n_points,
            "arms": [world.name for world in study.worlds],
            "scenario": study.scenarios[0].resolved(),
            "scenarios": [scenario.resolved() for scenario in study.scenarios],
            "portfolio": study.beginning.as_dict() if study.beginning else None,
            "identity": study.digest(),
            "model_digest": study.identity()["model"],
            **surroundings(),
            **about,
        },
    )


def conclude(folder: Path, study: Study, status: str, digest: str) -> None:
    """Write into the manifest how a study stands and what came out."""
    earlier = read_manifest(folder)
    if earlier["replications"] > study.replications:
        return
    about: dict[str, Any] = {key: earlier[key] for key in ("command", "started") if key in earlier}
    with as_folder_error(folder):
        _state(folder, study, {**about, "ended": _now()}, status, digest)


def _check_same(folder: Path, earlier: Mapping[str, Any], study: Study) -> None:
    if earlier.get("identity") == study.digest():
        return
    mine = study.identity()
    if (earlier.get("name"), earlier.get("kind")) != (study.name, study.kind):
        why = f"holds another study: the {earlier.get('kind')} {earlier.get('name')}"
    elif earlier.get("model_digest") != mine["model"]:
        why = "was made by another version of the model, whose runs do not mix with this one's"
    elif (earlier.get("portfolio") or {}).get("digest") != (study.beginning.digest if study.beginning else None):
        why = "holds another study of this name, which began from other relationships (--portfolio)"
    else:
        why = f"holds another study of this name: {_first_difference(earlier, study)}"
    nothing = "nothing was run and nothing was changed"
    raise ResultsFolderError(f"{folder}: {why}; {nothing}", "  --out NAME    writes elsewhere")


def _first_difference(earlier: Mapping[str, Any], study: Study) -> str:
    """Return the first setting that differs, in words."""
    ours = [scenario.resolved() for scenario in study.scenarios]
    theirs = earlier.get("scenarios", [])
    if len(theirs) != len(ours):
        return f"{len(theirs)} scenarios there, {len(ours)} here"
    for there, here in zip(theirs, ours, strict=True):
        a, b = dict(_flat(there)), dict(_flat(here))
        for key in dict.fromkeys([*a, *b]):
            if a.get(key) != b.get(key) and not key.startswith(
                ("execution", "claim", "lesson", "question", "run.replications")
            ):
                return f"{key} is {a.get(key, 'not stated')} there and {b.get(key, 'not stated')} here"
    return "its settings differ"


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            part = "" if not path and key == "parameters" else str(key)
            yield from _flat(inner, ".".join(filter(None, (path, part))))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _flat(inner, f"{path}[{number}]")
    else:
        yield path, value


# ---------------------------------------------------------------- the design


def _design_table(study: Study) -> pa.Table:
    """Return one row per sample and world: sample, point, arm, and what is varied."""
    n = len(study.worlds)
    samples = np.repeat(np.arange(len(study.samples)), n)
    points = (study.samples[:, None] * n + np.arange(n)).reshape(-1)
    columns: dict[str, Any] = {
        "sample": arrow_array(samples, pa.int32()),
        "point": arrow_array(points, pa.int32()),
        "arm": arrow_array([world.name for world in study.worlds] * len(study.samples)),
    }
    whole = _whole_factors(study.values)
    for key, column in study.values.items():
        columns[key] = arrow_array(column[points], pa.int64() if key in whole else pa.float64())
    return pa.table(columns)


def _whole_factors(keys: Iterable[str]) -> set[str]:
    from sim.scenario.settings import infos

    return {key for key in keys if infos()[key].whole}


def _read_design(folder: Path, study: Study) -> dict[str, Any]:
    table = pq.read_table(folder / "design.parquet")
    n = len(study.worlds)
    points = numpy_array(table["point"])
    _, rows = np.unique(points, return_index=True)
    keys = [name for name in table.column_names if name not in {"sample", "point", "arm"}]
    values = {key: numpy_array(table[key])[rows].astype(np.float64) for key in keys}
    return {"values": values, "samples": points[::n].astype(np.int64) // n}


def study_in(folder: Path) -> Study:
    """Return the study that a results folder holds, a single run included.

    Raises
    ------
    ResultsFolderError
        There are no results of ours, or the portfolio that they began from is no longer what it was.
    """
    from sim.scenario import from_resolved

    manifest = read_manifest(folder)
    scenarios = tuple(from_resolved(one) for one in manifest.get("scenarios") or [manifest["scenario"]])
    bare = Study(manifest["name"], manifest["kind"], scenarios, {}, np.zeros(1, np.int64), 1)
    with as_folder_error(folder):
        read = _read_design(folder, bare)
    return Study(
        manifest["name"], manifest["kind"], scenarios, replications=manifest.get("replications", 1),
        beginning=stored_beginning(folder, manifest), **read,
    )  # fmt: skip


# ---------------------------------------------------------------- what is done


def clean(folder: Path, mine: Callable[[int], bool] | None = None) -> None:
    """Remove what killed writers left: parts of chunks that were never committed, half-written files.

    Parameters
    ----------
    folder : Path
        Taken.
    mine : callable, optional
        Whether a chunk that begins with a run may be looked at, where others are at work beside; all unless stated.
    """
    committed = set(committed_chunks(folder))
    with as_folder_error(folder):
        for entry in folder.iterdir():
            found = _PART.fullmatch(entry.name)
            if found is None or (mine is not None and not mine(int(found[1]))):
                continue
            if found[2] or int(found[1]) not in committed:
                entry.unlink(missing_ok=True)


def done_runs(folder: Path, study: Study) -> NDArray[np.bool_]:
    """Return which runs of the study are done: those whose key is stored with status ok; (runs,) bool."""
    done = np.zeros(study.n_runs, bool)
    for chunk in committed_chunks(folder):
        rows = pq.read_table(chunk_file(folder, "runs", chunk), columns=["run", "key", "status"])
        for run, key, status in zip(*(rows[name].to_pylist() for name in ("run", "key", "status")), strict=True):
            if status == "ok" and run < study.n_runs and study.run(run).key == key:
                done[run] = True
    return done


def committed_of(folder: Path, runs: Iterable[int]) -> set[int]:
    """Return which of these runs are in chunks that begin with one of them."""
    found: set[int] = set()
    for run in runs:
        file = chunk_file(folder, "runs", run)
        if run not in found and file.exists():
            found |= set(pq.read_table(file, columns=["run"])["run"].to_pylist())
    return found


def failed_runs(folder: Path) -> list[int]:
    """Return the numbers of the runs whose failure is on record, in order."""
    return sorted(int(file.stem) for file in (folder / "failures").glob("*.json") if file.stem.isdigit())
