"""What a run remembers: books of compiled code turned into tables."""
