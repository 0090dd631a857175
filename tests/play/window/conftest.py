"""A window without a screen, and a game to look at in it."""

import pygame
import pytest

from agents.session import Session
from game.config.scenarios import load_scenario
from game.play.app import App
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

SIZES = ((1280, 720), (1600, 900), (1920, 1080))
SCALES = (100, 150)


@pytest.fixture(autouse=True)
def games_folder(tmp_path, monkeypatch):
    """Keep games out of the person's own folder."""
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path / "games"))
    return tmp_path / "games"


@pytest.fixture
def press():
    """Press a key of the window."""

    def press(app, key, *, shift=False, text=""):
        mod = pygame.KMOD_SHIFT if shift else 0
        app.handle(pygame.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=text))

    return press


@pytest.fixture
def click():
    """Click into the middle of an item."""

    def click(app, item):
        rect = app.screen.shown_at(item.rect, item.region)
        app.handle(pygame.Event(pygame.MOUSEMOTION, pos=rect.center, rel=(0, 0), buttons=(0, 0, 0)))
        app.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, pos=rect.center, button=1))

    return click


def begin(seat="beijing", scenario="lesson", turns=0, half=False):
    """Begin a game and let the seat hold for some turns; `half` seals the next measures too."""
    session = Session.begin(load_scenario(scenario), seats=(seat,), seed=3)
    table = Table(session, seat)
    for _ in range(2 * turns + half):
        table.seal()
    return table


@pytest.fixture(scope="session")
def tables():
    """Games of one seat at each stage; nothing in a test may give orders in them."""
    return {
        "opening": begin(),
        "answers": begin(turns=1, half=True),
        "later": begin(scenario="december_2025", turns=3),
        "over": begin(turns=4),
    }


def draft(table):
    """Return the table with two orders, one of them locked out of reach."""
    for row in table.sheet.rows:
        stop = row.toward(1) or row.toward(-1)
        if stop is not None and table.sheet.orders < 2:
            table.order(row, row.stops.index(stop))
    return table


def make_screens(app, tables):
    """Return every screen of the window."""
    board = Board(app, draft(tables["opening"]))
    return {
        "title": Title(app, Setup("december_2025", 7)),
        "briefing": Briefing(app, tables["opening"]),
        "board": board,
        "later board": Board(app, tables["later"]),
        "reveal": Reveal(app, tables["answers"]),
        "months": Months(app, tables["later"]),
        "why": Why(app, tables["later"], ""),
        "record": Record(app, tables["later"]),
        "debrief": Debrief(app, tables["over"]),
        "keys": Keys(app),
        "question": Question(app, "Seal?", "Nobody sees it yet.", (("Yes", print), ("No", print))),
    }


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request):
    return request.param


@pytest.fixture(params=SCALES, ids=lambda scale: f"{scale} %")
def scale(request):
    return request.param


@pytest.fixture
def app(size, scale):
    return App(size, scale)


@pytest.fixture
def screens(app, tables):
    return make_screens(app, tables)


@pytest.fixture
def usual():
    """A window of the usual size at the usual text."""
    return App((1280, 720), 100)
