"""The window: one loop that hands events to the screen on top and draws when something changed."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from agents.session import Session
from game.errors import UserError
from game.play.screen import Screen
from game.play.screens.board import Board
from game.play.screens.briefing import Briefing
from game.play.screens.debrief import Debrief
from game.play.screens.keys import Keys
from game.play.screens.months import Months
from game.play.screens.question import Question
from game.play.screens.record import Record
from game.play.screens.reveal import Reveal
from game.play.screens.title import Title
from game.play.screens.why import Why
from game.play.setup import Setup
from game.play.table import Table
from game.play.text import Type
from game.play.theme import NIGHT, SCALES, THEMES, Theme

SIZES = ((1280, 720), (1600, 900))
SMALLEST = (960, 600)
TITLE = "High Fence"
# An idle window wakes this often (milliseconds) to see whether something moves.
IDLE, MOVING = 250, 16
DIMMED = 150


def usual_size() -> tuple[int, int]:
    """Return the largest of the usual sizes that leaves a margin on this screen."""
    width, height = pygame.display.get_desktop_sizes()[0]
    fitting = [size for size in SIZES if size[0] <= 0.95 * width and size[1] <= 0.9 * height]
    return fitting[-1] if fitting else SIZES[0]


class App:
    """The window with its stack of screens; the one on top answers."""

    def __init__(self, size: tuple[int, int] | None = None, scale: int = 100) -> None:
        pygame.display.init()
        pygame.font.init()
        pygame.display.set_caption(TITLE)
        self.surface = pygame.display.set_mode(size or usual_size(), pygame.RESIZABLE)
        self.theme: Theme = NIGHT
        self.type = Type(scale)
        self.is_open = True
        self.frames = 0
        self._stack: list[Screen] = []
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
        self.redraw()

    def replace(self, screen: Screen) -> None:
        """Show a screen instead of the one on top."""
        self._stack[-1:] = [screen]
        self.redraw()

    def show(self, screen: Screen) -> None:
        """Show a screen over the present one; Escape comes back."""
        self._stack.append(screen)
        self.redraw()

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
            "Leave High Fence?",
            "Every order you gave is kept; the title offers to go on with the game.",
            (("Stay", self.redraw), ("Leave", self.close)),
        )

    def close(self) -> None:
        """Shut the window."""
        self.is_open = False

    # -- the course of a game ----------------------------------------------------------------------

    def show_title(self) -> None:
        """Show the title."""
        self.start(Title(self, Setup()))

    def begin(self, setup: Setup) -> None:
        """Begin the game that was chosen."""
        try:
            session = setup.begin()
        except UserError as error:
            self.ask("This game cannot begin.", str(error), (("All right", self.redraw),))
            return
        self.start(Briefing(self, Table(session, setup.seat)))

    def go_on(self, setup: Setup) -> None:
        """Go on with the game that was kept last."""
        if setup.kept is None:
            return
        try:
            session = Session.resume(setup.kept.path)
        except UserError as error:
            self.ask("This game cannot be opened.", str(error), (("All right", self.redraw),))
            return
        self.sit_down(session)

    def sit_down(self, session: Session) -> None:
        """Show a game where it stands, at its first seat."""
        table = Table(session, next(iter(session.seats)))
        if session.over:
            self.show_debrief(table)
        elif table.phase == "responses":
            self.show_reveal(table)
        elif session.played:
            self.show_board(table)
        else:
            self.start(Briefing(self, table))

    def play_again(self, table: Table) -> None:
        """Begin the same game anew: scenario, seat, policies and luck."""
        setup = Setup(table.session.scenario.name, table.session.log.header.seed)
        setup.seat = table.actor
        setup.profile.update(table.session.log.header.profile)
        self.begin(setup)

    def show_board(self, table: Table) -> None:
        """Show the board for the measures."""
        self.start(Board(self, table))

    def show_reveal(self, table: Table) -> None:
        """Show what was announced, and the answers."""
        self.start(Reveal(self, table))

    def show_months(self, table: Table) -> None:
        """Show the quarter that has just passed."""
        self.start(Months(self, table))

    def show_debrief(self, table: Table) -> None:
        """Show how the game ended."""
        self.start(Debrief(self, table))

    def show_news(self, table: Table) -> None:
        """Show the record."""
        self.show(Record(self, table))

    def show_keys(self) -> None:
        """Show what the keys do."""
        if not isinstance(self.screen, Keys):
            self.show(Keys(self))

    def ask_why(self, table: Table, number: str) -> None:
        """Show why a number changed, if a turn has been played."""
        if table.session.played:
            self.show(Why(self, table, number))
        else:
            self.ask(
                "Nothing has changed yet.",
                "Causes are told once a quarter has passed.",
                (("All right", self.redraw),),
            )

    def ask_to_pause(self) -> None:
        """Ask where to go from the middle of a game."""
        self.ask(
            "Leave the table?",
            "The game is kept as it is; the title offers to go on with it.",
            (("Stay", self.redraw), ("Title", self.show_title), ("Leave", self.close)),
        )

    # -- looks -------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Draw again before the next event is awaited."""
        self._is_stale = True

    def change_theme(self) -> None:
        """Turn night to day, or day to night."""
        names = list(THEMES)
        self.theme = THEMES[names[(names.index(self.theme.name) + 1) % len(names)]]
        self.lay_out_again()

    def change_scale(self, by: int) -> None:
        """Make the text larger (1) or smaller (-1), or its usual size (0)."""
        at = SCALES.index(self.type.scale)
        scale = SCALES[max(0, min(at + by, len(SCALES) - 1))] if by else SCALES[0]
        self.type = Type(scale)
        self.lay_out_again()

    def lay_out_again(self) -> None:
        """Lay out every open screen anew: the size, the text or the colours have changed."""
        for screen in self._stack:
            screen.change()

    # -- the loop ----------------------------------------------------------------------------------

    def run(self) -> None:
        """Play until the window is shut."""
        while self.is_open:
            self.frame()
            first = pygame.event.wait(IDLE)
            for event in [first, *pygame.event.get()]:
                self.handle(event)
        pygame.display.quit()

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

    def _dim(self) -> None:
        shade = pygame.Surface(self.size)
        shade.fill(self.theme.window)
        shade.set_alpha(DIMMED)
        self.surface.blit(shade, (0, 0))

    def handle(self, event: pygame.Event) -> None:
        """Answer one event."""
        if event.type == pygame.QUIT:
            self.ask_to_leave()
        elif event.type == pygame.VIDEORESIZE:
            self.resize(event.size)
        elif event.type in (pygame.WINDOWEXPOSED, pygame.WINDOWSHOWN):
            self.redraw()
        elif event.type == pygame.KEYDOWN:
            self._key(event)
        elif event.type == pygame.MOUSEMOTION:
            self.screen.point_at(event.pos)
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            self.screen.click(event.pos)
        elif event.type == pygame.MOUSEWHEEL:
            self.screen.wheel(pygame.mouse.get_pos(), event.y)

    def resize(self, size: tuple[int, int]) -> None:
        """Follow the window's size, down to the smallest that can be read."""
        wanted = (max(size[0], SMALLEST[0]), max(size[1], SMALLEST[1]))
        shown = pygame.display.get_surface()
        if shown is None or wanted != shown.get_size():
            shown = pygame.display.set_mode(wanted, pygame.RESIZABLE)
        self.surface = shown
        self.lay_out_again()

    def _key(self, event: pygame.Event) -> None:
        writes = getattr(self.screen, "writes", None)
        if writes is not None and writes(event):
            return
        looks = {
            pygame.K_d: self.change_theme,
            pygame.K_PLUS: lambda: self.change_scale(1),
            pygame.K_EQUALS: lambda: self.change_scale(1),
            pygame.K_KP_PLUS: lambda: self.change_scale(1),
            pygame.K_MINUS: lambda: self.change_scale(-1),
            pygame.K_KP_MINUS: lambda: self.change_scale(-1),
            pygame.K_0: lambda: self.change_scale(0),
            pygame.K_F1: self.show_keys,
            pygame.K_h: self.show_keys,
        }
        if event.key in looks:
            looks[event.key]()
        else:
            self.screen.press_key(event.key, bool(event.mod & pygame.KMOD_SHIFT))
