"""The papers and deals of one seat as its page has them: to answer, to write, in force."""

from __future__ import annotations

import dataclasses

from game.seat.correspondence import Papers
from game.session import Session
from game.state.terms import DealTerm
from game.turn.agreements import Paper
from game.words.diplomacy import (
    actor_text,
    breach_text,
    owed_text,
    paper_text,
    threat_text,
    undelivered_text,
)
from game.words.language import say, say_config
from game.words.obligations import Clauses, consequence_sections


@dataclasses.dataclass(frozen=True, kw_only=True)
class TermChoice:
    """A term that may stand in a paper."""

    name: str
    title: str
    is_in: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class PaperBlank:
    """A form for a paper to one other actor, filled with what is drafted."""

    actor: str
    title: str
    kind: str
    gives: tuple[TermChoice, ...]
    asks: tuple[TermChoice, ...]
    months: int
    start: int
    word: int
    kept: int
    broken: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PaperToAnswer:
    """A paper that waits for the seat's answer: who sent it, and what follows."""

    actor: str
    text: str
    target: str
    answer: str
    follows: tuple[Clauses, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class DealsView:
    """Everything about papers on the page of a seat."""

    answers: tuple[PaperToAnswer, ...]
    blanks: tuple[PaperBlank, ...]
    follows: tuple[tuple[str, tuple[Clauses, ...]], ...]
    in_force: tuple[str, ...]
    threats: tuple[str, ...]
    warnings: tuple[str, ...]


def read_deals(game: Session, actor: str) -> DealsView | None:
    """Return what a seat sees of papers and deals, None where it shares no term with anybody."""
    papers, scenario = Papers(game, actor), game.scenario
    if not papers.others:
        return None
    month = papers.month
    is_measures = game.model.position.phase == "measures"
    broken = (breach_text(owed, month, scenario) for owed in papers.broken_at_seal)
    due = (undelivered_text(owed, month, scenario) for owed in papers.undelivered_at_seal)
    return DealsView(
        answers=()
        if is_measures
        else tuple(_to_answer(papers, received) for received in papers.addressed),
        blanks=tuple(_blank(papers, other) for other in papers.others) if is_measures else (),
        follows=tuple((paper.receiver, tuple(_follows(papers, paper))) for paper in papers.drafted),
        in_force=tuple(owed_text(due_.owed, month, scenario) for due_ in papers.in_force),
        threats=tuple(threat_text(owed, month, scenario) for owed in papers.threats),
        warnings=(*broken, *due),
    )


def _follows(papers: Papers, paper: Paper) -> list[Clauses]:
    return consequence_sections(papers.follow(paper), papers.actor, papers.month, papers.scenario)


def _to_answer(papers: Papers, paper: Paper) -> PaperToAnswer:
    lever = papers.lever("answer")
    text = say(
        "{sender} {paper}",
        sender=actor_text(paper.sender, papers.scenario),
        paper=paper_text(paper, papers.scenario),
    )
    return PaperToAnswer(
        actor=paper.sender,
        text=text,
        target=lever.target(lever.column(paper.sender)),
        answer=paper.answer,
        follows=tuple(_follows(papers, paper)),
    )


def _blank(papers: Papers, other: str) -> PaperBlank:
    paper, repute = papers.to(other), papers.repute(other)
    shared = papers.shared(other)
    return PaperBlank(
        actor=other,
        title=actor_text(other, papers.scenario),
        kind=paper.kind if paper else "",
        gives=tuple(_choice(papers, term) for term in shared if papers.gives(term)),
        asks=tuple(_choice(papers, term) for term in shared if not papers.gives(term)),
        months=round(papers.held("months", other)),
        start=round(papers.held("start", other)),
        word=round(100.0 * repute.word),
        kept=repute.kept,
        broken=repute.broken,
    )


def _choice(papers: Papers, term: DealTerm) -> TermChoice:
    return TermChoice(
        name=term.name,
        title=say_config(term.title),
        is_in=papers.held("terms", term.name) > 0.0,
    )
