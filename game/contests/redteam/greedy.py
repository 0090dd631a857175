"""A player one move ahead: it gives every order whose odds are good, and sees its own view only."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from agents.model import GameModel
from agents.policies.human import Human
from game.ahead.belief import Assumed
from game.ahead.odds import BAND, LEAST, OwnPlan, Standpoint, roll
from game.ahead.seen import Witness
from game.contests.redteam.side_by_side import Cast
from game.session import TurnRecord
from game.state.levers import Action, Lever
from game.state.position import PHASES, Position
from game.state.scenario import Scenario
from game.state.ties import largest_first
from game.turn.legal_actions import LegalActions
from game.turn.outcome import score_aims, total_scores

# Points of score that an order must gain; less is no gain that anybody would bother about.
LEAST_GAIN = 2.0 * LEAST


@dataclasses.dataclass(frozen=True, kw_only=True)
class GreedyGame:
    """A game of the greedy player: the seat's score, and the orders it gave, by turn from 0."""

    score: float
    orders: tuple[tuple[int, Action], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Greedy:
    """The greedy player at one seat.

    In each phase every legal single order is rolled out so many times, as the window's odds are:
    from what the seat has seen, and what it has set stays set. Orders with a clear gain are given,
    the best first, while they are legal.
    """

    scenario: Scenario
    seat: str
    cast: Cast
    rollouts: int

    def play(self, seed: int, number: int, tick: Callable[[], object] = lambda: None) -> GreedyGame:
        """Play one game: replicate `number` of this luck."""
        person = Human()
        model = GameModel(
            self.scenario, policies={**self.cast, self.seat: person}, seed=seed, first=number
        )
        given: list[tuple[int, Action]] = []
        played: list[TurnRecord] = []
        while model.running:
            opened, phases = model.position, {}
            for phase in PHASES:
                person.pending = self.choose(model, played, opened)
                given += [(model.position.turn, action) for action in person.pending]
                phases[phase] = model.play_phase()
            sealed = model.position
            closed = model.play_months()
            played.append(TurnRecord(opened=opened, sealed=sealed, closed=closed, phases=phases))
            tick()
        scores = total_scores(score_aims(model.position, self.scenario), self.scenario)
        return GreedyGame(score=float(scores[self.seat][0, 0]), orders=tuple(given))

    def choose(
        self, model: GameModel, played: Sequence[TurnRecord], opened: Position
    ) -> tuple[Action, ...]:
        """Return the orders of a phase."""
        position = model.position
        actions = [
            action
            for action in near_orders(position, self.scenario, self.seat)
            if self._is_legal(position, (), action)
        ]
        if not actions:
            return ()
        witness = Witness(self.scenario, model.chance, self.seat)
        standpoint = Standpoint(
            assumed=self._assumed,
            history=witness.tell(played, opened, position, model.record),
        )
        rolled = roll(standpoint, [OwnPlan(), *(OwnPlan(orders=(action,)) for action in actions)])
        gains = rolled[1:] - rolled[0]
        means = gains.mean(axis=1)
        bands = BAND * gains.std(axis=1, ddof=1) / np.sqrt(self.rollouts)
        clear = means > np.maximum(bands, LEAST_GAIN)
        wanted = [
            (action, gain)
            for action, gain, is_clear in zip(actions, means, clear, strict=True)
            if is_clear
        ]
        return self._draft(
            position, [action for action, _ in largest_first(wanted, lambda option: option[1])]
        )

    @functools.cached_property
    def _assumed(self) -> Assumed:
        return Assumed(
            scenario=self.scenario, actor=self.seat, policies=self.cast, games=self.rollouts
        )

    def _draft(self, position: Position, wanted: list[Action]) -> tuple[Action, ...]:
        """Return the orders that are legal one after the other, one for each setting."""
        draft: tuple[Action, ...] = ()
        for action in wanted:
            is_new = all(action.target != order.target for order in draft)
            if is_new and self._is_legal(position, draft, action):
                draft = (*draft, action)
        return draft

    def _is_legal(self, position: Position, draft: tuple[Action, ...], action: Action) -> bool:
        return LegalActions(position, self.scenario, self.seat, draft).verdict(action).legal


def near_orders(position: Position, scenario: Scenario, seat: str) -> Iterator[Action]:
    """Yield the orders worth a thought: each named setting, a step and the ends of a number."""
    for slot in LegalActions(position, scenario, seat).slots():
        held = float(position.orders.settings[slot.lever.name][0, slot.column])
        for value in _near_values(slot.lever, held):
            if abs(value - held) > 0.5 * slot.lever.step:
                yield slot.lever.action(slot.column, value)


def _near_values(lever: Lever, held: float) -> tuple[float, ...]:
    if lever.settings:
        return lever.values
    place = int(np.abs(np.array(lever.values) - held).argmin())
    places = {0, max(place - 1, 0), min(place + 1, len(lever.values) - 1), len(lever.values) - 1}
    return tuple(lever.values[place] for place in sorted(places))
