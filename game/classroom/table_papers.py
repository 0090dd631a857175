"""Papers of a team: one proposal for a whole paper, and the orders that write it.

On a phone a paper is one form. The team agrees to it as to any setting; its target is the paper to
one actor, its setting the kind, the terms, the months and the start: `offer|a,b|9|3`.
"""

from __future__ import annotations

import dataclasses

from game.errors import UserError
from game.seat.correspondence import KINDS, Kind, Papers
from game.session import Session
from game.state.levers import Action, Lever
from game.state.scenario import Scenario
from game.turn.agreements import NONE, Paper
from game.words.diplomacy import actor_text
from game.words.language import say
from game.words.names import setting_title

TARGET = "paper-to."


@dataclasses.dataclass(frozen=True, kw_only=True)
class PaperForm:
    """What a form of a paper says; kind "none" takes the paper back."""

    kind: str
    terms: tuple[str, ...] = ()
    months: int = 6
    start: int = 3

    @property
    def text(self) -> str:
        """The form as a line of the room keeps it."""
        return f"{self.kind}|{','.join(self.terms)}|{self.months}|{self.start}"

    @classmethod
    def parse(cls, text: str) -> PaperForm:
        """Return what a line of the room says.

        Raises
        ------
        UserError
            If it is none.
        """
        parts = text.split("|")
        if len(parts) != 4 or not (parts[2].isdecimal() and parts[3].isdecimal()):
            raise UserError("paper", say("this form is not whole; load the page again"))
        kind, terms, months, start = parts
        names = tuple(name for name in terms.split(",") if name)
        return cls(kind=kind, terms=names, months=int(months), start=int(start))


def order_title(lever: Lever, column: int, scenario: Scenario) -> str:
    """Return what one setting of a lever is called; of a paper and an answer, to whom it is."""
    if lever.part == "paper":
        return say("Paper to {actor}", actor=actor_text(scenario.actors[column], scenario))
    if lever.part == "answer":
        return say("Answer to {actor}", actor=actor_text(scenario.actors[column], scenario))
    return setting_title(lever, column)


def is_paper(target: str) -> bool:
    """Tell whether a target of a proposal is a whole paper."""
    return target.startswith(TARGET)


def paper_actions(game: Session, actor: str, target: str, setting: str) -> list[Action]:
    """Return the orders that write a proposed paper, or take it back.

    Raises
    ------
    UserError
        If there is nobody to write to, no such kind, or nothing stands in the paper.
    """
    form, other = PaperForm.parse(setting), target.removeprefix(TARGET)
    papers = Papers(game, actor)
    if other not in papers.others:
        raise UserError("paper", say("there is no term between you"))
    if form.kind == NONE:
        return _take_back(papers, other)
    kind = next((name for name in KINDS if name == form.kind), None)
    if kind is None:
        raise UserError("paper", say("choose an offer, a demand, a promise or a notice"))
    named = _expect_terms(papers, other, kind, form)
    return papers.write(other, kind, named, str(form.months), str(form.start))


def _take_back(papers: Papers, other: str) -> list[Action]:
    """Return the orders that leave no paper to another in the draft."""
    drafted = [term.name for term in papers.shared(other) if papers.held("terms", term.name) > 0.0]
    return [
        *(papers.action("terms", name, "out") for name in drafted),
        papers.action("paper", other, NONE),
    ]


def _expect_terms(papers: Papers, other: str, kind: Kind, form: PaperForm) -> list[str]:
    """Return the terms of a form, refusing a paper in which nothing stands."""
    shared = {term.name: term for term in papers.shared(other)}
    named = [name for name in form.terms if name in shared]
    if kind == "notice":
        return []
    if kind == "promise":
        # What is asked for has no place in a promise.
        named = [name for name in named if papers.gives(shared[name])]
    if not named:
        raise UserError("paper", say("choose at least one term for the paper"))
    return named


def proposed_paper(game: Session, actor: str, target: str, setting: str) -> Paper:
    """Return a proposed paper as it would be sent."""
    form, other = PaperForm.parse(setting), target.removeprefix(TARGET)
    papers = Papers(game, actor)
    terms = [term for term in papers.shared(other) if term.name in form.terms]
    return Paper(
        sender=actor,
        receiver=other,
        kind=form.kind,
        gives=tuple(term for term in terms if papers.gives(term)),
        asks=tuple(term for term in terms if not papers.gives(term)),
        months=form.months,
        start=form.start,
        answer="",
    )
