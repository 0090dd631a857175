"""What an actor is granted of what it wants in a phase: order by order, or package by package."""

from __future__ import annotations

import copy
import dataclasses
import itertools
from collections.abc import Sequence

import numpy as np

from game.state.levers import Lever
from game.state.orders import Flags, Proposal
from game.state.position import Position, see
from game.state.scenario import Scenario
from game.state.ties import TIE
from game.state.world import Floats
from game.turn.legality import in_phase, is_legal, move_cost
from game.turn.papers import PaperDesk, judge_paper

# The turn of what has not happened yet: longer ago than any cooldown.
NEVER = -1e9


@dataclasses.dataclass(frozen=True, kw_only=True)
class Grant:
    """What became of one proposal: where it was granted, where refused, what it cost (R, 1)."""

    proposal: Proposal
    granted: Flags
    refused: Flags
    cost: Floats

    @property
    def asked(self) -> Flags:
        """Where the proposal would have moved its setting, (R, 1)."""
        return self.granted | self.refused


@dataclasses.dataclass(frozen=True, kw_only=True)
class Quote:
    """What several proposals would come to together, arrays (R, 1).

    Attributes
    ----------
    cost
        Their price in political capital.
    allowed
        Where all of them would be granted.
    moves
        Where any of them would move a setting.
    """

    cost: Floats
    allowed: Flags
    moves: Flags


class Granting:
    """One actor's orders of a phase while they are being judged, in order of urgency.

    Every order is judged on the position the actor saw, with the orders granted before it and the
    capital they left. It is granted where its lever is on the phase's menu, the move is legal, and
    the capital suffices; it is refused elsewhere. Orders of one package are granted together, where
    all of them can be.
    """

    def __init__(self, position: Position, scenario: Scenario, actor: str) -> None:
        index = scenario.actors.index(actor)
        self.capital = position.world.capital[:, index : index + 1]
        self.changed: dict[str, Floats] = {}
        self.moves: dict[str, Floats] = {}
        self.grants: list[Grant] = []
        self.remembered: dict[str, Floats] = {}
        self._position = position
        self._scenario = scenario
        self._seen = see(position, scenario)

    def take(self, wanted: Sequence[Proposal]) -> None:
        """Judge more orders, and carry out what is granted."""
        for package, group in itertools.groupby(wanted, key=_package):
            if package:
                self._take_package(package, tuple(group))
            else:
                for proposal in group:
                    grant = self._take(proposal)
                    if proposal.key and grant.asked.any():
                        self._remember(proposal.key, grant.granted)

    def quote(self, wanted: Sequence[Proposal]) -> Quote:
        """Return what orders would come to together if they came next; nothing is carried out."""
        trial = copy.copy(self)
        trial.changed, trial.moves = dict(self.changed), dict(self.moves)
        trial.grants = []
        for proposal in wanted:
            trial._take(proposal)
        cost = np.zeros(self.capital.shape)
        refused = moves = np.zeros(self.capital.shape, dtype=np.bool_)
        for grant in trial.grants:
            cost = cost + np.where(grant.asked, grant.cost, 0.0)
            refused, moves = refused | grant.refused, moves | grant.asked
        return Quote(cost=cost, allowed=~refused, moves=moves)

    def held(self, lever: Lever, column: int) -> Floats:
        """Return where the orders granted so far have put a setting, (R, 1)."""
        settings = self.changed.get(lever.name, self._position.orders.settings[lever.name])
        return settings[:, column : column + 1]

    def _take_package(self, key: str, package: Sequence[Proposal]) -> None:
        allowed = self.quote(package).allowed
        wanted = np.zeros(allowed.shape, dtype=np.bool_)
        for proposal in package:
            self._take(proposal, allowed)
            wanted = wanted | proposal.where
        self._remember(key, wanted & allowed)

    def _take(self, proposal: Proposal, allowed: Flags | None = None) -> Grant:
        """Judge one order, or carry out one that is judged already, and note what became of it."""
        lever, column = self._scenario.levers[proposal.lever], proposal.column
        now = self.held(lever, column)
        new = np.minimum(np.maximum(proposal.values, lever.low), lever.high)
        asked = proposal.where & (new != now)
        if not asked.any():
            return self._note(proposal, asked, asked, np.zeros(asked.shape))
        at = slice(column, column + 1)
        moves = self.moves.get(lever.name, self._position.moves[lever.name])
        cost = move_cost(lever, now, new, moves[:, at])
        if allowed is None:
            allowed = self._allows(lever, column, now, new, cost)
        granted = asked & allowed
        self.capital = np.where(granted, self.capital - cost, self.capital)
        settings = self.changed.get(lever.name, self._position.orders.settings[lever.name])
        settings = settings.copy(order="K")
        settings[:, at] = np.where(granted, new, now)
        self.changed[lever.name] = settings
        if not lever.pulse:
            signs = moves.copy(order="K")
            signs[:, at] = np.where(granted, np.sign(new - now), moves[:, at])
            self.moves[lever.name] = signs
        return self._note(proposal, granted, asked & ~granted, cost)

    def _note(self, proposal: Proposal, granted: Flags, refused: Flags, cost: Floats) -> Grant:
        grant = Grant(proposal=proposal, granted=granted, refused=refused, cost=cost)
        self.grants.append(grant)
        return grant

    def _allows(self, lever: Lever, column: int, now: Floats, new: Floats, cost: Floats) -> Flags:
        allowed: Flags = cost <= self.capital + TIE
        if not in_phase(lever, self._position.phase):
            return np.zeros_like(allowed)
        allowed = allowed & is_legal(lever, now, new, self._look)
        if lever.part:
            for _, free in judge_paper(lever, column, new, self.desk):
                allowed = allowed & free
        return allowed

    @property
    def desk(self) -> PaperDesk:
        """What papers are judged on, the orders granted so far among it."""
        return PaperDesk(
            world=self._position.world,
            params=self._scenario.params,
            levers=self._scenario.levers,
            settings=self._settings,
            may_move=lambda lever, now, new: is_legal(lever, now, new, self._look),
        )

    def _settings(self, lever: str) -> Floats:
        draft = self.changed.get(lever)
        return self._position.orders.settings[lever] if draft is None else draft

    def _look(self, name: str) -> Floats:
        draft = self.changed.get(name)
        return draft if draft is not None else self._seen.value(name)

    def _remember(self, key: str, granted: Flags) -> None:
        never = np.full(granted.shape, NEVER)
        turns = self.remembered.get(key, self._position.granted.get(key, never))
        self.remembered[key] = np.where(granted, self._position.turn, turns)


def _package(proposal: Proposal) -> str:
    return proposal.key if proposal.is_package else ""
