"""Law 6: aims open in the middle, can move either way, and pull against each other."""

from __future__ import annotations

import itertools

import numpy as np

from agents.policies.blind import BlindPlan, Plan, Step
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading
from game.contests.redteam.line_ups import BOTS
from game.contests.redteam.search import trial_settings
from game.contests.redteam.side_by_side import open_games, play_casts
from game.state.chance import Chance
from game.state.ties import mean_ranks
from game.state.world import Floats
from game.turn.outcome import score_aims

RANDOM_PLANS = 200
# Games a random plan is played in: what differs is the plan.
GAMES = 4
# The share of a seat's settings that a random plan holds.
HELD = 0.4
MIDDLE = 25.0, 75.0
LEAST_REACH = 15.0


def random_plans(ground: Ground, seat: str, count: int) -> list[Plan]:
    """Return constant plans that hold some settings, drawn at random, in an order drawn as well."""
    tried = trial_settings(ground.scenario.levers.of(seat))
    targets = list(dict.fromkeys(action.target for action in tried))
    plans: list[Plan] = []
    for number in range(count):
        luck = Chance(ground.budget.train, number, 1)
        held, which, rank = (
            luck.uniform(f"random plan:{what}", len(targets))[0] for what in ("held", "to", "rank")
        )
        steps = []
        for place in np.argsort(rank, kind="stable"):
            values = [action for action in tried if action.target == targets[place]]
            if held[place] < HELD:
                steps.append(Step(order=values[int(which[place] * len(values))]))
        plans.append(tuple(steps))
    return plans


def read_aims(ground: Ground, seat: str) -> list[Reading]:
    """Read law 6 in the scenario's own line-up."""
    line_up, levers = ground.line_ups["own"], ground.scenario.levers.of(seat)
    plans = random_plans(ground, seat, RANDOM_PLANS)
    players = [
        *(BlindPlan(levers, plan) for plan in plans),
        *(bot(levers) for bot in BOTS.values()),
        *ground.ordinary(seat).values(),
    ]
    played = play_casts(
        ground.scenario,
        [{**line_up, seat: player} for player in players],
        seed=ground.budget.train,
        games=GAMES,
    )
    means = {name: values.mean(axis=1) for name, values in played.aims[seat].items()}
    opening = open_games(ground.scenario, ground.budget.train, 1)
    opened = {
        name: float(values[0, 0])
        for name, values in score_aims(opening, ground.scenario)[seat].items()
    }
    readings = []
    for name, values in means.items():
        cell = ground.cell(6, seat, "own")
        up, down = float(values.max()) - opened[name], opened[name] - float(values.min())
        readings += [
            Reading(
                cell=cell,
                part=f"{name} opens at",
                value=opened[name],
                unit="points",
                low=MIDDLE[0],
                high=MIDDLE[1],
            ),
            Reading(
                cell=cell,
                part=f"{name} can move either way by",
                value=min(up, down),
                unit="points",
                low=LEAST_REACH,
                notes=(("up", up), ("down", down)),
            ),
        ]
    return [*readings, _read_pull(ground, seat, {n: v[: len(plans)] for n, v in means.items()})]


def _read_pull(ground: Ground, seat: str, means: dict[str, Floats]) -> Reading:
    """Read how strongly the two aims that pull hardest against each other do so."""
    pulls = {
        f"{player} against {other}": rank_correlation(means[player], means[other])
        for player, other in itertools.combinations(means, 2)
    }
    hardest = min(pulls, key=pulls.__getitem__)
    return Reading(
        cell=ground.cell(6, seat, "own"),
        part="lowest rank correlation of two aims over random plans",
        value=pulls[hardest],
        unit="",
        high=-0.3,
        notes=((hardest, pulls[hardest]),),
    )


def rank_correlation(values: Floats, other: Floats) -> float:
    """Return Spearman's correlation of two numbers, 0 where one of them never moves."""
    ranked = mean_ranks(values), mean_ranks(other)
    if min(float(ranks.std()) for ranks in ranked) == 0.0:
        return 0.0
    return float(np.corrcoef(*ranked)[0, 1])
