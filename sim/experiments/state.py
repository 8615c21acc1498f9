"""How far a study is, read from its folder while others may be writing there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from sim.experiments.cost import free_space
from sim.experiments.place import failed_runs, is_taken
from sim.store import read_manifest
from sim.store.reading import committed_chunks
from sim.store.writing import chunk_file


def state_of(folder: Path, *, lately_s: float = 120.0) -> dict[str, Any]:
    """Return how far the study in a folder is, as JSON-able data.

    Parameters
    ----------
    folder : Path
        A results folder.
    lately_s : float
        Seconds back from now over which the rate is taken.

    Raises
    ------
    ResultsFolderError
        There are no results of ours.
    """
    manifest = read_manifest(folder)
    chunks = committed_chunks(folder)
    now = time.time()
    done = lately = 0
    since = now
    for chunk in chunks:
        file = chunk_file(folder, "runs", chunk)
        rows, written = pq.read_metadata(file).num_rows, file.stat().st_mtime
        done += rows
        if now - written <= lately_s:
            lately += rows
            since = min(since, written)
    failed = failed_runs(folder)
    at_work = is_taken(folder)
    runs = manifest["points"] * manifest["replications"] if "points" in manifest else len(manifest["runs"])
    rate = lately / max(now - since, 1.0) if lately else 0.0
    left = max(runs - done - len(failed), 0)
    return {
        "name": manifest["name"],
        "kind": manifest["kind"],
        "folder": str(folder),
        "status": manifest["status"] if not at_work else "running",
        "at_work": at_work,
        "runs": runs,
        "done": done,
        "failed": len(failed),
        "first_failed": failed[0] if failed else None,
        "chunks": len(chunks),
        "runs_a_second": rate,
        "seconds_left": left / rate if rate else None,
        "bytes": sum(file.stat().st_size for file in folder.glob("*.parquet")),
        "free": free_space(folder),
        "command": manifest.get("command", ""),
        "digest": manifest.get("digest") or None,
    }
