"""What a seat's orders were worth: each taken out, and the game played again under its own luck.

Policies at the other seats decide anew on what they see; people's orders stand as they gave them.
All games are played side by side, a turn at a time. The worth of the orders together is the
difference of two games, the one played and one in which the seat gave no order. It is shared out
by adding the orders one after the other, in several orderings and in the reverse of each: an order
gets the mean of its steps (Shapley value by sampled permutations), so that shares add up. Their sum
is exact; each is an estimate, with its standard error over the pairs of orderings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from agents.policies.rules_file import RulesFile
from game.ahead.odds import other_seed
from game.seat.debrief.account import OrderWorth, Parts, Worth
from game.seat.debrief.naming import name_order, name_setting
from game.state.chance import Chance
from game.state.orders import Flags
from game.state.paired_chance import PairedChance
from game.state.position import Position
from game.state.ties import largest_first
from game.state.world import Floats
from game.turn.outcome import payoff_lookup, score_aim, score_aims, total_scores
from game.why.replays import GivenOrder, Key, Replay, ReplayPolicy, orders_given
from game.words.numbers import quarter_text

if TYPE_CHECKING:
    from game.session import Session

# Draws of luck under which the game is played without anybody's orders.
OTHER_LUCK = 96
# Orderings in which orders are added: that of play, shuffled ones, and the reverse of each.
SHUFFLED = 3
# The first rows: the game played, without the seat's orders, led by its policy, without anybody's.
PLAYED, HELD, BY_POLICY, NOBODY = range(4)
FIRST = 4

Rows = npt.NDArray[np.bool_]


class Reckoning:
    """The worth of one seat's orders, worked out a turn at a time."""

    def __init__(self, session: Session, actor: str) -> None:
        self._session, self._actor = session, actor
        self._orders = [order for order in orders_given(session.played, session.scenario)
                        if order.actor == actor]  # fmt: skip
        self._groups = _groups(self._orders)
        self._orderings = _orderings(len(self._orders))
        self._on = self._plan()
        self._scores: list[Floats] = []
        self._quiet: list[Floats] = []
        self._steps = self._play()

    @property
    def share(self) -> float:
        """How much of it has been worked out."""
        return len(self._scores) / (len(self._session.played) + 1.0)

    def work(self) -> bool:
        """Play one turn more of all the games; tell whether there was one."""
        return next(self._steps, None) is not None

    def finish(self) -> Worth:
        """Play what is left, and return what came of it."""
        while self.work():
            pass
        return self._worth()

    # -- the games ---------------------------------------------------------------------------------

    def _plan(self) -> Rows:
        """Return which orders of the seat count in which row, (rows, orders).

        After the first rows, in which all or none count, come those without one order, those
        without a group of orders, and the orders added in each ordering.
        """
        count = len(self._orders)
        alone = ~np.eye(count, dtype=np.bool_)
        grouped = np.ones((len(self._groups), count), dtype=np.bool_)
        for row, places in zip(grouped, self._groups.values(), strict=True):
            row[list(places)] = False
        added = [
            np.tri(count + 1, count, -1, dtype=np.bool_)[:, np.argsort(ordering)]
            for ordering in self._orderings
        ]
        first = np.zeros((FIRST, count), dtype=np.bool_)
        first[PLAYED] = True
        return np.concatenate([first, alone, grouped, *added])

    def _play(self) -> Iterator[Position]:
        session, scenario = self._session, self._session.scenario
        rows = len(self._on)
        places = {order.key: place for place, order in enumerate(self._orders)}
        others = _column(np.arange(rows) != NOBODY)
        by_policy = _column(np.arange(rows) == BY_POLICY)
        leaders = session.leaders.led_throughout(session.log)
        led = {name: ReplayPolicy(policy=policy, where=others) for name, policy in leaders.items()}
        led[self._actor] = ReplayPolicy(
            policy=session.leaders.in_rollouts[self._actor], where=by_policy
        )

        def counts(key: Key) -> Flags:
            if key[1] == self._actor:
                return _column(self._on[:, places[key]])
            return others if key[1] not in led else np.zeros_like(others)

        played = Replay(
            scenario=scenario,
            turns=session.played,
            chance=PairedChance(session.model.chance, rows),
            counts=counts,
            acts=lambda _: others,
            led=led,
        )
        nobody = np.zeros((OTHER_LUCK, 1), dtype=np.bool_)
        quiet = Replay(
            scenario=scenario,
            turns=session.played,
            chance=Chance(other_seed(session.seed), 0, OTHER_LUCK),
            counts=lambda _: nobody,
            acts=lambda _: nobody,
        )
        opening = session.played[0].opened
        self._scores.append(np.full(rows, self._score(opening)[0]))
        self._quiet.append(np.full(OTHER_LUCK, self._score(opening)[0]))
        for position in played.play(to_the_end=session.over):
            self._scores.append(self._score(position))
            yield position
        for position in quiet.play(to_the_end=session.over):
            self._quiet.append(self._score(position))
            yield position

    def _score(self, position: Position) -> Floats:
        return score_of(position, self._session, self._actor)[:, 0]

    # -- what came of them -------------------------------------------------------------------------

    def _worth(self) -> Worth:
        session, scores = self._session, np.stack(self._scores)
        last, count = scores[-1], len(self._orders)
        start = FIRST
        alone = last[PLAYED] - last[start : start + count]
        start += count
        grouped = last[PLAYED] - last[start : start + len(self._groups)]
        steps = self._steps_of(last[start + len(self._groups) :])
        turns = len(self._session.played) + 1
        return Worth(
            parts=self._parts(scores)[:turns],
            end=self._parts(scores)[-1],
            held=float(last[HELD]),
            policy=float(last[BY_POLICY]),
            policy_name=session.leaders.in_rollouts[self._actor].name,
            orderings=len(self._orderings),
            orders=_largest(
                self._worth_of((place,), name_order(order, session), steps, taken)
                for place, (order, taken) in enumerate(zip(self._orders, alone, strict=True))
            ),
            settings=_largest(
                self._worth_of(
                    places, name_setting(self._orders[places[-1]], session), steps, taken
                )
                for (kind, _), places, taken in self._grouped(grouped)
                if kind == "setting"
            ),
            clauses=_largest(
                self._worth_of(places, self._clause_name(int(clause)), steps, taken)
                for (kind, clause), places, taken in self._grouped(grouped)
                if kind == "clause"
            ),
        )

    def _steps_of(self, added: Floats) -> Floats:
        """Return what each order added in each ordering and its reverse, on the mean of both.

        `added` are the scores after each step of every ordering; the result is (pairs, orders).
        """
        steps = np.diff(added.reshape(len(self._orderings), -1), axis=1)
        by_order = np.zeros(steps.shape)
        for row, ordering, step in zip(by_order, self._orderings, steps, strict=True):
            row[ordering] = step
        pairs = by_order.reshape(len(self._orderings) // 2, 2, steps.shape[1])
        means: Floats = pairs.mean(axis=1)
        return means

    def _worth_of(
        self, places: tuple[int, ...], text: str, steps: Floats, taken: float
    ) -> OrderWorth:
        """Return what the orders at some places came to, `taken` being what they do alone."""
        first, together = self._orders[places[0]], steps[:, list(places)].sum(axis=1)
        return OrderWorth(
            turn=first.turn,
            date=quarter_text(self._session.scenario.date(first.turn)),
            text=text,
            count=len(places),
            share=float(together.mean()),
            error=float(together.std(ddof=1) / np.sqrt(len(together))),
            alone=float(taken),
        )

    def _parts(self, scores: Floats) -> tuple[Parts, ...]:
        """Return what made the score after each turn; the parts add up to it."""
        quiet = [float(values.mean()) for values in self._quiet]
        longest = max(len(quiet), len(scores))
        quiet += quiet[-1:] * (longest - len(quiet))
        rows = [scores[min(turn, len(scores) - 1)] for turn in range(longest)]
        return tuple(
            Parts(
                course=usual,
                luck=float(row[NOBODY]) - usual,
                others=float(row[HELD] - row[NOBODY]),
                own=float(row[PLAYED] - row[HELD]),
            )
            for row, usual in zip(rows, quiet, strict=True)
        )

    def _grouped(self, taken: Floats) -> Iterator[tuple[tuple[str, str], tuple[int, ...], float]]:
        for (group, places), value in zip(self._groups.items(), taken.tolist(), strict=True):
            yield group, places, value

    def _clause_name(self, clause: int) -> str:
        policy = self._session.leaders.stand_ins[self._actor]
        rules = policy.clauses if isinstance(policy, RulesFile) else ()
        return next((rule.name for rule in rules if rule.index == clause), str(clause + 1))


def score_of(position: Position, session: Session, actor: str) -> Floats:
    """Return an actor's score as a position stands, (R, 1); that of an opening as it opens."""
    scenario = session.scenario
    if position.turn:
        return total_scores(score_aims(position, scenario), scenario)[actor]
    look = payoff_lookup(position)
    aims = {actor: {aim.name: score_aim(aim, look, 0) for aim in scenario.aims[actor]}}
    return total_scores(aims, scenario)[actor]


def _orderings(count: int) -> list[npt.NDArray[np.intp]]:
    luck = Chance(0, 0, SHUFFLED).uniform("orderings", count)
    onward = [np.arange(count), *np.argsort(luck, axis=1)]
    return [direction for ordering in onward for direction in (ordering, ordering[::-1])]


def _groups(orders: Sequence[GivenOrder]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return the places of the orders about each setting, and of those of each clause."""
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, order in enumerate(orders):
        groups["setting", order.target].append(place)
    for place, order in enumerate(orders):
        if order.clause >= 0:
            groups["clause", str(order.clause)].append(place)
    return {group: tuple(places) for group, places in groups.items()}


def _largest(worths: Iterable[OrderWorth]) -> tuple[OrderWorth, ...]:
    return tuple(largest_first(list(worths), lambda worth: abs(worth.share)))


def _column(where: npt.NDArray[np.bool_]) -> Flags:
    return where.reshape(-1, 1)
