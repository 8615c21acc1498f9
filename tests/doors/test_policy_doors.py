"""What a person reads when policies contradict one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import InputProblems
from sim.scenario import load

HEAD = 'schema = 1\nquestion = "why?"\n'
CONTRADICTIONS = [
    (
        "[seller_policies]\npilot = 0.7\nprice_to_limit = 0.5\n",
        "the shares of sellers with a policy add up to 1.2: at most 1",
    ),
    (
        '[buyer_policies]\nrelational = 0.5\n[[arm]]\nname = "pressed"\nset = { "buyer_policies.beat_down" = 0.6 }\n',
        "the shares of buyers with a policy add up to 1.1: at most 1",
    ),
    (
        "[ways]\nadaptive_off = 0.6\n",
        "lies above ways.adaptive_on = 0.5: the adaptive would stop before they begin",
    ),
    ("[pilot]\nend_below = 1.5\n", "lies above pilot.grow_from = 1: what should grow would end"),
]


@pytest.mark.parametrize(("text", "message"), CONTRADICTIONS)
def test_policies_must_not_contradict_one_another(
    text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(InputProblems) as caught:
        load("mine.toml")
    assert [found.message for found in caught.value.problems] == [message]


def test_shares_that_add_up_to_one_are_welcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shares = "[seller_policies]\ntransactional = 0.1\nrelational = 0.2\npilot = 0.7\n"
    Path("mine.toml").write_text(HEAD + shares, encoding="utf-8")
    assert load("mine.toml").parameters.seller_policies.pilot == 0.7
