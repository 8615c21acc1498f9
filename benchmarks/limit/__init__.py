"""The core month in C with the same maths: what the engine's month is held against.

``CoreMonth`` compiles ``core_month.c`` with one set of flags and lets it play on the arrays of a simulation;
searching, agreeing and opening, a few relationships a month, are the engine's on both sides.  ``STRICT`` must give the
same bits as the engine; the others may reassociate, and the fastest of them counts.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

from sim import streams
from sim.engine import Simulation
from sim.parameters import Parameters, pack
from sim.processes import block, measures, schedule
from sim.state import columns
from sim.state.world import CARD

SOURCE = Path(__file__).with_name("core_month.c")
COMMON = ("-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math", "-shared", "-fPIC")
REASSOCIATING = ("-fassociative-math", "-fno-signed-zeros", "-ffinite-math-only", "-freciprocal-math")
STRICT = (*COMMON, "-ffp-contract=off")
FLAG_SETS = {
    "strict": STRICT,
    "contracted": COMMON,
    "reassociated": (*COMMON, *REASSOCIATING),
    "reassociated, unrolled": (*COMMON, *REASSOCIATING, "-funroll-loops"),
    "reassociated, 256-bit": (*COMMON, *REASSOCIATING, "-mprefer-vector-width=256"),
}
"""Flags of gcc by name; all with ``-O3 -march=native``."""

_PURPOSES = ("HEARING", "REVIEW", "FIRST_SIGHT", "DELIVERY", "PERCEPTION", "LEAVING", "FATE")
_FLAGS = ("REVIEWED", "LEFT_0", "LEFT_1", "FATED", "STAGE_CHANGED")


class _World(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int64) for name in ("organisations", "rows", "buyers")),
        *(
            (name, ctypes.c_void_p)
            for name in (
                *("uid", "conduct", "standing", "place", "supply", "demand", "first", "target", "partner", "past"),
                *("past_next", "directed", "dyadic", "read_out", "counts", "stages", "sums", "measures"),
            )
        ),
    )


def compiler() -> str | None:
    """Return the C compiler, or None where there is none."""
    return shutil.which("gcc")


def header(parameters: Parameters) -> str:
    """Return parameters, columns and codes as C knows them."""
    lines = []
    packed = pack(parameters)
    for construct in packed._fields:
        group = getattr(packed, construct)
        lines += [f"static const double {construct}_{name} = {getattr(group, name)!r};" for name in group._fields]
    codes: dict[str, int] = {}
    for module, names in (
        (columns, [name for name in dir(columns) if name.isupper()]),
        (measures, [name for name in dir(measures) if name.isupper() and not name.startswith("N_")]),
        (block, _FLAGS),
        (streams, _PURPOSES),
    ):
        for name in names:
            value = getattr(module, name)
            if isinstance(value, int) and codes.setdefault(name, value) != value:
                raise ValueError(f"{name} means two numbers")
    codes["N_MEMENTO"] = len(columns.MEMENTO)
    codes["CARD"] = CARD
    return "\n".join([*lines, *(f"#define {name} {int(value)}" for name, value in codes.items())]) + "\n"


class CoreMonth:
    """The month in C, playing on the world of a simulation that it takes over.

    Parameters
    ----------
    simulation : Simulation
        A market: no complementors, no mechanisms, one thread.
    flags : tuple of str
        Of the compiler; see ``FLAG_SETS``.
    folder : Path
        Where the library is built.

    Raises
    ------
    RuntimeError
        When there is no compiler, or it refuses.
    """

    def __init__(self, simulation: Simulation, flags: tuple[str, ...], folder: Path) -> None:
        gcc = compiler()
        if gcc is None:
            raise RuntimeError("no C compiler")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "parameters.h").write_text(header(simulation.parameters), encoding="utf-8")
        library = folder / "core_month.so"
        command = [gcc, *flags, f"-I{folder}", str(SOURCE), "-o", str(library), "-lm"]
        made = subprocess.run(command, check=False, capture_output=True, text=True)
        if made.returncode:
            raise RuntimeError(made.stderr)
        self.library = ctypes.CDLL(str(library))
        self.simulation = simulation
        o, r = simulation.world
        self.measures = np.zeros(measures.N_MEASURES, np.int64)
        self._arrays = {
            **{name: getattr(o, name) for name in ("uid", "conduct", "standing", "place", "supply", "demand", "first")},
            **{name: getattr(o, name) for name in ("target", "past", "past_next")},
            **{name: getattr(r, name) for name in ("partner", "directed", "dyadic", "read_out", "counts", "stages")},
            "sums": simulation._sums[0],
            "measures": self.measures,
        }
        buyers = int(simulation.starts[1])
        pointers: dict[str, Any] = {name: array.ctypes.data for name, array in self._arrays.items()}
        self._world = _World(organisations=o.uid.size, rows=simulation.rows, buyers=buyers, **pointers)
        self._blocks = np.ascontiguousarray(simulation.blocks)
        self._seed = ctypes.c_uint64(simulation.seed)

    def step(self) -> None:
        """Play a month."""
        simulation, world = self.simulation, ctypes.byref(self._world)
        month = simulation.month + 1
        n = int(simulation.world.organisations.uid.size)
        self.measures[:] = 0
        self.library.hear(world, self._seed, ctypes.c_int64(month))
        simulation._call(schedule.SEARCHING, 0, month, month, 0, n, 0)
        simulation._call(schedule.AGREEING, 0, month, month, 0, n, 0)
        blocks = ctypes.c_void_p(self._blocks.ctypes.data)
        self.library.relate(world, self._seed, ctypes.c_int64(month), blocks, ctypes.c_int64(len(self._blocks)))
        place = 0
        while place < n:
            _, place = simulation._call(schedule.OPENING, 0, month, month, place, n, 0)
            simulation.empty_books()
        self.library.settle(world)
        simulation.month = month
