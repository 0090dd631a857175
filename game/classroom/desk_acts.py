"""What the facilitator does at the desk: start, pause, give time, close, nudge, move, show."""

from __future__ import annotations

from game.classroom.live_room import LiveRoom
from game.classroom.room import Seat
from game.classroom.room_lines import BoardShown, ExtraTime, Forked, Helped, Nudged
from game.classroom.typed_text import one_line
from game.errors import UserError
from game.saves.log_file import free_beside
from game.words.language import say

MINUTE = 60.0
LONGEST_NUDGE = 200


def close_step(live: LiveRoom, place: int) -> None:
    """Close the step at hand and go on; a desk that was a step behind changes nothing.

    Raises
    ------
    UserError
        If nobody sits at a table yet.
    """
    if place != live.room.place:
        return
    if place == 0 and not live.room.seats():
        raise UserError("", say("nobody has a seat yet; at least one person must sit down"))
    live.advance("desk")


def pause(live: LiveRoom) -> None:
    """Hold the clock."""
    live.set_clock(live.room.clock.held(live.now(), "desk"), "desk")


def go_on(live: LiveRoom) -> None:
    """Let the clock run on."""
    live.set_clock(live.fall_due(live.room.clock.released(live.now()), live.room.place), "desk")


def give_time(live: LiveRoom, minutes: float) -> None:
    """Give everybody more time."""
    seconds = MINUTE * minutes / live.files.header.speed
    live.set_clock(live.room.clock.with_more(live.now(), seconds), "desk")


def give_seat_time(live: LiveRoom, seat: Seat, minutes: float) -> None:
    """Give one seat more time than the others, in this step."""
    seconds = MINUTE * minutes / live.files.header.speed
    live.note(ExtraTime(at=live.now(), table=seat[0], actor=seat[1], seconds=seconds))


def nudge(live: LiveRoom, seat: Seat, text: str) -> None:
    """Send a word to a seat."""
    words = one_line(text, LONGEST_NUDGE) or say("The desk asks: what will you order?")
    live.note(Nudged(at=live.now(), table=seat[0], actor=seat[1], text=words))


def let_policy_act(live: LiveRoom, seat: Seat) -> None:
    """Let a policy lead a seat for the rest of this turn."""
    live.let_lead(seat, "turn", by_policy=True)


def let_policy_sit(live: LiveRoom, seat: Seat) -> None:
    """Let a policy lead a seat until the desk gives it back."""
    live.let_lead(seat, "desk", by_policy=True)


def give_back(live: LiveRoom, seat: Seat) -> None:
    """Give a seat back to its people."""
    live.let_lead(seat, "desk", by_policy=False)


def end_help(live: LiveRoom, seat: Seat) -> None:
    """Mark a call for help as answered."""
    if seat in live.room.help:
        person = next(iter(live.room.team(seat)), 0)
        table, actor = seat
        live.note(
            Helped(at=live.now(), person=person, table=table, actor=actor, wanted=False, key="")
        )


def show(live: LiveRoom, table: int, cards: int) -> None:
    """Choose the table that the board shows, and how many of its cards are turned up."""
    if 0 <= table < live.room.tables:
        live.note(BoardShown(at=live.now(), table=table, cards=max(0, cards)))


def rewind(live: LiveRoom, turn: int, place: int) -> None:
    """Take all tables back to the start of a turn, counted from 0.

    Each table's game as it stands is kept in a file beside its log. A desk that was a step behind
    changes nothing.

    Raises
    ------
    UserError
        If the class has not come past the start of that turn.
    """
    if place != live.room.place:
        return
    if turn not in turns_to_go_back(live):
        raise UserError("rewind", say("the class is not past the start of this turn"))
    steps = ((step.stage, step.turn) for step in live.agenda)
    live.go_back(list(steps).index(("measures", turn)))


def turns_to_go_back(live: LiveRoom) -> list[int]:
    """Return the turns to whose start the class can go back, the latest first."""
    here = live.room.place
    starts = [(n, step.turn) for n, step in enumerate(live.agenda) if step.stage == "measures"]
    return [turn for place, turn in reversed(starts) if place < here]


def fork(live: LiveRoom, table: int, turn: int) -> None:
    """Write a table's game up to the start of a turn as a game of its own, to be played on.

    Raises
    ------
    UserError
        If the table has no game or has not come so far, or the file cannot be written.
    """
    game = live.games.get(table)
    if game is None or not 0 <= turn < len(game.turns.openings):
        raise UserError("fork", say("this table has not come so far"))
    path = free_beside(live.files.table(table), "what-if")
    game.fork(turn, path)
    live.note(Forked(at=live.now(), table=table, turn=turn, file=path.name))
