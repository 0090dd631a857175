"""Papers and deals at the text seat: what lies on the table, how a line is read as a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.errors import UserError, did_you_mean
from game.seat.correspondence import ANSWERS, KINDS, Kind, Papers
from game.state.levers import Action
from game.text.story import fold, wrap
from game.turn.agreements import Paper
from game.words.diplomacy import (
    breach_text,
    owed_text,
    own_answer_text,
    own_paper_text,
    paper_text,
    threat_text,
    undelivered_text,
)
from game.words.numbers import in_number
from game.words.obligations import consequence_sections

if TYPE_CHECKING:
    from game.session import Session

FORM = "write send offer to beijing: minerals_eased, h200_licensed for 6"
SENT = re.compile(
    r"(?P<kind>\w+) +(to +)?(?P<whom>\w+) *(: *(?P<terms>[\w, ]*?))?"
    r"( +for +(?P<months>\d+)( +months?)?)?( +(from|in) +(?P<start>\d+)( +months?)?)?"
)


def tell_deals(session: Session, actor: str) -> list[str]:
    """Return the papers of the turn, what is in force and threatened, and the terms to write."""
    papers, scenario = Papers(session, actor), session.scenario
    month = papers.month
    in_force = [owed_text(due.owed, month, scenario) for due in papers.in_force]
    threats = [threat_text(owed, month, scenario) for owed in papers.threats]
    lines = ["On the table", *_tell_papers(papers)]
    lines += ["In force", *_listed(in_force)]
    if threats:
        lines += ["Threatened", *_listed(threats)]
    lines += ["How far each is expected to keep its word, 0 to 1; deals kept and broken"]
    lines += [
        line for actor_named in scenario.actors for line in _tell_standing(papers, actor_named)
    ]
    lines += ["Terms between you and others", *_tell_terms(session, actor)]
    return [*lines, f"{FORM}; or demand, promise, notice."]


def tell_addressed(session: Session, actor: str) -> list[str]:
    """Return the papers that wait for a seat's answer, with what follows from each answer."""
    papers, scenario = Papers(session, actor), session.scenario
    if not papers.addressed:
        return []
    lines = ["For your answer"]
    for paper in papers.addressed:
        title = scenario.roles[paper.sender].title
        wish = in_number(scenario.levers.of(paper.sender)[0], paper_text(paper, scenario))
        lines += fold(f"{title} {wish}.", "- ", "  ")
        lines += _tell_consequences(papers, paper)
    return [*lines, f"answer {papers.addressed[0].sender} accept, or refuse; silence refuses."]


def tell_draft(session: Session, actor: str) -> list[str]:
    """Return the papers and answers that a seat has drafted, with what follows from the papers."""
    papers, scenario, lines = Papers(session, actor), session.scenario, []
    for paper in papers.all:
        if paper.sender == actor:
            lines += fold(f"{own_paper_text(paper, scenario)}.")
            lines += _tell_consequences(papers, paper)
        elif paper.answer and paper.receiver == actor:
            lines += fold(f"{own_answer_text(paper.answer, paper.sender, scenario)}.")
    return lines


def warn_of(session: Session, actions: Sequence[Action]) -> list[str]:
    """Return which words orders break, and the lawful ways out."""
    if not actions:
        return []
    papers = Papers(session, actions[0].actor)
    return [
        line
        for owed in papers.broken_by(actions)
        for line in fold(f"{breach_text(owed, papers.month, session.scenario)}.")
    ]


def warn_at_seal(session: Session, actor: str) -> list[str]:
    """Return which words the orders that are sealed now break, or leave undelivered."""
    papers = Papers(session, actor)
    lines = warn_of(session, session.actions(actor))
    for owed in papers.undelivered_at_seal:
        lines += fold(f"{undelivered_text(owed, papers.month, session.scenario)}.")
    return lines


def read_paper(text: str, session: Session, actor: str) -> list[Action]:
    """Return the orders that a line asks for: `offer to beijing: minerals_eased for 6`.

    Raises
    ------
    UserError
        If the line has another form, or names no such kind, actor or term.
    """
    written = SENT.fullmatch(text.strip().casefold())
    if written is None:
        raise UserError("send", f"{text.strip()!r} is no paper", FORM)
    kind, whom = _kind(written["kind"]), written["whom"]
    _expect_actor(whom, session, actor, "send")
    named = [name.strip() for name in (written["terms"] or "").split(",") if name.strip()]
    papers = Papers(session, actor)
    shared = [term.name for term in papers.shared(whom)]
    for name in named:
        if name not in shared:
            problem = f"{name!r} is no term between you and {whom}"
            raise UserError("send", problem, did_you_mean(name, shared))
    return papers.write(whom, kind, named, written["months"] or "", written["start"] or "")


def read_answer(text: str, session: Session, actor: str) -> Action:
    """Return the order that a line asks for: `beijing accept`.

    Raises
    ------
    UserError
        If the line has another form, or names no such actor or answer.
    """
    words = text.casefold().split()
    if len(words) != 2:
        raise UserError("answer", f"{text.strip()!r} is no answer", "write answer beijing accept")
    whom, answer = words
    _expect_actor(whom, session, actor, "answer")
    if answer not in ANSWERS:
        raise UserError("answer", f"{answer!r} is no answer", did_you_mean(answer, ANSWERS))
    return Papers(session, actor).action("answer", whom, answer)


def _kind(name: str) -> Kind:
    for kind in KINDS:
        if kind == name:
            return kind
    raise UserError("send", f"{name!r} is no kind of paper", did_you_mean(name, KINDS))


def _expect_actor(whom: str, session: Session, actor: str, place: str) -> None:
    others = [other for other in session.scenario.actors if other != actor]
    if whom not in others:
        raise UserError(place, f"{whom!r} is none of the others", did_you_mean(whom, others))


def _tell_papers(papers: Papers) -> list[str]:
    scenario, lines = papers.scenario, []
    for paper in papers.all:
        answer = {"accept": " (accepted)", "refuse": " (refused)"}.get(paper.answer, "")
        title = scenario.roles[paper.sender].title
        lines.append(f"{title} {paper_text(paper, scenario)}{answer}")
    return _listed(lines)


def _tell_consequences(papers: Papers, paper: Paper) -> list[str]:
    lines = []
    for section in consequence_sections(
        papers.follow(paper), papers.actor, papers.month, papers.scenario
    ):
        lines += fold(f"{section.heading}:", "  ", "  ")
        for line in section.lines:
            lines += fold(line, "  - ", "    ")
    return lines


def _tell_standing(papers: Papers, actor: str) -> list[str]:
    stands = papers.repute(actor)
    record = f"{stands.word:.2f}, {stands.kept} kept, {stands.broken} broken"
    if stands.defied:
        record += f"; {stands.carried} of {stands.defied} defied threats carried out"
    return wrap(f"  {papers.scenario.roles[actor].title}", record)


def _tell_terms(session: Session, actor: str) -> list[str]:
    actors, lines = session.scenario.actors, []
    for term in session.scenario.params.terms.members:
        giver, receiver = actors[term.giver], actors[term.receiver]
        if actor in (giver, receiver):
            titles = (session.scenario.roles[name].title for name in (giver, receiver))
            lines += wrap(f"  {term.name}", f"{' to '.join(titles)}: {term.title}", indent=24)
    return lines


def _listed(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in fold(text, "- ", "  ")] or ["- nothing"]
