"""Constructs of the literature on relationship management: T17 to T24.

The text that names them is a machine paraphrase with distorted terms; ``wording`` shows them beside the terms restored,
which is inference.
"""

from __future__ import annotations

from sim.theory.system import System

LITERATURE: tuple[System, ...] = (
    System(
        "T17",
        "Suppliers, customers and internal customers",
        "Buttle and others, by way of a paraphrase",
        claim="Relationship management covers suppliers, customers and one's own staff as internal customers, in links "
        "and chains of organisations.",
        here="",
        wording=(("completion users", "end users"), ("inner consumers", "internal customers")),
    ),
    System(
        "T18",
        "From hard bargaining to closeness",
        "literature on Japanese supply relations, by way of a paraphrase",
        claim="Less strong-arming and closeness to suppliers rest on social structure and a public creed.",
        here="",
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
        here="",
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
        scenarios=("commitment_trap",),
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
        wording=(("relationship (as a type)", "friendship"),),
        evidence="literature",
    ),
    System(
        "T22",
        "Four elements of customer relationship management",
        "Swift; Kracklauer and others, by way of a paraphrase",
        claim="Identification, attraction, retention and development of customers.",
        here="",
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
        here="",
    ),
    System(
        "T24",
        "Commitment and trust, defined",
        "Morgan and Hunt [morgan_hunt_1994], by way of a paraphrase",
        claim="Each side holds to its own and to shared goals, is competent to perform, relies on the other, and expects "
        "it to stay within the agreement.",
        here="",
    ),
)
