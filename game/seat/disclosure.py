"""What a seat may hear of the others: announced deeds, and causes of numbers that it can see."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.errors import UserError
from game.model.quantities import QUANTITIES
from game.seat.orders_given import Deed
from game.state.reading import Term
from game.state.scenario import Sight
from game.turn.reads import fields_read
from game.why.breakdown import explain_number, explain_quantity, explain_sight
from game.why.explain import Explanation, Origin, Share, TracedTurn, is_field
from game.words.causes import cause_text
from game.words.language import later, say

if TYPE_CHECKING:
    from agents.policies.base import ComparedPlan, Foresight
    from game.session import Session, TurnRecord
    from game.state.levers import Levers


class Hidden(enum.Enum):
    """What keeps a seat from hearing of a cause."""

    UNSEEN = "unseen"
    """It is a number that the seat does not see."""
    UNANNOUNCED = "unannounced"
    """It is a covert order of another actor."""


HIDDEN = later(
    {
        Hidden.UNSEEN: "something you do not see",
        Hidden.UNANNOUNCED: "something that was not announced",
    }
)


def public(deeds: Sequence[Deed], reader: str = "") -> list[Deed]:
    """Return what was announced, and what the seat that reads it did covertly."""
    return [deed for deed in deeds if not deed.covert or deed.actor == reader]


def public_foresight(
    foresight: Foresight, levers: Levers, actor: str, reader: str = ""
) -> Foresight:
    """Return what an actor compared, without its covert orders where another seat reads it."""
    if reader == actor:
        return foresight

    def announced(plan: ComparedPlan) -> ComparedPlan:
        held, once = (
            tuple(action for action in orders if not levers[action.lever].covert)
            for orders in (plan.held, plan.once)
        )
        return dataclasses.replace(plan, held=held, once=once)

    return dataclasses.replace(
        foresight,
        stood=announced(foresight.stood),
        taken=announced(foresight.taken),
        others=tuple(map(announced, foresight.others)),
    )


def is_seen(field: str, session: Session, actor: str) -> bool:
    """Tell whether a seat sees a number that a field goes into."""
    scenario, closed = session.scenario, session.model.position
    if field == "capital":
        return True
    sights = scenario.roles[actor].sights.values()
    return any(field in fields_read(sight.measure, closed, scenario) for sight in sights)


def seen_field(session: Session, turn: TurnRecord, actor: str, name: str) -> tuple[str, bool]:
    """Return the field that a name stands for to this actor, and whether it sees it exactly.

    Raises
    ------
    UserError
        If the actor sees nothing of this name.
    """
    scenario = session.scenario
    sights = scenario.roles[actor].sights
    if name in sights and sights[name].measure.text != name:
        name, exact = sights[name].measure.text, _is_exact(sights[name])
        return name, exact
    readings = [
        _is_exact(sight)
        for sight in sights.values()
        if name.partition(".")[0] in fields_read(sight.measure, turn.closed, scenario)
        or sight.measure.text == name
    ]
    if not readings and not session.over:
        raise UserError("why", f"you see nothing named {name!r}", "view all lists what you see")
    return name, any(readings)


def turn_of_sight(session: Session, actor: str, name: str) -> TurnRecord | None:
    """Return the turn whose change a seat sees now under a name; None where it was before play."""
    sight = session.scenario.roles[actor].sights.get(name)
    back = 1 + (sight.delay if sight else 0)
    return session.played[-back] if back <= len(session.played) else None


def explain_seen(name: str, seen: str, actor: str, turn: TracedTurn) -> Explanation:
    """Return by which rules a number changed that stands for a field `seen` to a seat.

    Raises
    ------
    UserError
        If there is no such number.
    """
    sight = turn.scenario.roles[actor].sights.get(name)
    if sight is not None:
        return explain_sight(sight, turn)
    if seen in QUANTITIES or is_field(seen):
        return explain_quantity(seen, turn)
    return explain_number(seen, turn)


def _is_exact(sight: Sight) -> bool:
    return not (sight.blur or sight.error or sight.delay)


def hidden_as(share: Share, session: Session, actor: str) -> Hidden | None:
    """Return what keeps a seat from hearing of a cause, None where nothing does.

    What was not announced stays unnamed while the game goes on.
    """
    if session.over:
        return None
    if share.origin is Origin.NUMBER and not _is_named(share.field, session, actor):
        return Hidden.UNSEEN
    covert = any(session.scenario.levers[action.lever].covert for action in share.order)
    return Hidden.UNANNOUNCED if covert and share.actor != actor else None


def disclosed_text(share: Share, session: Session, actor: str, *, typed: bool = False) -> str:
    """Return a cause in words, as far as a seat may hear of it; an order perhaps as typed."""
    hidden = hidden_as(share, session, actor)
    if hidden is not None:
        return say(HIDDEN[hidden])
    return cause_text(share, session.scenario.levers, typed=typed)


def disclosed_with_rule(share: Share, session: Session, actor: str, *, typed: bool = False) -> str:
    """Return a cause in words with the name of its rule, where a seat sees what the rule moved."""
    text = disclosed_text(share, session, actor, typed=typed)
    if hidden_as(share, session, actor) is Hidden.UNSEEN:
        return text
    return f"{text} ({share.rule})"


def _is_named(field: str, session: Session, actor: str) -> bool:
    """Tell whether a seat may hear the name of what moved a number it sees."""
    number = Term.parse(field).number
    return not is_field(number) or is_seen(number, session, actor)
