"""Undo at the desk: its own last act since the step began is taken back, one at a time.

What closed a step is taken back by a rewind, because orders were sealed. A free move stays: nobody
draws again until it succeeds.
"""

from __future__ import annotations

from game.classroom import desk_hand
from game.classroom.clock import Clock
from game.classroom.live_room import LiveRoom
from game.classroom.public_view import seat_name
from game.classroom.room import DeskDeed, RoomMember
from game.classroom.room_lines import (
    Clocked,
    DeskLine,
    ExtraTime,
    Intervened,
    Led,
    Nudged,
    PersonSeated,
)
from game.errors import UserError
from game.words.language import say


def describe_last(live: LiveRoom) -> str:
    """Return what undo would take back, "" where there is nothing."""
    return _describe(live, live.room.deeds[-1].line) if live.room.deeds else ""


def _describe(live: LiveRoom, line: DeskLine) -> str:
    match line:
        case Clocked():
            return say("the clock")
        case ExtraTime():
            return say("time for {seat}", seat=seat_name(live, (line.table, line.actor)))
        case Nudged():
            return say("a word to {seat}", seat=seat_name(live, (line.table, line.actor)))
        case Led():
            return say("who leads {seat}", seat=seat_name(live, (line.table, line.actor)))
        case PersonSeated():
            return say("the seat of a person")
        case Intervened(act="inject"):
            return say("an event")
        case _:
            return say("a number that was set")


def undo(live: LiveRoom, seen: int) -> None:
    """Take back the desk's last act; `seen` is how many acts the desk saw, so none goes twice.

    Raises
    ------
    UserError
        If there is nothing to take back, or it cannot be any more.
    """
    deeds = live.room.deeds
    if not deeds:
        raise UserError("undo", say("there is nothing to take back in this step"))
    if len(deeds) == seen:
        _take_back(live, deeds[-1])


def _take_back(live: LiveRoom, deed: DeskDeed) -> None:
    line, now = deed.line, live.now()
    match line:
        case Clocked():
            assert isinstance(deed.before, Clock)
            live.set_clock(_clock_before(live, line, deed.before), "desk", undoes=True)
        case ExtraTime():
            update = {"at": now, "seconds": -line.seconds, "undoes": True}
            live.note(line.model_copy(update=update))
        case Nudged():
            live.note(line.model_copy(update={"at": now, "text": "", "undoes": True}))
        case Led():
            update = {"at": now, "by_policy": not line.by_policy, "undoes": True}
            live.note(line.model_copy(update=update))
            live.tables.match_leaders()
        case PersonSeated():
            assert isinstance(deed.before, RoomMember)
            _seat_again(live, deed.before)
        case Intervened():
            desk_hand.withdraw(live, line)


def _clock_before(live: LiveRoom, line: Clocked, before: Clock) -> Clock:
    """Return the clock with what one act did to it taken away, and what has passed since left."""
    clock, now = live.room.clock, live.now()
    if before.is_running != (line.deadline is not None):
        return clock.released(now) if clock.is_held else clock.held(now, "desk")
    was, set_to = before.left_at(line.at) or 0.0, (line.left or 0.0)
    if line.deadline is not None:
        set_to = line.deadline - line.at
    return clock.with_more(now, was - set_to)


def _seat_again(live: LiveRoom, member: RoomMember) -> None:
    live.note(
        PersonSeated(
            at=live.now(), person=member.person, table=member.table, actor=member.actor,
            standing=member.standing, by="desk", key="", undoes=True,
        )
    )  # fmt: skip
    live.tables.match_leaders()
