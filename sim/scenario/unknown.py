"""What is said about a key that means nothing, and which one was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from sim.parameters import Parameters
from sim.scenario.claims import Claim, Expect
from sim.scenario.designs import Design, Factor
from sim.scenario.interventions import Intervention
from sim.scenario.lessons import Lesson, Option, Prediction
from sim.scenario.positions import Path
from sim.scenario.schema import Arm, Execution, Link, OrganisationTraits, Outputs, RunSettings, Slurm
from sim.scenario.settings import infos

_SECTIONS: dict[str, type[BaseModel]] = {
    "run": RunSettings,
    "outputs": Outputs,
    "lesson": Lesson,
    "design": Design,
    "execution": Execution,
}
_ELEMENTS: dict[str, type[BaseModel]] = {
    "arm": Arm,
    "intervention": Intervention,
    "claim": Claim,
    "organisation": OrganisationTraits,
    "link": Link,
}
_INNER: dict[tuple[str, str], type[BaseModel]] = {("claim", "expect"): Expect, ("execution", "slurm"): Slurm}
TOP = ("schema", "name", "question", "base", "pack")


@cache
def _keys() -> tuple[str, ...]:
    """Return every key of a file outside the lists, dotted."""
    inside = [f"{section}.{name}" for section, model in _SECTIONS.items() for name in model.model_fields]
    return (*infos(), *inside)


def unknown_key(path: Path, value: Any) -> tuple[str, Path | None]:
    """Return the message for an unknown key, and the path that was probably meant.

    The path is of use to say nothing more of it: who writes ``nmae`` need not hear that ``name`` is missing.
    """
    word = str(path[-1])
    if path[0] in _ELEMENTS and len(path) >= 3:
        element = str(path[0])
        model = _INNER.get((element, str(path[2])) if len(path) > 3 else ("", ""), _ELEMENTS[element])
        return _among(word, list(model.model_fields), path[:-1])
    if path[:2] == ("design", "factors"):
        return _among(word, list(Factor.model_fields), path[:-1])
    if path[:2] == ("execution", "slurm"):
        return _among(word, list(Slurm.model_fields), path[:-1])
    if path[:2] == ("lesson", "prediction") and len(path) > 2:
        return _among(word, list((Option if "options" in path[2:-1] else Prediction).model_fields), path[:-1])
    if len(path) == 1:
        return _top_level(word, value)
    if path[-1] == path[0] and isinstance(value, Mapping):
        return f"inside [{word}] write {' and '.join(map(str, value))} without {word}.", None
    return _dotted(".".join(map(str, path)), word)


def _among(word: str, names: list[str], parent: Path) -> tuple[str, Path | None]:
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"unknown key; did you mean {near[0]}?", (*parent, near[0])
    return f"unknown key; known: {', '.join(names)}", None


def _dotted(key: str, word: str) -> tuple[str, Path | None]:
    section = key.rsplit(".", 1)[0]
    in_section = [known for known in _keys() if known.rsplit(".", 1)[0] == section]
    near = difflib.get_close_matches(key, in_section, n=1, cutoff=0.75)
    near = near or [known for known in _keys() if known.endswith(f".{word}")][:1]
    near = near or difflib.get_close_matches(key, _keys(), n=1, cutoff=0.6)
    if near:
        return f"unknown key; did you mean {near[0]}?", tuple(near[0].split("."))
    return "unknown key", None


def _top_level(word: str, value: Any) -> tuple[str, Path | None]:
    if "." in word:
        known = f"; write {word} without quotes" if word in _keys() else ""
        return (f"unknown key{known}", None) if known else _dotted(word, word.rsplit(".", 1)[-1])
    if isinstance(value, Mapping):
        near = difflib.get_close_matches(word, [*Parameters.model_fields, *_SECTIONS, *_ELEMENTS], n=1, cutoff=0.6)
        shape = f"[[{near[0]}]]" if near and near[0] in _ELEMENTS else f"[{near[0]}]" if near else ""
        return f"unknown section{f'; did you mean {shape}?' if shape else ''}", (near[0],) if near else None
    if isinstance(value, list):
        near = difflib.get_close_matches(word, list(_ELEMENTS), n=1, cutoff=0.6)
        return f"unknown list{f'; did you mean [[{near[0]}]]?' if near else ''}", (near[0],) if near else None
    near = difflib.get_close_matches(word, TOP, n=1, cutoff=0.6)
    inside = [known for known in _keys() if known.endswith(f".{word}")]
    meant = near or (inside if len(inside) == 1 else [])
    if meant:
        return f"unknown key; did you mean {meant[0]}?", tuple(meant[0].split("."))
    known = f"did you mean {' or '.join(inside[:3])}?" if inside else f"known here: {', '.join(TOP)}"
    return f"unknown key; {known}", None
