"""Whether a debrief finds what decided: a planted blunder, or a planted good order, comes first.

    python -m benchmarks.debrief --scenario lesson --games 12
    python -m benchmarks.debrief --scenario december_2025 --games 12 --seed 5000

At the opening each setting that a seat may order is given and kept to the end under many draws of
luck. What costs most is tried as a blunder, what gains most as a good order; orders worth at most a
third of them are ordinary. In each game a seat gives some ordinary orders over its first turns, and
from a turn on, drawn from all of the game, the order that is tried.

What is tried counts as planted in a game only if that very game says so: the game is played again
under its own luck without each of the orders in turn, and the one that is tried moves the final
score further than any other, by at least `--least` points, down for a blunder and up for a good
order. These games are played as a person plays them and share nothing with the debrief. Counted is
how often the debrief, which ranks orders by their shares, has the planted one first; and, over all
games drawn, how often it has that order first which moved the score most, whichever it was.
"""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterable, Sequence

import numpy as np
from scipy.stats import binomtest

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
from game.turn.outcome import outcome
from game.why.replays import orders_given

SEED = 4000
TURNS, EACH = 4, 2
ORDINARY = 1.0 / 3.0

# The turn from which an order is given, and the order.
Given = tuple[int, Action]


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
    farthest: list[Action] = []
    for slot in legal.slots():
        offers = [] if slot.lever.part else legal.offers_of(slot)
        allowed = [offer.action for offer in offers if offer.verdict.legal]
        now = legal.held(slot)
        farthest += [action for action in allowed if action.value < now][:1]
        farthest += [action for action in allowed if action.value > now][-1:]
    return farthest


def play(scenario: Scenario, actor: str, plan: Sequence[Given], seed: int) -> Session:
    """Return a game in which a seat gives each order in its turn, or once it is legal."""
    session = Session.begin(scenario, seats=(actor,), seed=seed)
    waiting = list(plan)
    while not session.over:
        turn = len(session.played)
        waiting = [
            (due, action)
            for due, action in waiting
            if due > turn or not is_granted(session, action)
        ]
        session.seal()
        session.seal()
        session.pass_turn()
    return session


def is_granted(session: Session, action: Action) -> bool:
    """Give an order; tell whether it was legal."""
    try:
        session.order(action)
    except RefusedOrderError:
        return False
    return True


def draw_plan(scenario: Scenario, plants: Plants, tried: Action, seed: int) -> list[Given]:
    """Return the orders of a game, each setting once: what is tried, and ordinary ones."""
    draws = Chance(seed, 0, 1).uniform("benchmark:debrief", 1 + TURNS * EACH)[0]
    plan = {tried.target: (int(draws[0] * scenario.turns), tried)}
    for place, draw in enumerate(draws[1:]):
        action = plants.ordinary[int(draw * len(plants.ordinary))]
        plan.setdefault(action.target, (place // EACH, action))
    return list(plan.values())


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ranked:
    """What each order did to the score of a game, and in which order the debrief has them.

    `effects` are those of the game played less the game without the order, `shares` the debrief's,
    which stand as it ranks them.
    """

    effects: dict[str, float]
    shares: dict[str, float]

    @property
    def largest(self) -> str:
        """The order that moved the score most."""
        return max(self.effects, key=lambda target: abs(self.effects[target]))

    @property
    def first(self) -> str:
        """The order that the debrief has first."""
        return next(iter(self.shares))


def rank(scenario: Scenario, actor: str, plan: Sequence[Given], seed: int) -> Ranked:
    """Play a game, play it again without each of its orders, and read its debrief."""
    session = play(scenario, actor, plan, seed)
    orders = [order for order in orders_given(session.played, scenario) if order.actor == actor]
    given = [(order.turn, order.actions[-1]) for order in orders]
    score = final(session, actor)
    effects = {}
    for place, (_, action) in enumerate(given):
        without = play(scenario, actor, given[:place] + given[place + 1 :], seed)
        effects[action.target] = score - final(without, actor)
    targets = {(order.turn, name_order(order, session)): order.target for order in orders}
    worth = Reckoning(session, actor).finish()
    shares = {targets[line.turn, line.text]: line.share for line in worth.orders}
    return Ranked(effects=effects, shares=shares)


def final(session: Session, actor: str) -> float:
    """Return the score with which a game that is over ended."""
    return outcome(session.model.position, session.scenario).scores[actor]


@dataclasses.dataclass
class Count:
    """How often what decided stood first: what was planted, and whatever moved a score most."""

    drawn: int = 0
    planted: int = 0
    planted_first: int = 0
    moved: int = 0
    moved_first: int = 0

    def add(self, ranked: Ranked, *, is_planted: bool, is_moved: bool) -> None:
        """Count a game."""
        is_first = ranked.first == ranked.largest
        self.drawn += 1
        self.planted += is_planted
        self.planted_first += is_planted and is_first
        self.moved += is_moved
        self.moved_first += is_moved and is_first

    def __str__(self) -> str:
        planted, moved = (
            share_text(self.planted_first, self.planted),
            share_text(self.moved_first, self.moved),
        )
        return (
            f"{self.drawn} drawn; planted in {self.planted}, first in {planted}; whatever moved "
            f"the score most first in {moved}"
        )


def share_text(part: int, whole: int) -> str:
    """Return a count and the range in which its share lies nineteen times in twenty (Wilson)."""
    if not whole:
        return "none of 0"
    band = binomtest(part, whole).proportion_ci(method="wilson")
    return f"{part} of {whole} ({100 * band.low:.0f} to {100 * band.high:.0f} %)"


def main() -> None:
    """Count, seat by seat, how often what was planted comes first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", default="lesson")
    parser.add_argument("--games", type=int, default=12, help="of each seat and kind")
    parser.add_argument("--seed", type=int, default=SEED, help="of the first game")
    parser.add_argument("--seats", nargs="*", help="all by default")
    parser.add_argument("--least", type=float, default=1.0, help="points of a planted order")
    options = parser.parse_args()
    scenario = load_scenario(options.scenario)
    total = Count()
    for actor in options.seats or scenario.actors:
        plants = find_plants(scenario, actor, options.seed + 77)
        for kind, (tried, worth) in (("blunder", plants.blunder), ("good", plants.good)):
            count = Count()
            for seed in range(options.seed, options.seed + options.games):
                ranked = rank(scenario, actor, draw_plan(scenario, plants, tried, seed), seed)
                tally(ranked, tried.target, np.sign(worth), options.least, (count, total), seed)
            text = tried.text(scenario.levers)
            print(f"{kind:<8} {text} ({worth:+.1f}): {count}", flush=True)
    print(f"in all: {total}")


def tally(
    ranked: Ranked, tried: str, sign: float, least: float, counts: Iterable[Count], seed: int
) -> None:
    """Count a game, and print it where another order stands first than moved the score most."""
    if not ranked.effects:
        return
    effect = ranked.effects[ranked.largest]
    is_planted = ranked.largest == tried and effect * sign >= least
    for count in counts:
        count.add(ranked, is_planted=is_planted, is_moved=abs(effect) >= least)
    if abs(effect) >= least and ranked.first != ranked.largest:
        lines = (
            f"{target} {share:+.2f} (alone {ranked.effects[target]:+.2f})"
            for target, share in ranked.shares.items()
        )
        print(f"  seed {seed}, {'planted' if is_planted else 'drawn'}: {'; '.join(lines)}")


if __name__ == "__main__":
    main()
