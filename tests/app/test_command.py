"""The command ``dyads app``, without a page."""

from __future__ import annotations

import socket
import sys
import typing
from pathlib import Path

import pytest
import typer

from sim.app import serve
from sim.cli.app import app
from sim.cli.voice import Voice
from sim.errors import DyadsError, InputProblems


def called(**options: typing.Any) -> int:
    context = typing.cast(typer.Context, type("Context", (), {"obj": Voice()})())
    return app(context, **{"scenario": None, "host": "127.0.0.1", "port": 8765, "no_browser": True, **options})


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where the server would have listened."""
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(serve, "missing", lambda: "")
    monkeypatch.setattr(serve, "serve", lambda host, port, **_: asked.append((host, port)))
    monkeypatch.delenv("DYADS_APP_SCENARIO", raising=False)
    return asked


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "solara_assets", None)
    assert serve.missing() in ("solara", "ipyvuetify", "ipyvue", "solara-assets")
    monkeypatch.setattr(serve, "missing", lambda: "solara-assets")
    with pytest.raises(DyadsError, match=r"pip install 'dyads\[app\]'") as raised:
        called()
    assert raised.value.exit_code == 2


def test_only_this_machine_is_let_in(served: list[tuple[str, int]], capsys: pytest.CaptureFixture[str]) -> None:
    assert called() == 0
    assert served[0][0] == "127.0.0.1"
    assert "WARNING" not in capsys.readouterr().err


def test_the_network_is_let_in_only_when_asked_and_with_a_warning(
    served: list[tuple[str, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(host="0.0.0.0") == 0
    assert served[0][0] == "0.0.0.0"
    said = capsys.readouterr().err
    assert said.startswith("WARNING: everybody who reaches") and "no password" in said


def test_a_port_in_use_is_passed_over(served: list[tuple[str, int]]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert called(port=port) == 0
    assert port < served[0][1] < port + 20


def test_an_address_of_another_machine_is_refused(served: list[tuple[str, int]]) -> None:
    with pytest.raises(DyadsError, match=r"cannot listen on 203\.0\.113\.7"):
        called(host="203.0.113.7")
    assert served == []


def test_a_broken_scenario_is_told_before_anything_opens(served: list[tuple[str, int]], tmp_path: Path) -> None:
    with pytest.raises(InputProblems, match="did you mean market"):
        called(scenario="markt")
    file = tmp_path / "broken.toml"
    file.write_text('schema = 1\nquestion = "?"\n[lesson]\nslider = ["trust.gain"]\n')
    with pytest.raises(InputProblems, match=r"did you mean lesson\.sliders"):
        called(scenario=str(file))
    assert served == []


@pytest.mark.parametrize(
    ("lesson", "said"),
    [
        ('left = "nobody"', "nobody is no arm"),
        ('sliders = ["trust.gian"]', "unknown parameter"),
        ('left = "reference"\nright = "reference"', "is the same arm as left"),
        ('[lesson.prediction]\nquestion = "?"\nstatistic = "mean_trst"\noptions = []', "mean_trust"),
        (
            '[lesson.prediction]\nquestion = "?"\nstatistic = "survival_500"\n'
            'options = [{ says = "a", at_most = 0 }, { says = "b", at_least = 0 }]',
            "the run ends in month 120",
        ),
        (
            '[lesson.prediction]\nquestion = "?"\nstatistic = "mean_trust"\n'
            'options = [{ says = "a", at_mots = 0 }, { says = "b", at_least = 0 }]',
            "did you mean at_most",
        ),
    ],
)
def test_mistakes_in_a_lesson_are_said_with_their_line(tmp_path: Path, lesson: str, said: str) -> None:
    from sim.scenario import load

    file = tmp_path / "lesson.toml"
    file.write_text(f'schema = 1\nquestion = "?"\n[lesson]\n{lesson}\n')
    with pytest.raises(InputProblems) as raised:
        load(str(file))
    lines = "\n".join(raised.value.lines())
    assert said in lines and "line " in lines


def test_a_lesson_is_not_inherited() -> None:
    from sim.scenario import load

    trap, market = load("commitment_trap").lesson, load("market").lesson
    assert trap is not None and market is not None and trap.aim != market.aim
    assert load("commitment_trap").lesson != market
