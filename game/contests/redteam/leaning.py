"""What a plan leans on: the settings without which it does worse, and the loop it exploits."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np

from agents.policies.blind import Plan, Step
from agents.rollouts import play_turn
from game.contests.redteam.paths import fields_of, links_between, path_between
from game.contests.redteam.search import Bench
from game.contests.redteam.side_by_side import open_games, play_casts, standard_error
from game.state.chance import Chance
from game.state.position import Position
from game.state.ties import largest_first
from game.state.world import FIELDS, Floats
from game.turn.ledger import Ledger

# Games whose ledger is read: what an order moves is the same kind of thing in all of them.
LEDGERS = 4
# A field that a step changes by a smaller share does not carry what it pays.
TRACE = 0.005


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lean:
    """One step of a plan, and what the seat's score loses without it, game by game.

    `aims` are the parts of that loss by aim, in points of the score.
    """

    step: Step
    losses: Floats
    aims: Mapping[str, float]

    @property
    def points(self) -> float:
        """The mean loss."""
        return float(self.losses.mean())

    @property
    def error(self) -> float:
        """Its standard error."""
        return standard_error(self.losses)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Loop:
    """What a plan exploits: the order, the aim it pays in, and the way from one to the other.

    `points` are what the order adds to the score through that aim. `fields` begin with one that
    the order moves itself, by the rule `rule`, and end with one that the aim is measured by.
    """

    step: Step
    aim: str
    points: float
    rule: str
    fields: tuple[str, ...]


def drop_one(bench: Bench, plan: Plan) -> list[Lean]:
    """Return what each step of a plan is worth to it, the most first.

    Plans with and without a step meet the same luck; the bench's should be one that the search
    has not met.
    """
    plans = [plan, *(plan[:at] + plan[at + 1 :] for at in range(len(plan)))]
    played = play_casts(
        bench.scenario,
        [bench.lead(blind_plan) for blind_plan in plans],
        seed=bench.seed,
        games=bench.games,
    )
    scores, aims = played.scores[bench.seat], played.aims[bench.seat]
    weights = {aim.name: aim.weight for aim in bench.scenario.aims[bench.seat]}
    leans = [
        Lean(
            step=step,
            losses=scores[0] - scores[at],
            aims={
                name: weights[name] * float((values[0] - values[at]).mean())
                for name, values in aims.items()
            },
        )
        for at, step in enumerate(plan, start=1)
    ]
    return largest_first(leans, lambda lean: lean.points)


def find_loop(bench: Bench, plan: Plan, lean: Lean) -> Loop:
    """Return by which way a step of a plan pays most.

    A few games of the plan are played with and without the step. The fields that its orders move
    themselves are read off the ledgers; of them, the way begins with the one that is fewest rules
    away from what the aim is measured by, going through fields only that the step does change, and
    of those with the one that it moves most for its size.
    """
    aim = max(lean.aims, key=lambda name: lean.aims[name])
    loop = Loop(step=lean.step, aim=aim, points=lean.aims[aim], rule="", fields=())
    with_it, moved = _play_with_ledgers(bench, plan, lean.step)
    *_, (without, _) = _play(bench, _without(plan, lean.step))
    luck = Chance(bench.seed, 0, LEDGERS).at(with_it.world.month + 1)
    links = links_between(_changed(with_it, without), with_it, bench.scenario, luck)
    measured = next(measure for measure in bench.scenario.aims[bench.seat] if measure.name == aim)
    ends = fields_of(measured, with_it, bench.scenario)
    ways = {key: path_between(key[0], ends, links) for key in moved}
    reached = [key for key, way in ways.items() if way]
    if not reached:
        return loop
    begins = min(reached, key=lambda key: (len(ways[key]), -moved[key]))
    return dataclasses.replace(loop, rule=begins[1], fields=ways[begins])


def _without(plan: Plan, step: Step) -> Plan:
    return tuple(planned for planned in plan if planned is not step)


def _changed(position: Position, other: Position) -> list[str]:
    """Return the fields in which the ends of games differ by more than a trace."""
    changed = []
    for name in FIELDS:
        values, others = getattr(position.world, name), getattr(other.world, name)
        size = max(float(np.abs(values).mean()), float(np.abs(others).mean()))
        if float(np.abs(values - others).mean()) > TRACE * size:
            changed.append(name)
    return changed


def _play_with_ledgers(
    bench: Bench, plan: Plan, step: Step
) -> tuple[Position, dict[tuple[str, str], float]]:
    """Return the end of some games of a plan, and what orders of a step's lever moved themselves.

    That is how far each field was moved by each rule, for its size.
    """
    moved: dict[tuple[str, str], float] = {}
    for position, ledger in _play(bench, plan, with_ledgers=True):
        for cause in ledger:
            if any(order.lever == step.order.lever for order in cause.order):
                size = float(np.abs(getattr(position.world, cause.field)).mean()) or 1.0
                key = cause.field, cause.rule
                moved[key] = moved.get(key, 0.0) + float(np.abs(cause.change).mean()) / size
    return position, moved


def _play(
    bench: Bench, plan: Plan, *, with_ledgers: bool = False
) -> Iterator[tuple[Position, Ledger]]:
    """Yield the end of each turn of some games of a plan, with its causes where they are wanted."""
    luck = Chance(bench.seed, 0, LEDGERS)
    position, cast = open_games(bench.scenario, bench.seed, LEDGERS), bench.lead(plan)
    while (position.ending.turn < 0.0).any():
        ledger = Ledger()
        position = play_turn(
            position, bench.scenario, cast, luck, ledger=ledger if with_ledgers else None
        )
        yield position, ledger
