"""What orders say of papers and of the settings that terms are about, as arrays."""

from __future__ import annotations

import functools

import numpy as np

from game.state.arrays import side_by_side
from game.state.orders import Flags, Orders
from game.state.params import Params
from game.state.terms import Part, Places, Terms, lever_of
from game.state.ties import TIE
from game.state.world import Floats, seal_array


@functools.lru_cache(maxsize=4)
def settings_of_terms(orders: Orders, params: Params) -> Floats:
    """Return where the setting of each term stands, (R, X)."""
    return seal_array(
        side_by_side(
            getattr(orders, term.lever)[:, term.column : term.column + 1]
            for term in params.terms.members
        )
    )


def sent(part: Part, orders: Orders, params: Params) -> Floats:
    """Return what the giver of each pledge writes to its receiver, (R, G)."""
    return side_by_side(
        _column(orders, params, pledge.giver, part, pledge.receiver)
        for pledge in params.terms.pledges
    )


def answered(orders: Orders, params: Params) -> Floats:
    """Return how the receiver of each pledge answers the paper of its giver, (R, G)."""
    return side_by_side(
        _column(orders, params, pledge.receiver, "answer", pledge.giver)
        for pledge in params.terms.pledges
    )


def drafted(orders: Orders, params: Params) -> tuple[Flags, Flags]:
    """Return which terms their givers draft, and which their receivers do; (R, X) each."""
    members = params.terms.members
    given, asked = (
        side_by_side(
            _column(orders, params, actor, "terms", place) for place, actor in enumerate(drafters)
        )
        > 0.0
        for drafters in (
            [term.giver for term in members],
            [term.receiver for term in members],
        )
    )
    return given, asked


def is_inside(settings: Floats, low: Floats, high: Floats) -> Flags:
    """Tell where settings lie within bounds; nowhere where a bound is nan."""
    inside: Flags = (settings >= low - TIE) & (settings <= high + TIE)
    return inside


def any_of(flags: Flags, terms: Terms) -> Flags:
    """Return for each pledge whether any of its terms is marked, (R, G)."""
    return np.concatenate([_any(flags, pledge.terms).T for pledge in terms.pledges]).T


def _any(flags: Flags, places: Places) -> Flags:
    """Return whether any of some columns is marked, (R, 1)."""
    marked = flags[:, :1] & ~flags[:, :1]
    for place in places.tolist():
        marked = marked | flags[:, place : place + 1]
    return marked


def _column(orders: Orders, params: Params, actor: int, part: Part, column: int) -> Floats:
    settings: Floats = getattr(orders, lever_of(params.axes.actors[actor], part))
    return settings[:, column : column + 1]
