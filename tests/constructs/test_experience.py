"""Expectation, satisfaction and recovery."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.constructs.expectation import expectation_after, first_expectation
from sim.constructs.recovery import recovered_satisfaction, satisfaction_for_trust, voice_probability
from sim.constructs.satisfaction import episode_satisfaction, felt_surprise, satisfaction_after

shares = st.floats(0.0, 1.0)
pairs = st.tuples(shares, shares)
surprises = st.floats(-1.0, 1.0)
ROUNDING = 1e-12


@given(prior=shares, weight=st.floats(0.05, 1.0), other=shares, ends=pairs)
def test_a_first_expectation_rises_with_reputation_and_with_the_promise(rises, prior, weight, other, ends) -> None:
    # Little enough of the rest that nothing is cut.
    rises(lambda x: first_expectation(0.5 * prior, 0.5 * x, 0.2 * other, 0.0, weight), ends)
    rises(lambda x: first_expectation(0.5 * prior, 0.5 * other, 0.5 * x, 0.0, weight), ends)


@given(prior=shares, reputation=shares, promise=shares, noise=st.floats(-2.0, 2.0), weight=shares)
def test_a_first_expectation_stays_a_share(prior, reputation, promise, noise, weight) -> None:
    assert 0.0 <= first_expectation(prior, reputation, promise, noise, weight) <= 1.0


@given(expectation=shares, performance=shares, rate=shares)
def test_expectation_moves_between_what_it_was_and_what_was_received(
    lies_between, expectation, performance, rate
) -> None:
    lies_between(expectation_after(expectation, performance, rate), expectation, performance)
    assert abs(expectation_after(expectation, performance, 1.0) - performance) <= ROUNDING
    assert expectation_after(expectation, performance, 0.0) == expectation


@given(surprise=surprises, aversion=st.floats(0.5, 5.0), indifference=st.floats(0.0, 0.5))
def test_a_felt_surprise_has_the_sign_of_the_surprise_or_is_not_noticed(surprise, aversion, indifference) -> None:
    felt = felt_surprise(surprise, aversion, indifference)
    assert felt * surprise >= 0.0
    assert (felt != 0.0) == (surprise != 0.0 and abs(surprise) >= indifference)


@given(surprise=surprises)
def test_a_felt_surprise_is_the_surprise_without_aversion_and_indifference(surprise) -> None:
    assert felt_surprise(surprise, 1.0, 0.0) == surprise


@given(size=st.floats(0.01, 1.0), aversion=st.floats(1.01, 5.0))
def test_a_shortfall_is_felt_more_than_a_surplus(size, aversion) -> None:
    assert -felt_surprise(-size, aversion, 0.0) > felt_surprise(size, aversion, 0.0)


@given(other=surprises, quality=st.floats(0.1, 10.0), weight=st.floats(0.1, 10.0), ends=pairs)
def test_satisfaction_with_an_episode_rises_with_performance_and_felt_surprise(
    rises, other, quality, weight, ends
) -> None:
    rises(lambda x: episode_satisfaction(x, other, quality, weight), ends)
    rises(lambda x: episode_satisfaction(abs(other), x, quality, weight), ends)
    assert 0.0 < episode_satisfaction(ends[0], other, quality, weight) < 1.0
    assert episode_satisfaction(0.5, 0.0, quality, weight) == 0.5


@given(satisfaction=shares, episode=shares, deliveries=st.integers(0, 500), floor=shares)
def test_satisfaction_lies_between_what_it_was_and_the_episode(
    lies_between, satisfaction, episode, deliveries, floor
) -> None:
    lies_between(satisfaction_after(satisfaction, episode, float(deliveries), floor), satisfaction, episode)


@given(satisfaction=shares, episode=shares, ends=st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_the_longer_the_experience_the_less_an_episode_moves_it(falls, satisfaction, episode, ends) -> None:
    moved = abs(satisfaction - episode) > 0.01
    falls(lambda n: abs(satisfaction_after(satisfaction, episode, float(n), 0.0) - satisfaction), ends, flat=not moved)


@given(intercept=st.floats(-5.0, 5.0), per=st.floats(0.1, 10.0), ends=pairs)
def test_voice_rises_with_commitment(rises, intercept, per, ends) -> None:
    rises(lambda x: voice_probability(x, intercept, per), ends)
    assert 0.0 < voice_probability(ends[0], intercept, per) < 1.0


@given(episode=shares, quality=shares, lift=st.floats(0.0, 2.0))
def test_recovery_never_takes_satisfaction_and_gives_none_at_quality_0(episode, quality, lift) -> None:
    assert episode <= recovered_satisfaction(episode, quality, lift) <= 1.0
    assert recovered_satisfaction(episode, 0.0, lift) == episode


@given(before=shares, lifted=shares, to_trust=shares)
def test_trust_learns_at_most_the_episode_and_all_of_one_that_was_not_recovered(before, lifted, to_trust) -> None:
    episode = max(before, lifted)
    learnt = satisfaction_for_trust(episode, before, to_trust)
    assert learnt <= episode + ROUNDING
    assert learnt >= min(episode, max(before, 0.5)) - ROUNDING
    assert satisfaction_for_trust(before, before, to_trust) == before
