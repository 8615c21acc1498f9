"""What is said about a single wrong value, in a section, an arm or a list; and on which line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Problems = Callable[..., list[tuple[int | None, str, str]]]
HEAD = 'schema = 1\nquestion = "why?"\n'  # lines 1 and 2: what a test writes begins on line 3

ONE_PROBLEM = [
    # unknown keys, with what was probably meant
    ("[trust]\ngian = 0.1", 4, "trust.gian = 0.1", "unknown key; did you mean trust.gain?"),
    ("trust.gian = 0.1", 3, "trust.gian = 0.1", "unknown key; did you mean trust.gain?"),
    ("trust = { gian = 0.1 }", 3, "trust.gian = 0.1", "unknown key; did you mean trust.gain?"),
    ('[trust]\n"gian" = 0.1', 4, "trust.gian = 0.1", "unknown key; did you mean trust.gain?"),
    ("[trust]\nexogenous = 0.1", 4, "trust.exogenous = 0.1", "unknown key; did you mean exit.exogenous?"),
    ("[trust]\nxyzzy = 0.1", 4, "trust.xyzzy = 0.1", "unknown key"),
    ("[trust]\ntrust.gain = 0.1", 4, "trust.trust = { gain = 0.1 }", "inside [trust] write gain without trust."),
    ('"trust.gain" = 0.1', 3, "trust.gain = 0.1", "unknown key; write trust.gain without quotes"),
    ('"trust.gian" = 0.1', 3, "trust.gian = 0.1", "unknown key; did you mean trust.gain?"),
    ("[trsut]\ngain = 0.1", 3, "[trsut]", "unknown section; did you mean [trust]?"),
    ("[xyzzy]\ngain = 0.1", 3, "[xyzzy]", "unknown section"),
    (
        "[parameters.trust]\ngain = 0.1",
        3,
        "[parameters]",
        "write the sections themselves: [trust], not [parameters.trust]",
    ),
    ("months = 12", 3, "months = 12", "unknown key; did you mean contract.months or run.months?"),
    ("nmae = 'x'", 3, 'nmae = "x"', "unknown key; did you mean name?"),
    ("xyzzy = 1", 3, "xyzzy = 1", "unknown key; known here: schema, name, question, base, pack"),
    ("gain = 1", 3, "gain = 1", "unknown key; did you mean trust.gain or opportunism.gain?"),
    ("[[arms]]\nname = 'a'", 3, 'arms = [{ name = "a" }]', "unknown list; did you mean [[arm]]?"),
    ("[run]\nmonts = 12", 4, "run.monts = 12", "unknown key; did you mean run.months?"),
    ("[outputs]\nevry = 12", 4, "outputs.evry = 12", "unknown key; did you mean outputs.every?"),
    ("[execution.slurm]\nqeue = 'a'", 4, 'execution.slurm.qeue = "a"', "unknown key; did you mean queue?"),
    ("[[link]]\nbuyer = 0\nseller = 0\nage = 3", 6, "[[link]] age = 3", "unknown key; known: buyer, seller"),
    # wrong types
    ("[run]\nmonths = '12'", 4, 'run.months = "12"', "must be a whole number, without quotes"),
    ("[run]\nmonths = 'long'", 4, 'run.months = "long"', "must be a whole number"),
    ("[run]\nmonths = true", 4, "run.months = true", "must be a whole number, not true"),
    ("[run]\nmonths = 12.0", 4, "run.months = 12.0", "must be a whole number"),
    ("[population]\nbuyers = false", 4, "population.buyers = false", "must be a whole number, not false"),
    ("[trust]\ngain = '0.1'", 4, 'trust.gain = "0.1"', "must be a number, without quotes"),
    ("[trust]\ngain = true", 4, "trust.gain = true", "must be a number, not true"),
    ("[trust]\ngain = [0.1]", 4, "trust.gain = [0.1]", "must be a number"),
    ("[trust]\ngain = { low = 1 }", 4, "trust.gain = { low = 1 }", "must be a number and not a table of its own"),
    ("[trust]\ngain = 2020-01-01", 4, "trust.gain = 2020-01-01", "must be a number"),
    ("trust = 0.1", 3, "trust = 0.1", "must be a table"),
    ("run = 'long'", 3, 'run = "long"', "must be a table"),
    ("arm = 'a'", 3, 'arm = "a"', "must be a list"),
    ("arm = ['a']", 3, "[[arm]]", "must be a table"),
    ("[arm]\nname = 'a'", 3, "[arm]", "must be a list"),
    ("name = 1", 3, "name = 1", "must be text in quotes"),
    ("base = 1", 3, "base = 1", "must be text in quotes"),
    ("[outputs]\nevents = 1", 4, "outputs.events = 1", "must be true or false"),
    ("[outputs]\nmetrics = 'mean_trust'", 4, 'outputs.metrics = "mean_trust"', 'must be "all" or a list of names'),
    ("[outputs]\nmetrics = [1]", 4, "outputs.metrics = 1", "must be text in quotes"),
    # out of range
    ("[trust]\ngain = 1.5", 4, "trust.gain = 1.5", "must be between 0 and 1"),
    ("[trust]\ngain = -0.1", 4, "trust.gain = -0.1", "must be between 0 and 1"),
    ("[price]\nlevel = 0.8", 4, "price.level = 0.8", "must be between 0.3 and 0.7"),
    ("[trust]\ngain = nan", 4, "trust.gain = nan", "must be a finite number"),
    ("[trust]\ngain = inf", 4, "trust.gain = inf", "must be a finite number"),
    ("[trust]\ngain = 1e999", 4, "trust.gain = inf", "must be a finite number"),
    ("[execution]\nmax_seconds_per_run = nan", 4, "execution.max_seconds_per_run = nan", "must be a finite number"),
    ("[execution]\nmax_seconds_per_run = 0", 4, "execution.max_seconds_per_run = 0", "must be more than 0"),
    ("[population]\nbuyers = 0", 4, "population.buyers = 0", "must be 1 or more"),
    ("[population]\nbuyers = 999999999", 4, "population.buyers = 999999999", "must be 10,000,000 or less"),
    ("[run]\nmonths = 0", 4, "run.months = 0", "must be 1 or more"),
    ("[run]\nmonths = -3", 4, "run.months = -3", "must be 1 or more"),
    ("[run]\nmonths = 32001", 4, "run.months = 32001", "must be 32,000 or less"),
    ("[run]\nseed = -1", 4, "run.seed = -1", "must be 0 or more"),
    ("name = 'my market'", 3, 'name = "my market"', "must be letters, digits and _ . -, without spaces"),
    (
        "[execution]\nexecutor = 'dusk'",
        4,
        'execution.executor = "dusk"',
        "did you mean dask? one of: processes, dask, serial",
    ),
    (
        "[execution.slurm]\nwalltime = '2h'",
        4,
        'execution.slurm.walltime = "2h"',
        "must be hours, minutes and seconds: 02:00:00",
    ),
    ("[execution.slurm]\nmemory = 'big'", 4, 'execution.slurm.memory = "big"', "must be a number and a unit: 8 GB"),
    ("[outputs]\nmetrics = []", 4, "outputs.metrics = []", 'must be "all" or a list of names'),
    (
        "[outputs]\nmetrics = [\n  'mean_trust',\n  'mean_tust',\n]",
        6,
        'outputs.metrics = "mean_tust"',
        "unknown statistic; did you mean mean_trust?",
    ),
    # what does not fit together
    ("[population]\nsellers = 2", 4, "population.sellers = 2", "more partners than there are sellers: 3 of 2"),
    ("[population]\npartners = 21", 4, "population.partners = 21", "more partners than there are sellers: 21 of 20"),
    ("[price]\nlow = 0.6", 4, "price.low = 0.6", "lies above price.level = 0.5"),
    ("[price]\nhigh = 0.4", 4, "price.high = 0.4", "lies above price.high = 0.4"),
    (
        "[organisations]\ncompetence_low = 0.96",
        4,
        "organisations.competence_low = 0.96",
        "lies above organisations.competence_high = 0.95",
    ),
    (
        "[conflict]\nbargaining_low = 0.7",
        4,
        "conflict.bargaining_low = 0.7",
        "lies above conflict.bargaining_high = 0.6",
    ),
    ("[distance]\ntime_low = 0.5", 4, "distance.time_low = 0.5", "lies above distance.time_high = 0.45"),
    (
        "[distance]\ntechnological_low = 0.5",
        4,
        "distance.technological_low = 0.5",
        "lies above distance.technological_high = 0.4",
    ),
    ("[run]\nburn_in = 120", 4, "run.burn_in = 120", "must be shorter than the run of 120 months"),
    ("[run]\nmonths = 1\nburn_in = 1", 5, "run.burn_in = 1", "must be shorter than the run of 1 month"),
    # arms
    ("[[arm]]\nset = { trust.gain = 0.1 }", 3, "[[arm]]", "needs name"),
    ("[[arm]]\nnmae = 'a'", 4, '[[arm]] nmae = "a"', "unknown key; did you mean name?"),
    ("[[arm]]\nname = 'a-b'", 4, '[[arm]] name = "a-b"', "must be letters, digits and _, a letter first"),
    ("[[arm]]\nname = 'a'\n[[arm]]\nname = 'a'", 6, '[[arm]] name = "a"', "another arm has this name"),
    (
        "[[arm]]\nname = 'a'\nset = { 'trust.gian' = 1 }",
        5,
        "[[arm]] trust.gian = 1",
        "unknown parameter; did you mean trust.gain?",
    ),
    (
        "[[arm]]\nname = 'a'\nset = { exogenous = 1 }",
        5,
        "[[arm]] exogenous = 1",
        "unknown parameter; did you mean exit.exogenous?",
    ),
    ("[[arm]]\nname = 'a'\n[arm.set]\ntrust.gain = 3", 6, "[[arm]] trust.gain = 3", "must be between 0 and 1"),
    (
        "[[arm]]\nname = 'a'\nset = { 'trust.gain' = true }",
        5,
        "[[arm]] trust.gain = true",
        "must be a number, not true",
    ),
    (
        "[[arm]]\nname = 'a'\nset = { trust.start = 0.1, 'trust.gain' = 3 }",
        5,
        "[[arm]] trust.gain = 3",
        "must be between 0 and 1",
    ),
    ("[[arm]]\nname = 'a'\nset = 1", 5, "[[arm]] set = 1", 'must be a table such as { "trust.gain" = 0.1 }'),
    (
        "[[arm]]\nname = 'a'\n[[arm]]\nname = 'b'\nset = { 'population.sellers' = 2 }",
        7,
        "[[arm]] population.sellers = 2",
        "more partners than there are sellers: 3 of 2",
    ),
    # single organisations and links
    (
        "[[organisation]]\nkind = 'seller'\nwhich = [0]",
        3,
        "[[organisation]]",
        "must state competence, opportunism or bargaining",
    ),
    ("[[organisation]]\nkind = 'seller'\ncompetence = 0.7", 3, "[[organisation]]", "needs which"),
    (
        "[[organisation]]\nkind = 'seler'\nwhich = [0]\ncompetence = 0.7",
        4,
        '[[organisation]] kind = "seler"',
        "did you mean seller? one of: buyer, seller, complementor, government",
    ),
    (
        "[[organisation]]\nkind = 'seller'\nwhich = [0]\ncompetence = 2",
        6,
        "[[organisation]] competence = 2",
        "must be 1 or less",
    ),
    (
        "[[organisation]]\nkind = 'seller'\nwhich = [20]\ncompetence = 0.7",
        5,
        "[[organisation]] which = [20]",
        "there is no seller 20; sellers are numbered 0 to 19",
    ),
    (
        "[[organisation]]\nkind = 'complementor'\nwhich = [0]\ncompetence = 0.7",
        5,
        "[[organisation]] which = [0]",
        "there is no complementor 0; there are no complementors",
    ),
    (
        "[[organisation]]\nkind = 'seller'\nwhich = [0]\ncompetence = 0.7\n"
        "[[organisation]]\nkind = 'seller'\nwhich = [1, 0]\ncompetence = 0.8",
        9,
        "[[organisation]] which = [1, 0]",
        "the competence of seller 0 is stated twice",
    ),
    ("[[link]]\nbuyer = 0", 3, "[[link]]", "needs seller"),
    ("[[link]]\nbuyer = 60\nseller = 0", 4, "[[link]] buyer = 60", "there is no buyer 60; buyers are numbered 0 to 59"),
    ("[[link]]\nbuyer = 0\nseller = -1", 5, "[[link]] seller = -1", "must be 0 or more"),
    (
        "link = [{ buyer = 0, seller = 0 },\n { buyer = 0, seller = 0 }]",
        4,
        "[[link]]",
        "buyer 0 and seller 0 are linked twice",
    ),
    (
        "[[link]]\nbuyer = 0\nseller = 0\n[[link]]\nbuyer = 0\nseller = 1\n[population]\npartners = 1",
        6,
        "[[link]]",
        "buyer 0 has more partners than population.partners = 1",
    ),
]


@pytest.mark.parametrize(("text", "line", "where", "message"), ONE_PROBLEM)
def test_one_mistake_is_one_problem_on_its_line(
    problems: Problems, text: str, line: int, where: str, message: str
) -> None:
    assert problems(HEAD + text) == [(line, where, message)]
    shifted = HEAD + "# a comment\n\n" + text
    assert problems(shifted.replace("\n", "\r\n")) == [(line + 2, where, message)]
