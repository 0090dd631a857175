"""Whether odds hold: what is shown against what orders are worth when kept, and chances of a win.

    python benchmarks/odds.py shown --scenario december_2025 --games 2
    python benchmarks/odds.py wins --scenario lesson --games 100 --kept odds.json

`shown` takes every step of every lever that a seat may order at the opening. What the odds say of
it, worked out from the seat's view, is held against the same order given in the true game and kept
to its end under other luck: correlation, mean size, and orders whose sign differs where both are
above 0.3 points. `wins` gives a seat a few orders at random in its first turn, notes the chance of
a win that is shown, and plays on holding what was ordered: the Brier score beside that of the base
rate. With `--kept` games that were played already are taken from the file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from agents.policies.base import Policy
from agents.policies.human import Scripted
from agents.rollouts import play_on
from game.ahead.odds import OwnPlan, prospect, roll
from game.config.scenarios import load_scenario
from game.seat.odds.choices import read_standpoint
from game.session import Session
from game.state.chance import Chance
from game.state.orders import Action
from game.state.paired_chance import PairedChance
from game.state.position import Position
from game.state.replicate_rows import join_rows, pick_rows
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.engine import seal
from game.turn.outcome import has_won, score_aims, total_scores
from game.turn.view import View

# Luck under which orders are kept, and courses that are rolled out at once.
HELD_LUCK, AT_ONCE = 128, 16
CLEAR = 0.3
MOST_ORDERS = 4


def steps(session: Session, actor: str) -> list[Action]:
    """Return the nearest legal step of every lever to either side."""
    legal = session.legal_actions(actor)
    found = []
    for slot in legal.slots():
        offers = [] if slot.lever.part else legal.offers_of(slot)
        allowed = [offer.action for offer in offers if offer.verdict.legal]
        now = legal.held(slot)
        below = [action for action in allowed if action.value < now]
        above = [action for action in allowed if action.value > now]
        found += [*below[-1:], *above[:1]]
    return found


def held(session: Session, actor: str, courses: list[OwnPlan], seed: int) -> Floats:
    """Return the mean final score of courses given in the true game and kept, (courses,)."""
    scenario, position = session.scenario, session.model.position
    policies: dict[str, Policy] = {**session.leaders.in_rollouts, actor: Scripted({})}
    luck = session.model.chance
    begun = [_sealed(position, scenario, policies, luck, actor, one.orders) for one in courses]
    rows = np.repeat(np.arange(len(courses)), HELD_LUCK)
    with np.errstate(all="raise", under="ignore"):
        ended = play_on(
            pick_rows(join_rows(begun), rows),
            scenario,
            policies,
            PairedChance(Chance(seed, 0, HELD_LUCK), len(courses)),
        )
    scores = total_scores(score_aims(ended, scenario), scenario)[actor]
    means: Floats = scores.reshape(len(courses), HELD_LUCK).mean(axis=1)
    return means


def _sealed(
    position: Position, scenario: Scenario, policies: dict[str, Policy], luck: Chance, actor: str,
    orders: tuple[Action, ...],
) -> Position:  # fmt: skip
    """Return the true game after its first seal, the seat's orders given."""
    given = Scripted({(position.turn, position.phase): orders})
    decided = {
        name: (given if name == actor else policy).decide(
            View(position, scenario, name, luck), luck.at(2 * position.turn)
        )
        for name, policy in policies.items()
    }
    sealed, _ = seal(position, scenario, {name: one.proposals for name, one in decided.items()})
    return sealed


def compare(scenario: Scenario, actor: str, games: int) -> dict[str, float]:
    """Return how what is shown goes with what is held, over all orders of several openings."""
    shown: list[float] = []
    kept: list[float] = []
    for seed in range(games):
        session = Session.begin(scenario, seats=(actor,), seed=1000 + seed)
        courses = [OwnPlan(), *(OwnPlan(orders=(action,)) for action in steps(session, actor))]
        standpoint = read_standpoint(session, actor)
        scores = [
            roll(standpoint, courses[first : first + AT_ONCE]).mean(axis=1)
            for first in range(0, len(courses), AT_ONCE)
        ]
        worth = np.concatenate(scores)
        true = np.concatenate(
            [
                held(session, actor, courses[first : first + AT_ONCE], 77 + seed)
                for first in range(0, len(courses), AT_ONCE)
            ]
        )
        shown += list(worth[1:] - worth[0])
        kept += list(true[1:] - true[0])
    a, b = np.array(shown), np.array(kept)
    clear = (np.abs(a) > CLEAR) & (np.abs(b) > CLEAR)
    return {
        "orders": len(a),
        "mean size shown": float(np.abs(a).mean()),
        "mean size held": float(np.abs(b).mean()),
        "correlation": float(np.corrcoef(a, b)[0, 1]),
        "sign differs": int((clear & (a * b < 0.0)).sum()),
    }


def play_one(scenario: Scenario, actor: str, seed: int) -> tuple[float, bool]:
    """Return the chance of a win shown after some random orders, and whether holding them won."""
    session = Session.begin(scenario, seats=(actor,), seed=seed)
    options = steps(session, actor)
    luck = Chance(seed, 0, 1)
    draws = luck.uniform("benchmark:orders", MOST_ORDERS)[0]
    for draw in draws[: int(luck.uniform("benchmark:count")[0, 0] * (MOST_ORDERS + 1))]:
        action = options[int(draw * len(options))]
        if action in session.legal_actions(actor):
            session.order(action)
    course = OwnPlan(orders=session.actions(actor))
    target = scenario.targets[actor]
    chance = prospect(roll(read_standpoint(session, actor), [course])[0], target).win
    while not session.over:
        session.seal()
        session.seal()
        session.pass_turn()
    scores = total_scores(score_aims(session.model.position, scenario), scenario)
    return chance, bool(has_won(scores[actor], target)[0, 0])


def brier(pairs: list[tuple[float, bool]]) -> Iterator[tuple[str, float]]:
    """Yield the Brier score of what was shown, that of the base rate, and the rate."""
    chances, wins = np.array([p for p, _ in pairs]), np.array([float(w) for _, w in pairs])
    yield "games", len(pairs)
    yield "won", float(wins.mean())
    yield "Brier score shown", float(((chances - wins) ** 2).mean())
    yield "Brier score of the base rate", float(((wins.mean() - wins) ** 2).mean())


def main() -> None:
    """Measure what is asked for, seat by seat."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("shown", "wins"))
    parser.add_argument("--scenario", default="december_2025")
    parser.add_argument("--games", type=int, default=2, help="openings, or games, a seat")
    parser.add_argument("--kept", type=Path, help="a file of games that were played already")
    options = parser.parse_args()
    scenario = load_scenario(options.scenario)
    if options.what == "shown":
        for actor in scenario.actors:
            print(actor, compare(scenario, actor, options.games), flush=True)
        return
    played = play_all(scenario, options.games, options.kept)
    for actor, pairs in played.items():
        print(actor, dict(brier(pairs)))
    print("all seats", dict(brier([pair for pairs in played.values() for pair in pairs])))


def play_all(
    scenario: Scenario, games: int, kept: Path | None
) -> dict[str, list[tuple[float, bool]]]:
    """Return chances shown and games won by seat; each game is kept as soon as it is played."""
    played = json.loads(kept.read_text()) if kept and kept.is_file() else {}
    for seed in range(games):
        for actor in scenario.actors:
            key = f"{scenario.name} {actor} {seed}"
            if key not in played:
                played[key] = play_one(scenario, actor, 5000 + seed)
                if kept:
                    kept.write_text(json.dumps(played))
    return {
        actor: [tuple(played[f"{scenario.name} {actor} {seed}"]) for seed in range(games)]
        for actor in scenario.actors
    }


if __name__ == "__main__":
    main()
