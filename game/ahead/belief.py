"""Where a game may stand, for all that a seat has seen: many positions, none of them the true one.

Nothing here reads the game itself. Games are opened by luck of their own and played along with
what the seat saw: its own orders and those that were announced are given again, the others' covert
levers are set by their policies, events strike when the papers said so. At each opening of a turn
the games are drawn towards what the seat then saw, as far as its sights are exact: by the ensemble
Kalman filter with perturbed observations (Evensen 2003), on the fields that a sight reads. Two
games that look the same to a seat therefore have the same odds, bit for bit.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Mapping

import numpy as np

from agents.policies.base import Policy
from game.ahead.seen import Holdings, Numbers, SeenSeal, SeenTurn
from game.mathematics import exp, log
from game.state.arrays import bell, fill_rows
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.orders import Proposal
from game.state.position import Position, see
from game.state.scenario import Scenario, Sight
from game.state.world import FIELDS, Floats
from game.turn.engine import open_position, pass_months, remember, seal
from game.turn.outcome import open_ending
from game.turn.view import View, is_visible
from game.why.reads import fields_read

EVENT = "event:"
# A spread this small, beside the number itself, is no spread.
NO_SPREAD = 1e-9


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Assumed:
    """What a seat takes the game to be: its rules, and the policies at all seats."""

    scenario: Scenario
    actor: str
    policies: Mapping[str, Policy]
    games: int


class TimedChance(Chance):
    """Luck under which the events of some months are those that the papers told of."""

    def __init__(self, luck: Chance, struck: Mapping[int, frozenset[str]]) -> None:
        super().__init__(luck.seed, luck.first, luck.replicates, luck.moment)
        self._struck = struck

    def at(self, moment: int) -> TimedChance:
        """Return the same luck at another moment."""
        return TimedChance(Chance(self.seed, self.first, self.replicates, moment), self._struck)

    def uniform(self, event: str, n: int = 1) -> Floats:
        """Return (R, n) uniforms; of an event, the least or the most there is."""
        struck = self._struck.get(self.moment)
        if struck is None or not event.startswith(EVENT):
            return super().uniform(event, n)
        happened = event.removeprefix(EVENT) in struck
        return np.full((self.replicates, n), 0.0 if happened else 1.0)


def luck_of(assumed: Assumed, first: SeenTurn) -> Chance:
    """Return luck that depends on what the seat saw as the game opened, and on nothing else."""
    text = f"odds of {assumed.scenario.name} {assumed.actor} {first.sights}"
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big")
    return Chance(seed, 0, assumed.games)


def believe(assumed: Assumed, history: tuple[SeenTurn, ...]) -> Position:
    """Return where the game may stand in the phase at hand, one replicate a game."""
    luck = luck_of(assumed, history[0])
    *earlier, last = history
    position = _opened(assumed, (*earlier, dataclasses.replace(last, seals=())))
    for phase, seal_seen in enumerate(last.seals):
        position = _sealed(assumed, position, seal_seen, luck, phase)
    return position


@functools.lru_cache(maxsize=8)
def _opened(assumed: Assumed, history: tuple[SeenTurn, ...]) -> Position:
    """Return where the game may have stood as the last turn opened."""
    *earlier, last = history
    scenario, luck = assumed.scenario, luck_of(assumed, history[0])
    if not earlier:
        position = open_position(scenario, draw_opening(scenario, luck))
    else:
        before = earlier[-1]
        position = _opened(assumed, (*earlier[:-1], dataclasses.replace(before, seals=())))
        for number, seal_seen in enumerate(before.seals):
            position = _sealed(assumed, position, seal_seen, luck, number)
        position = pass_months(position, scenario, TimedChance(luck, _struck(last, scenario)))
        # The seat sees that the game goes on.
        running = open_ending(position.replicates, len(scenario.end_tests))
        ending = dataclasses.replace(running, streaks=position.ending.streaks)
        position = dataclasses.replace(position, ending=ending)
    return _drawn(assumed, position, last, luck.at(2 * position.turn))


def _struck(turn: SeenTurn, scenario: Scenario) -> dict[int, frozenset[str]]:
    names = scenario.params.axes.events
    return {
        month: frozenset(name for name, flag in zip(names, flags, strict=True) if flag)
        for month, flags in turn.struck
    }


def _sealed(
    assumed: Assumed, position: Position, seen: SeenSeal, luck: Chance, phase: int
) -> Position:
    """Return the position after a seal: known orders given, covert ones by the policies."""
    scenario, actor = assumed.scenario, assumed.actor
    everywhere = np.ones((position.replicates, 1), dtype=np.bool_)
    proposals: dict[str, list[Proposal]] = {name: [] for name in scenario.actors}
    for action in seen.orders:
        lever = scenario.levers[action.lever]
        proposals[action.actor].append(
            Proposal(
                lever=lever.name,
                column=lever.column(action.member),
                values=np.full(everywhere.shape, action.value),
                where=everywhere,
            )
        )
    for name in scenario.actors:
        if name != actor:
            view = View(position, scenario, name, luck)
            decided = assumed.policies[name].decide(view, luck.at(2 * position.turn + phase))
            proposals[name] += [
                proposal
                for proposal in decided.proposals
                if not is_visible(scenario.levers[proposal.lever], actor)
            ]
    position, _ = seal(position, scenario, proposals)
    return _held(assumed, position, seen.after)


def _held(assumed: Assumed, position: Position, holdings: Holdings) -> Position:
    """Return the position with the levers and the capital that the seat knows."""
    settings = _repeated(holdings.settings, position.orders.settings)
    moves = {**position.moves, **_repeated(holdings.moves, position.moves)}
    place = assumed.scenario.actors.index(assumed.actor)
    capital = position.world.capital.copy(order="K")
    capital[:, place] = holdings.capital
    orders = position.orders.with_settings(settings)
    held = dataclasses.replace(
        position,
        world=position.world.with_changes({"capital": capital}),
        orders=orders,
        moves=moves,
    )
    if position.phase == "measures":
        return dataclasses.replace(held, before=orders)
    return dataclasses.replace(held, sealed=position.sealed.with_settings(settings))


def _repeated(numbers: Numbers, like: Mapping[str, Floats]) -> dict[str, Floats]:
    return {
        name: np.broadcast_to(np.reshape(values, like[name].shape[1:]), like[name].shape)
        for name, values in numbers
    }


# -- drawing towards what was seen -------------------------------------------------------------


def _drawn(assumed: Assumed, position: Position, seen: SeenTurn, luck: Chance) -> Position:
    """Return the position with its games drawn towards what the seat saw as the turn opened."""
    scenario = assumed.scenario
    sights = scenario.roles[assumed.actor].sights
    exact: dict[str, float] = {}
    for name, value in seen.sights:
        sight = sights[name]
        if sight.delay and position.turn < sight.delay:
            continue
        position = _towards(position, scenario, sight, value, luck)
        if not (sight.delay or sight.blur or sight.error):
            exact[sight.measure.text] = value
    changes = {
        name: np.full_like(getattr(position.world, name), value)
        for name, value in exact.items()
        if name in FIELDS and FIELDS[name].axes == ("R",)
    }
    world = {name: getattr(position.world, name) for name, _ in seen.public}
    changes |= _repeated(seen.public, world)
    position = _with_numbers(position, changes)
    return _told_anew(_held(assumed, position, seen.at), scenario)


def _towards(
    position: Position, scenario: Scenario, sight: Sight, value: float, luck: Chance
) -> Position:
    """Return the position with the fields behind a sight drawn towards what it said."""
    measured = _measured(position, scenario, sight)[:, 0]
    noise = bell(luck.uniform(f"belief:{sight.name}"))[:, 0]
    in_logs = sight.error == 0.0 and value > 0.0 and measured.min() > 0.0
    if in_logs:
        measured, value, spread = log(measured), float(log(np.array([value]))[0]), sight.blur
    else:
        spread = abs(value) * sight.blur + sight.error
    away = measured - measured.mean()
    variance = float(np.mean(away * away))
    if variance <= (NO_SPREAD * max(abs(float(measured.mean())), NO_SPREAD)) ** 2:
        return position
    step = (value + spread * noise - measured) / (variance + spread * spread)
    changes = {}
    for field in fields_read(sight.measure, position, scenario):
        values = getattr(position.world, field)
        if not np.array_equal(values, np.round(values)):
            changes[field] = _updated(field, values, away, step)
    return _with_numbers(position, changes)


def _updated(field: str, values: Floats, away: Floats, step: Floats) -> Floats:
    """Return a field after one step of the filter, in logarithms where it is positive."""
    positive = values.min(axis=0) > 0.0
    with np.errstate(all="ignore"):
        states = np.where(positive, log(np.where(positive, values, 1.0)), values)
        covariance = np.tensordot(away, states - states.mean(axis=0), axes=(0, 0)) / len(away)
        moved = states + step.reshape(-1, *[1] * (values.ndim - 1)) * covariance
        drawn = np.where(positive, exp(np.minimum(np.where(positive, moved, 0.0), 60.0)), moved)
    return np.clip(drawn, FIELDS[field].low, FIELDS[field].high)


def _measured(position: Position, scenario: Scenario, sight: Sight) -> Floats:
    """Return what a sight without blur would say, (R, 1)."""
    if sight.delay:
        return position.past[-1 - min(sight.delay, len(position.past) - 1)].facts[
            sight.measure.text
        ]
    seen = see(position, scenario)
    return fill_rows(sight.measure.evaluate(seen.value), position.replicates)


def _with_numbers(position: Position, changes: Mapping[str, Floats]) -> Position:
    *months, last = position.months
    return dataclasses.replace(
        position,
        world=position.world.with_changes(dict(changes)),
        months=(*months, last.with_changes(dict(changes))),
    )


def _told_anew(position: Position, scenario: Scenario) -> Position:
    """Return the position with what is remembered of the turn just passed read anew."""
    fact, before = remember(position, scenario), position.past[-1]
    sums = {
        name: total + fact.facts[name] - before.facts[name] for name, total in position.sums.items()
    }
    first = position.first
    if position.turn == 0:
        first = {name: fact.facts[name] for name in first}
    return dataclasses.replace(position, past=(*position.past[:-1], fact), sums=sums, first=first)
