"""The verbs, grouped; options that all of them share; what an error looks like and which exit code it has."""

from __future__ import annotations

import contextlib
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sim.cli.voice import Voice, say

SHARED = frozenset({"-q", "--quiet", "-v", "--verbose", "--no-color"})
"""Options that may stand anywhere on the line."""

GROUPS = {
    "Run": {
        "run": "Play a scenario: every arm once, on the same luck.",
        "batch": "Play scenarios again and again, on the same luck in all arms.",
        "sweep": "Play a design over parameters; the same command resumes.",
        "worker": "Play one share of a study, as an array job does.",
        "status": "Show how far a study is: runs, failures, time left, disk.",
        "verify": "Play a sample of runs again and compare digests.",
    },
    "Understand": {
        "check": "Judge what scenarios claim, on paired repetitions.",
        "ablate": "Switch mechanisms off, one at a time, and say what each contributes.",
        "compare": "Say how arms, or values of a factor, differ on the same luck.",
        "survival": "Say how long relationships last, and what ends them.",
        "sensitivity": "Say which factors decide an outcome.",
        "discover": "Find the region of the factors that leads to an outcome.",
        "query": "Ask the tables of a results folder in SQL.",
        "export": "Write results as CSV, Parquet, a network, or for R.",
    },
    "Show": {
        "figure": "Draw figures of a results folder.",
        "report": "Write one HTML file that tells results to others.",
        "app": "Open a page for a class: two worlds on the same luck; offline.",
    },
    "Know": {
        "validate": "Check scenario files: all problems, with their lines.",
        "theory": "List the theoretical systems, or say all about some.",
        "parameters": "List what can be set, and what each default rests on.",
        "schedule": "Print the month as it runs.",
    },
    "Data": {"portfolio": "Turn an order log into relationships to start from."},
    "Set up": {"doctor": "Look at the installation; --warmup compiles everything."},
}
"""Every verb, by group; the verb ``x`` is the function ``sim.cli.x.x``, imported when it is called."""

VERBS = {verb: summary for group in GROUPS.values() for verb, summary in group.items()}

SETTINGS: dict[str, Any] = {
    "rich_markup_mode": None,  # boxes would more than double the time of --help
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class ReaderGone(Exception):
    """Whoever reads stdout (``| head``) has had enough."""


class Grouped(TyperGroup):
    """A command line whose verbs are shown in groups and imported one at a time."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # The names from which a mistyped one is guessed; the verbs themselves come from get_command.
        self.commands = dict.fromkeys(VERBS)  # type: ignore[assignment]

    def invoke(self, ctx: Any) -> Any:
        """Call the verb; a reader of stdout who leaves early is told apart from other faults of the system."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise ReaderGone from error  # typer would make exit code 1 of it
        return result

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all verbs."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a verb as a command, or None where there is none."""
        if cmd_name not in VERBS:
            return None
        alone = typer.Typer(add_completion=False, **SETTINGS)
        alone.command(cmd_name, help=VERBS[cmd_name])(getattr(import_module(f"sim.cli.{cmd_name}"), cmd_name))
        return typer.main.get_command(alone)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one section of the help per group."""
        longest = max(map(len, VERBS))
        for group, verbs in GROUPS.items():
            with formatter.section(group):
                formatter.write_dl([(verb.ljust(longest), summary) for verb, summary in verbs.items()])


app = typer.Typer(
    cls=Grouped,
    name="dyads",
    help="How relationships between organisations grow, hold and end.",
    epilog="-q, -v and --no-color may stand anywhere.  To begin: dyads run full_life_cycle",
    no_args_is_help=True,
    **SETTINGS,
)


def _show_version(asked: bool) -> None:
    if asked:
        import sim

        typer.echo(f"dyads {sim.__version__}")
        raise typer.Exit


@app.callback()
def shared(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True)
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="Plain text, also on a terminal.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No talk on stderr, only errors.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="More talk; tracebacks.")] = False,
) -> None:
    """Keep what the shared options say for the verb."""
    ctx.obj = Voice(quiet=quiet, verbose=verbose, colour=not no_color)


def _shared_first(arguments: list[str]) -> list[str]:
    end = arguments.index("--") if "--" in arguments else len(arguments)
    head = arguments[:end]
    return [word for word in head if word in SHARED] + [word for word in head if word not in SHARED] + arguments[end:]


def call(arguments: list[str]) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    arguments : list of str
        Words after ``dyads``.

    Returns
    -------
    int
        0 done · 1 some runs failed · 2 invalid input · 3 the model raised ·
        4 a claim did not hold · 5 the results folder · 130/143 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a replaced stream may not know how
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = _called(arguments)
        sys.stdout.flush()
    except (ReaderGone, BrokenPipeError):
        # What is still buffered must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    return code


def _called(arguments: list[str]) -> int:
    from sim.errors import DyadsError

    try:
        result = app(_shared_first(arguments), prog_name="dyads", standalone_mode=False)
    except DyadsError as error:
        say(*error.lines())
        return error.exit_code
    except KeyboardInterrupt:
        say("interrupted")
        return 130
    except (ReaderGone, BrokenPipeError):
        raise
    except Exception as error:
        if hasattr(error, "show") and hasattr(error, "exit_code"):  # a mistake on the command line, from typer
            error.show()
            return int(error.exit_code)
        if {"-v", "--verbose"} & set(arguments):
            import traceback

            traceback.print_exc()
        say(f"dyads broke: {type(error).__name__}: {error}", "  a fault of the program, not yours; -v shows where")
        return 3
    return result if isinstance(result, int) else 0
