"""How a study stands: what is done, what failed, what it took."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.experiments.playing import Cut, Receipt

FIRST_FAILURES = 20


@dataclass
class Standing:
    """How a study stands.

    Attributes
    ----------
    total, done, failed : int
        Runs.
    before : int
        Runs that were done when this launch began.
    status : {"running", "ok", "some failed", "interrupted", "stopped"}
    digest : str
        Of all results, once everything is done.
    seconds : float
        Since this launch began to play.
    size : int
        Bytes written by this launch.
    cut : Cut, optional
        How a run was cut short that was played only to see what it costs.
    failures : list of str
        The first of them, one line each.
    """

    total: int
    done: int = 0
    failed: int = 0
    before: int = 0
    status: str = "running"
    digest: str = ""
    seconds: float = 0.0
    size: int = 0
    peak: float = 0.0
    restarts: int = 0
    cut: Cut | None = None
    failures: list[str] = field(default_factory=list)

    def take(self, receipt: Receipt) -> None:
        """Count what a receipt reports."""
        self.done += len(receipt.done)
        self.failed += len(receipt.failed)
        self.size += receipt.size
        self.cut = receipt.cut or self.cut
        if receipt.failed and len(self.failures) < FIRST_FAILURES:
            self.failures.append(receipt.why)
