"""What levers, their settings and orders are called: in words, or as a person types them."""

from __future__ import annotations

import string
from collections.abc import Callable

from game.state.levers import Action, Lever, Levers
from game.words.language import say, say_config
from game.words.numbers import member_name, member_title, setting_text

# What puts a name of the configs, `lever`, `lever.setting` or `lever.member`, into words.
Naming = Callable[[str], str]


def as_typed(name: str) -> str:
    """Return a name of the configs as a person types it: `us_truce`, and of a part `break_off`."""
    return name.rpartition(".")[2]


def as_title(levers: Levers) -> Naming:
    """Return what puts a name of the configs into words: `Truce`, `break off`."""

    def name(given: str) -> str:
        head, _, part = given.partition(".")
        lever = levers[head]
        if not part:
            return say_config(lever.title)
        if part in lever.members:
            return say_config(member_name(part))
        return say_config(lever.wording.titles[lever.settings.index(part)])

    return name


def fill_names(text: str, naming: Naming) -> str:
    """Return a text of the configs, in the language in use, with its `{names}` filled in."""
    parts = string.Formatter().parse(say_config(text))
    return "".join(
        f"{literal}{naming(name)}" if name is not None else literal for literal, name, *_ in parts
    )


def setting_title(lever: Lever, column: int) -> str:
    """Return what one of a lever's settings is called: `Licence policy, H200`."""
    title = say_config(lever.title)
    if lever.members:
        return say("{lever}, {member}", lever=title, member=member_title(lever, column))
    return title


def order_text(action: Action, levers: Levers, *, typed: bool = False) -> str:
    """Return an order without its actor, in words, or as a person types it."""
    if typed:
        return action.setting(levers)
    lever = levers[action.lever]
    title = setting_title(lever, lever.column(action.member))
    return say("{lever}: {setting}", lever=title, setting=setting_text(lever, action.value))
