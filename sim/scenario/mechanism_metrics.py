"""Monthly metrics of the mechanisms around the core: they exist in runs in which the mechanism is at work."""

from __future__ import annotations

MECHANISM_METRICS: dict[str, str] = {
    "episode_satisfaction": "satisfaction of buyers with this month's episode, amends included",
    "episode_satisfaction_voiced": "the same, of buyers who speak up about a failure, or would if there were one",
    "recovered_share": "share of buyers' failures that were made good, asked or unasked",
    "trust_over_ceiling": "share of sides whose trust lies above the ceiling that remembered deception leaves",
    "trust_headroom": "ceiling of buyers' trust, less their trust",
    "resilience": "alive, of the relationships that pure calculation would have ended within the last twelve months",
    "third_trust": "trust of customers in the complementor behind their principal",
    "principal_effort": "effort of principals for customers whom a complementor serves",
    "principal_blame": "share of a shortfall for which customers blame their principal, where a complementor delivers",
    "coordination_loss": "performance lost by principals who do not know their complementor",
    "complementor_commitment": "affective commitment of complementors to their principals",
    "direct_share": "customers served directly by a complementor, of all who have one behind or before them",
    "direct_gap": "share of open bridges crossed by complementors so far: trusted ones less the others",
    "weakest_tie_excess": "triads with a failing tie that broke at the weaker one so far, less what chance would give",
}
"""Column of the table of steps, and its meaning in words; a package of ``sim.mechanisms`` supplies the values."""
