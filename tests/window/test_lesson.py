"""The lesson: a person who does what it asks gets to its end, and may leave and come back."""

import pytest

from game.config.scenarios import shipped_library
from game.seat.new_game import Setup
from game.window.app import App
from game.window.games import go_to_title
from game.window.lesson import begin_lesson, offer_lesson
from game.window.preferences import Preferences
from game.window.screens.board import Board
from game.window.screens.debrief import Debrief
from game.window.screens.question import Question
from game.window.screens.title import TitleScreen
from game.window.settings import Settings
from game.words.language import ENGLISH, languages, say_config, speaking

MOST_DEEDS = 160


@pytest.fixture
def app(tmp_path):
    window = App(
        (1280, 720), preferences=Preferences(Settings(odds=False), tmp_path / "settings.json")
    )
    window.start(TitleScreen(window, Setup("lesson", 5)))
    return window


@pytest.fixture
def learner(app, act):
    """Do with keys what the step at hand asks."""
    ways = {"why", "record", "encyclopedia"}

    def go(key):
        app.screen.focus_on(key)
        app.coach.watch()

    def learn():
        step, screen = app.coach.step, app.screen
        if screen.is_overlay or step.until == "next":
            act(app, "main")
        elif step.until == "screen" and step.name in ways:
            act(app, step.name)
        elif step.until == "screen" and screen.name in ways:
            act(app, "back")
        elif step.until == "screen":
            screen.focus = ""
            act(app, "main")
        elif step.until == "focus":
            go(next(item.key for item in screen.page.items if item.key.startswith(step.name)))
        elif step.until == "no_orders":
            act(app, "undo")
        elif step.until == "order" and screen.table.session.draft("beijing").taken_back:
            act(app, "redo")
        else:
            target = step.name or next(
                row.target for row in screen.table.sheet.rows if row.toward(1)
            )
            go(f"lever {target}")
            act(app, "left" if step.name else "right")

    return learn


def test_whoever_does_what_the_lesson_asks_comes_to_its_end(app, learner, act):
    begin_lesson(app)
    seen = []
    for _ in range(MOST_DEEDS):
        if app.coach.step is None:
            break
        if app.coach.at not in seen:
            seen.append(app.coach.at)
        learner()
    assert seen == list(range(len(app.coach.lesson.steps)))
    assert isinstance(app.screen, Debrief)
    app.screen.focus_on("coach end")
    act(app, "main")
    assert isinstance(app.screen, TitleScreen)
    assert app.screen.setup.scenario == "december_2025"
    assert app.settings.lesson == ""


def test_lessons_and_levels_are_said_in_every_language():
    library = shipped_library()
    told = [text for lesson in library.lessons.values() for text in read_texts(lesson)]
    told += [text for level in library.difficulty.values() for text in (level.title, level.says)]
    for language in languages():
        with speaking(language):
            unsaid = [text for text in told if say_config(text) == text]
        assert unsaid == (told if language == ENGLISH else [])


def read_texts(lesson):
    steps = [text for step in lesson.steps for text in (step.text, step.do) if text]
    return [lesson.title, lesson.says, *steps, *(further.says for further in lesson.further)]


def test_the_lever_whose_lock_the_lesson_shows_has_one(app, learner):
    begin_lesson(app)
    while not (app.coach.step.show or "").startswith("lever mineral_level"):
        learner()
    row = app.screen.table.row(app.coach.step.name.removeprefix("lever "))
    assert any("one rung a turn" in stop.reason for stop in row.stops)


def test_a_lesson_left_in_the_middle_goes_on_at_its_step(app, learner, act):
    begin_lesson(app)
    for _ in range(6):
        learner()
    at = app.coach.at
    assert at >= 5
    go_to_title(app)
    assert app.coach is None
    offer_lesson(app)
    assert isinstance(app.screen, Question)
    act(app, "main")
    assert isinstance(app.screen, Board)
    assert app.coach.at == at


def test_any_step_can_be_skipped_and_the_lesson_ended(app):
    begin_lesson(app)
    app.screen.item("coach next").press()
    app.screen.item("coach skip").press()
    app.screen.main()
    for key in ("next", "next", "skip", "skip", "skip"):
        app.screen.item(f"coach {key}").press()
    assert app.coach.at == 7
    app.screen.item("coach end").press()
    assert app.coach is None
    assert app.session is not None
    assert app.screen.item("coach end") is None


def test_a_person_who_runs_ahead_is_not_held_back(app, act):
    begin_lesson(app)
    for _ in range(3):
        app.screen.focus = ""
        act(app, "main")
    assert app.screen.name == "reveal"
    assert app.coach.step.on == "reveal"
