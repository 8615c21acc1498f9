"""How organisations treat their partners: policies, piloting, shared shocks and practical intimacy.

A line is default, meaning, unit, range, evidence and source; see ``sim.parameters.surroundings``.  Who has which policy
is drawn by the organisation's own luck, the same in every arm; who has none behaves as the core does.
"""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class SellerPolicies(Construct):
    """Shares of sellers with each policy (``sim.mechanisms.policies``); together at most 1."""

    transactional: float = parameter(0.0, 'share of sellers that only trade: no contact, no learning, no investment, and they leave for a better price', 'share', 0, 1, 'assumption', 'T08', null=0.0)
    relational: float = parameter(0.0, 'share of sellers that relate: effort, soft bargaining, shared risk', 'share', 0, 1, 'assumption', 'T08', null=0.0)
    adaptive: float = parameter(0.0, 'share of sellers that relate where they trust and only trade where they do not', 'share', 0, 1, 'assumption', 'T08', null=0.0)
    pilot: float = parameter(0.0, 'share of sellers that identify, present, pilot, build and review', 'share', 0, 1, 'assumption', 'T37', null=0.0)
    price_to_limit: float = parameter(0.0, 'share of sellers that promise more and charge just below the leaving point', 'share', 0, 1, 'assumption', 'T38', null=0.0)
    strict_equity: float = parameter(0.0, 'share of sellers that share by half and nothing else', 'share', 0, 1, 'assumption', 'T38', null=0.0)


class BuyerPolicies(Construct):
    """Shares of buyers with each policy (``sim.mechanisms.policies``); together at most 1."""

    transactional: float = parameter(0.0, 'share of buyers that only trade: no contact, no learning, no investment, and they leave for a better price', 'share', 0, 1, 'assumption', 'T08', null=0.0)
    relational: float = parameter(0.0, 'share of buyers that relate: effort, soft bargaining, shared risk', 'share', 0, 1, 'assumption', 'T08', null=0.0)
    adaptive: float = parameter(0.0, 'share of buyers that relate where they trust and only trade where they do not', 'share', 0, 1, 'assumption', 'T08', null=0.0)
    pilot: float = parameter(0.0, 'share of buyers that identify, present, pilot, build and review', 'share', 0, 1, 'assumption', 'T37', null=0.0)
    beat_down: float = parameter(0.0, "share of buyers that press the price to the supplier's leaving point", 'share', 0, 1, 'assumption', 'T38', null=0.0)
    strict_equity: float = parameter(0.0, 'share of buyers that share by half and nothing else', 'share', 0, 1, 'assumption', 'T38', null=0.0)


class Ways(Construct):
    """What the policies do; read only where somebody has one."""

    effort: float = parameter(0.1, 'effort that relating adds', 'share', 0, 1, 'assumption', 'T08')
    risk_share: float = parameter(0.3, "share of a partner's shocks that who relates takes over", 'share', 0, 0.5, 'assumption', 'T35', null=0.0)
    bonding: float = parameter(0.0, "what deliberate bonding adds to what the partner's affective commitment moves towards", 'share', 0, 0.5, 'assumption', 'T40', null=0.0)
    relational_cost: float = parameter(0.0, 'what relating costs who does it, per unit of volume', 'value', 0, 1, 'assumption', 'T08', null=0.0)
    soft_bargaining: float = parameter(0.2, 'bargaining intensity of who relates', 'share', 0, 1, 'assumption', 'T18')
    hard_bargaining: float = parameter(0.8, 'bargaining intensity of the three traditional policies', 'share', 0, 1, 'assumption', 'T38')
    price_led: float = parameter(9.0, "log-odds of leaving that a unit of a better alternative adds for who only trades", '1/value', 0, 100, 'assumption', 'T08', null=0.0)
    adaptive_on: float = parameter(0.5, 'trust from which the adaptive relate', 'share', 0, 1, 'assumption', 'T08')
    adaptive_off: float = parameter(0.4, 'trust below which they stop', 'share', 0, 1, 'assumption', 'T08')
    margin: float = parameter(0.01, 'distance that a price to the limit keeps from the leaving point', 'value', 0, 1, 'assumption', 'T38')
    promise: float = parameter(0.1, 'performance that straight selling promises beyond what would be expected', 'performance', 0, 1, 'assumption', 'T37')


class Pilot(Construct):
    """Identify, present, pilot, build, review; read only where somebody has the policy."""

    least_overlap: float = parameter(0.55, 'overlap of values below which a partner is declined', 'share', 0, 1, 'assumption', 'T37', null=0.0)
    duration: int = parameter(4, 'months of pilot; 0 is none', 'months', 0, 24, 'assumption', 'T37', null=0)
    volume: float = parameter(0.1, 'share of the usual volume during the pilot', 'share', 0, 1, 'assumption', 'T37')
    first_volume: float = parameter(0.5, 'share of the usual volume with which building begins', 'share', 0, 1, 'assumption', 'T37')
    step: float = parameter(0.25, 'share of the usual volume that a passed review adds', 'share', 0, 1, 'assumption', 'T37')
    every: int = parameter(6, 'months between reviews; 0 is never', 'months', 0, 120, 'assumption', 'T37', null=0)
    manager: float = parameter(1.5, "factor that a named manager puts on one's contact and learning", '1', 0, 5, 'assumption', 'T37', null=1.0)
    goal: float = parameter(0.2, 'joint value per unit of volume that a relationship is to reach', 'value', 0.01, 5, 'assumption', 'T37')
    velocity: float = parameter(10.0, 'attainment that counts for one unit a month of growing commitment', 'months', 0, 1000, 'assumption', 'T37')
    end_below: float = parameter(0.75, 'attainment below which a review ends the relationship', '1', -100, 100, 'assumption', 'T37', null=-100.0)
    grow_from: float = parameter(1.0, 'attainment from which a review lets it grow', '1', -100, 100, 'assumption', 'T37')
    adjust_effort: float = parameter(0.1, 'effort added until the next review where one adjusts', 'share', 0, 1, 'assumption', 'T37')
    adjust_price: float = parameter(0.02, 'price conceded until the next review where one adjusts', 'share', 0, 1, 'assumption', 'T37')


class Shocks(Construct):
    """Shocks to the costs or the demand of single organisations."""

    sd: float = parameter(0.0, "standard deviation of a month's new shock to what an organisation's relationships yield it", 'value', 0, 5, 'assumption', 'T35', null=0.0)
    persistence: float = parameter(0.8, 'share of a shock that is still there a month later', 'share', 0, 0.999, 'assumption', 'T35')
    severe: float = parameter(1.5, 'standard deviations from which a bad shock counts for resilience', '1', 0, 5, 'assumption', 'T39')


class Intimacy(Construct):
    """Practical intimacy: shared information, risk and values."""

    feedback: float = parameter(0.0, 'competence that a month of full practical intimacy with all partners adds', 'performance/month', 0, 0.05, 'assumption', 'T35', null=0.0)
