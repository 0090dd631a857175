"""A window without a screen, and a game to look at in it."""

import inspect

import pygame
import pytest

from game.config.scenarios import library_with, load_scenario
from game.seat.debrief.read import read_debrief
from game.seat.new_game import Setup
from game.seat.saves import save_as
from game.seat.seat_table import SeatTable
from game.session import Session
from game.window.app import App
from game.window.registry import all_screens
from game.window.screens.reveal import Reveal

SIZES = ((1280, 720), (1600, 900), (1920, 1080))
SCALES = (100, 150)


@pytest.fixture(autouse=True)
def games_folder(tmp_path, monkeypatch):
    """Keep games out of the person's own folder."""
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path / "games"))
    return tmp_path / "games"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """Tests read English, whatever the system speaks."""
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def press():
    """Press a key of the window."""

    def press(app, key, *, shift=False, text=""):
        mod = pygame.KMOD_SHIFT if shift else 0
        app.handle(pygame.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=text))

    return press


@pytest.fixture
def act(press):
    """Press the key of an action, wherever it is."""

    def act(app, action, *, shift=False, text=""):
        press(app, app.keys.key_of(action), shift=shift, text=text)

    return act


@pytest.fixture
def click():
    """Click into the middle of an item."""

    def click(app, item):
        rect = app.screen.shown_at(item.rect, item.region)
        app.handle(pygame.Event(pygame.MOUSEMOTION, pos=rect.center, rel=(0, 0), buttons=(0, 0, 0)))
        app.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, pos=rect.center, button=1))

    return click


@pytest.fixture
def click_on(click):
    """Click an item of the screen, scrolled into sight with the wheel first."""

    def click_on(app, key):
        item = app.screen.item(key)
        assert item is not None, f"{key} is not on {app.screen.name}"
        if item.region:
            region = app.screen.page.regions[item.region].rect
            for _ in range(60):
                shown = app.screen.shown_at(item.rect, item.region)
                if region.contains(shown):
                    break
                app.screen.wheel(region.center, 1 if shown.y < region.y else -1)
        click(app, item)

    return click_on


def steps_learnt(app, learner, most=160):
    """Let a learner do what the lesson asks, step by step; return the steps in their order."""
    seen = []
    for _ in range(most):
        if app.coach.step is None:
            break
        if app.coach.at not in seen:
            seen.append(app.coach.at)
        learner()
    return seen


def begin(seat="beijing", scenario="lesson", turns=0, half=False):
    """Begin a game and let the seat hold for some turns; `half` seals the next measures too."""
    session = Session.begin(load_scenario(scenario), seats=(seat,), seed=3)
    table = SeatTable(session, seat)
    for _ in range(2 * turns + half):
        table.seal()
    return table


def told_at_the_reveal(session, seat):
    """The screen after a seat has sealed its measures, and all that it says."""
    table = SeatTable(session, seat)
    table.seal()
    app = App((1600, 900), 100)
    app.start(Reveal(app, table))
    return app.screen, " ".join(mark.text for mark in app.screen.page.marks if mark.text.strip())


def begin_against(policy, actor, tmp_path):
    """A game of the lesson against a policy of one's own, given as its text, at NVIDIA's seat."""
    file = tmp_path / "torn.yaml"
    file.write_text(policy, encoding="utf-8")
    return Session.begin(
        load_scenario("lesson"),
        seats=("nvidia",),
        policies={actor: "torn"},
        library=library_with(policies=[str(file)]),
    )


@pytest.fixture(scope="session")
def tables():
    """Games of one seat at each stage; nothing in a test may give orders in them."""
    return {
        "opening": begin(),
        "answers": begin(turns=1, half=True),
        "later": begin(scenario="december_2025", turns=3),
        "over": begin(turns=4),
        "shared": Session.begin(load_scenario("lesson"), seats=("beijing", "nvidia"), seed=3),
    }


def draft(table):
    """Return the table with two orders, one of them locked out of reach."""
    for row in table.sheet.rows:
        stop = row.toward(1) or row.toward(-1)
        if stop is not None and table.sheet.orders < 2:
            table.order(row, row.stops.index(stop))
    return table


def given(name, tables):
    """Return what a screen is made of; one that takes a table, or nothing, need not be named."""
    answers = (("Yes", print), ("No", print))
    named = {
        "title": [Setup("december_2025", 7)],
        "briefing": [tables["opening"]],
        "board": [draft(tables["opening"])],
        "reveal": [tables["answers"]],
        "debrief": [tables["over"]],
        "fork": [read_debrief(tables["over"].session, tables["over"].actor), print],
        "why": [tables["later"], ""],
        "privacy": [tables["shared"], "nvidia", print],
        "question": ["Seal?", "Nobody sees it yet.", answers],
    }
    if name in named:
        return named[name]
    _, *parts = inspect.signature(all_screens()[name]).parameters
    assert parts in ([], ["table"]), f"conftest: say what the screen {name!r} is made of"
    return [tables["later"]] if parts else []


def make_screens(app, tables):
    """Return every screen of the window; two games are saved, one of them is no game."""
    path = save_as(tables["later"].session.log, "Before the summit")
    path.with_stem("broken").write_text("nothing\n")
    screens = {name: kind(app, *given(name, tables)) for name, kind in all_screens().items()}
    screens["encyclopedia"].look_up("import_gate")
    return {**screens, "later board": all_screens()["board"](app, tables["later"])}


def show(app, screen, screens):
    """Show a screen as a person sees it: an overlay stands over the board."""
    app.start(screens["board"] if screen.is_overlay else screen)
    if screen.is_overlay:
        app.show(screen)
    app.frame()


@pytest.fixture(scope="session")
def every_screen():
    """What makes every screen of a window, for tests that open a window of their own."""
    return make_screens


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request):
    return request.param


@pytest.fixture(params=SCALES, ids=lambda scale: f"{scale} %")
def scale(request):
    return request.param


@pytest.fixture
def app(size, scale):
    return App(size, scale)


@pytest.fixture(scope="session")
def laid_out():
    """The screens by size and scale: tests that only read them share what was laid out once."""
    return {}


@pytest.fixture
def screens(app, size, scale, tables, laid_out):
    if (size, scale) not in laid_out:
        laid_out[size, scale] = make_screens(app, tables)
        # Lay them out while their window is open; a test that shuts one may come next.
        for screen in laid_out[size, scale].values():
            assert screen.page.marks
    return laid_out[size, scale]


@pytest.fixture
def usual():
    """A window of the usual size at the usual text."""
    return App((1280, 720), 100)
