"""What pages say of parameters, commands, systems, columns and works is so."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from sim.cli.commands import VERBS
from sim.parameters import Parameters, parameter_infos
from sim.parameters.declarations import CoreParameters
from sim.scenario import ACTIONS
from sim.scenario.statistics import STEP_METRICS
from sim.store.schema import COLUMNS, RUNS
from tests.docs.pages import PAGES, ROOT, anchors_of, links_of, name_of, prose_of

DOCS = ROOT / "docs"
KEYS = {info.key for info in parameter_infos()}


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _code_words(page: Path) -> list[str]:
    return re.findall(r"`([^`\n]+)`", prose_of(page))


def test_generated_pages_are_fresh() -> None:
    pages = _generator().PAGES
    assert [name for name, made in pages.items() if (DOCS / name).read_text(encoding="utf-8") != made()] == []


def test_the_check_for_freshness_notices_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate = _generator()
    (tmp_path / "decisions").symlink_to(DOCS / "decisions")
    (tmp_path / "equations.md").symlink_to(DOCS / "equations.md")
    monkeypatch.setattr(generate, "HERE", tmp_path)
    assert generate.main(["--check"]) == 1
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    (tmp_path / "parameters.md").write_text("edited")
    assert generate.main(["--check"]) == 1


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in links_of(page):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        if not place.exists() or (anchor and place.suffix == ".md" and anchor not in anchors_of(place)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_that_a_page_names_exist(page: Path) -> None:
    found = set(re.findall(r"(?:^|[`$( ])dyads ([a-z]\w*)(?=[\s`])", page.read_text(encoding="utf-8"), re.MULTILINE))
    inside = {word.split()[1] for word in _code_words(page) if re.match(r"dyads [a-z]", word)}
    typed = set(re.findall(r"^\$ dyads ([a-z]\w*)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert {verb for verb in inside | typed if verb not in VERBS} == set()
    assert found >= typed


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_parameters_that_a_page_names_exist(page: Path) -> None:
    keys = {word for word in _code_words(page) if re.fullmatch(r"[a-z_]+\.(?!py$)[a-z_0-9]+", word)}
    assert {key for key in keys if key.split(".")[0] in Parameters.model_fields and key not in KEYS} == set()


def test_every_parameter_of_the_core_stands_in_the_equations() -> None:
    """Those of the mechanisms around it stand on the page of parameters, made from their declarations."""
    core = {key for key in KEYS if key.split(".")[0] in CoreParameters.model_fields}
    assert set(_code_words(DOCS / "equations.md")) >= core


def test_every_equation_has_its_section() -> None:
    headings = re.findall(r"^## (E\d+) ", prose_of(DOCS / "equations.md"), re.MULTILINE)
    assert headings == [f"E{number}" for number in range(1, 20)]


def test_every_system_stands_in_the_theory_once() -> None:
    assert re.findall(r'^\| <a id="t\d\d"></a>(T\d\d) ', prose_of(DOCS / "theory.md"), re.MULTILINE) == [
        f"T{number:02d}" for number in range(1, 42)
    ]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_works_that_a_page_cites_are_in_the_references(page: Path) -> None:
    known = set(re.findall(r"^@\w+\{(\w+),", (ROOT / "references.bib").read_text(encoding="utf-8"), re.MULTILINE))
    cited = {key for group in re.findall(r"\[(@[^\]]+)\]", prose_of(page)) for key in re.findall(r"@(\w+)", group)}
    assert cited - known == set()


def test_every_action_and_its_targets_stand_in_the_scenario_page() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+)\|", prose_of(DOCS / "scenario-files.md"), re.MULTILINE))
    said = {action: tuple(re.findall(r"`(\w+)`", targets)) for action, targets in rows.items() if action in ACTIONS}
    assert said == {name: action.targets for name, action in ACTIONS.items()}


def test_every_column_of_results_is_explained() -> None:
    told = set(_code_words(DOCS / "running.md"))
    columns = {column for table in COLUMNS.values() for column in table} | set(RUNS.names) | set(STEP_METRICS)
    short = {re.sub(r"_(buyer|seller)$", "_*", column) for column in columns}
    assert {column for column in short if column not in told} - {"month", *STEP_METRICS} == set()
    assert {
        metric
        for metric in STEP_METRICS
        if metric not in told | set(_code_words(DOCS / "systems.md"))
        and re.sub(r"_(buyer|seller)$", "_*", metric) not in told
    } == set()


def test_exit_codes_are_those_of_the_command_line() -> None:
    from sim.cli.commands import call

    codes = set(re.findall(r"^\| (\d+(?:, \d+)*) \|", prose_of(DOCS / "running.md"), re.MULTILINE))
    said = {code for group in codes for code in group.split(", ")}
    documented = set(re.findall(r"(?:^|[\s/])(\d{1,3})(?=[ /])", (call.__doc__ or "").split("Returns")[1]))
    assert documented <= said


def test_no_page_shows_what_was_only_remembered() -> None:
    """Labels of unverified figures never reach a page."""
    shown = [name_of(page) for page in PAGES if re.search(r"\[[Mm]\]", page.read_text(encoding="utf-8"))]
    assert shown == []


def test_the_odd_page_has_the_seven_parts_and_eleven_concepts() -> None:
    """After Grimm and others (2020)."""
    page = (DOCS / "odd.md").read_text(encoding="utf-8")
    parts = re.findall(r"^## (\d) (.+)$", page, re.MULTILINE)
    assert [int(number) for number, _ in parts] == [1, 2, 3, 4, 5, 6, 7]
    concepts = re.findall(r"^\*\*([A-Z]\w+(?: \w+)?)\.\*\*", page.split("## 4 ")[1].split("## 5 ")[0], re.MULTILINE)
    assert len(concepts) == 11
    assert "{{" not in page


def test_the_odd_page_holds_every_rule_state_and_parameter() -> None:
    page = (DOCS / "odd.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([\w.]+)`", page))
    folders = ("constructs", "life_cycle", "typologies", "mechanisms")
    files = [file for folder in folders for file in (ROOT / "sim" / folder).rglob("*.py")]
    rules = {name for file in files for name in re.findall(r"^@rule\ndef (\w+)", file.read_text(), re.MULTILINE)}
    assert len(rules) > 100
    assert told >= rules | KEYS


def test_the_odd_page_plays_the_month_in_order() -> None:
    rows = re.findall(r"^\| \d+ \| [^|]*\| `(\w+)` \|", (DOCS / "odd.md").read_text(encoding="utf-8"), re.MULTILINE)
    steps = ["hear", "search", "tempt", "deliver", "monitor", "appraise", "trust", "invest", "commit", "learn", "stage"]
    assert [row for row in rows if row in steps] == steps
    assert rows[-1] == "grow_institutions"


def test_every_page_is_one_step_from_the_index() -> None:
    linked = {(DOCS / target.partition("#")[0]).resolve() for target in links_of(DOCS / "index.md")}
    linked |= {(DOCS / target).resolve() for target in links_of(DOCS / "lessons.md")}
    assert [name_of(page) for page in PAGES if page.resolve() not in linked | {DOCS / "index.md"}] == []


def test_words_of_the_glossary_stand_in_order_and_once() -> None:
    table = (DOCS / "glossary.md").read_text(encoding="utf-8").split("\n\n## ")[0]
    words = re.findall(r"^\| ([^|]+) \|", table.split("|---|---|\n")[1], re.MULTILINE)
    assert len(words) > 100
    assert words == sorted(set(words), key=lambda word: word.lower().replace("–", "-"))
