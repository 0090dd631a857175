"""Derived numbers with names: what conditions, views, payoffs, events and tables speak of."""

from game.model.quantities import (
    compute,
    dates,
    minerals,
    money,
    politics,
    prospects,
    supply,
    surveys,
    trade,
)
from game.state.reading import QUANTITIES, Quantity, Seen, see_month

__all__ = [
    "QUANTITIES",
    "Quantity",
    "Seen",
    "compute",
    "dates",
    "minerals",
    "money",
    "politics",
    "prospects",
    "see_month",
    "supply",
    "surveys",
    "trade",
]
