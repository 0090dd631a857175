"""What began a change: orders of any turn, luck and a facilitator's acts, traced to the present.

The game is played again with these switched on one after the other, the settings otherwise as they
opened and every draw of luck an ordinary one: once luck first, then acts, then orders as they were
given, and once in reverse. Each gets the mean of its two steps (Shapley value by permutation, two
orderings). The steps telescope, so that with what was under way when the game opened they add up to
the change of any number.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from game.state.chance import Chance
from game.state.orders import Flags
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.ties import largest_first, tied
from game.state.world import Floats
from game.turn.engine import pass_months
from game.turn.interventions import Act
from game.why.replays import GivenOrder, Key, Replay, orders_given

if TYPE_CHECKING:
    from game.session import TurnRecord

EVENT = "event:"
# A draw of ordinary luck; of an event, one by which it does not strike.
ORDINARY, NEVER = 0.5, 1.0
Read = Callable[[Position], Floats]


class RootKind(enum.Enum):
    """What a change can begin with."""

    ORDER = "order"
    """An order of an actor."""
    LUCK = "luck"
    """The draws under one name, in every month."""
    EVENT = "event"
    """An event that luck struck, by its name."""
    ACT = "act"
    """Something that a facilitator did."""
    COURSE = "course"
    """What was under way when the game opened, and the calendar."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Root:
    """What one thing that somebody did, or that happened, adds to a change by now."""

    kind: RootKind
    change: float
    order: GivenOrder | None = None
    act: Act | None = None
    name: str = ""

    @property
    def actor(self) -> str:
        """Whose order it was, "" of anything else."""
        return self.order.actor if self.order is not None else ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Origins:
    """A number before and after the last turn, and what began its change, the largest first."""

    before: float
    after: float
    roots: tuple[Root, ...]

    @property
    def change(self) -> float:
        """How far the number moved."""
        return self.after - self.before

    @property
    def unexplained(self) -> float:
        """What the roots leave over, 0 but for rounding in the last digits."""
        rest = self.change - sum(root.change for root in self.roots)
        largest = max(abs(root.change) for root in self.roots)
        return 0.0 if tied(rest, 0.0, max(abs(self.before), abs(self.after), largest)) else rest


class SwitchedChance(Chance):
    """A single game's luck, under each name only where it is switched on, (R, 1)."""

    def __init__(self, luck: Chance, rows: int, switched: Mapping[str, Flags]) -> None:
        super().__init__(luck.seed, luck.first, rows, luck.moment)
        self._luck, self._switched = luck, switched

    def at(self, moment: int) -> SwitchedChance:
        """Return the same luck at another moment."""
        return SwitchedChance(self._luck.at(moment), self.replicates, self._switched)

    def uniform(self, event: str, n: int = 1) -> Floats:
        """Return (R, n) uniforms: the game's own, or ordinary ones."""
        drawn = np.broadcast_to(self._luck.uniform(event, n), (self.replicates, n))
        where = self._switched.get(event)
        if where is None:
            return drawn
        return np.where(where, drawn, NEVER if event.startswith(EVENT) else ORDINARY)


class _ListeningChance(Chance):
    """Luck that notes the names under which it was asked."""

    def __init__(self, luck: Chance, names: dict[str, None]) -> None:
        super().__init__(luck.seed, luck.first, luck.replicates, luck.moment)
        self._names = names

    def at(self, moment: int) -> _ListeningChance:
        """Return the same luck at another moment."""
        return _ListeningChance(super().at(moment), self._names)

    def uniform(self, event: str, n: int = 1) -> Floats:
        """Return the same uniforms."""
        self._names[event] = None
        return super().uniform(event, n)


class Roots:
    """The roots of every change over some of a game's turns; the game is played again once.

    `traced` are the turns whose changes can be asked about, counted from 0.
    """

    def __init__(
        self,
        turns: Sequence[TurnRecord],
        scenario: Scenario,
        luck: Chance,
        traced: Collection[int],
    ) -> None:
        self._turns, self._scenario = turns[: max(traced) + 1], scenario
        turns = self._turns
        self._units: list[GivenOrder | Act | str] = [
            *names_of_luck(turns, scenario, luck),
            *(act for turn in turns for act in turn.acts),
            *orders_given(turns, scenario),
        ]
        count = len(self._units)
        onward = np.tri(count + 1, count, -1, dtype=np.bool_)
        self._on: npt.NDArray[np.bool_] = np.concatenate([onward, onward[:, ::-1]])
        self._closed: dict[int, Position] = {}
        self._kept = {turn - 1 for turn in traced} | set(traced)
        self._steps = self._play(luck)

    def work(self) -> bool:
        """Play one turn more; tell whether there was one."""
        return next(self._steps, None) is not None

    def trace(self, read: Read, turn: int) -> Origins:
        """Return what began the change of a number over a turn; `read` gives (R, 1)."""
        while self.work():
            pass
        before, after = (read(self._closed[at])[:, 0] for at in (turn - 1, turn))
        changes = after - before
        half = len(self._units) + 1
        steps = np.diff(changes[:half]), np.diff(changes[half:])[::-1]
        shares = 0.5 * (steps[0] + steps[1])
        last = half - 1
        size = max(abs(float(before[last])), abs(float(after[last])))
        felt = ~tied(shares, 0.0, size)
        roots = [
            _root(unit, float(share))
            for unit, share, is_felt in zip(self._units, shares, felt, strict=True)
            if is_felt
        ]
        under_way = float(changes[0] + shares[~felt].sum())
        course = Root(kind=RootKind.COURSE, change=under_way)
        return Origins(
            before=float(before[last]),
            after=float(after[last]),
            roots=tuple(largest_first([*roots, course], lambda root: abs(root.change))),
        )

    def _play(self, luck: Chance) -> Iterator[Position]:
        columns: dict[Key | str, Flags] = {}
        for place, unit in enumerate(self._units):
            key = unit.key if isinstance(unit, GivenOrder) else _name(unit)
            columns[key] = self._on[:, place : place + 1]
        names = {unit: columns[unit] for unit in self._units if isinstance(unit, str)}
        replay = Replay(
            scenario=self._scenario,
            turns=self._turns,
            chance=SwitchedChance(luck, len(self._on), names),
            counts=lambda key: columns[key],
            acts=lambda act: columns[_name(act)],
        )
        self._closed[-1] = replay.opening
        for turn, position in enumerate(replay.play()):
            if turn in self._kept:
                self._closed[turn] = position
            yield position


def _name(unit: Act | str) -> str:
    return unit if isinstance(unit, str) else f"act {unit.id}"


def _root(unit: GivenOrder | Act | str, change: float) -> Root:
    if isinstance(unit, GivenOrder):
        return Root(kind=RootKind.ORDER, change=change, order=unit)
    if isinstance(unit, Act):
        return Root(kind=RootKind.ACT, change=change, act=unit, name=unit.name)
    if unit.startswith(EVENT):
        return Root(kind=RootKind.EVENT, change=change, name=unit.removeprefix(EVENT))
    return Root(kind=RootKind.LUCK, change=change, name=unit)


def names_of_luck(turns: Sequence[TurnRecord], scenario: Scenario, luck: Chance) -> tuple[str, ...]:
    """Return the names under which the months of some turns draw luck, in the order of drawing."""
    names: dict[str, None] = {}
    for turn in turns:
        pass_months(turn.sealed, scenario, _ListeningChance(luck, names))
    return tuple(names)
