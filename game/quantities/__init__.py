"""Derived numbers with names: what conditions, views, payoffs, events and tables speak of."""

from game.quantities import compute, dates, minerals, money, politics, published, supply, trade
from game.quantities.registry import QUANTITIES, Quantity, Seen, see_month

__all__ = [
    "QUANTITIES",
    "Quantity",
    "Seen",
    "compute",
    "dates",
    "minerals",
    "money",
    "politics",
    "published",
    "see_month",
    "supply",
    "trade",
]
