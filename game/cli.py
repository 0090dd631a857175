"""The command `highfence`: it hands each request to the part that answers it, and prints."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from game import __version__
from game.commands.analysing import discover, regret, sensitivity
from game.commands.batching import batch, verify_batch
from game.commands.checking import check
from game.commands.contesting import duel, tournament
from game.commands.ensembling import ensemble
from game.commands.explaining import explain
from game.commands.hindcasting import hindcast
from game.commands.judging import dock, patterns
from game.commands.listing import list_kind
from game.commands.playing import play, replay, watch
from game.commands.reporting import report
from game.commands.streams import drop_output, open_streams
from game.errors import UserError

# Both click and the copy of it that newer typers carry have it under BadParameter.
USAGE_ERROR: Any = typer.BadParameter.__mro__[1]

app = typer.Typer(
    help="High Fence: a game and simulator of the contest over AI chips.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command; a user's mistake is one line and exit code 2."""
    open_streams()
    try:
        code = _run()
        sys.stdout.flush()
        sys.exit(code)
    except UserError as error:
        _fail(str(error))
    except USAGE_ERROR as error:
        # Without a command, the help has been printed already.
        message = "" if type(error).__name__ == "NoArgsIsHelpError" else error.format_message()
        _fail(" ".join(message.split()))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read us has left; say nothing more, not even at exit.
        drop_output()
        sys.exit(0)
    except OSError as error:
        drop_output()
        _fail(f"cannot go on: {error.strerror or error}")


def _run() -> int:
    """Run the command and return its exit code; typer's own loop would hide closed pipes."""
    command = typer.main.get_command(app)
    try:
        with command.make_context("highfence", sys.argv[1:]) as context:
            command.invoke(context)
    except typer.Exit as done:
        return int(done.exit_code)
    return 0


def _fail(message: str) -> None:
    if message:
        print(f"highfence: {message}", file=sys.stderr)
    sys.exit(2)


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(__version__)
        raise typer.Exit


app.command()(play)
app.command()(watch)
app.command()(replay)
app.command()(explain)
app.command()(check)
app.command("list")(list_kind)
app.command()(batch)
app.command("verify")(verify_batch)
app.command()(report)
app.command()(tournament)
app.command()(duel)
app.command()(sensitivity)
app.command()(regret)
app.command()(discover)
app.command()(ensemble)
app.command()(hindcast)
app.command()(dock)
app.command()(patterns)
