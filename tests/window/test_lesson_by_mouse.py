"""The lesson by mouse alone: nobody who never touches a key is stuck in it."""

import random

import pytest

from game.config.scenarios import load_scenario
from game.seat.new_game import Setup
from game.window.app import App
from game.window.lesson import begin_lesson
from game.window.preferences import Preferences
from game.window.screens.debrief import Debrief
from game.window.screens.title import TitleScreen
from game.window.settings import Settings
from tests.window.conftest import steps_learnt

DETOURS = {"why", "record", "encyclopedia"}
# What a person presses to go there from where the lesson stands, by the screen's name.
WAYS = {"why": "aim", "record": "news", "encyclopedia": "menu"}


@pytest.fixture
def app(tmp_path):
    window = App(
        (1280, 720), preferences=Preferences(Settings(odds=False), tmp_path / "settings.json")
    )
    window.start(TitleScreen(window, Setup("lesson", 5)))
    return window


@pytest.fixture
def press_on(app, click_on):
    """Click an item as it stands on the next frame."""

    def press_on(key):
        app.frame()
        click_on(app, key)
        app.frame()

    return press_on


def stop_of(row, setting):
    """Return the key of the stop of a setting on a lever's slider."""
    levers = load_scenario("lesson").levers
    value = levers[row.target.partition(".")[0]].parse(setting, "test")
    place = next(n for n, stop in enumerate(row.stops) if stop.action.value == value)
    return f"stop {row.target} {place}"


@pytest.fixture
def learner(app, press_on):
    """Do with the mouse what the step at hand asks."""

    def first(prefix):
        return next(item.key for item in app.screen.page.items if item.key.startswith(prefix))

    def learn():
        step, screen = app.coach.step, app.screen
        if screen.is_overlay and step.name == "encyclopedia":
            press_on(next(item.key for item in screen.page.items if item.name == "Encyclopedia"))
        elif screen.is_overlay:
            press_on("answer 0")
        elif step.until == "next":
            press_on("coach next")
        elif step.until == "screen" and step.name in DETOURS:
            press_on(first(WAYS[step.name]))
        elif step.until == "screen" and screen.name in DETOURS:
            press_on("back")
        elif step.until == "screen":
            press_on("main")
        elif step.until == "focus":
            press_on(first(step.name))
        elif step.until == "no_orders":
            press_on("undo")
        elif step.until == "order":
            target, _, setting = step.name.partition(" = ")
            press_on(stop_of(screen.table.row(target), setting))
        else:
            row = next(row for row in screen.table.sheet.rows if row.toward(1))
            press_on(f"stop {row.target} {row.stops.index(row.toward(1))}")

    return learn


@pytest.mark.parametrize("seed", range(3))
def test_stops_clicked_at_random_before_a_step_never_hold_the_lesson_up(
    app, learner, press_on, seed
):
    begin_lesson(app)
    chance = random.Random(seed)
    while app.coach.step.until != "order":
        learner()
    table = app.screen.table
    rows = [row for row in table.sheet.rows if not row.reason][:4]
    for _ in range(8):
        row = chance.choice(rows)
        press_on(f"stop {row.target} {chance.randrange(len(row.stops))}")
    while table.sheet.orders:
        press_on("undo")
    for _ in range(40):
        if app.coach.step.until == "screen":
            break
        learner()
    assert app.coach.step.name == "reveal"


def test_whoever_uses_the_mouse_alone_comes_to_the_end_of_the_lesson(app, learner, press_on):
    begin_lesson(app)
    assert steps_learnt(app, learner) == list(range(len(app.coach.lesson.steps)))
    assert isinstance(app.screen, Debrief)
    press_on("coach end")
    assert isinstance(app.screen, TitleScreen)
    assert app.settings.lesson == ""
