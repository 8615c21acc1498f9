"""Opportunism and its detection, conflict, what is known of each other, and the two axes."""

from __future__ import annotations

import inspect

from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.competition import competition, multi_sourcing
from sim.constructs.conflict import conflict_after
from sim.constructs.cooperation import cooperation, joint_action
from sim.constructs.opportunism import detection_probability, opportunism_probability
from sim.constructs.relationship_memory import memory_after, memory_gain, sharing

shares = st.floats(0.0, 1.0)
pairs = st.tuples(shares, shares)
weights = st.floats(0.1, 1.0)
ROUNDING = 1e-12


@given(
    at=st.tuples(*[st.floats(0.05, 1.0)] * 5),
    intercept=st.floats(-6.0, 0.0),
    per=st.tuples(*[st.floats(0.1, 6.0)] * 4),
    which=st.integers(0, 4),
    ends=pairs,
)
def test_temptation_rises_with_propensity_and_the_victims_dependence_and_falls_with_what_restrains(
    rises, falls, at, intercept, per, which, ends
) -> None:
    def curve(x: float) -> float:
        return opportunism_probability(*at[:which], x, *at[which + 1 :], intercept, *per, 0.0)

    (rises if which < 2 else falls)(curve, ends)
    assert 0.0 < curve(ends[0]) < 1.0


@given(monitoring=shares, audit=shares, base=st.floats(0.0, 0.4), slope=st.floats(0.1, 0.5), ends=pairs)
def test_detection_rises_with_monitoring_and_with_audits(rises, monitoring, audit, base, slope, ends) -> None:
    rises(lambda x: detection_probability(x, 0.9 * audit, base, slope), ends)
    rises(lambda x: detection_probability(monitoring, x, base, slope), ends)


@given(monitoring=shares, audit=shares, base=shares, slope=shares)
def test_detection_stays_a_probability(monitoring, audit, base, slope) -> None:
    assert 0.0 <= detection_probability(monitoring, audit, base, slope) <= 1.0


@given(at=st.tuples(*[shares] * 5), per=st.tuples(*[shares] * 5))
def test_conflict_stays_a_share(at, per) -> None:
    assert 0.0 <= conflict_after(*at, *per) <= 1.0


@given(conflict=shares, trust=shares, per=st.tuples(*[shares] * 5))
def test_conflict_only_falls_without_inflow(conflict, trust, per) -> None:
    assert conflict_after(conflict, 0.0, 0.0, 0.0, trust, *per) <= conflict


@given(conflict=st.floats(0.1, 0.9), trust=shares, resolution=st.floats(0.0, 0.3), ends=pairs)
def test_trust_resolves_conflict_and_what_feeds_it_raises_it(rises, falls, conflict, trust, resolution, ends) -> None:
    falls(lambda x: conflict_after(conflict, 0.0, 0.0, 0.0, x, 0.1, 0.1, 0.1, resolution, 0.1), ends)
    for which in range(3):
        fed = [0.0, 0.0, 0.0]

        def curve(x: float, which: int = which, fed: list[float] = fed) -> float:
            fed[which] = x
            return conflict_after(conflict, *fed, trust, 0.1, 0.2, 0.1, resolution, 0.1)

        rises(curve, ends)


@given(openness=weights, floor=st.floats(0.0, 0.9), other=st.floats(0.05, 1.0), ends=pairs)
def test_nothing_is_shared_without_trust_and_more_with_trust_and_commitment(
    rises, openness, floor, other, ends
) -> None:
    assert sharing(0.0, other, openness, floor) == 0.0
    rises(lambda x: sharing(x, other, openness, max(floor, 0.1)), ends)
    rises(lambda x: sharing(other, x, openness, floor), ends)
    assert 0.0 <= sharing(ends[0], other, openness, floor) <= 1.0


@given(memory=shares, shared=shares, effort=st.floats(0.0, 2.0), rate=shares)
def test_learning_never_takes_knowledge_and_ends_when_all_is_known(memory, shared, effort, rate) -> None:
    assert memory_gain(memory, shared, effort, rate) >= 0.0
    assert memory_gain(1.0, shared, effort, rate) == 0.0
    assert memory_gain(0.5, 1.0, 1.0, 0.1) > 0.0


@given(memory=shares, gain=st.floats(0.0, 2.0), decay=shares)
def test_knowledge_stays_a_share_and_is_only_forgotten_without_learning(memory, gain, decay) -> None:
    assert 0.0 <= memory_after(memory, gain, decay) <= 1.0
    assert memory_after(memory, 0.0, decay) == (1.0 - decay) * memory


@given(mine=shares, theirs=shares)
def test_joint_action_needs_both_sides(mine, theirs) -> None:
    assert joint_action(0.0, theirs) == joint_action(mine, 0.0) == 0.0
    assert min(mine, theirs) - ROUNDING <= joint_action(mine, theirs) <= max(mine, theirs) + ROUNDING


@given(at=st.tuples(*[shares] * 4), which=st.integers(0, 3), ends=pairs)
def test_cooperation_rises_with_each_of_its_terms(rises, at, which, ends) -> None:
    rises(lambda x: cooperation(*at[:which], x, *at[which + 1 :]), ends)
    assert 0.0 <= cooperation(*at) <= 1.0


@given(at=st.tuples(*[shares] * 5), which=st.integers(0, 4), ends=pairs)
def test_competition_rises_with_each_of_its_terms(rises, at, which, ends) -> None:
    rises(lambda x: competition(*at[:which], x, *at[which + 1 :]), ends)
    assert 0.0 <= competition(*at) <= 1.0 + ROUNDING


def test_the_two_axes_share_no_term() -> None:
    terms = [set(inspect.signature(getattr(axis, "py_func", axis)).parameters) for axis in (cooperation, competition)]
    assert terms[0] & terms[1] == set()


@given(partners=st.integers(1, 500), ends=pairs)
def test_multi_sourcing_is_0_for_an_only_partner_and_falls_with_the_share(falls, partners, ends) -> None:
    assert multi_sourcing(1.0, 1.0) == 0.0
    assert multi_sourcing(0.0, float(partners)) == 1.0
    falls(lambda x: multi_sourcing(x, float(partners)), ends, flat=True)
    falls(lambda x: multi_sourcing(x / partners, float(partners)), ends)
