"""Who is there, under which government, and where read-outs are cut.

A line is default, meaning, unit, range, evidence and source; validation, the command line's listing, sweeps, documents
and the compiled code's packed twin are made from it.  E and T numbers are the equations and systems of the theory
(``docs/theory.md``), numbers such as 2.3b.7 its settled details.
"""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class Population(Construct):
    """Who is there (``sim.processes.founding``)."""

    buyers: int = parameter(60, 'buying organisations', 'organisations', 1, 10000000, 'assumption', 'chosen', founding=True)
    sellers: int = parameter(20, 'selling organisations', 'organisations', 1, 10000000, 'assumption', 'chosen', founding=True)
    complementors: int = parameter(0, 'organisations that deliver part of what sellers promise', 'organisations', 0, 10000000, 'assumption', 'chosen', founding=True)
    governments: int = parameter(1, 'government bodies; each organisation lives under one', 'organisations', 0, 1000000, 'assumption', 'chosen', founding=True)
    partners: int = parameter(3, 'sellers that a buyer wants to deal with at a time', 'partners', 1, 4096, 'assumption', '2.3b.6', founding=True)
    linked_at_start: float = parameter(1.0, "share of a buyer's wanted partners that it already has in month 0", 'share', 0, 1, 'assumption', 'chosen', founding=True)
    capacity: int = parameter(0, 'most buyers that a seller serves at a time; 0 sets no limit', 'buyers', 0, 10000000, 'assumption', '2.3b.6')
    degree_tail: float = parameter(0.0, 'Pareto exponent of the number of partners a buyer wants, with population.partners as the least; 0 gives every buyer the same number', '1', 0, 10, 'assumption', 'N4; mizuno_2014', founding=True)


class Organisations(Construct):
    """What organisations are like (``sim.processes.founding``)."""

    seller_competence: float = parameter(0.6, 'mean deliverable performance of sellers', 'performance', 0.2, 0.95, 'assumption', '2.2', founding=True)
    seller_competence_sd: float = parameter(0.12, 'standard deviation of it', 'performance', 0, 0.5, 'assumption', '2.2', founding=True)
    buyer_competence: float = parameter(0.65, 'mean deliverable custom of buyers (prompt payment, stable forecast, usable information)', 'performance', 0.2, 0.95, 'assumption', '2.3b.1', founding=True)
    buyer_competence_sd: float = parameter(0.08, 'standard deviation of it', 'performance', 0, 0.5, 'assumption', '2.3b.1', founding=True)
    complementor_competence: float = parameter(0.6, 'mean deliverable performance of complementors', 'performance', 0.2, 0.95, 'assumption', '2.3b.13', founding=True)
    complementor_competence_sd: float = parameter(0.12, 'standard deviation of it', 'performance', 0, 0.5, 'assumption', '2.3b.13', founding=True)
    government_competence: float = parameter(0.6, 'mean deliverable performance of government bodies', 'performance', 0.2, 0.95, 'assumption', 'chosen', founding=True)
    government_competence_sd: float = parameter(0.08, 'standard deviation of it', 'performance', 0, 0.5, 'assumption', 'chosen', founding=True)
    competence_low: float = parameter(0.2, 'least competence', 'performance', 0, 1, 'assumption', '2.2', founding=True)
    competence_high: float = parameter(0.95, 'greatest competence', 'performance', 0, 1, 'assumption', '2.2', founding=True)
    reputation_start: float = parameter(0.5, 'reputation in month 0', 'performance', 0, 1, 'assumption', '2.2', founding=True)
    reputation_rate: float = parameter(0.05, 'share by which reputation moves to the mean performance that others received', '1/month', 0, 1, 'assumption', '2.3b.7')
    demand_log_sd: float = parameter(0.8, "standard deviation of the logarithm of a buyer's monthly demand", '1', 0, 3, 'literature', '2.3 E19; N1', founding=True)


class Government(Construct):
    """What government bodies do (``sim.processes.environment``)."""

    institutional_trust: float = parameter(0.0, 'trust in institutions in month 0', 'share', 0, 1, 'assumption', '2.3b.7', null=0.0, founding=True)
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
