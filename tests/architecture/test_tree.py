"""The shape of the tree: small files, telling names, nothing of one machine."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

LONGEST = 400
VAGUE = {"common", "core", "helper", "helpers", "misc", "util", "utils"}
MACHINE_PATH = re.compile(r"(?<![\w.~/:>])/(?:work|opt|root|tmp|home|mnt|Users)/[A-Za-z0-9_.-]+")
REGISTRY = re.compile(
    r"pypi\.org/simple|pythonhosted\.org|registry\.npmjs|conda\.anaconda\.org|--(?:extra-)?index[-]url|--find[-]links"
)


def test_no_python_file_is_longer_than_the_cap(root: Path, files: list[Path]) -> None:
    lengths = {
        path.relative_to(root).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in files
        if path.suffix == ".py"
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_names_of_files_and_folders_say_what_is_inside(root: Path, files: list[Path]) -> None:
    names = {part for path in files if path.suffix == ".py" for part in path.relative_to(root).with_suffix("").parts}
    assert names & VAGUE == set()


def test_no_class_is_a_manager_or_a_handler(sources: list[Path]) -> None:
    classes = {
        node.name
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert {name for name in classes if name.endswith(("Manager", "Handler"))} == set()


def test_a_package_has_at_least_three_files(root: Path, sources: list[Path]) -> None:
    folders = {path.parent for path in sources}
    small = {
        folder.relative_to(root).as_posix() for folder in folders if sum(path.parent == folder for path in sources) < 3
    }
    assert small == set()


def test_every_package_is_a_package(root: Path, sources: list[Path]) -> None:
    without = {
        path.parent.relative_to(root).as_posix() for path in sources if not (path.parent / "__init__.py").exists()
    }
    assert without == set()


def _lines_matching(pattern: re.Pattern[str], root: Path, files: list[Path]) -> list[str]:
    found = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(root)}:{number}: {match.group()}"
            for number, line in enumerate(text.splitlines(), start=1)
            for match in pattern.finditer(line)
        ]
    return found


def test_no_file_names_a_path_of_one_machine(root: Path, files: list[Path]) -> None:
    assert _lines_matching(MACHINE_PATH, root, files) == []


def test_no_file_names_the_address_of_a_package_registry(root: Path, files: list[Path]) -> None:
    assert _lines_matching(REGISTRY, root, files) == []


def test_the_two_searches_find_what_they_look_for() -> None:
    slash = "/"
    assert MACHINE_PATH.search(f"open('{slash}work{slash}main')")
    assert MACHINE_PATH.search(f"{slash}tmp{slash}x.csv")
    assert not MACHINE_PATH.search("docs/work/page.md")
    assert REGISTRY.search("https://pypi" + ".org/simple")


def test_constraints_pin_exact_versions_and_nothing_else(root: Path) -> None:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    pattern = re.compile(r"^[a-z0-9][a-z0-9.-]*==[0-9][A-Za-z0-9.]*( ; .+)?$")
    assert [line for line in pins if not pattern.match(line)] == []
    assert len(pins) > 50


def test_every_direct_dependency_is_pinned(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = {re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower() for requirement in wanted} - {"dyads"}
    pinned = {line.split("==")[0] for line in (root / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    assert names - pinned == set()


def test_the_version_is_the_same_wherever_it_is_stated(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = re.search(r"^version: (\S+)$", (root / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    assert citation is not None
    assert citation.group(1) == project["version"]


def test_decisions_are_numbered_without_gaps_and_say_their_status(root: Path) -> None:
    pages = sorted((root / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(len(pages)))
    assert [page.name for page in pages if "\n* Status: " not in page.read_text(encoding="utf-8")] == []
