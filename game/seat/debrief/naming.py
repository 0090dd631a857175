"""What an order of the past is called, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.turn.agreements import paper_in
from game.why.replays import GivenOrder
from game.words.diplomacy import answer_text, paper_text
from game.words.language import say, say_config
from game.words.names import order_text, setting_title
from game.words.numbers import upper_first

if TYPE_CHECKING:
    from game.session import Session


def name_order(order: GivenOrder, session: Session) -> str:
    """Return an order in words: a setting and what it was set to, or a paper and its terms."""
    scenario = session.scenario
    last = order.actions[-1]
    lever = scenario.levers[last.lever]
    if lever.part == "answer":
        other = scenario.actors[lever.column(last.member)]
        return upper_first(answer_text(lever.text(last.value), other, scenario))
    if order.receiver:
        settings = session.played[order.turn].sealed.orders.settings
        paper = paper_in(settings, scenario, order.actor, order.receiver)
        if paper is None:
            return name_setting(order, session)
        return upper_first(paper_text(paper, scenario))
    return order_text(last, scenario.levers)


def name_setting(order: GivenOrder, session: Session) -> str:
    """Return what an order was about, without what it was set to."""
    last = order.actions[-1]
    lever = session.scenario.levers[last.lever]
    if order.receiver:
        title = say_config(session.scenario.roles[order.receiver].title)
        return say("Papers to {receiver}", receiver=title)
    return setting_title(lever, lever.column(last.member))
