"""Where a relationship stands in its life: read out of its state, never fed back."""
