"""The window: one loop that hands events to the screen on top and draws when something changed.

Screens of a game are imported where they are shown: the first frame does not wait for the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pygame

from game.errors import UserError
from game.seat.new_game import Setup
from game.window.density import claim_pixels, density, usual_size
from game.window.events import answer
from game.window.fonts import Type
from game.window.lesson import Coach
from game.window.preferences import Preferences
from game.window.screen import Screen
from game.window.screens.keys import Keys
from game.window.screens.pause import pause
from game.window.screens.question import Question
from game.window.screens.settings import SettingsScreen
from game.window.screens.title import Title
from game.window.settings import Settings
from game.window.sound import Sounds
from game.window.theme import SCALES, THEMES, Theme
from game.words.language import say, speak, system_language

if TYPE_CHECKING:
    from game.seat.odds.worker import Helper
    from game.seat.seat_table import SeatTable
    from game.session import Session
    from game.window.screen_recorder import ScreenRecorder

SMALLEST = (960, 600)
TITLE = "High Fence"
DIMMED = 150


class App:
    """The window with its stack of screens; the one on top answers."""

    def __init__(
        self,
        size: tuple[int, int] | None = None,
        scale: int = SCALES[0],
        preferences: Preferences | None = None,
    ) -> None:
        claim_pixels()
        pygame.display.init()
        pygame.font.init()
        pygame.display.set_caption(TITLE)
        self.density = 1.0 if size else density(pygame.display.get_desktop_sizes()[0][1])
        self.surface = pygame.display.set_mode(size or usual_size(), pygame.RESIZABLE)
        self.preferences = preferences or Preferences(Settings(text=scale))
        self.sounds = Sounds()
        self.recorder: ScreenRecorder | None = None
        self._follow_settings()
        self.is_open = True
        self.session: Session | None = None
        self.coach: Coach | None = None
        self.frames = 0
        self._stack: list[Screen] = []
        self._helper: Helper | None = None
        self._is_stale = True

    # -- screens -----------------------------------------------------------------------------------

    @property
    def size(self) -> tuple[int, int]:
        """The size of the window."""
        return self.surface.get_size()

    @property
    def screen(self) -> Screen:
        """The screen on top."""
        return self._stack[-1]

    def start(self, screen: Screen) -> None:
        """Show a screen and forget all others."""
        self._stack = [screen]
        self.hear(screen.sound)
        self.redraw()

    def show(self, screen: Screen) -> None:
        """Show a screen over the present one; Escape comes back."""
        self._stack.append(screen)
        self.redraw()

    def _show_once(self, screen: Screen) -> None:
        """Show a screen over the others, unless one of its kind is open already."""
        if not any(type(one) is type(screen) for one in self._stack):
            self.show(screen)

    def back(self) -> None:
        """Go one screen back; from the first one, ask whether to leave."""
        if len(self._stack) > 1:
            self._stack.pop()
            self.redraw()
        else:
            self.ask_to_leave()

    def ask(
        self, question: str, note: str, answers: tuple[tuple[str, Callable[[], None]], ...]
    ) -> None:
        """Put a question over the screen; the first answer is the main one."""
        self.show(Question(self, question, note, answers))

    def ask_to_leave(self) -> None:
        """Ask before the window is shut."""
        if isinstance(self.screen, Question):
            self.back()
        self.ask(
            say("Leave High Fence?"),
            say("Every order you gave is kept; the title offers to go on with the game."),
            ((say("Stay"), self.redraw), (say("Leave"), self.close)),
        )

    def close(self) -> None:
        """Shut the window, and let go of the game's log."""
        self._let_go()
        self.is_open = False

    # -- the course of a game ----------------------------------------------------------------------

    def show_title(self, scenario: str | None = None, seat: str = "") -> None:
        """Show the title, and let go of the game's log."""
        self._let_go()
        setup = Setup(scenario, difficulty=self.settings.difficulty)
        setup.seat = seat or setup.seat
        self.start(Title(self, setup))

    def begin(self, setup: Setup) -> None:
        """Begin the game that was chosen."""
        try:
            session = setup.begin()
        except UserError as error:
            self.explain(say("This game cannot begin."), error)
            return
        self.sit_down(session)

    def go_on(self, setup: Setup) -> None:
        """Go on with the game that was kept last."""
        if setup.kept is not None:
            self.open_game(setup.kept.path)

    def open_game(self, path: Path, resume: Callable[[Path], Session] | None = None) -> None:
        """Go on with a game that was kept; `resume` reads it where it has to be copied first."""
        from game.session import Session

        try:
            session = (resume or Session.resume)(path)
        except UserError as error:
            self.explain(say("This game cannot be opened."), error)
            return
        self.sit_down(session)

    def _let_go(self) -> None:
        if self.session is not None:
            self.session.close()
        self.session = self.coach = None

    def _take(self, session: Session) -> bool:
        """Take a game's log for writing, or say who has it."""
        self._let_go()
        try:
            session.hold()
        except UserError as error:
            self.explain(say("This game cannot be opened."), error)
            return False
        self.session = session
        return True

    def explain(self, what: str, error: UserError) -> None:
        """Say what could not be done, and why."""
        self.ask(what, str(error), ((say("All right"), self.redraw),))

    def sit_down(self, session: Session) -> None:
        """Show a game where it stands."""
        from game.window.hot_seat import sit_down

        if self._take(session):
            sit_down(self, session)

    def play_again(self, table: SeatTable) -> None:
        """Begin the same game anew: scenario, seat, policies and luck."""
        header = table.session.log.header
        setup = Setup(header.scenario, header.seed, header.difficulty)
        setup.seat = table.actor
        setup.partners = {seat for seat in header.seats if seat != table.actor}
        setup.profile.update(header.profile)
        self.begin(setup)

    def show_board(self, table: SeatTable) -> None:
        """Show the board for the measures."""
        from game.window.screens.board import Board

        board = Board(self, table)
        if not self.settings.reduced_motion:
            board.swell()
        self.start(board)

    def show_reveal(self, table: SeatTable) -> None:
        """Show what was announced, and the answers."""
        from game.window.screens.reveal import Reveal

        reveal = Reveal(self, table)
        if not self.settings.reduced_motion:
            reveal.turn_up()
        self.start(reveal)

    def show_months(self, table: SeatTable) -> None:
        """Show the quarter that has just passed."""
        from game.window.screens.months import MonthsScreen

        self.start(MonthsScreen(self, table))

    def show_debrief(self, table: SeatTable) -> None:
        """Show how the game ended."""
        from game.window.screens.debrief import Debrief

        self.start(Debrief(self, table))

    def show_news(self, table: SeatTable) -> None:
        """Show the record."""
        from game.window.screens.record import Record

        self.show(Record(self, table))

    def show_keys(self) -> None:
        """Show what the keys do."""
        self._show_once(Keys(self))

    def ask_why(self, table: SeatTable, number: str) -> None:
        """Show why a number changed, if a turn has been played."""
        from game.window.screens.why import Why

        if table.session.played:
            self.show(Why(self, table, number))
        else:
            self.ask(
                say("Nothing has changed yet."),
                say("Causes are told once a quarter has passed."),
                ((say("All right"), self.redraw),),
            )

    def ask_to_pause(self) -> None:
        """Ask where to go from the middle of a game."""
        pause(self)

    def show_encyclopedia(self) -> None:
        """Show the encyclopedia, open at what the pointer is on or what is focused."""
        from game.window.screens.encyclopedia import EncyclopediaScreen

        self._show_once(EncyclopediaScreen(self, self.screen.looked_at))

    def show_saves(self) -> None:
        """Show the games that are kept."""
        from game.window.screens.saves import Saves

        self._show_once(Saves(self))

    def show_settings(self) -> None:
        """Show the settings."""
        self._show_once(SettingsScreen(self))

    # -- looks -------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Draw again before the next event is awaited."""
        self._is_stale = True

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.preferences.settings

    def adjust(self, **changes: Any) -> None:
        """Change settings by name; the window follows at once, and they are kept."""
        self.preferences.change(**changes)
        self._follow_settings()
        self.lay_out_again()

    def _follow_settings(self) -> None:
        self.theme: Theme = THEMES[self.settings.ground]
        self.type = Type(round(self.density * self.settings.text))
        speak(self.settings.language or system_language())

    def hear(self, name: str) -> None:
        """Play a sound, unless sounds are off."""
        if name and not self.settings.muted:
            self.sounds.play(name, self.settings.volume)

    def change_theme(self) -> None:
        """Turn night to day, or day to night."""
        names = list(THEMES)
        self.adjust(ground=names[(names.index(self.theme.name) + 1) % len(names)])

    def change_scale(self, by: int) -> None:
        """Make the text larger (1) or smaller (-1), or its usual size (0)."""
        at = SCALES.index(self.settings.text)
        self.adjust(text=SCALES[max(0, min(at + by, len(SCALES) - 1))] if by else SCALES[0])

    def lay_out_again(self) -> None:
        """Lay out every open screen anew: the size, the text or the colours have changed."""
        for screen in self._stack:
            screen.change()

    # -- the loop ----------------------------------------------------------------------------------

    def run(self) -> None:
        """Play until the window is shut."""
        while self.is_open:
            self.frame()
            first = pygame.event.wait(self.screen.patience)
            for event in [first, *pygame.event.get()]:
                self.handle(event)
            self.screen.wake()
        pygame.display.quit()
        if self._helper is not None:
            self._helper.close()

    @property
    def helper(self) -> Helper:
        """The process beside the window, begun with the first work it is given."""
        if self._helper is None:
            from game.seat.odds.worker import Helper

            self._helper = Helper()
        return self._helper

    def frame(self) -> None:
        """Draw, if anything has changed since the last time."""
        if not self._is_stale:
            return
        self._is_stale = False
        base = max(index for index, screen in enumerate(self._stack) if not screen.is_overlay)
        for index, screen in enumerate(self._stack[base:]):
            if index:
                self._dim()
            screen.draw(self.surface)
        pygame.display.flip()
        self.frames += 1
        if self.recorder is not None:
            self.recorder.take(self.surface)

    def _dim(self) -> None:
        shade = pygame.Surface(self.size)
        shade.fill(self.theme.window)
        shade.set_alpha(DIMMED)
        self.surface.blit(shade, (0, 0))

    def handle(self, event: pygame.Event) -> None:
        """Answer one event; what cannot be written to the log is said, and not done."""
        try:
            answer(self, event)
        except UserError as error:
            self.explain(say("That could not be done."), error)
        if self.coach is not None:
            self.coach.watch()

    def resize(self, size: tuple[int, int]) -> None:
        """Follow the window's size, down to the smallest that can be read."""
        wanted = (max(size[0], SMALLEST[0]), max(size[1], SMALLEST[1]))
        shown = pygame.display.get_surface()
        if shown is None or wanted != shown.get_size():
            shown = pygame.display.set_mode(wanted, pygame.RESIZABLE)
        self.surface = shown
        self.lay_out_again()
