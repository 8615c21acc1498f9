"""Parameters that put every mechanism of the theory to work; the tests of the same bits play them too."""

from __future__ import annotations

EVERYTHING = {
    "population.governments": 2,
    "satisfaction.indifference": 0.03,
    "perception.empathy": 0.4,
    "outcome.intrinsic": 0.1,
    "outcome.cost": 0.01,
    "contract.months": 12,
    "contract.renew": 1,
    "opportunism.shape": 2.0,
    "opportunism.norm": 0.1,
    "monitoring.buyer_intensity": 0.5,
    "monitoring.crowding_out": 0.02,
    "recovery.seller_quality": 0.85,
    "recovery.buyer_quality": 0.6,
    "risk_sharing.share": 0.2,
    "exit.calculative": 0.5,
    "exit.exogenous": 0.01,
    "linking.controlled_share": 0.6,
    "government.institutional_trust": 0.3,
    "government.institutional_growth": 0.01,
    "government.audit_rate": 0.1,
    "government.fine": 0.1,
    "government.subsidy": 0.2,
}
"""Every mechanism of the core away from its null."""

AROUND = {
    "leadership.strength": 0.2,
    "people.per_seller": 1,
    "chain.suppliers": 1,
    "rivalry.win": 0.1,
    "triads.told": 1,
    "amends.outreach": 0.2,
    "institutions.scandal_rate": 0.01,
    "diplomacy.at_work": 1,
    "facilitator.budget": 1.0,
    "regulator.review_every": 12,
    "subsidiser.share": 0.1,
    "procurement.public": 0.1,
    "ritual.fragility": 0.1,
    "ritual.renewed": 0.5,
    "shocks.sd": 0.1,
    "values.gap": 0.1,
    "gossip.rate": 0.1,
}
"""Every mechanism around the core away from its null."""
