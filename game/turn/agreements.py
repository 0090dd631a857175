"""Papers and deals of a single game as people read them: sent, in force, threatened, at risk."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from game.state.levers import Action
from game.state.orders import Orders
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.terms import DealTerm, Part, lever_of
from game.state.ties import TIE
from game.state.world import Floats, World
from game.turn.papers import terms_between

NONE = "none"

Settings = Mapping[str, Floats]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper of a turn: from whom to whom, of what kind, over which terms, and its answer.

    `gives` are the sender's terms, of a demand what it threatens; `asks` are the receiver's.
    `answer` is empty while there is none.
    """

    sender: str
    receiver: str
    kind: str
    gives: tuple[DealTerm, ...]
    asks: tuple[DealTerm, ...]
    months: int
    start: int
    answer: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Owed:
    """A term in force: for how many months still, and in how many it begins to bind."""

    giver: str
    receiver: str
    term: DealTerm
    low: float
    high: float
    months: int
    wait: int

    @property
    def must_not(self) -> bool:
        """Whether it holds its giver back from what it threatened."""
        return (self.term.low is not None and self.low < self.term.low) or (
            self.term.high is not None and self.high > self.term.high
        )


def papers_in(settings: Settings, scenario: Scenario) -> list[Paper]:
    """Return the papers that orders of a single game hold, with their answers."""
    actors = scenario.actors
    papers = []
    for pledge in scenario.params.terms.pledges:
        paper = paper_in(settings, scenario, actors[pledge.giver], actors[pledge.receiver])
        if paper is not None:
            papers.append(paper)
    return papers


def paper_in(settings: Settings, scenario: Scenario, sender: str, receiver: str) -> Paper | None:
    """Return the paper that one actor has written to another, None where there is none."""
    actors, levers = scenario.actors, scenario.levers
    of, to = actors.index(sender), actors.index(receiver)

    def written(part: Part) -> float:
        return float(settings[lever_of(sender, part)][0, to])

    kind = levers[lever_of(sender, "paper")].text(written("paper"))
    if kind == NONE:
        return None
    answer = settings[lever_of(receiver, "answer")][0, of]
    setting = levers[lever_of(receiver, "answer")].text(float(answer))
    drafted = [
        term
        for place, term in terms_between(scenario.params.terms, of, to)
        if settings[lever_of(sender, "terms")][0, place] > 0.0
    ]
    return Paper(
        sender=sender,
        receiver=receiver,
        kind=kind,
        gives=tuple(term for term in drafted if term.giver == of),
        asks=tuple(term for term in drafted if term.giver == to),
        months=round(written("months")),
        start=round(written("start")),
        answer="" if setting == NONE else setting,
    )


def deals_in_force(position: Position, scenario: Scenario) -> list[Owed]:
    """Return every term that binds, or will, in a single game."""
    return list(owed_in(position.world, position.world.term_left, scenario))


def threats_pending(position: Position, scenario: Scenario) -> list[Owed]:
    """Return every threat that was defied and may still be carried out in a single game."""
    return list(owed_in(position.world, position.world.threat_left, scenario))


def owed_in(world: World, left: Floats, scenario: Scenario) -> Iterator[Owed]:
    """Yield the terms of a single game that have months `left`, (1, X), of a deal or a threat."""
    actors = scenario.actors
    for place in np.flatnonzero(left[0] > 0.0).tolist():
        term = scenario.params.terms.members[place]
        yield Owed(
            giver=actors[term.giver],
            receiver=actors[term.receiver],
            term=term,
            low=float(world.term_low[0, place]),
            high=float(world.term_high[0, place]),
            months=round(float(left[0, place])),
            wait=round(float(world.term_wait[0, place])),
        )


def broken_by(actions: Iterable[Action], position: Position, scenario: Scenario) -> list[Owed]:
    """Return the terms in force that orders would break, or leave broken, once they bind."""
    given = {action.target: action.value for action in actions}
    broken = []
    for owed in deals_in_force(position, scenario):
        lever = scenario.levers[owed.term.lever]
        value = given.get(lever.target(owed.term.column))
        if value is not None and not owed.low - TIE <= value <= owed.high + TIE:
            broken.append(owed)
    return broken


def undelivered(actor: str, orders: Orders, position: Position, scenario: Scenario) -> list[Owed]:
    """Return what an actor owes by the end of the turn and has not delivered under these orders."""
    due = []
    for owed in deals_in_force(position, scenario):
        value = float(orders.settings[owed.term.lever][0, owed.term.column])
        is_due = owed.giver == actor and owed.wait < scenario.months_per_turn
        if is_due and not owed.low - TIE <= value <= owed.high + TIE:
            due.append(owed)
    return due
