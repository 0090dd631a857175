"""Playing on from a position to the end of the game, in many replicates at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from agents.policies.base import Policy
from game.state.chance import Chance
from game.state.orders import Orders, Proposal
from game.state.position import PHASES, Past, Position
from game.state.scenario import Scenario
from game.state.world import FIELDS, Floats, World, seal_array
from game.turn.engine import pass_months, seal
from game.turn.ledger import Ledger
from game.turn.view import View

Rows = npt.NDArray[np.intp]
Watch = Callable[[Position], None]


def play_on(
    position: Position,
    scenario: Scenario,
    policies: Mapping[str, Policy],
    chance: Chance,
    *,
    given: Mapping[str, Sequence[Proposal]] | None = None,
    watch: Watch | None = None,
) -> Position:
    """Return the position in which every replicate has ended.

    Parameters
    ----------
    given
        What actors order in the phase at hand, instead of what their policies would.
    watch
        Called with the position after each turn.
    """
    orders = given or {}
    while (position.ending.turn < 0.0).any():
        position = play_turn(position, scenario, policies, chance, given=orders)
        orders = {}
        if watch is not None:
            watch(position)
    return position


def play_turn(
    position: Position,
    scenario: Scenario,
    policies: Mapping[str, Policy],
    chance: Chance,
    *,
    given: Mapping[str, Sequence[Proposal]] | None = None,
    ledger: Ledger | None = None,
) -> Position:
    """Return the position after the rest of a turn: the phases that are left, then the months.

    `given` is what actors order in the phase at hand, instead of what their policies would; a
    ledger gets every change of the months with its causes.
    """
    orders = given or {}
    for number in range(PHASES.index(position.phase), len(PHASES)):
        proposals = {
            actor: orders[actor]
            if actor in orders
            else _decide(position, scenario, actor, policies[actor], chance, number)
            for actor in scenario.actors
        }
        position, _ = seal(position, scenario, proposals)
        orders = {}
    return pass_months(position, scenario, chance, ledger)


def _decide(
    position: Position,
    scenario: Scenario,
    actor: str,
    policy: Policy,
    chance: Chance,
    phase: int,
) -> Sequence[Proposal]:
    view = View(position, scenario, actor, chance)
    return policy.decide(view, chance.at(2 * position.turn + phase)).proposals


def pick_rows(position: Position, rows: Rows) -> Position:
    """Return a position whose replicates are those of `rows`, in their order, repeats included."""

    def pick(values: Floats) -> Floats:
        return seal_array(values[rows])

    def pick_all(arrays: Mapping[str, Floats]) -> dict[str, Floats]:
        return {name: pick(values) for name, values in arrays.items()}

    def pick_orders(orders: Orders) -> Orders:
        return Orders(pick_all(orders.settings))

    def pick_world(world: World) -> World:
        arrays = {name: pick(getattr(world, name)) for name in FIELDS}
        return World(month=world.month, **arrays)

    ending = position.ending
    return dataclasses.replace(
        position,
        world=pick_world(position.world),
        orders=pick_orders(position.orders),
        before=pick_orders(position.before),
        sealed=pick_orders(position.sealed),
        earlier=pick_orders(position.earlier),
        months=tuple(pick_world(world) for world in position.months),
        past=tuple(
            Past(facts=pick_all(past.facts), orders=pick_orders(past.orders))
            for past in position.past
        ),
        moves=pick_all(position.moves),
        granted=pick_all(position.granted),
        sums=pick_all(position.sums),
        first=pick_all(position.first),
        ending=dataclasses.replace(
            ending,
            turn=pick(ending.turn),
            termination=pick(ending.termination),
            actor=pick(ending.actor),
            streaks=pick(ending.streaks),
            aims={actor: pick_all(aims) for actor, aims in ending.aims.items()},
        ),
    )
