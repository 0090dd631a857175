"""The lever or setting that a person names at the text seat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.errors import UserError, did_you_mean, nearest
from game.state.levers import Lever
from game.text.typed import shorten_typed

if TYPE_CHECKING:
    from game.session import Session


def find_setting(
    name: str, session: Session, actor: str, commands: Iterable[str]
) -> tuple[Lever, int]:
    """Return the setting a person names; a lone word may also be a mistyped command.

    Raises
    ------
    UserError
        If the actor has no such setting.
    """
    owner, colon, rest = name.rpartition(":")
    if colon and owner.strip().casefold() == actor:
        name = rest.strip()
    settings = {
        lever.target(column): (lever, column)
        for lever in _own_levers(session, actor)
        for column in range(lever.columns)
    }
    if name.casefold() in settings:
        return settings[name.casefold()]
    levers = session.scenario.levers
    if " " in name or name in levers:
        return levers.find(name, "order", actor)
    near = nearest(name, [*commands, *settings])
    remedy = f"did you mean '{near}'?" if near else "help lists the commands"
    raise UserError("", f"unknown command or lever {shorten_typed(name)!r}", remedy)


def find_lever(name: str, session: Session, actor: str) -> Lever:
    """Return the lever a person names.

    Raises
    ------
    UserError
        If the actor has no such lever.
    """
    levers = {lever.name: lever for lever in _own_levers(session, actor)}
    if not name:
        named = [lever.name for lever in session.scenario.levers.of(actor)]
        raise UserError("lever", "which one?", f"yours are {', '.join(named)}")
    base = name.casefold().partition(".")[0]
    if base not in levers:
        problem = f"you have no lever {shorten_typed(name)!r}"
        raise UserError("lever", problem, did_you_mean(name, levers))
    return levers[base]


def _own_levers(session: Session, actor: str) -> tuple[Lever, ...]:
    levers = session.scenario.levers
    return (*levers.of(actor), *levers.papers_of(actor))
