"""Where a game may stand, for all that a seat has seen: many positions, none of them the true one.

Nothing here reads the game itself. Games are opened by luck of their own and played along with
what the seat saw: its own orders and those that were announced are given again, the others' covert
levers are set by their policies, events strike when the papers said so. At each opening of a turn
the games are drawn towards what the seat then saw, by the filter that a strategist has. Two games
that look the same to a seat therefore have the same odds, bit for bit.

A strategist has its view alone, and takes games that look like it; a seat at the window remembers
the whole game, and its games are played along with that.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Mapping

import numpy as np

from agents.policies.base import Policy
from agents.strategist.ensemble_filter import EnsembleFilter, remembered_anew, with_numbers
from agents.strategist.sights import Sights
from game.ahead.seen import Holdings, Numbers, SeenSeal, SeenTurn
from game.mathematics import exp, log
from game.state.arrays import bell
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.orders import Proposal
from game.state.position import Position
from game.state.replicate_rows import pick_rows
from game.state.scenario import Scenario, Sight
from game.state.world import Floats
from game.turn.draft import as_proposals
from game.turn.engine import open_position, pass_months, seal
from game.turn.outcome import open_ending
from game.turn.view import View, is_visible

EVENT = "event:"
# So many games are opened for each that is kept.
CANDIDATES = 4
LEAST_ERROR = 1e-9


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
        position = _likely(assumed, last, luck)
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


def _likely(assumed: Assumed, seen: SeenTurn, luck: Chance) -> Position:
    """Return games as they open, chosen by how likely they make the reports that are late.

    Such a report tells of the opening until its time has passed. Whole games are chosen by it (a
    particle filter with systematic resampling, Gordon, Salmond and Smith 1993), so that what goes
    together in a game stays together; sharp and prompt sights draw them nearer afterwards.
    """
    scenario = assumed.scenario
    many = Chance(luck.seed, 0, CANDIDATES * assumed.games, luck.moment)
    position = open_position(scenario, draw_opening(scenario, many))
    unlike = np.zeros(many.replicates)
    estimates = dict(seen.sights)
    for sight in Sights(scenario, assumed.actor).sights:
        if sight.delay and (sight.blur or sight.error):
            shown = position.past[-1].facts[sight.measure.text][:, 0]
            unlike += _unlike(shown, estimates[sight.name], sight)
    weights = exp(-0.5 * (unlike - unlike.min()))
    shares = np.cumsum(weights)
    at = (np.arange(assumed.games) + 0.5) / assumed.games * shares[-1]
    return pick_rows(position, np.minimum(np.searchsorted(shares, at), many.replicates - 1))


def _unlike(shown: Floats, estimate: float, sight: Sight) -> Floats:
    """Return how far an estimate lies from what games show, in squared standard errors."""
    if sight.error == 0.0 and min(float(shown.min()), estimate) > 0.0:
        apart = (log(estimate) - log(shown)) / sight.blur
    else:
        apart = (estimate - shown) / max(abs(estimate) * sight.blur + sight.error, LEAST_ERROR)
    return np.where(np.ptp(shown) > 0.0, apart * apart, 0.0)


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
    proposals: dict[str, list[Proposal]] = {name: [] for name in scenario.actors}
    for action in seen.orders:
        proposals[action.actor] += as_proposals([action], scenario.levers, position.replicates)
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


def _drawn(assumed: Assumed, position: Position, seen: SeenTurn, luck: Chance) -> Position:
    """Return the position with its games drawn towards what the seat saw as the turn opened."""
    scenario = assumed.scenario
    sights = Sights(scenario, assumed.actor)
    estimates = dict(seen.sights)
    position = EnsembleFilter(sights).draw(
        position,
        np.array([[estimates[sight.name] for sight in sights.sights]]),
        bell(luck.uniform(f"sights:{assumed.actor}", len(sights.sights))),
    )
    world = {name: getattr(position.world, name) for name, _ in seen.public}
    position = with_numbers(position, _repeated(seen.public, world))
    return remembered_anew(_held(assumed, position, seen.at), scenario)
