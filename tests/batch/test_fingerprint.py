"""The hash of the code covers what games are made of, and nothing that only shows them."""

import subprocess
import sys
from pathlib import Path

import game
from game.batch.fingerprint import FRONT_ENDS

PLAYED = """
import sys
from pathlib import Path
from game.ahead.ensemble import Order, Portion, play_portion
from game.batch.runner import run_batch
from tests.batch.conftest import study_of

run_batch(study_of(), Path(sys.argv[1]) / "batch", workers=1)
portion = Portion(policy="status_quo", first=0, count=1)
play_portion(Order(scenario="lesson", seat="beijing"), portion, Path(sys.argv[1]))
rooms = {name.split(".")[1] for name in sys.modules if name.startswith("game.")}
print(*sorted(rooms), sep="\\n")
"""


def test_every_room_that_is_left_out_is_there():
    root = Path(game.__path__[0])
    assert [name for name in FRONT_ENDS if not (root / name).exists()] == []


def test_no_room_that_is_left_out_has_a_part_in_a_game(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PLAYED, str(tmp_path)], capture_output=True, check=True, text=True
    )
    rooms = set(done.stdout.split())
    assert {"batch", "ahead", "model", "turn"} <= rooms
    assert rooms & {name.removesuffix(".py") for name in FRONT_ENDS} == set()
