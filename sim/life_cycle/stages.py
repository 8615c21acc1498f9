"""The stages of the life cycle, as small integers that compiled code and tables share."""

from __future__ import annotations

from enum import IntEnum


class Stage(IntEnum):
    """Ford's stages, with decline (Wilkinson & Young) and dissolution."""

    PRE_RELATIONSHIP = 0
    EARLY = 1
    DEVELOPMENT = 2
    LONG_TERM = 3
    FINAL = 4
    DECLINE = 5
    DISSOLVED = 6


PRE_RELATIONSHIP, EARLY, DEVELOPMENT, LONG_TERM, FINAL, DECLINE, DISSOLVED = (int(stage) for stage in Stage)
