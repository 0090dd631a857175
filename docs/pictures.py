"""The pictures of the README, taken from the program itself: python -m docs.pictures.

Four screens and one short moving picture, played by one side against its policies in a window that
nobody sees.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

import pygame
from PIL import Image

from game.config.scenarios import load_scenario
from game.seat.new_game import Setup
from game.seat.seat_table import SeatTable
from game.session import Session
from game.window.app import App
from game.window.preferences import Preferences
from game.window.screen_recorder import ScreenRecorder
from game.window.screens.board import Board
from game.window.screens.months import MonthsScreen
from game.window.screens.reveal import Reveal
from game.window.screens.title import TitleScreen
from game.window.screens.why import Why
from game.window.settings import Settings

FOLDER = Path(__file__).parent / "pictures"
SIZE, SHOWN, MOVING = (1600, 900), 1200, 640
COLOURS = 128
SCENARIO, SEAT, SEED, TURNS, ORDERS = "december_2025", "beijing", 3, 3, 2


def main() -> None:
    """Take every picture."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HIGHFENCE_GAMES"] = folder
        app = App(SIZE, preferences=Preferences(Settings(language="en", muted=True)))
        table = SeatTable(Session.begin(load_scenario(SCENARIO), seats=(SEAT,), seed=SEED), SEAT)
        for _ in range(TURNS):
            _order(table)
            table.seal()
            table.seal()
        take(app, TitleScreen(app, Setup(SCENARIO, SEED)), "title")
        take(app, Why(app, table, ""), "why")
        _order(table)
        take(app, Board(app, table), "board")
        table.seal()
        take(app, Reveal(app, table), "reveal")
        record(app)


def take(app: App, screen: TitleScreen | Why | Board | Reveal, name: str) -> None:
    """Keep one screen as a small picture."""
    app.start(screen)
    app.frame()
    shown = Image.frombytes("RGB", app.size, pygame.image.tobytes(app.surface, "RGB"))
    shown = shown.resize((SHOWN, SHOWN * SIZE[1] // SIZE[0]), Image.Resampling.LANCZOS)
    shown.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


def record(app: App) -> None:
    """Record one turn: two orders, the reveal, and the quarter that follows."""
    table = SeatTable(Session.begin(load_scenario("lesson"), seats=(SEAT,), seed=SEED), SEAT)
    app.recorder = ScreenRecorder(FOLDER / "turn.png", MOVING)
    board = Board(app, table)
    app.start(board)
    app.frame()
    rows = [row for row in table.sheet.rows if row.toward(1) or row.toward(-1)]
    for row in rows[:ORDERS]:
        stop = row.toward(1) or row.toward(-1)
        board.focus_on(f"lever {row.target}")
        app.frame()
        if stop is not None:
            board.put(row, row.stops.index(stop))
            app.frame()
    table.seal()
    app.start(Reveal(app, table))
    app.frame()
    table.seal()
    app.start(MonthsScreen(app, table))
    app.frame()
    app.recorder.save()


def _order(table: SeatTable) -> None:
    """Give the first orders that may be given."""
    for row in table.sheet.rows:
        stop = row.toward(1) or row.toward(-1)
        if stop is not None and table.sheet.orders < ORDERS:
            table.order(row, row.stops.index(stop))


if __name__ == "__main__":
    main()
