"""A small, plausible life of relationships as tables, so that figures can be tried without a model."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

Tables = dict[str, dict[str, np.ndarray]]
STEP_STAGES = ("pre_relationship", "early", "development", "long_term", "final", "decline")


def feelings(trust: np.ndarray, commitment: np.ndarray) -> dict[str, float]:
    """Return what both sides feel, as the tables of events and of lives hold it."""
    return {
        "trust_buyer": trust[0],
        "trust_seller": trust[1],
        "commitment_buyer": commitment[0],
        "commitment_seller": commitment[1],
    }


def simulate_life(
    pairs: int = 40,
    months: int = 120,
    seed: int = 1,
    quality: float = 0.62,
    hold: float = 0.0,
    shock: int | None = None,
) -> Tables:
    """Play relationships that grow, stay, decline and end; one slot per pair, refilled some months after an ending."""
    rng = np.random.default_rng(seed)
    paths: dict[str, list[Any]] = {}
    events: dict[str, list[Any]] = {}
    dyads: dict[str, list[Any]] = {}
    counts = np.zeros((months, 6))

    def add(table: dict[str, list[Any]], **row: Any) -> None:
        for name, value in row.items():
            table.setdefault(name, []).append(value)

    for pair in range(pairs):
        month, dyad = 0 if rng.random() < 0.7 else int(rng.integers(1, max(2, months))), (pair << 32) | (1 << 29)
        while month < months:
            start, dyad, stage, since, peak = month, dyad + 1, 1, 0, 0.0
            good = np.clip(rng.normal(quality, 0.1), 0.2, 0.95)
            trust, commitment, satisfaction = (
                np.full(2, 0.35) + rng.normal(0, 0.04, 2),
                np.full(2, 0.15),
                np.full(2, 0.5),
            )
            bias, cheat, investment = rng.normal(0, 0.06, 2), 0.0, 0.0
            base = {"buyer": pair, "seller": int(rng.integers(20)), "relation": 0}
            add(events, month=max(month, 1), dyad=dyad, **base, event=0, from_stage=0, to_stage=1, cause=0, side=3,
                **feelings(trust, commitment))  # fmt: skip
            ended = False
            while not ended and month < months:
                month += 1
                level = good - (0.25 if shock is not None and month >= shock else 0.0)
                felt = 1 / (1 + np.exp(-3 * (level + rng.normal(0, 0.1, 2) - 0.45)))
                satisfaction += 0.08 * (felt - satisfaction)
                trust += np.where(felt > 0.5, 0.14 * (felt - 0.5) * (1 - trust), 0.42 * (felt - 0.5) * trust)
                commitment += 0.07 * (0.35 * trust + 0.3 * satisfaction + 0.25 * investment + 0.12 + bias - commitment)
                investment += 0.04 * commitment.min() * (1 - investment) - 0.012 * investment
                trust, commitment = np.clip(trust, 0, 1), np.clip(commitment, 0, 1)
                cheat += 0.2 * ((rng.random() < 0.15) - cheat)
                peak = max(peak, commitment.min())
                low, age = commitment.min(), month - start
                after = stage
                if stage >= 2 and low < 0.85 * peak:
                    after = 5
                elif stage == 5 and low > 0.93 * peak:
                    after = 3 if low > 0.45 else 2
                elif since >= 3 and stage == 1 and low > 0.30:
                    after = 2
                elif since >= 3 and stage == 2 and low > 0.45:
                    after = 3
                elif since >= 24 and stage == 3:
                    after = 4
                since = 0 if after != stage else since + 1
                if after != stage:
                    add(events, month=month, dyad=dyad, **base, event=1, from_stage=stage, to_stage=after, cause=0,
                        side=3, **feelings(trust, commitment))  # fmt: skip
                stage = after
                counts[month - 1, stage] += 1
                coop = 0.25 * (0.4 + investment * 2.2 + trust.mean())
                comp = np.clip(0.42 - 0.25 * trust.mean() + 0.5 * cheat + 0.03 * rng.normal(), 0, 1)
                add(
                    paths, month=month, dyad=dyad, buyer=pair, seller=base["seller"], stage=stage,
                    trust_buyer=trust[0], trust_seller=trust[1], commitment_buyer=commitment[0],
                    commitment_seller=commitment[1], satisfaction_buyer=satisfaction[0],
                    satisfaction_seller=satisfaction[1], cooperation=coop, competition=comp, dependence_buyer=0.5,
                    dependence_seller=0.5, conflict=0.1, performance_buyer=level, performance_seller=level,
                )  # fmt: skip
                hazard = (1 - hold) / (1 + np.exp(3.9 + 6 * (low - 0.3) + 2.5 * 0.5 ** (age / 6)))
                ended = rng.random() < hazard + (0.02 if stage == 5 else 0)
            cause = int(rng.choice([1, 2, 3, 4], p=[0.5, 0.25, 0.1, 0.15])) if ended else 0
            if ended:
                add(events, month=month, dyad=dyad, **base, event=6, from_stage=stage, to_stage=6, cause=cause, side=0,
                    **feelings(trust, commitment))  # fmt: skip
            add(dyads, dyad=dyad, **base, start=start, end=month, censored=not ended, highest_stage=min(stage, 4),
                stage=6 if ended else stage, cause=cause, initiator=int(rng.integers(2)) if ended else 3,
                **feelings(trust, commitment))  # fmt: skip
            month += int(rng.integers(1, 10))

    order = np.lexsort((paths["dyad"], paths["month"])) if paths else np.zeros(0, dtype=int)
    steps: dict[str, np.ndarray] = {"month": np.arange(1, months + 1, dtype=np.int32)}
    steps.update({f"n_{name}": counts[:, k] for k, name in enumerate(STEP_STAGES)})
    steps["n_relationships"] = counts[:, 1:].sum(axis=1)
    mature = counts[:, 3:5].sum(axis=1)
    steps |= {"n_partnership": mature, "n_friendship": counts[:, 2], "n_adversarial": counts[:, 5]}
    steps |= {"n_detachment": counts[:, 1], "n_alliance": mature, "n_functional": counts[:, 2]}
    steps["n_one_sided"] = counts[:, 5]
    return {
        "steps": steps,
        "paths": {name: np.asarray(column)[order] for name, column in paths.items()},
        "events": {name: np.asarray(column) for name, column in events.items()},
        "dyads": {name: np.asarray(column) for name, column in dyads.items()},
    }


@pytest.fixture(scope="session")
def life() -> Any:
    """Return the function that plays a life."""
    return simulate_life
