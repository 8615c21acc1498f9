"""Every rule says what theory claims, which form was chosen and what must hold; every citation has its entry."""

from __future__ import annotations

import ast
import re
from pathlib import Path

FOLDERS = ("constructs", "life_cycle", "typologies", "organisation")
LINES = ("Claim", "Form", "Holds")
CITED = re.compile(r"@([a-z][a-z_]*(?:_\d{4})?)\b")
BRACKETS = re.compile(r"\[@[^\]]*\]")
YEARED = re.compile(r"\b([a-z][a-z_]*_(?:18|19|20)\d\d)\b")
ENTRY = re.compile(r"^@(\w+)\{([a-z0-9_]+),\n(.*?)^\}", re.MULTILINE | re.DOTALL)


def _is_rule(function: ast.FunctionDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "rule" for mark in function.decorator_list)


def _rules(root: Path, sources: list[Path]) -> dict[str, ast.FunctionDef]:
    homes = [root / "sim" / folder for folder in FOLDERS]
    return {
        f"{path.relative_to(root)}:{node.lineno} {node.name}": node
        for path in sources
        if path.parent in homes
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and _is_rule(node)
    }


def test_every_rule_states_claim_form_and_holds(root: Path, sources: list[Path]) -> None:
    rules = _rules(root, sources)
    assert len(rules) >= 19, "at least one rule for each equation"
    missing = {}
    for name, function in rules.items():
        docstring = ast.get_docstring(function) or ""
        absent = [word for word in LINES if not re.search(rf"^{word} *: \S", docstring, re.MULTILINE)]
        if absent:
            missing[name] = absent
    assert missing == {}


def test_every_rule_takes_numbers_and_returns_one(root: Path, sources: list[Path]) -> None:
    scalars = {"float", "int", "bool"}
    wrong = []
    for name, function in _rules(root, sources).items():
        annotations = [argument.annotation for argument in function.args.args] + [function.returns]
        if any(not isinstance(note, ast.Name) or note.id not in scalars for note in annotations):
            wrong.append(name)
    assert wrong == []


def _entries(root: Path) -> dict[str, tuple[str, str]]:
    found = ENTRY.findall((root / "references.bib").read_text(encoding="utf-8"))
    keys = [key for _, key, _ in found]
    assert len(keys) == len(set(keys)), "a key is there twice"
    return {key: (kind, body) for kind, key, body in found}


def test_every_reference_says_who_when_and_what(root: Path) -> None:
    entries = _entries(root)
    assert len(entries) == (root / "references.bib").read_text(encoding="utf-8").count("\n@")
    fields = {key: set(re.findall(r"\b([a-z]+) *= *\{", body)) for key, (_, body) in entries.items()}
    assert {key for key, has in fields.items() if "author" not in has} == set()
    assert {key for key, has in fields.items() if not has & {"year", "note"}} == set()
    assert {key for key, has in fields.items() if not has & {"title", "note"}} == set()
    assert {key for key, (kind, _) in entries.items() if kind == "article" and "journal" not in fields[key]} == set()


def test_every_citation_in_the_package_has_an_entry(root: Path, sources: list[Path]) -> None:
    entries = _entries(root)
    cited: dict[str, str] = {}
    for path in sources:
        text = path.read_text(encoding="utf-8")
        keys = {key for bracket in BRACKETS.findall(text) for key in CITED.findall(bracket)}
        if path.is_relative_to(root / "sim" / "parameters"):
            keys |= set(YEARED.findall(text))
        cited |= dict.fromkeys(keys, path.relative_to(root).as_posix())
    assert len(cited) > 10
    assert {key: home for key, home in cited.items() if key not in entries} == {}
