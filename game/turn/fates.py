"""What became of deals and threats of a single game within a month."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Literal

import numpy as np

from game.state.orders import Orders
from game.state.scenario import Scenario
from game.state.terms import DealTerm, Pledge
from game.state.ties import TIE
from game.state.world import Floats, World

FateKind = Literal["broken", "kept", "carried", "called"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fate:
    """What an actor did with its word to another, over which terms.

    Terms are broken or kept; a threat is carried out, or called: its time is over without that.
    """

    kind: FateKind
    giver: str
    receiver: str
    terms: tuple[DealTerm, ...]


def fates_of(before: World, after: World, orders: Orders, scenario: Scenario) -> Iterator[Fate]:
    """Yield what became of deals and threats in the month between two worlds.

    Parameters
    ----------
    orders
        The orders in force in the month.
    """
    pledges = scenario.params.terms.pledges
    broken = {
        place: outside
        for place, pledge in enumerate(pledges)
        if (outside := _broken(pledge, before, after, orders, scenario))
    }
    for place, pledge in enumerate(pledges):
        reverse = int(scenario.params.terms.reverse[place])
        if place in broken:
            yield _fate("broken", pledge, broken[place], scenario)
        elif reverse not in broken and _rose(before.deals_kept, after.deals_kept, pledge):
            kept = _ended(pledge, before.term_left, after.term_left)
            if kept:
                yield _fate("kept", pledge, kept, scenario)
        yield from _threat(pledge, before, after, orders, scenario)


def _broken(
    pledge: Pledge, before: World, after: World, orders: Orders, scenario: Scenario
) -> list[int]:
    """Return the terms of a pledge that its giver broke: ended, with settings outside bounds."""
    if not _rose(before.deals_broken, after.deals_broken, pledge):
        return []
    return [
        place
        for place in pledge.terms.tolist()
        if after.term_left[0, place] <= 0.0
        and _was_bound(place, before, after)
        and not _is_inside(
            place, after.term_low[0, place], after.term_high[0, place], orders, scenario
        )
    ]


def _was_bound(place: int, before: World, after: World) -> bool:
    """Tell whether a term bound before the month, or came to bind in it."""
    was, now = ((world.term_low[0, place], world.term_high[0, place]) for world in (before, after))
    return bool(before.term_left[0, place] > 0.0) or was != now


def _rose(before: Floats, after: Floats, pledge: Pledge) -> bool:
    """Tell whether a count of the giver of a pledge rose."""
    return bool(after[0, pledge.giver] > before[0, pledge.giver])


def _threat(
    pledge: Pledge, before: World, after: World, orders: Orders, scenario: Scenario
) -> Iterator[Fate]:
    ended, terms = _ended(pledge, before.threat_left, after.threat_left), scenario.params.terms
    if ended:
        done = any(
            _is_inside(place, terms.low[place], terms.high[place], orders, scenario)
            for place in ended
        )
        yield _fate("carried" if done else "called", pledge, ended, scenario)


def _ended(pledge: Pledge, before: Floats, after: Floats) -> list[int]:
    """Return the terms of a pledge that had time left, where none of them has any now."""
    places = pledge.terms.tolist()
    if (after[0, places] > 0.0).any():
        return []
    return [place for place in places if before[0, place] > 0.0]


def _is_inside(place: int, low: float, high: float, orders: Orders, scenario: Scenario) -> bool:
    term = scenario.params.terms.members[place]
    value = float(orders.settings[term.lever][0, term.column])
    return bool(np.isfinite([low, high]).all() and low - TIE <= value <= high + TIE)


def _fate(kind: FateKind, pledge: Pledge, places: list[int], scenario: Scenario) -> Fate:
    actors, members = scenario.actors, scenario.params.terms.members
    return Fate(
        kind=kind,
        giver=actors[pledge.giver],
        receiver=actors[pledge.receiver],
        terms=tuple(members[place] for place in places),
    )
