"""A run without Mesa: build the world, play its months, apply interventions, hand over tables."""
