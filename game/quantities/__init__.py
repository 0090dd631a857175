"""Derived numbers with names: what conditions, views, payoffs, events and tables speak of."""

from game.quantities import compute, dates, minerals, money, politics, supply, trade
from game.quantities.registry import QUANTITIES, Quantity, Seen, known_names, monthly

__all__ = [
    "QUANTITIES",
    "Quantity",
    "Seen",
    "compute",
    "dates",
    "known_names",
    "minerals",
    "money",
    "monthly",
    "politics",
    "supply",
    "trade",
]
