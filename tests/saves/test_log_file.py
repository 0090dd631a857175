"""One log, one writer: seats that sealed, copies before a rewind, files that fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from game.errors import UserError
from game.saves.log_text import read_log
from game.session import Session
from game.state.position import state_hash
from game.turn.draft import Draft
from tests.patience import PATIENCE
from tests.saves.conftest import begin, give, play

ROOT = Path(__file__).resolve().parents[2]
SEAT = "beijing"
# Orders that Beijing can give at the opening of the lesson, whatever else it has ordered.
ORDERS = ("local_content = 0", "offshore_policy = allow", "capital_subsidy = 3", "probe = none")


def test_a_seat_that_has_sealed_gives_no_more_orders_until_a_rewind(tmp_path):
    path = tmp_path / "game.jsonl"
    session = begin(path)
    give(session, ORDERS[0])
    session.ready(SEAT)
    again = Session.resume(path)
    assert again.is_ready(SEAT)
    for act in (lambda: give(again, ORDERS[1]), lambda: again.undo(SEAT)):
        with pytest.raises(UserError, match="has sealed its orders"):
            act()
    again.rewind(0)
    assert not again.is_ready(SEAT)
    give(again, ORDERS[1])


def test_a_rewind_that_loses_turns_keeps_the_game_as_it_stood(tmp_path):
    session = begin(tmp_path / "game.jsonl")
    give(session, ORDERS[0])
    assert session.rewind(0) is None
    play(session, ORDERS[0])
    marks = session.log.state.hashes
    copy = session.rewind(0)
    assert copy is not None
    assert copy == tmp_path / "game-before-rewind-1.jsonl"
    assert Session.resume(copy).log.state.hashes == marks
    play(session)
    assert session.rewind(0) == tmp_path / "game-before-rewind-2.jsonl"


HOLDER = """
import sys
from pathlib import Path
from game.session import Session
session = Session.resume(Path(sys.argv[1]))
session.hold()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_game_is_played_in_one_window_at_a_time(tmp_path):
    path = tmp_path / "game.jsonl"
    session = begin(path)
    session.close()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(UserError, match="is being played in another window"):
        give(session, ORDERS[0])
    assert session.draft(SEAT) == Draft()
    assert Session.resume(path).log == session.log
    other.communicate(timeout=PATIENCE)
    give(session, ORDERS[0])
    assert read_log(path) == session.log


def test_a_game_played_on_elsewhere_is_not_written_over(tmp_path):
    path = tmp_path / "game.jsonl"
    first = begin(path)
    second = Session.resume(path)
    give(first, ORDERS[0])
    with pytest.raises(UserError, match="has been played on in another window"):
        give(second, ORDERS[1])
    assert read_log(path) == first.log


def test_a_line_that_cannot_be_written_has_not_happened(tmp_path, monkeypatch):
    path = tmp_path / "game.jsonl"
    session = begin(path)
    session.seal()
    session.seal()
    kept, before = path.read_bytes(), state_hash(session.model.position)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("game.saves.log_file.os.fsync", fail)
        with pytest.raises(UserError, match="cannot write: No space left on device"):
            session.pass_turn()
    assert path.read_bytes() == kept
    assert state_hash(session.model.position) == before
    session.pass_turn()
    assert Session.resume(path).log == session.log


@pytest.mark.parametrize(
    "change",
    [
        lambda _: "",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("lesson", "lessen"),
        lambda text: f"{text}{{}}\n",
    ],
)
def test_a_log_that_another_program_changed_takes_no_more_orders(tmp_path, change):
    path = tmp_path / "game.jsonl"
    session = begin(path)
    give(session, ORDERS[0])
    size = len(path.read_text("utf-8"))
    changed = change(path.read_text("utf-8"))
    path.write_text(changed, "utf-8")
    assert session.file is not None
    assert not session.file.is_whole()
    with pytest.raises(UserError, match="was changed by another program"):
        give(session, ORDERS[1])
    if len(changed) <= size:  # what is longer may have been played on
        with pytest.raises(UserError, match="was changed by another program"):
            give(session, ORDERS[1])
    assert path.read_text("utf-8") == changed


def test_a_log_that_was_deleted_takes_no_more_orders(tmp_path):
    path = tmp_path / "game.jsonl"
    session = begin(path)
    path.unlink()
    with pytest.raises(UserError, match="is no longer there"):
        give(session, ORDERS[0])
    assert session.draft(SEAT) == Draft()
