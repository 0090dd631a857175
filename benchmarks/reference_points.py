"""Where payoffs and targets take their reference points from.

    python benchmarks/reference_points.py SCENARIO [--line-ups N] [--replicates R] [--write]

Plays line-ups drawn at random and prints, for each aim of each actor, what the games reached: an
aim scores 0 at the 2nd and 100 at the 98th percentile, and its usual course is that of the median.
Two seats in three are led by a shipped policy; the others by a blind plan or by a player that needs
no search, so that who goes to an extreme has not left the scale. Then plays every policy of each
seat against the scenario's own line-up and prints its median score: a seat's target is the median
of its best ordinary policy, which thereby wins half its games. With --write, both are written into
the scenario and its payoffs.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from agents.cast import choose_policies, ordinary_policies, quick_policies
from agents.model import GameModel
from agents.policies.base import Policy
from agents.policies.blind import BlindPlan, Plan
from game.config.scenarios import load_scenario, shipped_library
from game.contests.laws.aims import random_plans
from game.contests.laws.ground import Budget, Ground
from game.contests.redteam.line_ups import BOTS
from game.contests.redteam.side_by_side import Cast, play_casts
from game.language.expression import Expression
from game.state.chance import Chance
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.outcome import payoff_lookup, score_aims, total_scores

CONFIGS = Path(__file__).resolve().parents[1] / "configs"
PERCENTILES = (2, 50, 98)
SEED = 2026
# What shares of seats are led by a blind plan and by a player that needs no search.
BLIND_SHARE, BOT_SHARE = 0.25, 0.08
# Blind plans of an actor that are drawn from.
PLANS = 64


def play(scenario: Scenario, policies: dict[str, str], seed: int, replicates: int) -> GameModel:
    """Play a scenario to its end in all replicates."""
    model = GameModel(scenario, policies=policies, seed=seed, replicates=replicates)
    while model.running:
        model.step()
    return model


def draw_line_up(ground: Ground, number: int) -> Cast:
    """Return who leads each actor in a line-up: a shipped policy, a blind plan or a bot."""
    scenario = ground.scenario
    chance = Chance(SEED, number, 1)
    luck = {what: chance.uniform(what, len(scenario.actors))[0] for what in ("kind", "line-up")}
    cast: dict[str, Policy] = {}
    for place, actor in enumerate(scenario.actors):
        kind, which = float(luck["kind"][place]), float(luck["line-up"][place])
        levers = scenario.levers.of(actor)
        if kind < BLIND_SHARE:
            cast[actor] = BlindPlan(levers, _plans(ground, actor)[int(which * PLANS)])
        elif kind < BLIND_SHARE + BOT_SHARE:
            cast[actor] = list(BOTS.values())[int(which * len(BOTS))](levers)
        else:
            names = list(ground.library.policies[actor])
            name = names[int(which * len(names))]
            cast[actor] = choose_policies(scenario, {actor: name}, ground.library)[actor]
    return cast


@functools.cache
def _plans(ground: Ground, actor: str) -> list[Plan]:
    return random_plans(ground, actor, PLANS)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reached:
    """What games reached in one aim: its ends, and its median at the opening and after turns."""

    worst: float
    middle: float
    best: float
    usual: Floats

    @property
    def course(self) -> str:
        """The usual course as YAML writes it."""
        return "[" + ", ".join(f"{value:.4g}" for value in self.usual) + "]"


def measure_reached(ground: Ground, line_ups: int, replicates: int) -> dict[str, Reached]:
    """Return what games between random line-ups reached, by actor and aim."""
    scenario = ground.scenario
    readers = {
        f"{actor}.{aim.name}": functools.partial(_read, aim.measure)
        for actor, aims in scenario.aims.items()
        for aim in aims
    }
    casts = [draw_line_up(ground, number) for number in range(line_ups)]
    played = play_casts(scenario, casts, seed=SEED, games=replicates, watch=readers)
    reached = {}
    for name, values in played.series.items():
        low, middle, high = np.percentile(values[:, :, -1], PERCENTILES)
        actor, aim = name.split(".")
        wanted = next(item for item in scenario.aims[actor] if item.name == aim)
        worst, best = (low, high) if wanted.best > wanted.worst else (high, low)
        usual = np.median(values, axis=(0, 1))
        reached[name] = Reached(worst=worst, middle=middle, best=best, usual=usual)
    return reached


def print_reached(name: str, reached: Mapping[str, Reached]) -> None:
    """Print the reference points of every aim and its usual course."""
    print(f"{name}: worst, middle, best; usual course")
    for aim, ends in reached.items():
        print(f"  {aim}: {ends.worst:.3g} {ends.middle:.3g} {ends.best:.3g}; {ends.course}")


def write_reached(path: Path, reached: Mapping[str, Reached]) -> None:
    """Write reference points and usual courses into a file of payoffs."""
    actor = aim = ""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        heading = re.fullmatch(r"( {2}| {4})(\w+):", line)
        if heading and len(heading[1]) == 2:
            actor = heading[2]
        elif heading:
            aim = heading[2]
        ends = reached.get(f"{actor}.{aim}")
        field = line.strip().partition(":")[0]
        if ends and field in ("worst", "best"):
            line = f"      {field}: {getattr(ends, field):.3g}"
        if ends and field == "usual":
            continue
        lines.append(line)
        if ends and field == "best":
            lines.append(f"      usual: {ends.course}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _read(measure: Expression, position: Position, _scenario: Scenario) -> Floats:
    values = measure.evaluate(payoff_lookup(position))
    return values + np.zeros((position.replicates, 1))


def measure_targets(scenario: Scenario, replicates: int) -> dict[str, dict[str, float]]:
    """Return each policy's median score against the scenario's own line-up, by actor.

    The record's policy and random play are measured and set no target.
    """
    return {
        actor: {
            name: float(np.median(_scores(scenario, actor, name, replicates)))
            for name in quick_policies(shipped_library(), actor)
        }
        for actor in scenario.actors
    }


def _scores(scenario: Scenario, actor: str, policy: str, replicates: int) -> Floats:
    model = play(scenario, {actor: policy}, SEED, replicates)
    return total_scores(score_aims(model.position, scenario), scenario)[actor]


def print_targets(medians: Mapping[str, Mapping[str, float]]) -> None:
    """Print each policy's median score, the best one last."""
    for actor, scores in medians.items():
        ranked = sorted(scores, key=scores.__getitem__)
        print(f"  {actor}: " + "  ".join(f"{name} {scores[name]:.1f}" for name in ranked))


def write_targets(path: Path, medians: Mapping[str, Mapping[str, float]]) -> None:
    """Write the median of each seat's best ordinary policy into a scenario as its target."""
    library = shipped_library()
    best = {
        actor: max(scores[name] for name in ordinary_policies(library, actor))
        for actor, scores in medians.items()
    }
    marks = ", ".join(f"{actor}: {score:.0f}" for actor, score in best.items())
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"^targets: .*$", f"targets: {{{marks}}}", text, flags=re.M), encoding="utf-8"
    )


def main() -> None:
    """Print both tables for one scenario, and write them if wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("--line-ups", type=int, default=100)
    parser.add_argument("--replicates", type=int, default=20)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    ground = Ground(wanted.scenario, Budget())
    reached = measure_reached(ground, wanted.line_ups, wanted.replicates)
    print_reached(wanted.scenario, reached)
    if wanted.write:
        config = ground.library.scenarios[wanted.scenario]
        write_reached(CONFIGS / "payoffs" / f"{config.payoffs}.yaml", reached)
    scenario = load_scenario(wanted.scenario)
    medians = measure_targets(scenario, 5 * wanted.replicates)
    print_targets(medians)
    if wanted.write:
        write_targets(CONFIGS / "scenarios" / f"{wanted.scenario}.yaml", medians)


if __name__ == "__main__":
    main()
