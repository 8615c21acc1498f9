"""What properties of the rules of mechanisms are said with: the same words as for those of the core."""

from __future__ import annotations

from tests.constructs.conftest import falls, rises

__all__ = ["falls", "rises"]
