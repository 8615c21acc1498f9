"""The report: everything in one file, nothing asked of the network, headings in order, each picture in words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sim.analysis.studies import read_study
from sim.cli.commands import call
from sim.report import write_report
from sim.report.methods import methods_paragraph
from sim.report.tables import claim_lines
from sim.report.worlds import parameter_lines, worlds_of
from tests.cli.studies import write_study

GRID = {"kind": "grid", "factors": {"trust.gain": {"values": [0.03, 0.07]}}}


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.images: list[dict[str, str | None]] = []
        self.asked: list[str] = []
        self.heads: list[dict[str, str | None]] = []
        self.lang = ""
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "html":
            self.lang = given.get("lang") or ""
        if tag == "img":
            self.images.append(given)
        if tag == "th":
            self.heads.append(given)
        self.asked += [str(given[name]) for name in ("src", "srcset", "action", "data", "poster") if given.get(name)]
        if tag == "link":
            self.asked.append(str(given.get("href")))
        if tag == "a":
            self.targets.append(str(given.get("href")))
        if "id" in given:
            self.ids.append(str(given["id"]))


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    points = [("free", {}), ("locked", {})]
    trust = {"free": 0.5, "locked": 0.4}
    return write_study(
        tmp_path_factory.mktemp("report") / "batch",
        points,
        lambda point, seed: {"mean_trust": trust[point[0]] + (seed % 7) / 1000},
        replications=3,
        ended=lambda *_: 6,
    )


@pytest.fixture(scope="module")
def outline(batch: Path) -> tuple[Outline, str]:
    text = write_report(batch, batch / "report.html").read_text(encoding="utf-8")
    found = Outline()
    found.feed(text)
    return found, text


def test_nothing_is_asked_of_the_network(outline: tuple[Outline, str]) -> None:
    found, text = outline
    assert all(place.startswith("data:") for place in found.asked)
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|https?://", re.sub(r'"data:[^"]*"', "", text))


def test_headings_are_in_order_and_the_page_says_its_language(outline: tuple[Outline, str]) -> None:
    found, _ = outline
    assert found.lang == "en"
    assert found.levels[0] == 1 and found.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(found.levels[:-1], found.levels[1:], strict=True))


def test_every_picture_is_told_in_words_and_every_head_has_its_scope(outline: tuple[Outline, str]) -> None:
    found, _ = outline
    assert len(found.images) > 10
    assert all(len(str(image["alt"])) > 20 for image in found.images)
    assert found.heads and all(head.get("scope") in {"row", "col"} for head in found.heads)


def test_links_within_the_page_lead_somewhere_and_names_are_given_once(outline: tuple[Outline, str]) -> None:
    found, _ = outline
    assert len(found.ids) == len(set(found.ids))
    assert {target[1:] for target in found.targets} <= set(found.ids)


def test_numbers_and_methods_are_told(outline: tuple[Outline, str], batch: Path) -> None:
    _, text = outline
    study = read_study(batch)
    worlds = worlds_of(study)
    words = methods_paragraph(study, worlds, parameter_lines(study, worlds), 0)
    assert "repeated 3 times" in words and "not calibrated" in words
    assert "Differences from free on the same luck" in text
    assert "−0.100" in text


def test_contrasts_of_the_page_are_enough() -> None:
    sheet = (Path(__file__).parents[2] / "sim/report/templates/style.css").read_text(encoding="utf-8")
    named = dict(re.findall(r"--(ink|faint|link|good|bad): (#\w{6})", sheet))
    assert len(named) == 5

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    for name, colour in named.items():
        for ground in ("#ffffff", "#f5f5f2"):
            assert (light(ground) + 0.05) / (light(colour) + 0.05) >= 4.5, f"{name} on {ground}"


def test_a_study_with_factors_tells_what_was_varied_and_judges_nothing(tmp_path: Path) -> None:
    points = [("reference", {"trust.gain": gain}) for gain in (0.03, 0.07)]
    folder = write_study(
        tmp_path / "sweep", points, lambda point, _: {"mean_trust": point[1]["trust.gain"]}, replications=2, design=GRID
    )
    text = write_report(folder, tmp_path / "other" / "sweep.html").read_text(encoding="utf-8")
    assert "What was varied" in text and "trust.gain" in text
    assert all(line.state == "not judged" for line in claim_lines(read_study(folder)))


def test_a_place_that_is_no_page_is_refused(batch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["report", str(batch), "--out", "report.pdf"]) == 2
    assert "ends in .html" in capsys.readouterr().err
    assert call(["report", str(batch / "nothing")]) == 5
