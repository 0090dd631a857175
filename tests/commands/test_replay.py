"""The command `replay` as a person runs it, with logs that were tampered with."""

import json

import pytest

from tests.saves.conftest import rechained


def test_a_log_whose_states_were_changed_is_refused(highfence, tmp_path):
    log = tmp_path / "game.jsonl"
    highfence("watch", "lesson", "--turns", 1, "--log", log)
    text = log.read_text("utf-8")
    mark = json.loads(text.splitlines()[-1])["hash"]
    log.write_text(rechained(text.replace(mark, mark[::-1])), "utf-8")
    done = highfence("replay", log, "--verify")
    assert done.returncode == 2
    assert "turn 1: replays to " in done.stderr


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        (('"washington": ', '"nobody": '), ":1: nobody leads washington"),
        (('"seal", "turn": 0', '"seal", "turn": -1'), ":2: is of turn -1"),
        (('"phase": "measures"', '"phase": "responses"'), ":2: is of the responses"),
    ],
)
def test_a_log_made_by_hand_is_refused_by_its_line(highfence, tmp_path, change, answer):
    log = tmp_path / "game.jsonl"
    highfence("watch", "lesson", "--turns", 1, "--log", log)
    log.write_text(rechained(log.read_text("utf-8").replace(*change)), "utf-8")
    done = highfence("replay", log)
    assert done.returncode == 2
    assert answer in done.stderr
