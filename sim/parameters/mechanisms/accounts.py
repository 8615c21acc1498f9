"""Account management: people, their pay, customers' orders, contact, CRM, ownership, pyramid, teams, departures.

Nothing here acts unless ``people.per_seller`` is above 0.  A line is default, meaning, unit, range, evidence, source;
T numbers are the systems of the theory.  Magnitudes marked ``assumption`` are chosen.
"""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class People(Construct):
    """Account managers: who they are and what time they have (T13, T32)."""

    per_seller: int = parameter(0, 'account managers of a seller; each customer has one; 0 is a seller without people', 'people', 0, 1000, 'assumption', 'T13', null=0, founding=True)
    firms: int = parameter(0, 'sellers, from the first, that have account managers; 0 is all of them', 'organisations', 0, 10000000, 'assumption', 'S3', founding=True)
    hours: float = parameter(24.0, 'time that a person has for customers in a month', 'hours', 0, 400, 'assumption', 'T30')
    hour_cost: float = parameter(0.0, 'what an hour costs the seller, in the unit of revenue', 'value/hour', 0, 10, 'assumption', 'S8')
    skill: float = parameter(0.5, 'mean of the seven task skills and the six team qualities', 'share', 0, 1, 'assumption', 'T13')
    skill_sd: float = parameter(0.15, 'standard deviation of them between people', 'share', 0, 0.5, 'assumption', 'T13')
    skill_effect: float = parameter(1.0, 'how far skills matter; at 0 everybody works alike', '1', 0, 1, 'literature', 'T13', null=0.0)
    coordination: float = parameter(0.05, 'performance that the best coordination adds and the worst takes away', 'performance', 0, 0.5, 'assumption', 'T13')
    first_trust: float = parameter(0.05, 'trust that the best negotiator gains in a first talk and the worst loses', 'share', 0, 0.5, 'assumption', 'T13')
    resolving: float = parameter(0.1, "share of a customer's conflict that the best mediator resolves in a month of full attention", 'share', 0, 1, 'assumption', 'T13, T32')
    leading: float = parameter(0.2, 'time that the best leadership of a team gains and the worst loses', 'share', 0, 1, 'assumption', 'T13')
    competency: float = parameter(0.5, 'mean of empathy, congruence and unconditional positive regard', 'share', 0, 1, 'assumption', 'T32')
    competency_effect: float = parameter(1.0, 'how far social competency matters', '1', 0, 1, 'literature', 'T32; peelen_beltman_2013', null=0.0)


class AccountPay(Construct):
    """What account managers are paid for (T34)."""

    turnover_weight: float = parameter(0.0, 'weight of turnover in the current quarter, against the lifetime value of customers', 'share', 0, 1, 'assumption', 'T34; peelen_beltman_2013', null=0.0)
    horizon: float = parameter(24.0, 'months of business that count as lifetime value', 'months', 1, 240, 'assumption', 'T34')
    dialogue_gain: float = parameter(0.03, 'share of lifetime value that managers expect a due dialogue to secure', 'share', 0, 1, 'assumption', 'T34')
    after_purchase: float = parameter(2.0, 'how many times as much they expect of it right after a purchase', '1', 0, 20, 'assumption', 'T34; peelen_beltman_2013')
    hour_worth: float = parameter(0.05, 'what an hour of other work is worth to them; less is not worth a contact', 'value/hour', 0, 10, 'assumption', 'T34')
    promise_cost: float = parameter(0.02, 'share of lifetime value that they expect a promise to cost', 'share', 0, 1, 'assumption', 'T34')


class Ordering(Construct):
    """How customers order: in a rhythm, and sooner when somebody makes them (T34)."""

    cycle: float = parameter(1.0, 'months of demand in an order; 1 orders every month', 'months', 1, 36, 'assumption', 'T34', null=1.0)
    unprompted: float = parameter(1.0, 'chance that a customer who is due orders without contact and without being known', 'probability', 0, 1, 'assumption', 'T34', null=1.0)
    knowledge: float = parameter(0.5, 'chance that full knowledge of the customer adds, of what is missing', 'probability', 0, 1, 'assumption', 'T14')
    dialogue: float = parameter(0.3, 'chance that a dialogue adds, of what is missing', 'probability', 0, 1, 'assumption', 'T33')
    pitch: float = parameter(0.5, 'chance that a pitch adds, of what is missing', 'probability', 0, 1, 'assumption', 'T33')
    stranger: float = parameter(0.5, 'what contact by somebody who knows nothing of the customer achieves, of what full knowledge would', 'share', 0, 1, 'assumption', 'T13', null=1.0)
    promise: float = parameter(0.15, 'chance that a promise adds to a pitch', 'probability', 0, 1, 'assumption', 'T34')
    discount: float = parameter(0.2, 'chance that a discount adds to a pitch', 'probability', 0, 1, 'assumption', 'T34')
    pull: float = parameter(0.6, 'how far a pitch moves customers who are not due yet; what they buy now they do not buy later', 'share', 0, 1, 'literature', 'T34; larkin_2014', null=0.0)


class AccountContact(Construct):
    """What contact does (T33): dialogue, pitch, promise, discount, or nothing."""

    care: float = parameter(1.0, 'how far contact, learning and adaptation follow attention', '1', 0, 3, 'assumption', 'T33', null=0.0)
    usual: float = parameter(0.3, 'attention at which they are as between organisations without account managers', 'share', 0, 1, 'assumption', 'T33')
    memory: float = parameter(0.3, 'share by which attention moves to what a customer got this month', '1/month', 0.01, 1, 'assumption', 'T33')
    pitch_attention: float = parameter(0.3, 'attention that a pitch is, where a dialogue is 1', 'share', 0, 1, 'assumption', 'T33')
    warmth: float = parameter(0.3, 'what a dialogue adds to what good episodes do for trust', 'share', 0, 5, 'assumption', 'T33')
    aftercare: float = parameter(0.08, 'performance that is missing after a purchase that no dialogue followed', 'performance', 0, 0.5, 'literature', 'T34; peelen_beltman_2013', null=0.0)
    aftercare_months: int = parameter(3, 'months in which a purchase needs care', 'months', 0, 24, 'assumption', 'T34')
    offence: float = parameter(0.01, 'trust lost by a pitch to who has just bought', 'share', 0, 1, 'assumption', 'T33')
    promised: float = parameter(0.08, 'performance promised beyond what was expected', 'performance', 0, 0.5, 'assumption', 'T34')
    discount: float = parameter(0.05, 'discount, as a share of value', 'share', 0, 0.2, 'assumption', 'T34; larkin_2014')
    dialogue_hours: float = parameter(4.0, 'time of a dialogue', 'hours', 0.1, 100, 'assumption', 'T33')
    pitch_hours: float = parameter(2.0, 'time of a pitch', 'hours', 0.1, 100, 'assumption', 'T33')
    deal_hours: float = parameter(0.5, 'time that a promise or a discount takes besides', 'hours', 0, 100, 'assumption', 'T34')
    misjudging: float = parameter(1.0, 'standard deviation with which people who know nothing of a customer misjudge when it is due', 'months', 0, 12, 'assumption', 'T13')


class Crm(Construct):
    """The customer database (T14) and who has access to it (T15)."""

    capture: float = parameter(0.0, 'share of what contact people would keep to themselves that the database captures', 'share', 0, 1, 'assumption', 'T14', null=0.0)
    quality: float = parameter(1.0, 'share of the organisational knowledge that can be relied on', 'share', 0, 1, 'assumption', 'T14', null=1.0)
    recording: float = parameter(0.1, 'share of their time that full recording takes people', 'share', 0, 1, 'assumption', 'T14')
    sales: float = parameter(1.0, 'access of sales to organisational knowledge: 0 none, 0.5 indirect, 1 direct', 'share', 0, 1, 'assumption', 'T15', null=1.0)
    service: float = parameter(1.0, 'access of service', 'share', 0, 1, 'assumption', 'T15', null=1.0)
    delivery: float = parameter(1.0, 'access of delivery', 'share', 0, 1, 'assumption', 'T15', null=1.0)
    finance: float = parameter(1.0, 'access of finance', 'share', 0, 1, 'assumption', 'T15', null=1.0)
    contradiction: float = parameter(0.2, 'chance a month that a department without access contradicts another', 'probability', 0, 1, 'assumption', 'T15', null=0.0)
    contradiction_loss: float = parameter(0.15, 'performance lost when departments contradict each other', 'performance', 0, 1, 'assumption', 'T15')
    blur: float = parameter(0.0, 'standard deviation of the logarithm with which customers are misjudged when they are ranked without a database', '1', 0, 3, 'assumption', 'T14', null=0.0)


class Ownership(Construct):
    """Who is responsible for a customer (T29), and through whom contact passes (T30)."""

    owned: int = parameter(1, '1 where one unit is responsible for the whole relationship', '0 or 1', 0, 1, 'literature', 'T29; peelen_beltman_2013', null=1)
    contradiction: float = parameter(0.1, 'chance a month of a contradiction where nobody owns the customer', 'probability', 0, 1, 'assumption', 'T29')
    pooling: float = parameter(0.5, 'share of organisational knowledge that is brought together where nobody owns the customer', 'share', 0, 1, 'assumption', 'T29')
    outsourced: float = parameter(0.0, 'share of the customers who are reached through an intermediary', 'share', 0, 1, 'literature', 'T30; peelen_beltman_2013', null=0.0)
    outsourced_learning: float = parameter(0.3, 'learning that is left there', '1', 0, 1, 'assumption', 'T30')


class Pyramid(Construct):
    """The customer pyramid: how contact time is divided (T30)."""

    rule: int = parameter(0, '0: people choose whom to contact; 1: the same time for every customer; 2: by tier', '0, 1 or 2', 0, 2, 'literature', 'T30; peelen_beltman_2013', null=0)
    a_customers: float = parameter(0.05, 'share of the customers in tier A, by expected value', 'share', 0, 1, 'assumption', 'T30')
    b_customers: float = parameter(0.15, 'share of the customers in tier B', 'share', 0, 1, 'assumption', 'T30')
    a_hours: float = parameter(0.4, 'share of contact time for tier A', 'share', 0, 1, 'assumption', 'T30')
    b_hours: float = parameter(0.3, 'share of contact time for tier B; tier C gets what is left', 'share', 0, 1, 'assumption', 'T30')
    hours_needed: float = parameter(1.0, 'time a month that gives a customer of volume 1 about two thirds of full attention', 'hours', 0.01, 100, 'assumption', 'T30')
    size_need: float = parameter(0.5, 'power of the volume with which that time grows', '1', 0, 2, 'assumption', 'T30')


class AccountTeam(Construct):
    """The team for A customers and its six qualities (T31)."""

    size: int = parameter(0, 'people in the team for A customers', 'people', 0, 1000, 'assumption', 'T31; peelen_beltman_2013', null=0)
    missing: int = parameter(0, 'quality that nobody on the team has: 1 relations, 2 orders, 3 negotiating, 4 entrepreneurship, 5 delivery quality, 6 project management; 0 none', 'number', 0, 6, 'assumption', 'T31', null=0)
    effort: float = parameter(0.3, 'effort that a perfect team adds', 'share', 0, 1, 'assumption', 'T31')
    recovery: float = parameter(0.6, 'quality of recovery that a perfect team adds', 'share', 0, 1, 'assumption', 'T31')


class Departures(Construct):
    """Account managers who leave, and who comes instead (T13; shi_2017)."""

    rate: float = parameter(0.0, 'chance a month that a person leaves', '1/month', 0, 1, 'assumption', 'S11', null=0.0)
    replacement: int = parameter(1, 'who comes: 0 the person stays after all, 1 a new hire, 2 one who knows customers of this kind, 3 one with a star record', 'kind', 0, 3, 'literature', 'T13; shi_2017', null=0)
    vacancy: int = parameter(1, 'months that the post stays empty', 'months', 0, 24, 'assumption', 'S11')
    similar: float = parameter(0.5, "share of what only the predecessor knew that one from a similar field knows too", 'share', 0, 1, 'literature', 'T13; shi_2017')
    record_noise: float = parameter(0.3, 'standard deviation of the luck and the customers in a record, beside the mean skill', 'share', 0, 5, 'assumption', 'T13')


class Customisation(Construct):
    """Fitting the offering to the customer (T16)."""

    effort: float = parameter(0.0, 'share of the gap between offering and need that full attention closes in a month', '1/month', 0, 1, 'assumption', 'T16', null=0.0)
    fit_effect: float = parameter(0.0, 'performance gained by full fit over the usual fit', 'performance', 0, 0.5, 'assumption', 'T16', null=0.0)
    investing: float = parameter(1.0, "what closing the gap adds to the seller's specific investment", '1', 0, 5, 'assumption', 'T16')
    cost: float = parameter(0.05, 'outcome that customising fully costs the seller while it goes on', 'value', 0, 1, 'assumption', 'T16')


class CrmElements(Construct):
    """Four elements of CRM, each with its share of the time that people have (T22)."""

    identification: float = parameter(0.0, 'share of time for finding out who is worth what', 'share', 0, 1, 'literature', 'T22', null=0.0)
    attraction: float = parameter(0.0, 'share of time for winning customers', 'share', 0, 1, 'literature', 'T22', null=0.0)
    retention: float = parameter(0.0, 'share of time for making failures good', 'share', 0, 1, 'literature', 'T22', null=0.0)
    development: float = parameter(0.0, 'share of time for selling more to those who are there', 'share', 0, 1, 'literature', 'T22', null=0.0)
    offer: float = parameter(0.05, 'price that full attraction takes off for newcomers', 'share', 0, 0.2, 'assumption', 'T22')
    newcomer_promise: float = parameter(0.05, 'performance that full attraction promises newcomers beyond what they expected', 'performance', 0, 0.5, 'assumption', 'T22')
    aftercare: float = parameter(0.5, 'share of the care after a purchase that full retention takes over', 'share', 0, 1, 'assumption', 'T22')
    recovery: float = parameter(0.6, 'quality of recovery that full retention adds', 'share', 0, 1, 'assumption', 'T22')
    cross_selling: float = parameter(0.3, 'orders that full development adds with a customer who is known and trusts', 'share', 0, 5, 'assumption', 'T22')
    scale: float = parameter(0.1, 'share of time that gives about two thirds of an effect', 'share', 0.001, 1, 'assumption', 'T22')
