"""The manifest: what was asked, with what, and what came out; it makes a folder ours."""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
LAYOUT = 1
"""Version of the layout of results folders."""

LIBRARIES = ("dyads", "numpy", "numba", "llvmlite", "mesa", "pyarrow", "pydantic", "scipy", "matplotlib", "duckdb")


def installed_version(distribution: str) -> str | None:
    """Return the installed version of a distribution, or None."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


@functools.cache
def source_revision() -> str | None:
    """Return the revision of the checkout that this package is run from ("+" where edited), or None."""
    checkout = Path(__file__).resolve().parents[2]
    # An installed package may lie inside somebody else's repository.
    if not (checkout / ".git").exists():
        return None
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        ask = functools.partial(subprocess.run, capture_output=True, text=True, timeout=5, check=True, cwd=checkout)
        revision = ask(["git", "rev-parse", "HEAD"]).stdout.strip()
        edited = ask(["git", "status", "--porcelain", "--untracked-files=no", "--", "sim"]).stdout.strip()
        return f"{revision}+" if edited else revision
    return None


def surroundings() -> dict[str, Any]:
    """Return what a result was made with: versions, source revision, platform; none of it enters a digest."""
    return {
        "versions": {"python": platform.python_version()} | {name: installed_version(name) for name in LIBRARIES},
        "source_revision": source_revision(),
        "platform": {
            "system": platform.platform(),
            "machine": platform.machine(),
            "implementation": sys.implementation.name,
            "cores": os.cpu_count(),
        },
    }


def write_manifest(folder: Path, content: Mapping[str, Any]) -> None:
    """Write the manifest of a folder; ``made_by`` and ``layout`` are added."""
    from sim.store.folder import write_file

    whole = {"made_by": "dyads", "layout": LAYOUT, **content}
    text = json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    write_file(folder / MANIFEST, lambda file: file.write(text.encode()))


def load_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a folder, or None where there is none of ours."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return content if isinstance(content, dict) and content.get("made_by") == "dyads" else None


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a results folder.

    Raises
    ------
    ResultsFolderError
        There is no folder, none of ours, or one of a newer layout.
    """
    from sim.errors import ResultsFolderError

    content = load_manifest(folder)
    if content is None:
        missing = "no results there" if folder.is_dir() else "no such folder"
        raise ResultsFolderError(f"{folder}: {missing}", "  dyads run SCENARIO    makes results")
    if content["layout"] > LAYOUT:
        raise ResultsFolderError(
            f"{folder}: written by a newer version (layout {content['layout']}; this one reads up to {LAYOUT})",
            "  pip install --upgrade dyads",
        )
    return content
