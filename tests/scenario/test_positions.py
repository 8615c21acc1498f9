"""The scanner finds exactly the keys that tomllib finds, each on its line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.positions import key_lines
from sim.scenario.sources import shipped_files

AWKWARD = '''# a comment with [brackets] and "quotes"
top = 1
"quoted key" = "a # that is no comment"
'literal.key' = 'C:\\path'  # comment
a.b."c.d" = [1, 2,
  3]   # the array goes on
empty = {}
inline = { x = 1, y.z = "}", "w" = [ { q = 1 }, { q = 2 } ] }
text = """
[not.a.table]
no = "key" # none
"quoted" ""\\"
end"""
literal = \'\'\'
x = 1
\'\'\'
when = 1979-05-27 07:32:00
[table]
key = true

  [table.inner]   # indented
  "\\u00fc" = 1
[[list]]
[[list]]
name = "second"
[[list.nested]]
deep = 1
[list.nested.more]
deeper = 2
[[list]]
arr = [
  # comment ]
  { one = 1 },

  { two = 2 }, ]
[ spaced . "header" ]
z = -inf'''


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = {path} if path else set()
    for key, inner in inside:
        found |= paths_of(inner, (*path, key))
    return found


@pytest.mark.parametrize("text", [AWKWARD, AWKWARD.replace("\n", "\r\n"), "", "\n\n# nothing\n", "a=1"])
def test_the_scanner_finds_what_tomllib_finds(text: str) -> None:
    assert set(key_lines(text)) == paths_of(tomllib.loads(text))


@pytest.mark.parametrize("file", sorted(shipped_files().values()), ids=lambda file: file.stem)
def test_the_scanner_finds_every_key_of_the_shipped_scenarios(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert set(key_lines(text)) == paths_of(tomllib.loads(text))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("quoted key",), 3),
        (("literal.key",), 4),
        (("a", "b", "c.d"), 5),
        (("a", "b", "c.d", 2), 6),
        (("inline", "y", "z"), 8),
        (("inline", "w", 1, "q"), 8),
        (("text",), 9),
        (("literal",), 14),
        (("when",), 17),
        (("table",), 18),
        (("table", "inner", "\u00fc"), 22),
        (("list",), 23),
        (("list", 0), 23),
        (("list", 1), 24),
        (("list", 1, "name"), 25),
        (("list", 1, "nested", 0, "deep"), 27),
        (("list", 1, "nested", 0, "more", "deeper"), 29),
        (("list", 2, "arr", 0), 33),
        (("list", 2, "arr", 1, "two"), 35),
        (("spaced", "header", "z"), 37),
    ],
)
def test_every_sort_of_key_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert key_lines(AWKWARD)[path] == line
    assert key_lines(AWKWARD.replace("\n", "\r\n"))[path] == line


KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6)
LEAVES = st.one_of(st.integers(-9, 9), st.booleans(), st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])))
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


def quoted(text: str) -> str:
    escaped = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
    return f'"{escaped}"'


def written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",\n ".join(written(inner) for inner in value) + "]"
    return quoted(value) if isinstance(value, str) else str(value).lower()


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_the_scanner_finds_what_tomllib_finds_in_any_document(document: dict[str, Any]) -> None:
    text = "\n".join(f"{quoted(key)} = {written(value)}" for key, value in document.items())
    assert set(key_lines(text)) == paths_of(tomllib.loads(text))
