"""Every column of every table, declared once: storage, documentation and invariant in one line.

Directed columns exist twice for a relationship: side 0 is the owner's view (the buyer's; of two governments the first),
side 1 the partner's (the seller's, the complementor's).
"""

from __future__ import annotations

from dataclasses import dataclass

BUYER, SELLER, COMPLEMENTOR, GOVERNMENT = range(4)
"""Kinds of organisation."""

MARKET, COMPLEMENT, DIPLOMATIC, SUPPLY, PEER = range(5)
"""Kinds of relationship: buyer–seller, principal–complementor, government–government, seller–supplier, buyer–buyer."""


@dataclass(frozen=True)
class Column:
    """One column: its name, meaning, unit, range, and value in a row that holds nothing."""

    name: str
    meaning: str
    unit: str
    low: float
    high: float
    empty: float = 0.0


DIRECTED = (
    Column("expectation", "performance that this side expects", "performance", 0, 1, 0.5),
    Column("satisfaction", "cumulative satisfaction", "share", 0, 1, 0.5),
    Column("trust", "trust in the other side", "share", 0, 1, 0.5),
    Column("deception", "memory of concealed breaches", "share", 0, 1),
    Column("commitment", "affective commitment", "share", 0, 1),
    Column("calculative", "calculative commitment", "share", 0, 1),
    Column("investment", "relationship-specific investment", "share", 0, 1),
    Column("memory", "knowledge of the other side, personal and organisational", "share", 0, 1),
    Column("shared_memory", "part of it that the organisation holds", "share", 0, 1),
    Column("conflict", "felt conflict", "share", 0, 1),
    Column("outcome", "smoothed net outcome per unit of volume", "value", -5, 5),
    Column("dependence", "dependence on the other side", "share", 0, 1, 0.5),
)
(
    EXPECTATION,
    SATISFACTION,
    TRUST,
    DECEPTION,
    COMMITMENT,
    CALCULATIVE,
    INVESTMENT,
    MEMORY,
    SHARED_MEMORY,
    CONFLICT,
    OUTCOME,
    DEPENDENCE,
) = range(len(DIRECTED))

DYADIC = (
    Column("social_distance", "social distance", "share", 0, 1),
    Column("cultural_distance", "cultural distance", "share", 0, 1),
    Column("technological_distance", "technological distance", "share", 0, 1),
    Column("time_distance", "time distance", "share", 0, 1),
    Column("geographic_distance", "geographic distance", "share", 0, 1),
    Column("value_overlap", "overlap of the two sides' values", "share", 0, 1),
    Column("goal_factor", "what common goals make of commitment, about 1 on average", "1", 0, 2, 1.0),
    Column("honeymoon", "starting assets left", "1", 0, 5),
    Column("price", "share of value that the owner pays", "share", 0, 1, 0.5),
    Column("wallet_share", "share of the owner's demand", "share", 0, 1),
)
(
    SOCIAL_DISTANCE,
    CULTURAL_DISTANCE,
    TECHNOLOGICAL_DISTANCE,
    TIME_DISTANCE,
    GEOGRAPHIC_DISTANCE,
    VALUE_OVERLAP,
    GOAL_FACTOR,
    HONEYMOON,
    PRICE,
    WALLET_SHARE,
) = range(len(DYADIC))

READ_OUT = (
    Column("peak", "greatest affective commitment so far", "share", 0, 1),
    Column("velocity", "mean monthly change of affective commitment over about six months", "1/month", -1, 1),
    Column("performance_mean", "mean performance received over about twelve months", "performance", 0, 1, 0.5),
    Column("performance_variance", "variance of it", "performance²", 0, 1),
    Column("opportunism", "frequency of this side's opportunistic acts over about six months", "share", 0, 1),
    Column("flexibility", "share of the other side's failures met by voice rather than silence", "share", 0, 1, 0.5),
    Column("review_alternative", "best alternative that the coming review will look at", "value", -10, 10),
)
(
    PEAK,
    VELOCITY,
    PERFORMANCE_MEAN,
    PERFORMANCE_VARIANCE,
    OPPORTUNISM,
    FLEXIBILITY,
    REVIEW_ALTERNATIVE,
) = range(len(READ_OUT))
"""Read-outs are single precision; no equation of the theory reads them, but for the review's alternative."""

COUNTS = (
    Column("deliveries", "completed deliveries", "deliveries", 0, 32767),
    Column("age", "months since the agreement", "months", 0, 32767),
    Column("dwell", "months in the present stage", "months", 0, 32767),
    Column("plateau", "months that commitment has stood still", "months", 0, 32767),
    Column("contract_left", "months of contract left", "months", 0, 32767),
    Column("failures_0", "owner's memory of failures, one bit a month for twelve months", "bits", 0, 4095),
    Column("failures_1", "partner's memory of failures", "bits", 0, 4095),
    Column("start", "month of the agreement", "month", -32768, 32767),
)
DELIVERIES, AGE, DWELL, PLATEAU, CONTRACT_LEFT, FAILURES_0, FAILURES_1, START = range(len(COUNTS))
N_COUNTS = len(COUNTS)

STAGES = (
    Column("stage", "stage of the life cycle; -1 where the row is vacant", "code", -1, 6, -1),
    Column("previous_stage", "stage before decline", "code", -1, 6, -1),
    Column("highest_stage", "highest stage reached before decline", "code", -1, 6, -1),
)
STAGE, PREVIOUS_STAGE, HIGHEST_STAGE = range(len(STAGES))
VACANT = -1

CONDUCT = (
    Column("competence", "mean deliverable performance", "performance", 0, 1, 0.5),
    Column("opportunism", "propensity to take advantage", "share", 0, 1),
    Column("bargaining", "bargaining intensity", "share", 0, 1),
    Column("leniency", "bias in seeing the partner's commitment", "share", -1, 1),
    Column("effort_shift", "effort that the organisation adds by decision", "share", -1, 1),
    Column("shock", "performance added or lost this month only", "performance", -1, 1),
    Column("demand", "monthly demand (buyers), volume", "volume", 0, 1e12, 1.0),
    Column("spare", "not used", "1", 0, 0),
)
COMPETENCE, OPPORTUNISM_PROPENSITY, BARGAINING, LENIENCY, EFFORT_SHIFT, SHOCK, DEMAND, _SPARE = range(len(CONDUCT))

STANDING = (
    Column("level", "comparison level", "value", -5, 5),
    Column("reputation", "slow average of the performance that others received", "performance", 0, 1, 0.5),
    Column("list_price", "price share that strangers are asked", "share", 0, 1, 0.5),
    Column("slow_level", "slow comparison level", "value", -5, 5),
    Column("alternative_as_partner", "best alternative heard of this month, as a seller", "value", -10, 10),
    Column("volume", "volume sold last month", "volume", 0, 1e15),
    Column("n_buyers", "partners served last month", "partners", 0, 1e9),
    Column("linked", "1 where a complementor delivers this month", "0 or 1", 0, 1),
    Column("linked_performance", "performance of its complementor this month", "performance", 0, 1),
    Column("linked_memory", "what it knows of its complementor", "share", 0, 1),
    Column("alternative_as_owner", "best alternative heard of this month, as a buyer", "value", -10, 10),
    Column("second_as_owner", "second best alternative, as a buyer", "value", -10, 10),
    Column("second_as_partner", "second best alternative, as a seller", "value", -10, 10),
    Column("best_as_owner", "who the best is, as a buyer", "organisation", -1, 1e9, -1),
    Column("best_as_partner", "who the best is, as a seller", "organisation", -1, 1e9, -1),
    Column("linked_breach", "1 where its complementor acted opportunistically", "0 or 1", 0, 1),
)
(
    LEVEL,
    REPUTATION,
    LIST_PRICE,
    SLOW_LEVEL,
    ALTERNATIVE_AS_PARTNER,
    VOLUME,
    N_BUYERS,
    LINKED,
    LINKED_PERFORMANCE,
    LINKED_MEMORY,
    ALTERNATIVE_AS_OWNER,
    SECOND_AS_OWNER,
    SECOND_AS_PARTNER,
    BEST_AS_OWNER,
    BEST_AS_PARTNER,
    LINKED_BREACH,
) = range(len(STANDING))
"""In this order strangers look at one line of an organisation's card and partners at three (``world.new_cards``)."""

N_VALUES = 5
"""Dimensions of values and of goals; an organisation's place is its values, then its two map coordinates."""
MAP_X, MAP_Y, N_PLACE = 5, 6, 8

MEMENTO = (
    Column("partner", "who it was; -1 for nobody", "organisation", -1, 1e9, -1),
    Column("social_distance", "social distance when it ended", "share", 0, 1),
    Column("cultural_distance", "cultural distance when it ended", "share", 0, 1),
    Column("technological_distance", "technological distance when it ended", "share", 0, 1),
    Column("time_distance", "time distance when it ended", "share", 0, 1),
    Column("owner_memory", "what the owner knew", "share", 0, 1),
    Column("partner_memory", "what the partner knew", "share", 0, 1),
    Column("owner_shared_memory", "what the owner's organisation knew", "share", 0, 1),
    Column("partner_shared_memory", "what the partner's organisation knew", "share", 0, 1),
    Column("owner_deception", "owner's memory of deception", "share", 0, 1),
    Column("partner_deception", "partner's memory of deception", "share", 0, 1),
)
(
    PAST_PARTNER,
    PAST_SOCIAL,
    PAST_CULTURAL,
    PAST_TECHNOLOGICAL,
    PAST_TIME,
    PAST_MEMORY_0,
    PAST_MEMORY_1,
    PAST_SHARED_0,
    PAST_SHARED_1,
    PAST_DECEPTION_0,
    PAST_DECEPTION_1,
) = range(len(MEMENTO))
"""What is kept of an ended relationship, should the same two meet again."""
N_PAST = 2


LEVERS = (
    Column("effort", "effort that this side adds to its delivery", "share", -1, 1),
    Column("quality", "performance that this side adds to its delivery", "performance", -1, 1),
    Column("watching", "monitoring that this side adds", "share", -1, 1),
    Column("hardness", "bargaining intensity that this side adds", "share", -1, 1),
    Column("temptation", "added to the log-odds that this side takes advantage", "1", -20, 20),
    Column("unreached", "share of what its organisation knows that those in contact cannot use", "share", 0, 1),
    Column(
        "recovery", "added to the quality with which this side's failures are made good for the other", "share", -1, 1
    ),
    Column("clarity", "factor on the noise with which this side sees the other's commitment", "1", 0, 10, 1.0),
    Column("openness", "factor on what this side shares of its knowledge", "1", 0, 10, 1.0),
    Column("contact", "factor on the contact that this side seeks", "1", 0, 10, 1.0),
    Column("investing", "factor on this side's willingness to invest", "1", 0, 10, 1.0),
    Column("learning", "factor on this side's effort to learn", "1", 0, 10, 1.0),
    Column("passing", "factor on the share of what is learnt that reaches this side's organisation", "1", 0, 10, 1.0),
    Column("promise", "performance promised to this side this month, beyond what it expected", "performance", -1, 1),
    Column("warmth", "factor on what a good episode adds to this side's trust", "1", 0, 10, 1.0),
    Column(
        "resentment", "factor on what a bad episode costs this side's trust and adds to its conflict", "1", 0, 10, 1.0
    ),
    Column("trust", "added to this side's trust this month", "share", -1, 1),
    Column("payoff", "added to what the relationship yields to this side this month", "value", -5, 5),
    Column("bond", "added to what this side's affective commitment moves towards", "share", -1, 1),
    Column("resolving", "share of this side's felt conflict that is resolved besides", "share", 0, 1),
    Column("leaving", "added to the log-odds that this side leaves", "1", -50, 50),
    Column("risk", "share of the other side's shocks that this side takes over, beyond the usual", "share", -1, 1),
    Column("orders", "factor on this month's volume (side 0 counts)", "1", 0, 1000, 1.0),
    Column("discount", "added to the price of this month (side 0 counts)", "share", -1, 1),
)
"""What mechanisms around the core may change in a month of one side of a relationship; ``empty`` changes nothing."""
(
    LEVER_EFFORT,
    LEVER_QUALITY,
    LEVER_WATCHING,
    LEVER_HARDNESS,
    LEVER_TEMPTATION,
    LEVER_UNREACHED,
    LEVER_RECOVERY,
    LEVER_CLARITY,
    LEVER_OPENNESS,
    LEVER_CONTACT,
    LEVER_INVESTING,
    LEVER_LEARNING,
    LEVER_PASSING,
    LEVER_PROMISE,
    LEVER_WARMTH,
    LEVER_RESENTMENT,
    LEVER_TRUST,
    LEVER_PAYOFF,
    LEVER_BOND,
    LEVER_RESOLVING,
    LEVER_LEAVING,
    LEVER_RISK,
    LEVER_ORDERS,
    LEVER_DISCOUNT,
) = range(len(LEVERS))

TRACES = (
    Column(
        "performance", "performance that this side received; -1 where nothing was delivered", "performance", -1, 1, -1.0
    ),
    Column("felt", "episode satisfaction as trust felt it, from -1 to 1", "share", -10, 10),
    Column("trade", "volume traded (side 0) and price share paid for it (side 1)", "volume; share", 0, 1e12),
)
"""What a month left in each relationship, for mechanisms that look back on it."""
TRACE_PERFORMANCE, TRACE_FELT, TRACE_TRADE = range(len(TRACES))

MARKS = (
    Column("failed", "1 where this side met a failure", "0 or 1", 0, 1),
    Column("recovered", "1 where the failure was made good", "0 or 1", 0, 1),
    Column("cheated", "1 where this side took advantage of the other", "0 or 1", 0, 1),
    Column("breach", "1 where this side detected a breach", "0 or 1", 0, 1),
)
"""Traces that are there or not."""
MARK_FAILED, MARK_RECOVERED, MARK_CHEATED, MARK_BREACH = range(len(MARKS))
