"""A rehearsal with trouble: robots play a class to its debrief over a kill and an absence."""

import json
import os
import re
import subprocess
import sys

import pytest

from game.classroom.door import open_socket
from game.saves.sealed_seed import SealedSeed
from game.session import Session
from tests.patience import PATIENCE

ROBOTS = 25


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory):
    """What robots at three tables told of a lesson of 50 minutes, and the folder of its room."""
    data = tmp_path_factory.mktemp("data")
    door = open_socket("127.0.0.1", 0)
    port = door.getsockname()[1]
    door.close()
    command = [
        sys.executable, "-c", "from game.cli import main; main()", "class",
        "--rehearse", str(ROBOTS), "--trouble", "--speed", "20", "--port", str(port),
        "--no-browser",
    ]  # fmt: skip
    done = subprocess.run(
        command, env={**os.environ, "XDG_DATA_HOME": str(data)}, capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    folder = next(data.glob("*/rooms/*"), None)
    return done, folder


def counted(done, what):
    found = re.search(rf"^  {what}: (\d+)$", done.stdout, re.MULTILINE)
    return int(found[1]) if found else 0


def test_robots_play_a_lesson_to_its_end_though_one_leaves_and_the_room_is_killed(rehearsal):
    done, _ = rehearsal
    assert done.returncode == 0, done.stderr
    assert counted(done, "joined") == ROBOTS
    for trouble in ("left", "event struck", "room killed", "came back"):
        assert counted(done, trouble) == 1, done.stdout
    assert "gave up" not in done.stdout
    assert "answered" not in done.stdout
    assert "refused (5" not in done.stdout
    assert "Traceback" not in done.stderr


def test_the_debrief_names_the_decision_that_made_the_difference(rehearsal):
    done, _ = rehearsal
    assert re.search(r"^What made the difference: 20\d\d Q\d, \w+.*: .+\(.+\)\.$", done.stdout,
                     re.MULTILINE)  # fmt: skip


def test_every_table_of_the_rehearsal_replays_alone_to_what_it_was(rehearsal):
    _, folder = rehearsal
    seed = SealedSeed.read(folder / "seed.sealed")
    paths = sorted(folder.glob("table-*.jsonl"))
    games = [Session.resume(path, sealed=seed) for path in paths]
    assert len(games) == ROBOTS // 5
    for game in games:
        assert len(game.played) == 4
        assert [act.name for act in game.facilitator.acts] == ["leaked_rule"]


def test_the_seat_that_was_left_was_led_by_a_policy_until_its_student_came_back(rehearsal):
    _, folder = rehearsal
    lines = [json.loads(line) for line in (folder / "room.jsonl").read_text().splitlines()]
    left = next(one["person"] for one in lines if one["kind"] == "presence" and not one["here"])
    seat = next(one for one in lines if one["kind"] == "seated" and one["person"] == left)
    led = [
        one["by_policy"]
        for one in lines
        if one["kind"] == "led" and (one["table"], one["actor"]) == (seat["table"], seat["actor"])
    ]
    assert led[:2] == [True, False]
