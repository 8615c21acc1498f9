"""How fast the simulator is, against a plain Mesa model of the same theory and against C."""
