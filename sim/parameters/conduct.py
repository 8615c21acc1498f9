"""What organisations do: the six interaction processes, opportunism, leaving, splitting purchases.

A line is default, meaning, unit, range, evidence and source; validation, the command line's listing, sweeps, documents
and the compiled code's packed twin are made from it.  E and T numbers are the equations and systems of the theory
(``docs/theory.md``), numbers such as 2.3b.7 its settled details.
"""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


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


class Forming(Construct):
    """Changing the structure of the relationship (``sim.processes.interaction.forming``)."""

    buyer_contact: float = parameter(1.0, 'contact that buyers seek in a month with delivery; 0 leaves distances as they are', '1', 0, 2, 'assumption', 'E10, 2.3b.5', null=0.0)
    seller_contact: float = parameter(1.0, 'contact that sellers seek in a month with delivery', '1', 0, 2, 'assumption', 'E10, 2.3b.5', null=0.0)


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
    shape: float = parameter(6.0, 'propensities are Beta(1, shape); larger is more honest', '1', 0.1, 1000, 'assumption', '2.2', founding=True)


class Monitoring(Construct):
    """Controlling fulfilment (``sim.processes.interaction.monitoring``)."""

    buyer_intensity: float = parameter(0.3, 'how closely buyers watch sellers', 'share', 0, 1, 'assumption', '2.3b.7')
    seller_intensity: float = parameter(0.3, 'how closely sellers watch buyers', 'share', 0, 1, 'assumption', '2.3b.7')
    detection_base: float = parameter(0.35, 'chance that opportunism is detected without monitoring', 'probability', 0, 1, 'assumption', 'E12')
    detection_slope: float = parameter(0.4, 'chance that full monitoring adds', 'probability', 0, 1, 'assumption', 'E12')
    crowding_out: float = parameter(0.0, 'trust that full monitoring takes each month from a partner who trusts fully', '1/month', 0, 1, 'assumption', 'T07', null=0.0)


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


class Exit(Construct):
    """Leaving (``sim.processes.strategy.leaving``)."""

    intercept: float = parameter(-3.4, 'log-odds of leaving in a month, all else at its reference', '1', -50, 20, 'assumption', 'E16')
    advantage: float = parameter(9.0, "log-odds per unit of the alternative's net advantage", '1/value', 0, 100, 'assumption', 'E16', null=0.0)
    commitment: float = parameter(3.0, 'log-odds that full affective commitment takes away', '1', 0, 50, 'literature', 'E16; morgan_hunt_1994', null=0.0)
    commitment_reference: float = parameter(0.3, 'affective commitment that neither keeps nor drives away', 'share', 0, 1, 'assumption', 'E16')
    calculative: float = parameter(0.0, 'log-odds that full calculative commitment takes away', '1', 0, 50, 'assumption', '2.3b.11', null=0.0)
    exogenous: float = parameter(0.003, 'chance a month that a relationship ends for reasons outside it', 'probability', 0, 1, 'assumption', '2.3b.4', null=0.0)


class Review(Construct):
    """Looking at the relationship from outside (``sim.processes.strategy.looking_around``)."""

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
