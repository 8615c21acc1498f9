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
        here="Loyalty is the weight of affective commitment in the decision to leave; a lie that comes out lowers the ceiling "
        "of trust for good, and with it the belief in apologies. Resilience is read out: the share still alive of those "
        "whom pure calculation, with the same luck, would have sent away.",
        code=(
            "sim.constructs.loyalty:loyal_log_odds",
            "sim.mechanisms.amends.month:calculation_ends",
            "sim.constructs.trust:trust_ceiling",
            "sim.engine.shocks:reveal_lies",
        ),
        parameters=("loyalty.weight", "amends.disbelief", "trust.ceiling_loss", "trust.breach_loss"),
        scenarios=("failure_and_recovery",),
        proofs=(
            Proof("failure_and_recovery", "resilience_at_35", "loyal - failure", {"loyalty.weight": 0.0}),
            Proof("failure_and_recovery", "mean_trust_buyer_at_60", "lie - failure", without=("deception",)),
            Proof(
                "failure_and_recovery",
                "episode_satisfaction_voiced_at_24",
                "lie_recovered - recovery",
                {"amends.disbelief": 0.0},
            ),
        ),
        evidence="literature",
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
        here="Ritual is routine times what is not shared; in the final stage it adds to the log-odds of leaving (how much is "
        "chosen, 0 by default).",
        code=("sim.constructs.ritual:ritual", "sim.mechanisms.governments.ritual:Ritual"),
        parameters=("ritual.fragility",),
        scenarios=("mou_to_exchange",),
        proofs=(Proof("mou_to_exchange", "survival_96", "ritual - all", {"ritual.fragility": 0.0}),),
    ),
)
