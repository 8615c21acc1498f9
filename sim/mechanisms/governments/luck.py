"""Purposes of luck that belong to governments (160 to 179)."""

from __future__ import annotations

DELIVERERS = 160  # whether a deliverer takes up or gives up exchange; what it performs
LEADERS = 161  # whether a leader leaves office
GOALS = 162  # what the next one wants
COUNTRY = 163  # what a country values
SCANDALS = 164
TENDERS = 165  # which buyers are public; when their tenders come
MISSIONS = 166  # who travels with a trade mission, and whom it meets
