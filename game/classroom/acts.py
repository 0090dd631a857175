"""What a person does at a seat: propose, agree, withdraw, seal, speak, answer, ask for help.

Each act has the key of its request: one that counted already is answered again and counts once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from game.classroom.doctrine import MOST_SETTINGS, make_doctrine
from game.classroom.live_room import GRACE, LiveRoom
from game.classroom.room import RoomMember, Seat
from game.classroom.room_lines import (
    Agreed,
    Answered,
    DoctrineWritten,
    Helped,
    ProposalWithdrawn,
    Proposed,
    Said,
    SealedSeat,
    WentOn,
)
from game.classroom.teams import are_enough
from game.classroom.typed_text import one_line
from game.classroom.voting import VOTES, choices_of, is_open
from game.config.scenarios import shipped_library
from game.errors import UserError
from game.session import Session
from game.state.position import Phase
from game.words.language import say
from game.words.reasons import refusal_text

LONGEST_TEXT = 400
# The question of the last step: what one takes back.
SENTENCE = "sentence"


class StaleError(UserError):
    """The act was meant for a phase that is over."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class ActRequest:
    """Who acts, for which phase, under which key; turn -1 stands for whatever phase it is."""

    person: int
    key: str
    turn: int = -1
    phase: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Sitting:
    """A person at a seat whose phase is open."""

    member: RoomMember
    seat: Seat
    game: Session
    turn: int
    phase: Phase


def counted(live: LiveRoom, request: ActRequest) -> bool:
    """Tell whether a request of this key has counted already."""
    return bool(request.key) and request.key in live.room.keys


def propose(live: LiveRoom, request: ActRequest, target: str, setting: str) -> None:
    """Propose a setting; where the person decides for the team it is ordered at once.

    Raises
    ------
    UserError
        If it may not be ordered now, or the phase is not open for this seat.
    """
    if counted(live, request):
        return
    at = _sitting(live, request)
    _expect_legal(live, at, target, setting)
    stands = _is_decided(live, at.seat, [request.person])
    live.note(Proposed(**_line(live, request, at), target=target, setting=setting, stands=stands))
    if stands:
        live.tables.give_order(
            at.game, at.seat, target, setting, by=request.person, key=request.key
        )


def agree(live: LiveRoom, request: ActRequest, target: str) -> None:
    """Agree to what is proposed for a setting.

    Raises
    ------
    UserError
        If nothing is proposed for it any more, or it may not be ordered now.
    """
    if counted(live, request):
        return
    at = _sitting(live, request)
    proposal = live.room.work_of(at.seat).waiting.get(target)
    if proposal is None:
        raise StaleError("", say("this proposal is no longer there"))
    _expect_legal(live, at, target, proposal.setting)
    stands = _is_decided(live, at.seat, [*proposal.agreed, request.person])
    live.note(Agreed(**_line(live, request, at), target=target, stands=stands))
    if stands:
        live.tables.give_order(
            at.game, at.seat, target, proposal.setting, by=request.person, key=request.key
        )


def withdraw(live: LiveRoom, request: ActRequest, target: str) -> None:
    """Take a proposal off the table."""
    if counted(live, request):
        return
    at = _sitting(live, request)
    if target in live.room.work_of(at.seat).waiting:
        live.note(ProposalWithdrawn(**_line(live, request, at), target=target))


def seal(live: LiveRoom, request: ActRequest) -> None:
    """Seal the seat's orders; they are sealed once all who must have said so."""
    if counted(live, request):
        return
    at = _sitting(live, request)
    sealing = [*live.room.work_of(at.seat).sealing, request.person]
    complete = _is_decided(live, at.seat, sealing)
    live.note(SealedSeat(**_line(live, request, at), complete=complete))
    if complete and not at.game.is_ready(at.seat[1]):
        at.game.ready(at.seat[1], by=str(request.person), key=request.key)
    live.tick()


def speak(live: LiveRoom, request: ActRequest, to: str, text: str) -> None:
    """Say something to one's own team (its actor), to another seat, or to the table ("").

    Raises
    ------
    UserError
        If there is no such seat, or nothing is said.
    """
    if counted(live, request):
        return
    member = live.room.members[request.person]
    words = one_line(text, LONGEST_TEXT)
    if member.seat is None or (to and to not in live.scenario.actors) or not words:
        raise UserError("", say("nothing was said"))
    live.note(
        Said(
            at=live.now(),
            person=request.person,
            table=member.table,
            actor=member.actor,
            to=to,
            place=live.room.place,
            text=words,
            key=request.key,
        )
    )


def answer(live: LiveRoom, request: ActRequest, question: str, given: str) -> None:
    """Answer a question of the class from a seat; a later answer replaces an earlier one."""
    words = one_line(given, LONGEST_TEXT)
    asked = (SENTENCE, *(f"forecast-{number}" for number in range(len(live.plan.forecasts))))
    is_vote = question in VOTES and is_open(live) and words in choices_of(live, question)
    is_asked = live.room.members[request.person].seat is not None and (question in asked or is_vote)
    if not counted(live, request) and words and is_asked:
        live.note(
            Answered(
                at=live.now(),
                person=request.person,
                question=question,
                answer=words,
                key=request.key,
            )
        )


def go_on(live: LiveRoom, request: ActRequest, place: int) -> None:
    """Say that a step was read; it ends once all who are here have said so."""
    room = live.room
    is_asked = live.plan.pace == "people" and room.step.phase is None and place == room.place
    if counted(live, request) or not is_asked or room.members[request.person].seat is None:
        return
    live.note(WentOn(at=live.now(), person=request.person, place=place, key=request.key))
    live.tick()


def write_doctrine(
    live: LiveRoom, request: ActRequest, policy: str, settings: Sequence[str]
) -> None:
    """Write what leads the seat while its people are away.

    Raises
    ------
    UserError
        If there is no such policy or setting, or the person has no seat.
    """
    member = live.room.members[request.person]
    if counted(live, request):
        return
    if member.seat is None or policy not in shipped_library().policies[member.actor]:
        raise UserError("", say("there is no such policy for this seat"))
    chosen = tuple(text for text in dict.fromkeys(settings) if text)[:MOST_SETTINGS]
    make_doctrine(live.scenario, member.actor, policy, chosen)
    live.note(
        DoctrineWritten(
            at=live.now(), person=request.person, table=member.table, actor=member.actor,
            policy=policy, settings=chosen, key=request.key,
        )
    )  # fmt: skip


def ask_help(live: LiveRoom, request: ActRequest, *, wanted: bool) -> None:
    """Ask the desk for help, or say that none is needed any more."""
    member = live.room.members[request.person]
    if not counted(live, request) and member.seat is not None:
        live.note(
            Helped(
                at=live.now(),
                person=request.person,
                table=member.table,
                actor=member.actor,
                wanted=wanted,
                key=request.key,
            )
        )


def _sitting(live: LiveRoom, request: ActRequest) -> _Sitting:
    """Return a person at an open seat.

    Raises
    ------
    UserError
        If the person has no seat, the phase is another one or closed, or the seat has sealed.
    """
    room = live.room
    member = room.members[request.person]
    seat, phase = member.seat, room.step.phase
    game = live.tables.game_of(seat) if seat is not None else None
    if seat is None or game is None:
        raise UserError("", say("you have no seat at this table yet"))
    is_meant = request.turn in (-1, room.step.turn) and request.phase in ("", phase)
    if phase is None or not room.is_open or not is_meant:
        raise StaleError("", say("this phase is over; your draft counted as it stood"))
    if room.work_of(seat).is_sealed:
        raise StaleError("", say("your orders are sealed"))
    ends = room.clock.deadline
    if ends is not None and live.now() > ends + room.extra.get(seat, 0.0) + GRACE:
        raise StaleError("", say("time is over; your draft counts as it stands"))
    return _Sitting(member=member, seat=seat, game=game, turn=room.step.turn, phase=phase)


def _expect_legal(live: LiveRoom, at: _Sitting, target: str, setting: str) -> None:
    """Refuse a proposal that may not be ordered now.

    Raises
    ------
    UserError
        With the reason.
    """
    legal = at.game.legal_actions(at.seat[1])
    for action in live.tables.actions(at.game, at.seat, target, setting):
        verdict = legal.verdict(action)
        if verdict.reason is not None:
            raise UserError("", refusal_text(verdict.reason, live.scenario.levers))


def _is_decided(live: LiveRoom, seat: Seat, agreed: list[int]) -> bool:
    return are_enough(agreed, live.room.team(seat), live.room.away, live.plan.agreement)


def _line(live: LiveRoom, request: ActRequest, at: _Sitting) -> dict[str, Any]:
    """Return the fields that every act of a seat has."""
    return {
        "at": live.now(),
        "person": request.person,
        "table": at.seat[0],
        "actor": at.seat[1],
        "turn": at.turn,
        "phase": at.phase,
        "key": request.key,
    }
