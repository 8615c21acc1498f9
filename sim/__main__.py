"""``python -m sim`` is the command ``dyads``."""

from sim.cli import main

main()
