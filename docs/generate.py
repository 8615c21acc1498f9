"""Write the pages that are made from the source: ``python docs/generate.py``.

With ``--check`` nothing is written; exit code 1 says that a page is not fresh.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from sim.parameters import ParameterInfo, Parameters, parameter_infos
from sim.scenario.mechanism_metrics import MECHANISM_METRICS
from sim.theory import SYSTEMS, System

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # where a test loads this file by its path

from lessons import lesson_pages  # noqa: E402
from odd import odd_page  # noqa: E402

EVIDENCE = "measured", "literature", "assumption"
HEAD = ("parameter", "default", "range", "unit", "off at", "rests on", "source", "meaning")
INTRODUCTION = """\
<!-- Made by docs/generate.py from sim/parameters; do not edit. -->

# Parameters

Every parameter, declared once in [`sim/parameters`](../sim/parameters/). `dyads parameters` prints the same on the
command line; files, `-S`, sweeps and results use the same keys.

*rests on* says what the default is worth: **measured**, from a source whose figure was read; **literature**, the sign
or shape is published and the number is ours; **assumption**, chosen here.
{counts}

*off at* is the value at which the mechanism is switched off, where it has one. E numbers, 2.3b.7 and the like lead to
the [equations](equations.md), T numbers to the [theory](theory.md), N numbers to the [evidence](evidence.md); other
keys are entries of [`references.bib`](../references.bib). † is read when the world is founded: a `change` during a run
is refused.
"""


def anchor(heading: str) -> str:
    """Return the anchor that a Markdown heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors_of(page: Path) -> dict[str, str]:
    """Return the first word of each heading (``E4``, ``2.3b.7``) and where it leads."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {heading.split()[0]: f"{page.name}#{anchor(heading)}" for heading in headings}


def linked(source: str, targets: dict[str, str]) -> str:
    """Return where a default comes from, with links to the pages that say more."""

    def link(match: re.Match[str]) -> str:
        word = match.group()
        if word in targets:
            return f"[{word}]({targets[word]})"
        if re.fullmatch(r"T\d\d", word):
            return f"[{word}](theory.md#{word.lower()})"
        if re.fullmatch(r"N\d", word):
            return f"[{word}](evidence.md#{word.lower()})"
        return word

    source = re.sub(r"\b(?:E\d+|T\d\d|N\d|\d\.\d[a-z]?(?:\.\d+)?)\b", link, source)
    decision = re.search(r"decision (\d{4})", source)
    if decision:
        page = next((HERE / "decisions").glob(f"{decision[1]}-*.md"))
        source = source.replace(decision[0], f"[{decision[0]}](decisions/{page.name})")
    return re.sub(r"\b([a-z]\w*_\d{4})\b", r"`\1`", source)


def number(value: float) -> str:
    """Return a number as people write it."""
    return f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}"


def allowed(info: ParameterInfo) -> str:
    """Return the range of a parameter."""
    low, high = (None if end is None else number(end) for end in (info.low, info.high))
    words = f"{low} to {high}" if low and high else f"{low} or more" if low else f"up to {high}" if high else "any"
    return f"{words}, whole" if info.whole else words


def row(info: ParameterInfo, targets: dict[str, str]) -> Sequence[str]:
    """Return one line of the table."""
    null = "" if info.null is None else number(info.null)
    meaning = info.meaning.replace("|", "\\|") + " †" * info.founding
    facts = (f"`{info.key}`", number(info.default), allowed(info), info.unit, null, info.evidence)
    return (*facts, linked(info.source, targets), meaning)


def parameters_page() -> str:
    """Return the page of all parameters."""
    infos = parameter_infos()
    targets = anchors_of(HERE / "equations.md")
    tally = {word: sum(info.evidence == word for info in infos) for word in EVIDENCE}
    counts = "; ".join(f"{word}: {n}" for word, n in tally.items())
    lines = [INTRODUCTION.format(counts=f"Of the {len(infos)} defaults: {counts}.")]
    for construct, group in groupby(infos, key=lambda info: info.key.split(".")[0]):
        about = (Parameters.model_fields[construct].annotation.__doc__ or "").replace("``", "`")
        rows = [HEAD, ["---"] * len(HEAD), *(row(info, targets) for info in group)]
        lines += [f"## {construct}", "", about.strip(), "", *(f"| {' | '.join(cells)} |" for cells in rows), ""]
    return "\n".join(lines).rstrip() + "\n"


SYSTEMS_INTRODUCTION = """\
<!-- Made by docs/generate.py from sim/theory; do not edit. -->

# The register of systems

The 41 theoretical systems of the texts: what each claims, how it runs here, where, and which claim of which scenario
fails when its mechanism is switched off. `dyads theory` prints the same; `dyads check --all` judges the claims, and
`dyads ablate SCENARIO` says what each mechanism contributes. [Theory](theory.md) tells the story that they make up.

*rests on* says what the form of a system rests on: **measured** numbers, statements of the **literature**, or an
**assumption**, chosen here.
"""


def _linked_code(place: str) -> str:
    module, name = place.split(":")
    file = HERE.parent / Path(*module.split("."))
    path = f"{module.replace('.', '/')}/__init__.py" if file.is_dir() else f"{module.replace('.', '/')}.py"
    return f"[`{name}`](../{path})"


def _system(system: System) -> list[str]:
    """Return the section about one system."""
    lines = [f"## {system.number} {system.name}", "", f"*{system.author}.* {system.claim}", ""]
    lines += [system.here or "Not in the simulator yet.", ""]
    for source, restored in system.wording:
        lines += [f"* wording: “{source}” in the paraphrased text, probably *{restored}*"]
    if system.code:
        lines.append(f"* code: {', '.join(_linked_code(place) for place in system.code)}")
    if system.parameters:
        lines.append(f"* parameters: {', '.join(f'`{key}`' for key in system.parameters)}")
    if system.scenarios:
        shown = (f"[{name}](../scenarios/{name}.toml)" for name in system.scenarios)
        lines.append(f"* scenarios: {', '.join(shown)}")
    for proof in system.proofs:
        off = [f"`{key}` = {number(value)}" for key, value in proof.null.items()]
        off += [f"no {action.replace('_', ' ')}" for action in proof.without]
        about = f" of {proof.compare}" if proof.compare else ""
        lines.append(f"* `{proof.statistic}`{about} in {proof.scenario} fails with {', '.join(off)}")
    for test in system.tests:
        file, _, name = test.partition("::")
        lines.append(f"* test: [`{name}`](../{file})")
    lines.append(f"* rests on: {system.evidence}")
    if system.note:
        lines.append(f"* note: {system.note}")
    return [*lines, ""]


def _metrics() -> list[str]:
    """Return the section about what mechanisms add to the table of steps."""
    lines = ["## Monthly metrics of mechanisms", ""]
    lines += ["Columns of the table of steps in runs in which the mechanism is at work.", ""]
    lines += ["| metric | meaning |", "| --- | --- |"]
    return lines + [f"| `{name}` | {meaning} |" for name, meaning in MECHANISM_METRICS.items()]


def systems_page() -> str:
    """Return the page of all systems."""
    return (
        "\n".join(
            [SYSTEMS_INTRODUCTION, *(line for system in SYSTEMS for line in _system(system)), *_metrics()]
        ).rstrip()
        + "\n"
    )


PAGES = {"parameters.md": parameters_page, "systems.md": systems_page, "odd.md": odd_page, **lesson_pages()}


def main(arguments: Sequence[str]) -> int:
    """Write every generated page, or say which is not fresh."""
    stale = [
        name
        for name, made in PAGES.items()
        if not (HERE / name).exists() or (HERE / name).read_text(encoding="utf-8") != made()
    ]
    for name in stale:
        if "--check" in arguments:
            sys.stderr.write(f"docs/{name} is not fresh: python docs/generate.py\n")
        else:
            (HERE / name).parent.mkdir(exist_ok=True)
            (HERE / name).write_text(PAGES[name](), encoding="utf-8")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
