"""Choices of a policy file: packages of orders weighed against each other, one of them taken.

The option taken is that with the largest

    (worth - capital_price x cost) / temperature + luck

in which luck is a Gumbel draw of the option's own, so that an option is taken with probability
proportional to exp(net worth / temperature): quantal response. At temperature 0 the best is taken.
Sources: McFadden 1974; McKelvey and Palfrey 1995.
"""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
import numpy.typing as npt

from agents.policies.base import Firing, Weighed, Weighing
from agents.policies.clauses import Asked, Move, holds
from game.config.schema.policy import KEEP, TURNS_SINCE
from game.language.expression import Expression, Floats, see_terms
from game.mathematics import Traced, exp, log
from game.state.arrays import fill_rows, shares, side_by_side
from game.state.chance import Chance
from game.state.orders import Flags, Proposal
from game.state.position import Phase
from game.state.ties import TIE
from game.turn.granting import Granting, Quote
from game.turn.view import View

Columns = npt.NDArray[np.intp]
# Phases in a turn, each with luck of its own.
PHASES_PER_TURN = 2
# Beyond this a worth says no more: scores end at 100.
MOST_POINTS = 1e6
# What `turns_since` reads of a choice that was never made.
LONG_AGO = 999.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class CompiledOption:
    """One package of orders and its worth."""

    name: str
    moves: tuple[Move, ...]
    worth: Expression
    because: str

    @property
    def sets(self) -> str:
        """Its moves as a policy file writes them."""
        return ", ".join(move.text for move in self.moves)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Recalled:
    """What is remembered of a choice, arrays (R, 1).

    Attributes
    ----------
    option
        The column of the option that stands; meaningless where none was ever taken.
    drawn
        Turns since it was drawn; infinite or very large where none ever was.
    considered
        Turns since the choice was last considered, likewise.
    """

    option: Columns
    drawn: Floats
    considered: Floats

    @property
    def ever(self) -> Flags:
        """Where the choice was ever made."""
        made: Flags = self.drawn < LONG_AGO
        return made


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Scales:
    """All options side by side, arrays (R, options): worth, cost, what can be had, net worth."""

    worth: Floats
    cost: Floats
    available: Flags
    net: Floats


@dataclasses.dataclass(frozen=True, kw_only=True)
class CompiledChoice:
    """One choice, ready for any number of replicates; options stand by name, `keep` first."""

    index: int
    choice: str
    phase: Phase
    when: Expression
    options: tuple[CompiledOption, ...]
    temperature: float
    hold: int
    reopen: Expression
    capital_price: float
    because: str
    key: str

    @property
    def name(self) -> str:
        """What tables call it among the conditions of clauses."""
        return f"choose {self.choice}"

    @property
    def kind(self) -> str:
        """What it is in a policy file."""
        return "choice"

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves of all options."""
        return tuple(move for option in self.options for move in option.moves)

    @property
    def reads(self) -> tuple[Expression, ...]:
        """Every expression that it works out."""
        formulas = (move.formula for move in self.moves if move.formula is not None)
        return (self.when, self.reopen, *(option.worth for option in self.options), *formulas)

    @property
    def sets(self) -> str:
        """Its packages as a policy file writes them."""
        return "; ".join(f"{option.name}: {option.sets}" for option in self.options)

    @property
    def targets(self) -> tuple[str, ...]:
        """The settings that any option moves, by their text names."""
        return tuple(dict.fromkeys(move.lever.target(move.column) for move in self.moves))

    @functools.cached_property
    def names(self) -> tuple[str, ...]:
        """Its options, `keep` among them, in the order of their columns."""
        return (KEEP, *(option.name for option in self.options))

    def recall(self, view: View) -> Recalled:
        """Return what is remembered of the choice."""
        ages = side_by_side([view.turns_since(self._address(name)) for name in self.names])
        drawn = ages.min(axis=1, keepdims=True)
        return Recalled(
            option=ages.argmin(axis=1)[:, np.newaxis],
            drawn=drawn,
            considered=np.minimum(drawn, view.turns_since(self.key)),
        )

    def memories(self, view: View) -> dict[str, Floats]:
        """Return what expressions may read of the choice: `turns_since.NAME` and `NAME.OPTION`."""
        recalled = self.recall(view)
        turns = np.minimum(np.floor(recalled.drawn / view.pace), LONG_AGO)
        read = {
            f"{self.choice}.{name}": (recalled.ever & (recalled.option == column)) * 1.0
            for column, name in enumerate(self.names)
        }
        return {f"{TURNS_SINCE}.{self.choice}": turns, **read}

    def ask(self, view: View, chance: Chance, granting: Granting | None) -> Asked | None:
        """Return the orders of the options taken, None where the choice is not considered.

        `granting` has taken what the clauses above ask for.
        """
        assert granting is not None, "a choice is judged with what stands above it"
        recalled = self.recall(view)
        held = recalled.considered < self.hold
        where = holds(self.when, view) & (~held | holds(self.reopen, view))
        if not where.any():
            return None
        scales = self._weigh(view, granting, where)
        stands, points = self._draw(scales, recalled, chance)
        taken = _first_largest(points)
        proposals = [
            proposal
            for column in range(len(self.names))
            for kept in (False, True)
            for proposal in self._order(
                column, where & (taken == column) & (stands == kept), kept, view, granting
            )
        ]
        weighing = self._record(scales, points, taken, np.where(stands, recalled.drawn, 0.0))
        return Asked(proposals=tuple(proposals), firing=self._fire(where, view, taken, weighing))

    def _weigh(self, view: View, granting: Granting, where: Flags) -> _Scales:
        """Return every option's worth, cost and availability; one in force takes keep's place."""
        quotes = [self._quote(option, view, granting, where) for option in self.options]
        none = np.zeros((view.replicates, 1))
        in_force = functools.reduce(np.logical_or, [~quote.moves for quote in quotes])
        worth = side_by_side([none, *(self._worth(option, view) for option in self.options)])
        cost = side_by_side([none, *(quote.cost for quote in quotes)])
        available = side_by_side(
            np.where(allowed, 1.0, 0.0)
            for allowed in (~in_force, *(quote.allowed for quote in quotes))
        )
        net = worth - self.capital_price * cost
        return _Scales(worth=worth, cost=cost, available=available > 0.0, net=net)

    @staticmethod
    def _worth(option: CompiledOption, view: View) -> Floats:
        points = option.worth.evaluate(view.value, view.previous)
        return fill_rows(np.clip(points, -MOST_POINTS, MOST_POINTS), view.replicates)

    def _quote(self, option: CompiledOption, view: View, granting: Granting, where: Flags) -> Quote:
        return granting.quote([move.proposal(view, where, self.index) for move in option.moves])

    def _draw(self, scales: _Scales, recalled: Recalled, chance: Chance) -> tuple[Flags, Floats]:
        """Return where the draw of an earlier turn still stands, and what each option comes to.

        An option stands as long as the draw by which it was taken would take it again, and the
        choice was considered whenever it was due. Otherwise luck is drawn anew.
        """
        fresh = self._points(scales, self._luck(chance))
        due = recalled.ever & (recalled.considered <= self.hold)
        if not due.any():
            return due, fresh
        then = chance.moment - PHASES_PER_TURN * np.where(due, recalled.drawn, 0.0)
        again = self._points(scales, self._luck(chance, then))
        stands = due & (_first_largest(again) == recalled.option)
        return stands, np.where(stands, again, fresh)

    def _luck(self, chance: Chance, then: Floats | None = None) -> Floats:
        """Return a Gumbel draw for every option, (R, options); none where the best is taken.

        `then` are the moments it is of, (R, 1), by default now.
        """
        if self.temperature <= TIE:
            return np.zeros((chance.replicates, len(self.names)))
        addresses = map(self._address, self.names)
        if then is None:
            drawn = side_by_side(map(chance.uniform, addresses))
        else:
            drawn = side_by_side(chance.uniform_at(address, then) for address in addresses)
        return -log(-log(drawn))

    def _points(self, scales: _Scales, luck: Floats) -> Floats:
        """Return net worth and luck together, in points."""
        return np.where(scales.available, scales.net + self.temperature * luck, -np.inf)

    def _order(
        self, column: int, where: Flags, kept: bool, view: View, granting: Granting
    ) -> list[Proposal]:
        """Return the package of one option; what is kept is remembered as considered only."""
        if not where.any():
            return []
        key = self.key if kept else self._address(self.names[column])
        if column:
            moves = self.options[column - 1].moves
            asked = [move.proposal(view, where, self.index, key) for move in moves]
        else:
            # To keep is to order what is in force.
            move = self.moves[0]
            held = granting.held(move.lever, move.column)
            order = move.proposal(view, where, self.index, key)
            asked = [dataclasses.replace(order, values=held)]
        return [dataclasses.replace(proposal, is_package=True) for proposal in asked]

    def _record(self, scales: _Scales, points: Floats, taken: Columns, age: Floats) -> Weighing:
        best = points.max(axis=1, keepdims=True)
        odds = self._odds(scales, taken)
        options = tuple(
            Weighed(
                option=name,
                worth=scales.worth[:, at],
                cost=scales.cost[:, at],
                net=scales.net[:, at],
                available=scales.available[:, at],
                odds=odds[:, at],
                short=best - points[:, at],
                taken=taken == column,
            )
            for column, name in enumerate(self.names)
            for at in (slice(column, column + 1),)
        )
        return Weighing(choice=self.choice, targets=self.targets, options=options, age=age)

    def _odds(self, scales: _Scales, taken: Columns) -> Floats:
        if self.temperature <= TIE:
            certain: Floats = (taken == np.arange(len(self.names))) * 1.0
            return certain
        net = np.where(scales.available, scales.net, -np.inf)
        best = net.max(axis=1, keepdims=True)
        return shares(exp((net - best) / self.temperature))

    def _fire(self, where: Flags, view: View, taken: Columns, weighing: Weighing) -> Firing:
        fired = Firing(
            clause=self.index,
            name=self.name,
            because=self.because,
            where=where,
            weighing=weighing,
        )
        if view.replicates > 1 or isinstance(where, Traced):
            return fired
        seen = see_terms(self.when, view.value, view.previous)
        column = int(taken[0, 0])
        if column == 0:
            return dataclasses.replace(fired, seen=seen)
        option = self.options[column - 1]
        seen += see_terms(option.worth, view.value, view.previous)
        return dataclasses.replace(
            fired, seen=tuple(dict.fromkeys(seen)), because=option.because or self.because
        )

    def _address(self, option: str) -> str:
        return f"{self.key}.{option}"


def _first_largest(points: Floats) -> Columns:
    """Return the column of the largest number of each row, (R, 1); of equals, the first."""
    best = points.max(axis=1, keepdims=True)
    columns: Columns = (points >= best - TIE).argmax(axis=1)[:, np.newaxis]
    return columns
