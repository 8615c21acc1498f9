"""Types of relationship: read-only classifications of the state."""
