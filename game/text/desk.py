"""The acts of a facilitator at the text seat: what can be typed after `desk`, and its answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.errors import UserError, did_you_mean
from game.saves.lines import InjectEffect, StepEffect, StoryEffect
from game.seat.facilitator_news import act_text
from game.text.story import fold, wrap

if TYPE_CHECKING:
    from game.saves.lines import Effect
    from game.session import Session

USAGES = {
    "events": ("events", "what can be struck"),
    "inject": ("inject EVENT [x SCALE] [at reveal | when CONDITION]", "have it strike"),
    "override": ("override FIELD = NUMBER because REASON", "set a number of the world"),
    "move": (
        "move ODDS TEXT [does EVENT | does ACTOR: LEVER = SETTING] because REASON",
        "draw for a move outside the menu, at odds of 1 to 9 in 10",
    ),
    "lead": ("lead ACTOR [POLICY] [because REASON]", "let a policy lead a seat"),
    "sit": ("sit ACTOR", "let somebody sit down there"),
    "withdraw": ("withdraw NUMBER", "take an act back that waits, or of this phase"),
    "acts": ("acts", "what was done, and what waits"),
}
BY = "desk"
_REASON = re.compile(r"^(?P<body>.*?)(?:\s+because\s+(?P<why>.+))?$", re.DOTALL)
_INJECT = re.compile(
    r"^(?P<event>\w+)(?:\s+x\s*(?P<scale>[0-9.]+))?"
    r"(?:\s+(?:at\s+(?P<reveal>reveal)|when\s+(?P<when>.+)))?$"
)


def obey_desk(session: Session, line: str) -> list[str]:
    """Do what a facilitator types, and return the answer.

    Raises
    ------
    UserError
        If it is no act, or cannot be done now.
    """
    name, _, rest = line.strip().partition(" ")
    acts = {
        "events": _events,
        "inject": _inject,
        "override": _override,
        "move": _move,
        "lead": _lead,
        "sit": _sit,
        "withdraw": _withdraw,
        "acts": _acts,
    }
    if not name:
        return [text for usage, says in USAGES.values() for text in wrap(f"  {usage}", says)]
    if name not in acts:
        raise UserError("desk", f"unknown act {name!r}", did_you_mean(name, acts))
    matched = _REASON.match(rest.strip())
    assert matched is not None
    return acts[name](session, matched["body"], matched["why"] or "")


def _events(session: Session, _body: str, _why: str) -> list[str]:
    return [
        text
        for name, event in session.facilitator.events.items()
        for text in wrap(f"  {name}", event.title, indent=26)
    ]


def _inject(session: Session, body: str, why: str) -> list[str]:
    asked = _INJECT.match(body)
    if asked is None:
        raise UserError("desk", f"{body!r} is no inject", f"write {USAGES['inject'][0]}")
    desk, event = session.facilitator, asked["event"]
    scale = _number(asked["scale"]) if asked["scale"] else 1.0
    if asked["when"]:
        number = desk.inject(event, scale=scale, at="condition", when=asked["when"], why=why, by=BY)
    elif asked["reveal"]:
        number = desk.inject(event, scale=scale, at="reveal", why=why, by=BY)
    else:
        number = desk.inject(event, scale=scale, why=why, by=BY)
    return _told(session, number)


def _override(session: Session, body: str, why: str) -> list[str]:
    field, equals, value = (part.strip() for part in body.partition("="))
    if not equals:
        raise UserError("desk", f"{body!r} sets nothing", f"write {USAGES['override'][0]}")
    number = session.facilitator.override(field, _number(value), why=why, by=BY)
    return _told(session, number)


def _move(session: Session, body: str, why: str) -> list[str]:
    odds, _, rest = body.partition(" ")
    text, _, does = (part.strip() for part in rest.partition(" does "))
    if not odds.isdecimal() or not text:
        raise UserError("desk", f"{body!r} is no move", f"write {USAGES['move'][0]}")
    effect: Effect = StoryEffect()
    if does:
        effect = StepEffect(action=does) if "=" in does else InjectEffect(event=does)
    return _told(session, session.facilitator.free_move(text, int(odds), effect, why=why, by=BY))


def _lead(session: Session, body: str, why: str) -> list[str]:
    actor, _, policy = body.partition(" ")
    session.lead(actor, policy.strip(), why=why, by=BY)
    return [f"{session.leaders.name(actor)} leads {actor} from this phase on."]


def _sit(session: Session, body: str, why: str) -> list[str]:
    session.sit(body, why=why, by=BY)
    return [f"Somebody sits at {body} from this phase on."]


def _withdraw(session: Session, body: str, why: str) -> list[str]:
    session.facilitator.withdraw(body, why=why, by=BY)
    return [f"Taken back: {body}"]


def _acts(session: Session, _body: str, _why: str) -> list[str]:
    withdrawn = session.log.state.withdrawn
    lines = [
        text
        for line in session.log.state.acts
        if line.id not in withdrawn
        for text in _told(session, line.id)
    ]
    return lines or ["Nothing has been done."]


def _told(session: Session, number: str) -> list[str]:
    line = next(line for line in session.log.state.acts if line.id == number)
    waits = any(waiting.id == number for waiting in session.facilitator.waiting)
    return fold(f"{number}: {act_text(line)}{' (waits)' if waits else ''}", "", "  ")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UserError("desk", f"{text!r} is not a number", "write digits: 0.5") from None
