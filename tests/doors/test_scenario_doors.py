"""What a person reads when a scenario is wrong: every class of mistake, its line, its words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.errors import DyadsError, InputProblems, ModelRaised, Problem, ResultsFolderError
from sim.scenario import load, memory, shipped

HEAD = 'schema = 1\nquestion = "why?"\n'  # lines 1 and 2: what a test writes begins on line 3


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refusal(name: str, *overrides: str) -> InputProblems:
    with pytest.raises(InputProblems) as caught:
        load(name, overrides=overrides)
    assert caught.value.exit_code == 2
    return caught.value


def problems(text: str, *overrides: str) -> list[tuple[int | None, str, str]]:
    Path("mine.toml").write_text(text, encoding="utf-8")
    return [(p.line, p.where, p.message) for p in refusal("mine.toml", *overrides).problems]


def test_the_whole_block_looks_as_promised() -> None:
    lines = [
        *("schema = 1", 'name = "my_market"', 'question = "?"', 'base = "market"', "", "[run]", "months = 120", ""),
        *(
            "# trust",
            "",
            "[trust]",
            "gian = 0.1",
            "",
            "# who is there",
            "",
            "[population]",
            "sellers = 20",
            "buyers = -40",
        ),
        *([""] * 11),
        *("[[intervention]]", "at = 400", 'action = "demand_shift"', "by = 0.1"),
    ]
    Path("my_market.toml").write_text("\n".join(lines), encoding="utf-8")
    assert refusal("my_market.toml").lines() == [
        "my_market.toml: 3 problems, nothing was run",
        "  line 12  trust.gian = 0.1            unknown key; did you mean trust.gain?",
        "  line 18  population.buyers = -40     must be 1 or more",
        "  line 31  [[intervention]] at = 400   the run ends in month 120",
        "  dyads parameters                     lists what can be set",
    ]


SYNTAX = [
    ("[run\nmonths = 1", 3, "[run", "not valid TOML: expected ']' at the end of a table declaration"),
    ("x = \n", 3, "x =", "not valid TOML: invalid value"),
    ("a = 1\na = 2", 4, "a = 2", "not valid TOML: is there twice"),
    ("[run]\n[trust]\n[run]", 5, "[run]", "not valid TOML: is there twice"),
    ("a = [1,\n2\n", 4, "2", "not valid TOML: unclosed array"),
    ('a = "abc', 3, 'a = "abc', "not valid TOML: unterminated string"),
    ("a = 1 b = 2", 3, "a = 1 b = 2", "not valid TOML: expected newline or end of document after a statement"),
]


@pytest.mark.parametrize(("text", "line", "where", "message"), SYNTAX)
def test_what_is_no_toml(text: str, line: int, where: str, message: str) -> None:
    assert problems(HEAD + text) == [(line, where, message)]


def test_a_missing_or_foreign_schema() -> None:
    assert problems('question = "?"\n') == [(None, "schema", "is missing; the first line should say schema = 1")]
    assert problems('question = "?"\nschema = 3\ncolour = 1') == [
        (2, "schema = 3", "this Dyads reads schema 1; the file needs a newer one")
    ]
    assert problems('schema = "1"\nquestion = "?"\n') == [(1, 'schema = "1"', "must be 1")]
    assert problems('schema = 0\nquestion = "?"\n') == [(1, "schema = 0", "must be 1")]


def test_a_missing_question() -> None:
    assert problems("schema = 1\n") == [(None, "question", "is missing")]
    assert problems('schema = 1\nquestion = ""\n') == [(2, 'question = ""', "must not be empty")]
    assert problems("schema = 1\nquestion = 3\n[trust]\ngain = 3") == [
        (2, "question = 3", "must be text in quotes"),
        (4, "trust.gain = 3", "must be between 0 and 1"),
    ]


def test_a_file_that_is_not_there() -> None:
    assert refusal("full_life_cylce").lines() == [
        "full_life_cylce: 1 problem, nothing was run",
        "  full_life_cylce   no such file or scenario; did you mean full_life_cycle?",
        f"  dyads run NAME    plays a shipped scenario: {', '.join(shipped())}",
    ]
    assert (
        refusal("xyzzy").problems[0].message == f"no such file or scenario; shipped scenarios: {', '.join(shipped())}"
    )
    Path("my_markets.toml").write_text(HEAD, encoding="utf-8")
    assert "my_markets.toml" in refusal("my_market.toml").problems[0].message
    assert "no such file" in refusal("x" * 5000).problems[0].message
    assert "no such file" in refusal("a\0b").problems[0].message
    assert "no such file" in refusal("~nobody_of_this_name/x.toml").problems[0].message
    assert "no such file" in refusal("").problems[0].message


def test_a_folder_instead_of_a_file() -> None:
    Path("inner").mkdir()
    assert refusal("inner").problems[0].message == "is a folder; a scenario is a .toml file"
    Path("inner/mine.toml").write_text(HEAD, encoding="utf-8")
    assert refusal("inner").problems[0].message == "is a folder; a scenario is a .toml file: mine.toml"
    Path("odd.toml").mkdir()
    assert refusal("odd.toml").problems[0].message == "is a folder; a scenario is a .toml file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_instead_of_a_file() -> None:
    os.mkfifo("pipe.toml")
    assert refusal("pipe.toml").problems[0].message == "is not a plain file"


def test_a_file_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    Path("mine.toml").write_text(HEAD, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert refusal("mine.toml").problems == (Problem(None, "", "mine.toml cannot be read: permission denied"),)


def test_a_file_that_is_no_text() -> None:
    Path("mine.toml").write_bytes(HEAD.encode() + b"name = 'caf\xe9'\n")
    assert refusal("mine.toml").problems == (Problem(3, "", "mine.toml is not UTF-8 text; save the file as UTF-8"),)
    Path("mine.toml").write_bytes(HEAD.encode("utf-16"))
    assert "not UTF-8" in refusal("mine.toml").problems[0].message
    Path("mine.toml").write_bytes(b"#" * 4_000_001)
    assert refusal("mine.toml").problems[0].message == "mine.toml is larger than 4 MB: not a scenario"
    Path("mine.toml").write_text("a = " + "[" * 20_000, encoding="utf-8")
    assert refusal("mine.toml").problems[0].message == "mine.toml is nested too deeply"
    assert refusal("mine.toml").lines()[1] == "  mine.toml is nested too deeply"


def test_a_base_that_is_not_there() -> None:
    assert problems(HEAD + 'base = "markt"\n') == [
        (3, 'base = "markt"', "no such file or scenario; did you mean market?")
    ]
    assert problems(HEAD + 'base = "markt"\n[trust]\ngian = 1\n[population]\nsellers = 1') == [
        (3, 'base = "markt"', "no such file or scenario; did you mean market?"),
        (5, "trust.gian = 1", "unknown key; did you mean trust.gain?"),
    ]


def test_bases_that_go_in_a_circle() -> None:
    Path("one.toml").write_text(HEAD + 'base = "two"\n', encoding="utf-8")
    Path("two.toml").write_text(HEAD + 'base = "three.toml"\n', encoding="utf-8")
    Path("three.toml").write_text(HEAD + 'base = "one"\n', encoding="utf-8")
    assert refusal("one.toml").problems == (
        Problem(3, 'three.toml: base = "one"', "goes in a circle: one -> two -> three -> one"),
    )
    Path("self.toml").write_text(HEAD + 'base = "self.toml"\n', encoding="utf-8")
    assert refusal("self").problems == (Problem(3, 'base = "self.toml"', "goes in a circle: self -> self"),)


def test_mistakes_in_a_base_carry_its_name_and_line() -> None:
    Path("ground.toml").write_text(HEAD + "[trust]\ngian = 1\n[price]\nlow = 0.6\n", encoding="utf-8")
    assert problems('schema = 1\nbase = "ground"\n[run]\nmonths = 0') == [
        (4, "run.months = 0", "must be 1 or more"),
        (4, "ground.toml: trust.gian = 1", "unknown key; did you mean trust.gain?"),
        (6, "ground.toml: price.low = 0.6", "lies above price.level = 0.5"),
    ]
    Path("ground.toml").write_text("schema = 1\n[trust\n", encoding="utf-8")
    assert problems('schema = 1\nbase = "ground"\n') == [
        (2, "ground.toml: [trust", "not valid TOML: expected ']' at the end of a table declaration")
    ]
    Path("ground.toml").write_bytes(b"\xff")
    assert problems('schema = 1\nbase = "ground"\n') == [
        (1, "", "ground.toml is not UTF-8 text; save the file as UTF-8")
    ]


OPTIONS = [
    ("trust.gian=0.1", "unknown key; did you mean trust.gain?"),
    ("trust.gain=2", "must be between 0 and 1"),
    ("trust.gain=nan", "must be a finite number"),
    ("trust.gain=much", "must be a number"),
    ("trust.gain=true", "must be a number, not true"),
    ("trust.gain=", "must be a number"),
    ("trust.gain", "must be key=value, such as trust.gain=0.1"),
    ("=3", "must be key=value, such as trust.gain=0.1"),
    ("trust..gain=3", "must be key=value, such as trust.gain=0.1"),
    ("trust=3", "must be a table"),
    ("run.months=0", "must be 1 or more"),
    ("run.months=12\nrun.seed=3", "must be a whole number"),
    ("population.partners=30", "more partners than there are sellers: 30 of 20"),
    ("base=market", "can only be stated in the file"),
    ("schema=1", "can only be stated in the file"),
    ("intervention.at=3", "must be a list"),
    ("months=3", "unknown key; did you mean contract.months or run.months?"),
    ('outputs.metrics=["mean_tust"]', "unknown statistic; did you mean mean_trust?"),
]


@pytest.mark.parametrize(("option", "message"), OPTIONS)
def test_an_option_is_checked_like_the_file(option: str, message: str) -> None:
    found = refusal("market", option).problems
    assert found == (Problem(None, f"-S {option}", message),)


def test_an_option_that_every_arm_overrules() -> None:
    text = "[[arm]]\nname = 'a'\nset = { trust.gain = 0.1 }\n[[arm]]\nname = 'b'\nset = { 'trust.gain' = 0.2 }\n"
    assert problems(HEAD + text, "trust.gain=0.3") == [
        (None, "-S trust.gain=0.3", "every arm sets it itself, so the option would change nothing")
    ]


def test_a_world_that_does_not_fit_into_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "bytes_there", lambda: 1_000_000_000)
    said = "one run would need about 2.4 GB of memory; this machine has 1 GB, of which 70 % may be used"
    assert problems(HEAD + "[population]\nbuyers = 1_000_000\n") == [(4, "population.buyers = 1000000", said)]
    assert problems(HEAD, "population.buyers=1_000_000") == [(None, "-S population.buyers=1_000_000", said)]
    arms = "[[arm]]\nname = 'a'\n[[arm]]\nname = 'big'\nset = { population.buyers = 1_000_000 }\n[trust]\ngian = 1"
    assert problems(HEAD + arms) == [
        (7, "[[arm]] population.buyers = 1000000", said),
        (9, "trust.gian = 1", "unknown key; did you mean trust.gain?"),
    ]
    design = "[design]\nkind = 'grid'\n[design.factors]\npopulation.buyers = { values = [10, 1_000_000] }"
    assert [(line, text) for line, _, text in problems(HEAD + design)] == [(6, said)]
    monkeypatch.setattr(memory, "bytes_there", lambda: None)
    Path("mine.toml").write_text(HEAD + "[population]\nbuyers = 1_000_000\n", encoding="utf-8")
    assert load("mine.toml").parameters.population.buyers == 1_000_000


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        "[run]\nmonths = '12'\nburn_in = 500\n"
        "[trust]\ngian = 0.1\ngain = 2.0\n"
        "[price]\nlow = 0.6\n"
        "[[arm]]\nname = 'a'\nset = { 'trust.gian' = 1, 'trust.start' = 7 }\n"
        "[[arm]]\nnmae = 'b'\n"
        "[[intervention]]\nat = 500\naction = 'quality_shift'\nwhich = [99]\narms = ['b']\n"
        "[[claim]]\nstatistic = 'survivl_6'\ncompare = 'a - b'\nexpect = { sign = 0 }\n"
        "[[claim]]\nstatistic = 'survival_600'\nexpect = { sgn = '+' }\n"
        "[[link]]\nbuyer = 99\nseller = 0\n"
    )
    assert [(line, message) for line, _, message in problems(HEAD + text, "run.seed=-1")] == [
        (4, "must be a whole number, without quotes"),
        (7, "unknown key; did you mean trust.gain?"),
        (8, "must be between 0 and 1"),
        (10, "lies above price.level = 0.5"),
        (13, "unknown parameter; did you mean trust.gain?"),
        (13, "must be between 0 and 1"),
        (15, "unknown key; did you mean name?"),
        (16, "quality_shift needs a target: buyers or sellers or complementors or governments"),
        (16, "quality_shift needs by: competence rises or falls by this much, for good (-1 to 1)"),
        (22, "unknown statistic; did you mean survival_6?"),
        (24, "must be one of: +, -"),
        (27, "unknown key; did you mean sign?"),
        (29, "there is no buyer 99; buyers are numbered 0 to 59"),
        (None, "must be 0 or more"),
    ]


def test_the_next_step_names_the_construct_where_there_is_one() -> None:
    Path("mine.toml").write_text(HEAD + "[trust]\ngian = 0.1\n", encoding="utf-8")
    assert refusal("mine.toml").lines() == [
        "mine.toml: 1 problem, nothing was run",
        "  line 4  trust.gian = 0.1   unknown key; did you mean trust.gain?",
        "  dyads parameters trust     lists what can be set",
    ]
    Path("mine.toml").write_text(HEAD + "[run]\nmonths = 0\n", encoding="utf-8")
    assert refusal("mine.toml").next_step == "dyads validate mine.toml  checks it again without running"


def test_errors_know_their_exit_code_and_lines() -> None:
    assert [kind.exit_code for kind in (DyadsError, InputProblems, ModelRaised, ResultsFolderError)] == [2, 2, 3, 5]
    error = ResultsFolderError("results/x belongs to another study", "choose another folder with --out")
    assert error.lines() == ["results/x belongs to another study", "choose another folder with --out"]
    assert str(error) == "results/x belongs to another study\nchoose another folder with --out"
    assert str(InputProblems("orders.csv: 1 problem", [Problem(None, "", "is empty")], "look again")) == (
        "orders.csv: 1 problem\n  is empty\n  look again"
    )


CHAINS = [
    ("[chain]\nsuppliers = 20\n", "leaves nobody to sell to buyers: 20 suppliers among 20 sellers"),
    ("[chain]\nsuppliers = 18\n", "leaves 2 sellers to buyers that want 3 partners"),
    ("[chain]\nsuppliers = 1\n", "more suppliers wanted than there are: 2 of 1"),
    (
        "[chain]\nsuppliers = 4\n[population]\ncomplementors = 2\n",
        "sellers have either suppliers or complementors in one world: set one of the two to 0",
    ),
    (
        "[chain]\npeers = 1\n[population]\npartners = 80\n",
        "more partners than there are other firms: 80 of 79",
    ),
    (
        "[chain]\nsuppliers = 4\n[[link]]\nbuyer = 0\nseller = 17\n",
        "seller 17 supplies sellers, not buyers; those that sell to buyers are 0 to 15",
    ),
]


@pytest.mark.parametrize(("text", "message"), CHAINS)
def test_a_chain_must_fit_its_population(text: str, message: str) -> None:
    assert message in [found for _, _, found in problems(HEAD + text)]


THIRD = "is about third parties, and there are none: population.complementors = 0"
NO_PART = "triads.surplus needs a part of both, and linking.controlled_share = 0 leaves the principal none"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[triads]\nbalance = 0.5", [(4, "triads.balance = 0.5", THIRD)]),
        ("[deliverers]\nreplace_after = 2", [(4, "deliverers.replace_after = 2", THIRD)]),
        ('[[arm]]\nname = "a"\nset = { "bridging.direct" = 0.1 }', [(5, "[[arm]] bridging.direct = 0.1", THIRD)]),
        (
            "[population]\ncomplementors = 3\n[linking]\ncontrolled_share = 0.0\n[triads]\nsurplus = 0.1",
            [(8, "triads.surplus = 0.1", NO_PART)],
        ),
    ],
)
def test_third_parties_need_somebody_who_can_be_one(text: str, found: list[tuple[int, str, str]]) -> None:
    assert [(line, where, message.split(" (")[0]) for line, where, message in problems(HEAD + text)] == found
