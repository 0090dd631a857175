"""The commands `play`, `watch` and `replay`: one game at a time."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from agents.cast import open_scenario
from game.commands.beginning import begin_game, is_file_name, read_policies, resume_game
from game.commands.options import AsJson, LogName, Policies, Seed
from game.commands.printing import print_json, print_lines
from game.commands.record import record_game
from game.config.scenarios import DEFAULT
from game.errors import UserError
from game.saves.folder import find_played_log
from game.session import Session
from game.text.seat import TextSeat, leaders
from game.text.story import tell_opening, tell_outcome, tell_turn
from game.turn.outcome import outcome
from game.window.open import can_open_window, open_game, open_title

SECONDS_BEFORE_A_BAR = 1.0

ScenarioName = Annotated[str | None, typer.Argument(help="A scenario; see list scenarios.")]
LogPath = Annotated[Path | None, typer.Option("--log", help="The file that keeps the game.")]


def play(
    scenario: ScenarioName = None,
    seat: Annotated[list[str] | None, typer.Option(help="An actor that a person leads.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Play in plain lines.")] = False,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Nature's luck; a new one for each game unless given.")
    ] = None,
    policy: Policies = None,
    log: LogPath = None,
    record: Annotated[
        Path | None,
        typer.Option(help="Keep what the window shows: a .png or .gif that moves, or a folder."),
    ] = None,
) -> None:
    """Play a game, or go on with the one that --log keeps."""
    # Lines piped to a seat are meant for the text seat.
    in_window = not text and (sys.stdin.isatty() or not seat) and can_open_window()
    policies = read_policies(policy or [])
    if in_window and log is None and not seat and not is_file_name(scenario):
        open_title(scenario, seed, policies, record)
        return
    seats = tuple(seat or ())
    if log is not None and log.exists():
        session = resume_game(log, scenario, seats=seats, policies=policies, seed=seed)
    else:
        sit = bool(seat) or text or in_window or sys.stdin.isatty()
        session = begin_game(scenario, seats=seats, sit=sit, policies=policies, seed=seed, log=log)
    if in_window and session.seats:
        open_game(session, record)
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
    print_json(record_game(session))


def replay(
    log: LogName,
    to: Annotated[int | None, typer.Option(min=1, help="The last turn to replay.")] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Say that every turn fits its hash.")
    ] = False,
    sound: Annotated[
        bool, typer.Option("--sound", help="Tell the part of a damaged log before its fault.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Replay a logged game."""
    path = find_played_log(log)
    session = Session.resume(path, to=to, sound=sound)
    if to is not None and to > len(session.played):
        raise UserError("--to", f"turn {to} was not played", f"the game has {len(session.played)}")
    if as_json:
        print_json(record_game(session))
        return
    print_lines(tell_opening(session.scenario, session.log.header.seed, leaders(session)))
    for turn in session.played:
        print_lines(["", *tell_turn(turn, session.scenario)])
    _print_end(session)
    if verify:
        print(f"\nVerified: {len(session.played)} turns replay to the states that are logged.")


def _tell_automatic(session: Session, turns: int | None = None) -> None:
    scenario = session.scenario
    print_lines(tell_opening(scenario, session.log.header.seed, leaders(session)))
    for turn in session.played:
        print_lines(["", *tell_turn(turn, scenario)])
    for _ in _turns(session, turns):
        print_lines(["", *tell_turn(session.played[-1], scenario)])
    _print_end(session)


def _print_end(session: Session) -> None:
    if session.over:
        ended = outcome(session.model.position, session.scenario)
        print_lines(["", *tell_outcome(ended, session.scenario)])


def _turns(session: Session, most: int | None) -> Iterator[int]:
    """Play on turn by turn, to the end or to the turn given."""
    last = session.scenario.turns if most is None else min(most, session.scenario.turns)
    while not session.over and len(session.played) < last:
        session.seal()
        session.seal()
        session.pass_turn()
        yield len(session.played)
