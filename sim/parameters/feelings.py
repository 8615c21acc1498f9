"""What is felt and held: expectation to commitment.

A line is default, meaning, unit, range, evidence and source; validation, the command line's listing, sweeps, documents
and the compiled code's packed twin are made from it.  E and T numbers are the equations and systems of the theory
(``docs/theory.md``), numbers such as 2.3b.7 its settled details.
"""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class Expectation(Construct):
    """What performance is expected (``sim.constructs.expectation``)."""

    prior: float = parameter(0.6, 'performance that anybody expects of anybody', 'performance', 0, 1, 'assumption', 'E1, 2.3b.7')
    reputation_weight: float = parameter(0.5, 'weight of reputation against the prior in a first expectation', 'share', 0, 1, 'assumption', 'E1')
    noise_sd: float = parameter(0.05, 'standard deviation of a first expectation', 'performance', 0, 0.5, 'assumption', '2.3b.7')
    seller_promise: float = parameter(0.05, "promise inflation of sellers: added to the buyer's first expectation", 'performance', 0, 0.5, 'assumption', '2.3b.7')
    buyer_promise: float = parameter(0.0, "promise inflation of buyers: added to the seller's first expectation", 'performance', 0, 0.5, 'assumption', '2.3b.7')
    rate: float = parameter(0.12, 'share of the surprise by which expectation moves', '1/month', 0, 1, 'literature', 'E1; oliver_1980; boulding_1993')


class Satisfaction(Construct):
    """How an episode is felt (``sim.constructs.satisfaction``)."""

    quality: float = parameter(3.0, 'weight of performance itself', '1', 0, 20, 'literature', 'E3; anderson_sullivan_1993')
    disconfirmation: float = parameter(3.5, 'weight of performance above or below expectation', '1', 0, 20, 'literature', 'E3; anderson_sullivan_1993')
    loss_aversion: float = parameter(1.95, 'how much more a shortfall weighs than a surplus; 1 is symmetric', 'ratio', 0.5, 5, 'measured', 'E3; brown_2024', null=1.0)
    indifference: float = parameter(0.0, 'surprise too small to be noticed', 'performance', 0, 0.5, 'assumption', 'E3', null=0.0)
    rate_floor: float = parameter(0.08, 'least weight of a new episode, however long the experience', '1/month', 0, 1, 'literature', 'E3; bolton_1998')
    start: float = parameter(0.5, 'satisfaction before the first delivery', 'share', 0, 1, 'assumption', '2.2')


class Trust(Construct):
    """Reliance on the partner (``sim.constructs.trust``)."""

    gain: float = parameter(0.07, 'share of the missing trust that a perfect episode wins', '1/month', 0, 1, 'assumption', 'E4')
    loss_ratio: float = parameter(3.0, 'how much more a bad episode takes than a good one gives; 1 is symmetric', 'ratio', 1, 10, 'literature', 'E4; slovic_1993', null=1.0)
    value_shield: float = parameter(0.5, 'share of the excess loss that shared values take away', 'share', 0, 1, 'literature', 'E4; poortinga_2004', null=0.0)
    breach_loss: float = parameter(0.35, 'share of trust lost when opportunism is detected', 'share', 0, 1, 'assumption', 'E4', null=0.0)
    deception_memory: float = parameter(0.5, 'share of the free memory that a detected concealed breach fills', 'share', 0, 1, 'literature', 'E4; schweitzer_2006', null=0.0)
    ceiling_loss: float = parameter(0.5, 'trust that full memory of deception puts out of reach', 'share', 0, 1, 'literature', 'E4; schweitzer_2006', null=0.0)
    start: float = parameter(0.25, 'swift trust in a stranger', 'share', 0, 1, 'assumption', 'E4')
    start_reputation: float = parameter(0.25, 'swift trust that full reputation adds', 'share', 0, 1, 'assumption', 'E4')
    start_values: float = parameter(0.1, 'swift trust that full value overlap adds', 'share', 0, 1, 'assumption', 'E4')
    start_institutions: float = parameter(0.2, 'swift trust that full institutional trust adds', 'share', 0, 1, 'assumption', '2.3b.14')


class Perception(Construct):
    """How the partner's commitment is seen (``sim.constructs.perceived_commitment``)."""

    visibility: float = parameter(0.4, 'share of a commitment that shows without pledges', 'share', 0, 1, 'assumption', 'E5', null=1.0)
    pledge_visibility: float = parameter(0.6, 'share that full specific investment makes visible besides', 'share', 0, 1, 'literature', 'E5; anderson_weitz_1992', null=0.0)
    leniency_sd: float = parameter(0.1, "spread of organisations' leniency (a fixed bias)", 'share', 0, 0.5, 'assumption', 'E5', null=0.0, founding=True)
    noise_sd: float = parameter(0.1, 'standard deviation of the perceived commitment', 'share', 0, 0.5, 'assumption', 'E5', null=0.0)
    empathy: float = parameter(0.0, 'empathy of the people in contact', 'share', 0, 1, 'assumption', 'T32')
    empathy_effect: float = parameter(0.6, 'share of the noise that full empathy takes away', 'share', 0, 1, 'assumption', 'T32')
    own_investment_discount: float = parameter(0.05, 'perceived commitment lost per unit of own investment that the partner does not match', 'share', 0, 1, 'literature', 'E9; jap_ganesan_2000', null=0.0)


class Outcome(Construct):
    """What the relationship yields, and against what it is held (``sim.constructs.outcome``)."""

    rate: float = parameter(0.15, 'share by which the smoothed outcome moves', '1/month', 0, 1, 'assumption', 'E6')
    intrinsic: float = parameter(0.0, 'outcome that full affective commitment adds (the relationship valued for itself)', 'value', 0, 0.3, 'assumption', 'E6; T40', null=0.0)
    cost: float = parameter(0.0, 'running cost of the relationship to each side', 'value', 0, 1, 'assumption', '2.3b.7')
    start: float = parameter(0.1, 'smoothed outcome of a new relationship', 'value', -1, 1, 'assumption', '2.2')
    level_rate: float = parameter(0.1, 'share by which the comparison level moves to the mean outcome', '1/month', 0, 1, 'literature', 'E6; thibaut_1959')
    slow_level_rate: float = parameter(0.02, 'the same for the slow level against which attractiveness is felt', '1/month', 0, 1, 'assumption', '2.3b.11')
    level_start: float = parameter(0.08, 'comparison level in month 0', 'value', -1, 1, 'assumption', '2.2', founding=True)
    attractiveness_slope: float = parameter(8.0, 'steepness of attractiveness in outcome less comparison level', '1/value', 0, 50, 'assumption', 'E6')
    dependence_slope: float = parameter(10.0, 'steepness of dependence in the net advantage over the alternative', '1/value', 0, 50, 'literature', 'E6; emerson_1962')
    dependence_offset: float = parameter(0.5, 'log-odds by which dependence starts lower', '1', -5, 5, 'assumption', 'E6')
    dependence_start: float = parameter(0.5, 'dependence before the first month', 'share', 0, 1, 'assumption', '2.3b.9')


class Commitment(Construct):
    """The wish to continue (``sim.constructs.commitment``)."""

    trust: float = parameter(0.35, 'weight of trust', '1', 0, 2, 'literature', 'E7; morgan_hunt_1994')
    satisfaction: float = parameter(0.2, 'weight of satisfaction', '1', 0, 2, 'literature', 'E7; geyskens_1999')
    attractiveness: float = parameter(0.2, 'weight of attractiveness', '1', 0, 2, 'assumption', 'E7')
    values: float = parameter(0.15, 'weight of shared values', '1', 0, 2, 'literature', 'E7; morgan_hunt_1994')
    pledge: float = parameter(0.1, "weight of the partner's perceived commitment", '1', 0, 2, 'literature', 'E7; anderson_weitz_1992')
    conflict: float = parameter(0.25, 'weight of conflict where there is no trust', '1', 0, 2, 'literature', 'E7; morgan_hunt_1994')
    rate: float = parameter(0.1, 'share by which affective commitment moves to its target', '1/month', 0, 1, 'assumption', 'E7')
    start: float = parameter(0.15, 'affective commitment of a new relationship', 'share', 0, 1, 'assumption', '2.2')
    goal_floor: float = parameter(0.5, 'share of the target that needs no common goals; 1 switches goal overlap off', 'share', 0, 1, 'assumption', 'E7; T24', null=1.0)
    calculative_start: float = parameter(0.1, 'calculative commitment of a new relationship', 'share', 0, 1, 'assumption', '2.2')
    calculative_scale: float = parameter(0.15, 'net advantage at which calculative commitment reaches 63 %', 'value', 0.001, 5, 'assumption', 'E8')


class SwitchingCosts(Construct):
    """What leaving would cost (``sim.constructs.switching_costs``)."""

    base: float = parameter(0.02, 'cost of changing partner at all', 'value', 0, 5, 'assumption', 'E8')
    investment: float = parameter(0.18, 'cost per unit of own specific investment', 'value', 0, 5, 'literature', 'E8; geyskens_1996', null=0.0)
    memory: float = parameter(0.08, 'cost per unit of own knowledge of the partner', 'value', 0, 5, 'assumption', 'E8', null=0.0)
    contract: float = parameter(0.05, 'cost per year of contract left', 'value', 0, 5, 'assumption', 'E8', null=0.0)


class Contract(Construct):
    """What was agreed (``sim.constructs.switching_costs``)."""

    months: int = parameter(0, 'length of the first contract; 0 is none', 'months', 0, 1200, 'assumption', 'E8')
    renew: int = parameter(0, '1 renews a contract when it runs out, 0 lets it lapse', '0 or 1', 0, 1, 'assumption', 'chosen')


class Investment(Construct):
    """Relationship-specific investment (``sim.constructs.investment``)."""

    rate: float = parameter(0.05, 'share of the missing investment that full mutual commitment adds', '1/month', 0, 1, 'literature', 'E9; anderson_weitz_1992')
    decay: float = parameter(0.02, 'share that wears off', '1/month', 0, 1, 'assumption', 'E9')
    unmatched: float = parameter(0.5, "share of investing that needs no sign of the partner's commitment", 'share', 0, 1, 'assumption', 'E9')
    buyer_willingness: float = parameter(1.0, 'how far buyers invest in relationships; 0 is never', 'share', 0, 2, 'assumption', 'T08')
    seller_willingness: float = parameter(1.0, 'how far sellers invest in relationships; 0 is never', 'share', 0, 2, 'assumption', 'T08')


class Distance(Construct):
    """What stands between the two (``sim.constructs.distance``)."""

    social_start: float = parameter(0.4, 'social distance of strangers', 'share', 0, 1, 'assumption', '2.3b.5')
    cultural_scale: float = parameter(0.5, 'cultural distance per unit of missing value overlap', 'share', 0, 1, 'assumption', '2.3b.5')
    technological_low: float = parameter(0.15, 'least technological distance of strangers', 'share', 0, 1, 'assumption', '2.3b.5')
    technological_high: float = parameter(0.4, 'greatest technological distance of strangers', 'share', 0, 1, 'assumption', '2.3b.5')
    time_low: float = parameter(0.2, 'least time distance of strangers', 'share', 0, 1, 'assumption', '2.3b.5')
    time_high: float = parameter(0.45, 'greatest time distance of strangers', 'share', 0, 1, 'assumption', '2.3b.5')
    geographic_scale: float = parameter(0.5, 'geographic distance of opposite corners of the map', 'share', 0, 1, 'assumption', '2.3b.5')
    social_rate: float = parameter(0.05, 'share of social distance that a month of contact removes', '1/month', 0, 1, 'literature', 'E10; ford_1980')
    cultural_rate: float = parameter(0.008, 'the same for cultural distance', '1/month', 0, 1, 'assumption', 'E10')
    technological_rate: float = parameter(0.03, 'the same for technological distance', '1/month', 0, 1, 'assumption', 'E10')
    time_rate: float = parameter(0.04, 'the same for time distance', '1/month', 0, 1, 'assumption', 'E10')
    social_weight: float = parameter(0.25, 'weight of social distance in the whole', 'share', 0, 1, 'assumption', 'E10')
    cultural_weight: float = parameter(0.2, 'weight of cultural distance', 'share', 0, 1, 'assumption', 'E10')
    technological_weight: float = parameter(0.2, 'weight of technological distance', 'share', 0, 1, 'assumption', 'E10')
    time_weight: float = parameter(0.15, 'weight of time distance', 'share', 0, 1, 'assumption', 'E10')
    geographic_weight: float = parameter(0.2, 'weight of geographic distance', 'share', 0, 1, 'assumption', 'E10')


class RelationshipMemory(Construct):
    """What each side knows of the other (``sim.constructs.relationship_memory``)."""

    rate: float = parameter(0.08, 'share of the missing knowledge that full sharing adds', '1/month', 0, 1, 'assumption', 'E11', null=0.0)
    decay: float = parameter(0.02, 'share that is forgotten', '1/month', 0, 1, 'assumption', 'E11')
    sharing_floor: float = parameter(0.3, 'share of trust that opens without affective commitment', 'share', 0, 1, 'assumption', 'E11')
    openness: float = parameter(1.0, 'how far trust is turned into sharing', 'share', 0, 1, 'assumption', 'E11', null=0.0)
    buyer_effort: float = parameter(1.0, 'effort of buyers to learn about sellers', '1', 0, 2, 'assumption', 'T06')
    seller_effort: float = parameter(1.0, 'effort of sellers to learn about buyers', '1', 0, 2, 'assumption', 'T06')
    pass_on: float = parameter(0.5, 'share of new knowledge that contact people pass on to the organisation', 'share', 0, 1, 'assumption', 'E11; T33')
    departure_trust: float = parameter(0.3, 'share of trust that leaves with a contact person who held all knowledge', 'share', 0, 1, 'assumption', 'E11')


class Conflict(Construct):
    """Felt conflict (``sim.constructs.conflict``)."""

    dissatisfaction: float = parameter(0.15, 'conflict that a wholly bad episode adds', '1/month', 0, 1, 'assumption', 'E13', null=0.0)
    breach: float = parameter(0.2, 'conflict that a detected breach adds', '1/month', 0, 1, 'assumption', 'E13', null=0.0)
    bargaining: float = parameter(0.1, 'conflict that two hard bargainers add', '1/month', 0, 1, 'assumption', 'E13', null=0.0)
    resolution: float = parameter(0.12, 'share of conflict resolved without trust', '1/month', 0, 1, 'assumption', 'E13')
    trust_resolution: float = parameter(0.08, 'share of conflict that full trust resolves besides', '1/month', 0, 1, 'literature', 'E13; morgan_hunt_1994')
    bargaining_low: float = parameter(0.2, 'least bargaining intensity of an organisation', 'share', 0, 1, 'assumption', '2.3b.7', founding=True)
    bargaining_high: float = parameter(0.6, 'greatest bargaining intensity', 'share', 0, 1, 'assumption', '2.3b.7', founding=True)


class RiskSharing(Construct):
    """Bearing the partner's shocks (``sim.constructs.cooperation``)."""

    share: float = parameter(0.0, "fraction of the partner's shocks that each side offers to absorb; counts as cooperation", 'share', 0, 0.5, 'assumption', 'T35; 2.3b.7', null=0.0)


class Honeymoon(Construct):
    """The assets that a relationship starts with (``sim.constructs.continuity``)."""

    start: float = parameter(1.0, 'stock of starting assets', '1', 0, 5, 'literature', 'E16; fichman_levinthal_1991', null=0.0)
    half_life: float = parameter(6.0, 'time in which half of it is used up', 'months', 0.1, 1200, 'assumption', 'E16')
    effect: float = parameter(2.5, 'log-odds of leaving that the full stock takes away', '1', 0, 20, 'assumption', 'E16', null=0.0)
