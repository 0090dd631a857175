"""When a window is opened, and when the game stays with plain lines."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from game.cli import main
from game.window import open
from tests.patience import PATIENCE


def test_a_blind_driver_is_no_screen(monkeypatch):
    for driver in ("dummy", "offscreen"):
        monkeypatch.setenv("SDL_VIDEODRIVER", driver)
        assert not open.can_open_window()


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="has a screen without a server")
def test_a_machine_without_a_display_server_has_no_screen(monkeypatch):
    for name in ("SDL_VIDEODRIVER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not open.can_open_window()


@pytest.fixture
def doors(monkeypatch):
    """A machine with a display; which door was taken is noted."""
    taken: list[object] = []
    monkeypatch.setattr(open, "can_open_window", lambda: True)
    monkeypatch.setattr(open, "open_title", lambda *_: taken.append("title"))
    monkeypatch.setattr(open, "open_game", lambda session, _: taken.append(tuple(session.seats)))
    return taken


def play(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["highfence", "play", *arguments])
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(SystemExit):
        main()


def test_on_a_display_play_opens_the_title(monkeypatch, doors):
    play(monkeypatch)
    assert doors == ["title"]


def test_a_log_opens_the_window_at_its_game(monkeypatch, doors, tmp_path):
    path = str(tmp_path / "game.jsonl")
    play(monkeypatch, "lesson", "--log", path)
    play(monkeypatch, "--log", path)
    assert doors == [("beijing",), ("beijing",)]


def test_plain_lines_are_kept_when_they_are_asked_for(monkeypatch, doors, capsys):
    play(monkeypatch, "lesson", "--text")
    play(monkeypatch, "lesson", "--seat", "nvidia")
    assert doors == []
    assert "You sit at Nvidia." in capsys.readouterr().out


def test_the_title_is_drawn_before_mesa_is_read():
    code = (
        'import sys; sys.modules["mesa"] = None\n'
        "from game.window.app import App\n"
        "App.frame = lambda app: print(type(app.screen).__name__)\n"
        "from game.window.open import open_title\n"
        "open_title(None, 1)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=PATIENCE,
    )  # fmt: skip
    assert done.stdout.split() == ["Splash", "TitleScreen"]
    assert "import of mesa halted" in done.stderr
