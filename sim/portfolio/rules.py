"""Numbers of the starting rules (decision 0005), declared like every parameter."""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class PortfolioRules(Construct):
    """What an imported history says about the state of a relationship (``sim.portfolio.starting``)."""

    trust: float = parameter(
        0.75, "trust of the deepest imported relationship", "share", 0, 1, "assumption", "decision 0005"
    )
    satisfaction: float = parameter(
        0.7, "satisfaction of the deepest imported relationship", "share", 0, 1, "assumption", "decision 0005"
    )
    commitment: float = parameter(
        0.65, "affective commitment of the deepest imported relationship", "share", 0, 1, "assumption", "decision 0005"
    )
    experience_half: float = parameter(
        6.0,
        "deliveries at which experience gives half of depth",
        "deliveries",
        0.1,
        1200,
        "assumption",
        "E4; decision 0005",
    )
    dropout_odds: float = parameter(
        0.1,
        "odds that a partner was lost right after its last order; 0 makes silence say nothing",
        "odds",
        0,
        10,
        "literature",
        "decision 0005; fader_2005",
        null=0.0,
    )
    seller_volume: float = parameter(
        0.3,
        "share of depth, as the seller sees it, that follows volume",
        "share",
        0,
        1,
        "assumption",
        "decision 0005",
        null=0.0,
    )
    volume_investment: float = parameter(
        0.8,
        "how far investment follows volume; 0 invests in small partners as in large ones",
        "share",
        0,
        1,
        "assumption",
        "T30; decision 0005",
        null=0.0,
    )
