"""Where results go: nothing of others is overwritten, nothing is ever half-written."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from sim.errors import ResultsFolderError
from sim.store.manifest import MANIFEST, load_manifest

OURS = re.compile(
    r"manifest\.json|(design|(runs|steps|events|dyads|paths|network)-\d+)\.parquet|failures|figures|report\.html"
    r"|study\.toml|\.lock-[\w-]+"
)
"""Names that this program gives inside a results folder; all others belong to the user."""

ONE_DAY = 86400.0

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENOTDIR: "a part of the path is a file",
    errno.EBUSY: "it is in use, or a disk is mounted there",
}


@contextlib.contextmanager
def as_folder_error(folder: Path) -> Iterator[None]:
    """Turn what the operating system says while writing into a message about the results folder."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise ResultsFolderError(
            f"{folder}: cannot be written: {reason}; earlier results there are as they were",
            "  --out NAME    writes elsewhere",
        ) from error


def write_file(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file so that it is there whole or not at all: temporary name, fsync, rename."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(temporary, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _listed(folder: Path) -> str:
    names = sorted(entry.name for entry in folder.iterdir())
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def check_place(folder: Path, *, name: str, kind: str = "run") -> None:
    """Refuse a place that is not ours to write: others' files, another scenario's results, no permission.

    Parameters
    ----------
    folder : Path
        Where the results are to go; need not exist.
    name, kind : str
        Scenario, and ``"run"`` or the kind of study: only results of the same are replaced.

    Raises
    ------
    ResultsFolderError
        With the reason and the way out.
    """
    with as_folder_error(folder):
        _restore(folder)
        if folder.is_dir() and any(folder.iterdir()):
            _check_owner(folder, name, kind)
        elif folder.exists() and not folder.is_dir():
            raise _taken(folder, "is a file")
        if folder.is_dir() and Path.cwd().is_relative_to(folder.resolve()):
            raise _taken(folder, "is the folder that you are in")
        probe = _beside(folder, "writing")
        try:
            probe.mkdir(parents=True)
            write_file(probe / MANIFEST, lambda file: file.write(b"{}"))
        finally:
            shutil.rmtree(probe, ignore_errors=True)


def _check_owner(folder: Path, name: str, kind: str) -> None:
    manifest = load_manifest(folder)
    if manifest is None:
        raise _taken(folder, f"holds files that dyads did not write ({_listed(folder)})")
    if (manifest.get("name"), manifest.get("kind")) != (name, kind):
        raise _taken(folder, f"holds the results of another {manifest.get('kind')}, {manifest.get('name')}")


def _taken(folder: Path, why: str) -> ResultsFolderError:
    return ResultsFolderError(
        f"{folder}: {why}; nothing was run and nothing was changed", "  --out NAME    writes elsewhere"
    )


def _beside(folder: Path, purpose: str) -> Path:
    place = folder.resolve()
    return place.with_name(f".{place.name}.{purpose}-{secrets.token_hex(4)}")


def _restore(folder: Path) -> None:
    """Undo what a killed writer left: bring earlier results back if it died between two renames, clear its rest."""
    place = folder.resolve()
    if not place.parent.is_dir():
        return
    for aside in place.parent.glob(f".{place.name}.previous-*"):
        if not place.exists():
            os.rename(aside, place)
    for rest in place.parent.glob(f".{place.name}.writing-*"):
        # A younger one may be in the hands of a writer that lives.
        if time.time() - rest.stat().st_mtime > ONE_DAY:
            shutil.rmtree(rest, ignore_errors=True)


@contextlib.contextmanager
def replacing(folder: Path, *, name: str, kind: str = "run") -> Iterator[Path]:
    """Give a new folder to write into, which takes the place of the old one when all went well.

    Until the last rename the earlier results stay as they are; files of the user's own in the old folder move along.

    Parameters
    ----------
    folder, name, kind
        As in :func:`check_place`.

    Yields
    ------
    Path
        A new folder beside ``folder``, on the same disk.

    Raises
    ------
    ResultsFolderError
        The place is not ours, or the disk refuses; nothing has changed then.
    """
    check_place(folder, name=name, kind=kind)
    staging = _beside(folder, "writing")
    try:
        with as_folder_error(folder):
            staging.mkdir(parents=True)
            yield staging
            _swap(staging, folder.resolve())
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _swap(staging: Path, place: Path) -> None:
    if not place.exists():
        os.rename(staging, place)
        return
    aside = _beside(place, "previous")
    os.rename(place, aside)
    try:
        os.rename(staging, place)
    except BaseException:
        os.rename(aside, place)
        raise
    for entry in aside.iterdir():
        if not OURS.fullmatch(entry.name):
            shutil.move(entry, place / entry.name)
    shutil.rmtree(aside)
