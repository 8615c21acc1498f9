"""Compiled code that is kept between runs: where it lies, when it is out of date, and how it is fetched."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba import config
from numba.core.caching import FunctionCache, NullCache
from numba.core.runtime import rtsys

HERE = Path(__file__).parent
_IMPORT = re.compile(r"^from (sim[\w.]*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)
_ONLY_FOR_TYPES = re.compile(r"^if TYPE_CHECKING:\n(?:(?: .*)?\n)+", re.MULTILINE)
_NAMED = re.compile(r"^class \w+|^    \w+(?=: .*= parameter\()", re.MULTILINE)
_CORE = re.compile(r"^class CoreParameters.*?(?=^class )", re.MULTILINE | re.DOTALL)


def root() -> Path:
    """Return a writable folder for compiled code: ``DYADS_CACHE_DIR``, the user's cache, or a temporary one."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    for candidate in filter(None, (os.environ.get("DYADS_CACHE_DIR"), os.path.join(home, "dyads"))):
        try:
            os.makedirs(candidate, exist_ok=True)
            with tempfile.TemporaryFile(dir=candidate):
                return Path(candidate)
        except OSError:
            continue
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"dyads-{user}"


@cache
def _imports(module: str) -> tuple[Path, tuple[str, ...]]:
    """Return the file of a module of ours and the modules of ours that it imports when it runs."""
    place = HERE.joinpath(*module.split(".")[1:])
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    found = []
    for origin, names in _IMPORT.findall(_ONLY_FOR_TYPES.sub("", file.read_text(encoding="utf-8"))):
        found.append(origin)
        folder = HERE.joinpath(*origin.split(".")[1:])
        if folder.is_dir():
            words = re.findall(r"\w+", names)
            found += [f"{origin}.{word}" for word in words if (folder / f"{word}.py").exists()]
    return file, tuple(found)


@cache
def sources_digest(module: str = "sim.processes.schedule") -> str:
    """Return a digest of all that the compiled code of a module may depend on.

    These are the module's file, those of every module that it imports, directly or not, the names and order of the
    packed parameters, the versions of Numba and NumPy, and the generator of luck.  Numba's own cache notices neither
    an edit in an imported file nor another generator; a folder named after them does.
    """
    generator = os.environ.get("DYADS_GENERATOR", "mix")
    digest = hashlib.sha256(f"{numba.__version__} {np.__version__} {generator}".encode())
    files, waiting, seen = [HERE / "_jit.py"], [module], {module}
    while waiting:
        file, imported = _imports(waiting.pop())
        files.append(file)
        fresh = set(imported) - seen
        seen |= fresh
        waiting += fresh
    for file in sorted(set(files)):
        digest.update(file.relative_to(HERE).as_posix().encode())
        digest.update(file.read_bytes())
    layouts = [HERE / "parameters" / f"{name}.py" for name in ("conduct", "feelings", "surroundings")]
    if module.startswith("sim.mechanisms."):
        layouts.append(HERE / "parameters" / "mechanisms" / f"{module.split('.')[2]}.py")
    for file in layouts:
        digest.update(" ".join(_NAMED.findall(file.read_text(encoding="utf-8"))).encode())
    declared = (HERE / "parameters" / "declarations.py").read_text(encoding="utf-8")
    digest.update("".join(_CORE.findall(declared)).encode())
    return digest.hexdigest()[:16]


ROOT: Path = root()


def folder(module: str = "sim.processes.schedule") -> Path:
    """Return the folder of a module's compiled code; another one after any edit that it could notice."""
    return ROOT / sources_digest(module)


class KeptCode(NullCache):  # type: ignore[misc]
    """Numba's cache of a function, looked for where it is called first, and without Numba's compiler.

    Before it looks into its cache Numba loads all that it knows of Python, NumPy and SciPy, which takes longer than to
    import all else.  That is needed to compile, and done before it compiles, but not to fetch machine code.
    """

    def __init__(self, function: Any) -> None:
        self._function = function

    @cached_property
    def _kept(self) -> FunctionCache:
        before = config.CACHE_DIR
        config.CACHE_DIR = str(folder(self._function.__module__))
        try:
            return FunctionCache(self._function)
        finally:
            config.CACHE_DIR = before

    def load_overload(self, signature: Any, target: Any) -> Any:
        """Return what was kept for these types of arguments, ready to be called, or None."""
        rtsys.initialize(target)
        with self._kept._guard_against_spurious_io_errors():
            return self._kept._load_overload(signature, target)

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep what was compiled for these types of arguments."""
        self._kept.save_overload(signature, compiled)


def keep(function: Any) -> Any:
    """Return a function of Numba's that keeps what it compiles for as long as its sources say the same."""
    function._cache = KeptCode(function.py_func)
    return function
