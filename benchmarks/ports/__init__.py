"""The core month in the ways other people would write it: what vectorised NumPy, ambr and agentpy make of it."""
