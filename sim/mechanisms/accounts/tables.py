"""The people table and what is remembered of every customer, as arrays that compiled code takes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PEOPLE, ORDERING, LEAVING_POST, JUDGING, CONTRADICTING, OUTSOURCING, SIGHT, FITTING, STOCK, RECORD = range(100, 110)
"""Purposes of luck of this package: 100 to 119."""

FIND, REACH, NEGOTIATE, COORDINATE, TEACH, RESOLVE, LEAD = range(7)
"""The seven tasks: find customers and their needs, reach those who decide, negotiate and build trust, coordinate,
encourage learning, resolve conflict, lead the team (T13)."""
N_SKILLS, N_QUALITIES, N_TRAITS = 7, 6, 3
EMPATHY, CONGRUENCE, REGARD = range(N_TRAITS)

QUARTER, YEAR = 3, 12
N_CANDIDATES = 5
"""Candidates among whom the best record is chosen."""
STAYS, NEW, SIMILAR, STAR = range(4)
OWN_CHOICE, EQUAL, BY_TIER = range(3)
NO_CONTACT, DIALOGUE, PITCH, PITCH_PROMISE, PITCH_DISCOUNT, PITCH_BOTH = range(6)
"""What an account manager may do with a customer in a month."""

SINCE, SINCE_ORDER, GAP, UNATTENDED, SINCE_DIALOGUE, LEFT, N_WHOLE = range(7)
"""Months about a customer: the month of the agreement (by which, with the seller, a row that holds somebody new is
known), months since the last order, months without contact and without dialogue since then (0: none due), months since
the last dialogue, month in which its manager left."""

TIER, FIRST_TIER, CHOICE, ORDERED, CONTRADICTED, N_CODES = range(6)
"""Codes about a customer: tiers, what was chosen, whether it ordered, whether it was told contradictory things."""

COVER, ATTENTION, MOVED, REACHED, BASE, N_REAL = range(6)
"""Real numbers: months of demand in stock, attention, part of the distance of offer and need that was customised away,
contact of the month (0 to 1), monthly sales before the manager left."""

NEVER = 999


class Posts(NamedTuple):
    """The people table: N posts, those of one seller side by side."""

    seller: Ints
    """(N,) organisation that employs the person."""
    skill: Floats
    """(N, 7) the seven tasks."""
    quality: Floats
    """(N, 6) the six qualities for a team."""
    trait: Floats
    """(N, 3) empathy, congruence, unconditional positive regard."""
    generation: Ints
    """(N,) how often the post was filled anew."""
    vacant: Ints
    """(N,) months that nobody holds it."""
    leaving: npt.NDArray[np.bool_]
    """(N,) whether somebody decided that this person leaves this month."""


class Customers(NamedTuple):
    """What is remembered of every relationship row R; rows without an employing seller have post -1."""

    post: npt.NDArray[np.int32]
    """(R,) the post that looks after it."""
    whole: npt.NDArray[np.int16]
    """(N_WHOLE, R)"""
    codes: npt.NDArray[np.int8]
    """(N_CODES, R)"""
    real: npt.NDArray[np.float32]
    """(N_REAL, R)"""
    sales: npt.NDArray[np.float32]
    """(12, R) sales of the last twelve months."""


def no_posts(n: int) -> Posts:
    """Return a people table of n posts, with nobody in it yet."""
    return Posts(
        seller=np.zeros(n, np.int64),
        skill=np.full((n, N_SKILLS), 0.5),
        quality=np.full((n, N_QUALITIES), 0.5),
        trait=np.full((n, N_TRAITS), 0.5),
        generation=np.zeros(n, np.int64),
        vacant=np.zeros(n, np.int64),
        leaving=np.zeros(n, np.bool_),
    )


def no_customers(rows: int) -> Customers:
    """Return the memory of rows that hold nobody."""
    whole, codes = np.zeros((N_WHOLE, rows), np.int16), np.zeros((N_CODES, rows), np.int8)
    whole[SINCE] = whole[LEFT] = codes[FIRST_TIER] = -1
    return Customers(
        post=np.full(rows, -1, np.int32),
        whole=whole,
        codes=codes,
        real=np.zeros((N_REAL, rows), np.float32),
        sales=np.zeros((YEAR, rows), np.float32),
    )
