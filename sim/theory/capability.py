"""Stages, the plane, salespeople and systems for customer information: T11 to T16."""

from __future__ import annotations

from sim.theory.system import Proof, System

NO_INVESTMENT = {"investment.buyer_willingness": 0.0, "investment.seller_willingness": 0.0}

CAPABILITY: tuple[System, ...] = (
    System(
        "T11",
        "Five stages of a relationship",
        "Ford [ford_1980]",
        claim="Relationships pass from a trigger through early experience under uncertainty, growing business and "
        "commitment, and mutual importance, to institutionalised interaction.",
        here="Stages are read out of commitment, trust, investment, shares of business and routine, with thresholds for "
        "entering and for leaving; no equation reads them.",
        code=(
            "sim.life_cycle.transitions:next_stage",
            "sim.life_cycle.transitions:routine",
            "sim.processes.staging:stage",
        ),
        parameters=(
            "life_cycle.development_commitment",
            "life_cycle.long_term_commitment",
            "life_cycle.long_term_leave",
            "life_cycle.decline_ratio",
            "life_cycle.recovery_ratio",
        ),
        scenarios=("full_life_cycle",),
        proofs=(
            Proof("full_life_cycle", "share_reaching_long_term_60", "relational", NO_INVESTMENT, replications=60),
            Proof(
                "full_life_cycle", "share_declining_72_84", "relational", without=("quality_shift",), replications=60
            ),
            Proof(
                "full_life_cycle",
                "share_declining_72_84",
                "relational",
                {"life_cycle.decline_ratio": 0.0},
                replications=60,
            ),
            Proof(
                "full_life_cycle",
                "share_in_long_term_114",
                "halfway",
                {"life_cycle.recovery_ratio": 0.0},
                replications=60,
            ),
        ),
        evidence="literature",
    ),
    System(
        "T12",
        "Life cycle on the plane of cooperation and competition",
        "Wilkinson and Young [wilkinson_young_1997]",
        claim="Cooperation and competition are two dimensions, not one; a relationship moves through their plane as it "
        "matures and declines.",
        here="Two indices that share no term, from sharing, joint action, flexibility and shared risk, and from "
        "bargaining, price pressure, multi-sourcing, opportunism and conflict.",
        code=("sim.constructs.cooperation:cooperation", "sim.constructs.competition:competition"),
        parameters=("relationship_memory.openness", "conflict.dissatisfaction", "conflict.bargaining"),
        scenarios=("full_life_cycle", "cooperation_competition"),
        proofs=(
            Proof("cooperation_competition", "peace_premium_at_120", "cartel", {"rivalry.cut": 0.0}, replications=30),
            Proof(
                "full_life_cycle",
                "mean_cooperation_change_12_71",
                "relational",
                {**NO_INVESTMENT, "relationship_memory.openness": 0.0, "recovery.voice_commitment": 0.0},
                replications=60,
            ),
            Proof(
                "full_life_cycle",
                "mean_cooperation_change_71_84",
                "relational",
                without=("quality_shift",),
                replications=60,
            ),
            Proof(
                "full_life_cycle",
                "mean_competition_change_71_84",
                "relational",
                {"conflict.dissatisfaction": 0.0, "conflict.breach": 0.0},
                replications=60,
            ),
        ),
        evidence="literature",
        note="That competition shrinks while a relationship matures is not borne out: bargaining, which never changes, "
        "feeds most of the conflict.",
    ),
    System(
        "T13",
        "Salespeople as builders and promoters",
        "Wilkinson and Young [wilkinson_young_1997], as taught",
        claim="Salespeople find customers and needs, reach those who decide, negotiate and build trust, coordinate, "
        "encourage learning, resolve conflict and lead the team.",
        here="A people table: seven skills, drawn for every person by its own luck, multiply seeing when a customer is due, "
        "reaching and persuading it, first trust, coordination, learning, resolving conflict, and the team's time. A post "
        "that changes hands is filled by a new hire, one who knows such customers, or the best record of five.",
        code=(
            "sim.constructs.account_management:skilled",
            "sim.constructs.account_management:trait",
            "sim.mechanisms.accounts.people:hire",
            "sim.mechanisms.accounts.people:change_people",
        ),
        parameters=(
            "people.per_seller",
            "people.skill",
            "people.skill_effect",
            "departures.rate",
            "departures.replacement",
        ),
        scenarios=("customer_pyramid", "contact_leaves"),
        proofs=(
            Proof("customer_pyramid", "account_profit", "able - pyramid", {"people.skill_effect": 0.0}),
            Proof("contact_leaves", "left_sales", "similar - no_crm", {"departures.similar": 0.0}),
        ),
        tests=("tests/mechanisms/accounts/test_same_bits.py::test_arrays_and_objects_pull_the_same_levers",),
        evidence="literature",
    ),
    System(
        "T14",
        "Customer database and marketing plan",
        "customer relationship management, as taught",
        claim="A database of customer information and a plan that uses it raise sales and service.",
        here="The organisational part of what is known of a customer. A database captures a share of what people would keep to "
        "themselves, for part of their time; knowing a customer makes its orders likelier; what only a person knew leaves "
        "with the person. Ranking by value is blurred without it.",
        code=(
            "sim.constructs.account_management:captured",
            "sim.constructs.account_management:order_chance",
            "sim.mechanisms.accounts.people:forget",
            "sim.mechanisms.accounts.customers:rank",
        ),
        parameters=("crm.capture", "crm.quality", "crm.recording", "crm.blur", "ordering.knowledge"),
        scenarios=("contact_leaves", "customer_pyramid"),
        proofs=(
            Proof("contact_leaves", "left_sales", "crm - no_crm", {"crm.capture": 0.0}),
            Proof("customer_pyramid", "account_profit", "blurred - pyramid", {"crm.blur": 0.0}),
        ),
        evidence="literature",
    ),
    System(
        "T15",
        "Access across departments",
        "customer relationship management, as taught",
        claim="An enterprise system gives all staff direct or indirect access to customer information.",
        here="Access of sales, service, delivery and finance to what the organisation knows, from none to direct; who cannot "
        "look contradicts who can, with a chosen chance.",
        code=(
            "sim.constructs.account_management:contradiction_chance",
            "sim.mechanisms.accounts.contacting:serve",
        ),
        parameters=("crm.sales", "crm.service", "crm.delivery", "crm.finance", "crm.contradiction"),
        scenarios=("contact_leaves",),
        proofs=(
            Proof(
                "contact_leaves",
                "account_satisfaction",
                "sales_only - crm",
                {"crm.service": 1.0, "crm.delivery": 1.0, "crm.finance": 1.0},
            ),
            Proof("contact_leaves", "account_sales", "all_but_sales - crm", {"crm.sales": 1.0}),
        ),
    ),
    System(
        "T16",
        "Initiate, develop, enhance: offering and customisation",
        "global selling, as taught",
        claim="Choosing a fitting offering and customising the relationship build trust and commitment.",
        here="Offer and need are vectors; fit is 1 less their distance. Customising closes part of it every month, as far as "
        "the customer gets attention, costs the seller, and adds to what it invests. The text breaks off; the rest is chosen.",
        code=("sim.constructs.account_management:fit", "sim.mechanisms.accounts.contacting:tend"),
        parameters=(
            "customisation.effort",
            "customisation.fit_effect",
            "customisation.investing",
            "customisation.cost",
        ),
        scenarios=("customer_pyramid",),
        proofs=(
            Proof("customer_pyramid", "account_satisfaction", "customised - unfitted", {"customisation.effort": 0.0}),
            Proof("customer_pyramid", "account_investment", "customised - unfitted", {"customisation.effort": 0.0}),
        ),
    ),
)
