"""What the Mesa facade costs: a month of ``RelationshipModel.step`` over a month of the engine alone.

    python -m benchmarks.facade [--rounds 100] [--sizes 10000,100000]

Both are timed in turns on the same world, and the best of many rounds counts: other work on the machine only ever adds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from sim import Decision, RelationshipModel, RelationshipView, Seller

PARTNERS = 3


class Opportunist(Seller):
    """Tries little, and takes advantage of whoever depends on it."""

    def decide(self, relationship: RelationshipView) -> Decision | None:
        return Decision(effort=0.1, cheat=relationship.other.dependence > 0.5)


def model_of(relationships: int, opportunists: int) -> RelationshipModel:
    """Return a world of about so many relationships."""
    buyers = relationships // PARTNERS
    model = RelationshipModel(
        "market",
        seed=1,
        population__buyers=buyers,
        population__sellers=buyers // 5,
        population__partners=PARTNERS,
        run__months=100_000 // 10,
        outputs__paths=0,
    )
    if opportunists:
        model.play_as(Opportunist, sellers=range(opportunists))
    return model


def seconds(call: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def in_turns(model: RelationshipModel, rounds: int) -> tuple[float, float]:
    """Return the least seconds of a month of the engine and of a step of the model."""
    alone, step = [], []
    for _ in range(rounds):
        alone.append(seconds(model.simulation.advance))
        step.append(seconds(model.step))
    return min(alone), min(step)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--rounds", type=int, default=100)
    reader.add_argument("--sizes", default="10000,100000")
    options = reader.parse_args()
    print(
        f"{'relationships':>13}  {'agents of our own':>17}  {'collector':>9}  {'engine ms':>9}  {'step ms':>8}  ratio"
    )
    for size in map(int, options.sizes.split(",")):
        for opportunists, collects in ((0, False), (1, False), (100, False), (0, True)):
            model = model_of(size, opportunists)
            if not collects:
                model.datacollector = None
            in_turns(model, 3)
            alone, step = in_turns(model, options.rounds)
            print(
                f"{size:>13,}  {opportunists:>17}  {'yes' if collects else 'no':>9}  {1e3 * alone:>9.3f}  "
                f"{1e3 * step:>8.3f}  {step / alone:.2f}"
            )


if __name__ == "__main__":
    main()
