"""The relationship-oriented organisation (Peelen and Beltman): T25 to T34."""

from __future__ import annotations

from sim.theory.system import Proof, System

WHO = "Peelen and Beltman [peelen_beltman_2013]"
NO_INVESTMENT = {"investment.buyer_willingness": 0.0, "investment.seller_willingness": 0.0}

ORGANISATION: tuple[System, ...] = (
    System(
        "T25",
        "Transformation and leadership",
        WHO,
        claim="Turning from a product to a relationship orientation is demanding; leadership drives success and failure.",
        here="A leader pulls relationship orientation towards a target, by strength; what was gained slides back; "
        "leaders are replaced, and a successor may have other plans. Orientation adds effort and budget, and costs.",
        code=("sim.constructs.within:orientation_after", "sim.mechanisms.organisation.firms:live_inside"),
        parameters=("leadership.strength", "leadership.backslide", "leadership.turnover", "leadership.continuity"),
        scenarios=("chain_levels", "from_within"),
        proofs=(
            Proof("from_within", "mean_satisfaction_buyer_after_36", "led - usual", {"leadership.strength": 0.0}),
            Proof(
                "chain_levels",
                "mean_satisfaction_buyer_after_36",
                "restless - culture",
                {"leadership.turnover": 0.0},
            ),
        ),
        tests=("tests/mechanisms/organisation/test_twin.py::test_firms_as_objects_pull_the_same_levers",),
    ),
    System(
        "T26",
        "The logic of commitment",
        WHO,
        claim="Trust is the base; satisfaction, from expectations met or beaten, raises commitment, as do the "
        "attractiveness of the relationship and switching costs.",
        here="The spine of the model: expectation, satisfaction, trust, attractiveness, dependence, affective and "
        "calculative commitment, investment and switching costs (E1 to E9), and leaving (E16).",
        code=(
            "sim.constructs.satisfaction:episode_satisfaction",
            "sim.constructs.trust:trust_after",
            "sim.constructs.commitment:commitment_target",
            "sim.constructs.switching_costs:switching_cost",
            "sim.constructs.continuity:leaving_log_odds",
        ),
        parameters=(
            "satisfaction.loss_aversion",
            "trust.gain",
            "commitment.rate",
            "switching_costs.investment",
            "exit.advantage",
        ),
        scenarios=("commitment_trap",),
        proofs=(
            Proof("commitment_trap", "survival_60", "locked - free", {"exit.advantage": 0.0}),
            Proof("commitment_trap", "survival_60", "halved - usual", {"exit.advantage": 0.0}),
            Proof("commitment_trap", "mean_trust", "locked - free", NO_INVESTMENT),
            Proof("commitment_trap", "commitment_at_end", "locked - free", NO_INVESTMENT),
            Proof("commitment_trap", "captive_share", "locked - free", NO_INVESTMENT),
            Proof("commitment_trap", "survival_36", "contract_36 - usual", {"switching_costs.contract": 0.0}),
            Proof("commitment_trap", "survival_36", "contract_36 - contract_12", {"switching_costs.contract": 0.0}),
        ),
        evidence="literature",
    ),
    System(
        "T27",
        "Ashridge mission model",
        "Campbell and Yeung, named by Peelen and Beltman",
        claim="Purpose, strategy, values and standards of behaviour that fit each other give a sense of mission. The "
        "text only names the model.",
        here="Four unit vectors of values and directions of their own; alignment is 1 less their mean distance. It adds "
        "effort in step with relationship orientation, and lack of it promises more than is done.",
        code=("sim.constructs.within:extra_effort", "sim.mechanisms.organisation.firms:found_inside"),
        parameters=("mission.effort", "mission.divergence", "mission.gap"),
        scenarios=("from_within",),
        proofs=(
            Proof(
                "from_within",
                "mean_satisfaction_buyer_after_36",
                "aligned - torn",
                {"mission.effort": 0.0, "mission.gap": 0.0},
            ),
        ),
        tests=("tests/mechanisms/organisation/test_twin.py::test_firms_as_objects_pull_the_same_levers",),
        named_only=True,
    ),
    System(
        "T28",
        "Relationship culture",
        WHO,
        claim="People who show their true selves, make overtures in the proper manner and come across as sincere are "
        "involved, and make extra efforts.",
        here="Authenticity warms trust that rests on identification, care adds effort and internal service, proper "
        "overtures better contact, sincerity promises less; culture follows leaders by 2 % of the way a month.",
        code=("sim.constructs.within:culture_after", "sim.mechanisms.organisation.conduct:show_inside"),
        note="Without culture alone 0.002 of the 0.035 is left, which the use of the database brings.",
        parameters=("culture.weight", "culture.inertia", "culture.ideal", "culture.care", "culture.warmth"),
        scenarios=("chain_levels", "from_within"),
        proofs=(
            Proof("from_within", "mean_trust_buyer_after_36", "caring - careless", {"culture.weight": 0.0}),
            Proof(
                "chain_levels",
                "mean_satisfaction_buyer_after_36",
                "culture - database",
                {
                    "culture.weight": 0.0,
                    "internal_service.culture": 0.0,
                    "relationship_management.attention": 0.0,
                    "relationship_management.upheaval": 0.0,
                },
            ),
        ),
        tests=("tests/mechanisms/organisation/test_twin.py::test_firms_as_objects_pull_the_same_levers",),
    ),
    System(
        "T29",
        "Structure and customer ownership",
        WHO,
        claim="One unit is responsible for the whole relationship with a customer.",
        here="",
    ),
    System(
        "T30",
        "Organisational forms and the customer pyramid",
        WHO,
        claim="Customer management may be left to retailers; who keeps it tells large customers from small ones.",
        here="",
    ),
    System(
        "T31",
        "Account team",
        WHO,
        claim="A team for an A customer needs sufficient qualities in six fields: relations, orders, negotiation, "
        "entrepreneurship, delivery, project management.",
        here="",
    ),
    System(
        "T32",
        "Social competency",
        WHO + "; Rogers",
        claim="Empathy, congruence and an unconditionally positive approach to the other person.",
        here="A recovery is worth as much as it is felt: less without empathy, less where the words are not meant. Regard keeps "
        "up the effort for a partner who failed, and resolves conflict. All three are traits of sellers here.",
        code=("sim.constructs.amends:amends_quality", "sim.constructs.amends:effort_of_regard"),
        parameters=("amends.empathy", "amends.congruence", "amends.regard", "perception.empathy"),
        scenarios=("failure_and_recovery",),
        proofs=(
            Proof(
                "failure_and_recovery",
                "episode_satisfaction_voiced_at_24",
                "cold - recovery",
                {"amends.empathy_share": 0.0},
            ),
            Proof(
                "failure_and_recovery",
                "episode_satisfaction_voiced_at_24",
                "hollow - recovery",
                {"amends.congruence_share": 0.0},
            ),
            Proof("failure_and_recovery", "mean_conflict_at_30", "regard - failure", {"amends.regard": 0.0}),
        ),
    ),
    System(
        "T33",
        "Communication and information",
        WHO,
        claim="A dialogue, not an attempt to sell; what is learnt in contact is passed on.",
        here="",
    ),
    System(
        "T34",
        "Systems and incentives",
        WHO,
        claim="Account managers who are assessed by quarterly turnover turn to quick, easy sales, and neglect those who "
        "have just bought and need attention most.",
        here="",
    ),
)
