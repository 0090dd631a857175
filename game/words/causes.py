"""What stands behind a share of a change, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from game.config.scenarios import shipped_library
from game.state.levers import Action, Levers
from game.state.reading import Term
from game.turn.ledger import OVERRIDE
from game.turn.reads import RULES_BY_NAME
from game.why.explain import SAYS, Origin, Share, describe_number, rule_says
from game.words.language import say, say_config
from game.words.names import order_text


def cause_text(share: Share, levers: Levers, *, typed: bool = False) -> str:
    """Return what a share is the work of: an order, an event's headline, a rule, a number.

    `typed` writes an order with its actor, as a person types it.
    """
    match share.origin:
        case Origin.ORDER:
            orders = orders_text(share.order, levers, typed=typed)
            return f"{share.actor}: {orders}" if typed else orders
        case Origin.EVENT if share.rule == OVERRIDE:
            return say("set by the facilitator: {why}", why=share.event)
        case Origin.EVENT:
            return say_config(shipped_library().events[share.event].headline)
        case _:
            return says_text(share, levers)


def says_text(share: Share, levers: Levers) -> str:
    """Return what the rule, number or lever of a share is."""
    match share.origin:
        case Origin.RULE | Origin.ORDER | Origin.EVENT:
            if share.rule in SAYS or share.rule in RULES_BY_NAME:
                return say_config(rule_says(share.rule))
            # What is read off orders has no rule between: its lever stands in for one.
            return say_config(levers[share.rule].title)
        case Origin.NUMBER:
            return number_text(share.field)
        case Origin.CALENDAR:
            return say("time passed")
        case Origin.STANDSTILL:
            return say("as things stood")
        case Origin.USUAL:
            return say("what a turn usually brings, which was counted on")
        case Origin.CARRIED:
            return say("where the turn opened, against the months of the turn before")
        case _:
            assert_never(share.origin)


def orders_text(order: Sequence[Action], levers: Levers, *, typed: bool = False) -> str:
    """Return settings of a lever in words, or as a person types them."""
    return say(", ").join(order_text(action, levers, typed=typed) for action in order)


def number_text(term: str) -> str:
    """Return what a name of a payoff measure stands for: `lag`, `mean.lag`, `first.lag`."""
    reading = Term.parse(term)
    number = say_config(describe_number(reading.number)[1])
    match reading.when:
        case "mean":
            return say("{number}, over all turns", number=number)
        case "first":
            return say("{number}, at the opening", number=number)
        case _:
            return number
