"""How quick the window is: first frame, a busy frame at 1920 x 1080, and what idling costs.

    python benchmarks/window.py

It draws in software without a screen, so numbers do not hang on a graphics card. The reach is a
first frame within 1.5 s of starting Python, a busy frame within 8 ms, and an idle load near nought.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("HIGHFENCE_GAMES", tempfile.mkdtemp())

import pygame

from game.seat.new_game import Setup
from game.seat.seat_table import SeatTable
from game.window.app import App
from game.window.screens.board import Board
from game.window.screens.reveal import Reveal
from game.window.screens.title import TitleScreen

SIZE = (1920, 1080)
FRAMES, ORDERS, QUIET_SECONDS = 100, 20, 3.0
# How long somebody thinks, and how often the loop wakes meanwhile.
THINKING_SECONDS, TICK = 8.0, 0.05
FIRST_FRAME = """
import time
begun = time.perf_counter()
from game.window.app import App
app = App()
app.open("splash")
app.frame()
print(time.perf_counter() - begun)
from game.seat.new_game import Setup
app.open("title", Setup(seed=1))
app.frame()
print(time.perf_counter() - begun)
"""


def first_frames() -> list[float]:
    """Return the seconds from starting the program to the splash and to the title."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME], check=True, capture_output=True, text=True
    )
    return [float(line) for line in done.stdout.split()]


def busy_board() -> App:
    """Return a window with a board in the middle of a game, a lever explained."""
    app = App(SIZE)
    setup = Setup("december_2025", 1)
    table = SeatTable(setup.begin(), setup.seat)
    for _ in range(6):
        table.seal()
    board = Board(app, table)
    app.start(board)
    app.frame()
    board.focus_on(next(item.key for item in board.page.items if item.role == "lever"))
    app.frame()
    return app


def frame_times(app: App, *, anew: bool) -> list[float]:
    """Return milliseconds of frames; `anew` lays the page out each time, as an order does."""
    times = []
    for _ in range(FRAMES):
        if anew:
            app.screen.change()
        app.redraw()
        begun = time.perf_counter()
        app.frame()
        times.append(1000.0 * (time.perf_counter() - begun))
    return times


def ordered_times(app: App) -> list[float]:
    """Return milliseconds from the key of a step on a lever to the frame that shows it."""
    times = []
    # Few enough that the log of the phase stays as short as a person's.
    for number in range(ORDERS):
        key = app.keys.key_of("left" if number % 2 else "right")
        begun = time.perf_counter()
        app.handle(pygame.Event(pygame.KEYDOWN, key=key, mod=0, unicode=""))
        app.frame()
        times.append(1000.0 * (time.perf_counter() - begun))
    return times


def sealed_to_reveal(app: App) -> float:
    """Return milliseconds from sealing to the reveal on the screen."""
    board = app.screen
    assert isinstance(board, Board)
    begun = time.perf_counter()
    board.table.seal()
    app.open("reveal", board.table)
    app.frame()
    return 1000.0 * (time.perf_counter() - begun)


def think(app: App) -> tuple[float, list[float]]:
    """Return rollouts a second while a person thinks, and milliseconds of each round of the loop.

    The board is woken as the window's loop does it; the focus moves to another lever once a second,
    so that there is always something to work out.
    """
    board = app.screen
    assert isinstance(board, Board)
    levers = [item.key for item in board.page.items if item.role == "lever" and not item.reason]
    board.wake()
    while not _rollouts(board):
        time.sleep(TICK)
        board.wake()
    before, begun, rounds = _rollouts(board), time.perf_counter(), []
    while (passed := time.perf_counter() - begun) < THINKING_SECONDS:
        round_begun = time.perf_counter()
        board.focus_on(levers[int(passed) % len(levers)])
        board.wake()
        app.frame()
        rounds.append(1000.0 * (time.perf_counter() - round_begun))
        time.sleep(TICK)
    return (_rollouts(board) - before) / passed, rounds


def _rollouts(board: Board) -> int:
    return board.weighing.outlook.rollouts if board.weighing else 0


def turn_to_screen(app: App) -> float:
    """Return milliseconds from sending the responses to the quarter on the screen, odds at work."""
    reveal = app.screen
    assert isinstance(reveal, Reveal)
    reveal.wake()
    begun = time.perf_counter()
    reveal.table.seal()
    app.open("months", reveal.table)
    app.frame()
    return 1000.0 * (time.perf_counter() - begun)


def idle_load(app: App) -> float:
    """Return the share of a core that a window takes in which nothing happens."""
    app.frame()
    spent, begun = time.process_time(), time.perf_counter()
    while time.perf_counter() - begun < QUIET_SECONDS:
        pygame.event.wait(250)
        app.frame()
    return (time.process_time() - spent) / QUIET_SECONDS


def main() -> None:
    """Print one line for each measure."""
    splash, title = first_frames()
    print(f"first frame             {splash:8.2f} s")
    print(f"title                   {title:8.2f} s")
    app = busy_board()
    for name, times in (
        ("frame, nothing moved", frame_times(app, anew=False)),
        ("frame, laid out anew", frame_times(app, anew=True)),
        ("order to frame", ordered_times(app)),
    ):
        middle, worst = statistics.median(times), max(times)
        print(f"{name:<23} {middle:8.1f} ms, worst {worst:.1f} ms")
    rate, rounds = think(app)
    middle, worst = statistics.median(rounds), max(rounds)
    print(f"rollouts while thinking {rate:8.0f} a second")
    print(f"round of the loop then  {middle:8.1f} ms, worst {worst:.1f} ms")
    print(f"seal to reveal, odds on {sealed_to_reveal(app):8.1f} ms")
    print(f"turn to screen, odds on {turn_to_screen(app):8.1f} ms")
    app.helper.close()
    app.start(TitleScreen(app, Setup(seed=1)))
    print(f"idle                    {100.0 * idle_load(app):8.1f} % of a core")


if __name__ == "__main__":
    main()
