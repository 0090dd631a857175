"""What the papers would print about a turn: events, truces, words kept, laws, new parts."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from game.config.scenarios import shipped_library
from game.state.orders import Orders
from game.state.position import Position
from game.state.scenario import Scenario
from game.turn.fates import fates_of
from game.words.diplomacy import fate_text
from game.words.language import say, say_config
from game.words.numbers import amount, month_text

if TYPE_CHECKING:
    from game.state.world import World


@dataclasses.dataclass(frozen=True, kw_only=True)
class NewsItem:
    """One piece of news; `month` counts from January 2022, the calendar's own is routine.

    `event` names the event of the configs that it tells of, "" where it tells of none.
    """

    month: int
    text: str
    is_routine: bool = False
    event: str = ""

    @property
    def date(self) -> str:
        """The month as a dateline: `Nov 2026`."""
        return month_text(self.month)


def news_of(closed: Position, scenario: Scenario) -> list[NewsItem]:
    """Return the news of the turn just passed in a single game, the oldest first."""
    stories = []
    for before, after in itertools.pairwise(closed.months):
        texts = [
            *_truce(before, after),
            *_words(before, after, closed.sealed, scenario),
            *_laws(before.law[0], after.law[0], scenario),
            *_house(float(before.opposed_house[0, 0]), float(after.opposed_house[0, 0])),
            *_parts(before.design_left[0], after.design_left[0], scenario),
            *_write_off(float(after.nv_written_off[0, 0] - before.nv_written_off[0, 0])),
        ]
        stories += [NewsItem(month=after.month, text=text) for text in texts]
        stories += _events(after.month, after.struck[0], scenario)
    return [*stories, *_lapses(closed, scenario)]


def _lapses(closed: Position, scenario: Scenario) -> Iterator[NewsItem]:
    """Tell of actors whose political capital did not pay for what they keep up."""
    after = closed.months[-1]
    for place, actor in enumerate(scenario.actors):
        if after.unpaid[0, place] > 0.0:
            name = say_config(shipped_library().actors[actor].title)
            text = say("{actor} can no longer pay to keep measures up; they lapse.", actor=name)
            yield NewsItem(month=after.month, text=text)


def _events(month: int, struck: Iterable[float], scenario: Scenario) -> Iterator[NewsItem]:
    events = shipped_library().events
    for name, flag in zip(scenario.params.axes.events, struck, strict=True):
        if flag:
            event = events[name]
            yield NewsItem(
                month=month,
                text=say_config(event.headline),
                is_routine=event.kind == "scheduled",
                event=name,
            )


def _truce(before: World, after: World) -> Iterator[str]:
    was, now = float(before.truce[0, 0]), float(after.truce[0, 0])
    left = float(after.truce_left[0, 0])
    if now > was:
        yield say(
            "Washington and Beijing agree on a truce of {months} months", months=f"{left:.0f}"
        )
    elif now < was:
        yield say("The truce between Washington and Beijing is over")
    elif left > float(before.truce_left[0, 0]):
        yield say(
            "Washington and Beijing renew their truce, for {months} months", months=f"{left:.0f}"
        )


def _words(before: World, after: World, orders: Orders, scenario: Scenario) -> Iterator[str]:
    """Tell of deals kept and broken, and of threats carried out and called."""
    return (fate_text(fate, scenario) for fate in fates_of(before, after, orders, scenario))


def _laws(before: Iterable[float], after: Iterable[float], scenario: Scenario) -> Iterator[str]:
    bills = shipped_library().axes.bills
    for name, was, now in zip(scenario.params.axes.bills, before, after, strict=True):
        if now > was:
            bill = say_config(bills[name].title).lower()
            yield say("President signs into law: {bill}", bill=bill)


def _house(before: float, after: float) -> Iterator[str]:
    if after != before:
        yield (
            say("The other party takes the House")
            if after
            else say("The party of the President takes the House")
        )


def _parts(before: Iterable[float], after: Iterable[float], scenario: Scenario) -> Iterator[str]:
    products = shipped_library().products
    for name, was, now in zip(scenario.params.axes.products, before, after, strict=True):
        if now <= 0.0 < was:
            part = say_config(products[name].title)
            yield say("Nvidia announces a part cut to the line: {part}", part=part)


def _write_off(loss: float) -> Iterator[str]:
    if loss > 0.05:
        yield say("Nvidia writes off {money} of China stock", money=amount(loss, "US$ bn"))
