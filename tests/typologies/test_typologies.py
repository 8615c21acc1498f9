from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.life_cycle.stages import DECLINE, DEVELOPMENT, PRE_RELATIONSHIP
from sim.typologies import donaldson_otoole, hines
from sim.typologies.captivity import is_captive
from sim.typologies.donaldson_otoole import action, belief, four_type
from sim.typologies.hines import three_type

shares = st.floats(0.0, 1.0)
triples = st.tuples(shares, shares, shares)
stages = st.integers(PRE_RELATIONSHIP, DECLINE)


@given(calculative=shares, affective=shares, cut=shares, affective_cut=shares)
def test_nobody_is_captive_who_wants_to_stay(calculative, affective, cut, affective_cut) -> None:
    captive = is_captive(calculative, affective, cut, affective_cut)
    if affective >= affective_cut:
        assert not captive
    assert captive == (calculative > cut and affective < affective_cut)


@given(at=triples, which=st.integers(0, 2), ends=st.tuples(shares, shares))
def test_belief_and_action_rise_with_each_of_their_terms(at, which, ends) -> None:
    low, high = sorted(ends)
    for mean in (belief, action):
        before, after = (mean(*at[:which], x, *at[which + 1 :]) for x in (low, high))
        assert before <= after
        assert after > before or high - low < 0.01
        assert 0.0 <= before <= 1.0


@given(believed=shares, acted=shares, belief_cut=shares, action_cut=shares)
def test_every_pair_of_belief_and_action_has_exactly_one_type(believed, acted, belief_cut, action_cut) -> None:
    word = donaldson_otoole.WORDS[four_type(believed, acted, belief_cut, action_cut)]
    assert (word in ("partnership", "friendship")) == (believed >= belief_cut)
    assert (word in ("partnership", "adversarial")) == (acted >= action_cut)


@given(gap=st.floats(-1.0, 1.0), investment=shares, commitment=shares, stage=stages, cuts=triples)
def test_a_one_sided_relationship_is_never_an_alliance(gap, investment, commitment, stage, cuts) -> None:
    word = hines.WORDS[three_type(gap, investment, commitment, stage, *cuts)]
    assert (word == "one-sided partnership") == (abs(gap) > cuts[0])
    if word == "strategic alliance":
        assert investment > cuts[1] and commitment > cuts[2]


@given(gap=st.floats(-0.2, 0.2), investment=shares, stage=stages)
def test_a_balanced_relationship_is_functional_from_development_on(gap, investment, stage) -> None:
    word = hines.WORDS[three_type(gap, investment, 0.3, stage, 0.25, 0.35, 0.6)]
    assert word == ("functional partnership" if stage >= DEVELOPMENT else "none yet")


@given(investment=shares, commitment=shares, stage=stages, gap=shares)
def test_it_does_not_matter_which_side_depends(investment, commitment, stage, gap) -> None:
    cuts = (0.25, 0.35, 0.6)
    assert three_type(gap, investment, commitment, stage, *cuts) == three_type(
        -gap, investment, commitment, stage, *cuts
    )
