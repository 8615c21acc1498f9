"""What is said about a design that makes no sense."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import load

Problems = Callable[..., list[tuple[int | None, str, str]]]
HEAD = 'schema = 1\nquestion = "why?"\n'  # lines 1 and 2: what a test writes begins on line 3

RANGE = '[design.factors]\n"trust.gain" = { min = 0.1, max = 0.2 }'
DESIGNS = [
    (
        "kind = 'sobl'\n",
        4,
        'design.kind = "sobl"',
        "did you mean sobol? one of: none, list, grid, lhs, sobol, saltelli, morris",
    ),
    ("kind = 'sobol'\n" + RANGE, 3, "[design]", "a sobol design needs n: how many points"),
    ("kind = 'sobol'\nn = 100\n" + RANGE, 5, "design.n = 100", "must be a power of 2 in a sobol design: 64 or 128"),
    (
        "kind = 'grid'\nn = 100\nfactors = { trust.gain = { values = [0.1] } }",
        5,
        "design.n = 100",
        "means nothing to a design of kind grid",
    ),
    ("kind = 'lhs'\nn = 0\n" + RANGE, 5, "design.n = 0", "must be 1 or more"),
    ("kind = 'lhs'\nn = 5", 3, "[design]", "a lhs design needs factors"),
    (
        "kind = 'none'\n" + RANGE,
        5,
        "design.factors = { trust = { gain = { min = 0.1, max =  …",
        "a design of kind none varies nothing",
    ),
    ("kind = 'morris'\nn = 5\nlevels = 5\n" + RANGE, 6, "design.levels = 5", "must be even"),
    (
        "kind = 'lhs'\nn = 5\n[design.factors]\ntrust.gian = { min = 0.1, max = 0.2 }",
        7,
        "design.factors.trust.gian = { min = 0.1, max = 0.2 }",
        "unknown parameter; did you mean trust.gain?",
    ),
    (
        "kind = 'lhs'\nn = 5\n[design.factors]\n'trust.gain' = { mn = 0.1, min = 0, max = 0.2 }",
        7,
        "design.factors.trust.gain.mn = 0.1",
        "unknown key; did you mean min?",
    ),
    (
        "kind = 'lhs'\nn = 5\n[design.factors]\n'trust.gain' = { min = 0.1, max = 2 }",
        7,
        "design.factors.trust.gain.max = 2",
        "must be between 0 and 1",
    ),
    (
        "kind = 'lhs'\nn = 5\n[design.factors]\n'trust.gain' = { min = 0.3, max = 0.2 }",
        7,
        "design.factors.trust.gain.min = 0.3",
        "must be less than max = 0.2",
    ),
    (
        "kind = 'lhs'\nn = 5\n[design.factors.trust.gain]\nmin = 0.3",
        6,
        "design.factors.trust.gain = { min = 0.3 }",
        "must be { min = …, max = … } or { values = […] }",
    ),
    (
        "kind = 'grid'\n[design.factors]\n'trust.gain' = { min = 0.1, max = 0.2 }",
        6,
        "design.factors.trust.gain = { min = 0.1, max = 0.2 }",
        "a grid needs values = […], or steps beside min and max",
    ),
    (
        "kind = 'grid'\n[design.factors]\n'trust.gain' = { values = [0.1, 0.1] }",
        6,
        "design.factors.trust.gain.values = [0.1, 0.1]",
        "holds a value twice",
    ),
    (
        "kind = 'grid'\n[design.factors]\n'trust.gain' = { values = [0.1], steps = 3 }",
        6,
        "design.factors.trust.gain.steps = 3",
        "stands beside values: state a range or values",
    ),
    (
        "kind = 'grid'\n[design.factors]\n'contract.months' = { values = [\n  12,\n  1.5] }",
        8,
        "design.factors.contract.months.values = 1.5",
        "must be a whole number",
    ),
    (
        "kind = 'list'\n[design.factors]\n'trust.gain' = { values = [0.1] }\n'trust.start' = { values = [0.1, 0.2] }",
        5,
        "design.factors = { trust = { gain = { values = [0.1] }, …",
        "a list takes the factors row by row: equally many values in each",
    ),
    (
        "kind = 'grid'\n[design.factors]\n'population.sellers' = { values = [2, 12] }",
        6,
        "design.factors.population.sellers = { values = [2, 12] }",
        "in some points more partners than there are sellers: 3 of 2",
    ),
    (
        "kind = 'list'\n[design.factors]\n'population.sellers' = { values = [4, 9] }\n"
        "'population.partners' = { values = [5, 2] }",
        7,
        "design.factors.population.partners = { values = [5, 2] }",
        "in some points more partners than there are sellers: 5 of 4",
    ),
    (
        "kind = 'lhs'\nn = 5\n" + RANGE + "\n[[arm]]\nname = 'a'\nset = { 'trust.gain' = 0.1 }",
        7,
        "design.factors.trust.gain = { min = 0.1, max = 0.2 }",
        "every arm sets it itself, so varying it would change nothing",
    ),
]


@pytest.mark.parametrize(("text", "line", "where", "message"), DESIGNS)
def test_a_design_that_makes_no_sense(problems: Problems, text: str, line: int, where: str, message: str) -> None:
    assert problems(HEAD + "[design]\n" + text) == [(line, where, message)]


def test_a_design_of_rows_that_fit_one_by_one_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(
        HEAD + "[design]\nkind = 'list'\n[design.factors]\n'population.sellers' = { values = [5, 9] }\n"
        "'population.partners' = { values = [5, 9] }\n",
        encoding="utf-8",
    )
    design = load("mine.toml").design
    assert design is not None and list(design.factors) == ["population.sellers", "population.partners"]
