"""Whether odds hold: what is shown against what orders are worth when kept, and chances of a win.

    python benchmarks/odds.py shown --scenario lesson --games 2
    python benchmarks/odds.py shown --scenario december_2025 --games 5 --turn 4 --seed 20000
    python benchmarks/odds.py wins --scenario lesson --games 100 --kept odds.json

`shown` takes every step of every lever that a seat may order, at the opening or some turns into a
game of the scenario's own cast. What the odds say of it, worked out from the seat's view, is held
against the same order given in the true game and kept to its end under other luck: correlation,
mean size, and orders whose sign differs where both are above 0.3 points. `most` is the correlation
that luck alone leaves, from the halves of both sets of rollouts (Spearman-Brown): what is below it
is no fault of few rollouts. Odds are the mean over the worlds that look like the seat's own, and
one of these is the true one: `on average` is the correlation of the means of each order over all
openings, in which what a seat cannot see is averaged out. `wins` gives a seat a few orders at
random in its first turn, notes the chance of a win that is shown, and plays on holding what was
ordered: the Brier score beside that of the seat's base rate. With `--kept` games that were played
already are taken from the file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
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
from game.state.levers import Action
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
# What odds are to reach: a correlation, and no clear sign that differs.
BAR = 0.95
MOST_ORDERS = 4
SEED = 1000
# The columns of the table, and how their numbers are written.
COLUMNS = {
    "orders": "d",
    "size shown": ".2f",
    "size held": ".2f",
    "correlation": ".3f",
    "on average": ".3f",
    "most": ".3f",
    "sign differs": "d",
}


def steps(session: Session, actor: str) -> list[Action]:
    """Return the nearest legal step of every lever to either side."""
    legal = session.legal_actions(actor)
    nearest = []
    for slot in legal.slots():
        offers = [] if slot.lever.part else legal.offers_of(slot)
        allowed = [offer.action for offer in offers if offer.verdict.legal]
        now = legal.held(slot)
        below = [action for action in allowed if action.value < now]
        above = [action for action in allowed if action.value > now]
        nearest += [*below[-1:], *above[:1]]
    return nearest


def held(session: Session, actor: str, courses: list[OwnPlan], seed: int) -> Floats:
    """Return final scores of courses given in the true game and kept, (courses, luck)."""
    scenario, position = session.scenario, session.model.position
    policies: dict[str, Policy] = {**session.leaders.in_rollouts, actor: Scripted({})}
    luck = session.model.chance
    begun = [_sealed(position, scenario, policies, luck, actor, plan.orders) for plan in courses]
    rows = np.repeat(np.arange(len(courses)), HELD_LUCK)
    with np.errstate(all="raise", under="ignore"):
        ended = play_on(
            pick_rows(join_rows(begun), rows),
            scenario,
            policies,
            PairedChance(Chance(seed, 0, HELD_LUCK), len(courses)),
        )
    scores = total_scores(score_aims(ended, scenario), scenario)[actor]
    return scores.reshape(len(courses), HELD_LUCK)


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
    sealed, _ = seal(
        position, scenario, {name: orders.proposals for name, orders in decided.items()}
    )
    return sealed


def open_game(scenario: Scenario, actor: str, seed: int, turn: int) -> Session:
    """Return a game at the opening of a turn; until then the seat is led by its policy."""
    session = Session.begin(scenario, seed=seed)
    for _ in range(turn - 1):
        session.seal()
        session.seal()
        session.pass_turn()
    session.sit(actor)
    return session


def effects(session: Session, actor: str, seed: int) -> tuple[list[Action], Floats, Floats]:
    """Return the steps of all levers, their worth as shown and as held, (orders, rollouts) each."""
    actions = steps(session, actor)
    courses = [OwnPlan(), *(OwnPlan(orders=(action,)) for action in actions)]
    standpoint = read_standpoint(session, actor)
    parts = [courses[first : first + AT_ONCE] for first in range(0, len(courses), AT_ONCE)]
    shown = np.concatenate([roll(standpoint, part) for part in parts])
    kept = np.concatenate([held(session, actor, part, seed) for part in parts])
    return actions, shown[1:] - shown[0], kept[1:] - kept[0]


def compare(scenario: Scenario, actor: str, seeds: range, turn: int) -> dict[str, float]:
    """Return how what is shown goes with what is held, over all orders of several games."""
    games = [
        effects(open_game(scenario, actor, seed, turn), actor, SEED * seed + 77) for seed in seeds
    ]
    actions = [action for given, _, _ in games for action in given]
    shown, kept = (np.concatenate([game[place] for game in games]) for place in (1, 2))
    a, b = shown.mean(axis=1), kept.mean(axis=1)
    is_clear = (np.abs(a) > CLEAR) & (np.abs(b) > CLEAR)
    return {
        "orders": len(a),
        "size shown": float(np.abs(a).mean()),
        "size held": float(np.abs(b).mean()),
        "correlation": float(np.corrcoef(a, b)[0, 1]),
        "on average": float(np.corrcoef(_means(actions, a), _means(actions, b))[0, 1]),
        "most": float(np.sqrt(reliability(shown) * reliability(kept))),
        "sign differs": int((is_clear & (a * b < 0.0)).sum()),
    }


def _means(actions: list[Action], values: Floats) -> Floats:
    """Return the mean of each order over the openings in which it could be given."""
    places: dict[Action, list[int]] = {}
    for place, action in enumerate(actions):
        places.setdefault(action, []).append(place)
    return np.array([values[at].mean() for at in places.values()])


def reliability(scores: Floats) -> float:
    """Return how far means of rollouts, (orders, rollouts), would go with means of others."""
    halves = scores[:, ::2].mean(axis=1), scores[:, 1::2].mean(axis=1)
    correlation = float(np.corrcoef(*halves)[0, 1])
    return 2.0 * correlation / (1.0 + correlation)


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


def brier(seats: Sequence[Sequence[tuple[float, bool]]]) -> Iterator[tuple[str, float]]:
    """Yield the Brier score of what was shown, that of the base rate, and what is between them.

    Each seat is held against its own base rate. The last is a mean over games, with its standard
    error.
    """
    chances = np.array([chance for pairs in seats for chance, _ in pairs])
    wins = np.array([float(won) for pairs in seats for _, won in pairs])
    rates = np.concatenate([np.full(len(p), np.mean([won for _, won in p])) for p in seats])
    yield "games", len(wins)
    yield "won", float(wins.mean())
    shown, base = (chances - wins) ** 2, (rates - wins) ** 2
    yield "Brier score shown", float(shown.mean())
    yield "Brier score of the base rate", float(base.mean())
    yield "better by", float((base - shown).mean())
    yield "standard error", float((base - shown).std(ddof=1) / np.sqrt(len(wins)))


def main() -> None:
    """Measure what is asked for, seat by seat."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("shown", "wins"))
    parser.add_argument("--scenario", default="december_2025")
    parser.add_argument("--games", type=int, default=2, help="openings, or games, a seat")
    parser.add_argument("--seed", type=int, default=SEED, help="of the first game")
    parser.add_argument("--turn", type=int, default=1, help="at whose opening orders are weighed")
    parser.add_argument("--seats", nargs="*", help="all by default")
    parser.add_argument("--kept", type=Path, help="a file of games that were played already")
    options = parser.parse_args()
    scenario = load_scenario(options.scenario)
    seeds = range(options.seed, options.seed + options.games)
    seats = options.seats or scenario.actors
    if options.what == "shown":
        print(f"| seat | {' | '.join(COLUMNS)} | holds |\n|{'---|' * (len(COLUMNS) + 2)}")
        for actor in seats:
            print(table_row(actor, compare(scenario, actor, seeds, options.turn)), flush=True)
        return
    played = play_all(scenario, seats, seeds, options.kept)
    for actor, pairs in played.items():
        print(actor, dict(brier([pairs])))
    print("all seats", dict(brier(list(played.values()))))


def table_row(actor: str, numbers: dict[str, float]) -> str:
    """Return a line of the table, with whether the bar is reached."""
    holds = numbers["correlation"] >= BAR and not numbers["sign differs"]
    texts = (f"{numbers[name]:{form}}" for name, form in COLUMNS.items())
    return f"| {actor} | {' | '.join(texts)} | {'yes' if holds else '**no**'} |"


def play_all(
    scenario: Scenario, seats: Sequence[str], seeds: range, kept: Path | None
) -> dict[str, list[tuple[float, bool]]]:
    """Return chances shown and games won by seat; each game is kept as soon as it is played."""
    played = json.loads(kept.read_text()) if kept and kept.is_file() else {}
    for seed in seeds:
        for actor in seats:
            key = f"{scenario.name} {actor} {seed}"
            if key not in played:
                played[key] = play_one(scenario, actor, seed)
                if kept:
                    kept.write_text(json.dumps(played))
    return {
        actor: [tuple(played[f"{scenario.name} {actor} {seed}"]) for seed in seeds]
        for actor in seats
    }


if __name__ == "__main__":
    main()
