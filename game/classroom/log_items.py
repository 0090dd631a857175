"""Questions from the class's own log: what moved a number, and what an order made of a table.

Each answer is read off the ledger of the table or off the table played again; a question whose
answer is not clear is not asked.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from game.classroom.live_room import LiveRoom
from game.classroom.parting import SwapEffect
from game.seat.origins import Beginning, OriginTracer, find_number
from game.words.language import say, say_config
from game.words.numbers import difference, minus, quarter_text

MOST_ITEMS, MOST_CHOICES, FEWEST_CHOICES = 12, 4, 3
# The largest cause must be so many times the next for a question about it to be clear.
CLEAR = 1.25


@dataclasses.dataclass(frozen=True, kw_only=True)
class LogItem:
    """A question with choices, the place of the true one from 1, and what settles it."""

    text: str
    choices: tuple[str, ...]
    answer: int
    because: str


def items_of_log(live: LiveRoom, effects: Sequence[SwapEffect]) -> list[LogItem]:
    """Return questions on what happened at the tables: by turns from causes and from swaps.

    `effects` are of orders that moved the number and of some that did not: else one of the choices
    could be struck without knowing anything. They are asked about in the order they were given.
    """
    in_order = sorted(effects, key=lambda effect: (effect.order.turn, effect.order.text))
    mixed = itertools.zip_longest(_of_causes(live), _of_swaps(in_order))
    items = [item for pair in mixed for item in pair if item is not None]
    return items[:MOST_ITEMS]


def _of_causes(live: LiveRoom) -> Iterator[LogItem]:
    """Yield what moved the class's numbers most, number by number, table by table, turn by turn."""
    games = {table: game for table, game in sorted(live.games.items()) if game.played}
    tracers = {
        table: OriginTracer(game, turns=range(len(game.played))) for table, game in games.items()
    }
    for name in live.plan.compare:
        for table, tracer in tracers.items():
            for turn in range(len(games[table].played)):
                item = _ask_why(live, table, tracer, name, turn)
                if item is not None:
                    yield item


def _ask_why(
    live: LiveRoom, table: int, tracer: OriginTracer, name: str, turn: int
) -> LogItem | None:
    """Return the question what began most of a change, None where that is not clear.

    The answer is the largest beginning that moved the number the way it went: what pulled the other
    way may be larger, and began nothing of the change.
    """
    number = find_number(name, tracer.session)
    origins = tracer.trace(number, turn)
    lines = [line for line in tracer.tell(origins) if line.change]
    along = [line for line in lines if line.change * origins.change > 0.0][:2]
    if len(lines) < FEWEST_CHOICES or not along or not _is_clear(along):
        return None
    first, *others = (minus(difference(line.change, number.unit)) for line in along)
    ranked = [along[0], *(line for line in lines if line is not along[0])][:MOST_CHOICES]
    texts = [_beginning(live, line) for line in ranked]
    choices = tuple(sorted(texts))
    if len(set(choices)) < len(choices) or first in others:
        return None
    return LogItem(
        text=say(
            "Table {number}, {date}: “{title}” moved by {change}. What began most of it?",
            number=table + 1, date=quarter_text(live.scenario.date(turn)),
            title=say_config(number.says), change=minus(difference(origins.change, number.unit)),
        ),
        choices=choices,
        answer=choices.index(texts[0]) + 1,
        because=say(
            "It made {first} of it, the next cause {second}.", first=first, second=others[0]
        ) if others else say("It made {first} of it; nothing else moved it that way.", first=first),
    )  # fmt: skip


def _is_clear(along: Sequence[Beginning]) -> bool:
    """Tell whether the largest of what moved a number one way is well ahead of the next."""
    return len(along) < 2 or abs(along[0].change) >= CLEAR * abs(along[1].change)


def _beginning(live: LiveRoom, line: Beginning) -> str:
    if not line.actor:
        return line.text
    title = say_config(live.scenario.roles[line.actor].title)
    return say("{actor}: {order}", actor=title, order=line.text)


def _of_swaps(effects: Sequence[SwapEffect]) -> Iterator[LogItem]:
    """Yield which way a table's number goes without one of its orders."""
    for effect in effects:
        is_unmoved = effect.was == effect.would_be
        choices = (
            say("It ends at {value}, as it did", value=effect.was),
            say("It ends higher than {value}", value=effect.was),
            say("It ends lower than {value}", value=effect.was),
        )
        yield LogItem(
            text=say(
                "Table {number} is played again under the same luck without one order: {date},"
                " {title}: {setting}. What happens to “{compared}”?",
                number=effect.order.table + 1, date=effect.date, title=effect.title,
                setting=effect.setting, compared=effect.compared,
            ),
            choices=choices,
            answer=1 if is_unmoved else 3 if effect.is_raised else 2,
            because=say("It ends at {value}.", value=effect.would_be),
        )  # fmt: skip
