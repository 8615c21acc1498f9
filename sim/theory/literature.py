"""Constructs of the literature on relationship management: T17 to T24.

The text that names them is a machine paraphrase with distorted terms; ``wording`` shows them beside the terms restored,
which is inference.
"""

from __future__ import annotations

from sim.theory.system import Proof, System

LITERATURE: tuple[System, ...] = (
    System(
        "T17",
        "Suppliers, customers and internal customers",
        "Buttle and others, by way of a paraphrase",
        claim="Relationship management covers suppliers, customers and one's own staff as internal customers, in links "
        "and chains of organisations.",
        here="Sellers may have suppliers, whose deliveries they pass on; internal service follows leadership, culture "
        "and care for one's own people, and multiplies competence by 0.8 + 0.4 times it.",
        code=(
            "sim.constructs.within:internal_service_after",
            "sim.constructs.within:delivered_competence",
            "sim.constructs.rivalry:passed_on",
            "sim.mechanisms.chain.tiers:pass_on",
        ),
        note="That sellers with good suppliers have satisfied customers is in part the other way round: where nothing is "
        "passed on the correlation is still 0.36 [0.24, 0.48], because good sellers are served well.",
        parameters=("internal_service.weight", "internal_service.care", "chain.suppliers", "chain.input"),
        scenarios=("chain_levels",),
        proofs=(
            Proof(
                "chain_levels",
                "mean_satisfaction_buyer_after_48",
                "staff_first - usual",
                {"internal_service.weight": 0.0},
            ),
        ),
        tests=("tests/mechanisms/chain/test_twin.py::test_tiers_and_rivals_as_objects_pull_the_same_levers",),
        wording=(("completion users", "end users"), ("inner consumers", "internal customers")),
    ),
    System(
        "T18",
        "From hard bargaining to closeness",
        "literature on Japanese supply relations, by way of a paraphrase",
        claim="Less strong-arming and closeness to suppliers rest on social structure and a public creed.",
        here="Firms that supply the same customer keep the peace or fight with their prices, by what it wins today and "
        "costs later; a relational norm restrains, gives strangers something in common and lengthens the future. Policies "
        "make bargaining soft or hard, which feeds conflict and competition.",
        code=(
            "sim.constructs.rivalry:fighting_pays",
            "sim.constructs.rivalry:months_that_count",
            "sim.constructs.rivalry:future_under_norm",
            "sim.mechanisms.chain.rivals:choose",
            "sim.mechanisms.policies.deals:deal",
        ),
        parameters=(
            "relational_norm.level",
            "rivalry.win",
            "rivalry.future",
            "conflict.bargaining_low",
            "ways.soft_bargaining",
            "ways.hard_bargaining",
        ),
        scenarios=(
            "cooperation_competition",
            "transaction_or_relationship",
            "pilot_or_pitch",
            "opportunists_and_reputation",
        ),
        proofs=(
            Proof("transaction_or_relationship", "mean_conflict", "hard - relational", {"conflict.bargaining": 0.0}),
            Proof("cooperation_competition", "mean_cooperation", "norm - usual", {"relational_norm.level": 0.0}),
            Proof("cooperation_competition", "mean_cooperation", "long - short", {"rivalry.win": 0.0}),
        ),
        tests=("tests/mechanisms/chain/test_twin.py::test_tiers_and_rivals_as_objects_pull_the_same_levers",),
        wording=(
            ("less negotiation strong-arming", "less hard bargaining"),
            ("social framework and public creed", "social structure and public creed"),
        ),
    ),
    System(
        "T19",
        "Variants from the dyad to the whole chain",
        "Kracklauer, Mills and Seifert; Gummesson, by way of a paraphrase",
        claim="The unit of management widens from the customer relationship over collaboration to the integrated chain.",
        here="What is managed together: nothing, the dyad, the chain, or the chain on one database that suppliers read "
        "too, which serves them and tempts them.",
        code=("sim.mechanisms.chain.tiers:manage_together",),
        parameters=("chain.scope", "chain.planning", "chain.pooled", "chain.leak"),
        scenarios=("chain_levels",),
        proofs=(
            Proof(
                "chain_levels",
                "mean_satisfaction_buyer_after_36",
                "whole_chain - joint_planning",
                {"chain.scope": 0.0},
            ),
        ),
        tests=("tests/mechanisms/chain/test_twin.py::test_tiers_and_rivals_as_objects_pull_the_same_levers",),
        wording=(
            ("Consumer Centricity", "customer centricity"),
            ("Collaborative Client Partnership Administration", "collaborative customer relationship management"),
            ("Supply Chain Connection Administration", "supply chain relationship management"),
        ),
    ),
    System(
        "T20",
        "Three types of relationship",
        "Hines [hines_2006], by way of a paraphrase",
        claim="Strategic alliance, functional partnership and one-sided partnership.",
        here="A read-out: one-sided where dependence differs much, an alliance where both sides invested and are "
        "committed, else a functional partnership.",
        code=("sim.typologies.hines:three_type",),
        parameters=(
            "typologies.one_sided_gap",
            "typologies.alliance_investment",
            "typologies.alliance_commitment",
        ),
        scenarios=("commitment_trap", "cooperation_competition"),
        proofs=(
            Proof("cooperation_competition", "alliance_share", "norm - usual", {"typologies.alliance_commitment": 1.0}),
        ),
        wording=(
            ("calculated alliance", "strategic alliance"),
            ("useful partnership", "functional partnership"),
            ("prejudiced collaborations", "one-sided partnership"),
        ),
        note="That high switching costs make more partnerships one-sided is not borne out: they push the dependence of "
        "both sides up.",
    ),
    System(
        "T21",
        "Four types of relationship",
        "Donaldson and O'Toole [donaldson_otoole_2000], by way of a paraphrase",
        claim="Belief and action, high or low, make partnership, friendship, adversarial relationship and detachment.",
        here="A read-out: belief is the mean of trust, value overlap and affective commitment; action that of joint "
        "action, investment and sharing.",
        code=("sim.typologies.donaldson_otoole:four_type",),
        parameters=("typologies.belief", "typologies.action"),
        scenarios=("cooperation_competition", "opportunists_and_reputation"),
        proofs=(Proof("cooperation_competition", "partnership_share", "norm - usual", {"typologies.belief": 1.0}),),
        wording=(("relationship (as a type)", "friendship"),),
        evidence="literature",
    ),
    System(
        "T22",
        "Four elements of customer relationship management",
        "Swift; Kracklauer and others, by way of a paraphrase",
        claim="Identification, attraction, retention and development of customers.",
        here="Four shares of the time that people have: identification sharpens ranking, attraction offers newcomers a lower "
        "price and promises more, retention makes failures good, development sells more to who is known and trusts. Each "
        "pays less and less; cost per customer won, churn and share of business are counted.",
        code=("sim.constructs.account_management:budget_effect", "sim.mechanisms.accounts.contacting:serve"),
        parameters=(
            "crm_elements.identification",
            "crm_elements.attraction",
            "crm_elements.retention",
            "crm_elements.development",
        ),
        scenarios=("customer_pyramid",),
        proofs=(
            Proof("customer_pyramid", "account_churn", "retaining - pyramid", {"crm_elements.retention": 0.0}),
            Proof("customer_pyramid", "account_acquired", "attracting - pyramid", {"crm_elements.attraction": 0.0}),
            Proof("customer_pyramid", "account_fill", "developing - pyramid", {"crm_elements.development": 0.0}),
            Proof("customer_pyramid", "account_profit", "identifying - blurred", {"crm_elements.identification": 0.0}),
        ),
        wording=(
            ("Consumer Tourist Attraction", "customer attraction"),
            ("Client Advancement", "customer development"),
        ),
    ),
    System(
        "T23",
        "Relationship management is more than a database",
        "literature on strategic relationship management, by way of a paraphrase",
        claim="From a tool that records buying to a strategy that reshapes culture toward service.",
        here="Four levels: none; a database, in use after a few months; conduct that it steers towards customers who "
        "lack satisfaction; a change of culture with a half-life of eighteen months and a year of upheaval.",
        code=(
            "sim.mechanisms.organisation.conduct:show_inside",
            "sim.mechanisms.organisation.firms:is_reforming",
            "sim.constructs.within:rate_of_half_life",
        ),
        parameters=("relationship_management.level", "relationship_management.upheaval", "culture.half_life"),
        scenarios=("chain_levels",),
        proofs=(
            Proof(
                "chain_levels",
                "mean_satisfaction_buyer_after_36",
                "culture - database",
                {"relationship_management.level": 0.0},
            ),
            Proof(
                "chain_levels",
                "mean_satisfaction_buyer_at_12",
                "culture - database",
                {"relationship_management.upheaval": 0.0},
            ),
        ),
        tests=("tests/mechanisms/organisation/test_twin.py::test_firms_as_objects_pull_the_same_levers",),
    ),
    System(
        "T24",
        "Commitment and trust, defined",
        "Morgan and Hunt [morgan_hunt_1994], by way of a paraphrase",
        claim="Each side holds to its own and to shared goals, is competent to perform, relies on the other, and expects "
        "it to stay within the agreement.",
        here="Trust is the core's; beside it, each side notes the least performance that was agreed on, and trust may follow "
        "whether the other stayed within it; goal overlap scales commitment; victims of a breach may tell others.",
        code=(
            "sim.mechanisms.values.experience:hold_to_agreement",
            "sim.mechanisms.reputation.grapevine:talk",
            "sim.constructs.commitment:goal_factor",
        ),
        parameters=("agreement.rate", "agreement.slack", "gossip.rate", "commitment.goal_floor"),
        scenarios=("opportunists_and_reputation",),
        proofs=(
            Proof("opportunists_and_reputation", "trust_gap", "agreed - silent", {"agreement.rate": 0.0}),
            Proof("opportunists_and_reputation", "opportunist_share_at_120", "gossip - silent", {"gossip.rate": 0.0}),
        ),
        note="Closer watching does not drive opportunists out sooner: watched, they behave.",
    ),
)
