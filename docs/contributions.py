"""Write what every mechanism contributes where it contributes most: ``python docs/contributions.py [REPETITIONS]``.

For every parameter of the register that has a null: the scenarios that show its system, in their arms in which it is
at work, with it and without it on the same luck; of all outcomes that claims look at there, the one on which its effect
is largest in standard deviations between repetitions.  Takes a few minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from sim.analysis.ablation import NOTICEABLE, Contribution, contribution
from sim.cli.ablate import Mechanism, _mechanisms, _outcomes
from sim.cli.judging import spread, statistics_of
from sim.errors import DyadsError
from sim.scenario import Arm, Scenario, load, with_values
from sim.theory import SYSTEMS

PAGE = Path(__file__).with_name("contributions.md")
REPETITIONS = 8
MOST_ARMS = 3
"""Arms of a scenario in which a mechanism is tried, those with fewest mechanisms first."""
HEAD = f"""\
<!-- Made by docs/contributions.py; takes minutes, so CI does not make it again. -->

# What each mechanism contributes

For every mechanism of the [register](systems.md) that has a null: the scenario, arm and outcome on which switching it
off, on the same luck, changes most. An effect counts where its 95 % interval excludes 0 and it is at least
{NOTICEABLE:g} standard deviations of the outcome between repetitions; `dyads ablate SCENARIO` shows all outcomes of a
scenario. Effects are those of the mechanism: with it less without it. Few repetitions and the first three arms of a scenario are tried: a *no* says that nothing was shown there, not that
there is nothing; an empty effect, that the outcome does not exist without the mechanism.

"""


def tried(key: str, systems: list[str]) -> Iterator[tuple[Scenario, Arm, Mechanism]]:
    """Yield where a mechanism is at work among the scenarios that show its systems."""
    names = dict.fromkeys(name for system in SYSTEMS if system.number in systems for name in system.scenarios)
    for name in names:
        scenario, found = load(name), 0
        claimed = {side for claim in scenario.claims for side in claim.sides if side}
        for arm in scenario.arms:
            if arm.name not in claimed or found == MOST_ARMS:
                continue
            try:
                (mechanism,) = [one for one in _mechanisms(scenario, arm, [], everything=True) if one.key == key]
            except (DyadsError, ValueError):
                continue
            found += 1
            yield scenario, arm, mechanism


def best(key: str, systems: list[str], seeds: int) -> tuple[Contribution, str, str, str] | None:
    """Return the largest contribution of a mechanism, with scenario, arm and outcome; None where it is never at work."""
    found: tuple[Contribution, str, str, str] | None = None
    for scenario, arm, mechanism in tried(key, systems):
        outcomes = _outcomes(scenario, arm)
        usual = scenario.arm_parameters(arm)
        worlds = (usual, with_values(usual, {key: mechanism.null}))
        values = [[[float("nan")] * seeds for _ in outcomes] for _ in worlds]

        def work(
            world: int, replicate: int, scenario: Scenario = scenario, arm: Arm = arm, worlds=worlds, outcomes=outcomes
        ) -> list[float]:
            return statistics_of(scenario, arm, replicate, worlds[world], outcomes)

        for (world, replicate), told in spread(work, [(world, k) for k in range(seeds) for world in (0, 1)]):
            for at, value in enumerate(told):
                values[world][at][replicate] = value
        for at, outcome in enumerate(outcomes):
            effect = contribution(values[0][at], values[1][at])
            ranking = (effect.counts, effect.size if effect.size == effect.size else -1.0)
            if found is None or ranking > (found[0].counts, found[0].size if found[0].size == found[0].size else -1.0):
                name = " among ".join([outcome.statistic, *outcome.among])
                found = (effect, scenario.name, arm.name, name)
        if found is not None and found[0].counts:
            break
    return found


def main(arguments: list[str]) -> int:
    """Write the page; return how many mechanisms have no effect that counts."""
    from sim.parameters import parameter_infos

    seeds = int(arguments[0]) if arguments else REPETITIONS
    nulls = {info.key for info in parameter_infos() if info.null is not None}
    systems: dict[str, list[str]] = {}
    for system in SYSTEMS:
        for key in system.parameters:
            if key in nulls:
                systems.setdefault(key, []).append(system.number)
    lines = [
        "| mechanism | systems | scenario, arm | outcome | effect | 95 % interval | in sd | counts |",
        "| --- " * 8 + "|",
    ]
    idle = 0
    for key, numbers in systems.items():
        found = best(key, numbers, seeds)
        print(key, found[0].counts if found else "never at work", file=sys.stderr, flush=True)
        if found is None:
            idle += 1
            lines.append(
                f"| `{key}` | {', '.join(numbers)} | | at work in no arm of which something is claimed | | | | no |"
            )
            continue
        effect, scenario, arm, outcome = found
        idle += not effect.counts
        lines.append(
            f"| `{key}` | {', '.join(numbers)} | {scenario}, {arm} | `{outcome}` | {effect.found:.3g} | "
            f"{effect.low:.3g} to {effect.high:.3g} | {effect.size:.2g} | {'yes' if effect.counts else 'no'} |"
        )
    told = f"{len(systems) - idle} of {len(systems)} count, on {seeds} repetitions.\n\n"
    PAGE.write_text(HEAD + told + "\n".join(lines) + "\n", encoding="utf-8")
    return idle


if __name__ == "__main__":
    print(main(sys.argv[1:]), "without an effect that counts", file=sys.stderr)
