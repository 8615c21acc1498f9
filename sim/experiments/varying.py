"""A study stated on the command line: ``--vary key=lo:hi:n``, and the file that says the same."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputProblems, Problem

if TYPE_CHECKING:
    from sim.scenario import Scenario

_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_RANGE = re.compile(rf"({_NUMBER}):({_NUMBER})(?::(\d+))?")
_VALUES = re.compile(rf"{_NUMBER}(?:,{_NUMBER})*")


def overrides_of(varied: Sequence[str], kind: str | None, n: int | None) -> list[str]:
    """Return what ``--vary``, ``--design`` and ``--points`` mean as options ``key=value``.

    Parameters
    ----------
    varied : sequence of str
        ``key=lo:hi``, ``key=lo:hi:n`` or ``key=a,b,c``.
    kind : str, optional
        Kind of the design; a grid unless stated.
    n : int, optional
        Points, base samples or trajectories.

    Raises
    ------
    InputProblems
        With everything that is not of this form.
    """
    found, problems = [], []
    for text in varied:
        key, equals, what = (part.strip() for part in text.partition("="))
        table = _factor(what)
        if not equals or not key or table is None:
            problems.append(Problem(None, f"--vary {text}", "must be key=lo:hi:n or key=a,b,c"))
        else:
            found.append(f"design.factors.{key}={table}")
    if problems:
        count = f"{len(problems)} problem{'s' * (len(problems) > 1)}"
        raise InputProblems(f"--vary: {count}, nothing was run", problems, "dyads parameters  lists what can be varied")
    if varied or kind:
        found.insert(0, f'design.kind="{kind or "grid"}"')
    return found + [f"design.n={n}"] * (n is not None)


def _factor(text: str) -> str | None:
    """Return a factor as TOML, or None where the text is none."""
    if match := _RANGE.fullmatch(text):
        low, high, steps = match.groups()
        return f"{{ min = {_toml(low)}, max = {_toml(high)}{f', steps = {steps}' if steps else ''} }}"
    if _VALUES.fullmatch(text):
        return f"{{ values = [{', '.join(map(_toml, text.split(',')))}] }}"
    return None


def _toml(number: str) -> str:
    """Return a number as TOML writes it: 0.5, not .5; and no zeros in front."""
    value = float(number)
    return str(int(value)) if re.fullmatch(r"[+-]?\d+", number) else repr(value)


def in_words_of_vary(error: InputProblems, varied: Sequence[str]) -> InputProblems:
    """Return the same error with options as they were written."""
    written = {text.partition("=")[0].strip(): text for text in varied}

    def where(said: str) -> str:
        match = re.match(r"-S design\.factors\.([^=]+)=", said)
        return f"--vary {written[match[1]]}" if match and match[1] in written else said

    said = [Problem(one.line, where(one.where), one.message) for one in error.problems]
    return InputProblems(error.title, said, error.next_step)


def study_text(source: str, place: Path, overrides: Sequence[str], scenario: Scenario) -> str:
    """Return the study file that says what a command line said.

    Parameters
    ----------
    source : str
        Name or path of the scenario.
    place : Path
        Where the file will be, from which a path is seen.
    overrides : sequence of str
        ``key=value`` each; those of the design are stated by it.
    scenario : Scenario
        What they made, with a design.
    """
    from sim.scenario import shipped_files

    design = scenario.design
    assert design is not None  # somebody said what to vary

    base = source
    if source not in shipped_files():
        path = Path(source).expanduser()
        path = path if path.is_file() else path.with_name(f"{path.name}.toml")
        base = Path(os.path.relpath(path.resolve(), place.resolve().parent)).as_posix()
    kept = [text for text in overrides if not text.startswith(("design.", "run.replications", "name="))]
    lines = [
        "# Written by dyads sweep: the study that was stated on the command line.",
        "schema = 1",
        f'name = "{scenario.name}"',
        f'base = "{base}"',
    ]
    lines += [
        f"run.replications = {scenario.run.replications}",
        *map(_line, kept),
        "",
        "[design]",
        f'kind = "{design.kind}"',
    ]
    lines += [f"n = {design.n}"] * (design.n is not None)
    lines += [f"levels = {design.levels}"] * (design.kind == "morris")
    if design.factors:
        lines += ["", "[design.factors]"]
    for key, factor in design.factors.items():
        lines.append(f'"{key}" = {_as_toml(factor.model_dump(exclude_none=True))}')
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    """Return an option as a line of TOML; a bare word gets its quotes."""
    import tomllib

    key, _, value = text.partition("=")
    try:
        tomllib.loads(f"value = {value}")
    except tomllib.TOMLDecodeError:
        value = '"' + value.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{key.strip()} = {value.strip()}"


def _as_toml(factor: dict[str, Any]) -> str:
    parts = []
    for name, value in factor.items():
        written = (
            "[" + ", ".join(f"{one:g}" for one in value) + "]" if isinstance(value, tuple | list) else f"{value:g}"
        )
        parts.append(f"{name} = {written}")
    return "{ " + ", ".join(parts) + " }"
