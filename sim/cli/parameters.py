"""``dyads parameters``: what can be set, and what each default rests on."""

from __future__ import annotations

import dataclasses
import sys
import textwrap
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.voice import Voice, aligned, put, put_json, width_of

if TYPE_CHECKING:
    from sim.parameters import ParameterInfo

HEAD = ("key", "default", "range", "unit", "evidence", "source", "meaning")


def parameters(
    ctx: typer.Context,
    construct: Annotated[str | None, typer.Argument(help="Only this construct, or this one key.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List what can be set, and what each default rests on."""
    from sim.parameters import parameter_infos

    infos = parameter_infos()
    chosen = [info for info in infos if construct in (None, info.key, info.key.split(".")[0])]
    if construct is not None and not chosen:
        raise _unknown(construct, infos)
    if as_json:
        put_json([dataclasses.asdict(info) for info in chosen])
        return
    width = width_of(sys.stdout)
    if width is None:
        put(*aligned([HEAD, *(_cells(info) for info in chosen)]))
        return
    _put_for_reading(ctx.obj, chosen, width)


def _put_for_reading(voice: Voice, chosen: Sequence[ParameterInfo], width: int) -> None:
    """Print a block per construct; below each line of numbers the meaning and its source, as wide as the terminal."""
    for number, (_, group) in enumerate(groupby(chosen, key=lambda info: info.key.split(".")[0])):
        infos = list(group)
        head, *lines = aligned([HEAD[:-2], *(_cells(info)[:-2] for info in infos)], gap=2)
        put(*[""] * (number > 0), voice.strong(head))
        for info, line in zip(infos, lines, strict=True):
            put(
                line,
                *textwrap.indent(
                    textwrap.fill(f"{info.meaning} ({info.source})", max(40, width - 4)), "    "
                ).splitlines(),
            )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _cells(info: ParameterInfo) -> tuple[str, ...]:
    low, high = _number(info.low), _number(info.high)
    allowed = f"{low} to {high}" if low and high else f"{low} or more" if low else f"up to {high}" if high else "any"
    return (info.key, _number(info.default), allowed, info.unit, info.evidence, info.source, info.meaning)


def _unknown(construct: str, infos: Sequence[ParameterInfo]) -> Exception:
    from difflib import get_close_matches

    groups = list(dict.fromkeys(info.key.split(".")[0] for info in infos))
    near = get_close_matches(construct, [*groups, *(info.key for info in infos)], n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(groups)}"
    return typer.BadParameter(f"no construct or key {construct!r}; {hint}", param_hint="CONSTRUCT")
