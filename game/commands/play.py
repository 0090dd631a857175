"""The command `play`: a game in a window, at a text seat, or with nobody at a seat."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.commands._options import (
    LogPath,
    Pack,
    Policies,
    ScenarioName,
    SeedFile,
    read_own,
    read_policies,
    read_seed_file,
)
from game.commands._terminal import print_line
from game.config import DEFAULT
from game.errors import UserError

if TYPE_CHECKING:
    from game.config.library import Library
    from game.saves.sealed_seed import SealedSeed
    from game.session import Session

# Fresh seeds are short enough to tell each other.
FRESH_SEEDS = 100_000


def run(
    scenario: ScenarioName = None,
    seat: Annotated[list[str] | None, typer.Option(help="An actor that a person leads.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Play in plain lines.")] = False,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Nature's luck; a new one for each game unless given.")
    ] = None,
    policy: Policies = None,
    pack: Pack = None,
    log: LogPath = None,
    seed_file: SeedFile = None,
    record: Annotated[
        Path | None,
        typer.Option(help="Keep what the window shows: a .png or .gif that moves, or a folder."),
    ] = None,
) -> None:
    """Play a game, or go on with the one that --log keeps."""
    from game.config.scenarios import shipped_library
    from game.saves.log_file import is_begun
    from game.window.open import open_game, open_title

    sealed = read_seed_file(seed_file)
    goes_on = log is not None and is_begun(log)
    if sealed and not goes_on:
        raise UserError("--seed-file", "belongs to a game that is kept", "name it with --log")
    seats = tuple(seat or ())
    library, policies = read_own(scenario or DEFAULT, read_policies(policy), pack)
    is_own = library.name_of("scenarios", scenario or DEFAULT) not in shipped_library().scenarios
    in_window = not text and _has_window(seats)
    if in_window and not (log or seats or is_own):
        open_title(scenario, seed, policies, record)
        return
    if log is not None and goes_on:
        session = resume_game(
            log, scenario, seats=seats, policies=policies, seed=seed, library=library,
            sealed=sealed,
        )  # fmt: skip
    else:
        sit = text or in_window or sys.stdin.isatty()
        session = begin_game(
            scenario, seats=seats, sit=sit, policies=policies, seed=seed, log=log, library=library
        )
    if in_window and session.seats:
        open_game(session, record)
    elif session.seats:
        _play_in_lines(session)
    else:
        _watch_and_invite(session, scenario)


def _has_window(seats: Sequence[str]) -> bool:
    from game.window.open import can_open_window

    # Lines piped to a seat are meant for the text seat.
    return (sys.stdin.isatty() or not seats) and can_open_window()


def begin_game(
    scenario: str | None,
    *,
    seats: Sequence[str],
    sit: bool,
    policies: Mapping[str, str],
    seed: int | None,
    log: Path | None,
    library: Library,
) -> Session:
    """Begin a game, kept in `log` or in the user's folder; to `sit` without a seat takes the usual.

    Raises
    ------
    UserError
        If something named does not exist, or a seat is given a policy too.
    """
    from agents.cast import open_scenario
    from game.saves.folder import new_log_path
    from game.session import Session

    loaded, _ = open_scenario(scenario or DEFAULT, library)
    taken = tuple(seats) or ((loaded.default_seat,) if sit else ())
    for actor in taken:
        if actor in policies:
            raise UserError(
                "--policy", f"{actor} is led by a person", "leave its policy out, or sit elsewhere"
            )
    luck = int(time.time()) % FRESH_SEEDS if seed is None else seed
    return Session.begin(
        loaded,
        seats=taken,
        policies=policies,
        seed=luck,
        path=log or new_log_path(loaded.name, luck),
        library=library,
    )


def resume_game(
    log: Path,
    scenario: str | None,
    *,
    seats: Sequence[str],
    policies: Mapping[str, str],
    seed: int | None,
    library: Library,
    sealed: SealedSeed | None = None,
) -> Session:
    """Go on with a logged game; `sealed` is its seed where the log has only its commitment.

    Raises
    ------
    UserError
        If the log cannot be opened, is being played elsewhere, or is another game than the one
        described.
    """
    from game.session import Session

    session = Session.resume(log, sealed=sealed)
    header = session.log.header
    if scenario and library.name_of("scenarios", scenario) != header.scenario:
        raise UserError(str(log), f"is a game of {header.scenario}", "leave the scenario out")
    if seed not in (None, header.seed):
        raise UserError(str(log), f"has seed {header.seed} already", "leave --seed out")
    if policies or (seats and set(seats) != set(header.seats)):
        raise UserError(
            str(log), "has its cast already", "leave --seat and --policy out, or name a new file"
        )
    return session


def _play_in_lines(session: Session) -> None:
    from game.text.seat import TextSeat

    TextSeat(session, sys.stdin, sys.stdout).play()


def _watch_and_invite(session: Session, scenario: str | None) -> None:
    """Print a game of policies, then how to take a seat and how to ask why."""
    from game.commands._game_lines import print_opening, print_rest
    from game.saves.place import kept_path

    print_opening(session)
    print_rest(session)
    print()
    first, *others = session.scenario.seats
    print("Nobody sat at a seat, so every actor was led by its policy. Take one:")
    print(f"  highfence play {scenario or session.scenario.name} --seat {first}")
    print(f"  (or {', '.join(others)})" if others else "")
    if kept := kept_path(session):
        path = shlex.quote(str(kept))
        print_line(f"This game is kept. Ask it why, for one: highfence explain {path} lag")
