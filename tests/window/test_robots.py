"""Robots that play: one with keys only, one with the mouse only."""

import pygame
import pytest

from game.seat.new_game import Setup
from game.session import Session
from game.window.screens.board import Board
from game.window.screens.briefing import Briefing
from game.window.screens.debrief import Debrief
from game.window.screens.months import MonthsScreen
from game.window.screens.question import Question
from game.window.screens.reveal import Reveal
from game.window.screens.title import TitleScreen
from game.window.screens.why import Why

MOST_STEPS = 400


@pytest.fixture
def opened(usual):
    usual.start(TitleScreen(usual, Setup("lesson", 5)))
    usual.frame()
    return usual


def test_a_whole_game_can_be_played_with_the_keyboard_only(opened, act, games_folder):
    app, seen = opened, []

    def tab_to(key):
        for _ in range(200):
            if app.screen.focus == key:
                return
            act(app, "next")
        pytest.fail(f"Tab never reaches {key}")

    tab_to("seat nvidia")
    act(app, "press")
    tab_to("start")
    for _ in range(MOST_STEPS):
        screen = app.screen
        seen.append(type(screen))
        app.frame()
        if isinstance(screen, Debrief):
            break
        if isinstance(screen, Board | Reveal) and not screen.table.sheet.orders:
            target = next(
                row.target
                for row in screen.table.sheet.rows
                if not row.reason and (row.toward(1) or row.toward(-1))
            )
            tab_to(f"lever {target}")
            act(app, "right")
            act(app, "left")
            act(app, "left")
            act(app, "undo")
            act(app, "redo")
            if not screen.table.sheet.orders:
                act(app, "right")
        if isinstance(screen, MonthsScreen) and Why not in seen:
            act(app, "why")
            seen.append(type(app.screen))
            app.frame()
            act(app, "back")
        if isinstance(app.screen, Question | Briefing | MonthsScreen | TitleScreen):
            act(app, "main")
        else:
            app.screen.focus = ""
            act(app, "main")
    assert {TitleScreen, Briefing, Board, Reveal, MonthsScreen, Why, Question, Debrief} <= set(seen)
    assert seen.count(Reveal) >= 4
    assert len(list(games_folder.glob("*-lesson-5.jsonl"))) == 1


def test_a_whole_game_can_be_played_with_the_mouse_only(opened, click_on):
    app = opened
    click_on(app, "seat washington")
    click_on(app, "start")
    orders = 0
    for _ in range(MOST_STEPS):
        app.frame()
        screen = app.screen
        if isinstance(screen, Debrief):
            break
        if isinstance(screen, Board) and not screen.table.sheet.orders:
            row = next(row for row in screen.table.sheet.rows if row.toward(1))
            click_on(app, f"stop {row.target} {row.stops.index(row.toward(1))}")
            orders += screen.table.sheet.orders
            click_on(app, "undo")
            click_on(app, "redo")
            assert len(screen.table.session.draft("washington").orders) == 1
        click_on(app, "answer 0" if isinstance(screen, Question) else "main")
    assert isinstance(app.screen, Debrief)
    assert orders == 4


def test_what_was_ordered_is_in_the_log_before_anything_else_happens(opened, act, games_folder):
    app = opened
    act(app, "main")
    act(app, "main")
    row = next(row for row in app.screen.table.sheet.rows if row.toward(1))
    app.screen.focus_on(f"lever {row.target}")
    act(app, "right")
    (path,) = games_folder.glob("*.jsonl")
    resumed = Session.resume(path)
    assert resumed.draft("beijing").orders == app.screen.table.session.draft("beijing").orders
    assert len(resumed.draft("beijing").orders) == 1


def test_a_game_left_in_the_middle_is_gone_on_with_from_the_title(opened, act):
    app = opened
    for _ in range(4):
        act(app, "main")
    assert isinstance(app.screen, Reveal)
    act(app, "back")
    act(app, "next")
    act(app, "press")
    assert isinstance(app.screen, TitleScreen)
    assert app.screen.focus == "continue"
    act(app, "main")
    assert isinstance(app.screen, Reveal)


def test_the_window_never_shuts_without_asking(opened, act):
    app = opened
    app.handle(pygame.Event(pygame.QUIT))
    assert isinstance(app.screen, Question)
    act(app, "back")
    assert isinstance(app.screen, TitleScreen)
    act(app, "back")
    act(app, "main")
    assert app.is_open
    act(app, "back")
    act(app, "next")
    act(app, "press")
    assert not app.is_open


def test_the_loop_ends_when_the_person_leaves(opened):
    leave = [pygame.Event(pygame.QUIT)]
    for key in (opened.keys.key_of(action) for action in ("next", "press")):
        leave.append(pygame.Event(pygame.KEYDOWN, key=key, mod=0, unicode=""))
    for event in leave:
        pygame.event.post(event)
    opened.run()
    assert not opened.is_open


def test_nothing_is_drawn_while_nothing_changes(opened):
    app = opened
    app.frame()
    drawn = app.frames
    for _ in range(20):
        app.frame()
        app.handle(pygame.Event(pygame.MOUSEMOTION, pos=(3, 3), rel=(0, 0), buttons=(0, 0, 0)))
    assert app.frames == drawn


def test_a_refused_order_says_why_on_the_screen(opened, act):
    app = opened
    act(app, "main")
    act(app, "main")
    rows = app.screen.table.sheet.rows
    row = next(row for row in rows if row.stops[-1].reason)
    app.screen.focus_on(f"lever {row.target}")
    for _ in row.stops[row.new + 1 :]:
        act(app, "right")
    assert app.screen.message == row.stops[-1].reason != ""
    words = app.screen.message.split()[0].lower()
    assert any(mark.text.lower().startswith(words) for mark in app.screen.page.marks if mark.text)


def test_text_sizes_have_ends(opened, act):
    for _ in range(7):
        act(opened, "larger")
    assert opened.type.scale == 200
    opened.frame()
    for _ in range(7):
        act(opened, "smaller")
    assert opened.type.scale == 100
