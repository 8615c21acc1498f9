"""What moves sellers from within: leaders, mission, culture, level of relationship management, internal service, effort.

A line is default, meaning, unit, range, evidence and source, as in ``sim.parameters.conduct``.  All of it is about the
sellers that sell to buyers (in a chain, the second tier).
"""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class Leadership(Construct):
    """Turning an organisation from products to relationships (``sim.mechanisms.organisation.within``)."""

    strength: float = parameter(0.0, 'mean strength with which leaders pursue relationship orientation', 'share', 0, 1, 'assumption', 'T25', null=0.0)
    spread: float = parameter(0.15, 'relative standard deviation of it between leaders', 'share', 0, 1, 'assumption', 'T25; chosen')
    origin: float = parameter(0.3, 'relationship orientation of a product-oriented organisation', 'share', 0, 0.99, 'assumption', 'T25; chosen', founding=True)
    target: float = parameter(0.9, 'relationship orientation that leaders who pursue it aim at', 'share', 0, 1, 'assumption', 'T25; chosen')
    rate: float = parameter(0.05, 'share of the way that the strongest leadership goes', '1/month', 0, 1, 'assumption', 'T25')
    backslide: float = parameter(0.01, 'share of what was gained that slides back', '1/month', 0, 1, 'assumption', 'T25; chosen', null=0.0)
    turnover: float = parameter(0.0, 'chance that a leader is replaced', '1/month', 0, 1, 'assumption', 'T25', null=0.0)
    continuity: float = parameter(0.5, 'chance that a new leader pursues relationship orientation and carries on its programme', 'probability', 0, 1, 'assumption', 'T25; chosen')
    effort: float = parameter(0.3, 'effort that full orientation adds', 'share', 0, 1, 'assumption', 'T25; chosen')
    budget: float = parameter(0.5, 'share by which contact, learning and investing rise with full orientation', '1', 0, 5, 'assumption', 'T25; chosen')
    cost: float = parameter(0.02, 'what full orientation costs per unit of volume', 'value', 0, 1, 'assumption', 'T25; chosen')


class Mission(Construct):
    """Purpose, strategy, values and standards of behaviour: how well the four fit (``sim.mechanisms.organisation.within``)."""

    effort: float = parameter(0.0, 'extra effort of those who share an aligned mission in a fully relationship-oriented organisation', 'share', 0, 1, 'assumption', 'T27', null=0.0)
    divergence: float = parameter(0.5, 'how far the four elements point in directions of their own', '1', 0, 10, 'assumption', 'T27; chosen', founding=True)
    gap: float = parameter(0.0, 'performance that an organisation whose elements contradict each other promises beyond what it does, each month of the first half year', 'performance', 0, 0.2, 'assumption', 'T27; T36', null=0.0)


class Culture(Construct):
    """Authenticity, care, proper overtures and sincerity (``sim.mechanisms.organisation.within``)."""

    weight: float = parameter(0.0, 'how much culture shows in conduct', '1', 0, 2, 'assumption', 'T28', null=0.0)
    start: float = parameter(0.5, 'mean of each of the four at the start; as 0.5 a culture changes nothing', 'share', 0, 1, 'assumption', 'T28; chosen', founding=True)
    spread: float = parameter(0.1, 'standard deviation of it between organisations', 'share', 0, 0.5, 'assumption', 'T28; chosen', founding=True)
    inertia: float = parameter(0.02, 'share of the way that culture goes towards what leaders live', '1/month', 0, 1, 'assumption', 'T28')
    ideal: float = parameter(0.9, 'what a programme of culture change aims at', 'share', 0, 1, 'assumption', 'T28; chosen')
    half_life: float = parameter(18.0, 'months in which a programme of culture change goes half of the way', 'months', 0.1, 1200, 'assumption', 'T23')
    warmth: float = parameter(0.8, 'share by which full authenticity, against none, raises what a good episode adds to trust that rests on identification', '1', 0, 5, 'assumption', 'T28; chosen')
    care: float = parameter(0.5, 'effort by which full care differs from none', 'share', 0, 1, 'assumption', 'T28; chosen')
    overtures: float = parameter(0.5, 'share by which contact is better with all proper overtures than with none', '1', 0, 2, 'assumption', 'T28; chosen')


class RelationshipManagement(Construct):
    """None, a database, its use, or another culture (``sim.mechanisms.organisation.within``)."""

    level: int = parameter(0, '0 none, 1 database, 2 conduct steered by it, 3 change of culture; each includes those below', 'level', 0, 3, 'assumption', 'T23', null=0)
    start: int = parameter(1, 'month in which the programme begins', 'month', 1, 32000, 'assumption', 'T23; chosen')
    introduction: int = parameter(3, 'months until a database is in use', 'months', 1, 120, 'assumption', 'T23; chosen')
    order: float = parameter(0.01, 'performance that a database adds: the right thing at the right address', 'performance', 0, 0.2, 'assumption', 'T23; chosen')
    learning: float = parameter(0.3, 'share by which a database raises what is learnt of a partner', '1', 0, 5, 'assumption', 'T23; chosen')
    attention: float = parameter(0.5, "effort moved to a customer per unit of satisfaction that it lacks against the seller's others", '1', 0, 5, 'assumption', 'T23; chosen')
    upheaval: float = parameter(0.3, 'effort that is missing while a culture is being changed', 'share', 0, 1, 'assumption', 'T23; chosen')
    upheaval_months: int = parameter(12, 'months that it is missing', 'months', 0, 120, 'assumption', 'T23; chosen')


class InternalService(Construct):
    """Employees as internal customers: what they do for one another (``sim.mechanisms.organisation.within``)."""

    weight: float = parameter(0.0, 'how much internal service makes of competence; at 1 competence times 0.8 + 0.4 x service', '1', 0, 2, 'assumption', 'T17', null=0.0)
    care: float = parameter(0.0, 'what the organisation adds to internal service by looking after its people', 'share', -0.5, 0.5, 'assumption', 'T17; chosen')
    spread: float = parameter(0.1, 'standard deviation of usual internal service between organisations', 'share', 0, 0.5, 'assumption', 'T17; chosen', founding=True)
    rate: float = parameter(0.1, 'share of the way to where leadership, culture and care lead it', '1/month', 0, 1, 'assumption', 'T17; chosen')
    leadership: float = parameter(0.3, 'what full relationship orientation adds to it', 'share', 0, 1, 'assumption', 'T17; T25')
    culture: float = parameter(0.5, 'what full care, against none, adds to it', 'share', 0, 1, 'assumption', 'T17; T28')
    noise: float = parameter(0.03, 'standard deviation of what a month adds to it by chance', 'share', 0, 0.5, 'assumption', 'T17; chosen')


class EffortBudget(Construct):
    """How a seller splits its effort over the six activities (``sim.mechanisms.organisation.efforts``)."""

    weight: float = parameter(0.0, 'how much the split shows; an even split changes nothing', '1', 0, 1, 'assumption', 'T01', null=0.0)
    stage: int = parameter(0, 'relationships in which it holds: 0 all, 1 before development, 2 in development, 3 long-term and final', 'code', 0, 3, 'assumption', 'T01; chosen')
    firms: int = parameter(0, 'sellers, the first ones by number, that split their effort so; 0 is all', 'organisations', 0, 10000000, 'assumption', 'T01; chosen')
    sell: float = parameter(1 / 6, 'share of effort for selling', 'share', 0, 1, 'assumption', 'T01')
    form: float = parameter(1 / 6, 'share of effort for forming', 'share', 0, 1, 'assumption', 'T01')
    deliver: float = parameter(1 / 6, 'share of effort for delivering', 'share', 0, 1, 'assumption', 'T01')
    link: float = parameter(1 / 6, 'share of effort for linking', 'share', 0, 1, 'assumption', 'T01')
    learn: float = parameter(1 / 6, 'share of effort for learning', 'share', 0, 1, 'assumption', 'T01')
    monitor: float = parameter(1 / 6, 'share of effort for monitoring', 'share', 0, 1, 'assumption', 'T01')
    orders: float = parameter(0.02, 'share of what a buyer buys elsewhere that twice the usual effect of selling wins in a month', 'share', 0, 1, 'assumption', 'T01; chosen')
    pitch: float = parameter(0.01, 'performance promised in doing so', 'performance', 0, 0.2, 'assumption', 'T01; T33')
    links: float = parameter(0.02, 'performance that twice the usual effect of linking adds where third parties deliver', 'performance', 0, 0.5, 'assumption', 'T01; T05')
    watching: float = parameter(0.3, 'monitoring that twice the usual effect of monitoring adds', 'share', 0, 1, 'assumption', 'T01; T07')
