"""Law 21: the game stays open, for orders and for who leads."""

from __future__ import annotations

import functools

import numpy as np

from agents.policies.base import Decision, Policy
from agents.policies.blind import BlindPlan, Plan, Step
from agents.rollouts import play_turn
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading, percent
from game.contests.redteam.search import trial_settings
from game.contests.redteam.side_by_side import Cast, open_games, play_from
from game.state.chance import Chance
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.ties import first_best
from game.state.world import Floats
from game.turn.outcome import score_aims, total_scores
from game.turn.view import View

# The first turn, and those of the middle of the game.
FIRST, MIDDLE = 0, (4, 5, 6, 7, 8)


class OneOrder:
    """Gives one order in one turn, after those of the policy that leads otherwise."""

    name = "one_order"

    def __init__(self, order: BlindPlan, policy: Policy, turn: int) -> None:
        self._order, self._policy, self._turn = order, policy, turn

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the policy's orders, and in the order's turn the order first."""
        usual = self._policy.decide(view, chance).proposals
        if view.turn != self._turn or view.phase != "measures":
            return Decision(proposals=usual)
        return Decision(proposals=(*self._order.decide(view, chance).proposals, *usual))


def read_best_orders(ground: Ground, seat: str) -> list[Reading]:
    """Read half of law 21: the best single order's gain in the middle, against the first turn's."""
    gains = best_gains(ground, seat, (FIRST, *MIDDLE))
    first, middle = gains[FIRST], float(np.mean([gains[turn] for turn in MIDDLE if turn in gains]))
    return [
        Reading(
            cell=ground.cell(21, seat, "own"),
            part="best order's gain in turns 5 to 9, over that in turn 1",
            value=middle / first if first > 0.0 else 0.0,
            unit="times",
            low=0.5,
            notes=tuple((f"turn {turn + 1}", gain) for turn, gain in gains.items()),
        )
    ]


def best_gains(ground: Ground, seat: str, turns: tuple[int, ...]) -> dict[int, float]:
    """Return what the best single order of a turn gains, by turn; afterwards the policy leads.

    The best order is found on half of the games and measured on the other half.
    """
    scenario, line_up = ground.scenario, ground.line_ups["own"]
    seed, games = ground.budget.train, 2 * ground.budget.training
    luck, position = Chance(seed, 0, games), open_games(scenario, seed, games)
    gains = {}
    for turn in range(min(scenario.turns, max(turns) + 1)):
        if turn in turns:
            gains[turn] = _best_gain(ground, seat, position)
        position = play_turn(position, scenario, line_up, luck)
    return gains


def _best_gain(ground: Ground, seat: str, position: Position) -> float:
    scenario, line_up = ground.scenario, ground.line_ups["own"]
    levers = scenario.levers.of(seat)
    plans: list[Plan] = [(Step(order=action),) for action in trial_settings(levers)]
    casts: list[Cast] = [
        line_up,
        *(
            {**line_up, seat: OneOrder(BlindPlan(levers, plan), line_up[seat], position.turn)}
            for plan in plans
        ),
    ]
    played = play_from(position, scenario, casts, seed=ground.budget.train, watch={})
    ahead = played.scores[seat][1:] - played.scores[seat][:1]
    half = position.replicates // 2
    return float(ahead[first_best(ahead[:, :half].mean(axis=1)), half:].mean())


def read_lead(ground: Ground) -> list[Reading]:
    """Read the other half of law 21: how often who leads at half time misses its mark."""
    actors = ground.scenario.seats
    played = ground.play(
        [ground.line_ups["own"]],
        watch={actor: functools.partial(_ahead, actor) for actor in actors},
    )
    half = ground.scenario.turns // 2
    ahead = np.stack([played.series[actor][0, :, half] for actor in actors])
    leader = ahead.argmax(axis=0)
    final = np.stack([played.scores[actor][0] - ground.scenario.targets[actor] for actor in actors])
    lost = final[leader, np.arange(leader.size)] < 0.0
    return [
        Reading(
            cell=ground.cell(21, line_up="own"),
            part="leaders at half time that miss their mark",
            value=percent(lost),
            low=20.0,
            high=45.0,
        )
    ]


def _ahead(actor: str, position: Position, scenario: Scenario) -> Floats:
    """Return how far an actor's score as it stands is above its mark."""
    scores = total_scores(score_aims(position, scenario), scenario)[actor]
    return scores - scenario.targets[actor]
