"""From the name of a scenario, or a file, to a scenario; or to all that is wrong with it, at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from sim.errors import InputProblems, Problem
from sim.scenario import sources
from sim.scenario.diagnosis import Diagnosis, Row, diagnose
from sim.scenario.layers import Layered, Origin, nested_factors, option, options
from sim.scenario.packs import PACKS
from sim.scenario.schema import SCHEMA, Scenario
from sim.scenario.settings import flattened
from sim.scenario.wording import shown


def load(name_or_path: str, *, overrides: Sequence[str] = ()) -> Scenario:
    """Read a scenario.

    Parameters
    ----------
    name_or_path : str
        Name of a shipped scenario (``commitment_trap``) or path of a TOML file; ``.toml`` may be left out.
    overrides : sequence of str
        ``key=value`` each, as after ``-S``; they beat the file, which beats its base, which beats the defaults.

    Returns
    -------
    Scenario
        Complete and valid; frozen.

    Raises
    ------
    InputProblems
        With every problem of the file, its base and the overrides.
    """
    found = sources.find(str(name_or_path), FilePath())
    if isinstance(found, str):
        raise _refusal(str(name_or_path), [Problem(None, str(name_or_path), found)], _list_of_scenarios())
    reading = _Reading(found)
    reading.file(found, ())
    reading.overrides(overrides)
    diagnosis = diagnose(reading.layered, found.name, whole=reading.whole, shortened=reading.shortens)
    order = {f"-S {text}": number for number, text in enumerate(overrides)}
    rows = sorted([*reading.rows, *diagnosis.rows], key=lambda row: (row[0], order.get(row[2].where, row[1])))
    if rows or diagnosis.scenario is None:
        raise _refusal(found.name, [problem for *_, problem in rows], _next_step(diagnosis, found))
    return diagnosis.scenario


@dataclass
class _Reading:
    """Layers read so far, and what went wrong on the way."""

    top: FilePath
    layered: Layered = field(default_factory=Layered)
    rows: list[Row] = field(default_factory=list)
    whole: bool = True  # false where a layer is missing: what is not there cannot be judged
    shortens: bool = False

    def file(self, path: FilePath, above: tuple[FilePath, ...]) -> None:
        """Read a file and, before it, what it is based on."""
        source = sources.read(path)
        prefix = "" if path == self.top else f"{path.name}: "
        if source.problems:
            self.whole = False
            for problem in source.problems:
                self._note(problem.line, prefix + problem.where if problem.where else "", problem.message, prefix)
            return
        data = dict(source.data)
        wrong = _wrong_schema(data)
        if wrong:
            self.whole = False
            line = source.lines.get(("schema",))
            self._note(line, prefix + (f"schema = {shown(data['schema'])}" if line else "schema"), wrong, prefix)
            if isinstance(data.get("schema"), int) and data["schema"] > SCHEMA:
                return  # what else it says follows rules that we do not know
            data["schema"] = SCHEMA
        base = data.get("base")
        if isinstance(base, str):
            self._base(base, source, (*above, path.resolve()), prefix)
        self._on_top(data, {p: Origin(path.name, line) for p, line in source.lines.items()}, path)

    def _note(self, line: int | None, where: str, message: str, prefix: str) -> None:
        self.rows.append((1 if prefix else 0, line or 0, Problem(line, where, message)))

    def _option(self, text: str, message: str) -> None:
        self.rows.append((2, 0, Problem(None, f"-S {text}", message)))

    def _base(self, base: str, source: sources.Source, above: tuple[FilePath, ...], prefix: str) -> None:
        found = sources.find(base, source.path.parent)
        if isinstance(found, FilePath) and found.resolve() in above:
            chain = [*(file.stem for file in above[above.index(found.resolve()) :]), found.stem]
            found = f"goes in a circle: {' -> '.join(chain)}"
        if isinstance(found, str):
            self.whole = False
            self._note(source.lines["base",], f"{prefix}base = {shown(base)}", found, prefix)
            return
        self.file(found, above)

    def _on_top(self, data: dict[str, Any], origins: dict[Any, Origin], path: FilePath) -> None:
        if "arm" in data:
            self.layered.drop("claim")  # those of the base speak of the base's arms
        if "design" in data:
            self.layered.drop("design")  # a design is stated whole
        self.layered.drop("lesson")  # the base's lesson is about the base's question
        self.layered.drop("base")
        self.layered.drop("name")
        pack = data.get("pack")
        if isinstance(pack, str) and pack in PACKS:  # what the file itself says comes on top of it
            line = origins.get(("pack",))
            for key, value in PACKS[pack].items():
                construct, name = key.split(".")
                self.layered.put({construct: {name: value}}, {(construct, name): line} if line else {})
        data.setdefault("name", re.sub(r"[^A-Za-z0-9_.-]+", "_", path.stem).lstrip("_.-") or "scenario")
        self.layered.put(nested_factors(data), origins)

    def overrides(self, texts: Sequence[str]) -> None:
        """Put options of the command line on top."""
        for text in texts:
            read = option(text)
            if read is None:
                self._option(text, "must be key=value, such as trust.gain=0.1")
                continue
            value, path = read
            if path in {("base",), ("schema",), ("pack",)}:
                self._option(text, "can only be stated in the file")
                continue
            self.layered.put(value, options(value, (), Origin(None, None, f"-S {text}")))
            self.shortens = self.shortens or path == ("run", "months")
            useless = _set_by_every_arm(self.layered.data, ".".join(map(str, path)))
            if useless:
                self._option(text, useless)


def _wrong_schema(data: dict[str, Any]) -> str:
    if "schema" not in data:
        return f"is missing; the first line should say schema = {SCHEMA}"
    value = data["schema"]
    if isinstance(value, bool) or not isinstance(value, int):
        return f"must be {SCHEMA}"
    if value > SCHEMA:
        return f"this Dyads reads schema {SCHEMA}; the file needs a newer one"
    return "" if value == SCHEMA else f"must be {SCHEMA}"


def _set_by_every_arm(data: dict[str, Any], key: str) -> str:
    arms = data.get("arm")
    if not isinstance(arms, list) or not arms or not all(isinstance(arm, dict) for arm in arms):
        return ""
    sets = [arm.get("set") for arm in arms]
    everywhere = all(isinstance(values, dict) and key in flattened(values) for values in sets)
    return "every arm sets it itself, so the option would change nothing" if everywhere else ""


def _refusal(name: str, problems: Sequence[Problem], next_step: str) -> InputProblems:
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
    return InputProblems(f"{name}: {count}, nothing was run", problems, next_step)


def _list_of_scenarios() -> str:
    return f"dyads run NAME  plays a shipped scenario: {', '.join(sources.shipped_files())}"


def _next_step(diagnosis: Diagnosis, file: FilePath) -> str:
    constructs = diagnosis.constructs
    if len(constructs) == 1:
        return f"dyads parameters {next(iter(constructs))}  lists what can be set"
    if constructs:
        return "dyads parameters  lists what can be set"
    return f"dyads validate {file.name}  checks it again without running"
