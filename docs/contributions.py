"""Write what every mechanism contributes where it can be shown to: ``python docs/contributions.py [-r N] [KEY …]``.

For every parameter of the register that has a null, in the scenarios that show its systems: the arms of which something
is claimed and in which it stands away from its null are played with it and without it on the same luck, few repetitions
first; the outcome on which its effect is surest is then played again, with other luck and more repetitions, and these are
the figures that are written down.  Outcomes of proofs that rest on it, and of claims about arms that set nothing else,
need no search and come first.  With keys only these are done, and the other rows stay.  All take half an hour.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.analysis.ablation import NOTICEABLE, Contribution, contribution
from sim.cli.ablating import World, mechanisms_away, outcomes_of, with_and_without, world_of
from sim.cli.judging import arms_claimed
from sim.errors import DyadsError
from sim.parameters import parameter_infos
from sim.scenario import Arm, Claim, Expect, Scenario, load
from sim.theory import SYSTEMS

PAGE = Path(__file__).with_name("contributions.md")
SCREENING = 5
"""Repetitions with which arms and outcomes are searched; they are not among those of the figures."""
CONFIRMING = 20
SURE = 1.5
"""Half widths of its interval from which an effect, screened, is worth playing again at once."""
TRIES = 4
"""Outcomes of one mechanism that are played again, the surest first, before nothing is said to be shown."""
EVERYWHERE = ("mean_satisfaction_buyer", "mean_trust", "mean_commitment", "revenue")
"""Outcomes that every run has, for a mechanism whose own metrics vanish with it."""
COLUMNS = ("mechanism", "systems", "scenario, arm", "outcome", "effect", "95 % interval", "in sd", "n", "counts")
HEAD = f"""\
<!-- Made by docs/contributions.py; takes half an hour, so CI does not make it again. -->

# What each mechanism contributes

For every mechanism of the [register](systems.md) that has a null: a scenario, arm and outcome on which switching it
off, on the same luck, shows. All arms of which something is claimed, in the scenarios that name the mechanism's
systems, are searched with {SCREENING} repetitions, after those outcomes that proofs and claims state of it; the outcome on
which the effect is surest is then played again with luck of its own, and only that is written down here. An effect
counts where its 95 % interval excludes 0 and it is at least {NOTICEABLE:g} standard deviations of the outcome between
repetitions (inf where these do not differ). Effects are those of the mechanism: with it less without it. Outcomes are those that claims of the scenario look at and, for a mechanism that
moves none of them or takes them away with it, four that every run has. `dyads ablate SCENARIO` shows all outcomes.

A *no* says that nothing was shown in any of these arms; the [register](systems.md) says why.

"""


@dataclass(frozen=True)
class Place:
    """Where a mechanism is at work, and the two worlds: the arm as it is, and with the mechanism at its null."""

    scenario: Scenario
    arm: Arm
    worlds: tuple[World, World]
    stated: tuple[str, ...]
    """Statistics of what speaks of the mechanism in this arm: proofs that rest on it, claims where it is all that is set."""


@dataclass(frozen=True)
class Shown:
    """What was found of an outcome in a place."""

    place: Place
    outcome: Claim
    effect: Contribution
    claimed: int
    """2 where a claim about this arm looks at it, 1 where a claim about other arms does, 0 for what every run has."""

    @property
    def sureness(self) -> float:
        """The effect in half widths of its interval; -1 where there is none, or it is too small to count."""
        effect = self.effect
        if not effect.size >= NOTICEABLE:
            return -1.0
        half = (effect.high - effect.low) / 2.0
        return abs(effect.found) / half if half > 0.0 else float("inf")

    @property
    def promise(self) -> tuple[int, float]:
        """What is played again first: what seems to count and is claimed of this arm, then what is surest."""
        sure = self.effect.counts and (self.sureness > SURE or self.claimed == 2)
        return (self.claimed if sure else -1, self.sureness)


def scenarios_of(numbers: Sequence[str]) -> list[str]:
    """Return the scenarios that show these systems."""
    return list(dict.fromkeys(name for one in SYSTEMS if one.number in numbers for name in one.scenarios))


def places(key: str, numbers: Sequence[str]) -> Iterator[Place]:
    """Yield where a mechanism is at work: arms of which proofs or claims state something of it first, then those that set it."""
    proven: dict[tuple[str, str], list[str]] = {}
    for proof in (proof for system in SYSTEMS for proof in system.proofs if key in proof.null):
        for arm_name in proof.compare.split(" - "):
            proven.setdefault((proof.scenario, arm_name.strip()), []).append(proof.statistic)
    found = []
    for name in scenarios_of(numbers):
        scenario = load(name)
        for arm in arms_claimed(scenario):
            mechanism = mechanisms_away(scenario, arm).get(key)
            if mechanism is None:
                continue
            try:
                worlds = (world_of(scenario, arm), world_of(scenario, arm, mechanism))
            except (DyadsError, ValueError):
                continue
            statistics = list(proven.get((name, arm.name), ()))
            if set(arm.set) == {key}:
                statistics += [one.statistic for one in scenario.claims if arm.name in one.sides]
            rank = 0 if statistics else 1 if key in arm.set else 2
            found.append((rank, len(arm.set), Place(scenario, arm, worlds, tuple(statistics))))
    yield from (place for _, _, place in sorted(found, key=lambda one: one[:2]))


def outcomes_in(place: Place) -> list[Claim]:
    """Return what is looked at in a place: what claims look at, then what every run has."""
    claimed = outcomes_of(place.scenario, place.arm)
    seen = {(one.statistic, one.among) for one in claimed}
    elsewhere = [one for one in place.scenario.claims if (one.statistic, one.among) not in seen]
    usual = [Claim(statistic=name, expect=Expect(sign="+")) for name in EVERYWHERE]
    named = {(one.statistic, one.among): one for one in [*claimed, *elsewhere, *usual]}
    return list(named.values())


def effects(place: Place, outcomes: Sequence[Claim], replicates: Sequence[int]) -> list[Shown]:
    """Play a place with and without the mechanism and return the effect on every outcome."""
    with_it, without = with_and_without(place.scenario, place.arm, outcomes, place.worlds, replicates)
    about = {one.statistic for one in place.scenario.claims if place.arm.name in one.sides}
    claimed = {one.statistic for one in place.scenario.claims}
    return [
        Shown(
            place,
            outcome,
            contribution(with_it[at], without[at]),
            (outcome.statistic in about) + (outcome.statistic in claimed),
        )
        for at, outcome in enumerate(outcomes)
    ]


def best(key: str, numbers: Sequence[str], confirming: int) -> Shown | None:
    """Return the surest effect of a mechanism, found and then confirmed on other luck; None where it has no place."""
    fresh = range(SCREENING, SCREENING + confirming)
    told: list[Shown] = []
    waiting: list[Shown] = []
    for place in places(key, numbers):
        stated = [one for one in outcomes_in(place) if one.statistic in place.stated]
        if stated:
            told += effects(place, stated, fresh)
            surest = max(told, key=lambda one: one.sureness)
            if surest.effect.counts:
                return surest
        screened = effects(place, outcomes_in(place), range(SCREENING))
        waiting += screened
        first = max(screened, key=lambda one: one.promise)
        if first.promise[0] >= 0 and len(told) < TRIES:  # what was stated counts among the tries, too
            waiting.remove(first)
            told += effects(place, [first.outcome], fresh)
            if told[-1].effect.counts:
                return told[-1]
    waiting.sort(key=lambda one: one.promise, reverse=True)
    for one in waiting[: max(1, TRIES - len(told))]:
        told += effects(one.place, [one.outcome], fresh)
        if told[-1].effect.counts:
            return told[-1]
    return max(told, key=lambda one: one.sureness, default=None)


def row(key: str, numbers: Sequence[str], confirming: int) -> str:
    """Return the line of the table about one mechanism."""
    found = best(key, numbers, confirming)
    if found is None:
        where = (
            f"at its null in every arm of which {', '.join(scenarios_of(numbers)) or 'no scenario'} claims something"
        )
        return f"| `{key}` | {', '.join(numbers)} | {where} | | | | | | no |"
    effect, outcome = found.effect, " among ".join([found.outcome.statistic, *found.outcome.among])
    return (
        f"| `{key}` | {', '.join(numbers)} | {found.place.scenario.name}, {found.place.arm.name} | `{outcome}` | "
        f"{effect.found:.3g} | {effect.low:.3g} to {effect.high:.3g} | {effect.size:.2g} | {effect.n} | "
        f"{'yes' if effect.counts else 'no'} |"
    )


def mechanisms() -> dict[str, list[str]]:
    """Return the register's parameters that have a null, with the systems that name them."""
    nulls = {info.key for info in parameter_infos() if info.null is not None}
    systems: dict[str, list[str]] = {}
    for system in SYSTEMS:
        for key in system.parameters:
            if key in nulls:
                systems.setdefault(key, []).append(system.number)
    return systems


def written() -> dict[str, str]:
    """Return the rows that the page has, by mechanism."""
    if not PAGE.exists():
        return {}
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return {line.split("`")[1]: line for line in lines if line.startswith("| `")}


def write(rows: dict[str, str], systems: dict[str, list[str]]) -> int:
    """Write the page; return how many mechanisms have no effect that counts."""
    lines = [f"| {' | '.join(COLUMNS)} |", "| --- " * len(COLUMNS) + "|"]
    lines += [rows.get(key) or f"| `{key}` | {', '.join(systems[key])} | not tried | | | | | | no |" for key in systems]
    counting = sum(line.endswith("| yes |") for line in lines)
    early = f"Rows with n = {SCREENING} stand from a first look at three arms and wait to be played again.\n\n"
    first = early if any(f"| {SCREENING} | {one} |" in line for line in lines for one in ("yes", "no")) else ""
    PAGE.write_text(
        HEAD + f"{counting} of {len(systems)} count.\n\n" + first + "\n".join(lines) + "\n", encoding="utf-8"
    )
    return len(systems) - counting


def main(arguments: Sequence[str]) -> int:
    """Do the mechanisms named, or all, and write the page after each."""
    parser = argparse.ArgumentParser(description="What every mechanism contributes.")
    parser.add_argument("-r", "--repetitions", type=int, default=CONFIRMING, help="of the figures that are written")
    parser.add_argument("keys", nargs="*", metavar="KEY", help="only these mechanisms; the other rows stay")
    asked = parser.parse_args(arguments)
    systems = mechanisms()
    if unknown := [key for key in asked.keys if key not in systems]:
        parser.error(f"{', '.join(unknown)}: not a mechanism of the register that has a null")
    rows = written()
    idle = len(systems)
    for key in asked.keys or systems:
        rows[key] = row(key, systems[key], asked.repetitions)
        print(rows[key], file=sys.stderr, flush=True)
        idle = write(rows, systems)
    return idle


if __name__ == "__main__":
    print(main(sys.argv[1:]), "without an effect that counts", file=sys.stderr)
