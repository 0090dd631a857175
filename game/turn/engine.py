"""A turn: sealed measures, sealed responses, then the months; pure functions of positions."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from game.model.rules import PARTS, RULES
from game.state.arrays import fill_rows, total
from game.state.chance import Chance
from game.state.levers import Levers
from game.state.orders import Orders, Proposal
from game.state.position import Past, Position, see
from game.state.scenario import Scenario
from game.state.world import Floats, World, repeat_row
from game.turn.granting import Grant, Granting
from game.turn.ledger import Ledger, play_rule
from game.turn.outcome import keep_scores, open_ending, watch_for_end

Sealed = Mapping[str, tuple[Grant, ...]]


def open_position(scenario: Scenario, world: World) -> Position:
    """Return the position in which games open, one for each replicate of the world."""
    replicates = world.replicates
    settings = {
        name: repeat_row(values, replicates) for name, values in scenario.settings.settings.items()
    }
    orders = Orders(settings)
    position = Position(
        turn=0,
        phase="measures",
        world=world,
        orders=orders,
        before=orders,
        sealed=orders,
        earlier=orders,
        months=(world,) * (scenario.months_per_turn + 1),
        past=(),
        moves={name: np.zeros_like(values) for name, values in settings.items()},
        granted={},
        sums={},
        first={},
        ending=open_ending(replicates, len(scenario.end_tests)),
    )
    fact = remember(position, scenario)
    first = {name: fact.facts[name] for name in scenario.averaged}
    return dataclasses.replace(position, past=(fact,), first=first)


def seal(
    position: Position, scenario: Scenario, proposals: Mapping[str, Sequence[Proposal]]
) -> tuple[Position, Sealed]:
    """Seal all actors' orders of a phase at once and open the next phase.

    Every actor is judged on the position it saw, with its own draft and its own capital: nobody's
    orders depend on who was asked first. See `game.turn.granting.Granting`.
    """
    drafts: dict[str, Granting] = {}
    for actor, wanted in proposals.items():
        drafts[actor] = Granting(position, scenario, actor)
        drafts[actor].take(wanted)
    settings: dict[str, Floats] = {}
    moves = dict(position.moves)
    granted = dict(position.granted)
    capital = position.world.capital.copy(order="K")
    for index, actor in enumerate(scenario.actors):
        if actor not in drafts:
            continue
        draft = drafts[actor]
        settings.update(draft.changed)
        moves.update(draft.moves)
        granted.update(draft.remembered)
        capital[:, index : index + 1] = draft.capital
    orders = position.orders.with_settings(settings)
    opened = dataclasses.replace(
        position,
        phase="responses",
        world=position.world.with_changes({"capital": capital}),
        orders=orders,
        sealed=orders,
        earlier=position.before,
        moves=moves,
        granted=granted,
    )
    return opened, {actor: tuple(draft.grants) for actor, draft in drafts.items()}


def rest_pulses(orders: Orders, levers: Levers) -> Orders:
    """Return the orders with every pulse back at rest."""
    rested = {
        lever.name: np.full_like(orders.settings[lever.name], lever.rest)
        for lever in levers.values()
        if lever.pulse
    }
    return orders.with_settings(rested)


def lapse_unpaid(orders: Orders, world: World, scenario: Scenario) -> Orders:
    """Return the orders in which what is not paid for is a step nearer to rest.

    What costs most lapses first, one measure after another, until the rest is paid for.
    """
    lapsed = {}
    for place, actor in enumerate(scenario.actors):
        owed = world.unpaid[:, place : place + 1] * scenario.months_per_turn
        if not owed.any():
            continue
        kept = [lever for lever in scenario.levers.of(actor) if lever.upkeep]
        for lever in sorted(kept, key=lambda lever: (-lever.upkeep, lever.name)):
            held = orders.settings[lever.name]
            lower = np.maximum(lever.unit_below(held), lever.rest)
            now = np.where((owed > 0.0) & (held > lever.rest), lower, held)
            owed = owed - lever.upkeep * total(held - now)
            lapsed[lever.name] = now
    return orders.with_settings(lapsed) if lapsed else orders


@contextlib.contextmanager
def short_buffers() -> Iterator[None]:
    """Let numpy work on columns where they are, half as fast again with many replicates.

    Where a column meets a wide array, numpy copies it over and over to fill a buffer, unless the
    column is longer than the buffer. Results are the same.
    """
    usual = np.setbufsize(512)
    try:
        yield
    finally:
        np.setbufsize(usual)


@short_buffers()
def pass_months(
    position: Position, scenario: Scenario, chance: Chance, ledger: Ledger | None = None
) -> Position:
    """Play the months of a turn, close it, and open the next one.

    A pulse acts in the first month only. What an actor could not pay for at the end lapses by a
    step. With a ledger, every change is noted with its causes.
    """
    world, orders = position.world, position.orders
    months = [world]
    for index in range(scenario.months_per_turn):
        world = play_month(world, orders, position.before, scenario, chance, ledger)
        months.append(world)
        if index == 0:
            orders = rest_pulses(orders, scenario.levers)
    orders = lapse_unpaid(orders, world, scenario)
    closed = dataclasses.replace(
        position,
        turn=position.turn + 1,
        phase="measures",
        world=world,
        orders=orders,
        before=orders,
        months=tuple(months),
    )
    fact = remember(closed, scenario)
    sums = {name: fact.facts[name] + position.sums.get(name, 0.0) for name in scenario.averaged}
    ending = watch_for_end(position.ending, scenario, closed.turn, fact.facts)
    opened = dataclasses.replace(
        closed,
        past=(*position.past, fact)[-scenario.memory :],
        sums=sums,
        ending=ending,
    )
    return keep_scores(opened, scenario)


def play_month(
    world: World,
    orders: Orders,
    before: Orders,
    scenario: Scenario,
    chance: Chance,
    ledger: Ledger | None = None,
) -> World:
    """Return the world one month on: every rule in its order, on the world the last one left."""
    world = world.at_month(world.month + 1)
    luck = chance.at(world.month)
    for rule in RULES:
        if ledger is None:
            world = world.with_changes(rule(world, orders, scenario.params, luck))
        else:
            world = play_rule(rule, world, orders, before, scenario, luck, ledger, PARTS.get(rule))
    return world


def remember(position: Position, scenario: Scenario) -> Past:
    """Return what views, payoffs and end tests may read of a position later."""
    seen = see(position, scenario)
    facts = {
        text: fill_rows(fact.evaluate(seen.value), position.replicates)
        for text, fact in scenario.facts.items()
    }
    return Past(facts=facts, orders=position.orders)
