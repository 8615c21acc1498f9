"""One page that tells a results folder to others: self-contained HTML, readable on a phone, printable, accessible."""

from sim.report.page import write_report

__all__ = ["write_report"]
