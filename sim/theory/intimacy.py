"""Practical intimacy and the values-driven approach (Cormier): T35 to T41."""

from __future__ import annotations

from sim.theory.system import Proof, System

WHO = "Cormier [cormier]"

INTIMACY: tuple[System, ...] = (
    System(
        "T35",
        "Practical intimacy",
        WHO,
        claim="Going beyond trade to share values, information and risk brings deeper feedback and completer solutions.",
        here="",
    ),
    System(
        "T36",
        "Values professed and values lived",
        WHO,
        claim="What an organisation professes may differ from what its leaders do; management and mentoring link the two.",
        here="",
    ),
    System(
        "T37",
        "Identify, present, pilot, build, review",
        WHO,
        claim="Choose partners by values, propose realistically, test in a pilot, build on small successes, and ask in "
        "reviews whether to grow, change or end.",
        here="",
    ),
    System(
        "T38",
        "Traditional business relationships",
        WHO,
        claim="Charge customers just below the point of leaving, press suppliers, watch partners for strict equity.",
        here="",
        scenarios=("commitment_trap",),
        proofs=(Proof("commitment_trap", "opportunism_rate", "locked - free", {"outcome.dependence_slope": 0.0}),),
    ),
    System(
        "T39",
        "Trust, honesty, loyalty",
        WHO,
        claim="They follow emotion rather than logic; the measure of a relationship is its duration through thick and "
        "thin.",
        here="",
    ),
    System(
        "T40",
        "Intrinsic value, connection by design, emotional intelligence",
        WHO,
        claim="The relationship is worth more than what it returns; people can connect at a qualitative level by design.",
        here="",
    ),
    System(
        "T41",
        "Any sector; ritual replaced by sharing",
        WHO,
        claim="It serves the private and the public sector and the links between them, and takes ritualised "
        "relationships to a mutual sharing of information and risk.",
        here="",
    ),
)
