"""Parameter packs: one engine, the same structure, another context (theory, section 3.3).

A pack states the context alone - what stands between the parties, what leaving and searching cost, who delivers, with
which assets a relationship starts.  What people are like - how trust, satisfaction, commitment and exit work - is the
same in both, and a test holds a pack to that.
"""

from __future__ import annotations

CONTEXT = ("distance.", "switching_costs.", "search.", "linking.controlled_share", "honeymoon.start")
"""What a pack may state: distances at first sight, costs of leaving and searching, the share delivered oneself, H_0."""

PACKS: dict[str, dict[str, float]] = {
    "domestic": {
        "distance.social_start": 0.40,
        "distance.cultural_scale": 0.5,
        "distance.technological_low": 0.15,
        "distance.technological_high": 0.40,
        "distance.time_low": 0.20,
        "distance.time_high": 0.45,
        "distance.geographic_scale": 0.5,
        "switching_costs.base": 0.02,
        "switching_costs.investment": 0.18,
        "search.cost": 0.03,
        "linking.controlled_share": 0.9,
        "honeymoon.start": 1.0,
    },
    # Distances and c_own from the theory (2.3b.5, 2.3b.14); the rest chosen once, before any run: at arm's length no
    # starting assets, nothing to pay for changing as such, half the cost of leaving what was invested, free search.
    "international": {
        "distance.social_start": 0.80,
        "distance.cultural_scale": 1.0,
        "distance.technological_low": 0.30,
        "distance.technological_high": 0.80,
        "distance.time_low": 0.40,
        "distance.time_high": 0.90,
        "distance.geographic_scale": 1.0,
        "switching_costs.base": 0.0,
        "switching_costs.investment": 0.09,
        "search.cost": 0.0,
        "linking.controlled_share": 0.2,
        "honeymoon.start": 0.0,
    },
}
"""Name of the pack, and the parameters that it states; ``domestic`` is what holds where nothing is said."""
