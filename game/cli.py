"""The command `highfence`: it hands each request to the part that answers it, and prints."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from tqdm import tqdm

from agents.session import Session
from game import __version__
from game.commands.checking import check_paths
from game.commands.explaining import explained_object, explained_table, numbers_table
from game.commands.listing import KINDS, list_objects, list_table
from game.commands.record import record_game
from game.config.scenarios import DEFAULT, load_scenario, shipped_library
from game.errors import UserError, did_you_mean
from game.explain import explain, numbers_behind, trace_turn
from game.outcome import outcome
from game.play.keeping import find_log, new_log_path
from game.play.telling import tell_opening, tell_outcome, tell_turn
from game.play.text_seat import TextSeat, leaders

# Both click and the copy of it that newer typers carry have it under BadParameter.
USAGE_ERROR: Any = typer.BadParameter.__mro__[1]
SECONDS_BEFORE_A_BAR = 1.0
PRINCIPAL_RULES, PRINCIPAL_NUMBERS = 3, 5

app = typer.Typer(
    help="High Fence: a game and simulator of the contest over AI chips.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(highlight=False)

ScenarioName = Annotated[str | None, typer.Argument(help="A scenario; see list scenarios.")]
Seed = Annotated[int, typer.Option(min=0, help="Nature's luck; equal seeds give equal luck.")]
Policies = Annotated[
    list[str] | None,
    typer.Option(
        "--policy", metavar="ACTOR=NAME", help="Who leads an actor: a policy or a YAML file."
    ),
]
LogPath = Annotated[Path | None, typer.Option("--log", help="The file that keeps the game.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value instead of text.")]
LogName = Annotated[str, typer.Argument(help="A log file, the name of a kept game, or 'last'.")]


def main() -> None:
    """Run the command; a user's mistake is one line and exit code 2."""
    try:
        sys.exit(app(standalone_mode=False))
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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


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


@app.command()
def play(
    scenario: ScenarioName = None,
    seat: Annotated[list[str] | None, typer.Option(help="An actor that a person leads.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Play in plain lines.")] = False,
    seed: Seed = 0,
    policy: Policies = None,
    log: LogPath = None,
) -> None:
    """Play a game, or go on with the one that --log keeps."""
    if log is not None and log.exists():
        session = _resume(log, scenario, seat, policy)
    else:
        loaded = load_scenario(scenario or DEFAULT)
        wants_seat = bool(seat) or text or sys.stdin.isatty()
        seats = tuple(seat or [loaded.default_seat]) if wants_seat else ()
        session = Session.begin(
            loaded,
            seats=seats,
            policies=_read_policies(policy),
            seed=seed,
            path=log or new_log_path(loaded.name, seed),
        )
    if session.seats:
        TextSeat(session, sys.stdin, sys.stdout).play()
        return
    _tell_automatic(session)
    print()
    first, *others = session.scenario.seats
    print("Nobody sat at a seat, so every actor was led by its policy. Take one:")
    print(f"  highfence play {session.scenario.name} --seat {first}")
    print(f"  (or {', '.join(others)})" if others else "")
    if session.file:
        print(f"This game is kept. Ask it why: highfence explain {session.file.path} FIELD")


def _resume(
    log: Path, scenario: str | None, seats: list[str] | None, policy: list[str] | None
) -> Session:
    session = Session.resume(log)
    header = session.log.header
    if scenario not in (None, header.scenario):
        raise UserError(str(log), f"is a game of {header.scenario}", "leave the scenario out")
    if policy or (seats and set(seats) != set(header.seats)):
        raise UserError(
            str(log), "has its cast already", "leave --seat and --policy out, or name a new file"
        )
    return session


def _tell_automatic(session: Session, turns: int | None = None) -> None:
    scenario = session.scenario
    _print(tell_opening(scenario, session.log.header.seed, leaders(session)))
    for turn in session.played:
        _print(["", *tell_turn(turn, scenario)])
    for _ in _turns(session, turns):
        _print(["", *tell_turn(session.played[-1], scenario)])
    _print_end(session)


def _print_end(session: Session) -> None:
    if session.over:
        ended = outcome(session.model.position, session.scenario)
        _print(["", *tell_outcome(ended, session.scenario)])


def _turns(session: Session, most: int | None) -> Iterator[int]:
    """Play on turn by turn, to the end or to the turn given."""
    last = session.scenario.turns if most is None else min(most, session.scenario.turns)
    while not session.over and len(session.played) < last:
        session.seal()
        session.seal()
        session.pass_turn()
        yield len(session.played)


def _print(lines: list[str]) -> None:
    print("\n".join(lines))


@app.command()
def watch(
    scenario: ScenarioName = None,
    seed: Seed = 0,
    policy: Policies = None,
    turns: Annotated[int | None, typer.Option(min=1, help="Stop after so many turns.")] = None,
    as_json: AsJson = False,
    log: LogPath = None,
) -> None:
    """Watch the policies play, turn by turn."""
    session = Session.begin(
        load_scenario(scenario or DEFAULT), policies=_read_policies(policy), seed=seed, path=log
    )
    if not as_json:
        _tell_automatic(session, turns)
        return
    total = turns or session.scenario.turns
    for _ in tqdm(_turns(session, turns), total=total, delay=SECONDS_BEFORE_A_BAR, leave=False):
        pass
    _print_json(record_game(session))


@app.command()
def replay(
    log: LogName,
    to: Annotated[int | None, typer.Option(min=1, help="The last turn to replay.")] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Hold every turn to its hash.")] = False,
    as_json: AsJson = False,
) -> None:
    """Replay a logged game."""
    path = find_log(log)
    session = Session.resume(path, to=to, verify=verify)
    if as_json:
        _print_json(record_game(session))
        return
    _print(tell_opening(session.scenario, session.log.header.seed, leaders(session)))
    for turn in session.played:
        _print(["", *tell_turn(turn, session.scenario)])
    _print_end(session)
    if verify:
        print(f"\nVerified: {len(session.played)} turns replay to the states that are logged.")


@app.command("explain")
def explain_field(
    log: LogName,
    field: Annotated[str, typer.Argument(help="A field of the world, or field.member.")],
    turn: Annotated[int | None, typer.Option(min=1, help="The turn; the last by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell why a number changed over a turn of a logged game."""
    path = find_log(log)
    session = Session.resume(path, to=turn)
    if not session.played:
        raise UserError(str(path), "no turn of it has been played", "play one first")
    if turn is not None and turn > len(session.played):
        raise UserError(
            "--turn", f"turn {turn} was not played", f"the game has {len(session.played)}"
        )
    played = session.played[-1]
    explained = explain(
        field,
        session.scenario,
        played.opened,
        played.sealed,
        played.closed,
        trace_turn(played.sealed, session.scenario, session.model.chance),
    )
    date = session.scenario.date(played.opened.turn)
    if as_json:
        _print_json(explained_object(explained, date, played.opened.turn + 1))
        return
    console.print(explained_table(explained, date))
    for rule in list(dict.fromkeys(share.rule for share in explained.shares))[:PRINCIPAL_RULES]:
        names = numbers_behind(field, rule, played.sealed, session.scenario, session.model.chance)
        if names:
            console.print(numbers_table(rule, names[:PRINCIPAL_NUMBERS]))


@app.command()
def check(
    path: Annotated[
        list[Path] | None, typer.Argument(help="Policies, scenarios, or a configs folder.")
    ] = None,
) -> None:
    """Check the configs, or policies and scenarios of your own."""
    problems, count = check_paths(path or [])
    for problem in problems:
        print(problem)
    if problems:
        raise typer.Exit(2)
    print(f"{count} scenarios and policies can be played.")


@app.command("list")
def list_kind(
    kind: Annotated[str, typer.Argument(help=", ".join(KINDS))], as_json: AsJson = False
) -> None:
    """List what there is of a kind."""
    library = shipped_library()
    if as_json:
        _print_json(list_objects(kind, library))
    else:
        console.print(list_table(kind, library))


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def _read_policies(given: list[str] | None) -> dict[str, str]:
    """Read ACTOR=NAME options; a file is kept by its full path, so that a log can find it."""
    chosen = {}
    actors = tuple(shipped_library().axes.actors)
    for text in given or []:
        actor, equals, name = text.partition("=")
        if not equals or not name:
            raise UserError("--policy", f"{text!r} names no policy", "write ACTOR=NAME")
        if actor not in actors:
            raise UserError("--policy", f"unknown actor {actor!r}", did_you_mean(actor, actors))
        is_file = name.endswith((".yaml", ".yml"))
        chosen[actor] = str(Path(name).resolve()) if is_file else name
    return chosen
