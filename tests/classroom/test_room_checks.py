"""A room that was damaged or forged is refused with its file, and opens on nothing else."""

import json

import pytest

from game.classroom.exporting import export_room
from game.classroom.live_room import LiveRoom
from game.classroom.room_files import LOG, SEED
from game.errors import UserError
from tests.saves.conftest import rechained

GATE = "import_gate.h200_class"
LUCK = {
    "gone": None,
    "empty": b"",
    "no JSON": b"{",
    "no UTF-8": b"\xff\xfe",
    "no table": b"[]",
    "without its secret": b'{"seed": "7"}',
    "a seed that is no number": b'{"seed": "x", "secret": "secret"}',
    "of another room": b'{"seed": "8", "secret": "secret"}',
}
FORGED = {
    "table": {"kind": "extra", "at": 1.0, "table": 9, "actor": "beijing", "seconds": 60.0},
    "actor": {"kind": "extra", "at": 1.0, "table": 0, "actor": "brussels", "seconds": 60.0},
    "person": {"kind": "presence", "at": 1.0, "person": 99, "here": True},
    "place": {"kind": "step", "at": 1.0, "place": 99, "deadline": None, "cause": "desk"},
    "seat": {"kind": "closing", "at": 1.0, "place": 2, "cause": "zero", "open": ["x.beijing"]},
    "step": {"kind": "closing", "at": 1.0, "place": 2, "cause": "rewind", "to": 99},
    "order": {
        "kind": "propose", "at": 1.0, "person": 1, "table": 0, "actor": "beijing", "turn": 0,
        "phase": "measures", "key": "k", "target": "gate", "setting": "open", "stands": True,
    },
    "no line": {"kind": "extra", "at": 1.0, "table": 0, "actor": "beijing",
        "seconds": float("nan"),
    },
}  # fmt: skip


@pytest.fixture
def folder(klass):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "open")
    klass.live.close()
    return klass.live.files.folder


def refusals(folder, tmp_path):
    """Return what is said to who exports the room, and to who opens it."""
    said = []
    for act in (
        lambda: export_room(folder, tmp_path / "out"),
        lambda: LiveRoom.open(folder, now=lambda: 2e9).close(),
    ):
        try:
            act()
        except UserError as refusal:
            said.append(str(refusal))
    return said


def test_a_whole_room_opens_and_is_exported(folder, tmp_path):
    assert refusals(folder, tmp_path) == []


@pytest.mark.parametrize("content", LUCK.values(), ids=LUCK)
def test_a_room_with_other_luck_than_it_began_with_is_not_played_on(content, folder, tmp_path):
    path = folder / SEED
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    exported, opened = refusals(folder, tmp_path)
    assert exported == opened
    assert SEED in opened


def test_a_game_that_is_gone_is_told_and_not_begun_anew(folder, tmp_path):
    (folder / "table-1.jsonl").unlink()
    exported, opened = refusals(folder, tmp_path)
    assert exported == opened
    assert "table-1.jsonl: is gone" in exported
    assert not (folder / "table-1.jsonl").exists()


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_line_that_names_what_is_not_there_is_told_with_its_number(what, folder, tmp_path):
    path = folder / LOG
    text = path.read_text("utf-8")
    path.write_text(rechained(text + json.dumps(FORGED[what]) + "\n"), "utf-8")
    exported, opened = refusals(folder, tmp_path)
    assert exported == opened
    assert f"{LOG}:{len(text.splitlines()) + 1}" in exported
    assert what in exported
