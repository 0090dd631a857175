"""What a policy saw when it acted, in the words and units of the actor that it leads."""

from __future__ import annotations

from collections.abc import Mapping

from game.state.scenario import Scenario, Sight
from game.words.language import later, say, say_config
from game.words.numbers import amount, lower_first, member_title, setting_text
from game.words.reasons import Tell, said_name

# How the signs of a view begin that no sentence can take as they stand.
SIGN = "1 while"
PREVIOUS = "previous."
PLAIN_NAMES: Mapping[str, str] = later({"truce": "a truce holds"})


def read_by(scenario: Scenario, actor: str) -> Tell:
    """Return what puts a number of an actor's policy into words: its name, and its amount."""
    sights = scenario.roles[actor].sights

    def tell(name: str, number: str) -> tuple[str, str]:
        own = name.removeprefix(PREVIOUS)
        head, _, member = own.partition(".")
        if own in sights:
            title = _title(own, sights[own])
            told = _amounts(number, sights[own].unit)
        elif head in scenario.levers:
            lever = scenario.levers[head]
            title = lower_first(say_config(lever.title))
            if member in lever.members:
                column = lever.members.index(member)
                title = say("{one}, {other}", one=title, other=member_title(lever, column))
            told = " / ".join(setting_text(lever, float(part)) for part in _parts(number))
        else:
            return said_name(name), number
        return (title if own == name else say("last turn's {name}", name=title)), told

    return tell


def _title(name: str, sight: Sight) -> str:
    if sight.says.startswith(SIGN):
        return say(PLAIN_NAMES[name]) if name in PLAIN_NAMES else said_name(name)
    return say_config(sight.says)


def _amounts(number: str, unit: str) -> str:
    return " / ".join(amount(float(part), unit) for part in _parts(number))


def _parts(number: str) -> list[str]:
    return number.replace(",", "").split(" / ")
