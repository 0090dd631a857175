"""The real window under a virtual X display, driven from outside by xdotool."""

import os
import shutil
import subprocess
import sys
import threading

import pytest

from game.saves.log_text import read_log
from tests.patience import PATIENCE

TOOLS = ("Xvfb", "xdotool")
PLAY = "from game.cli import main; main()"

pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in TOOLS), reason="needs Xvfb and xdotool"
)


def wait_for(condition):
    """Look again and again until something holds; return it."""
    pause, left = threading.Event(), PATIENCE
    while left > 0:
        if found := condition():
            return found
        pause.wait(0.05)
        left -= 0.05
    pytest.fail("waited too long for the window")


@pytest.fixture
def display():
    """A virtual screen, by the name of its display."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def window(display, tmp_path):
    """The program on that screen; its games, settings and frames are in the temporary folder."""
    env = {
        **os.environ, "DISPLAY": display, "SDL_VIDEODRIVER": "x11", "LC_ALL": "C",
        "HIGHFENCE_GAMES": str(tmp_path / "games"),
        "HIGHFENCE_SETTINGS": str(tmp_path / "settings.json"),
    }  # fmt: skip
    arguments = ["play", "--record", str(tmp_path / "frames")]
    program = subprocess.Popen([sys.executable, "-c", PLAY, *arguments], env=env)
    yield env
    # A request to end is a question on the screen, so the program is not asked.
    program.kill()
    program.wait()


def test_a_person_at_a_display_begins_a_game_and_seals_orders(window, tmp_path):
    frames, games = tmp_path / "frames", tmp_path / "games"

    def shown():
        return len(list(frames.glob("*.png"))) if frames.is_dir() else 0

    def press(*keys):
        before = shown()
        subprocess.run(["xdotool", "key", *keys], env=window, check=True)
        wait_for(lambda: shown() > before)

    wait_for(lambda: shown() > 0)
    press("Return")
    path = wait_for(lambda: next(iter(games.glob("*.jsonl")), None))
    press("Return")
    press("Return")
    press("Return")
    wait_for(lambda: '"seal' in path.read_text("utf-8"))
    assert read_log(path).turns == 0
    assert shown() >= 4
