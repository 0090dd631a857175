"""How a choice was weighed: what each option came to, its odds, and what would have tipped it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from game.config.schema.policy import KEEP
from game.state.ties import largest_first
from game.words.language import say, say_config, say_count
from game.words.numbers import amount, thin

if TYPE_CHECKING:
    from agents.policies.base import Weighed, Weighing


def option_title(option: str) -> str:
    """Return the name of a choice or of an option as people read it."""
    return say("keep") if option == KEEP else say_config(option.replace("_", " "))


def weighed_text(weighing: Weighing) -> str:
    """Return what the options of a single game came to, the best first, with their odds.

    `open 2.1 points (64 %), keep 0 points (36 %); out of reach: refuse`.
    """
    at_hand = [option for option in weighing.options if option.available[0, 0]]
    best_first = largest_first(at_hand, lambda option: float(option.net[0, 0]))
    text = say(", ").join(_option(option) for option in best_first)
    out_of_reach = [
        option_title(option.option)
        for option in weighing.options
        # Where an option in force says the same, nobody misses `keep`.
        if not option.available[0, 0] and option.option != KEEP
    ]
    if out_of_reach:
        names = say(", ").join(out_of_reach)
        text = say("{options}; out of reach: {names}", options=text, names=names)
    return text


def tipped_text(weighing: Weighing) -> str:
    """Return the smallest change of a worth that would have tipped a choice, "" if none would."""
    others = [
        option
        for option in weighing.options
        if not option.taken[0, 0] and math.isfinite(option.short[0, 0])
    ]
    if not others:
        return ""
    nearest = min(others, key=lambda option: float(option.short[0, 0]))
    points, option = thin(float(nearest.short[0, 0])), option_title(nearest.option)
    if weighing.age[0, 0]:
        return say(
            "{points} points more for {option} would have had it drawn anew",
            points=points,
            option=option,
        )
    return say(
        "{points} points more for {option} would have tipped it", points=points, option=option
    )


def taken_text(weighing: Weighing) -> str:
    """Return which option was taken, and how long ago it was drawn if it was not drawn now."""
    taken = next(option for option in weighing.options if option.taken[0, 0])
    title, turns = option_title(taken.option), int(weighing.age[0, 0])
    if not turns:
        return say("took {option}", option=title)
    return say_count(
        "stayed with {option}, drawn {count} turn ago",
        "stayed with {option}, drawn {count} turns ago",
        turns,
        option=title,
    )


def _option(option: Weighed) -> str:
    return say(
        "{option} {points} ({odds})",
        option=option_title(option.option),
        points=amount(float(option.net[0, 0]), "points"),
        odds=amount(float(option.odds[0, 0]), "share"),
    )
