"""All that is wrong with merged values, each with its line.

Validation stops inside a part at its first sort of error.  Therefore it is repeated: what is wrong is noted and taken
out, and the rest is judged again, until only findings about the whole remain.  A finding that rests on a value which
was taken out is passed over.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from sim.errors import Problem
from sim.parameters import Parameters
from sim.scenario.closed import Finding
from sim.scenario.layers import Layered, split
from sim.scenario.memory import oversize
from sim.scenario.positions import Path
from sim.scenario.schema import Scenario
from sim.scenario.settings import infos
from sim.scenario.unknown import unknown_key
from sim.scenario.wording import shown, wording

_LISTS = ("arm", "intervention", "claim", "organisation", "link")
_REQUIRED = {"name": "unnamed", "question": "?"}  # what stands in for them while the rest is examined
_MOST_ROUNDS = 12
Row = tuple[int, int, Problem]
"""File (0 the one asked for, 1 another, 2 an option), line, problem: their order."""


@dataclass
class Diagnosis:
    """The scenario, or what is wrong, and the constructs whose parameters the next step should list."""

    scenario: Scenario | None = None
    rows: list[Row] = field(default_factory=list)
    constructs: set[str] = field(default_factory=set)


def diagnose(layered: Layered, file: str, *, whole: bool, shortened: bool) -> Diagnosis:
    """Validate merged values.

    Parameters
    ----------
    layered : Layered
        Values in the file's own shape and where each was stated.
    file : str
        Name of the file that was asked for; problems of others carry their file's name.
    whole : bool
        False where a layer could not be read: nothing is then said about what is missing or does not fit.
    shortened : bool
        Whether an option shortened the run.
    """
    examination = _Examination(layered, file, whole)
    examination.run(shortened)
    return examination.result()


class _Examination:
    """Values that get fewer while what is wrong with them is noted."""

    def __init__(self, layered: Layered, file: str, whole: bool) -> None:
        self.layered, self.file, self.whole = layered, file, whole
        self.data: dict[str, Any] = copy.deepcopy(layered.data)
        lists = {name: self.data.get(name) for name in _LISTS}
        self.kept = {name: list(range(len(part))) for name, part in lists.items() if isinstance(part, list)}
        self.bad: set[Path] = set()
        self.suggested: set[Path] = set()
        self.found: list[tuple[Path, str]] = []  # where, what
        self.diagnosis = Diagnosis()

    def run(self, shortened: bool) -> None:
        """Repeat: validate, note what is wrong, take it out."""
        if "parameters" in self.data:
            del self.data["parameters"]
            self._note(("parameters",), "write the sections themselves: [trust], not [parameters.trust]")
        for _ in range(_MOST_ROUNDS):
            try:
                scenario = Scenario.model_validate(_shape(self.data), context={"shortened": shortened})
            except ValidationError as error:
                wrong = self._errors(error)
                for path in wrong:
                    self._take_out(path)
                if not wrong:
                    break
            else:
                self.diagnosis.scenario = None if self.found else scenario
                break
        for places, message in oversize(self.data):
            self._note(next((place for place in places if self.layered.stated(place)), places[-1]), message)

    def _errors(self, error: ValidationError) -> list[Path]:
        """Note the errors of one round; return the paths to take out."""
        wrong: list[Path] = []
        details = error.errors(include_url=False)
        for detail in sorted(details, key=lambda detail: detail["type"] == "missing"):
            at = self._original(detail["loc"])
            if detail["type"] == "findings":
                findings: Iterable[Finding] = detail["ctx"]["findings"]
                wrong += [path for item in findings if (path := self._note_finding(at, item)) and at]
                continue
            wrong.append(at)
            if detail["type"] == "extra_forbidden":
                message, meant = unknown_key(at, detail["input"])
                self.suggested.update({meant} if meant else ())
                self._note(at, message)
            elif detail["type"] == "missing":
                if at not in self.suggested and not self._rests_on_bad(at) and (self.whole or len(at) > 1):
                    self._note(at, f"needs {at[-1]}" if len(at) > 1 else wording(detail))
            else:
                info = infos().get(".".join(map(str, at)))
                self._note(at, wording(detail, info))
        self.bad.update(split(path) for path in wrong)
        return wrong

    def _note_finding(self, at: Path, item: Finding) -> Path | None:
        path = (*at, *self._original(item.path)) if not at else (*at, *item.path)
        if not at and not self.whole:
            return None
        if any(self._rests_on_bad(about) for about in (path, *item.about)) or (at and self._holds_bad(path)):
            return path
        stated = [path, *item.about] if not at else [path]
        self._note(next((place for place in stated if self.layered.stated(place)), path), item.message)
        return path

    def _rests_on_bad(self, about: Path) -> bool:
        wanted = split(about)
        return any(
            len(bad) <= len(wanted) and all(w in ("*", b) for w, b in zip(wanted, bad, strict=False))
            for bad in self.bad
        )

    def _holds_bad(self, path: Path) -> bool:
        wanted = split(path)
        return any(bad[: len(wanted)] == wanted for bad in self.bad)

    def _original(self, path: Path) -> Path:
        """Return a path as it stands in the file: without our own level, and with elements as numbered there."""
        if path[:1] == ("parameters",):
            return path[1:]
        if len(path) > 1 and path[0] in self.kept and isinstance(path[1], int):
            return (path[0], self.kept[str(path[0])][path[1]], *path[2:])
        return path

    def _take_out(self, path: Path) -> None:
        """Remove a wrong value; where it is not there (something is missing), the element or section around it."""
        for size in range(len(path), 0, -1):
            if self._removed(path[:size]):
                self.bad.add(split(path[:size]))
                break
        self.data.update({name: value for name, value in _REQUIRED.items() if name not in self.data})

    def _removed(self, path: Path) -> bool:
        name = str(path[0])
        current: Any = self.data
        if len(path) > 1 and name in self.kept and name in self.data:
            kept = self.kept[name]
            if path[1] not in kept:
                return True  # with its element, before
            place = kept.index(path[1])
            if len(path) == 2:
                del kept[place], self.data[name][place]
                return True
            current, path = self.data[name][place], path[2:]
        for part in path[:-1]:
            current = current.get(part) if isinstance(current, dict) else None
        if not isinstance(current, dict):
            return False
        if path[-1] in current:
            del current[path[-1]]
            return True
        return _removed_dotted(current, str(path[-1]))

    def _note(self, path: Path, message: str) -> None:
        if not any(split(known) == split(path) and said == message for known, said in self.found):
            self.found.append((path, message))
        if path[0] in Parameters.model_fields:
            self.diagnosis.constructs.add(str(path[0]))

    def result(self) -> Diagnosis:
        """Return the diagnosis, each problem with the place that a person should look at."""
        for path, message in self.found:
            origin, place = self.layered.origin(path)
            if origin is None:
                self.diagnosis.rows.append((0, 0, Problem(None, _words(place), message)))
            elif origin.option is not None:
                self.diagnosis.rows.append((2, 0, Problem(None, origin.option, message)))
            else:
                elsewhere = origin.file != self.file
                where = (f"{origin.file}: " if elsewhere else "") + self._what_stands(place)
                self.diagnosis.rows.append((int(elsewhere), origin.line or 0, Problem(origin.line, where, message)))
        return self.diagnosis

    def _what_stands(self, place: Path) -> str:
        value = _value(self.layered.data, place)
        is_element = len(place) == 2 and place[0] in _LISTS
        if is_element or (len(place) == 1 and isinstance(value, dict)):
            return f"[[{place[0]}]]" if is_element else f"[{place[0]}]"
        return f"{_words(place)} = {shown(value)}"


def _shape(data: dict[str, Any]) -> dict[str, Any]:
    """Put the parameters one level lower, as the scenario has them."""
    parameters = {key: value for key, value in data.items() if key in Parameters.model_fields}
    others = {key: value for key, value in data.items() if key not in parameters}
    return {**others, "parameters": parameters}


def _removed_dotted(table: dict[str, Any], key: str) -> bool:
    construct, _, name = key.partition(".")
    inner = table.get(construct)
    if isinstance(inner, dict) and name in inner:
        del inner[name]
        return True
    return False


def _value(data: Any, path: Path) -> Any:
    """Return what stands at a path whose keys are taken apart at dots; None where nothing does."""
    if not path:
        return data
    if isinstance(data, list) and isinstance(path[0], int):
        return _value(data[path[0]], path[1:])
    keys = [".".join(map(str, path[:size])) for size in range(1, len(path) + 1)] if isinstance(data, dict) else []
    found = (_value(data[key], path[size:]) for size, key in enumerate(keys, 1) if key in data)
    return next((value for value in found if value is not None), None)


def _words(path: Path) -> str:
    """Return a path as a person would point at it: ``trust.gain``, ``[[arm]] trust.gain``."""
    words = [part for part in path if isinstance(part, str)]
    if path[0] in _LISTS and len(path) > 1:
        return f"[[{path[0]}]] {'.'.join(words[2:] if words[1] == 'set' and len(words) > 2 else words[1:])}"
    return ".".join(words)
