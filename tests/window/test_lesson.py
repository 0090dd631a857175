"""The lesson: a person who does what it asks gets to its end, and may leave and come back."""

import random

import pytest

from game.config.scenarios import load_scenario, shipped_library
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
from tests.window.conftest import steps_learnt


@pytest.fixture
def app(tmp_path):
    window = App(
        (1280, 720), preferences=Preferences(Settings(odds=False), tmp_path / "settings.json")
    )
    window.start(TitleScreen(window, Setup("lesson", 5)))
    return window


def wanted(row, setting):
    """Return the place of a setting among a lever's stops."""
    levers = load_scenario("lesson").levers
    value = levers[row.target.partition(".")[0]].parse(setting, "test")
    return next(n for n, stop in enumerate(row.stops) if stop.action.value == value)


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
        elif step.until == "order":
            target, _, setting = step.name.partition(" = ")
            go(f"lever {target}")
            row = screen.table.row(target)
            while app.coach.step is step:
                act(app, "left" if wanted(row, setting) < screen.table.row(target).new else "right")
        else:
            target = next(row.target for row in screen.table.sheet.rows if row.toward(1))
            go(f"lever {target}")
            act(app, "right")

    return learn


def test_whoever_does_what_the_lesson_asks_comes_to_its_end(app, learner, act):
    begin_lesson(app)
    assert steps_learnt(app, learner) == list(range(len(app.coach.lesson.steps)))
    assert isinstance(app.screen, Debrief)
    app.screen.focus_on("coach end")
    act(app, "main")
    assert isinstance(app.screen, TitleScreen)
    assert app.screen.setup.scenario == "december_2025"
    assert app.settings.lesson == ""


def to_the_order(app, learner):
    begin_lesson(app)
    while app.coach.step.until != "order":
        learner()
    return app.coach.step, app.screen.table


def test_the_step_that_asks_for_a_setting_passes_on_no_other(app, learner):
    step, table = to_the_order(app, learner)
    target, _, setting = step.name.partition(" = ")
    row = table.row(target)
    right = wanted(row, setting)
    for place in (place for place in range(len(row.stops)) if place not in (right, row.new)):
        if not table.order(table.row(target), place):
            app.screen.change()
            app.coach.watch()
            assert app.coach.step is step, row.stops[place].action
    table.order(table.row(target), right)
    app.coach.watch()
    assert app.coach.step is not step


@pytest.mark.parametrize("seed", range(4))
def test_wrong_moves_before_a_step_never_hold_the_lesson_up(app, learner, act, seed):
    """Levers moved to and fro, by keys: one undo for each lever, and the coach goes on."""
    _, table = to_the_order(app, learner)
    chance = random.Random(seed)
    rows = [row.target for row in table.sheet.rows][:4]
    for _ in range(12):
        app.screen.focus_on(f"lever {chance.choice(rows)}")
        act(app, chance.choice(("left", "right")))
    presses = 0
    while table.session.draft("beijing").orders:
        act(app, "undo")
        presses += 1
    assert presses <= 12
    for _ in range(40):
        if app.coach.step.until == "screen":
            break
        if app.coach.step.until == "no_orders" and not table.sheet.orders:
            pytest.fail("the coach waits for an undo that the panel says is done")
        learner()
    assert app.coach.step.name == "reveal"


def test_undo_takes_back_a_change_of_a_lever_and_not_one_press_of_a_key(app, learner, act):
    _, table = to_the_order(app, learner)
    (target, *_) = [row.target for row in table.sheet.rows if row.toward(1) or row.toward(-1)]
    app.screen.focus_on(f"lever {target}")
    for key in ("right", "left", "left", "right", "left"):
        act(app, key)
    assert len(table.session.draft("beijing").orders) > 1
    act(app, "undo")
    assert table.session.draft("beijing").orders == ()
    act(app, "redo")
    assert table.session.draft("beijing").taken_back == ()


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
