"""What the register says of one theoretical system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Proof:
    """The link between a system and a claim: with the system's mechanism at its null, the claim fails.

    Attributes
    ----------
    scenario, statistic, compare : str
        Which claim of which scenario (``compare`` empty: the claim that names no arm).
    null : mapping
        Settings, added in every arm, under which the mechanism is at its null.
    without : tuple of str
        Actions of interventions that do not happen, where the claim rests on one.
    replications : int
        Repetitions with which the claim holds as it stands, and fails under ``null``.
    """

    scenario: str
    statistic: str
    compare: str
    null: Mapping[str, float] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    replications: int = 10


@dataclass(frozen=True)
class System:
    """One theoretical system of the texts, and how it runs here.

    Attributes
    ----------
    number : str
        T01 to T41.
    name : str
        In the field's words.
    author : str
        Whose idea it is; key of ``references.bib`` in brackets where there is one.
    claim : str
        What it says, in one or two sentences.
    here : str
        How it runs in the simulator, in one or two sentences; what was chosen is said to be chosen.
    code : tuple of str
        Where it lives: ``module:name`` of rules, processes or mechanisms.
    parameters : tuple of str
        Keys that steer it.
    scenarios : tuple of str
        Scenarios that show it.
    proofs : tuple of Proof
        Claims that fail without it.
    tests : tuple of str
        Other tests that hold it: ``tests/...py::name``.
    evidence : {"measured", "literature", "assumption"}
        What its form rests on: numbers that were measured, statements of the literature, or our choice.
    wording : tuple of (str, str)
        Distorted words of a text, and the term restored; inference, not quotation.
    named_only : bool
        The texts only name it; nothing is claimed for it.
    note : str
        What is not borne out, or left open.
    """

    number: str
    name: str
    author: str
    claim: str
    here: str
    code: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()
    tests: tuple[str, ...] = ()
    evidence: str = "assumption"
    wording: tuple[tuple[str, str], ...] = ()
    named_only: bool = False
    note: str = ""
