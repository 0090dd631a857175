"""A seat's orders before they are sealed."""

from __future__ import annotations

import dataclasses

from game.state.orders import Action


@dataclasses.dataclass(frozen=True)
class Draft:
    """The orders that a seat gave in a phase, and those it took back, the latest last."""

    orders: tuple[Action, ...] = ()
    taken_back: tuple[Action, ...] = ()

    @property
    def standing(self) -> tuple[Action, ...]:
        """The orders as they would be sealed: of two on one setting, the later one."""
        latest: dict[str, Action] = {}
        for action in self.orders:
            latest.pop(action.target, None)
            latest[action.target] = action
        return tuple(latest.values())
