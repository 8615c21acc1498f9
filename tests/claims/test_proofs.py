"""The links of the register: a claim that holds fails where the mechanism it rests on is at its null."""

from __future__ import annotations

import pytest

from sim.scenario import Claim, load
from sim.theory import SYSTEMS, Proof, System


def claim_of(proof: Proof) -> Claim:
    """Return the claim that a proof is about."""
    claims = load(proof.scenario).claims
    (found,) = (one for one in claims if (one.statistic, one.compare or "") == (proof.statistic, proof.compare))
    return found


LINKS = [
    pytest.param(
        system,
        proof,
        id=f"{system.number}-{proof.scenario}-{number}-{proof.statistic}",
        marks=[pytest.mark.slow] if number else [],  # the quick set plays one link of every system
    )
    for system in SYSTEMS
    for number, proof in enumerate(system.proofs)
]


@pytest.mark.parametrize(("system", "proof"), LINKS)
def test_the_claim_rests_on_the_system(judged, sentence, system: System, proof: Proof) -> None:
    claim = claim_of(proof)
    assert system.number in claim.system, f"the claim does not name {system.number}"
    as_it_stands = judged(proof.scenario, claim, proof.replications)
    assert as_it_stands.holds, sentence(claim, as_it_stands)
    without = judged(proof.scenario, claim, proof.replications, proof.null, proof.without)
    assert not without.holds, sentence(claim, without)
