"""The window: one loop that hands events to the screen on top and draws when something changed.

Screens are imported when they are opened: the first frame does not wait for the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pygame

from game.errors import UserError
from game.window.density import claim_pixels, density, usual_size
from game.window.events import answer
from game.window.fonts import Type
from game.window.keymap import Keymap
from game.window.leaving import note_on_leaving, rescue
from game.window.preferences import Preferences
from game.window.registry import all_screens, find_screen
from game.window.screen import Screen
from game.window.screens.question import Question
from game.window.settings import Settings
from game.window.sound import Sounds
from game.window.theme import SCALES, THEMES, Theme
from game.words.language import say, speak, system_language

if TYPE_CHECKING:
    from game.seat.odds.worker import Helper
    from game.session import Session
    from game.window.screen_recorder import ScreenRecorder
    from game.window.stage import Answer, Companion

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
        self.coach: Companion | None = None
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

    def open(self, name: str, *given: Any) -> None:
        """Open a screen by its name, made of what is given; one that is open already stays."""
        kind = find_screen(name)
        if not kind.is_base and any(type(screen) is kind for screen in self._stack):
            return
        screen = kind(self, *given)
        screen.arrive()
        if screen.is_base:
            self.start(screen)
        else:
            self.show(screen)

    def start(self, screen: Screen) -> None:
        """Show a screen and forget all others."""
        self._stack = [screen]
        self.hear(screen.sound)
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

    def ask(self, question: str, note: str, answers: tuple[Answer, ...]) -> None:
        """Put a question over the screen; the first answer is the main one."""
        self.show(Question(self, question, note, answers))

    def ask_to_leave(self) -> None:
        """Ask before the window is shut."""
        if isinstance(self.screen, Question):
            self.back()
        self.ask(
            say("Leave High Fence?"),
            note_on_leaving(
                self, say("Every order you gave is kept; the title offers to go on with the game.")
            ),
            ((say("Stay"), self.redraw), *rescue(self), (say("Leave"), self.close)),
        )

    def explain(self, what: str, error: UserError) -> None:
        """Say what could not be done, and why."""
        self.ask(what, str(error), ((say("All right"), self.redraw),))

    def let_go(self) -> None:
        """Leave the game at hand, and let go of its log."""
        if self.session is not None:
            self.session.close()
        self.session = self.coach = None

    def close(self) -> None:
        """Shut the window, and let go of the game's log."""
        self.let_go()
        self.is_open = False

    # -- looks -------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Draw again before the next event is awaited."""
        self._is_stale = True

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.preferences.settings

    @property
    def keys(self) -> Keymap:
        """The keys in force, those of all screens among them."""
        all_screens()
        return self.preferences.keys

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
