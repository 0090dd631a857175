"""Which papers may be sent and answered, and what they come to for who reads them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np

from game.model.market.drafted import is_inside
from game.state.arrays import entries, total
from game.state.levers import Lever, Levers
from game.state.orders import Flags
from game.state.params import Params
from game.state.terms import DealTerm, Part, Terms, lever_of
from game.state.world import Floats, World

Settings = Callable[[str], Floats]
Movable = Callable[[Lever, Floats, Floats], Flags]
# Papers that an actor may send in a turn.
MOST_PAPERS = 2


@dataclasses.dataclass(frozen=True)
class NoSharedTerm:
    """The two actors have no term between them."""

    actor: str


@dataclasses.dataclass(frozen=True)
class ForeignTerm:
    """The term is between two other actors."""

    giver: str
    receiver: str


@dataclasses.dataclass(frozen=True)
class EnoughPapers:
    """The actor has sent as many papers this turn as it may."""

    most: int


@dataclasses.dataclass(frozen=True)
class NothingInForce:
    """There is no deal to give notice of."""

    actor: str


@dataclasses.dataclass(frozen=True)
class NoPaper:
    """The other actor has sent nothing that could be answered."""

    actor: str


@dataclasses.dataclass(frozen=True)
class CannotDeliver:
    """A term of the paper could not be carried out lawfully by who would give it."""

    title: str
    giver: str


PaperRefusal: TypeAlias = (
    NoSharedTerm | ForeignTerm | EnoughPapers | NothingInForce | NoPaper | CannotDeliver
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class PaperDesk:
    """What papers are judged on: a world, settings with drafts in them, and who may move what.

    `settings` gives all columns of a lever, `may_move` tells where its owner may lawfully move it.
    """

    world: World
    params: Params
    levers: Levers
    settings: Settings
    may_move: Movable

    def sent(self, actor: str, part: Part, column: int) -> Floats:
        """Return a column of what an actor writes, (R, 1)."""
        return self.settings(lever_of(actor, part))[:, column : column + 1]


def judge_paper(
    lever: Lever, column: int, new: Floats, desk: PaperDesk
) -> Iterator[tuple[PaperRefusal, Flags]]:
    """Yield each reason for which a part of a paper may be refused, and where it does not hold."""
    if lever.part == "terms":
        yield from _judge_term(lever, column, desk)
        return
    actors = desk.params.axes.actors
    actor, other = actors.index(lever.actor), column
    pledge = desk.params.terms.pledge(actor, other)
    if pledge is None:
        yield NoSharedTerm(actors[other]), new == lever.rest
    elif lever.part == "paper":
        yield from _judge_sending(lever, column, new, pledge, desk)
    elif lever.part == "answer":
        yield from _judge_answer(lever, column, new, desk)


def _judge_term(lever: Lever, column: int, desk: PaperDesk) -> Iterator[tuple[PaperRefusal, Flags]]:
    actors, term = desk.params.axes.actors, desk.params.terms.members[column]
    if lever.actor not in (actors[term.giver], actors[term.receiver]):
        nowhere = np.zeros((1, 1), dtype=np.bool_)
        yield ForeignTerm(actors[term.giver], actors[term.receiver]), nowhere


def _judge_sending(
    lever: Lever, column: int, new: Floats, pledge: int, desk: PaperDesk
) -> Iterator[tuple[PaperRefusal, Flags]]:
    none, notice = lever.numbers[0], lever.scale["notice"]
    written = (desk.settings(lever.name) != none) * 1.0
    count = total(written) - written[:, column : column + 1]
    yield EnoughPapers(MOST_PAPERS), (new == none) | (count < MOST_PAPERS)
    terms = desk.params.terms
    owed = np.concatenate([terms.pledges[pledge].terms, terms.pledges[terms.reverse[pledge]].terms])
    in_force = (desk.world.term_left[:, owed] > 0.0).any(axis=1, keepdims=True)
    actor = desk.params.axes.actors[column]
    yield NothingInForce(actor), (new != notice) | in_force


def _judge_answer(
    lever: Lever, column: int, new: Floats, desk: PaperDesk
) -> Iterator[tuple[PaperRefusal, Flags]]:
    actors = desk.params.axes.actors
    sender, me = actors[column], actors.index(lever.actor)
    paper = desk.levers[lever_of(sender, "paper")]
    kind = desk.sent(sender, "paper", me)
    is_open = (kind == paper.scale["offer"]) | (kind == paper.scale["demand"])
    silent, accept = lever.numbers[0], lever.scale["accept"]
    yield NoPaper(sender), (new == silent) | is_open
    demand = kind == paper.scale["demand"]
    for place, term in terms_between(desk.params.terms, column, me):
        written = desk.sent(sender, "terms", place) > 0.0
        # What a demand threatens need not be carried out.
        written = written & ~(demand & (term.giver == column))
        if written.any():
            free = (new != accept) | ~written | can_deliver(term, desk)
            yield CannotDeliver(term.title, actors[term.giver]), free


def terms_between(terms: Terms, actor: int, other: int) -> Iterator[tuple[int, DealTerm]]:
    """Yield the terms that two actors share, with their places."""
    for place, term in enumerate(terms.members):
        if {term.giver, term.receiver} == {actor, other}:
            yield place, term


def can_deliver(term: DealTerm, desk: PaperDesk) -> Flags:
    """Tell where the giver of a term keeps it already, or may lawfully move to where it does."""
    now, low, high = _bounds(term, desk)
    goal = np.minimum(np.maximum(now, low), high)
    may_move = desk.may_move(desk.levers[term.lever], now, goal)
    deliverable: Flags = is_inside(now, low, high) | may_move
    return deliverable


@dataclasses.dataclass(frozen=True, kw_only=True)
class Owing:
    """A term that binds its giver soon: where it does, and its bounds, arrays (R, 1)."""

    term: DealTerm
    binds: Flags
    low: Floats
    high: Floats

    def is_kept_at(self, settings: Floats) -> Flags:
        """Tell where settings keep it, or it does not bind."""
        kept: Flags = ~self.binds | is_inside(settings, self.low, self.high)
        return kept

    def nearest(self, lever: Lever, settings: Floats) -> Floats:
        """Return the settings of the term's lever that keep it and are nearest to some, (R, 1)."""
        values = np.array(lever.values)
        distance = np.where(self.is_kept_at(values), np.abs(values - settings), np.inf)
        return entries(values, distance.argmin(axis=-1, keepdims=True))


def read_deal(part: str, desk: PaperDesk, other: str, me: str) -> Floats:
    """Return a number of the deals between two actors, (R, 1); see `DEAL_NUMBERS`."""
    world, actors = desk.world, desk.params.axes.actors
    of, mine = actors.index(other), actors.index(me)
    if part == "word":
        return world.word[:, of : of + 1]
    longest = np.zeros(world.month_shape)
    left = world.term_left if part == "deal" else world.threat_left
    for place, term in terms_between(desk.params.terms, of, mine):
        if part == "deal" or term.giver == of:
            longest = np.maximum(longest, left[:, place : place + 1])
    return longest


def gain_of_paper(value: Settings, desk: PaperDesk, sender: str, me: str) -> Floats:
    """Return what a paper on the table would bring its reader in points of its score, (R, 1).

    gain = months / 6 x (sum of word x gain of what the sender gives - sum of cost of what is asked)

    Of a demand, what it threatens counts as word x loss kept off. A term whose setting stands as
    wished already counts for `deal_assurance` of that. `value` is the reader's view, over which the
    terms' own gains and costs are worked out.
    """
    actors, params = desk.params.axes.actors, desk.params
    of, mine = actors.index(sender), actors.index(me)
    paper = desk.levers[lever_of(sender, "paper")]
    is_demand = desk.sent(sender, "paper", mine) == paper.scale["demand"]
    word = desk.world.word[:, of : of + 1]
    points = np.zeros(desk.world.month_shape)
    for place, term in terms_between(params.terms, of, mine):
        written = desk.sent(sender, "terms", place) > 0.0
        if not written.any():
            continue
        stands = np.where(_stands(term, desk), params.deal_assurance, 1.0)
        if term.giver == mine:
            part = -term.cost.evaluate(value) * stands
        else:
            gain = word * term.gain.evaluate(value)
            # What is done already is no threat.
            part = np.where(is_demand, -gain * (stands == 1.0), gain * stands)
        points = points + np.where(written, part, 0.0)
    return points * desk.sent(sender, "months", mine) / 6.0


def _stands(term: DealTerm, desk: PaperDesk) -> Flags:
    """Tell where the setting of a term lies within its bounds already."""
    now, low, high = _bounds(term, desk)
    return is_inside(now, low, high)


def _bounds(term: DealTerm, desk: PaperDesk) -> tuple[Floats, Floats, Floats]:
    """Return the setting of a term and the bounds that it would have if it were signed now."""
    now = desk.settings(term.lever)[:, term.column : term.column + 1]
    low = now if term.low is None else np.full((1, 1), term.low)
    return now, low, now if term.high is None else np.full((1, 1), term.high)
