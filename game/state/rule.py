"""What a rule is: a pure function of world, orders, parameters and luck."""

from __future__ import annotations

from collections.abc import Callable

from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import Changes, World

Rule = Callable[[World, Orders, Params, Chance], Changes]
# What a rule would change as its named parts are added one after the other, the first without any.
Parts = Callable[[World, Orders, Params, Chance], list[tuple[str, Changes]]]
