"""``dyads theory``: the theoretical systems T01 to T41, where each lives, what shows it, what it rests on."""

from __future__ import annotations

import dataclasses
import sys
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.voice import Voice, aligned, put, put_json, width_of

if TYPE_CHECKING:
    from sim.theory import Proof, System

HEAD = ("", "system", "shown by", "claims", "evidence", "whose")


def theory(
    ctx: typer.Context,
    systems: Annotated[
        list[str] | None, typer.Argument(metavar="[T01…]", help="Only these systems, with all that is known of them.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List the theoretical systems, or say all about some."""
    from sim.theory import SYSTEMS

    by_number = {system.number: system for system in SYSTEMS}
    asked = [word.upper() for word in systems or ()]
    unknown = [word for word in asked if word not in by_number]
    if unknown:
        raise typer.BadParameter(f"no system {', '.join(unknown)}; there are T01 to T41", param_hint="T01…")
    chosen = [by_number[word] for word in asked] or list(SYSTEMS)
    if as_json:
        put_json([dataclasses.asdict(system) for system in chosen])
        return
    voice: Voice = ctx.obj
    if asked:
        for number, system in enumerate(chosen):
            put(*[""] * (number > 0), *_told(system, voice, min(width_of(sys.stdout) or 100, 100)))
        return
    head, *lines = aligned([HEAD, *(_line(system) for system in chosen)], gap=2)
    put(voice.strong(head), *lines)
    voice.talk("", "dyads theory T26    says all about one of them", "dyads check --all   judges every claim")


def _line(system: System) -> tuple[str, ...]:
    proved = len(system.proofs)
    shown = ", ".join(system.scenarios) or ("only named by the texts" if system.named_only else "–")
    claims = f"{proved} linked" if proved else "–"
    return (system.number, system.name, shown, claims, system.evidence, system.author)


def _told(system: System, voice: Voice, width: int) -> list[str]:
    """Return everything about a system, in lines."""

    def part(label: str, text: str) -> list[str]:
        return textwrap.wrap(
            text, width, initial_indent=f"  {label:<11}", subsequent_indent=" " * 13, break_on_hyphens=False
        )

    lines = [voice.strong(f"{system.number}  {system.name}"), *part("whose", system.author)]
    lines += part("claim", system.claim)
    lines += part("here", system.here or "not in the simulator yet")
    for source, restored in system.wording:
        lines += part("wording", f"“{source}” in the paraphrased text; probably {restored}")
    for label, values in (
        ("code", [place.replace(":", ".") for place in system.code]),
        ("parameters", list(system.parameters)),
        ("scenarios", list(system.scenarios)),
        ("tests", list(system.tests)),
    ):
        if values:
            lines += part(label, ", ".join(values))
    for proof in system.proofs:
        lines += part("rests on", _proof(proof))
    lines += part("evidence", system.evidence)
    if system.note:
        lines += part("note", system.note)
    return lines


def _proof(proof: Proof) -> str:
    """Return in words what makes a claim fail."""
    off = [f"{key} = {value:g}" for key, value in proof.null.items()]
    off += [f"without {action}" for action in proof.without]
    about = f", {proof.compare}" if proof.compare else ""
    return f"{proof.scenario}: {proof.statistic}{about} fails with {', '.join(off)}"
