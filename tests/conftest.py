"""What all tests share: no screen, no unseeded luck."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ["MPLBACKEND"] = "Agg"

# The first call of a rule may compile it, so no deadline; the same examples every time, at the default count.
settings.register_profile("dyads", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("dyads")
