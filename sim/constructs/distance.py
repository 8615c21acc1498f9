"""What stands between the two (E10)."""

from __future__ import annotations

import math

from sim._jit import rule, share


@rule
def whole_distance(
    social: float,
    cultural: float,
    technological: float,
    time: float,
    geographic: float,
    w_social: float,
    w_cultural: float,
    w_technological: float,
    w_time: float,
    w_geographic: float,
) -> float:
    """Return the five distances as one, in [0, 1].

    Notes
    -----
    Claim : partners are apart socially, culturally, technologically, in time and on the map [@ford_1980].
    Form  : E10, weighted sum.
    Holds : rises with each.
    """
    return (
        w_social * social
        + w_cultural * cultural
        + w_technological * technological
        + w_time * time
        + w_geographic * geographic
    )


@rule
def distance_after(distance: float, rate: float, contact: float) -> float:
    """Return one distance after a month of contact, in [0, 1].

    Notes
    -----
    Claim : contact brings partners nearer [@ford_1980].
    Form  : E10, a share is removed.
    Holds : never rises; stays as it is without contact.
    """
    return share(distance * (1.0 - rate * contact))


@rule
def value_overlap(squared_difference: float, n_values: int) -> float:
    """Return the overlap of two value vectors, in [0, 1], from the square of their Euclidean distance.

    Notes
    -----
    Claim : values can be shared more or less [@morgan_hunt_1994].
    Form  : 2.3b.7, 1 less the Euclidean distance over its greatest possible value.
    Holds : is 1 for equal values.
    """
    return share(1.0 - math.sqrt(squared_difference / n_values))
