"""A game is its log: what is written is what is read, and nothing confirmed is ever lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.errors import UserError
from game.saves.lines import (
    FORMAT,
    Header,
    Migrated,
    Ordered,
    OwnText,
    PlayedTurn,
    Ready,
    Redone,
    Rewound,
    SealedPhase,
    Seated,
    Undone,
)
from game.saves.log import GameLog
from game.saves.log_file import LogFile
from game.saves.log_state import LoggedDraft
from game.saves.log_text import from_text, read_log, to_text
from game.session import Session
from game.state.position import Phase, state_hash
from game.turn.draft import Draft
from tests.patience import PATIENCE
from tests.saves.conftest import begin, give, play, rechained

ROOT = Path(__file__).resolve().parents[2]
SEAT = "beijing"
# Orders that Beijing can give at the opening of the lesson, whatever else it has ordered.
ORDERS = ("power_subsidy = 0.2", "offshore_policy = allow", "capital_subsidy = 3", "probe = none")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
turns = st.integers(0, 5)
at: dict[str, Any] = {
    "turn": turns,
    "phase": st.sampled_from(get_args(Phase)),
    "actor": st.sampled_from("ab"),
}
headers = st.builds(
    Header,
    version=texts,
    config_hash=texts,
    scenario=texts,
    seed=st.integers(0, 2**63),
    profile=st.dictionaries(texts, texts, max_size=3),
    seats=st.lists(texts, max_size=3).map(tuple),
    own=st.lists(
        st.builds(OwnText, kind=st.just("policies"), name=texts, text=texts), max_size=2
    ).map(tuple),
)
asked: dict[str, Any] = {**at, "by": texts, "key": texts}
lines = st.one_of(
    st.builds(Migrated, format=st.just(FORMAT)),
    st.builds(Ordered, action=texts, cost=st.none() | st.floats(0, 9), **asked),
    st.builds(Undone, **asked),
    st.builds(Redone, **asked),
    st.builds(Ready, **asked),
    st.builds(Seated, leader=texts, why=texts, **asked),
    st.builds(
        SealedPhase,
        turn=turns,
        phase=at["phase"],
        cause=texts,
        open=st.lists(texts, max_size=2).map(tuple),
        by=texts,
    ),
    st.builds(PlayedTurn, turn=turns, hash=st.text("0123456789abcdef", min_size=64, max_size=64)),
    st.builds(Rewound, turn=turns, by=texts),
)
logs = st.builds(GameLog, headers, st.lists(lines, max_size=12).map(tuple))


@given(log=logs)
def test_what_is_written_is_what_is_read(log: GameLog):
    assert from_text(to_text(log)) == log


@given(log=logs, data=st.data())
def test_a_file_cut_anywhere_reads_as_the_lines_that_are_whole(tmp_path_factory, log, data):
    path = tmp_path_factory.mktemp("logs") / "game.jsonl"
    written = to_text(log).encode()
    first = written.index(b"\n") + 1
    cut = data.draw(st.integers(first, len(written)))
    path.write_bytes(written[:cut])
    read = read_log(path)
    # A last line without its newline counts, if all of it is there.
    ends = [place for place, byte in enumerate(written) if byte == ord("\n")]
    whole = sum(end <= cut for end in ends) - 1
    assert read == GameLog(log.header, log.lines[:whole])
    LogFile(path).add(Rewound(turn=0))
    assert read_log(path) == read.adding(Rewound(turn=0))


def test_a_line_cut_inside_a_letter_is_left_out(tmp_path):
    path = tmp_path / "game.jsonl"
    header = begin(path).log.header
    written = path.read_bytes()
    named = Ordered(turn=0, phase="measures", actor=SEAT, action="é")
    path.write_bytes(written + to_text(GameLog(header, (named,))).encode()[len(written) :])
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index("é".encode()) + 1])
    assert read_log(path) == GameLog(header)


@given(log=logs)
def test_a_log_settled_after_its_rewinds_says_the_same(log: GameLog):
    settled = log.settled()
    assert not any(isinstance(line, Rewound) for line in settled.lines)
    assert settled.state.drafts == log.state.drafts
    assert settled.state.hashes == log.state.hashes
    assert settled.state.ready == log.state.ready
    assert settled.state.seated == log.state.seated


@given(log=logs, more=st.lists(lines, max_size=6), at=st.integers(0, 5))
def test_a_log_that_grew_line_by_line_is_the_log_of_its_lines(log: GameLog, more, at: int):
    grown, middle = log, log
    for number, line in enumerate(more):
        grown = grown.adding(line)
        middle = grown if number == at else middle
    whole = GameLog(log.header, (*log.lines, *more))
    assert (grown, grown.state, len(grown)) == (whole, whole.state, len(whole))
    # What grew from a log leaves it, and what else grows from it, alone.
    other = middle.adding(Rewound(turn=0))
    assert other.lines == (*middle.lines, Rewound(turn=0))
    assert grown.lines == whole.lines


@given(steps=st.lists(st.sampled_from(["order", "undo", "redo"]), max_size=20))
def test_undo_takes_back_the_last_and_redo_what_was_taken_back_last(steps: list[str]):
    here: dict[str, Any] = {"turn": 0, "phase": "measures", "actor": SEAT}
    draft, given_orders, taken = LoggedDraft(), list[str](), list[str]()
    for number, step in enumerate(steps):
        if step == "order":
            draft = draft.after(Ordered(action=str(number), **here))
            given_orders, taken = [*given_orders, str(number)], []
        elif step == "undo":
            draft = draft.after(Undone(**here))
            if given_orders:
                taken.append(given_orders.pop())
        else:
            draft = draft.after(Redone(**here))
            if taken:
                given_orders.append(taken.pop())
        assert draft == LoggedDraft(tuple(given_orders), tuple(taken))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", "holds no confirmed line"),
        ('{"kind": "game"', "holds no confirmed line"),
        ("{}\n", "is not a game log"),
        ("[1]\n", "is not a game log"),
        ("not json\n", "is not a game log"),
        (f'{{"kind": "game", "format": {FORMAT + 1}, "news": 1}}\n', "update highfence"),
    ],
)
def test_what_is_no_log_of_this_format_is_refused(tmp_path, text: str, answer: str):
    path = tmp_path / "game.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=answer):
        read_log(path)


@pytest.mark.parametrize("line", ['{"kind": "cheat"}', '{"kind": "undo", "turn": 0}', "{", ""])
def test_a_line_that_is_none_is_refused_with_its_number(tmp_path, line: str):
    path = tmp_path / "game.jsonl"
    begin(path)
    path.write_text(f"{path.read_text('utf-8')}{line}\n", encoding="utf-8")
    answer = r"game\.jsonl:2: (is no line of a game log|does not follow)"
    with pytest.raises(UserError, match=answer):
        Session.resume(path)


@pytest.mark.parametrize(
    ("field", "answer"),
    [("version", "install highfence 0.0.0 to replay it"), ("config_hash", "restore the configs")],
)
def test_a_game_of_another_version_or_other_configs_is_refused(tmp_path, field: str, answer: str):
    path = tmp_path / "game.jsonl"
    begin(path)
    header = json.loads(path.read_text("utf-8"))
    path.write_text(rechained(json.dumps({**header, field: "0.0.0"})), encoding="utf-8")
    with pytest.raises(UserError, match=answer):
        Session.resume(path)


@settings(max_examples=8)
@given(
    steps=st.lists(
        st.sampled_from([*ORDERS, "undo", "redo", "seal", "seal", "rewind"]), max_size=14
    )
)
def test_a_game_resumed_is_the_game_that_was_left(tmp_path_factory, steps: list[str]):
    path = tmp_path_factory.mktemp("games") / "game.jsonl"
    session, sealed = begin(path), 0
    for step in steps:
        if step == "seal" and not session.over:
            session.seal()
            sealed += 1
            if sealed == 2:
                session.pass_turn()
                sealed = 0
        elif step == "rewind":
            session.rewind(max(0, session.model.position.turn - 1))
            sealed = 0
        elif step in {"undo", "redo"}:
            getattr(session, step)(SEAT)
        elif step in ORDERS:
            try_to_give(session, step)
    again = Session.resume(path)
    assert again.log == session.log
    assert again.draft(SEAT) == session.draft(SEAT)
    assert again.model.position.phase == session.model.position.phase
    assert state_hash(again.model.position) == state_hash(session.model.position)
    assert [turn.closed.turn for turn in again.played] == [t.closed.turn for t in session.played]


def try_to_give(session: Session, order: str) -> None:
    """Give an order, unless it is refused here: a refusal leaves no trace."""
    before = session.log
    try:
        give(session, order)
    except UserError:
        assert session.log == before


def test_an_order_taken_back_is_not_played_and_one_given_again_is():
    plain, undone, redone = begin(), begin(), begin()
    play(plain)
    order = give(undone, ORDERS[0])
    assert undone.undo(SEAT) == order
    assert undone.undo(SEAT) is None
    play(undone)
    give(redone, ORDERS[0])
    redone.undo(SEAT)
    assert redone.redo(SEAT) == order
    assert redone.redo(SEAT) is None
    play(redone)
    hashes = [state_hash(session.model.position) for session in (plain, undone, redone)]
    assert hashes[0] == hashes[1] != hashes[2]


def test_a_turn_played_again_after_a_rewind_is_the_turn_it_was():
    session = begin()
    play(session, ORDERS[0])
    play(session, ORDERS[1])
    marks = session.log.state.hashes
    session.rewind(1)
    assert session.log.state.hashes == {0: marks[0]}
    assert session.draft(SEAT) == Draft()
    play(session, ORDERS[1])
    assert session.log.state.hashes == marks
    session.rewind(0)
    play(session, ORDERS[1])
    assert session.log.state.hashes[0] != marks[0]


def test_a_game_that_is_over_stays_over_when_rewound_to_its_end():
    session = begin()
    while not session.over:
        play(session)
    session.rewind(session.scenario.turns)
    assert session.over
    session.rewind(session.scenario.turns - 1)
    assert not session.over


def test_a_fork_goes_its_own_way_and_leaves_the_first_game_alone(tmp_path):
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    session = begin(first)
    play(session, ORDERS[0])
    play(session)
    kept = first.read_bytes()
    session.fork(1, second)
    forked = Session.resume(second)
    assert forked.log.state.hashes == {0: session.log.state.hashes[0]}
    play(forked, ORDERS[2])
    assert forked.log.state.hashes[1] != session.log.state.hashes[1]
    assert first.read_bytes() == kept
    with pytest.raises(UserError, match="name another one"):
        session.fork(1, second)


def test_a_game_opened_at_an_earlier_turn_is_read_and_not_written(tmp_path):
    path = tmp_path / "game.jsonl"
    session = begin(path)
    play(session)
    play(session)
    kept = path.read_bytes()
    earlier = Session.resume(path, to=1)
    assert earlier.model.position.turn == 1
    play(earlier, ORDERS[0])
    assert path.read_bytes() == kept


def test_a_replay_catches_an_order_that_was_changed(tmp_path):
    path = tmp_path / "game.jsonl"
    play(begin(path), ORDERS[0])
    assert Session.resume(path).played
    text = path.read_text("utf-8").replace(ORDERS[0], ORDERS[1])
    path.write_text(rechained(text), encoding="utf-8")
    with pytest.raises(UserError, match="turn 1: replays to"):
        Session.resume(path)


PLAYER = """
import sys
from pathlib import Path
from game.session import Session
from game.config.scenarios import load_scenario
from game.state.levers import Action
session = Session.begin(load_scenario("lesson"), seats=("beijing",), path=Path(sys.argv[1]))
def give(text):
    session.order(Action.parse(text, session.scenario.levers, actor="beijing"))
give("local_content = 0")
session.seal()
session.seal()
session.pass_turn()
give("offshore_policy = allow")
print(session.log.state.hashes[0], flush=True)
while True:
    session.undo("beijing")
    session.redo("beijing")
"""


def test_a_killed_process_loses_nothing_that_was_confirmed(tmp_path):
    path = tmp_path / "game.jsonl"
    player = subprocess.Popen(
        [sys.executable, "-c", PLAYER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert player.stdout is not None
    with player.stdout:
        mark = player.stdout.readline().strip()
        player.kill()
        player.wait(timeout=PATIENCE)
    assert mark
    resumed = Session.resume(path)
    assert resumed.log.state.hashes == {0: mark}
    draft = resumed.draft(SEAT)
    (order,) = (*draft.orders, *draft.taken_back)
    assert order.setting(resumed.scenario.levers) == "offshore_policy = allow"
