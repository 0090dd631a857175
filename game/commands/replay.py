"""The command `replay`: a logged game told again, and held to its hashes.

The game itself is played again by `game/session/replay.py`, as it is whenever a log is opened.
"""

from __future__ import annotations

from typing import Annotated

import typer

from game.commands._options import AsJson, LogName, SeedFile, read_seed_file
from game.commands._start import without_collector
from game.commands._terminal import print_json
from game.config import MOST
from game.errors import UserError
from game.words.counts import count_of


def run(
    log: LogName,
    to: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="The last turn to replay.")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Say that every turn fits its hash.")
    ] = False,
    sound: Annotated[
        bool, typer.Option("--sound", help="Tell the part of a damaged log before its fault.")
    ] = False,
    seed_file: SeedFile = None,
    as_json: AsJson = False,
) -> None:
    """Replay a logged game."""
    with without_collector():
        from game.commands._game_json import record_game
        from game.commands._game_lines import print_opening, print_played
        from game.saves.folder import find_played_log
        from game.session import Session

        sealed = read_seed_file(seed_file)
        session = Session.resume(find_played_log(log), to=to, sound=sound, sealed=sealed)
    if to is not None and to > len(session.played):
        raise UserError("--to", f"turn {to} was not played", f"the game has {len(session.played)}")
    if as_json:
        print_json(record_game(session))
        return
    print_opening(session)
    print_played(session)
    if verify:
        turns = len(session.played)
        replay = "replays" if turns == 1 else "replay"
        print(f"\nVerified: {count_of(turns, 'turn')} {replay} to the states that are logged.")
        if session.log.header.commitment:
            print(f"The seed is the one promised as {session.log.header.commitment[:8]}.")
