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
        scenarios=("chain_levels", "from_within", "quarterly_turnover"),
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
        scenarios=("from_within", "quarterly_turnover"),
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
        here="Where nobody owns the customer, departments contradict each other in one month of ten and only half of what "
        "the organisation knows is brought together; both numbers are chosen.",
        code=(
            "sim.constructs.account_management:contradiction_chance",
            "sim.mechanisms.accounts.contacting:serve",
        ),
        parameters=("ownership.owned", "ownership.contradiction", "ownership.pooling"),
        scenarios=("customer_pyramid", "contact_leaves"),
        proofs=(
            Proof("customer_pyramid", "account_profit", "unowned - pyramid", {"ownership.owned": 1.0}),
            Proof("contact_leaves", "account_satisfaction", "unowned - crm", {"ownership.owned": 1.0}),
        ),
    ),
    System(
        "T30",
        "Organisational forms and the customer pyramid",
        WHO,
        claim="Customer management may be left to retailers; who keeps it tells large customers from small ones.",
        here="Customers are ranked once a year by what they are worth; tiers A, B and C get shares of contact time, which "
        "pays less and less for one customer. Customers reached through an intermediary are learnt about less.",
        code=(
            "sim.constructs.account_management:attention_of",
            "sim.mechanisms.accounts.customers:rank",
            "sim.mechanisms.accounts.choosing:divide_by_rule",
        ),
        parameters=("pyramid.rule", "pyramid.a_hours", "pyramid.b_hours", "ownership.outsourced"),
        scenarios=("customer_pyramid",),
        proofs=(
            Proof("customer_pyramid", "account_profit", "pyramid - equal", {"pyramid.rule": 0.0}),
            Proof("customer_pyramid", "account_knowledge", "outsourced - pyramid", {"ownership.outsourced": 0.0}),
        ),
    ),
    System(
        "T31",
        "Account team",
        WHO,
        claim="A team for an A customer needs sufficient qualities in six fields: relations, orders, negotiation, "
        "entrepreneurship, delivery, project management.",
        here="A team covers a quality as far as somebody on it has it; its effectiveness is the geometric mean of six "
        "coverages, and adds effort and recovery with A customers.",
        code=(
            "sim.constructs.account_management:coverage_after",
            "sim.mechanisms.accounts.contacting:team_effectiveness",
        ),
        parameters=("account_team.size", "account_team.missing", "account_team.effort", "account_team.recovery"),
        scenarios=("account_team",),
        proofs=(
            Proof("account_team", "kept_a_at_60", "team - pyramid", {"account_team.size": 0.0}, replications=80),
            Proof("account_team", "kept_a_at_60", "team_gap - team", {"account_team.missing": 0.0}, replications=80),
            Proof("account_team", "account_satisfaction_a", "team - pyramid", {"account_team.size": 0.0}),
            Proof("account_team", "account_satisfaction_a", "team_gap - team", {"account_team.missing": 0.0}),
        ),
        tests=("tests/mechanisms/accounts/test_team.py::test_one_missing_quality_costs_a_quarter_of_the_team",),
    ),
    System(
        "T32",
        "Social competency",
        WHO + "; Rogers",
        claim="Empathy, congruence and an unconditionally positive approach to the other person.",
        here="A recovery is worth as much as it is felt: less without empathy, less where the words are not meant. Regard keeps "
        "up the effort for a partner who failed, and resolves conflict. All three are traits of sellers and, where they have "
        "any, of every account manager, in whom empathy sees commitment and congruence makes promises believed.",
        code=(
            "sim.constructs.amends:amends_quality",
            "sim.constructs.amends:effort_of_regard",
            "sim.mechanisms.accounts.contacting:tend",
        ),
        parameters=(
            "amends.empathy",
            "amends.congruence",
            "amends.regard",
            "perception.empathy",
            "people.competency",
            "people.competency_effect",
        ),
        scenarios=("failure_and_recovery", "customer_pyramid"),
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
            Proof("customer_pyramid", "account_conflict", "considerate - pyramid", {"people.competency_effect": 0.0}),
        ),
    ),
    System(
        "T33",
        "Communication and information",
        WHO,
        claim="A dialogue, not an attempt to sell; what is learnt in contact is passed on.",
        here="A month's contact is a dialogue, a pitch or nothing. Attention, which dialogues build, carries contact, learning, "
        "adaptation and the warmth of good episodes; a pitch brings orders and offends who has just bought. What people "
        "pass on reaches the organisation.",
        code=(
            "sim.constructs.account_management:tended",
            "sim.mechanisms.accounts.contacting:tend",
            "sim.mechanisms.accounts.contacting:order",
        ),
        parameters=(
            "account_contact.care",
            "account_contact.warmth",
            "account_contact.offence",
            "relationship_memory.pass_on",
        ),
        scenarios=("quarterly_turnover", "contact_leaves"),
        proofs=(Proof("contact_leaves", "account_knowledge", "crm - no_crm", {"crm.capture": 0.0}),),
    ),
    System(
        "T34",
        "Systems and incentives",
        WHO,
        claim="Account managers who are assessed by quarterly turnover turn to quick, easy sales, and neglect those who "
        "have just bought and need attention most.",
        here="Every month each manager weighs, customer by customer, a dialogue, a pitch, a promise and a discount by what "
        "pay rewards: turnover of the quarter or lifetime value. Customers order in a rhythm that pitches move forward. "
        "Neglect after a purchase, discounts and promises at the end of the quarter are choices, not effects.",
        code=(
            "sim.constructs.account_management:turnover_gain",
            "sim.constructs.account_management:lifetime_gain",
            "sim.constructs.account_management:worth",
            "sim.mechanisms.accounts.choosing:choose_freely",
        ),
        parameters=("account_pay.turnover_weight", "ordering.cycle", "ordering.pull", "account_contact.aftercare"),
        scenarios=("quarterly_turnover",),
        proofs=(
            Proof(
                "quarterly_turnover",
                "account_sales_after_24",
                "turnover - relationship",
                {"account_pay.turnover_weight": 0.0},
            ),
            Proof(
                "quarterly_turnover",
                "discount_sawtooth",
                "turnover - relationship",
                {"account_pay.turnover_weight": 0.0},
            ),
        ),
        evidence="literature",
    ),
)
