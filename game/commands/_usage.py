"""What a person is told who typed a command that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from game.errors import UserError, did_you_mean, readable


def usage_problem(error: Any, typed: Sequence[str]) -> str:
    """Return one line about what was typed: the option, what stands there, what would be right.

    The library that reads commands words its errors differently from version to version; only
    what all of them carry is used, and their own sentence where that is not enough.
    """
    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    spelled = [name for each in context.command.params for name in each.opts] if context else []
    if (option := getattr(error, "option_name", None)) and getattr(error, "possibilities", 0) != 0:
        options = [name for name in spelled if name.startswith("--")]
        if option not in options:
            return str(UserError("", f"no such option {option!r}", did_you_mean(option, options)))
    given = _value_of(parameter.opts, typed) if parameter else None
    if parameter is None or given is None:
        return readable(" ".join(error.format_message().split()))
    right = " ".join(str(error.message).split()).partition(", unable to")[0].rstrip(".")
    right = right.removeprefix("Value error, ")
    right = right.replace("Input should", "it should").replace("Unable", "unable")
    return str(UserError(parameter.opts[0], f"got {given!r}", right.replace(repr(given), "it")))


def _value_of(options: Sequence[str], typed: Sequence[str]) -> str | None:
    """Return what was typed for an option, None where nothing was, or for an argument by place.

    Of an option that was typed twice, the last counts.
    """
    latest = None
    for place, text in enumerate(typed):
        name, equals, value = text.partition("=")
        if name in options and name.startswith("-"):
            following = typed[place + 1] if place + 1 < len(typed) else None
            latest = value if equals else following
    return latest
