"""What all tests share: no screen, no unseeded luck."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

os.environ["MPLBACKEND"] = "Agg"

# A job in the background is started with Ctrl-C ignored; the tests of interruptions press it themselves.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The first call of a rule may compile it, so no deadline; the same examples every time, at the default count.
settings.register_profile("dyads", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("dyads")
