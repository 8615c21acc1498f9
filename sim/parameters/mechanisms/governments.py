"""What governments do: between themselves, for the firms of both countries, and as regulators, payers and buyers.

A line is default, meaning, unit, range, evidence and source; see ``sim.parameters.conduct``.  All of it is at its null
by default.  Where a magnitude is chosen, the evidence says assumption.
"""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class Borders(Construct):
    """What separates countries (``sim.mechanisms.governments.borders``)."""

    apart: float = parameter(0.0, "how far the map is divided into strips, one for each country; 1 leaves no two countries mixed", "share", 0, 1, "assumption", "3.3", null=0.0, founding=True)
    culture: float = parameter(0.0, "share of an organisation's values that are its country's", "share", 0, 1, "assumption", "T18; 3.3", null=0.0, founding=True)


class Diplomacy(Construct):
    """Agreements between governments (``sim.constructs.statecraft``)."""

    at_work: int = parameter(0, "1 lets governments deal with one another through deliverers (complementors) and publics", "0 or 1", 0, 1, "literature", "3.2; T09; geersbro_ritter_2013", null=0, founding=True)
    counterparts: int = parameter(0, "memoranda of understanding that a government seeks at a time; 0 seeks none", "counterparts", 0, 1000, "literature", "T02; geersbro_ritter_2013", null=0)
    promise: float = parameter(0.15, "performance that a memorandum promises both publics beyond what they expect", "performance", 0, 1, "assumption", "T02; 2.3 E1", null=0.0)
    shared_goals: float = parameter(0.3, "share of the missing overlap of goals that the list of shared goals closes", "share", 0, 1, "assumption", "T02", null=0.0)
    controlled_share: float = parameter(0.2, "share of the promised exchange that a government delivers itself", "share", 0, 1, "assumption", "2.3b.14", null=1.0)
    ties: int = parameter(1, "width of the interface: ties between people of both sides, such as sister cities", "ties", 1, 1000, "literature", "T03; geersbro_ritter_2013", null=1)
    tie_learning: float = parameter(0.5, "learning that a very wide interface adds", "share", 0, 5, "assumption", "T03", null=0.0)
    tie_cost: float = parameter(0.05, "what each further tie costs a government", "exchanges/month", 0, 100, "assumption", "chosen")
    celebrate: int = parameter(0, "1 celebrates anniversaries of the agreement", "0 or 1", 0, 1, "literature", "T06; geersbro_ritter_2013", null=0)
    celebration_trust: float = parameter(0.01, "trust that a celebrated anniversary adds on both sides", "share", 0, 1, "assumption", "T06", null=0.0)
    celebration_keeping: float = parameter(0.5, "share of forgetting that a celebration prevents", "share", 0, 1, "assumption", "T06", null=0.0)
    celebration_months: int = parameter(6, "months for which it does", "months", 0, 12, "assumption", "T06")
    yearly: int = parameter(1, "1 lets a government leave a memorandum only at its yearly review, 0 in any month", "0 or 1", 0, 1, "assumption", "3.2; 3.3", null=0)
    renewal: float = parameter(0.4, "satisfaction of its own public below which a government does not renew at the yearly review", "share", 0, 1, "assumption", "T07; 3.2", null=0.0)
    lapsing: float = parameter(4.0, "log-odds of leaving that a review adds that speaks against renewal", "1", 0, 50, "assumption", "T07; 3.2", null=0.0)
    treaty: float = parameter(0.6, "satisfaction of both publics from which a review upgrades to a treaty; 1 never does", "share", 0, 1, "assumption", "3.2", null=1.0)
    treaty_months: int = parameter(60, "months for which a treaty binds from each such review", "months", 0, 1200, "assumption", "3.2")


class Posts(Construct):
    """Ambassadors and local offices (``sim.constructs.statecraft``)."""

    number: int = parameter(0, "standing posts that each government keeps in the other country", "posts", 0, 1000, "literature", "T03; rose_2007", null=0)
    contact: float = parameter(0.5, "contact that very many posts add", "share", 0, 5, "assumption", "T03", null=0.0)
    firms: float = parameter(0.5, "share of their effect that reaches the firms of both countries", "share", 0, 1, "assumption", "3.2", null=0.0)
    cost: float = parameter(0.3, "what a post costs its government", "exchanges/month", 0, 1000, "assumption", "chosen")


class Visits(Construct):
    """State visits (``sim.constructs.statecraft``)."""

    every: int = parameter(0, "a state visit in each month that is a multiple of this; 0 has none", "months", 0, 1200, "literature", "I2; nitsch_2007", null=0)
    attention: float = parameter(1.0, "attention that a visit draws", "1", 0, 20, "assumption", "I2", null=0.0)
    half_life: float = parameter(3.0, "time in which half of the attention is gone", "months", 0.1, 1200, "assumption", "I2")
    trust: float = parameter(0.01, "trust that a visit adds on both sides", "share", 0, 1, "assumption", "T03", null=0.0)
    cost: float = parameter(1.0, "what a visit costs each government", "exchanges", 0, 1000, "assumption", "chosen")


class Programme(Construct):
    """Paying for delivery (``sim.constructs.statecraft``)."""

    budget: float = parameter(0.0, "what a government pays a month to its deliverers, shared among those engaged", "exchanges/month", 0, 1e6, "literature", "T04; T05; geersbro_ritter_2013", null=0.0)
    worth: float = parameter(2.0, "what an exchange is worth to both countries together", "exchanges", 0, 1000, "assumption", "chosen")


class Exchange(Construct):
    """Universities, firms and media that may exchange with another country (``sim.constructs.statecraft``)."""

    intercept: float = parameter(-4.0, "log-odds that a deliverer takes up exchange in a month, nothing for or against it", "1", -50, 50, "assumption", "T04")
    grant: float = parameter(4.0, "log-odds that a grant covering its cost adds", "1", 0, 50, "assumption", "T04", null=0.0)
    trust: float = parameter(1.0, "log-odds that full trust between the governments adds", "1", 0, 50, "assumption", "T09", null=0.0)
    attention: float = parameter(1.0, "log-odds per unit of attention", "1", 0, 50, "assumption", "I2", null=0.0)
    distance: float = parameter(2.0, "log-odds that full distance takes away", "1", 0, 50, "assumption", "T02, 2.3b.6", null=0.0)
    leaving: float = parameter(-3.0, "log-odds that an engaged deliverer gives up in a month without a grant", "1", -50, 50, "assumption", "T04")
    staying: float = parameter(2.0, "log-odds of giving up that a grant covering its cost takes away", "1", 0, 50, "assumption", "T04", null=0.0)
    private: float = parameter(0.3, "exchange that a deliverer affords without a grant, as a share of what it can do", "share", 0, 1, "assumption", "T04")
    half: float = parameter(0.1, "exchange per deliverer at which half of what a public could wish for is there", "exchanges/month", 0.0001, 100, "assumption", "3.3")


class Leaders(Construct):
    """Who governs (``sim.constructs.statecraft``)."""

    median_spell: float = parameter(0.0, "median time in office; 24 in democracies, 60 elsewhere; 0 is for ever", "months", 0, 12000, "measured", "I8", null=0.0)


class Institutions(Construct):
    """Trust in institutions in motion (``sim.mechanisms.governments``)."""

    scandal_rate: float = parameter(0.0, "chance a month of a scandal in a country", "probability", 0, 1, "assumption", "3.2", null=0.0)
    scandal_loss: float = parameter(0.05, "institutional trust that a scandal costs", "share", 0, 1, "assumption", "3.2", null=0.0)
    recovery: float = parameter(0.0, "institutional trust that a month without scandal adds; 0.002 in the theory", "1/month", 0, 1, "assumption", "3.2", null=0.0)
    from_relation: float = parameter(0.0, "institutional trust between firms of two countries that full trust between their governments lends", "share", 0, 1, "assumption", "3.2", null=0.0)


class Ritual(Construct):
    """Routine in place of sharing (``sim.constructs.ritual``)."""

    fragility: float = parameter(0.0, "log-odds of leaving that full ritual adds in the final stage", "1", 0, 50, "assumption", "T41", null=0.0)
    renewed: float = parameter(0.0, "share of a routine that ends with the person, of either side, who kept it up", "share", 0, 1, "assumption", "T41; S11", null=0.0)


class Regulator(Construct):
    """Standing rules for relationships between firms (``sim.mechanisms.governments``)."""

    price_cap: float = parameter(1.0, "greatest price as a share of value that may be agreed; 1 caps nothing", "share", 0.3, 1, "assumption", "3.2", null=1.0)
    contract_limit: int = parameter(0, "greatest number of months for which a contract may bind; 0 sets no limit", "months", 0, 1200, "assumption", "3.2", null=0)
    review_every: int = parameter(0, "months between mandatory reviews, in which both sides are looked at closely; 0 has none", "months", 0, 1200, "assumption", "3.2", null=0)
    review_watching: float = parameter(0.7, "monitoring that a mandatory review adds in its month", "share", 0, 1, "assumption", "3.2", null=0.0)


class Facilitator(Construct):
    """Trade missions (``sim.constructs.statecraft``)."""

    budget: float = parameter(0.0, "what governments spend a month on matchmaking across borders", "value/month", 0, 1e6, "literature", "3.2; I6", null=0.0)
    nearness: float = parameter(0.02, "share of social and cultural distance that a unit of the root of the budget removes a month", "1/month", 0, 1, "assumption", "3.2", null=0.0)
    invited: float = parameter(0.1, 'share of buyers looking for a partner that a mission takes along a month, per unit of the root of the budget', 'share', 0, 1, 'assumption', '3.2', null=0.0)
    pilot: float = parameter(0.01, "outcome that it pays to both sides in the first year, per unit of the root of the budget", "value", 0, 1, "assumption", "3.2", null=0.0)


class Subsidiser(Construct):
    """Paying a share of specific investment (``sim.constructs.statecraft``)."""

    share: float = parameter(0.0, "share of specific investment that the government adds to what the parties invest", "share", 0, 0.5, "assumption", "3.2", null=0.0)
    account: int = parameter(0, "1 keeps account of what is invested, also where nothing is paid: what additionality is measured against", "0 or 1", 0, 1, "assumption", "3.2", null=0)
    abroad: int = parameter(0, "1 pays only for relationships across a border, as for joint research", "0 or 1", 0, 1, "assumption", "3.2")


class Procurement(Construct):
    """Public buyers (``sim.mechanisms.governments``)."""

    public: float = parameter(0.0, "share of buyers that are public bodies", "share", 0, 1, "assumption", "3.2", null=0.0)
    cycle: int = parameter(36, "months between two tenders; 24 to 48 in the theory", "months", 1, 1200, "assumption", "3.2")
    rotation: int = parameter(1, "1 ends every contract at its tender, 0 lets the buyer keep whom it wants to keep", "0 or 1", 0, 1, "assumption", "3.2")
    hardness: float = parameter(0.4, "bargaining intensity that strict equity adds on the side of a public buyer", "share", 0, 1, "assumption", "T38", null=0.0)
