"""Papers and deals at the text seat: what lies on the table, how a line is read as a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.errors import UserError, did_you_mean
from game.state.orders import Action
from game.state.terms import Part, lever_of
from game.text.story import fold, wrap
from game.turn.agreements import (
    Paper,
    broken_by,
    deals_in_force,
    papers_in,
    threats_pending,
    undelivered,
)
from game.turn.legality import RefusedOrderError
from game.words.diplomacy import (
    answer_text,
    breach_text,
    owed_text,
    paper_text,
    threat_text,
    undelivered_text,
)
from game.words.numbers import in_number

if TYPE_CHECKING:
    from game.session import Session

FORM = "write send offer to beijing: minerals_eased, h200_licensed for 6"
KINDS = ("offer", "demand", "promise", "notice")
ANSWERS = ("accept", "refuse")
SENT = re.compile(
    r"(?P<kind>\w+) +(to +)?(?P<whom>\w+) *(: *(?P<terms>[\w, ]*?))?"
    r"( +for +(?P<months>\d+)( +months?)?)?( +(from|in) +(?P<start>\d+)( +months?)?)?"
)


def tell_deals(session: Session, actor: str) -> list[str]:
    """Return the papers of the turn, what is in force and threatened, and the terms to write."""
    position, scenario = session.model.position, session.scenario
    month = position.world.month
    in_force = [owed_text(owed, month, scenario) for owed in deals_in_force(position, scenario)]
    threats = [threat_text(owed, month, scenario) for owed in threats_pending(position, scenario)]
    lines = ["On the table", *_tell_papers(session, actor)]
    lines += ["In force", *_listed(in_force)]
    if threats:
        lines += ["Threatened", *_listed(threats)]
    lines.append("How far each is expected to keep its word, 0 to 1")
    believed = (f"{scenario.roles[one].title} {w:.2f}" for one, w in _words(session))
    lines += fold(", ".join(believed), "  ", "  ")
    lines += ["Terms between you and others", *_tell_terms(session, actor)]
    return [*lines, f"{FORM}; or demand, promise, notice."]


def tell_addressed(session: Session, actor: str) -> list[str]:
    """Return the papers that wait for a seat's answer."""
    papers = [paper for paper in _papers(session, actor) if paper.receiver == actor]
    open_papers = [paper for paper in papers if paper.kind in ("offer", "demand")]
    if not open_papers:
        return []
    lines, scenario = ["For your answer"], session.scenario
    for paper in open_papers:
        title = scenario.roles[paper.sender].title
        wish = in_number(scenario.levers.of(paper.sender)[0], paper_text(paper, scenario))
        lines += fold(f"{title} {wish}.", "- ", "  ")
    return [*lines, f"answer {open_papers[0].sender} accept, or refuse; silence refuses."]


def tell_draft(session: Session, actor: str) -> list[str]:
    """Return the papers and answers that a seat has drafted."""
    scenario, lines = session.scenario, []
    for paper in _papers(session, actor):
        if paper.sender == actor:
            lines += fold(f"You {_you(paper_text(paper, scenario))}.")
        elif paper.answer:
            lines += fold(f"You {_you(answer_text(paper.answer, paper.sender, scenario))}.")
    return lines


def warn_of(session: Session, actions: Sequence[Action]) -> list[str]:
    """Return which words orders break, and the lawful ways out."""
    position, scenario = session.model.position, session.scenario
    broken = broken_by(actions, position, scenario)
    return [
        line
        for owed in broken
        for line in fold(f"{breach_text(owed, position.world.month, scenario)}.")
    ]


def warn_at_seal(session: Session, actor: str) -> list[str]:
    """Return which words the orders that are sealed now break, or leave undelivered."""
    position, scenario = session.model.position, session.scenario
    lines = warn_of(session, session.actions(actor))
    if position.phase == "responses":
        told = {owed.term.name for owed in broken_by(session.actions(actor), position, scenario)}
        orders = session.legal_actions(actor).drafted.orders
        for owed in undelivered(actor, orders, position, scenario):
            if owed.term.name not in told:
                text = undelivered_text(owed, position.world.month, scenario)
                lines += fold(f"{text}.")
    return lines


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
    kind, whom = written["kind"], written["whom"]
    if kind not in KINDS:
        raise UserError("send", f"{kind!r} is no kind of paper", did_you_mean(kind, KINDS))
    _expect_actor(whom, session, actor, "send")
    named = [name.strip() for name in (written["terms"] or "").split(",") if name.strip()]
    shared = _shared(session, actor, whom)
    for name in named:
        if name not in shared:
            problem = f"{name!r} is no term between you and {whom}"
            raise UserError("send", problem, did_you_mean(name, shared))
    levers = session.scenario.levers
    drafts: list[tuple[Part, str, str]] = [
        ("terms", name, "in" if name in named else "out") for name in shared
    ]
    drafts += [(part, whom, written[part]) for part in ("months", "start") if written[part]]
    drafts.append(("paper", whom, kind))
    preview = session.legal_actions(actor).drafted.orders
    actions = []
    for part, member, setting in drafts:
        lever = levers[lever_of(actor, part)]
        action = lever.action(lever.column(member), lever.parse(setting, "send"))
        if preview.settings[lever.name][0, lever.column(member)] != action.value:
            actions.append(action)
    return actions


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
    lever = session.scenario.levers[lever_of(actor, "answer")]
    return lever.action(lever.column(whom), lever.parse(answer, "answer"))


def _expect_actor(whom: str, session: Session, actor: str, place: str) -> None:
    others = [one for one in session.scenario.actors if one != actor]
    if whom not in others:
        raise UserError(place, f"{whom!r} is none of the others", did_you_mean(whom, others))


def _shared(session: Session, actor: str, other: str) -> list[str]:
    """Return the names of the terms that two actors share."""
    actors = session.scenario.actors
    pair = {actors.index(actor), actors.index(other)}
    terms = session.scenario.params.terms.members
    return [term.name for term in terms if {term.giver, term.receiver} == pair]


def _papers(session: Session, actor: str) -> list[Paper]:
    settings = session.legal_actions(actor).drafted.orders.settings
    return papers_in(settings, session.scenario)


def _tell_papers(session: Session, actor: str) -> list[str]:
    told = []
    for paper in _papers(session, actor):
        answer = {"accept": " (accepted)", "refuse": " (refused)"}.get(paper.answer, "")
        title = session.scenario.roles[paper.sender].title
        told.append(f"{title} {paper_text(paper, session.scenario)}{answer}")
    return _listed(told)


def _tell_terms(session: Session, actor: str) -> list[str]:
    actors, lines = session.scenario.actors, []
    for term in session.scenario.params.terms.members:
        giver, receiver = actors[term.giver], actors[term.receiver]
        if actor in (giver, receiver):
            titles = (session.scenario.roles[one].title for one in (giver, receiver))
            lines += wrap(f"  {term.name}", f"{' to '.join(titles)}: {term.title}", indent=24)
    return lines


def _words(session: Session) -> list[tuple[str, float]]:
    word = session.model.position.world.word[0]
    return list(zip(session.scenario.actors, word.tolist(), strict=True))


def _listed(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in fold(text, "- ", "  ")] or ["- nothing"]


def _you(text: str) -> str:
    """Turn `offers ...` into `offer ...`."""
    verb, _, rest = text.partition(" ")
    return f"{verb.removesuffix('s')} {rest}"
