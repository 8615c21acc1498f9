from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from sim.life_cycle.stages import DECLINE, DEVELOPMENT, EARLY, FINAL, LONG_TERM, PRE_RELATIONSHIP, Stage
from sim.life_cycle.transitions import is_declining, next_stage, routine
from sim.life_cycle.vocabularies import DWYER_SCHURR_OH, FOUR_STAGES, STAGE_WORDS
from sim.parameters import Parameters

shares = st.floats(0.0, 1.0)
living = st.integers(PRE_RELATIONSHIP, DECLINE)
CUTS = Parameters().life_cycle


@dataclass
class Reading:
    """What the stage of one relationship is read from, at the declared cuts unless stated otherwise."""

    stage: int
    commitment: float = 0.5
    previous: int = LONG_TERM
    deliveries: int = 30
    dwell: int = 12
    trust: float = 0.6
    investment: float = 0.4
    matters: bool = True
    routine: float = 0.0
    plateau: int = 0
    declining: bool = False
    recovered: bool = False
    cuts: dict[str, float] = field(default_factory=dict)

    def next(self) -> int:
        cut = {**CUTS.model_dump(), **self.cuts}
        return next_stage(
            self.stage, self.previous, self.deliveries, self.dwell, self.commitment, self.trust, self.investment,
            self.matters, self.routine, self.plateau, self.declining, self.recovered,
            cut["development_commitment"], cut["development_trust"], cut["long_term_commitment"],
            cut["long_term_trust"], cut["long_term_investment"], cut["development_leave"], cut["long_term_leave"],
            cut["final_routine"], float(cut["plateau_months"]), float(cut["dwell"]),
        )  # fmt: skip


readings = st.builds(
    Reading,
    stage=living,
    commitment=shares,
    previous=st.integers(DEVELOPMENT, FINAL),
    deliveries=st.integers(0, 200),
    dwell=st.integers(0, 24),
    trust=shares,
    investment=shares,
    matters=st.booleans(),
    routine=shares,
    plateau=st.integers(0, 36),
    declining=st.booleans(),
    recovered=st.booleans(),
)


@given(reading=readings)
def test_a_stage_is_followed_by_a_living_stage(reading: Reading) -> None:
    assert reading.next() in range(PRE_RELATIONSHIP, DECLINE + 1)


@given(reading=readings)
def test_a_stage_rises_by_at_most_one(reading: Reading) -> None:
    after = reading.next()
    if reading.stage != DECLINE and after != DECLINE:
        assert abs(after - reading.stage) <= 1


@given(reading=readings)
def test_a_relationship_comes_back_from_decline_only_to_where_it_was(reading: Reading) -> None:
    reading.stage = DECLINE
    assert reading.next() in (DECLINE, reading.previous)
    if not reading.recovered:
        assert reading.next() == DECLINE


@given(reading=readings, dwell=st.integers(0, CUTS.dwell - 1))
def test_a_stage_lasts_its_least_stay_but_for_the_first_delivery_and_for_decline(reading: Reading, dwell: int) -> None:
    reading.dwell = dwell
    after = reading.next()
    if reading.stage == PRE_RELATIONSHIP:
        assert after == (EARLY if reading.deliveries >= 1 else PRE_RELATIONSHIP)
    else:
        assert after in (reading.stage, DECLINE)


@given(reading=readings, leave=st.floats(0.0, 0.4), gap=st.floats(0.01, 0.3), inside=shares)
def test_development_is_left_at_a_lower_commitment_than_it_is_entered(
    reading: Reading, leave: float, gap: float, inside: float
) -> None:
    reading.cuts = {"development_leave": leave, "development_commitment": leave + gap}
    reading.commitment = leave + 0.99 * gap * inside
    reading.declining = False
    reading.stage = EARLY
    assert reading.next() == EARLY
    reading.stage = DEVELOPMENT
    assert reading.next() >= DEVELOPMENT


@given(reading=readings, leave=st.floats(0.0, 0.4), gap=st.floats(0.01, 0.3), inside=shares)
def test_the_long_term_stage_is_left_at_a_lower_commitment_than_it_is_entered(
    reading: Reading, leave: float, gap: float, inside: float
) -> None:
    reading.cuts = {"long_term_leave": leave, "long_term_commitment": leave + gap, "development_leave": 0.0}
    reading.commitment = leave + 0.99 * gap * inside
    reading.declining = False
    reading.stage = DEVELOPMENT
    assert reading.next() == DEVELOPMENT
    reading.stage = LONG_TERM
    assert reading.next() >= LONG_TERM


def test_a_relationship_climbs_stage_by_stage_and_falls_back_by_the_declared_cuts() -> None:
    assert Reading(PRE_RELATIONSHIP, deliveries=0).next() == PRE_RELATIONSHIP
    assert Reading(PRE_RELATIONSHIP, deliveries=1).next() == EARLY
    assert Reading(EARLY, commitment=CUTS.development_commitment).next() == DEVELOPMENT
    assert Reading(DEVELOPMENT, commitment=CUTS.long_term_commitment).next() == LONG_TERM
    assert Reading(LONG_TERM, routine=CUTS.final_routine, plateau=CUTS.plateau_months).next() == FINAL
    assert Reading(FINAL, commitment=0.9 * CUTS.long_term_leave).next() == LONG_TERM
    assert Reading(LONG_TERM, commitment=0.9 * CUTS.long_term_leave).next() == DEVELOPMENT
    assert Reading(DEVELOPMENT, commitment=0.9 * CUTS.development_leave).next() == EARLY


def test_each_condition_of_the_long_term_stage_is_needed() -> None:
    assert Reading(DEVELOPMENT).next() == LONG_TERM
    for lacking in ({"trust": 0.0}, {"investment": 0.0}, {"matters": False}, {"commitment": 0.4}):
        assert Reading(DEVELOPMENT, **{"commitment": 0.5, **lacking}).next() == DEVELOPMENT


@given(reading=readings)
def test_decline_comes_before_every_other_change_and_only_from_development_on(reading: Reading) -> None:
    reading.declining = True
    after = reading.next()
    if DEVELOPMENT <= reading.stage <= FINAL:
        assert after == DECLINE
    elif reading.stage < DEVELOPMENT:
        assert after != DECLINE


@given(
    variance=st.floats(0.0, 0.15),
    experience=st.floats(1.0, 100.0),
    deliveries=st.tuples(*[st.integers(0, 300)] * 2),
    spreads=st.tuples(*[st.floats(0.0, 1.0)] * 2),
)
def test_routine_grows_with_deliveries_and_shrinks_with_uneven_performance(
    variance: float, experience: float, deliveries: tuple[int, int], spreads: tuple[float, float]
) -> None:
    few, many = sorted(deliveries)
    before, after = (routine(float(n), variance, experience, 0.4) for n in (few, many))
    assert 0.0 <= before <= after < 1.0
    assert after > before or few == many
    even, uneven = sorted(spreads)
    assert routine(24.0, uneven, experience, 0.4) <= routine(24.0, even, experience, 0.4)
    assert routine(24.0, 0.16, experience, 0.4) == 0.0 < routine(24.0, 0.04, experience, 0.4)


@given(peak=st.floats(0.01, 1.0), velocity=st.floats(-1.0, 1.0), ratio=st.floats(0.0, 0.99), change=shares)
def test_nobody_declines_at_the_peak(peak: float, velocity: float, ratio: float, change: float) -> None:
    assert not is_declining(peak, peak, velocity, ratio, change)


@given(commitment=shares, peak=shares, velocity=st.floats(0.0, 1.0), ratio=shares, change=shares)
def test_nobody_declines_while_commitment_rises(
    commitment: float, peak: float, velocity: float, ratio: float, change: float
) -> None:
    assert not is_declining(commitment, peak, velocity, ratio, change)


@given(peak=st.floats(0.1, 1.0), part=st.floats(0.0, 0.84), fall=st.floats(0.021, 1.0))
def test_well_below_the_peak_and_falling_is_decline(peak: float, part: float, fall: float) -> None:
    assert is_declining(part * peak, peak, -fall / 6.0, 0.85, 0.02)
    assert not is_declining(part * peak, peak, -0.003, 0.85, 0.02)


def test_every_stage_has_a_word_in_each_vocabulary() -> None:
    assert len(STAGE_WORDS) == len(Stage) == len(set(STAGE_WORDS))
    for vocabulary in (FOUR_STAGES, DWYER_SCHURR_OH):
        assert set(vocabulary) == set(Stage)
    coarse = [FOUR_STAGES[stage] for stage in Stage if stage < Stage.DISSOLVED]
    assert coarse == ["pre-relationship", "development", "development", "maturity", "maturity", "decline"]
