"""Three who are tied to one another: blame, trust in the third, balance, bridges and what only two can do (3.1)."""

from __future__ import annotations

import math

from sim._jit import logistic, rule, share


@rule
def principal_blame(
    memory: float,
    watching: float,
    controlled_share: float,
    base: float,
    per_memory: float,
    per_watching: float,
) -> float:
    """Return the share of a shortfall for which the principal is blamed by somebody who watches, in [0, 1].

    Notes
    -----
    Claim : who knows the set-up [@li_choi_2009], and who watches, puts the blame where it belongs.
    Form  : 3.1 and 2.3b.13, with monitoring beside knowledge in the accuracy.
    Holds : lies between one half and the controlled share; is the core's blame where watching counts for nothing.
    """
    accuracy = share(base + per_memory * memory + per_watching * watching)
    return accuracy * controlled_share + (1.0 - accuracy) * 0.5


@rule
def third_trust_after(trust: float, good: float, bad: float, gain: float, loss: float) -> float:
    """Return a customer's trust in the complementor behind its principal after a delivery, in [0, 1].

    ``good`` in [0, 1] is what the complementor's own part was worth above neutral, ``bad`` in [0, 1] the shortfall for
    which it is blamed.

    Notes
    -----
    Claim : with every delivery the third party gets nearer to the customer [@li_choi_2009], and gets its share of the
        blame.
    Form  : E4 and 2.3b.13, first the gain, then the loss.
    Holds : stays in [0, 1]; never falls without blame; never rises without a good delivery.
    """
    raised = trust + gain * good * (1.0 - trust)
    return share(raised - loss * bad * raised)


@rule
def tie_sign(trust: float, commitment: float) -> float:
    """Return how positive one side of a triad is, in [-1, 1].

    Notes
    -----
    Claim : a tie is as good as the weaker of trust and commitment (3.1).
    Form  : linear in the lesser of the two.
    Holds : rises with both; is 0 at one half.
    """
    return 2.0 * min(trust, commitment) - 1.0


@rule
def balance_push(own: float, one: float, other: float, strength: float, step: float) -> float:
    """Return what balance adds to what the commitment of a tie moves towards.

    ``own``, ``one`` and ``other`` in [-1, 1] are the signs of the tie itself and of the two others.

    Notes
    -----
    Claim : the friend of my friend becomes my friend, the friend of my foe does not [@heider_1946; @choi_wu_2009].
    Form  : 3.1, a step in the direction of the product of the two others, smaller for a tie that is settled.
    Holds : is 0 at strength 0; has the sign of the product; never exceeds the step times the strength.
    """
    product = one * other
    direction = 1.0 if product > 0.0 else (-1.0 if product < 0.0 else 0.0)
    return strength * step * direction * (1.0 - abs(own))


@rule
def bridge_probability(
    third_trust: float, commitment: float, intercept: float, per_trust: float, per_commitment: float
) -> float:
    """Return the probability that a complementor who thinks of leaving its place between the two does so.

    Notes
    -----
    Claim : bridges decay: who is trusted by the customer, and not bound by the principal, goes direct [@li_choi_2009].
    Form  : 3.1, logistic; with the sign of ``per_commitment`` turned, of joining the two instead (tertius iungens).
    Holds : rises with trust; falls with the principal's commitment for a positive ``per_commitment``.
    """
    return logistic(intercept + per_trust * third_trust - per_commitment * commitment)


@rule
def surplus_of_both(principal: float, complementor: float, fit: float, surplus: float) -> float:
    """Return the performance that two add only together.

    Notes
    -----
    Claim : a complement is worth more beside the other than by itself [@brandenburger_1996].
    Form  : 3.1, the geometric mean of what both perform, as far as they fit.
    Holds : is 0 where either performs nothing; never exceeds the surplus.
    """
    return surplus * math.sqrt(max(principal * complementor, 0.0)) * fit


@rule
def complementors_known(there: float, known_share: float, linking: float) -> float:
    """Return how many complementors a principal knows: at least one, at most all, a whole number.

    Notes
    -----
    Claim : the effort of linking widens the circle of known third parties [@geersbro_ritter_2013].
    Form  : T05, linear in the effort.
    Holds : rises with the effort; is all at full effort.
    """
    known = math.floor(there * (known_share + (1.0 - known_share) * linking) + 0.5)
    return min(max(known, 1.0), there)
