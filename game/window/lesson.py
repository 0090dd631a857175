"""The lesson under way: which step it stands at, and whether the player has done it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pygame import Rect

from game.config.scenarios import build_title, shipped_library
from game.config.schema.play import VIEWS, Lesson, LessonStep
from game.seat.new_game import Setup
from game.state.levers import Action
from game.window.arrangement import Space, place_aside
from game.window.games import begin, go_to_title, open_game
from game.window.items import Block, Item, ItemKind, is_meant
from game.window.layout import part
from game.window.page import Page
from game.window.registry import find_screen
from game.window.ruler import Pixels
from game.window.theme import BODY, CARD_RADIUS, LABEL, SOURCE
from game.words.language import say, say_config
from game.words.numbers import scenario_title

if TYPE_CHECKING:
    from game.session import Session
    from game.window.stage import OpenScreen, Stage

FIRST = "first"
COACH = ItemKind("coach")
NEXT, SKIP, END, STAY = (COACH.key(name) for name in ("next", "skip", "end", "stay"))
# The screens a game passes in a turn, in their order; the others are detours.
COURSE = ("briefing", "board", "reveal", "months", "debrief")
WIDTH, NARROW, PAD, BUTTON = 400, 0.46, 14, 44


def lesson() -> Lesson:
    """Return the lesson that comes with the program."""
    return shipped_library().lessons[FIRST]


class Coach:
    """Stands beside the player through a lesson; the step is kept in the settings."""

    def __init__(self, stage: Stage, step: int = 0) -> None:
        self.stage = stage
        self.lesson = lesson()
        self.at = step
        self._seen_on: OpenScreen | None = None

    @property
    def step(self) -> LessonStep | None:
        """The step at hand, None after the last one."""
        return self.lesson.steps[self.at] if self.at < len(self.lesson.steps) else None

    # -- going on ----------------------------------------------------------------------------------

    def watch(self) -> None:
        """Go on while what a step waits for is done, or the game has left it behind."""
        before, was_on = self.at, self._seen_on
        self._seen_on = self.stage.screen
        while self.step is not None and (self._is_done(self.step) or self._is_past(self.step)):
            self.at += 1
        if self.at != before:
            self._keep()
        elif self._seen_on is not was_on:
            self.lead()

    def go_on(self) -> None:
        """Go to the next step, done or not."""
        self.at += 1
        self._keep()

    def stop(self) -> None:
        """End the lesson; the game goes on without it."""
        self.stage.coach = None
        self.stage.preferences.change(lesson="", lesson_step=0)
        self.stage.lay_out_again()

    def _keep(self) -> None:
        self.stage.preferences.change(lesson_step=self.at)
        self.stage.lay_out_again()
        self.lead()

    def lead(self) -> None:
        """Turn to what the step is about, and focus the button of one that wants to be read."""
        if self.step is not None and self.step.show:
            self.stage.screen.bring(self.step.show)
        if self.stage.screen.item(NEXT) is not None:
            self.stage.screen.focus_on(NEXT)

    def _is_done(self, step: LessonStep) -> bool:
        screen, name = self.stage.screen, step.name or ""
        if step.until == "screen":
            return screen.name == name
        session = self.stage.session
        if step.until == "next" or session is None or screen.name != step.on:
            return False
        moved = self._moved(session)
        if step.until == "order":
            levers = session.scenario.levers
            return Action.parse(name, levers, actor=self.lesson.seat, place=name) in moved
        if step.until in ("moved", "no_orders"):
            return bool(moved) == (step.until == "moved")
        items = [screen.item(key) for key in (screen.hover, screen.focus) if key]
        shown = [item for item in items if item is not None]
        return any(is_meant(item.key, name) for item in shown)

    def _moved(self, session: Session) -> list[Action]:
        """Return the seat's orders that move a setting, as the panel beside the map counts them."""
        held, levers = session.model.position.orders.settings, session.scenario.levers
        return [
            order
            for order in session.draft(self.lesson.seat).standing
            if held[order.lever][0, levers[order.lever].column(order.member)] != order.value
        ]

    def _is_past(self, step: LessonStep) -> bool:
        """Tell whether the game has gone further than where a step is said."""
        screen, session = self.stage.screen, self.stage.session
        if session is None or screen.name not in COURSE or step.on == "debrief":
            return False
        if screen.name == "debrief":
            return True
        place = COURSE.index(step.on) if step.on in COURSE else COURSE.index("board")
        turn = session.model.position.turn + 1
        if screen.name == "months":
            turn -= 1
        if step.until == "screen" and step.name in COURSE:
            # The game comes by that screen; only a later turn has left the step behind.
            return turn > step.turn and step.name != "debrief"
        return (turn, COURSE.index(screen.name)) > (step.turn, place)

    # -- laying out --------------------------------------------------------------------------------

    def lay_out(self, page: Page, screen: OpenScreen) -> None:
        """Frame what the step is about, and say it where it hides nothing of that."""
        step = self.step
        if screen.name not in VIEWS or (step is None and screen.name != "debrief"):
            return
        if step is not None and screen.name != step.on:
            self._card(page, [Block(self._return(step), LABEL, gap=0)], None, None)
            return
        framed = self._framed(page, screen, step) if step is not None else None
        blocks = self._blocks(page, step)
        with page.above():
            if framed is not None:
                page.outline(page.inset(framed, -5, -5))
            self._card(page, blocks, framed, step)

    def _return(self, step: LessonStep) -> str:
        return say("The lesson goes on at: {screen}.", screen=say(find_screen(step.on).title))

    def _framed(self, page: Page, screen: OpenScreen, step: LessonStep) -> Rect | None:
        begins = step.show
        if not begins:
            return None
        for item in page.items:
            if not is_meant(item.key, begins) or item.by_mouse_only:
                continue
            shown = screen.shown_at(item.rect, item.region)
            if not item.region or page.regions[item.region].rect.contains(shown):
                return shown
        return None

    def _blocks(self, page: Page, step: LessonStep | None) -> list[Block]:
        theme = page.theme
        if step is None:
            blocks = [Block(say("What to play next"), BODY, True)]
            for further in self.lesson.further:
                library = shipped_library()
                title = scenario_title(build_title(library.scenarios[further.scenario]))
                seat = say_config(library.actors[further.seat].title)
                name = say("{scenario}, as {seat}", scenario=title, seat=seat)
                blocks.append(Block(name, LABEL, True, gap=0))
                blocks.append(Block(say_config(further.says), LABEL, colour=theme.second, gap=6))
            return blocks
        place = say("Lesson, {step} of {steps}", step=self.at + 1, steps=len(self.lesson.steps))
        blocks = [
            Block(place, SOURCE, colour=theme.second, gap=4),
            Block(say_config(step.text), LABEL, gap=6),
        ]
        if step.do:
            blocks.append(Block(say_config(step.do), LABEL, True, gap=0))
        return blocks

    def _card(
        self, page: Page, blocks: list[Block], framed: Rect | None, step: LessonStep | None
    ) -> None:
        theme = page.theme
        wide = page.capped(WIDTH, part(page.rect, 0.0, NARROW).width)
        inner = page.inset(page.placed(page.rect, wide, 0), PAD).width
        high = page.total(PAD, Pixels(page.height_of(blocks, inner)), 8, BUTTON, PAD)
        rect = place_aside(page, (wide.count, high.count), framed)
        with page.above(), page.above():
            page.add(Item(key="coach", rect=rect, role="text", name=say("Lesson"),
                          value=" ".join(block.text for block in blocks)))  # fmt: skip
            page.box(rect, theme.raised, theme.text, radius=CARD_RADIUS, width=2)
            space = Space(page, page.inset(rect, PAD, PAD))
            buttons = space.bottom(BUTTON)
            page.flow(space.rest.topleft, blocks, inner)
            self._buttons(page, buttons, step)

    def _buttons(self, page: Page, rect: Rect, step: LessonStep | None) -> None:
        offers = [(END, say("End the lesson"), self.stop)]
        if step is not None:
            is_read = step.until == "next" and step is self.step
            key, name = (NEXT, say("Next")) if is_read else (SKIP, say("Skip this"))
            offers.insert(0, (key, name, self.go_on))
        elif self.step is None:
            offers = [
                (END, say("Choose a game"), self._choose),
                (STAY, say("Stay here"), self.stop),
            ]
        boxes = page.columns(rect, len(offers), 8)
        for (key, name, press), box in zip(offers, boxes, strict=True):
            page.button(key, box, name, press, size=LABEL)

    def _choose(self) -> None:
        further = self.lesson.further[0]
        self.stop()
        go_to_title(self.stage, further.scenario, further.seat)


def offer_lesson(stage: Stage) -> None:
    """Begin the lesson, or ask whether to go on with the one under way."""
    kept = Path(stage.settings.lesson)
    if not stage.settings.lesson or not kept.is_file():
        begin_lesson(stage)
        return
    steps = len(lesson().steps)
    stage.ask(
        say("Go on with the lesson?"),
        say("It stands at step {step} of {steps}.",
            step=min(stage.settings.lesson_step + 1, steps), steps=steps),
        (
            (say("Go on"), lambda: resume_lesson(stage, kept)),
            (say("Start again"), lambda: begin_lesson(stage)),
            (say("Not now"), stage.redraw),
        ),
    )  # fmt: skip


def begin_lesson(stage: Stage) -> None:
    """Begin the lesson's game, kept like any other."""
    first_lesson = lesson()
    setup = Setup(first_lesson.scenario, first_lesson.seed)
    setup.seat = first_lesson.seat
    begin(stage, setup)
    if stage.session is not None:
        file = stage.session.file
        stage.preferences.change(lesson=str(file.path) if file else "", lesson_step=0)
        _follow(stage, Coach(stage))


def resume_lesson(stage: Stage, path: Path) -> None:
    """Go on with the lesson's game where it was left."""
    open_game(stage, path)
    if stage.session is not None:
        coach = Coach(stage, stage.settings.lesson_step)
        step = coach.step
        if stage.screen.name == "briefing" and step is not None and step.on != "briefing":
            stage.screen.main()
        _follow(stage, coach)


def _follow(stage: Stage, coach: Coach) -> None:
    stage.coach = coach
    stage.lay_out_again()
    coach.lead()
