"""From what was typed to a game that can go on: a new one, or the one that a log keeps."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from agents.cast import open_scenario
from game.config.scenarios import DEFAULT, shipped_library
from game.errors import UserError, did_you_mean
from game.saves.folder import new_log_path
from game.session import Session

# Fresh seeds are short enough to tell each other.
FRESH_SEEDS = 100_000


def is_file_name(name: str | None) -> bool:
    """Tell whether a scenario is named by a file of the user's own."""
    return name is not None and name.endswith((".yaml", ".yml"))


def begin_game(
    scenario: str | None,
    *,
    seats: Sequence[str],
    sit: bool,
    policies: dict[str, str],
    seed: int | None,
    log: Path | None,
) -> Session:
    """Begin a game, kept in `log` or in the user's folder; to `sit` without a seat takes the usual.

    Raises
    ------
    UserError
        If something named does not exist, or a seat is given a policy too.
    """
    name = scenario or DEFAULT
    loaded, library = open_scenario(name)
    taken = tuple(seats or [loaded.default_seat]) if sit else ()
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
        scenario_file=str(Path(name).resolve()) if is_file_name(name) else "",
        library=library,
    )


def resume_game(
    log: Path,
    scenario: str | None,
    *,
    seats: Sequence[str],
    policies: dict[str, str],
    seed: int | None,
) -> Session:
    """Go on with a logged game.

    Raises
    ------
    UserError
        If the log cannot be opened, is being played elsewhere, or is another game than the one
        described.
    """
    session = Session.resume(log)
    header = session.log.header
    named = str(Path(scenario).resolve()) if scenario and is_file_name(scenario) else scenario
    if named not in (None, header.scenario_file or header.scenario):
        raise UserError(str(log), f"is a game of {header.scenario}", "leave the scenario out")
    if seed not in (None, header.seed):
        raise UserError(str(log), f"has seed {header.seed} already", "leave --seed out")
    if policies or (seats and set(seats) != set(header.seats)):
        raise UserError(
            str(log), "has its cast already", "leave --seat and --policy out, or name a new file"
        )
    return session


def read_policies(given: Sequence[str]) -> dict[str, str]:
    """Read ACTOR=NAME options; a file is kept by its full path, so that a log can find it.

    Raises
    ------
    UserError
        If one names no actor or no policy, or an actor is named twice.
    """
    chosen: dict[str, str] = {}
    actors = tuple(shipped_library().axes.actors)
    for text in given:
        actor, equals, name = text.partition("=")
        if not equals or not name:
            raise UserError("--policy", f"{text!r} names no policy", "write ACTOR=NAME")
        if actor not in actors:
            raise UserError("--policy", f"unknown actor {actor!r}", did_you_mean(actor, actors))
        if actor in chosen:
            raise UserError("--policy", f"{actor} has two policies", "name one for each actor")
        is_file = name.endswith((".yaml", ".yml"))
        chosen[actor] = str(Path(name).resolve()) if is_file else name
    return chosen
