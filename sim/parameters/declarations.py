"""Every parameter of the simulator, by construct; each is declared once, in the modules imported here."""

from __future__ import annotations

from sim.parameters.conduct import (
    Delivering,
    Exit,
    Forming,
    Linking,
    Monitoring,
    Opportunism,
    Price,
    Recovery,
    Review,
    Search,
    Selling,
    Volume,
)
from sim.parameters.declare import Construct
from sim.parameters.feelings import (
    Commitment,
    Conflict,
    Contract,
    Distance,
    Expectation,
    Honeymoon,
    Investment,
    Outcome,
    Perception,
    RelationshipMemory,
    RiskSharing,
    Satisfaction,
    SwitchingCosts,
    Trust,
)
from sim.parameters.mechanisms.accounts import (
    AccountContact,
    AccountPay,
    AccountTeam,
    Crm,
    CrmElements,
    Customisation,
    Departures,
    Ordering,
    Ownership,
    People,
    Pyramid,
)
from sim.parameters.mechanisms.amends import Amends, Loyalty
from sim.parameters.mechanisms.chain import Chain, RelationalNorm, Rivalry
from sim.parameters.mechanisms.governments import (
    Borders,
    Diplomacy,
    Exchange,
    Facilitator,
    Institutions,
    Leaders,
    Posts,
    Procurement,
    Programme,
    Regulator,
    Ritual,
    Subsidiser,
    Visits,
)
from sim.parameters.mechanisms.organisation import (
    Culture,
    EffortBudget,
    InternalService,
    Leadership,
    Mission,
    RelationshipManagement,
)
from sim.parameters.mechanisms.policies import BuyerPolicies, Intimacy, Pilot, SellerPolicies, Shocks, Ways
from sim.parameters.mechanisms.reputation import Gossip
from sim.parameters.mechanisms.triads import Bridging, Deliverers, Triads
from sim.parameters.mechanisms.values import Agreement, Values
from sim.parameters.surroundings import (
    Government,
    LifeCycle,
    Organisations,
    Population,
    Typologies,
)


class CoreParameters(Construct):
    """The constructs of the core: what every month of every relationship reads."""

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


class Parameters(CoreParameters):
    """All constructs; keys of files and of the command line are ``<construct>.<parameter>``.

    Those stated here belong to mechanisms around the core (``sim.mechanisms``), each at its null by default.
    """

    chain: Chain = Chain()
    amends: Amends = Amends()
    loyalty: Loyalty = Loyalty()
    triads: Triads = Triads()
    bridging: Bridging = Bridging()
    deliverers: Deliverers = Deliverers()
    rivalry: Rivalry = Rivalry()
    relational_norm: RelationalNorm = RelationalNorm()
    leadership: Leadership = Leadership()
    mission: Mission = Mission()
    culture: Culture = Culture()
    relationship_management: RelationshipManagement = RelationshipManagement()
    internal_service: InternalService = InternalService()
    effort_budget: EffortBudget = EffortBudget()
    borders: Borders = Borders()
    diplomacy: Diplomacy = Diplomacy()
    posts: Posts = Posts()
    visits: Visits = Visits()
    programme: Programme = Programme()
    exchange: Exchange = Exchange()
    leaders: Leaders = Leaders()
    institutions: Institutions = Institutions()
    ritual: Ritual = Ritual()
    regulator: Regulator = Regulator()
    facilitator: Facilitator = Facilitator()
    subsidiser: Subsidiser = Subsidiser()
    procurement: Procurement = Procurement()
    seller_policies: SellerPolicies = SellerPolicies()
    buyer_policies: BuyerPolicies = BuyerPolicies()
    ways: Ways = Ways()
    pilot: Pilot = Pilot()
    shocks: Shocks = Shocks()
    intimacy: Intimacy = Intimacy()
    values: Values = Values()
    agreement: Agreement = Agreement()
    gossip: Gossip = Gossip()
    people: People = People()
    account_pay: AccountPay = AccountPay()
    ordering: Ordering = Ordering()
    account_contact: AccountContact = AccountContact()
    crm: Crm = Crm()
    ownership: Ownership = Ownership()
    pyramid: Pyramid = Pyramid()
    account_team: AccountTeam = AccountTeam()
    departures: Departures = Departures()
    customisation: Customisation = Customisation()
    crm_elements: CrmElements = CrmElements()
