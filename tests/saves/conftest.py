"""Games of the lesson, orders given by their text, and logs that somebody made by hand."""

import functools
from pathlib import Path

from game.config.scenarios import load_scenario
from game.saves.chain import add_link, split_link
from game.session import Session
from game.state.levers import Action
from game.state.scenario import Scenario

SEAT = "beijing"


def give(session: Session, text: str) -> Action:
    """Order for the only seat what a line of text says."""
    (seat,) = session.seats
    action = Action.parse(text, session.scenario.levers, actor=seat)
    session.order(action)
    return action


def rechained(text: str) -> str:
    """Return a changed log with links that fit, so that only the change is wrong."""
    lines, chain = [], ""
    for line in text.splitlines():
        linked, chain = add_link(split_link(line)[0], chain)
        lines.append(linked)
    return "".join(f"{line}\n" for line in lines)


def begin(path: Path | None = None) -> Session:
    return Session.begin(lesson(), seats=(SEAT,), seed=3, path=path)


@functools.cache
def lesson() -> Scenario:
    return load_scenario("lesson")


def play(session: Session, *orders: str) -> None:
    """Play a turn with these measures."""
    for order in orders:
        give(session, order)
    session.seal()
    session.seal()
    session.pass_turn()
