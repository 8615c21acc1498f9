"""Third parties: parameters of ``sim.mechanisms.triads`` (3.1, 2.3b.13, T04, T05)."""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class Triads(Construct):
    """A customer, its principal and the complementor who delivers for it (``sim.constructs.triads``)."""

    told: int = parameter(
        0, '1 where trust in third parties is followed and told even if nothing else of this is at work', '0 or 1', 0, 1,
        'assumption', '3.1',
    )
    third_trust_start: float = parameter(
        0.4, "trust of a customer in a complementor that it does not know", "share", 0, 1, "assumption", "2.3b.13"
    )
    watched_blame: float = parameter(
        0.0,
        "how much better blame is put by a customer's full monitoring",
        "share",
        0,
        1,
        "assumption",
        "3.1; T07",
        null=0.0,
    )
    balance: float = parameter(
        0.0,
        "how strongly the third tie of a triad follows the other two; 0.5 where balance is at work",
        "1",
        0,
        10,
        "literature",
        "3.1; heider_1946",
        null=0.0,
    )
    balance_step: float = parameter(
        0.02, "what full balance adds to what commitment moves towards", "share", 0, 1, "assumption", "3.1"
    )
    surplus: float = parameter(
        0.0,
        "performance that principal and complementor add only together; 0.1 where complementarity is at work",
        "performance",
        0,
        1,
        "literature",
        "3.1; brandenburger_1996",
        null=0.0,
    )
    gap: float = parameter(
        0.0,
        "performance lost by a principal while it has no complementor",
        "performance",
        0,
        1,
        "assumption",
        "T04",
        null=0.0,
    )


class Bridging(Construct):
    """What a complementor makes of its place between customer and principal (``sim.constructs.triads``)."""

    direct: float = parameter(
        0.0,
        "chance a month that a complementor thinks of serving a customer directly; 0.083 is once a year",
        "probability",
        0,
        1,
        "assumption",
        "3.1",
        null=0.0,
    )
    intercept: float = parameter(
        -4.0, "log-odds that it then does, or joins the two, all else at 0", "1", -50, 50, "assumption", "3.1"
    )
    trust: float = parameter(
        4.0, "log-odds that the customer's full trust in it adds", "1", 0, 50, "literature", "3.1; li_choi_2009"
    )
    commitment: float = parameter(
        3.0,
        "log-odds that the principal's full commitment to it takes away from going direct, and adds to joining",
        "1",
        0,
        50,
        "assumption",
        "3.1",
    )
    joining: float = parameter(
        0.0,
        "chance a month that a complementor thinks of joining the two others (tertius iungens)",
        "probability",
        0,
        1,
        "assumption",
        "3.1",
        null=0.0,
    )
    joined_contact: float = parameter(
        2.0, "factor on the contact of the two that were joined, in that month", "1", 0, 10, "assumption", "3.1"
    )
    joined_bond: float = parameter(
        0.2,
        "what being joined adds to what their commitment moves towards, in that month",
        "share",
        0,
        1,
        "assumption",
        "3.1",
    )


class Deliverers(Construct):
    """How a principal chooses, briefs, watches and replaces its complementor (``sim.constructs.triads``)."""

    known_share: float = parameter(
        1.0,
        "share of the complementors that a principal knows without any effort of linking",
        "share",
        0,
        1,
        "assumption",
        "T05",
        null=1.0,
    )
    linking: float = parameter(
        0.0,
        "effort of linking: more complementors known, better briefed, better coordinated",
        "share",
        0,
        1,
        "assumption",
        "T05",
        null=0.0,
    )
    replace_after: int = parameter(
        0,
        "failures within twelve months after which a principal parts with its complementor; 0 is never",
        "failures",
        0,
        12,
        "assumption",
        "T04",
        null=0,
    )
    monitoring: float = parameter(
        0.0, "monitoring of complementors that principals add", "share", 0, 1, "assumption", "T07", null=0.0
    )
    monitoring_effort: float = parameter(
        0.2, "effort that full monitoring wrings from a complementor", "share", 0, 1, "assumption", "T07"
    )
    monitoring_resented: float = parameter(
        0.03,
        "trust that full monitoring takes each month from a complementor who trusts fully",
        "1/month",
        0,
        1,
        "assumption",
        "T07",
    )
    monitoring_cost: float = parameter(
        0.1, "what full monitoring costs the principal", "value", 0, 5, "assumption", "T07"
    )
