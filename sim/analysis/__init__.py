"""Numbers from tables, in memory or read back; never from a running model."""
