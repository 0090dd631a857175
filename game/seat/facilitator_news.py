"""What a facilitator did, as everybody at a table is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from game.config.scenarios import shipped_library
from game.saves.lines import ActLine, FreeMove, Injected, Overridden
from game.seat.news import NewsItem
from game.why.explain import describe_number
from game.words.language import say, say_config
from game.words.numbers import amount

if TYPE_CHECKING:
    from game.session import Session


def acts_of(session: Session, turn: int) -> list[NewsItem]:
    """Return what a facilitator did in a turn, counted from 0, as news, the oldest first.

    What was taken back is left out, and so are injects that wait still.
    """
    if not 0 <= turn < len(session.turns.openings):
        return []
    month = session.turns.openings[turn].world.month
    return [
        NewsItem(month=month, text=act_text(line), event=line.event)
        if isinstance(line, Injected)
        else NewsItem(month=month, text=act_text(line))
        for line in _told(session, turn)
    ]


def _told(session: Session, turn: int) -> Iterator[ActLine]:
    """Yield the lines of acts that everybody knows of, an inject in the turn in which it struck."""
    state = session.log.state
    worked = {act.id: act.turn for act in session.facilitator.acts}
    for line in state.acts:
        when = worked.get(line.id) if isinstance(line, Injected) else line.turn
        if when == turn and line.id not in state.withdrawn:
            yield line


def act_text(line: ActLine) -> str:
    """Return an act in one sentence without its full stop."""
    match line:
        case Injected():
            return say_config(shipped_library().events[line.event].headline)
        case Overridden():
            unit, says = describe_number(line.field)
            return say(
                "The facilitator sets this number from {was} to {now}: {number} ({why})",
                was=amount(line.was, unit), now=amount(line.value, unit),
                number=say_config(says), why=line.why,
            )  # fmt: skip
        case FreeMove() if line.drawn < line.odds / 10.0:
            return say(
                "A free move succeeds, at odds of {odds} in 10: {move}",
                odds=line.odds, move=line.text,
            )  # fmt: skip
        case FreeMove():
            return say(
                "A free move fails, at odds of {odds} in 10: {move}", odds=line.odds, move=line.text
            )
        case _:
            assert_never(line)
