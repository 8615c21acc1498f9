"""Making amends, honesty and loyalty: parameters of ``sim.mechanisms.amends`` (E14, T10, T32, T39)."""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class Amends(Construct):
    """How sellers make good what went wrong (``sim.constructs.amends``)."""

    told: int = parameter(
        0, '1 where episodes, ceilings of trust and resilience are told even if nothing else of this is at work', '0 or 1',
        0, 1, 'assumption', 'T39',
    )
    empathy: float = parameter(
        1.0, "empathy of sellers who make good a failure", "share", 0, 1, "assumption", "T32", null=1.0
    )
    empathy_share: float = parameter(
        0.5, "share of the quality of a recovery that hangs on empathy", "share", 0, 1, "assumption", "E14, T32"
    )
    congruence: float = parameter(
        1.0, "congruence of sellers: how far they mean what they say", "share", 0, 1, "assumption", "T32", null=1.0
    )
    congruence_share: float = parameter(
        0.5, "share of the quality of a recovery that hangs on congruence", "share", 0, 1, "assumption", "T32"
    )
    disbelief: float = parameter(
        0.0,
        "share of the quality of a recovery that somebody loses who remembers deception fully",
        "share",
        0,
        1,
        "literature",
        "T39; schweitzer_2006",
        null=0.0,
    )
    outreach: float = parameter(
        0.0,
        "share of the failures nobody speaks about that sellers ask about and make good",
        "share",
        0,
        1,
        "assumption",
        "T10",
        null=0.0,
    )
    regard: float = parameter(
        0.0, "unconditional positive regard of sellers for their buyers", "share", 0, 1, "assumption", "T32", null=0.0
    )
    regard_calm: float = parameter(
        0.1,
        "share of felt conflict, on both sides, that full regard resolves besides",
        "1/month",
        0,
        1,
        "assumption",
        "T32, E13",
    )
    regard_effort: float = parameter(
        0.2,
        "effort that full regard adds in the three months after the partner failed",
        "share",
        0,
        1,
        "assumption",
        "T32",
    )


class Loyalty(Construct):
    """What feeling weighs when somebody thinks of leaving (``sim.constructs.loyalty``)."""

    weight: float = parameter(
        0.0,
        "weight of affective commitment in the exit rule, beyond the usual: -1 is pure calculation",
        "1",
        -1,
        10,
        "assumption",
        "T39",
        null=0.0,
    )
