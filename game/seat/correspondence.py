"""Papers at one seat: what was drafted, received and signed, and the orders that write them."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Literal

from game.state.levers import Action, Lever
from game.state.terms import DealTerm, Part, lever_of
from game.turn.agreements import (
    Owed,
    Paper,
    broken_by,
    deals_in_force,
    paper_in,
    papers_in,
    threats_pending,
    undelivered,
)
from game.turn.consequences import Consequences, Due, due_if_signed, due_of, follow, shared_terms
from game.turn.legality import RefusedOrderError

if TYPE_CHECKING:
    from game.session import Session
    from game.turn.legal_actions import LegalActions

Kind = Literal["offer", "demand", "promise", "notice"]
KINDS: tuple[Kind, ...] = ("offer", "demand", "promise", "notice")
ANSWERS = ("accept", "refuse")
# Kinds of paper that wait for an answer.
ANSWERED = frozenset({"offer", "demand"})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Repute:
    """How an actor is believed, and what it did with its words so far."""

    actor: str
    word: float
    kept: int
    broken: int
    carried: int
    defied: int


class Papers:
    """The papers of a session's phase at hand as one seat has them, with its own draft."""

    def __init__(self, session: Session, actor: str, legal: LegalActions | None = None) -> None:
        self.session, self.actor = session, actor
        self.scenario = session.scenario
        self.position = session.model.position
        self._drafted = (legal or session.legal_actions(actor)).drafted.orders

    # -- what there is -----------------------------------------------------------------------------

    @property
    def month(self) -> int:
        """The month in which papers of this turn are written."""
        return self.position.world.month

    @property
    def others(self) -> list[str]:
        """Those with whom the seat shares a term."""
        actors, terms = self.scenario.actors, self.scenario.params.terms
        return [
            other
            for other in actors
            if other != self.actor and shared_terms(terms, actors, self.actor, other)
        ]

    @property
    def all(self) -> list[Paper]:
        """Every paper that the seat knows of, its own draft included."""
        return papers_in(self._drafted.settings, self.scenario)

    @property
    def drafted(self) -> list[Paper]:
        """The seat's own papers."""
        return [paper for paper in self.all if paper.sender == self.actor]

    @property
    def addressed(self) -> list[Paper]:
        """Papers that wait for the seat's answer, or have it in draft."""
        return [
            paper for paper in self.all if paper.receiver == self.actor and paper.kind in ANSWERED
        ]

    @property
    def orders(self) -> int:
        """How many papers and answers the draft of this phase holds."""
        if self.position.phase == "measures":
            return len(self.drafted)
        return sum(paper.answer != "" for paper in self.all if paper.receiver == self.actor)

    def to(self, other: str) -> Paper | None:
        """Return the paper that the seat has drafted to another, None where there is none."""
        return paper_in(self._drafted.settings, self.scenario, self.actor, other)

    def shared(self, other: str) -> list[DealTerm]:
        """Return the terms that the seat shares with another."""
        return shared_terms(self.scenario.params.terms, self.scenario.actors, self.actor, other)

    def gives(self, term: DealTerm) -> bool:
        """Tell whether the seat is who gives a term."""
        return self.scenario.actors[term.giver] == self.actor

    def due(self, term: DealTerm) -> Due:
        """Return a term as it would bind if it were given now."""
        return due_if_signed(term, self._drafted.settings, self.scenario)

    def follow(self, paper: Paper) -> Consequences:
        """Return what follows from a paper as things stand, with the seat's draft in them."""
        return follow(paper, self._drafted.settings, self.position.world, self.scenario)

    @property
    def in_force(self) -> list[Due]:
        """Every term that binds, or will, with its setting under the seat's draft."""
        settings = self._drafted.settings
        return [
            due_of(owed, settings, self.scenario)
            for owed in deals_in_force(self.position, self.scenario)
        ]

    @property
    def threats(self) -> list[Owed]:
        """Every threat that was defied and may still be carried out."""
        return threats_pending(self.position, self.scenario)

    def repute(self, actor: str) -> Repute:
        """Return how an actor is believed, and what it kept and broke."""
        world, place = self.position.world, self.scenario.actors.index(actor)
        return Repute(
            actor=actor,
            word=float(world.word[0, place]),
            kept=round(float(world.deals_kept[0, place])),
            broken=round(float(world.deals_broken[0, place])),
            carried=round(float(world.threats_carried[0, place])),
            defied=round(float(world.threats_refused[0, place])),
        )

    # -- what an order or the seal would break -----------------------------------------------------

    def broken_by(self, actions: Sequence[Action]) -> list[Owed]:
        """Return the seat's terms in force that orders would break."""
        broken = broken_by(actions, self.position, self.scenario)
        return [owed for owed in broken if owed.giver == self.actor]

    @property
    def broken_at_seal(self) -> list[Owed]:
        """The terms in force that the draft breaks."""
        return self.broken_by(self.session.actions(self.actor))

    @property
    def undelivered_at_seal(self) -> list[Owed]:
        """Before responses are sealed, what is due this quarter and stands undelivered."""
        if self.position.phase == "measures":
            return []
        names = {owed.term.name for owed in self.broken_at_seal}
        due = undelivered(self.actor, self._drafted, self.position, self.scenario)
        return [owed for owed in due if owed.term.name not in names]

    # -- the orders that write them ----------------------------------------------------------------

    def lever(self, part: Part) -> Lever:
        """Return the seat's lever for a part of its papers."""
        return self.scenario.levers[lever_of(self.actor, part)]

    def held(self, part: Part, member: str) -> float:
        """Return where the draft has a part of a paper."""
        lever = self.lever(part)
        return float(self._drafted.settings[lever.name][0, lever.column(member)])

    def action(self, part: Part, member: str, setting: str) -> Action:
        """Return the order that puts a part of a paper to a setting."""
        lever = self.lever(part)
        return lever.action(lever.column(member), lever.parse(setting, part))

    def write(
        self, other: str, kind: Kind, terms: Collection[str], months: str = "", start: str = ""
    ) -> list[Action]:
        """Return the orders that write a paper over some terms, and leave the others out.

        `months` and `start` stay as they are where nothing is given.
        """
        parts: list[tuple[Part, str, str]] = [
            ("terms", term.name, "in" if term.name in terms else "out")
            for term in self.shared(other)
        ]
        lengths: list[tuple[Part, str]] = [("months", months), ("start", start)]
        parts += [(part, other, number) for part, number in lengths if number]
        parts.append(("paper", other, kind))
        return [
            self.action(part, member, setting)
            for part, member, setting in parts
            if self.action(part, member, setting).value != self.held(part, member)
        ]


def order_together(session: Session, actor: str, actions: Sequence[Action]) -> None:
    """Give several orders together, or none where one is refused.

    Raises
    ------
    RefusedOrderError
        The first refusal.
    """
    given = 0
    try:
        for action in actions:
            session.order(action)
            given += 1
    except RefusedOrderError:
        for _ in range(given):
            session.undo(actor)
        raise
