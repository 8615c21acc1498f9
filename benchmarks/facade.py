"""What the Mesa facade costs: the part of ``RelationshipModel.step`` that is not the engine's month.

    python -m benchmarks.facade [--rounds 60] [--sizes 10000,100000]

Within every step the engine's part is timed too; what is left is the facade's. The best of many rounds counts, for
other work on the machine only ever adds.
"""

from __future__ import annotations

import argparse
import time

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
        run__months=10_000,
        outputs__paths=0,
    )
    model.play_as(Opportunist, sellers=range(opportunists))
    return model


def costs(model: RelationshipModel, rounds: int) -> tuple[float, float]:
    """Return the least seconds of the engine's part of a step and of all the rest of it."""
    engine: list[float] = []
    rest: list[float] = []
    advance = model.simulation.advance

    def timed(months: int = 1) -> None:
        begun = time.perf_counter()
        advance(months)
        engine.append(time.perf_counter() - begun)

    model.simulation.advance = timed  # type: ignore[method-assign]
    for _ in range(rounds):
        begun = time.perf_counter()
        model.step()
        rest.append(time.perf_counter() - begun - engine[-1])
    model.simulation.advance = advance  # type: ignore[method-assign]
    return min(engine), min(rest)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--rounds", type=int, default=60)
    reader.add_argument("--sizes", default="10000,100000")
    options = reader.parse_args()
    print(
        f"{'relationships':>13}  {'own agents':>10}  {'collector':>9}  {'engine ms':>9}  {'facade ms':>9}  step/engine"
    )
    for size in map(int, options.sizes.split(",")):
        for opportunists, collects in ((0, False), (1, False), (100, False), (0, True)):
            model = model_of(size, opportunists)
            if not collects:
                model.datacollector = None
            costs(model, 3)
            engine, rest = costs(model, options.rounds)
            print(
                f"{size:>13,}  {opportunists:>10}  {'yes' if collects else 'no':>9}  {1e3 * engine:>9.3f}  "
                f"{1e3 * rest:>9.3f}  {1 + rest / engine:>11.3f}"
            )


if __name__ == "__main__":
    main()
