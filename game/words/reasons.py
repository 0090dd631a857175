"""Why orders are refused, and how games ended, in the reader's language."""

from __future__ import annotations

from typing import assert_never

from game.config.scenarios import shipped_library
from game.state.levers import Levers
from game.turn.legality import OffMenu, Refusal, Unaffordable, Undoes, Unmet
from game.turn.outcome import EndReason, EndTestMet, TurnsOver
from game.turn.papers import (
    CannotDeliver,
    EnoughPapers,
    ForeignTerm,
    NoPaper,
    NoSharedTerm,
    NothingInForce,
    PaperRefusal,
)
from game.words.language import say, say_config
from game.words.names import as_title, as_typed, fill_names, order_text


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
                left=_left_text(refusal),
            )
        case Undoes():
            order = order_text(refusal.order, levers, typed=typed)
            return say(
                "your order {order} could not stand then: {why}",
                order=order if typed else say('"{order}"', order=order),
                why=problem_text(refusal.reason, levers, typed=typed),
            )
        case _:
            return _paper_problem(refusal)


def _left_text(refusal: Unaffordable) -> str:
    """Return what is left of the capital, with as many digits as show that it is too little."""
    digits = (f"{refusal.left:.{count}f}" for count in (1, 2, 3))
    return next((text for text in digits if float(text) < refusal.cost), f"{refusal.left:g}")


def _paper_problem(refusal: PaperRefusal) -> str:
    match refusal:
        case NoSharedTerm():
            return say("you share no term with {actor}", actor=_named(refusal.actor))
        case ForeignTerm():
            return say(
                "that term is between {giver} and {receiver}",
                giver=_named(refusal.giver),
                receiver=_named(refusal.receiver),
            )
        case EnoughPapers():
            return say("{most} papers a turn are enough", most=refusal.most)
        case NothingInForce():
            return say("there is no deal with {actor} to end", actor=_named(refusal.actor))
        case NoPaper():
            return say("no paper of {actor} waits for an answer", actor=_named(refusal.actor))
        case CannotDeliver():
            return say(
                "{giver} could not lawfully give {term}",
                giver=_named(refusal.giver),
                term=say_config(refusal.title),
            )
        case _:
            assert_never(refusal)


def _named(actor: str) -> str:
    return say_config(shipped_library().actors[actor].title)


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
        case EnoughPapers():
            return say("take one back first")
        case NoPaper():
            return say("send a paper of your own next turn")
        case CannotDeliver():
            return say("refuse it, or answer with a paper of your own next turn")
        case NoSharedTerm() | ForeignTerm() | NothingInForce():
            return ""
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
