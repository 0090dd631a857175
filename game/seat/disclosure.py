"""What a seat may hear of the others: announced deeds, and causes of numbers that it can see."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from game.config.scenarios import shipped_library
from game.errors import UserError
from game.seat.orders_given import Deed
from game.state.reading import Reading
from game.state.scenario import Sight
from game.turn.ledger import NATURE
from game.why.explain import Share, fields_read, is_field
from game.words.language import later, say, say_config
from game.words.reasons import said_again

if TYPE_CHECKING:
    from game.session import Session, TurnRecord

UNSEEN, UNANNOUNCED = later(("something you do not see", "something that was not announced"))


def public(deeds: Sequence[Deed], seats: Collection[str] = ()) -> list[Deed]:
    """Return what was announced; a deed of a single seat is told to it even when covert."""
    alone = len(seats) == 1
    return [deed for deed in deeds if not deed.covert or (alone and deed.actor in seats)]


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


def _is_exact(sight: Sight) -> bool:
    return not (sight.blur or sight.error or sight.delay)


def cause_text(share: Share, session: Session, actor: str) -> str:
    """Return a cause in words; what was not announced stays unnamed while the game goes on."""
    if share.field and not (session.over or _is_named(share.field, session, actor)):
        return say(UNSEEN)
    if not share.order:
        return f"{said_again(share.says)} ({share.rule})"
    if share.actor == NATURE:
        headline = shipped_library().events[share.order].headline
        return f"{say_config(headline)} ({share.rule})"
    lever = share.order.partition(" ")[0].partition(".")[0]
    covert = session.scenario.levers[lever].covert
    if covert and share.actor != actor and not session.over:
        return f"{say(UNANNOUNCED)} ({share.rule})"
    return f"{share.actor}: {share.order} ({share.rule})"


def _is_named(field: str, session: Session, actor: str) -> bool:
    """Tell whether a seat may hear the name of what moved a number it sees."""
    number = Reading.parse(field).number
    return not is_field(number) or is_seen(number, session, actor)
