"""A game of the past played again in many replicates, each with other orders or luck left out.

What was granted is asked for again where it counts, and judged anew: an order that another one made
possible is refused without it. Who is led by a policy in the replay decides anew on what it sees.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from agents.policies.base import Policy
from game.state.chance import Chance
from game.state.levers import Action, Lever
from game.state.orders import Flags, Proposal
from game.state.position import PHASES, Phase, Position
from game.state.replicate_rows import choose_rows, pick_rows
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.engine import pass_months, seal
from game.turn.interventions import Act
from game.turn.view import View

if TYPE_CHECKING:
    from game.session import TurnRecord

# The turn, the actor, and the setting or the paper that an order is about.
Key = tuple[int, str, str]
# The part of a paper that is an order of its own: the others are one order together.
ANSWER = "answer"
PAPER = "paper"


@dataclasses.dataclass(frozen=True, kw_only=True)
class GivenOrder:
    """What an actor ordered about one setting in a turn, or one paper that it sent.

    `actions` are what was granted, the last one first in force; `clause` is the policy's clause
    that asked for it, -1 of a person.
    """

    turn: int
    actor: str
    target: str
    actions: tuple[Action, ...]
    clause: int

    @property
    def key(self) -> Key:
        """What tells it from every other order of the game."""
        return self.turn, self.actor, self.target

    @property
    def receiver(self) -> str:
        """To whom it is sent, "" of what is no paper."""
        kind, _, receiver = self.target.partition(".")
        return receiver if kind == PAPER else ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReplayPolicy:
    """A policy that decides anew in a replay, and the replicates in which it does, (R, 1)."""

    policy: Policy
    where: Flags


@dataclasses.dataclass(frozen=True, kw_only=True)
class Replay:
    """How a game is played again: what counts in which replicate, arrays (R, 1).

    Attributes
    ----------
    chance
        The luck of every replicate.
    counts
        Where an order of the game is given again.
    acts
        Where an act of the facilitator works again.
    led
        The actors that decide anew, by name.
    """

    scenario: Scenario
    turns: Sequence[TurnRecord]
    chance: Chance
    counts: Callable[[Key], Flags]
    acts: Callable[[Act], Flags]
    led: Mapping[str, ReplayPolicy] = dataclasses.field(default_factory=dict)

    @property
    def opening(self) -> Position:
        """Where the first turn opened, in every replicate."""
        rows = np.zeros(self.chance.replicates, dtype=np.intp)
        return pick_rows(self.turns[0].opened, rows)

    def play(self, *, to_the_end: bool = False) -> Iterator[Position]:
        """Yield the position after each turn that was played; perhaps go on till all have ended."""
        position = self.opening
        for _ in self.turns:
            position = self.play_turn(position)
            yield position
        while to_the_end and (position.ending.turn < 0.0).any():
            position = self.play_turn(position)
            yield position

    def play_turn(self, position: Position) -> Position:
        """Return the position a turn later; after the last turn played nothing is given again."""
        turn = self.turns[position.turn] if position.turn < len(self.turns) else None
        for number, phase in enumerate(PHASES):
            position = self._acted(position, turn, phase, after_seal=False)
            luck = self.chance.at(2 * position.turn + number)
            orders = {
                actor: self._orders(position, turn, phase, actor, luck)
                for actor in self.scenario.actors
            }
            position, _ = seal(position, self.scenario, orders)
        position = self._acted(position, turn, PHASES[-1], after_seal=True)
        return pass_months(position, self.scenario, self.chance)

    def _orders(
        self, position: Position, turn: TurnRecord | None, phase: Phase, actor: str, luck: Chance
    ) -> list[Proposal]:
        given: list[Proposal] = []
        for proposal in granted_in(turn, phase, actor) if turn is not None else ():
            lever = self.scenario.levers[proposal.lever]
            where = self.counts(key_of(position.turn, lever, proposal.column, self.scenario))
            if where.any():
                given.append(_where(proposal, where))
        led = self.led.get(actor)
        if led is not None and led.where.any():
            view = View(position, self.scenario, actor, self.chance)
            decided = led.policy.decide(view, luck).proposals
            given += [_where(proposal, led.where) for proposal in decided]
        return given

    def _acted(
        self, position: Position, turn: TurnRecord | None, phase: Phase, *, after_seal: bool
    ) -> Position:
        for act in turn.acts if turn is not None else ():
            if (act.phase, act.after_seal) == (phase, after_seal):
                position = choose_rows(self.acts(act), act.work(position), position)
        return position


def _where(proposal: Proposal, where: Flags) -> Proposal:
    asked: Flags = where & proposal.where
    values: Floats = np.broadcast_to(proposal.values, asked.shape)
    return dataclasses.replace(proposal, values=values, where=asked)


def granted_in(turn: TurnRecord, phase: Phase, actor: str) -> Iterator[Proposal]:
    """Yield what an actor of a single game was granted in a phase, in its order of urgency."""
    for grant in turn.phases[phase].sealed.get(actor, ()):
        if grant.granted[0, 0]:
            yield grant.proposal


def key_of(turn: int, lever: Lever, column: int, scenario: Scenario) -> Key:
    """Return the key of an order: all of a paper but its answer is one order."""
    if lever.part and lever.part != ANSWER:
        return turn, lever.actor, f"{PAPER}.{_addressee(lever, column, scenario)}"
    return turn, lever.actor, lever.target(column)


def _addressee(lever: Lever, column: int, scenario: Scenario) -> str:
    """Return to whom the paper goes in which a part of one is written."""
    if lever.part != "terms":
        return lever.members[column]
    term = scenario.params.terms.members[column]
    sender = scenario.actors.index(lever.actor)
    return scenario.actors[term.receiver if term.giver == sender else term.giver]


def orders_given(turns: Sequence[TurnRecord], scenario: Scenario) -> list[GivenOrder]:
    """Return the orders that were granted in a single game, in the order of play."""
    orders: dict[Key, GivenOrder] = {}
    for turn in turns:
        for phase in PHASES:
            for actor in scenario.actors:
                for proposal in granted_in(turn, phase, actor):
                    lever = scenario.levers[proposal.lever]
                    key = key_of(turn.opened.turn, lever, proposal.column, scenario)
                    value = min(max(float(proposal.values[0, 0]), lever.low), lever.high)
                    action = lever.action(proposal.column, value)
                    earlier = orders.get(key)
                    actions = earlier.actions if earlier else ()
                    others = tuple(other for other in actions if other.target != action.target)
                    orders[key] = GivenOrder(
                        turn=key[0],
                        actor=actor,
                        target=key[2],
                        actions=(*others, action),
                        clause=earlier.clause if earlier else proposal.clause,
                    )
    return list(orders.values())
