"""Every rule is called by at least one property test."""

from __future__ import annotations

import ast
from pathlib import Path

FOLDERS = ("constructs", "life_cycle", "typologies")


def _marks(function: ast.FunctionDef) -> set[str]:
    return {node.id for mark in function.decorator_list for node in ast.walk(mark) if isinstance(node, ast.Name)}


def _functions(folder: Path) -> list[ast.FunctionDef]:
    return [
        node
        for path in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]


def _called_by_properties(folder: Path) -> set[str]:
    """Return the names that property tests call, by themselves or through a class of their file."""
    names: set[str] = set()
    for path in sorted(folder.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        bodies: list[ast.AST] = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        bodies += [node for node in tree.body if isinstance(node, ast.FunctionDef) and "given" in _marks(node)]
        names |= {node.id for body in bodies for node in ast.walk(body) if isinstance(node, ast.Name)}
    return names


def test_every_rule_has_a_property_test_that_calls_it(root: Path) -> None:
    for folder in FOLDERS:
        rules = {node.name for node in _functions(root / "sim" / folder) if "rule" in _marks(node)}
        assert rules, folder
        tested = _called_by_properties(root / "tests" / folder) | _called_by_properties(root / "tests" / "mechanisms")
        assert rules - tested == set(), folder


def test_every_rule_of_a_mechanism_has_a_property_test_that_calls_it(root: Path) -> None:
    packages = [path for path in (root / "sim" / "mechanisms").iterdir() if path.is_dir()]
    rules = {node.name for package in packages for node in _functions(package) if "rule" in _marks(node)}
    assert rules - _called_by_properties(root / "tests" / "mechanisms") == set()
