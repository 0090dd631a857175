"""How it is said what a paper brings: who owes what, until when, what ends, what a breach costs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import numpy as np

from game.state.scenario import Scenario
from game.turn.consequences import Consequences, Due
from game.words.diplomacy import actor_text, owed_text, span_text
from game.words.language import later, say, say_config
from game.words.numbers import month_text, setting_text

# What stands over the terms that bind: by who reads it, and by whose terms they are.
BINDS = later(
    {
        "reader own": "If you accept, you owe",
        "reader other": "If you accept, you get from {other}",
        "sender own": "Once it is accepted, you owe",
        "sender other": "Once it is accepted, you get from {other}",
        "promise own": "Whatever {other} may do, you owe",
        "promise other": "Whatever you do, you get from {other}",
    }
)
THREATENED = later(
    {
        "reader": "If you refuse, {other} may carry out until {until}",
        "sender": "If it is refused, you are to carry out until {until}",
    }
)
DUE, NOT_DUE = later(("{term}, {span}; {stand}", "not {term}, {span}; {stand}"))
BREACH, BREACH_OF_CAPITALS = later(
    (
        "a breach costs its giver {word} of the belief in its word with everybody and {capital} "
        "political capital, and frees the other side",
        "a breach costs its giver {word} of the belief in its word with everybody, {capital} "
        "political capital and {trust} of the trust between the capitals, and frees the other side",
    )
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Clauses:
    """A part of what follows from a paper: a heading and the lines under it."""

    heading: str
    lines: tuple[str, ...]


def consequence_sections(
    brought: Consequences, reader: str, month: int, scenario: Scenario
) -> list[Clauses]:
    """Return what follows from a paper, as its sender or its receiver reads it.

    Parameters
    ----------
    month
        The month before the paper is signed.
    """
    paper = brought.paper
    other = paper.receiver if reader == paper.sender else paper.sender
    side = "reader" if reader == paper.receiver else "sender"
    title = actor_text(other, scenario)
    who = "promise" if paper.kind == "promise" else side
    sections = []
    for whose, actor in (("own", reader), ("other", other)):
        lines = tuple(due_text(due, month, scenario) for due in brought.owed_by(actor))
        if lines:
            heading = say(BINDS[f"{who} {whose}"], other=title)
            sections.append(Clauses(heading=heading, lines=lines))
    if brought.threatened:
        until = month_text(month + brought.threatened[0].owed.months)
        heading = say(THREATENED[side], other=title, until=until)
        lines = tuple(say_config(due.owed.term.title) for due in brought.threatened)
        sections.append(Clauses(heading=heading, lines=lines))
    if brought.replaced:
        lines = tuple(owed_text(owed, month, scenario) for owed in brought.replaced)
        heading = say("What ends with it, and breaks no word")
        if paper.kind == "notice":
            until = month_text(month + round(_number("notice_months", scenario)))
            heading = say("What ends by {until}, and breaks no word", until=until)
        sections.append(Clauses(heading=heading, lines=lines))
    costs = tuple(_costs(brought, side, scenario))
    if costs:
        sections.append(Clauses(heading=say("What it may cost"), lines=costs))
    return sections


def due_text(due: Due, month: int, scenario: Scenario) -> str:
    """Write a term that would bind: what, from when until when, and what keeping it takes."""
    return say(
        NOT_DUE if due.owed.must_not else DUE,
        term=say_config(due.owed.term.title),
        span=span_text(due.owed, month),
        stand=stand_text(due, scenario),
    )


def stand_text(due: Due, scenario: Scenario) -> str:
    """Write whether a term is kept as its setting stands, and what keeping it takes."""
    lever = scenario.levers[due.owed.term.lever]
    now = setting_text(lever, due.now)
    if due.stands:
        return say("kept as it stands, {now}", now=now)
    return say("now {now}, to be {goal}", now=now, goal=setting_text(lever, due.goal))


def _costs(brought: Consequences, side: str, scenario: Scenario) -> Iterable[str]:
    if brought.bound:
        yield breach_price_text(scenario, are_capitals=brought.is_between_capitals)
    if brought.threatened and side == "sender":
        yield say(
            "a threat that is not carried out costs {share} of the belief in your word",
            share=_share("word_bluff", scenario),
        )
    if brought.paper.kind == "notice" and side == "sender":
        yield say(
            "notice costs {share} of the belief in your word",
            share=_share("word_notice", scenario),
        )


def breach_price_text(scenario: Scenario, *, are_capitals: bool) -> str:
    """Write what breaking a term costs who breaks it."""
    return say(
        BREACH_OF_CAPITALS if are_capitals else BREACH,
        word=_share("word_broken", scenario),
        capital=f"{_number('audience_cost', scenario):g}",
        trust=_share("deal_trust_broken", scenario),
    )


def _share(name: str, scenario: Scenario) -> str:
    return say("{number} %", number=f"{100.0 * _number(name, scenario):.0f}")


def _number(name: str, scenario: Scenario) -> float:
    return float(np.ravel(getattr(scenario.params, name))[0])
