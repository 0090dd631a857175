"""What one actor may know of a position."""

from __future__ import annotations

import dataclasses

import numpy as np

from game.chance import Chance
from game.orders import Levers, Orders
from game.position import Phase, Position
from game.quantities import Seen
from game.quantities.dates import CALENDAR
from game.scenario import Role, Scenario, Sight
from game.shapes import bell
from game.world import Floats

# 90 % of estimates lie within this many standard errors of the truth.
BAND = 1.645


@dataclasses.dataclass(frozen=True, kw_only=True)
class Range:
    """An estimate and the range that holds the truth nine times in ten, arrays (R, 1)."""

    low: Floats
    estimate: Floats
    high: Floats


class View:
    """An actor's view in one phase: own facts exact, others' facts late and blurred.

    Names are the actor's sights, the settings of its own and of all announced levers, `capital`,
    and the calendar. `turns_back` counts how many turns ago the view was taken.
    """

    def __init__(
        self,
        position: Position,
        scenario: Scenario,
        actor: str,
        chance: Chance,
        turns_back: int = 0,
    ) -> None:
        self.actor = actor
        self.phase: Phase = position.phase
        self.turn = position.turn
        self.replicates = position.replicates
        self._position = position
        self._scenario = scenario
        self._role: Role = scenario.roles[actor]
        self._chance = chance
        self._back = turns_back
        self._seen: Seen | None = None
        self._known: dict[str, Floats] = {}

    def value(self, name: str) -> Floats:
        """Return what the actor takes a name's value to be, (R, 1).

        Raises
        ------
        KeyError
            If the actor may not see anything of this name.
        """
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._read(name)
        return known

    def previous(self, name: str) -> Floats:
        """Return the value the actor saw a turn ago; in the first turn, what it sees now."""
        back = self._back + 1
        return View(self._position, self._scenario, self.actor, self._chance, back).value(name)

    def range(self, name: str) -> Range:
        """Return a sight with the range that its blur leaves."""
        estimate = self.value(name)
        sight = self._role.sights.get(name)
        spread = np.exp(BAND * sight.blur) if sight is not None else 1.0
        return Range(low=estimate / spread, estimate=estimate, high=estimate * spread)

    def turns_since(self, key: str) -> Floats:
        """Return how many turns ago a proposal of this key was last granted, (R, 1)."""
        last = self._position.granted.get(key)
        if last is None:
            return np.full((self.replicates, 1), np.inf)
        return self._position.turn - last

    def _read(self, name: str) -> Floats:
        sight = self._role.sights.get(name)
        if sight is not None:
            return self._blurred(sight)
        if name == "capital":
            index = self._scenario.actors.index(self.actor)
            return self._position.world.capital[:, index : index + 1]
        if name in CALENDAR:
            return self._look(name)
        lever = name.partition(".")[0]
        if lever not in visible_levers(self._scenario.levers, self.actor):
            raise KeyError(f"{self.actor} sees nothing named {name!r}")
        return self._setting(name)

    def _blurred(self, sight: Sight) -> Floats:
        back = self._back + sight.delay
        truth = self._fact(sight, back)
        if sight.blur == 0.0:
            return truth
        turn = max(self._position.turn - self._back, 0)
        luck = self._chance.at(turn).uniform(f"view:{self.actor}:{sight.name}")
        return truth * np.exp(sight.blur * bell(luck))

    def _fact(self, sight: Sight, back: int) -> Floats:
        if back == 0:
            return self._broadcast(sight.measure.evaluate(self._look))
        past = self._position.past
        return past[max(len(past) - 1 - back, 0)].facts[sight.measure.text]

    def _setting(self, name: str) -> Floats:
        if self._back == 0:
            return self._look(name)
        past = self._position.past
        orders = past[max(len(past) - 1 - self._back, 0)].orders
        return self._lookup(orders).value(name)

    def _look(self, name: str) -> Floats:
        if self._seen is None:
            self._seen = self._lookup(self._position.orders)
        return self._seen.value(name)

    def _lookup(self, orders: Orders) -> Seen:
        position = self._position
        return Seen(
            months=position.months,
            orders=orders,
            before=position.before,
            params=self._scenario.params,
            turn=position.turn,
        )

    def _broadcast(self, values: Floats) -> Floats:
        return np.broadcast_to(values, (self.replicates, 1))


def visible_levers(levers: Levers, actor: str) -> frozenset[str]:
    """Return the levers whose settings an actor may see: its own, and all that are announced."""
    return frozenset(
        lever.name for lever in levers.values() if lever.actor == actor or not lever.covert
    )


def visible_names(scenario: Scenario, actor: str) -> frozenset[str]:
    """Return every name that a policy of this actor may read."""
    shown = visible_levers(scenario.levers, actor)
    targets = {
        scenario.levers[name].target(column)
        for name in shown
        for column in range(scenario.levers[name].columns)
    }
    return frozenset({*scenario.roles[actor].sights, *targets, *CALENDAR, "capital"})
