"""What all parts of a scenario have in common: closed, frozen, and problems that know where they belong."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from sim.scenario.positions import Path


class Closed(BaseModel):
    """A part of a scenario: an unknown key is an error, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Settings(dict[str, Any]):
    """A dictionary that nobody changes, because a frozen scenario holds it."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a scenario is frozen: make another one instead")

    __setitem__ = __delitem__ = update = pop = popitem = clear = setdefault = __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # a dictionary has none, because it changes
        """Return a number for use in sets and caches, as every frozen part of a scenario has one."""
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Settings], tuple[dict[str, Any]]]:
        """Travel between processes as a plain dictionary; the usual way would set item by item."""
        return Settings, (dict(self),)


@dataclass(frozen=True)
class Finding:
    """Something wrong inside a part: where (from that part on), what, and which other values it rests on."""

    path: Path
    message: str
    about: tuple[Path, ...] = ()


def raise_findings(findings: Iterable[Finding]) -> None:
    """Raise all findings of one part as one validation error; do nothing where there are none."""
    found = list(findings)
    if found:
        text = "; ".join(f"{'.'.join(map(str, item.path))}: {item.message}" for item in found)
        raise PydanticCustomError("findings", "{text}", {"text": text, "findings": found})


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean X?`` with the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""
