"""Lesson sheets: a scenario's own words, what a person wrote, what ``dyads check`` printed (for ``docs/generate.py``).

``python docs/lessons.py NAME…`` draws the picture of a lesson anew and writes down what ``dyads check`` prints.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sim.scenario import Scenario, load

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "templates" / "lessons"
PICTURES = HERE / "images" / "lessons"


@dataclass(frozen=True)
class Plan:
    """One lesson: its scenario, what its picture shows, and where there is more."""

    scenario: str
    metrics: tuple[str, ...]
    seeds: int = 10
    page: str = ""
    notebook: str = ""
    beside: str = ""
    """An arm from which differences are drawn, where the months of both worlds tell little."""


PLANS = (
    Plan("full_life_cycle", ("mean_trust", "mean_commitment", "mean_cooperation"), 300, "", "03_life_cycle"),
    Plan("commitment_trap", ("n_relationships", "mean_trust", "captive_share"), 10, "", "04_commitment_trap"),
    Plan("quarterly_turnover", ("account_sales_to_date", "account_customers", "account_satisfaction"), 10,
         "accounts.md", "05_inside_the_organisation"),
    Plan("failure_and_recovery", ("episode_satisfaction", "mean_trust_buyer", "n_relationships"), 10,
         "scenarios/failure_and_recovery.md"),
    Plan("complementor_fails", ("mean_satisfaction_buyer", "mean_trust_buyer", "complementor_commitment"), 10,
         "scenarios/complementor_fails.md", "06_complementors_and_blame"),
    Plan("mou_to_exchange", ("exchange_volume", "public_satisfaction", "diplomatic_distance"), 10,
         "scenarios/mou_to_exchange.md", "07_international_relations"),
    Plan("opportunists_and_reputation", ("opportunist_share", "mean_trust_buyer", "opportunism_rate"), 10,
         "scenarios/opportunists_and_reputation.md"),
    Plan("customer_pyramid", ("account_profit", "kept_a", "kept_c"), 10, "accounts.md"),
    Plan("pilot_or_pitch", ("pilot_lead", "pilot_month_lead", "n_in_pilot"), 10, "scenarios/pilot_or_pitch.md"),
    Plan("cooperation_competition", ("price_paid", "mean_cooperation", "mean_competition"), 10,
         "scenarios/cooperation_competition.md"),
    Plan("contact_leaves", ("left_sales", "account_knowledge", "account_satisfaction"), 10, "accounts.md",
         "05_inside_the_organisation", beside="stays"),
    Plan("chain_levels", ("mean_satisfaction_buyer", "internal_service", "seller_margin"), 10,
         "scenarios/chain_levels.md"),
)  # fmt: skip
"""S1 to S12."""

MINUTES = (
    (
        "0–5",
        "**Ask.** Read the question aloud; explain the two worlds and that they share their luck. Nothing moves yet.",
    ),
    ("5–10", "**Predict.** Everybody writes down an answer, and why. Count the answers on the board."),
    ("10–20", "**Play**, stopping where something happens; ask what will come next before it does."),
    ("20–30", "**Look**: both worlds, then one relationship, then the averages. What do the averages leave out?"),
    ("30–35", "**Reveal**: the same worlds on other luck, many times. Who was right, and how sure can one be?"),
    ("35–43", "**Discuss**, below."),
    ("43–45", "**Take home**: one sentence each on what would change their mind."),
)


def lesson_sheet(number: int, plan: Plan) -> str:
    """Return one lesson."""
    scenario = load(plan.scenario)
    lesson = scenario.lesson
    assert lesson is not None and lesson.prediction is not None, plan.scenario
    name = plan.scenario
    left, right = _worlds(scenario)
    written = (TEMPLATES / f"{name}.md").read_text(encoding="utf-8").strip()
    printed = (TEMPLATES / f"{name}.txt").read_text(encoding="utf-8").rstrip()
    seeds = "" if plan.seeds == scenario.run.replications else f" --seeds {plan.seeds}"
    more = [f"[scenario file](../../scenarios/{name}.toml)"]
    more += [f"[what was found, at length](../{plan.page})"] * bool(plan.page)
    more += [f"[notebook](../../notebooks/{plan.notebook}.ipynb)"] * bool(plan.notebook)
    sliders = ", ".join(f"`{key}`" for key in lesson.sliders)
    lines = [
        f"<!-- Made by docs/generate.py from scenarios/{name}.toml and docs/templates/lessons; do not edit. -->",
        "",
        f"# S{number}. {scenario.question}",
        "",
        f"**Aim.** {lesson.aim}",
        "",
        f"Forty-five minutes · systems {', '.join(_systems(scenario))} · {' · '.join(more)}",
        "",
        "| minutes | |",
        "|---|---|",
        *(f"| {when} | {what} |" for when, what in MINUTES),
        "",
        "## Predict",
        "",
        f"{lesson.prediction.question}",
        "",
        *(f"* {option.says}" for option in lesson.prediction.options),
        "",
        "## Run",
        "",
        f"In the browser, left `{left}`, right `{right}`" + (f"; sliders {sliders}:" if sliders else ":"),
        "",
        "<!-- not run: serves until Ctrl-C -->",
        "```console",
        f"$ dyads app {name}",
        "```",
        "",
        "Without a browser, every world twice, and figures of them:",
        "",
        "<!-- slow -->",
        "```console",
        f"$ dyads batch {name} -r 2 --out {name} -q",
        f"results/{name}/…",
        f"$ dyads figure results/{name} bands --metric {','.join(plan.metrics)}",
        "…bands.png",
        "```",
        "",
        lesson.text.strip(),
        "",
        "## What they will see",
        "",
        f"![{left} and {right}: {', '.join(plan.metrics)}](../images/lessons/{name}.png)",
        "",
        *written.splitlines(),
        "",
        "## Traps",
        "",
        *(f"* {trap}" for trap in lesson.traps),
        "",
        "## What is known, and what is not",
        "",
        *([f"*Known.* {lesson.evidence.strip()}", ""] if lesson.evidence.strip() else
          ["*Known.* No published figure was found that could be held against it.", ""]),
        f"*Not known.* {lesson.unknown.strip()}",
        "",
        "## What was claimed, and what came out",
        "",
        "Claims were written down before the model had played the scenario. One that fails is a result: ask why.",
        f"With more repetitions intervals are narrower; without `--seeds` it plays {scenario.run.replications}.",
        "",
        f"`dyads check {name}{seeds}` printed:",
        "",
        "```text",
        printed,
        "```",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _worlds(scenario: Scenario) -> tuple[str, str]:
    """Return the two arms that the page for a class shows."""
    assert scenario.lesson is not None
    names = [arm.name for arm in scenario.arms]
    return scenario.lesson.left or names[0], scenario.lesson.right or names[1]


def _systems(scenario: Scenario) -> list[str]:
    numbers = sorted({system for claim in scenario.claims for system in claim.system})
    return [f"[{number}](../theory.md#{number.lower()})" for number in numbers]


def index() -> str:
    """Return the list of lessons."""
    rows = []
    for number, plan in enumerate(PLANS, start=1):
        scenario = load(plan.scenario)
        assert scenario.lesson is not None
        rows.append(f"| S{number} | [{scenario.question}](lessons/{plan.scenario}.md) | {scenario.lesson.aim} |")
    text = (TEMPLATES.parent / "lessons.md").read_text(encoding="utf-8")
    return text.replace("{rows}", "\n".join(rows))


def lesson_pages() -> dict[str, Callable[[], str]]:
    """Return file → what makes it, of the index and of every lesson."""
    sheets = {
        f"lessons/{plan.scenario}.md": lambda number=number, plan=plan: lesson_sheet(number, plan)
        for number, plan in enumerate(PLANS, start=1)
    }
    return {"lessons.md": index, **sheets}


def picture(plan: Plan) -> None:
    """Draw both worlds of a lesson."""
    from sim.worlds import draw_differences, draw_months, play_arms

    scenario = load(plan.scenario)
    if plan.beside:
        figure = draw_differences(play_arms(scenario, (plan.beside, *_worlds(scenario)), repetitions=12), plan.metrics)
    else:
        figure = draw_months(play_arms(scenario, _worlds(scenario), repetitions=6), plan.metrics)
    figure.savefig(PICTURES / f"{plan.scenario}.png", dpi=110)


def check(plan: Plan) -> None:
    """Write down what ``dyads check`` prints; exit code 4 says that a claim is not borne out."""
    command = [sys.executable, "-m", "sim", "check", plan.scenario, "--seeds", str(plan.seeds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 4):
        raise SystemExit(done.stderr)
    (TEMPLATES / f"{plan.scenario}.txt").write_text(done.stdout, encoding="utf-8")


if __name__ == "__main__":
    for one in PLANS:
        if one.scenario in sys.argv[1:]:
            picture(one)
            check(one)
