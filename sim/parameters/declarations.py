"""Every parameter of the simulator, declared once.

A line is default, meaning, unit, range, evidence and source; validation, the command line's listing, sweeps, documents
and the compiled code's packed twin are made from it.  E and T numbers are the equations and systems of the theory
(``docs/theory.md``), numbers such as 2.3b.7 its settled details.
"""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class Population(Construct):
    """Who is there (``sim.processes.founding``)."""

    buyers: int = parameter(60, 'buying organisations', 'organisations', 1, 200000000, 'assumption', 'chosen')
    sellers: int = parameter(20, 'selling organisations', 'organisations', 1, 200000000, 'assumption', 'chosen')
    complementors: int = parameter(0, 'organisations that deliver part of what sellers promise', 'organisations', 0, 200000000, 'assumption', 'chosen')
    governments: int = parameter(1, 'government bodies; each organisation lives under one', 'organisations', 0, 1000000, 'assumption', 'chosen')
    partners: int = parameter(3, 'sellers that a buyer wants to deal with at a time', 'partners', 1, 4096, 'assumption', '2.3b.6')
    linked_at_start: float = parameter(1.0, "share of a buyer's wanted partners that it already has in month 0", 'share', 0, 1, 'assumption', 'chosen')
    capacity: int = parameter(0, 'most buyers that a seller serves at a time; 0 sets no limit', 'buyers', 0, 200000000, 'assumption', '2.3b.6')
    degree_tail: float = parameter(0.0, 'Pareto exponent of the number of partners a buyer wants, with population.partners as the least; 0 gives every buyer the same number', '1', 0, 10, 'assumption', 'N4; Mizuno et al. 2014')


class Organisations(Construct):
    """What organisations are like (``sim.processes.founding``)."""

    seller_competence: float = parameter(0.6, 'mean deliverable performance of sellers', 'performance', 0.2, 0.95, 'assumption', '2.2')
    seller_competence_sd: float = parameter(0.12, 'standard deviation of it', 'performance', 0, 0.5, 'assumption', '2.2')
    buyer_competence: float = parameter(0.65, 'mean deliverable custom of buyers (prompt payment, stable forecast, usable information)', 'performance', 0.2, 0.95, 'assumption', '2.3b.1')
    buyer_competence_sd: float = parameter(0.08, 'standard deviation of it', 'performance', 0, 0.5, 'assumption', '2.3b.1')
    complementor_competence: float = parameter(0.6, 'mean deliverable performance of complementors', 'performance', 0.2, 0.95, 'assumption', '2.3b.13')
    complementor_competence_sd: float = parameter(0.12, 'standard deviation of it', 'performance', 0, 0.5, 'assumption', '2.3b.13')
    government_competence: float = parameter(0.6, 'mean deliverable performance of government bodies', 'performance', 0.2, 0.95, 'assumption', 'chosen')
    government_competence_sd: float = parameter(0.08, 'standard deviation of it', 'performance', 0, 0.5, 'assumption', 'chosen')
    competence_low: float = parameter(0.2, 'least competence', 'performance', 0, 1, 'assumption', '2.2')
    competence_high: float = parameter(0.95, 'greatest competence', 'performance', 0, 1, 'assumption', '2.2')
    reputation_start: float = parameter(0.5, 'reputation in month 0', 'performance', 0, 1, 'assumption', '2.2')
    reputation_rate: float = parameter(0.05, 'share by which reputation moves to the mean performance that others received', '1/month', 0, 1, 'assumption', '2.3b.7')
    demand_log_sd: float = parameter(0.8, "standard deviation of the logarithm of a buyer's monthly demand", '1', 0, 3, 'literature', '2.3 E19; N1')


class Expectation(Construct):
    """What performance is expected (``sim.constructs.expectation``)."""

    prior: float = parameter(0.6, 'performance that anybody expects of anybody', 'performance', 0, 1, 'assumption', 'E1, 2.3b.7')
    reputation_weight: float = parameter(0.5, 'weight of reputation against the prior in a first expectation', 'share', 0, 1, 'assumption', 'E1')
    noise_sd: float = parameter(0.05, 'standard deviation of a first expectation', 'performance', 0, 0.5, 'assumption', '2.3b.7')
    seller_promise: float = parameter(0.05, "promise inflation of sellers: added to the buyer's first expectation", 'performance', 0, 0.5, 'assumption', '2.3b.7')
    buyer_promise: float = parameter(0.0, "promise inflation of buyers: added to the seller's first expectation", 'performance', 0, 0.5, 'assumption', '2.3b.7')
    rate: float = parameter(0.12, 'share of the surprise by which expectation moves', '1/month', 0, 1, 'literature', 'E1; oliver_1980; boulding_1993')


class Delivering(Construct):
    """What is performed (``sim.processes.interaction.delivering``)."""

    effort_base: float = parameter(0.5, 'effort without commitment', 'share', 0, 1, 'assumption', 'E2')
    effort_commitment: float = parameter(0.5, 'effort added by full affective commitment', 'share', 0, 1, 'literature', 'E2; hallen_1991')
    effort_weight: float = parameter(0.1, 'performance gained per unit of effort', 'performance', 0, 1, 'assumption', 'E2')
    effort_reference: float = parameter(0.6, 'effort at which performance is just the competence', 'share', 0, 1, 'assumption', 'E2')
    memory: float = parameter(0.08, 'performance gained by full knowledge of the partner', 'performance', 0, 1, 'literature', 'E2; dyer_1998')
    investment: float = parameter(0.08, 'performance gained by full relationship-specific investment', 'performance', 0, 1, 'literature', 'E2; hallen_1991; dyer_1998')
    distance: float = parameter(0.12, 'performance lost at full distance', 'performance', 0, 1, 'assumption', 'E2; ford_1980')
    opportunism: float = parameter(0.35, 'performance withheld by an opportunistic act', 'performance', 0, 1, 'assumption', 'E2')
    noise_sd: float = parameter(0.1, 'standard deviation of performance', 'performance', 0, 0.5, 'assumption', 'E2')


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
    leniency_sd: float = parameter(0.1, "spread of organisations' leniency (a fixed bias)", 'share', 0, 0.5, 'assumption', 'E5', null=0.0)
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
    level_start: float = parameter(0.08, 'comparison level in month 0', 'value', -1, 1, 'assumption', '2.2')
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


class Forming(Construct):
    """Changing the structure of the relationship (``sim.processes.interaction.forming``)."""

    buyer_contact: float = parameter(1.0, 'contact that buyers seek in a month with delivery; 0 leaves distances as they are', '1', 0, 2, 'assumption', 'E10, 2.3b.5', null=0.0)
    seller_contact: float = parameter(1.0, 'contact that sellers seek in a month with delivery', '1', 0, 2, 'assumption', 'E10, 2.3b.5', null=0.0)


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


class Opportunism(Construct):
    """Taking advantage of the partner (``sim.constructs.opportunism``)."""

    intercept: float = parameter(-5.0, 'log-odds of an opportunistic act of a month with nothing for or against it', '1', -50, 50, 'assumption', 'E12, 2.3b.10', null=-50.0)
    propensity: float = parameter(6.0, 'log-odds per unit of propensity, with an independent victim', '1', 0, 50, 'literature', 'E12; williamson_1985')
    commitment: float = parameter(3.0, 'log-odds taken away by full affective commitment', '1', 0, 50, 'literature', 'E12; heide_1992')
    monitoring: float = parameter(1.5, 'log-odds taken away by full monitoring', '1', 0, 50, 'assumption', 'E12')
    institutions: float = parameter(2.0, 'log-odds taken away by full institutional trust', '1', 0, 50, 'assumption', '2.3b.14')
    norm: float = parameter(0.0, 'log-odds taken away by the relational norm of the society', '1', -10, 10, 'assumption', 'E12; T18', null=0.0)
    gain: float = parameter(0.1, 'outcome that the act brings to who commits it', 'value', 0, 1, 'assumption', 'E12')
    lie_share: float = parameter(0.5, 'share of detected acts that had been concealed', 'share', 0, 1, 'assumption', '2.3b.10', null=0.0)
    shape: float = parameter(6.0, 'propensities are Beta(1, shape); larger is more honest', '1', 0.1, 1000, 'assumption', '2.2')


class Monitoring(Construct):
    """Controlling fulfilment (``sim.processes.interaction.monitoring``)."""

    buyer_intensity: float = parameter(0.3, 'how closely buyers watch sellers', 'share', 0, 1, 'assumption', '2.3b.7')
    seller_intensity: float = parameter(0.3, 'how closely sellers watch buyers', 'share', 0, 1, 'assumption', '2.3b.7')
    detection_base: float = parameter(0.35, 'chance that opportunism is detected without monitoring', 'probability', 0, 1, 'assumption', 'E12')
    detection_slope: float = parameter(0.4, 'chance that full monitoring adds', 'probability', 0, 1, 'assumption', 'E12')
    crowding_out: float = parameter(0.0, 'trust that full monitoring takes each month from a partner who trusts fully', '1/month', 0, 1, 'assumption', 'T07', null=0.0)


class Conflict(Construct):
    """Felt conflict (``sim.constructs.conflict``)."""

    dissatisfaction: float = parameter(0.15, 'conflict that a wholly bad episode adds', '1/month', 0, 1, 'assumption', 'E13', null=0.0)
    breach: float = parameter(0.2, 'conflict that a detected breach adds', '1/month', 0, 1, 'assumption', 'E13', null=0.0)
    bargaining: float = parameter(0.1, 'conflict that two hard bargainers add', '1/month', 0, 1, 'assumption', 'E13', null=0.0)
    resolution: float = parameter(0.12, 'share of conflict resolved without trust', '1/month', 0, 1, 'assumption', 'E13')
    trust_resolution: float = parameter(0.08, 'share of conflict that full trust resolves besides', '1/month', 0, 1, 'literature', 'E13; morgan_hunt_1994')
    bargaining_low: float = parameter(0.2, 'least bargaining intensity of an organisation', 'share', 0, 1, 'assumption', '2.3b.7')
    bargaining_high: float = parameter(0.6, 'greatest bargaining intensity', 'share', 0, 1, 'assumption', '2.3b.7')


class Recovery(Construct):
    """After a failure (``sim.constructs.recovery``)."""

    threshold: float = parameter(0.15, 'shortfall from which an episode is a failure', 'performance', 0, 1, 'assumption', '2.3b.7')
    seller_quality: float = parameter(0.0, "quality of sellers' recovery (compensation, speed, empathy)", 'share', 0, 1, 'assumption', 'E14', null=0.0)
    buyer_quality: float = parameter(0.0, "quality of buyers' recovery", 'share', 0, 1, 'assumption', 'E14', null=0.0)
    lift: float = parameter(0.9, 'episode satisfaction that a perfect recovery adds', 'share', 0, 2, 'literature', 'E14; de_matos_2007')
    to_trust: float = parameter(0.3, 'share of the part above neutral that reaches trust', 'share', 0, 1, 'assumption', 'E14')
    voice_intercept: float = parameter(-1.0, 'log-odds of speaking up without commitment', '1', -20, 20, 'assumption', 'E14')
    voice_commitment: float = parameter(3.0, 'log-odds that full affective commitment adds', '1', 0, 20, 'literature', 'E14; hirschman_1970')


class Price(Construct):
    """How the surplus is split (``sim.constructs.outcome``)."""

    level: float = parameter(0.5, 'price as a share of value; the seller gets what the buyer pays', 'share', 0.3, 0.7, 'assumption', 'E19')
    low: float = parameter(0.3, 'least price', 'share', 0, 1, 'assumption', 'E19')
    high: float = parameter(0.7, 'greatest price', 'share', 0, 1, 'assumption', 'E19')
    unit_cost: float = parameter(0.3, "seller's cost per unit of volume", 'share', 0, 1, 'assumption', 'E19')


class RiskSharing(Construct):
    """Bearing the partner's shocks (``sim.constructs.cooperation``)."""

    share: float = parameter(0.0, "fraction of the partner's shocks that each side absorbs", 'share', 0, 0.5, 'assumption', 'T35; 2.3b.7', null=0.0)


class Honeymoon(Construct):
    """The assets that a relationship starts with (``sim.constructs.honeymoon``)."""

    start: float = parameter(1.0, 'stock of starting assets', '1', 0, 5, 'literature', 'E16; fichman_levinthal_1991', null=0.0)
    half_life: float = parameter(6.0, 'time in which half of it is used up', 'months', 0.1, 1200, 'assumption', 'E16')
    effect: float = parameter(2.5, 'log-odds of leaving that the full stock takes away', '1', 0, 20, 'assumption', 'E16', null=0.0)


class Exit(Construct):
    """Leaving (``sim.processes.strategy.leaving``)."""

    intercept: float = parameter(-3.4, 'log-odds of leaving in a month, all else at its reference', '1', -50, 20, 'assumption', 'E16')
    advantage: float = parameter(9.0, "log-odds per unit of the alternative's net advantage", '1/value', 0, 100, 'assumption', 'E16', null=0.0)
    commitment: float = parameter(3.0, 'log-odds that full affective commitment takes away', '1', 0, 50, 'literature', 'E16; morgan_hunt_1994', null=0.0)
    commitment_reference: float = parameter(0.3, 'affective commitment that neither keeps nor drives away', 'share', 0, 1, 'assumption', 'E16')
    calculative: float = parameter(0.0, 'log-odds that full calculative commitment takes away', '1', 0, 50, 'assumption', '2.3b.11', null=0.0)
    exogenous: float = parameter(0.003, 'chance a month that a relationship ends for reasons outside it', 'probability', 0, 1, 'assumption', '2.3b.4', null=0.0)


class Review(Construct):
    """Looking at the relationship from outside (``sim.processes.strategy.market``)."""

    every: int = parameter(12, 'months between reviews; 0 is never', 'months', 0, 1200, 'assumption', '2.3b.4', null=0)
    hears_of: int = parameter(32, 'alternatives that a review looks at: all of them where there are no more', 'organisations', 0, 4096, 'assumption', 'decision 0003')


class Search(Construct):
    """Looking for partners (``sim.processes.interaction.selling``)."""

    rate: float = parameter(0.25, 'chance a month that a buyer with a vacancy searches', 'probability', 0, 1, 'assumption', 'E16', null=0.0)
    sample: int = parameter(5, 'candidates that a search looks at', 'organisations', 1, 64, 'assumption', '2.3b.6')
    hears_of: int = parameter(5, 'non-partners that an organisation hears of in a month', 'organisations', 0, 64, 'assumption', '2.3b.3', null=0)
    cost: float = parameter(0.03, 'cost of searching, per unit of volume', 'value', 0, 5, 'assumption', 'E6')
    tolerance: float = parameter(0.05, 'how far below its alternative an organisation still agrees', 'value', 0, 5, 'assumption', '2.3b.6')


class Selling(Construct):
    """First contact (``sim.processes.interaction.selling``)."""

    intercept: float = parameter(1.0, 'log-odds that a first contact succeeds', '1', -20, 20, 'assumption', 'T02, 2.3b.6')
    effort: float = parameter(1.0, 'log-odds that full selling effort adds', '1', 0, 20, 'assumption', 'T02')
    reputation: float = parameter(1.0, 'log-odds that full reputation adds', '1', 0, 20, 'assumption', 'T02')
    distance: float = parameter(2.0, 'log-odds that full distance takes away', '1', 0, 20, 'assumption', 'T02')
    effort_share: float = parameter(0.17, 'share of the effort budget that goes into selling', 'share', 0, 1, 'assumption', 'T01')


class Volume(Construct):
    """How purchases are split (``sim.processes.strategy.allocation``)."""

    rate: float = parameter(0.1, 'share by which a share of wallet moves to its target', '1/month', 0, 1, 'assumption', 'E16')
    slope: float = parameter(6.0, "steepness of the target in the partner's standing", '1/value', 0, 50, 'assumption', 'E16')
    commitment: float = parameter(0.5, 'standing that full affective commitment adds', 'value', 0, 5, 'assumption', 'E16')
    start: float = parameter(0.1, 'share of wallet of a new partner beside others', 'share', 0.001, 1, 'assumption', '2.3b.6')


class Linking(Construct):
    """Third parties who deliver (``sim.processes.interaction.linking``)."""

    controlled_share: float = parameter(0.9, 'share of the promised performance that the principal delivers itself, where it has a complementor', 'share', 0, 1, 'assumption', 'T04')
    coordination: float = parameter(0.1, 'performance lost by a principal who does not know its complementor', 'performance', 0, 1, 'assumption', '3.1')
    blame_base: float = parameter(0.5, 'how well an onlooker without knowledge of the set-up puts blame', 'share', 0, 1, 'assumption', '2.3b.13')
    blame_memory: float = parameter(0.5, 'how much better full knowledge puts it', 'share', 0, 1, 'assumption', '2.3b.13')


class Government(Construct):
    """What government bodies do (``sim.processes.environment``)."""

    institutional_trust: float = parameter(0.0, 'trust in institutions in month 0', 'share', 0, 1, 'assumption', '2.3b.7', null=0.0)
    institutional_growth: float = parameter(0.0, 'share of missing institutional trust that a quiet month adds', '1/month', 0, 1, 'assumption', '3.2', null=0.0)
    remedy: float = parameter(0.5, 'share of the breach loss that full institutional trust takes away', 'share', 0, 1, 'assumption', '2.3b.14', null=0.0)
    audit_rate: float = parameter(0.0, 'chance that an audit detects an opportunistic act that the partner did not see', 'probability', 0, 1, 'assumption', '3.2', null=0.0)
    fine: float = parameter(0.0, 'outcome that a detected act costs who committed it', 'value', 0, 0.5, 'assumption', '3.2', null=0.0)
    subsidy: float = parameter(0.0, 'share of specific investment that the government adds to what the parties invest', 'share', 0, 0.5, 'assumption', '3.2', null=0.0)


class LifeCycle(Construct):
    """Where the stages are cut (``sim.life_cycle.transitions``)."""

    development_commitment: float = parameter(0.3, 'lesser affective commitment from which a relationship is in development', 'share', 0, 1, 'assumption', 'E17')
    development_trust: float = parameter(0.28, 'lesser trust from which it is', 'share', 0, 1, 'assumption', 'E17')
    long_term_commitment: float = parameter(0.45, 'lesser affective commitment from which it is long-term', 'share', 0, 1, 'assumption', 'E17')
    long_term_trust: float = parameter(0.3, 'lesser trust from which it is', 'share', 0, 1, 'assumption', 'E17')
    long_term_investment: float = parameter(0.25, 'lesser investment from which it is', 'share', 0, 1, 'assumption', 'E17')
    mutual_share: float = parameter(0.5, 'share of business, times number of partners, from which both matter to each other', 'share', 0, 1, 'assumption', '2.3b.12')
    development_leave: float = parameter(0.25, 'lesser affective commitment below which development falls back to early', 'share', 0, 1, 'assumption', 'E17')
    long_term_leave: float = parameter(0.38, 'lesser affective commitment below which long-term falls back', 'share', 0, 1, 'assumption', 'E17')
    final_routine: float = parameter(0.5, 'routine from which a long-term relationship is institutionalised', 'share', 0, 1, 'assumption', '2.3b.12')
    plateau_velocity: float = parameter(0.005, 'change of commitment below which it stands still', '1/month', 0, 1, 'assumption', '2.3b.12')
    plateau_months: int = parameter(12, 'months it must stand still', 'months', 0, 1200, 'assumption', '2.3b.12')
    routine_scale: float = parameter(0.4, 'standard deviation of performance at which there is no routine', 'performance', 0.001, 2, 'assumption', '2.3b.12')
    routine_experience: float = parameter(24.0, 'deliveries at which experience gives half of routine', 'deliveries', 0.1, 1200, 'assumption', 'E17')
    decline_ratio: float = parameter(0.85, 'share of its own peak to which commitment must fall', 'share', 0, 1, 'assumption', '2.3b.12')
    decline_change: float = parameter(0.02, 'fall of commitment over six months that counts as decline', 'share', 0, 1, 'assumption', '2.3b.12')
    recovery_ratio: float = parameter(0.925, 'share of its peak to which commitment must come back on both sides', 'share', 0, 1, 'assumption', '2.3b.12')
    dwell: int = parameter(3, 'months a stage lasts at least, but for decline and dissolution', 'months', 0, 120, 'assumption', 'E17')


class Typologies(Construct):
    """Where the types are cut (``sim.typologies``)."""

    belief: float = parameter(0.5, 'belief from which a relationship counts as believed in', 'share', 0, 1, 'assumption', 'E18')
    action: float = parameter(0.35, 'action from which it counts as acted on', 'share', 0, 1, 'assumption', 'E18')
    one_sided_gap: float = parameter(0.25, 'difference of dependence from which a relationship is one-sided', 'share', 0, 1, 'assumption', 'E18')
    alliance_investment: float = parameter(0.35, 'lesser investment of a strategic alliance', 'share', 0, 1, 'assumption', 'E18')
    alliance_commitment: float = parameter(0.6, 'lesser affective commitment of a strategic alliance', 'share', 0, 1, 'assumption', 'E18')
    captive_calculative: float = parameter(0.7, 'calculative commitment from which a side is captive', 'share', 0, 1, 'assumption', 'S2')
    captive_affective: float = parameter(0.4, 'affective commitment below which it is', 'share', 0, 1, 'assumption', 'S2')


class Parameters(Construct):
    """All constructs; keys of files and of the command line are ``<construct>.<parameter>``."""

    population: Population = Population()
    organisations: Organisations = Organisations()
    expectation: Expectation = Expectation()
    delivering: Delivering = Delivering()
    satisfaction: Satisfaction = Satisfaction()
    trust: Trust = Trust()
    perception: Perception = Perception()
    outcome: Outcome = Outcome()
    commitment: Commitment = Commitment()
    switching_costs: SwitchingCosts = SwitchingCosts()
    contract: Contract = Contract()
    investment: Investment = Investment()
    distance: Distance = Distance()
    forming: Forming = Forming()
    relationship_memory: RelationshipMemory = RelationshipMemory()
    opportunism: Opportunism = Opportunism()
    monitoring: Monitoring = Monitoring()
    conflict: Conflict = Conflict()
    recovery: Recovery = Recovery()
    price: Price = Price()
    risk_sharing: RiskSharing = RiskSharing()
    honeymoon: Honeymoon = Honeymoon()
    exit: Exit = Exit()
    review: Review = Review()
    search: Search = Search()
    selling: Selling = Selling()
    volume: Volume = Volume()
    linking: Linking = Linking()
    government: Government = Government()
    life_cycle: LifeCycle = LifeCycle()
    typologies: Typologies = Typologies()
