"""The text seat: a whole game in plain lines over standard input and output.

Nothing but lines goes out and nothing but lines comes in, so it works over ssh and with a screen
reader. Every order is in the log before the seat answers; end of input is a polite farewell.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TextIO

from game.session import Session
from game.text import menus, negotiation, view, why, worth_lines
from game.text.farewell import tell_farewell, tell_kept
from game.text.story import fold, heading, tell_opening, tell_outcome
from game.text.typed_commands import Answer, TypedCommands
from game.turn.outcome import outcome

CURTAIN = 24


class TextSeat:
    """One terminal with one or several seats at it."""

    def __init__(self, session: Session, reader: TextIO, writer: TextIO) -> None:
        self.session = session
        self.commands = TypedCommands(session, self._say)
        self._reader = reader
        self._writer = writer

    def play(self) -> None:
        """Play until the person leaves; a game that is over can still be asked about.

        Raises
        ------
        UserError
            If another window plays this game, or its log can no longer be written.
        """
        session = self.session
        session.hold()
        try:
            self._say(tell_opening(session.scenario, session.log.header.seed, leaders(session)))
            if session.file is None:
                self._say(["No folder for games can be written: this game will not be kept."])
            self._play_on()
        finally:
            session.close()

    def _play_on(self) -> None:
        while True:
            if self.session.over:
                self._debrief()
                if self.session.over:
                    return
                continue
            answer = self._play_phase()
            if answer == "quit":
                self._say(tell_farewell(self.session))
                return
            if answer == "sealed":
                self._close_phase()

    @property
    def _actor(self) -> str:
        """Whose turn it is to type."""
        return self.commands.actor

    # -- a phase -------------------------------------------------------------------------------

    def _play_phase(self) -> Answer:
        """Let every seat that has not sealed yet order and seal; answer how the phase was left."""
        for actor in self.session.seats:
            if self.session.is_ready(actor):
                continue
            self.commands.actor = actor
            if len(self.session.seats) > 1 and not self._pass_keyboard():
                return "quit"
            self._say(self._open_phase())
            answer = self._answer_lines()
            if answer != "sealed":
                return answer
        return "sealed"

    def _answer_lines(self) -> Answer:
        """Answer line after line until one of them ends the phase or the game."""
        answer: Answer = "stay"
        while answer == "stay":
            line = self._ask()
            answer = "quit" if line is None else self.commands.obey(line)
        return answer

    def _debrief(self) -> None:
        """Tell the end, and answer what is asked about the game; a rewind plays on."""
        self._say_end()
        self.commands.actor = next(iter(self.session.seats), self.commands.actor)
        self._answer_lines()

    def _pass_keyboard(self) -> bool:
        """Keep one seat's screen from the next; answer whether somebody is there."""
        title = self.session.scenario.roles[self._actor].title
        self._say([""] * CURTAIN)
        self._say(["=" * 60, f"Pass the keyboard to {title}, then press Enter."])
        here = self._read() is not None
        self._say(["=" * 60])
        return here

    def _open_phase(self) -> list[str]:
        session = self.session
        position, scenario = session.model.position, session.scenario
        title = scenario.roles[self._actor].title
        lines = why.tell_latest(session, self._actor)
        if position.phase == "responses":
            lines += negotiation.tell_addressed(session, self._actor)
            return [*lines, f"{title}, your answer? (levers has the short menu; seal when done)"]
        lines += ["", heading(position, scenario)]
        if position.turn == 0:
            lines += menus.tell_brief(session, self._actor)
        else:
            lines += view.tell_since(session.views.of(self._actor), scenario)
        left = menus.capital_left(session, self._actor)
        lines.append(f"{title}: {left:.1f} political capital. view, levers, orders, seal or help?")
        return lines

    def _close_phase(self) -> None:
        """Seal all orders; after the second phase, let the months pass."""
        phase = self.session.model.position.phase
        self.session.seal()
        if phase == "responses":
            self.session.pass_turn()

    # -- talking -------------------------------------------------------------------------------

    def _ask(self) -> str | None:
        position = self.session.model.position
        date = self.session.scenario.date(position.turn)
        prompt = "the end" if self.session.over else f"{self._actor} {date} {position.phase}"
        self._writer.write(f"{prompt}> ")
        self._writer.flush()
        return self._read()

    def _read(self) -> str | None:
        """Return the next line, or None where there is none or the person interrupts."""
        try:
            line = self._reader.readline()
        except KeyboardInterrupt:
            line = ""
        if not line:
            self._say([""])
        return line or None

    def _say(self, lines: Iterable[str]) -> Literal["stay"]:
        for line in lines:
            self._writer.write(f"{line}\n")
        self._writer.flush()
        return "stay"

    def _say_end(self) -> None:
        session = self.session
        ended = outcome(session.model.position, session.scenario)
        # At the end all look at one screen.
        reader = next(iter(session.seats)) if len(session.seats) == 1 else ""
        self._say([*why.tell_latest(session, reader), ""])
        self._say(tell_outcome(ended, session.scenario, tuple(session.seats)))
        self._say_worth()
        self._say(["", "What this game can teach:"])
        for point in session.scenario.brief.teaching_points:
            self._say(fold(point, "- ", "  "))
        asked = "why lag, history, score, worth strategist, rewind 2"
        self._say([*tell_kept(session), f"Ask it: {asked}; or quit."])

    def _say_worth(self) -> None:
        """Tell every seat what its orders were worth; the game is played again for that."""
        session = self.session
        for actor in session.seats:
            title = "What your orders were worth, points under the same luck:"
            if len(session.seats) > 1:
                # The lines speak to a seat: which, the heading says.
                title = f"{session.scenario.roles[actor].title}, w{title[1:]}"
            self._say(["", title, *worth_lines.tell_worth(session, actor)])


def leaders(session: Session) -> list[tuple[str, str]]:
    """Return who leads each actor: a person, or the policy's name."""
    leading = session.leaders.name
    return [
        (actor, "a person" if actor in session.seats else leading(actor).replace("_", " "))
        for actor in session.scenario.actors
    ]
