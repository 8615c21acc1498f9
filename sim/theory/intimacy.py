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
        here="Practical intimacy is the geometric mean of shared information, risk and values; partners who build together "
        "take over a share of each other's shocks, and intimate feedback slowly improves competence.",
        code=("sim.mechanisms.policies.rules:practical_intimacy", "sim.mechanisms.policies.shocks:strike"),
        parameters=("ways.risk_share", "intimacy.feedback", "shocks.sd"),
        scenarios=("pilot_or_pitch",),
        proofs=(
            Proof("pilot_or_pitch", "intimacy_gap_at_120", "both", {"ways.risk_share": 0.0}),
            Proof("pilot_or_pitch", "shock_survival_at_120", "both - alone", {"ways.risk_share": 0.0}),
        ),
    ),
    System(
        "T36",
        "Values professed and values lived",
        WHO,
        claim="What an organisation professes may differ from what its leaders do; management and mentoring link the two.",
        here="Organisations may profess values nearer to what everybody likes to hear than those they practise; partners see "
        "deeds with weight n / (n + 6); mentoring closes the gap.",
        code=("sim.mechanisms.values.experience:profess", "sim.mechanisms.values.experience:look_at_deeds"),
        parameters=("values.gap", "values.opportunist_gap", "values.mentoring", "values.seen_after"),
        scenarios=("opportunists_and_reputation",),
        proofs=(
            Proof(
                "opportunists_and_reputation",
                "mean_trust_buyer_change_6_36",
                "say_do_gap - sincere",
                {"values.gap": 0.0},
            ),
            Proof(
                "opportunists_and_reputation", "mean_trust_at_120", "mentored - say_do_gap", {"values.mentoring": 0.0}
            ),
        ),
        note="Nearly half of the gap shows within the first half year, so that trust falls before month 6 too.",
    ),
    System(
        "T37",
        "Identify, present, pilot, build, review",
        WHO,
        claim="Choose partners by values, propose realistically, test in a pilot, build on small successes, and ask in "
        "reviews whether to grow, change or end.",
        here="A policy with states: partners of unlike values are declined, the promise is realistic and a manager named, four "
        "months of pilot at a tenth of the volume, then building, with a review every six months that grows, adjusts or ends.",
        code=("sim.mechanisms.policies.deals:deal", "sim.mechanisms.policies.rules:verdict"),
        parameters=("seller_policies.pilot", "pilot.duration", "pilot.least_overlap", "pilot.every", "pilot.end_below"),
        scenarios=("pilot_or_pitch",),
        proofs=(Proof("pilot_or_pitch", "pilot_hazard_ratio_at_120", "both", {"pilot.end_below": -100.0}),),
        note="Revenue so far is only even after ten years; in a calm market straight selling does not win, because its price "
        "drives customers away.",
    ),
    System(
        "T38",
        "Traditional business relationships",
        WHO,
        claim="Charge customers just below the point of leaving, press suppliers, watch partners for strict equity.",
        here="Policies that fix the price each month: sellers just below the customer's leaving point, buyers just above the "
        "supplier's, or half each; they bargain hard and share nothing.",
        code=("sim.mechanisms.policies.rules:price_to_limit", "sim.mechanisms.policies.rules:beaten_down_price"),
        parameters=("seller_policies.price_to_limit", "buyer_policies.beat_down", "seller_policies.strict_equity"),
        scenarios=("commitment_trap", "pilot_or_pitch"),
        proofs=(
            Proof(
                "pilot_or_pitch",
                "mean_trust_seller",
                "beaten_down - both",
                {"buyer_policies.beat_down": 0.0},
                replications=20,
            ),
            Proof("commitment_trap", "opportunism_rate", "locked - free", {"outcome.dependence_slope": 0.0}),
        ),
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
        scenarios=("failure_and_recovery", "pilot_or_pitch"),
        proofs=(
            Proof("pilot_or_pitch", "shock_survival_at_120", "both - alone", {"ways.risk_share": 0.0}),
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
        here="What is felt counts in the outcome (outcome.intrinsic), and who relates may bond on purpose, which lifts what the "
        "partner's commitment moves towards.",
        code=("sim.processes.bonding:yield_outcomes", "sim.mechanisms.policies.deals:deal"),
        parameters=("outcome.intrinsic", "ways.bonding"),
        scenarios=("pilot_or_pitch",),
        proofs=(
            Proof("pilot_or_pitch", "survival_60", "valued - both", {"outcome.intrinsic": 0.0, "ways.bonding": 0.0}),
        ),
    ),
    System(
        "T41",
        "Any sector; ritual replaced by sharing",
        WHO,
        claim="It serves the private and the public sector and the links between them, and takes ritualised "
        "relationships to a mutual sharing of information and risk.",
        here="Ritual is routine times what is not shared; in the final stage it adds to the log-odds of leaving (how much is "
        "chosen, 0 by default). A routine may end with the person who kept it up (`ritual.renewed`, 0 by default): what the "
        "departure costs is the core's, what it brings is that less ritual pushes.",
        code=(
            "sim.constructs.ritual:ritual",
            "sim.constructs.ritual:has_left",
            "sim.mechanisms.governments.ritual:Ritual",
        ),
        parameters=("ritual.fragility", "ritual.renewed"),
        scenarios=("mou_to_exchange",),
        proofs=(
            Proof("mou_to_exchange", "survival_96", "ritual - all", {"ritual.fragility": 0.0}),
            Proof("mou_to_exchange", "share_alive_108", "renewed - parting", {"ritual.renewed": 0.0}),
            Proof("mou_to_exchange", "share_alive_108", "renewed - ritual", {"ritual.renewed": 0.0}, replications=30),
        ),
        note="Who leaves is seen by what a side suddenly no longer knows of the other: where everything is on file, nobody "
        "is missed, and no routine ends.",
    ),
)
