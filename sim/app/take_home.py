"""What one takes home from the page: the two worlds as a scenario file, and the numbers on screen as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from sim.app.settings import Setting
from sim.app.worlds import FULL, STATES, UNKNOWN, Pair
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.parameters import Parameters
from sim.scenario.settings import infos
from sim.scenario.wording import shown

LEFT, RIGHT = "as_it_is", "changed"
_WIDE = 10**9


def _toml(value: Any) -> str:
    return shown(value, _WIDE)


def scenario_file(left: Setting, right: Setting, *, by: str = "dyads app") -> str:
    """Return a scenario file of its own that plays the two worlds as arms ``as_it_is`` and ``changed``."""
    scenario = left.scenario
    lines = [
        f"# Written by {by}: the two worlds as they were shown, on the same luck.",
        f"# Left: arm {left.arm.name} of {scenario.name}. Right: arm {right.arm.name} with what was changed.",
        "",
        "schema   = 1",
        f"name     = {_toml(f'{scenario.name}_at_the_page'[:100])}",
        f"question = {_toml(scenario.question)}",
        "",
        "[run]",
        *(f"{name} = {_toml(value)}" for name, value in {**scenario.run.model_dump(), "seed": left.seed}.items()),
    ]
    lines += _sections(scenario.parameters)
    for traits in scenario.organisations:
        lines += _element("organisation", traits.model_dump(exclude_none=True))
    for link in scenario.links:
        lines += _element("link", link.model_dump())
    for name, setting in ((LEFT, left), (RIGHT, right)):
        values = {key: _whole(key, value) for key, value in {**setting.arm.set, **setting.founded}.items()}
        lines += _element("arm", {"name": name, **({"set": values} if values else {})})
    lines += _interventions(left, right)
    return "\n".join(lines) + "\n"


def _whole(key: str, value: float) -> float | int:
    return int(value) if infos()[key].whole else value


def _sections(parameters: Parameters) -> Iterable[str]:
    """Yield the constructs in which something differs from the defaults."""
    usual = Parameters().model_dump()
    for construct, values in parameters.model_dump().items():
        other = {name: value for name, value in values.items() if value != usual[construct][name]}
        if other:
            yield from ("", f"[{construct}]", *(f"{name} = {_toml(value)}" for name, value in other.items()))


def _element(kind: str, values: Mapping[str, Any]) -> list[str]:
    return ["", f"[[{kind}]]", *(f"{name} = {_toml(value)}" for name, value in values.items())]


def _interventions(left: Setting, right: Setting) -> list[str]:
    """Return what happens: once where it happens in both worlds, else with the arm in which it does."""
    lines: list[str] = []
    ours, theirs = left.interventions(), right.interventions()
    for item in dict.fromkeys((*ours, *theirs)):
        values = {
            name: value
            for name, value in item.model_dump(mode="json", exclude_none=True).items()
            if name != "arms" and not (name == "set" and not value) and not (name == "share" and value == 1.0)
        }
        if item not in theirs or item not in ours:
            values["arms"] = [LEFT if item in ours else RIGHT]
        lines += _element("intervention", values)
    return lines


def _rows(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _number(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.6g}"


def months_csv(pair: Pair) -> str:
    """Return all metrics of both worlds, one line per world and month, as CSV."""
    tables = [world.steps() for world in pair.worlds]
    names = [name for name in tables[0] if name != "month"]
    rows = (
        [word, int(table["month"][k]), *(_number(float(table[name][k])) for name in names)]
        for word, table in zip(("left", "right"), tables, strict=True)
        for k in range(len(table["month"]))
    )
    return _rows(["world", "month", *names], rows)


def relationships_csv(pair: Pair) -> str:
    """Return the relationships on screen, one line each, as CSV."""

    def rows() -> Iterable[list[Any]]:
        for word, world in zip(("left", "right"), pair.worlds, strict=True):
            now = world.history[-1]
            number = world.simulation.world.organisations.uid.astype(np.int64) & ((1 << 29) - 1)
            kinds = ("buyer", "seller", "complementor", "government")
            for row in np.flatnonzero(now.stage >= 0):
                kept = now.states[:, row]
                who = (int(world.owners[row]), int(now.partner[row]))
                named = [f"{kinds[int(world.kinds[one])]} {number[one]}" for one in who]
                values = ["" if value == UNKNOWN else f"{value / FULL:.4f}" for value in kept]
                yield [word, pair.month, *named, int(now.start[row]), STAGE_WORDS[int(now.stage[row])], *values]

    return _rows(["world", "month", "owner", "partner", "since", "stage", *STATES], rows())
