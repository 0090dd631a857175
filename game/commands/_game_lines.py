"""A game of policies in plain lines: what people read of `play`, `watch` and `replay`."""

from __future__ import annotations

from collections.abc import Iterator

from game.commands._terminal import print_lines
from game.session import Session
from game.text.seat import leaders
from game.text.story import tell_clauses, tell_opening, tell_outcome, tell_turn
from game.turn.outcome import outcome


def print_opening(session: Session) -> None:
    """Print what a game is, and who leads whom."""
    print_lines(tell_opening(session.scenario, session.log.header.seed, leaders(session)))


def print_played(session: Session) -> None:
    """Print the turns played so far and, where the game has ended, how."""
    for turn in session.played:
        print_lines(["", *tell_turn(turn, session.scenario)])
    _print_end(session)


def print_rest(session: Session, last: int | None = None) -> None:
    """Print what policies play, turn by turn, to the end or to the `last` turn."""
    for _ in play_on(session, last):
        print_lines(["", *tell_turn(session.played[-1], session.scenario)])
    _print_end(session)


def _print_end(session: Session) -> None:
    if session.over:
        ended = outcome(session.model.position, session.scenario)
        print_lines(["", *tell_outcome(ended, session.scenario), *tell_clauses(session)])


def play_on(session: Session, last: int | None) -> Iterator[int]:
    """Play on turn by turn, to the end or to the `last` turn; yield how many are played."""
    turns = session.scenario.turns if last is None else min(last, session.scenario.turns)
    while not session.over and len(session.played) < turns:
        session.seal()
        session.seal()
        session.pass_turn()
        yield len(session.played)
