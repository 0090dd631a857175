"""The page that a student keeps: the own orders, what came of them, and what the student answered.

It names nobody: whoever finds it learns what a seat did and no more.
"""

from __future__ import annotations

import dataclasses
import datetime

from game import __version__
from game.classroom.acts import SENTENCE
from game.classroom.live_room import LiveRoom
from game.classroom.replaying import Given, orders_of
from game.classroom.room import Seat
from game.classroom.table_papers import order_title
from game.classroom.voting import VOTES, choices_of, vote_text
from game.seat.orders_given import DRAFTS
from game.seat.refusals import refusals_by_turn
from game.words.language import say, say_config
from game.words.numbers import quarter_text, setting_text


@dataclasses.dataclass(frozen=True, kw_only=True)
class KeptPage:
    """What stands on the page beside the ending of the seat.

    `refused` are orders that were refused, with the reason, by date.
    """

    title: str
    table: int
    day: str
    version: str
    orders: tuple[tuple[str, str, str], ...]
    refused: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]


def read_kept(live: LiveRoom, person: int) -> KeptPage | None:
    """Return the page of a person, None for one without a seat at a game."""
    seat = live.room.members[person].seat
    game = live.tables.game_of(seat) if seat is not None else None
    if seat is None or game is None:
        return None
    return KeptPage(
        title=say_config(live.scenario.roles[seat[1]].title),
        table=seat[0],
        day=datetime.date.fromtimestamp(live.room.began).isoformat(),
        version=__version__,
        orders=tuple(
            _order(live, seat, order)
            for order in orders_of(game)
            if order.actor == seat[1]
            and live.scenario.levers[order.target.partition(".")[0]].part not in DRAFTS
        ),
        refused=tuple(
            (date, text) for date, wanting, text in refusals_by_turn(game) if wanting == seat[1]
        ),
        answers=tuple(_answers(live, person)),
        questions=tuple(say_config(asked.text) for asked in live.plan.questions),
    )


def _order(live: LiveRoom, seat: Seat, order: Given) -> tuple[str, str, str]:
    action = live.tables.action(seat, order.target, order.setting)
    lever = live.scenario.levers[action.lever]
    return (
        quarter_text(live.scenario.date(order.turn)),
        order_title(lever, lever.column(action.member), live.scenario),
        setting_text(lever, action.value),
    )


def _answers(live: LiveRoom, person: int) -> list[tuple[str, str]]:
    """Return what the person was asked and answered, in the order of the class."""
    given = {
        question: answer for (who, question), answer in live.room.answers.items() if who == person
    }
    answers = [
        (say_config(asked.text), f"{given[name]} %")
        for number, asked in enumerate(live.plan.forecasts)
        if (name := f"forecast-{number}") in given
    ]
    answers += [
        (vote_text(live, vote), choices_of(live, vote)[given[vote]])
        for vote in VOTES
        if vote in given
    ]
    if SENTENCE in given:
        answers.append((say("One sentence:"), given[SENTENCE]))
    return answers
