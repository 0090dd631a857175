"""Why orders are refused, how games ended and what policies saw, in the reader's language."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import assert_never

from game.state.orders import Levers
from game.turn.legality import OffMenu, Refusal, Unaffordable, Undoes, Unmet
from game.turn.outcome import EndReason, EndTestMet, TurnsOver
from game.words.language import ENGLISH, later, say, say_config, spoken
from game.words.names import as_title, as_typed, fill_names, order_text

SENTENCES = later(
    (
        "{number}, over all turns",
        "{number}, at the opening",
    )
)
# Where a policy would have turned; the longer ones first, since each is tried in turn.
FLIPS = later(
    (
        "{name} at anything but {number} would not",
        "{name} at or below {number} would not",
        "{name} at or above {number} would not",
        "{name} below {number} would not",
        "{name} above {number} would not",
        "{name} at {number} would not",
    )
)
# What else the core says, whole.
REMARKS = later(
    (
        "as things stood",
        "time passed",
    )
)
# What puts a number as policies write it into a name and an amount.
Tell = Callable[[str, str], tuple[str, str]]
FIELD = re.compile(r"\\{(\w+)\\}")


def said_again(text: str) -> str:
    """Return a reason or an ending in the language in use; an unknown one stays as it is."""
    if spoken() == ENGLISH:
        return text
    for sentence in SENTENCES:
        found = _pattern(sentence).fullmatch(text)
        if found:
            parts = found.groupdict()
            if "number" in parts:
                parts["number"] = say_config(parts["number"])
            return say(sentence, **parts)
    return say_config(text)


@functools.cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """Return what matches a sentence with its fields filled."""
    return re.compile(FIELD.sub(r"(?P<\1>.+?)", re.escape(sentence)))


def said_as_written(name: str, number: str) -> tuple[str, str]:
    """Return a number of a policy by its own name, as written."""
    return said_name(name), number


def said_sights(seen: str, tell: Tell = said_as_written) -> tuple[str, str]:
    """Return what a policy saw, and the values at which it would not have acted.

    `seen` is the cast's own note: `truce 1, tariff 50 (tariff below 20 would not)`.
    """
    values, _, flips = seen.removesuffix(")").partition(" (")
    told = [_said_sight(part, tell) for part in values.split(", ") if part]
    turned = [_said_flip(part, tell) for part in flips.split("; ") if part]
    return say(", ").join(told), say("; ").join(turned)


def _said_sight(part: str, tell: Tell) -> str:
    written, _, value = part.partition(" ")
    name, number = tell(written, value)
    if _is_answer(number):
        return say("{name}: {number}", name=name, number=number)
    return say("{name} {number}", name=name, number=number)


def _said_flip(part: str, tell: Tell) -> str:
    for flip in FLIPS:
        found = _pattern(flip).fullmatch(part)
        if found:
            name, number = tell(found["name"], found["number"])
            if _is_answer(number):
                return say("{name}: {number}, and it would not", name=name, number=number)
            return say(flip, name=name, number=number)
    return part


def _is_answer(number: str) -> bool:
    """Tell whether a number is said as yes or no."""
    return number in (say("yes"), say("no"))


def said_name(name: str) -> str:
    """Return the name of a number as policies call it, as people read it."""
    own = name.removeprefix("previous.")
    told = say_config(own.replace("_", " "))
    return told if own == name else say("last turn's {name}", name=told)


def refusal_text(refusal: Refusal, levers: Levers, *, typed: bool = False) -> str:
    """Return why an order is refused, and the way out where there is one.

    `typed` names levers and settings as a person types them, instead of by their titles.
    """
    parts = (problem_text(refusal, levers, typed=typed), _remedy(refusal, levers, typed=typed))
    return say("; ").join(part for part in parts if part)


def problem_text(refusal: Refusal, levers: Levers, *, typed: bool = False) -> str:
    """Return why an order is refused, without the way out."""
    match refusal:
        case OffMenu():
            return say("only measures can set it")
        case Unmet():
            return say_config(refusal.says)
        case Unaffordable():
            return say(
                "it costs {cost} political capital and {left} are left",
                cost=f"{refusal.cost:g}",
                left=f"{refusal.left:.1f}",
            )
        case Undoes():
            order = order_text(refusal.order, levers, typed=typed)
            return say(
                "your order {order} could not stand then: {why}",
                order=order if typed else say('"{order}"', order=order),
                why=problem_text(refusal.reason, levers, typed=typed),
            )
        case _:
            assert_never(refusal)


def _remedy(refusal: Refusal, levers: Levers, *, typed: bool) -> str:
    match refusal:
        case OffMenu():
            return say("the response menu is shorter")
        case Unmet():
            return fill_names(refusal.remedy, as_typed if typed else as_title(levers))
        case Unaffordable():
            return ""
        case Undoes():
            return _remedy(refusal.reason, levers, typed=typed)
        case _:
            assert_never(refusal)


def end_text(reason: EndReason) -> str:
    """Return why a game ended."""
    match reason:
        case TurnsOver():
            return say("the {turns} turns of the scenario were over", turns=reason.turns)
        case EndTestMet():
            return say_config(reason.title)
        case _:
            assert_never(reason)
