"""How much memory a world needs and how much there is."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path as File
from typing import Any

from sim.parameters import Parameters
from sim.scenario.positions import Path
from sim.scenario.settings import flattened

BYTES_PER_RELATIONSHIP = 700
BYTES_PER_ORGANISATION = 300
USABLE_SHARE = 0.7
_MOST_PARTNERS = 4096
_SIZES = tuple(f"population.{kind}" for kind in ("buyers", "partners", "sellers", "complementors", "governments"))


def partners_wanted(parameters: Parameters) -> float:
    """Return how many partners a buyer wants on average, at most as many as there are sellers or peers."""
    population = parameters.population
    reach = population.sellers + (population.buyers - 1 if parameters.chain.peers else 0)
    most = min(reach, _MOST_PARTNERS)
    least, tail = min(population.partners, most), population.degree_tail
    if tail == 0 or least == most:
        return float(least)
    if tail == 1:
        tail = 1.0 + 1e-9  # the formula's limit
    return float(least * tail - most * (least / most) ** tail) / (tail - 1)


def _supplied(parameters: Parameters) -> int:
    chain = parameters.chain
    return (parameters.population.sellers - chain.suppliers) * min(chain.partners, chain.suppliers)


def bytes_needed(parameters: Parameters) -> float:
    """Return roughly the bytes that one run of this world takes."""
    population = parameters.population
    organisations = population.buyers + population.sellers + population.complementors + population.governments
    return (
        BYTES_PER_RELATIONSHIP * (population.buyers * partners_wanted(parameters) + _supplied(parameters))
        + BYTES_PER_ORGANISATION * organisations
    )


def bytes_there() -> int | None:
    """Return the machine's memory, or what this process may use of it; None where nobody tells."""
    limits = [_machine(), *(_limit(file) for file in _LIMITS)]
    return min((limit for limit in limits if limit), default=None)


_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def _limit(file: str) -> int | None:
    try:
        text = File(file).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return int(text) if text.isdigit() else None


def _machine() -> int | None:
    if sys.platform == "win32":
        return _windows()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None


def _windows() -> int | None:
    import ctypes

    kilobytes = ctypes.c_ulonglong()
    call = getattr(ctypes, "windll").kernel32.GetPhysicallyInstalledSystemMemory  # noqa: B009
    return kilobytes.value * 1024 if call(ctypes.byref(kilobytes)) else None


def oversize(data: Mapping[str, Any]) -> list[tuple[tuple[Path, ...], str]]:
    """Return what is wrong where the largest world of a scenario does not fit into the machine.

    Parameters
    ----------
    data : mapping
        Valid values in the shape of the file: sections, arms, design.

    Returns
    -------
    list
        Nothing, or one pair: the places that may have stated it, and the message.
    """
    arms = data.get("arm") or [{}]
    factors = flattened((data.get("design") or {}).get("factors") or {})
    varied = {key: max(factor.get("values") or [factor.get("max", 0)]) for key, factor in factors.items()}
    worlds = []
    for number, arm in enumerate(arms):
        values = {**flattened(arm.get("set") or {}), **varied}
        population = {key.partition(".")[2]: size for key, size in values.items() if key in _SIZES}
        stated = {**data.get("population", {}), **{name: int(size) for name, size in population.items()}}
        parameters = Parameters.model_validate({"population": stated})
        places: list[Path] = [("arm", number, "set", key) for key in _SIZES if key in flattened(arm.get("set") or {})]
        places += [("design", "factors", key) for key in _SIZES if key in varied]
        worlds.append((bytes_needed(parameters), (*places, *(tuple(key.split(".")) for key in _SIZES))))
    needed, places_of_largest = max(worlds, key=lambda world: world[0])
    there = bytes_there()
    if there is None or needed <= USABLE_SHARE * there:
        return []
    message = (
        f"one run would need about {readable(needed)} of memory; this machine has {readable(there)}, "
        f"of which {100 * USABLE_SHARE:.0f} % may be used"
    )
    return [(places_of_largest, message)]


def readable(amount: float) -> str:
    """Return bytes as people read them: ``1.3 TB``."""
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if amount < 1000:
            return f"{amount:.3g} {unit}"
        amount /= 1000
    return f"{amount:,.0f} PB"
