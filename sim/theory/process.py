"""The process view of relationships (Geersbro and Ritter), and states as parties: T01 to T10."""

from __future__ import annotations

from sim.theory.system import Proof, System

PROCESS: tuple[System, ...] = (
    System(
        "T01",
        "Relationship management as a process",
        "Geersbro and Ritter [geersbro_ritter_2013]",
        claim="Linked activities turn an organisation's inputs into chosen outcomes of its relationships.",
        here="Each seller splits its effort over six activities; each yields the square root of its share, and "
        "multiplies what the core lets it do: selling moves shares of wallet, trust and promises, forming contact, "
        "delivering effort, linking what third parties add, learning, and monitoring.",
        code=("sim.constructs.within:yield_of_effort", "sim.mechanisms.organisation.conduct:split_effort"),
        parameters=("effort_budget.weight", "effort_budget.stage", "effort_budget.sell", "effort_budget.learn"),
        scenarios=("chain_levels",),
        proofs=(
            Proof(
                "chain_levels",
                "seller_margin",
                "serve_old - sell_to_old",
                {"effort_budget.weight": 0.0},
                replications=20,
            ),
        ),
        tests=("tests/mechanisms/organisation/test_twin.py::test_firms_as_objects_pull_the_same_levers",),
        note="That the best share of selling falls with the stage is not borne out: in young relationships serving "
        "decides who survives, in old ones there is room to sell.",
    ),
    System(
        "T02",
        "Selling and socialising",
        "Geersbro and Ritter [geersbro_ritter_2013]",
        claim="A relationship begins with a search, a first contact, a value proposition and an agreement; between "
        "states, with a counterpart and a memorandum of understanding.",
        here="",
    ),
    System(
        "T03",
        "Forming",
        "Geersbro and Ritter [geersbro_ritter_2013]",
        claim="Social arrangements, ambassadors and the involvement of more people lessen social, cultural and "
        "geographic distance.",
        here="",
    ),
    System(
        "T04",
        "Delivering",
        "Geersbro and Ritter [geersbro_ritter_2013]",
        claim="Propositions are often fulfilled by others, whom the principal does not control.",
        here="",
    ),
    System(
        "T05",
        "Linking",
        "Geersbro and Ritter [geersbro_ritter_2013]",
        claim="Third parties, complementors, take part in fulfilling a value proposition.",
        here="",
    ),
    System(
        "T06",
        "Learning",
        "Geersbro and Ritter [geersbro_ritter_2013]",
        claim="Who interacts learns what the other needs, makes joint sense of it, and celebrates a memory that belongs "
        "to the relationship.",
        here="",
    ),
    System(
        "T07",
        "Monitoring",
        "Geersbro and Ritter [geersbro_ritter_2013]",
        claim="Controlling fulfilment and measuring outcomes shows whether to do better next time.",
        here="",
    ),
    System(
        "T08",
        "Transactional and relational approach",
        "Geersbro and Ritter [geersbro_ritter_2013]",
        claim="A relational approach changes the structure of a relationship; a transactional one sells.",
        here="",
        scenarios=("full_life_cycle",),
        proofs=(
            Proof(
                "full_life_cycle",
                "share_reaching_long_term_60",
                "transactional",
                {"investment.buyer_willingness": 1.0, "investment.seller_willingness": 1.0},
                replications=60,
            ),
        ),
    ),
    System(
        "T09",
        "International relations by the same processes",
        "Geersbro and Ritter [geersbro_ritter_2013], carried over to states",
        claim="Managing relations with entities abroad is much like managing any business relationship.",
        here="",
    ),
    System(
        "T10",
        "Systems that the texts only name",
        "various (six markets, complaint handling, company and employee relationships, maturity, advocacy …)",
        claim="Titles of a list of topics; no content is given for them.",
        here="",
        named_only=True,
    ),
)
