"""Write the reference digests anew: ``python tests/golden/regenerate.py``, after a change of results that is meant.

A digest that changes needs its reason: a line under **Results change** in ``CHANGELOG.md`` that was not there when the
digests were written last.  Without one the script refuses.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
REFERENCE = HERE / "reference.json"
LARGEST = 900
"""Buyers beyond which a scenario is played small, and for three years."""


def scenarios() -> list[str]:
    """Return the names of the shipped scenarios."""
    return sorted(path.stem for path in (ROOT / "scenarios").glob("*.toml"))


def digests(name: str) -> dict[str, str]:
    """Return the digest of canonical content of each arm of a shipped scenario, played once on the scenario's seed."""
    from sim.engine import play
    from sim.scenario import load
    from sim.store import TABLES, as_arrow, run_digest

    file = str(ROOT / "scenarios" / f"{name}.toml")
    scenario = load(file)
    if scenario.parameters.population.buyers > LARGEST:
        scenario = load(file, overrides=(f"population.buyers={LARGEST}", "population.sellers=100", "run.months=36"))
    found = {}
    for arm in scenario.arms:
        result = play(
            scenario.arm_parameters(arm),
            months=scenario.run.months,
            seed=scenario.run.seed,
            interventions=tuple(item for item in scenario.interventions if item.arms is None or arm.name in item.arms),
            outputs=scenario.outputs,
            organisations=scenario.organisations,
            links=scenario.links,
        )
        found[arm.name] = run_digest(
            {table: as_arrow(table, getattr(result, table)) for table in TABLES}, result.months
        )
    return found


def reasons() -> list[str]:
    """Return what stands under Results change in the changelog, entry by entry, newest first."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.findall(r"^### Results change\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    return [
        " ".join(entry.split()) for section in sections for entry in re.split(r"^- ", section, flags=re.MULTILINE)[1:]
    ]


def changes(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> list[str]:
    """Return the arms, ``scenario: arm``, that were there before and have another digest now."""
    return [
        f"{name}: {arm}"
        for name, arms in before.items()
        for arm, digest in arms.items()
        if name in after and arm in after[name] and after[name][arm] != digest
    ]


def refusal(stored: dict[str, Any], after: dict[str, dict[str, str]], why: list[str]) -> str:
    """Return why these digests may not be written over the stored ones, or nothing."""
    changed = changes(stored["digests"], after)
    if not changed or set(why) - set(stored["results_change"]):
        return ""
    return (
        f"{len(changed)} digests differ ({', '.join(changed)}), and CHANGELOG.md gives no new reason for it.\n"
        "Say under Results change what gives other numbers and why, then run this again."
    )


def main() -> int:
    """Write the digests; return the exit code."""
    after = {name: digests(name) for name in scenarios()}
    why = reasons()
    if REFERENCE.exists():
        stored = json.loads(REFERENCE.read_text(encoding="utf-8"))
        told = refusal(stored, after, why)
        if told:
            print(told, file=sys.stderr)
            return 1
        print("\n".join(changes(stored["digests"], after)) or "no digest of before has changed")
    text = json.dumps({"results_change": why, "digests": after}, indent=2, ensure_ascii=False)
    REFERENCE.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
