"""The command `highfence`: it hands each request to the part that answers it, and prints."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from tqdm import tqdm

from agents.cast import open_scenario
from agents.session import Session
from game import __version__
from game.breakdown import explain_number, split_rule
from game.commands.beginning import begin_game, is_file_name, read_policies, resume_game
from game.commands.checking import check_paths
from game.commands.explaining import (
    behind_table,
    explained_object,
    explained_table,
    moves_object,
    moves_table,
    numbers_table,
)
from game.commands.listing import KINDS, list_objects, list_table
from game.commands.record import record_game
from game.commands.streams import drop_output, open_streams
from game.config.scenarios import DEFAULT, shipped_library
from game.errors import UserError
from game.explain import numbers_behind, trace_turn
from game.outcome import outcome
from game.play.keeping import find_played_log
from game.play.telling import tell_opening, tell_outcome, tell_turn
from game.play.text_seat import TextSeat, leaders
from game.play.window import can_open_window, open_game, open_title

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
FurtherPolicies = Annotated[
    list[Path] | None,
    typer.Option("--policies", help="Policies of your own: a file, or a folder of them."),
]
LogName = Annotated[str, typer.Argument(help="A log file, the name of a kept game, or 'last'.")]


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


@app.command()
def play(
    scenario: ScenarioName = None,
    seat: Annotated[list[str] | None, typer.Option(help="An actor that a person leads.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Play in plain lines.")] = False,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Nature's luck; a new one for each game unless given.")
    ] = None,
    policy: Policies = None,
    log: LogPath = None,
) -> None:
    """Play a game, or go on with the one that --log keeps."""
    # Lines piped to a seat are meant for the text seat.
    in_window = not text and (sys.stdin.isatty() or not seat) and can_open_window()
    policies = read_policies(policy or [])
    if in_window and log is None and not seat and not is_file_name(scenario):
        open_title(scenario, seed, policies)
        return
    seats = tuple(seat or ())
    if log is not None and log.exists():
        session = resume_game(log, scenario, seats=seats, policies=policies, seed=seed)
    else:
        sit = bool(seat) or text or in_window or sys.stdin.isatty()
        session = begin_game(scenario, seats=seats, sit=sit, policies=policies, seed=seed, log=log)
    if in_window and len(session.seats) == 1:
        open_game(session)
        return
    if session.seats:
        TextSeat(session, sys.stdin, sys.stdout).play()
        return
    _tell_automatic(session)
    print()
    first, *others = session.scenario.seats
    print("Nobody sat at a seat, so every actor was led by its policy. Take one:")
    print(f"  highfence play {scenario or session.scenario.name} --seat {first}")
    print(f"  (or {', '.join(others)})" if others else "")
    if session.file:
        path = shlex.quote(str(session.file.path))
        print(f"This game is kept. Ask it why, for one: highfence explain {path} lag")


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
    name = scenario or DEFAULT
    loaded, library = open_scenario(name)
    session = Session.begin(
        loaded,
        policies=read_policies(policy or []),
        seed=seed,
        path=log,
        scenario_file=str(Path(name).resolve()) if is_file_name(name) else "",
        library=library,
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
    path = find_played_log(log)
    session = Session.resume(path, to=to, verify=verify)
    if to is not None and to > len(session.played):
        raise UserError("--to", f"turn {to} was not played", f"the game has {len(session.played)}")
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
    field: Annotated[str, typer.Argument(help="A number, field.member, or a lever.")],
    turn: Annotated[int | None, typer.Option(min=1, help="The turn; the last by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell why a number changed, or who moved a lever, over a turn of a logged game."""
    path = find_played_log(log)
    session = Session.resume(path, to=turn)
    if not session.played:
        raise UserError(str(path), "no turn of it has been played", "play one first")
    if turn is not None and turn > len(session.played):
        raise UserError(
            "--turn", f"turn {turn} was not played", f"the game has {len(session.played)}"
        )
    played = session.played[-1]
    scenario, chance = session.scenario, session.model.chance
    date = scenario.date(played.opened.turn)
    if field.partition(".")[0] in scenario.levers:
        moved = moves_object(field, played, scenario)
        if as_json:
            _print_json(moved)
        else:
            console.print(moves_table(moved))
        return
    explained = explain_number(
        field,
        scenario,
        played.opened,
        played.sealed,
        played.closed,
        trace_turn(played.sealed, scenario, chance),
        [record.sealed for record in played.phases.values()],
    )
    own = next((one.rule for one in explained.shares if not (one.order or one.field)), "")
    behind = split_rule(field, own, played.sealed, scenario, chance)
    if as_json:
        _print_json(explained_object(explained, date, played.opened.turn + 1, own, behind))
        return
    console.print(explained_table(explained, date))
    if len(behind) > 1:
        console.print(behind_table(own, behind, explained.unit))
    for rule in list(dict.fromkeys(share.rule for share in explained.shares))[:PRINCIPAL_RULES]:
        names = numbers_behind(field, rule, played.sealed, scenario, chance)
        table = numbers_table(rule, names[:PRINCIPAL_NUMBERS])
        if table.row_count:
            console.print(table)


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
    if path and len(path) == 1 and path[0].is_file():
        print(f"{path[0]} can be played.")
    else:
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


@app.command()
def batch(
    experiment: Annotated[str, typer.Argument(help="A shipped experiment, or a YAML file.")],
    out: Annotated[Path | None, typer.Option(help="The folder of the tables.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Local processes; all cores where they pay.")
    ] = None,
    dask: Annotated[str | None, typer.Option(help="The address of a Dask scheduler.")] = None,
    chunk: Annotated[int | None, typer.Option(min=1, help="Games played side by side.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Write the tables as CSV too.")] = False,
    policies: FurtherPolicies = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell the size, the time and the disk.")
    ] = False,
) -> None:
    """Play all games of an experiment, or go on where they were stopped."""
    # Read here: table libraries take a second that other commands do not need.
    from game.batch.runner import forecast, run_batch
    from game.batch.study import build_study, find_experiment
    from game.commands.batching import tell_forecast, tell_report

    study = build_study(*find_experiment(experiment, tuple(policies or ())))
    if dry_run:
        _print(list(tell_forecast(forecast(study, workers, chunk))))
        return
    if out is None:
        raise UserError("--out", "no folder is named", f"write --out out/{study.experiment.name}")
    try:
        report = run_batch(study, out, workers=workers, dask=dask, chunk=chunk, csv=csv)
    except KeyboardInterrupt:
        print("Stopped. The same command goes on from here.", file=sys.stderr)
        raise
    _print(list(tell_report(report)))
    if report.failures:
        raise typer.Exit(1)


@app.command("verify")
def verify_batch(
    folder: Annotated[Path, typer.Argument(help="The --out folder of a batch.")],
    games: Annotated[int, typer.Option(min=1, help="How many games to play again.")] = 20,
    policies: FurtherPolicies = None,
) -> None:
    """Play a sample of a batch again, game by game, and compare every number."""
    from game.batch.verify import reopen, verify
    from game.commands.batching import tell_differences

    study = reopen(folder, tuple(policies or ()))
    played = list(tqdm(verify(study, folder, games), unit=" games", leave=False, disable=None))
    differences = [one for game in played for one in game]
    _print(list(tell_differences(differences, len(played))))
    if differences:
        raise typer.Exit(1)


def _print_json(value: Any) -> None:
    print(json.dumps(value, indent=2, allow_nan=False))
