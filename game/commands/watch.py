"""The command `watch`: a game in which policies lead every actor."""

from __future__ import annotations

from typing import Annotated

import typer

from game.commands._options import (
    AsJson,
    LogPath,
    Pack,
    Policies,
    ScenarioName,
    Seed,
    read_own,
    read_policies,
)
from game.commands._start import without_collector
from game.commands._terminal import print_json, print_lines, progress_bar
from game.config import DEFAULT, MOST


def run(
    scenario: ScenarioName = None,
    seed: Seed = 0,
    policy: Policies = None,
    pack: Pack = None,
    turns: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="Stop after so many turns.")
    ] = None,
    as_json: AsJson = False,
    log: LogPath = None,
) -> None:
    """Watch the policies play, turn by turn."""
    with without_collector():
        from agents.cast import choose_policies, open_scenario
        from game.text.story import tell_opening

        library, policies = read_own(scenario or DEFAULT, read_policies(policy), pack)
        loaded, _ = open_scenario(scenario or DEFAULT, library)
        profile = {**loaded.profile, **policies}
        if not as_json:
            # Before the game begins, which takes Mesa a moment; a policy that is none comes first.
            choose_policies(loaded, profile, library)
            led_by = [(actor, profile[actor].replace("_", " ")) for actor in loaded.actors]
            print_lines(tell_opening(loaded, seed, led_by))
    from game.commands._game_json import record_game
    from game.commands._game_lines import play_on, print_rest
    from game.session import Session

    session = Session.begin(
        loaded,
        policies=profile,
        seed=seed,
        path=log,
        library=library,
    )
    if not as_json:
        print_rest(session, turns)
        return
    with progress_bar(turns or loaded.turns, "turns") as bar:
        for _ in play_on(session, turns):
            bar.update()
    print_json(record_game(session))
