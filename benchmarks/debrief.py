"""Whether a debrief finds what decided: a planted blunder, or a planted good order, comes first.

    python -m benchmarks.debrief --scenario lesson --games 100
    python -m benchmarks.debrief --scenario december_2025 --games 20 --seed 5000

At the opening each setting that a seat may order is given and kept to the end under many draws of
luck. What costs most is the blunder, what gains most the good order; orders worth at most a third
of them are ordinary. In each game a seat gives some ordinary orders over its first turns, and in
one of these turns, drawn by luck, the planted order. The game is played to its end, and the debrief
ranks the orders by their shares. Counted is how often the planted one stands first, how often its
share has the sign it was chosen for, and in how many misses another order did more than it when it
alone is left out: then luck and turn have made another one decide. A seat counts only if the
planted order is worth enough to be told from luck: `--least` points.
"""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence

import numpy as np

from benchmarks.odds import AT_ONCE, held
from game.ahead.odds import OwnPlan
from game.config.scenarios import load_scenario
from game.seat.debrief.naming import name_order
from game.seat.debrief.reckoning import Reckoning
from game.session import Session
from game.state.chance import Chance
from game.state.levers import Action
from game.state.scenario import Scenario
from game.turn.legality import RefusedOrderError
from game.why.replays import orders_given

SEED = 4000
TURNS, EACH = 4, 2
ORDINARY = 1.0 / 3.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Plants:
    """What a seat can order at the opening: the worst, the best, and what is ordinary beside."""

    blunder: tuple[Action, float]
    good: tuple[Action, float]
    ordinary: tuple[Action, ...]


def find_plants(scenario: Scenario, actor: str, seed: int) -> Plants:
    """Return what each setting that a seat may order is worth at the opening, kept to the end."""
    session = Session.begin(scenario, seats=(actor,), seed=seed)
    actions = settings(session, actor)
    courses = [OwnPlan(), *(OwnPlan(orders=(action,)) for action in actions)]
    parts = [courses[first : first + AT_ONCE] for first in range(0, len(courses), AT_ONCE)]
    scores = np.concatenate([held(session, actor, part, seed) for part in parts]).mean(axis=1)
    worth = scores[1:] - scores[0]
    worst, best = int(worth.argmin()), int(worth.argmax())
    bound = ORDINARY * min(abs(worth[worst]), abs(worth[best]))
    planted = {actions[worst].target, actions[best].target}
    return Plants(
        blunder=(actions[worst], float(worth[worst])),
        good=(actions[best], float(worth[best])),
        ordinary=tuple(
            action
            for action, value in zip(actions, worth, strict=True)
            if abs(value) <= bound and action.target not in planted
        ),
    )


def settings(session: Session, actor: str) -> list[Action]:
    """Return the farthest legal setting of every lever to either side."""
    legal = session.legal_actions(actor)
    found: list[Action] = []
    for slot in legal.slots():
        offers = [] if slot.lever.part else legal.offers_of(slot)
        allowed = [offer.action for offer in offers if offer.verdict.legal]
        now = legal.held(slot)
        found += [action for action in allowed if action.value < now][:1]
        found += [action for action in allowed if action.value > now][-1:]
    return found


def play(scenario: Scenario, actor: str, plants: Plants, planted: Action, seed: int) -> Session:
    """Return a game in which a seat gave ordinary orders, and one that is planted."""
    session = Session.begin(scenario, seats=(actor,), seed=seed)
    draws = Chance(seed, 0, 1).uniform("benchmark:debrief", 1 + TURNS * EACH)[0]
    at = int(draws[0] * TURNS)
    while not session.over:
        turn = len(session.played)
        if turn >= at:
            give(session, planted, at)
        if turn < TURNS:
            for draw in draws[1 + turn * EACH : 1 + (turn + 1) * EACH]:
                give(session, plants.ordinary[int(draw * len(plants.ordinary))], turn)
        session.seal()
        session.seal()
        session.pass_turn()
    return session


def give(session: Session, action: Action, turn: int) -> None:
    """Give an order from a turn on, once, where it is legal."""
    given = orders_given(session.played, session.scenario)
    is_given = any((order.actor, order.target) == (action.actor, action.target) for order in given)
    if is_given or len(session.played) < turn:
        return
    try:
        session.order(action)
    except RefusedOrderError:
        return


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ranked:
    """Where a debrief put the planted order; `is_outdone` where another one did more alone."""

    is_first: bool
    is_signed: bool
    is_outdone: bool


def rank(session: Session, actor: str, planted: Action, sign: float) -> Ranked | None:
    """Return where the planted order stands; None where it was legal in no turn of the game."""
    given = orders_given(session.played, session.scenario)
    order = next(
        (order for order in given if (order.actor, order.target) == (actor, planted.target)), None
    )
    if order is None:
        return None
    worth = Reckoning(session, actor).finish()
    name = order.turn, name_order(order, session)
    line = next(line for line in worth.orders if (line.turn, line.text) == name)
    largest = max(abs(other.alone) for other in worth.orders)
    return Ranked(
        is_first=worth.orders[0] is line,
        is_signed=line.share * sign > 0.0,
        is_outdone=abs(line.alone) < largest,
    )


def main() -> None:
    """Count, seat by seat, how often what was planted comes first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", default="lesson")
    parser.add_argument("--games", type=int, default=20, help="of each seat and kind")
    parser.add_argument("--seed", type=int, default=SEED, help="of the first game")
    parser.add_argument("--seats", nargs="*", help="all by default")
    parser.add_argument("--least", type=float, default=3.0, help="points of a planted order")
    options = parser.parse_args()
    scenario = load_scenario(options.scenario)
    total: list[Ranked] = []
    for actor in options.seats or scenario.actors:
        plants = find_plants(scenario, actor, options.seed + 77)
        for kind, (planted, worth) in (("blunder", plants.blunder), ("good", plants.good)):
            text = planted.text(scenario.levers)
            if abs(worth) < options.least or not plants.ordinary:
                print(f"{kind:<8} {text}: worth {worth:+.1f}, too little to plant", flush=True)
                continue
            seeds = range(options.seed, options.seed + options.games)
            games = [play(scenario, actor, plants, planted, seed) for seed in seeds]
            ranks = [rank(game, actor, planted, worth) for game in games]
            counted = [ranked for ranked in ranks if ranked is not None]
            total += counted
            print(f"{kind:<8} {text}: worth {worth:+.1f}; {tell(counted)}", flush=True)
    print(f"in all {tell(total)}")


def tell(ranks: Sequence[Ranked]) -> str:
    """Return how often a planted order came first, and what stood above it otherwise."""
    missed = [ranked for ranked in ranks if not ranked.is_first]
    return (
        f"first in {len(ranks) - len(missed)} of {len(ranks)}, "
        f"with its sign in {sum(ranked.is_signed for ranked in ranks)}; of {len(missed)} misses "
        f"another order did more alone in {sum(ranked.is_outdone for ranked in missed)}"
    )


if __name__ == "__main__":
    main()
