"""The past of a game as a seat may know it: deeds, answers and news, quarter by quarter."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from game.seat.disclosure import public
from game.seat.facilitator_news import acts_of
from game.seat.news import news_of
from game.seat.orders_given import deeds_of
from game.seat.refusals import public_refusals, refusals_of, wanted_text
from game.seat.seat_table import SeatTable
from game.words.language import say, say_config
from game.words.numbers import quarter_text, upper_first

if TYPE_CHECKING:
    from game.session import TurnRecord

NEWS = "news"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Line:
    """One thing of the past; `kind` is the actor that did it, or news."""

    kind: str
    text: str
    is_response: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Quarter:
    """One turn of the past with what is left of it after a search; `turn` counts from 0."""

    turn: int
    title: str
    lines: tuple[Line, ...]


def read_quarters(table: SeatTable, kind: str = "", word: str = "") -> list[Quarter]:
    """Return all turns played, the latest first; of one actor or the news, with a word in it."""
    quarters = []
    for record in reversed(table.session.played):
        lines = tuple(
            line
            for line in _lines(table, record)
            if kind in ("", line.kind) and word.casefold() in line.text.casefold()
        )
        date = quarter_text(table.session.scenario.date(record.opened.turn))
        if lines or not (kind or word):
            quarters.append(Quarter(turn=record.opened.turn, title=date, lines=lines))
    return quarters


def _lines(table: SeatTable, record: TurnRecord) -> list[Line]:
    scenario = table.session.scenario
    deeds = deeds_of(record.opened, record.phases, scenario)
    lines = []
    for deed in deeds if table.session.over else public(deeds, table.actor):
        line = say("{deed} (not announced)", deed=deed.told) if deed.covert else deed.told
        if deed.because:
            line = say("{deed}, because {reason}", deed=line, reason=deed.because)
        text = say("{deed}.", deed=upper_first(line))
        lines.append(Line(kind=deed.actor, text=text, is_response=deed.phase == "responses"))
    refused = refusals_of(record.phases, scenario)
    for order in refused if table.session.over else public_refusals(refused, table.actor):
        title = say_config(scenario.roles[order.actor].title)
        text = say("{actor}: {order}.", actor=title, order=wanted_text(order, scenario))
        is_response = order.phase == "responses"
        lines.append(Line(kind=order.actor, text=text, is_response=is_response))
    acts = acts_of(table.session, record.opened.turn)
    for story in [*acts, *news_of(record.closed, scenario)]:
        text = say("{date}: {what}.", date=story.date, what=story.text)
        lines.append(Line(kind=NEWS, text=text))
    return lines
