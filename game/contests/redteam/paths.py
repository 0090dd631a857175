"""From a lever to an aim: the fields that orders move themselves, and those an aim is read from."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from agents.rollouts import play_turn
from game.contests.redteam.side_by_side import Cast, impose
from game.language.expression import compile_expression
from game.model.rules import RULES
from game.state.chance import Chance
from game.state.levers import Lever
from game.state.position import Position
from game.state.reading import Term
from game.state.scenario import Aim, Scenario
from game.state.world import FIELDS
from game.turn.ledger import Ledger
from game.turn.reads import fields_read, fields_read_by


def fields_of(aim: Aim, position: Position, scenario: Scenario) -> frozenset[str]:
    """Return the fields that an aim is measured by."""
    numbers = dict.fromkeys(Term.parse(term).number for term in aim.measure.terms)
    return frozenset(
        field
        for number in numbers
        for field in fields_read(compile_expression(number), position, scenario)
    )


def fields_at_first_hand(
    position: Position, scenario: Scenario, cast: Cast, luck: Chance, lever: Lever
) -> frozenset[str]:
    """Return the fields that orders of a lever move themselves in the turn at hand of one game.

    By the ledger's causes, with all of the lever's settings put at either end.
    """
    moved: set[str] = set()
    for end in (lever.low, lever.high):
        ledger = Ledger()
        wanted = {lever.target(column): end for column in range(lever.columns)}
        play_turn(
            impose(position, scenario, [{position.turn: wanted}]),
            scenario,
            cast,
            luck,
            ledger=ledger,
        )
        moved |= {
            cause.field
            for cause in ledger
            if any(order.lever == lever.name for order in cause.order)
            and bool(np.any(cause.change != 0.0))
        }
    return frozenset(moved)


def path_between(
    field: str, ends: Collection[str], links: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """Return the shortest way from a field to one of some others, both of them part of it.

    Of equally short ones it is the first in the order of the world's fields; () where there is
    none.
    """
    ways: list[tuple[str, ...]] = [(field,)]
    met = {field}
    while ways:
        for way in ways:
            if way[-1] in ends:
                return way
        longer: list[tuple[str, ...]] = []
        for way in ways:
            after = [node for node in links.get(way[-1], ()) if node not in met]
            met |= set(after)
            longer += [(*way, node) for node in after]
        ways = longer
    return ()


def links_between(
    fields: Collection[str], position: Position, scenario: Scenario, luck: Chance
) -> dict[str, list[str]]:
    """Return for each field those that some rule works out of it, among these fields."""
    links: dict[str, list[str]] = {name: [] for name in fields}
    for rule in RULES:
        read = fields_read_by(rule.__name__, position.world, luck, position.orders, scenario)
        written = rule(position.world, position.orders, scenario.params, luck)
        for source in read:
            if source in links:
                links[source] += [name for name in FIELDS if name in written and name in links]
    return links
