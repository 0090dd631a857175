"""The recorder: one frame for each picture that differs, as a folder or as one moving picture."""

import pytest
from PIL import Image, ImageSequence

from game.seat.new_game import Setup
from game.window.app import App
from game.window.screen_recorder import ScreenRecorder
from game.window.screens.title import TitleScreen


@pytest.fixture
def app():
    app = App((1280, 720), 100)
    app.start(TitleScreen(app, Setup("lesson", 5)))
    return app


def walk(app, act):
    for action in ("next", "next", "main"):
        app.frame()
        act(app, action)
    app.frame()
    app.redraw()
    app.frame()


def test_a_folder_gets_each_frame_once(app, act, tmp_path):
    app.recorder = ScreenRecorder(tmp_path / "frames")
    walk(app, act)
    names = [path.name for path in sorted((tmp_path / "frames").iterdir())]
    assert names == [f"{number:04}.png" for number in range(1, app.recorder.taken + 1)]
    assert 3 <= app.recorder.taken < app.frames


@pytest.mark.parametrize("kind", ["png", "gif"])
def test_a_moving_picture_has_all_frames_in_the_width_asked(app, act, tmp_path, kind):
    path = tmp_path / "deep" / f"game.{kind}"
    app.recorder = ScreenRecorder(path, width=320)
    walk(app, act)
    app.recorder.save()
    with Image.open(path) as picture:
        assert picture.size == (320, 180)
        assert len(list(ImageSequence.Iterator(picture))) == app.recorder.taken


def test_nothing_taken_writes_nothing(tmp_path):
    ScreenRecorder(tmp_path / "game.png").save()
    assert list(tmp_path.iterdir()) == []
