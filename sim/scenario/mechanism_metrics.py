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
    "relationship_orientation": "relationship orientation of sellers, mean",
    "culture": "authenticity, care, proper overtures and sincerity of sellers, mean",
    "internal_service": "what the people of sellers do for one another, mean",
    "internal_service_echo": "correlation, over sellers, of internal service half a year ago and satisfaction now",
    "seller_margin": "price above 0.3, times volume, of the sellers of effort_budget.firms, or of all",
    "supplier_performance": "performance of sellers' suppliers, mean",
    "supplier_opportunism": "share of suppliers' deliveries with an opportunistic act",
    "supplier_echo": "correlation, over sellers, of what suppliers delivered and their customers' satisfaction",
    "quadrant_both": "share of relationships above both medians of cooperation and competition",
    "quadrant_cooperative": "share above the median of cooperation only",
    "quadrant_competitive": "share above the median of competition only",
    "quadrant_neither": "share above neither",
    "plane_correlation": "correlation of cooperation and competition over relationships",
    "price_paid": "price that customers paid, weighted by volume",
    "fighting_share": "share of firms with rivals that fight them",
    "peace_over_war": "how much likelier a month of peace was followed by another one than a month of war, so far",
    "war_persistence": "share of months of war that were followed by another one, so far",
    "peace_premium": "mean price in months of peace less that in months of war, so far",
}
"""Column of the table of steps, and its meaning in words; a package of ``sim.mechanisms`` supplies the values."""
