"""What follows from a paper of a single game: what it binds, what it ends, what is threatened."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np

from game.model.rules.deals import CAPITALS
from game.state.scenario import Scenario
from game.state.terms import DealTerm, Terms
from game.state.ties import TIE
from game.state.world import World
from game.turn.agreements import Owed, Paper, Settings, owed_in
from game.turn.papers import terms_between


@dataclasses.dataclass(frozen=True, kw_only=True)
class Due:
    """A term with the setting of its lever as it stands, and the nearest one that keeps it."""

    owed: Owed
    now: float
    goal: float

    @property
    def stands(self) -> bool:
        """Whether the setting keeps the term as it stands."""
        return abs(self.now - self.goal) <= TIE


@dataclasses.dataclass(frozen=True, kw_only=True)
class Consequences:
    """What a paper brings once it is in force: an offer or a demand if accepted, else at once.

    `replaced` are terms in force that fall away, of a notice those that end soon. `threatened` is
    what may be carried out if a demand is refused.
    """

    paper: Paper
    bound: tuple[Due, ...]
    replaced: tuple[Owed, ...]
    threatened: tuple[Due, ...]

    @property
    def is_between_capitals(self) -> bool:
        """Whether the two are Washington and Beijing, whose trust a breach costs."""
        return {self.paper.sender, self.paper.receiver} == CAPITALS

    def owed_by(self, actor: str) -> tuple[Due, ...]:
        """Return the terms that would bind an actor."""
        return tuple(due for due in self.bound if due.owed.giver == actor)


def follow(paper: Paper, settings: Settings, world: World, scenario: Scenario) -> Consequences:
    """Return what follows from a paper.

    Parameters
    ----------
    settings
        Where levers stand, with the reader's own draft in them: a term that is written `as_now`
        is bound there.
    world
        The world before the paper is signed, with what is in force in it.
    """
    in_force = [
        owed
        for owed in owed_in(world, world.term_left, scenario)
        if {owed.giver, owed.receiver} == {paper.sender, paper.receiver}
    ]
    if paper.kind == "notice":
        return Consequences(paper=paper, bound=(), replaced=tuple(in_force), threatened=())
    bound = tuple(_bound(paper, settings, scenario))
    named = {due.owed.term.name for due in bound}
    givers = {due.owed.giver for due in bound}
    replaced = [owed for owed in in_force if owed.giver in givers and owed.term.name not in named]
    return Consequences(
        paper=paper,
        bound=bound,
        replaced=tuple(replaced),
        threatened=tuple(_threatened(paper, settings, scenario)),
    )


def _bound(paper: Paper, settings: Settings, scenario: Scenario) -> Iterator[Due]:
    spared = paper.gives if paper.kind == "demand" else ()
    asked = () if paper.kind == "promise" else paper.asks
    for place, term in _written(paper, scenario):
        if term in spared:
            terms = scenario.params.terms
            low, high = float(terms.spared_low[place]), float(terms.spared_high[place])
        elif term in paper.gives or term in asked:
            low, high = _bounds(term, settings)
        else:
            continue
        yield _due(term, low, high, paper.months + paper.start, paper.start, settings, scenario)


def _threatened(paper: Paper, settings: Settings, scenario: Scenario) -> Iterator[Due]:
    """Yield what a demand threatens and what is not done yet."""
    life = round(float(np.ravel(scenario.params.threat_life)[0]))
    for _, term in _written(paper, scenario):
        if paper.kind == "demand" and term in paper.gives:
            due = _due(term, *_bounds(term, settings), life, 0, settings, scenario)
            if not due.stands:
                yield due


def due_if_signed(term: DealTerm, settings: Settings, scenario: Scenario) -> Due:
    """Return a term as it would bind if it were given now, its time left open."""
    return _due(term, *_bounds(term, settings), 0, 0, settings, scenario)


def _written(paper: Paper, scenario: Scenario) -> Iterator[tuple[int, DealTerm]]:
    actors, terms = scenario.actors, scenario.params.terms
    pair = actors.index(paper.sender), actors.index(paper.receiver)
    return (
        place_and_term
        for place_and_term in terms_between(terms, *pair)
        if place_and_term[1] in (*paper.gives, *paper.asks)
    )


def _bounds(term: DealTerm, settings: Settings) -> tuple[float, float]:
    now = float(settings[term.lever][0, term.column])
    return now if term.low is None else term.low, now if term.high is None else term.high


def _due(
    term: DealTerm, low: float, high: float, months: int, wait: int, settings: Settings,
    scenario: Scenario,
) -> Due:  # fmt: skip
    actors = scenario.actors
    owed = Owed(
        giver=actors[term.giver],
        receiver=actors[term.receiver],
        term=term,
        low=low,
        high=high,
        months=months,
        wait=wait,
    )
    return due_of(owed, settings, scenario)


def due_of(owed: Owed, settings: Settings, scenario: Scenario) -> Due:
    """Return a term with where its setting stands, and the nearest setting that keeps it."""
    now = float(settings[owed.term.lever][0, owed.term.column])
    lever = scenario.levers[owed.term.lever]
    within = [value for value in lever.values if owed.low - TIE <= value <= owed.high + TIE]
    goal = min([now, *within], key=lambda value: _distance(value, now, owed))
    return Due(owed=owed, now=now, goal=goal)


def _distance(value: float, now: float, owed: Owed) -> tuple[bool, float]:
    outside = not owed.low - TIE <= value <= owed.high + TIE
    return outside, abs(value - now)


def shared_terms(terms: Terms, actors: tuple[str, ...], actor: str, other: str) -> list[DealTerm]:
    """Return the terms that two actors share."""
    return [term for _, term in terms_between(terms, actors.index(actor), actors.index(other))]
