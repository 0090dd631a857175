"""A signal ends the window at once, whatever is on it, with the log whole; nothing is asked."""

import signal
import subprocess
import sys

import pytest

from game.session import Session
from tests.patience import PATIENCE

OPENED = """
import sys
from pathlib import Path
from game.config.scenarios import load_scenario
from game.session import Session
from game.window import app as window, open as door

place, folder = sys.argv[1], Path(sys.argv[2])

class Told(window.App):
    told = False

    def frame(self):
        super().frame()
        if self.told or self.screen.name == "splash":
            return
        self.told = True
        if place == "a question":
            self.ask_to_leave()
            super().frame()
        print("open", flush=True)

window.App = Told
if place == "the title":
    door.open_title("lesson", 5)
else:
    log = folder / "game.jsonl"
    door.open_game(Session.begin(load_scenario("lesson"), seats=("beijing",), seed=5, path=log))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("the title", signal.SIGTERM),
        ("a game", signal.SIGTERM),
        ("a question", signal.SIGTERM),
        ("a game", signal.SIGHUP),
        ("a question", signal.SIGINT),
    ],
)
def test_one_signal_ends_the_window_and_the_log_is_whole(tmp_path, monkeypatch, place, number):
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path / "games"))
    monkeypatch.setenv("HIGHFENCE_SETTINGS", str(tmp_path / "settings.json"))
    command = [sys.executable, "-c", OPENED, place, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while "open" not in (line := process.stdout.readline()):
            assert line, "the window did not open"
        process.send_signal(number)
        try:
            code = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert code == 128 + number
    if place != "the title":
        assert Session.resume(tmp_path / "game.jsonl").log.header.seed == 5
