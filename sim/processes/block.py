"""Working space for one block of relationships.

A month is played block by block, so that a block's columns stay in the processor's cache from one process to the next.
A directed quantity takes two neighbouring lines: ``QUANTITY + side``.  ``side`` is who feels, knows or holds it;
what is done by a side is held under the doer.
"""

from __future__ import annotations

ROWS = 512
"""Rows in a block, unless one owner alone has more."""

LIVE = 0  # 1 where a relationship lives in the row, else 0
STAYING = 1  # 1 where it lives on after this month
DISTANCE = 2  # the five distances as one
FATE = 3  # uniform: end for reasons outside
STANDING_SHARE = 4  # exp of the partner's standing, for splitting purchases
VOLUME = 5  # volume this month
OUTSIDE_VOLUME = 6  # the partner's volume of last month
LIE = 7  # uniform: whether a detected act had been concealed
SEARCH_COST = 8  # what a search would cost this month
OUTSIDE_COUNT = 9  # partners that the partner served last month
OWN_COUNT = 10  # partners that the owner has
DEMAND = 11  # the owner's demand


COMPETENCE = 12
PROPENSITY = 14
BARGAINING = 16
LENIENCY = 18
ALTERNATIVE = 20  # best alternative, less the cost of searching
LEVEL = 22  # slow comparison level
NOISE = 24  # normal: performance delivered by side
TEMPTATION = 26  # uniform: whether side takes advantage
BLUR = 28  # normal: perceived commitment
SPEECH = 30  # uniform: whether a failure is spoken about
NOTICE = 32  # uniform: whether the other side's act is detected
DEPARTURE = 34  # uniform: whether side leaves
CHEATED = 36  # 1 where side took advantage
PERFORMANCE = 38  # performance that side received
SHARED = 40  # what side shared of its knowledge
SEEN = 42  # the other side's commitment as side sees it
EPISODE = 44  # episode satisfaction of side, -1 to 1 as trust feels it
BREACH = 46  # 1 where side detected a breach
FAILED = 48  # 1 where side met a failure
RECOVERED = 50  # 1 where the failure was made good
BLAME = 52  # share of a shortfall for which the other side is blamed
COST = 54  # switching cost
PULL = 56  # attractiveness
LEAVING = 58  # log-odds of leaving
SHIFT = 60  # effort added by decision
MONITORING = 62  # monitoring intensity
LINKED = 64  # 1 where a complementor delivers for side
LINKED_PERFORMANCE = 66
LINKED_MEMORY = 68
LINKED_BREACH = 70
VOICED = 72  # 1 where a failure was spoken about
BEFORE = 74  # last month's affective commitment
COOPERATION = 76
COMPETITION = 78
INSTITUTIONS = 80  # trust in the institutions around side
ROUTINE = 82
PRICE = 83  # price share paid this month
CONTACT = 84  # contact of this month, mean of what both sides seek
WILLING = 85  # willingness to invest
LEARNING = 87  # effort to learn
PASSING = 89  # share of what is learnt that reaches the organisation
KNOWN = 91  # knowledge of the other side that is at hand
MENDING = 93  # quality with which failures that side meets are made good
INCLINATION = 95  # log-odds of taking advantage, beyond E12
PUSH = 97  # log-odds of leaving, beyond E16
RISK = 99  # share of the other side's shocks that side takes over
LINES = 101

FLAGS = 0  # what happened, bit by bit
MOVED = 1  # the stage read out this month
INTEGER_LINES = 2

# Flags of what happened to a relationship this month.
FAILURE_0, FAILURE_1 = 1, 2
RECOVERY_0, RECOVERY_1 = 4, 8
BREACH_0, BREACH_1 = 16, 32
REVIEWED = 64
LEFT_0, LEFT_1 = 128, 256
FATED = 512
STAGE_CHANGED = 1024
ENDED = LEFT_0 | LEFT_1 | FATED
