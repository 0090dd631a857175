"""The command `highfence`: it hands each request to the part that answers it, and prints."""

from __future__ import annotations

import functools
import importlib
import keyword
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from game import __version__
from game.commands._terminal import drop_output, open_streams
from game.errors import UserError, did_you_mean
from game.files.durable import in_the_way

# The command X is the function `run` of game/commands/X.py, which is imported when X is called.
# What each does, in the first line of its help, is said here so that the list needs none of them.
COMMANDS = {
    "play": "Play a game, or go on with the one that --log keeps.",
    "watch": "Watch the policies play, turn by turn.",
    "class": "Hold a class: tables under the same luck, seats on phones, a desk and a board.",
    "replay": "Replay a logged game.",
    "explain": "Tell why a number changed, or who moved a lever, over a turn of a logged game.",
    "check": "Check the configs, or policies, scenarios, experiments and plans of your own.",
    "list": "List what there is of a kind.",
    "batch": "Play all games of an experiment, or go on where they were stopped.",
    "verify": "Play a sample of a batch again, game by game, and compare every number.",
    "report": "Write a page that answers the question of a batch, and its figures as SVG and PNG.",
    "tournament": "Play every profile of some policies under the same luck, and find what holds.",
    "duel": "Let two policies meet under the same luck, and find the clause that lost the game.",
    "redteam": "Find what a seat can be won by without reading the board, and the loop behind it.",
    "sensitivity": "Find what decides an outcome, or the order of profiles: parameters, and luck.",
    "regret": "Find which policy stands up in which worlds: value, regret, and whether they agree.",
    "discover": "Find the worlds in which a condition holds, as a box of inputs (PRIM and CART).",
    "ensemble": "Play the games that a debrief compares a score with, under every policy.",
    "hindcast": "Play 2022 to 2026 again under the record, and hold it against what was published.",
    "dock": "Hold the compute ledger against published arithmetic, with politics off.",
    "patterns": "Look for the patterns of 2022 to 2025 in runs, placebos and ablations.",
}

# Both click and the copy of it that newer typers carry have it under BadParameter.
USAGE_ERROR: Any = typer.BadParameter.__mro__[1]


class Commands(TyperGroup):
    """The commands by name, each imported when it is called."""

    def list_commands(self, _context: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: Any, name: str) -> Any:
        return _import_command(name) if name in COMMANDS else None

    def resolve_command(self, context: Any, args: list[str]) -> Any:
        if args[0] not in COMMANDS:
            raise UserError("", f"no such command {args[0]!r}", did_you_mean(args[0], COMMANDS))
        return super().resolve_command(context, args)

    def format_commands(self, _context: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@functools.cache
def _import_command(name: str) -> Any:
    """Return a command; reading its options takes longer than many commands, and is done once."""
    # `class` is a word of the language, so its file has a stroke more.
    file = f"{name}_" if keyword.iskeyword(name) else name
    module = importlib.import_module(f"game.commands.{file}")
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name)(module.run)
    return typer.main.get_command(single)


# Plain help: boxes and colours would bring a library that takes longer than all the rest.
app = typer.Typer(
    cls=Commands,
    help="High Fence: a game and simulator of the contest over AI chips.",
    add_completion=False,
    rich_markup_mode=None,
    add_help_option=False,  # typer's own reads its value with pydantic, before every command
)


def main() -> None:
    """Run the command; a user's mistake is one line and exit code 2."""
    # What a config means hangs on nothing else that is installed, and looking for it takes time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    open_streams()
    try:
        code = _run()
        sys.stdout.flush()
        sys.exit(code)
    except UserError as error:
        _fail(str(error))
    except USAGE_ERROR as error:
        from game.commands._usage import usage_problem

        _fail(usage_problem(error, sys.argv[1:]))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read us has left; say nothing more, not even at exit.
        drop_output()
        sys.exit(0)
    except MemoryError:
        _fail("cannot go on: there is not enough memory; ask for fewer games at once")
    except OSError as error:
        drop_output()
        _fail(str(in_the_way(error, "name another place") or _stopped_by(error)))


def _run() -> int:
    """Run the command and return its exit code; typer's own loop would hide closed pipes."""
    try:
        with _highfence().make_context("highfence", sys.argv[1:]) as context:
            _highfence().invoke(context)
    except typer.Exit as done:
        return int(done.exit_code)
    return 0


@functools.cache
def _highfence() -> Any:
    return typer.main.get_command(app)


def _stopped_by(error: OSError) -> UserError:
    """Return that the system refused something, and which file where it names one."""
    place = error.filename if isinstance(error.filename, str) else ""
    return UserError(place, f"cannot go on: {error.strerror or error}")


def _fail(message: str) -> None:
    print(f"highfence: {message}", file=sys.stderr)
    sys.exit(2)


@app.callback(invoke_without_command=True)
def _answer(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    wants_help: Annotated[bool, typer.Option("--help", help="Show this message and exit.")] = False,
) -> None:
    """Answer without a command: the version, or the list of all commands."""
    if version:
        print(__version__)
        raise typer.Exit
    if wants_help or context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(0 if wants_help else 2)
