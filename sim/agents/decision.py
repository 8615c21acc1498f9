"""What an agent of one's own decides about one relationship in one month."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision; whatever is left ``None`` is decided by the theory.

    Attributes
    ----------
    effort : float in [0, 1] or None
        Effort put into this month's delivery (E2), in place of what commitment would make of it.
    cheat : bool or None
        Whether it takes advantage of the other side in this delivery (E12).
    leave : bool or None
        Whether it ends the relationship at the end of the month (E16).

    Raises
    ------
    ValueError
        Where a value is none of these.
    """

    effort: float | None = None
    cheat: bool | None = None
    leave: bool | None = None

    def __post_init__(self) -> None:
        """Refuse at once what compiled code could not notice."""
        effort = self.effort
        if effort is not None and (
            isinstance(effort, bool) or not isinstance(effort, Real) or not 0.0 <= float(effort) <= 1.0
        ):
            raise ValueError(
                f"effort = {effort!r}: must be a number between 0 and 1, or None to leave it to the theory"
            )
        for name, value in (("cheat", self.cheat), ("leave", self.leave)):
            if value is not None and value not in (True, False):
                raise ValueError(f"{name} = {value!r}: must be True, False, or None to leave it to the theory")

    def numbers(self) -> tuple[float, float, float]:
        """Return effort, cheat and leave as compiled code takes them; NaN where not decided."""
        return tuple(math.nan if one is None else float(one) for one in (self.effort, self.cheat, self.leave))  # type: ignore[return-value]
