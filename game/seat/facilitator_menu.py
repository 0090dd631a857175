"""What a facilitator can choose from: events, numbers and seats, as cards."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from game.config.scenarios import shipped_library
from game.errors import UserError
from game.state.world import FIELDS
from game.turn.interventions import WorldNumber
from game.words.language import say, say_config
from game.words.numbers import amount, upper_first

if TYPE_CHECKING:
    from game.session import Session

# Without a scale that a reader could know.
BARE = ("flag", "sign", "months", "rule text")


@dataclasses.dataclass(frozen=True, kw_only=True)
class DeskCard:
    """Something to choose: its name in the game, what it is called, and what there is to say."""

    name: str
    title: str
    told: str


def list_events(session: Session, word: str = "") -> list[DeskCard]:
    """Return the events that can be struck, those with a word in their text."""
    choices = [
        DeskCard(name=name, title=say_config(event.title), told=say_config(event.says))
        for name, event in session.facilitator.events.items()
    ]
    wanted = word.casefold()
    return [choice for choice in choices if wanted in f"{choice.title} {choice.told}".casefold()]


def list_numbers(session: Session) -> list[DeskCard]:
    """Return the numbers of the world that stand alone, each with what it truly is."""
    position, scenario = session.model.position, session.scenario
    numbers = [
        (field, WorldNumber.named(name, scenario).read(position))
        for name, field in FIELDS.items()
        if field.axes == ("R",) and not field.unit.startswith(BARE) and not field.lever
    ]
    return [
        DeskCard(
            name=field.name,
            title=upper_first(say_config(field.says)),
            told=say(
                "{amount}; as it is written: {number}",
                amount=amount(number, field.unit), number=f"{number:.4g}",
            ),
        )
        for field, number in numbers
    ]  # fmt: skip


def list_seats(session: Session) -> list[DeskCard]:
    """Return the seats, each with who leads it."""
    policies = shipped_library().policies
    choices = []
    for actor in session.scenario.seats:
        name = session.leaders.name(actor)
        led = say_config(policies[actor][name].name) if name in policies[actor] else name
        leader = say("A person") if actor in session.seats else led
        title = say_config(session.scenario.roles[actor].title)
        choices.append(DeskCard(name=actor, title=title, told=leader))
    return choices


def split_reason(text: str) -> tuple[float, str]:
    """Return the number that a text begins with, and the reason after it.

    Raises
    ------
    UserError
        If it begins with no number.
    """
    number, _, why = text.strip().partition(" ")
    try:
        return float(number.replace(",", ".")), why.strip()
    except ValueError:
        remedy = say("write the new value and a reason, then press the number")
        raise UserError("override", say("there is no number"), remedy) from None
