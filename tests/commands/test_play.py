"""The command `play` as a person runs it, without a display."""

import pytest


def test_without_a_terminal_play_tells_a_whole_game_and_how_to_take_a_seat(highfence, tmp_path):
    done = highfence("play", "lesson")
    assert (done.returncode, done.stderr) == (0, "")
    assert "=== The end ===" in done.stdout
    assert "highfence play lesson --seat washington" in done.stdout
    kept = list((tmp_path / "games").glob("*-lesson-*.jsonl"))
    assert len(kept) == 1


def test_a_seat_is_taken_left_and_taken_again(highfence, tmp_path):
    log = tmp_path / "game.jsonl"
    left = highfence(
        "play", "lesson", "--seat", "beijing", "--log", log, typed="local_content = 1\n"
    )
    assert f"highfence play --log {log}" in left.stdout
    again = highfence("play", "--log", log, typed="orders\nseal\n")
    assert "  local_content = 1" in again.stdout
    assert again.returncode == 0


@pytest.mark.parametrize("left", ["", '{"kind": "game", "format": 4, "ver'])
def test_a_log_that_a_kill_left_without_a_line_is_begun(highfence, tmp_path, left):
    log = tmp_path / "game.jsonl"
    log.write_text(left)
    refused = highfence("replay", log)
    assert refused.returncode == 2
    remedy = f"highfence play --log {log}"
    assert refused.stderr.endswith(f"holds no confirmed line; begin the game again with {remedy}\n")
    begun = highfence("play", "lesson", "--seat", "beijing", "--log", log, typed="orders\n")
    assert (begun.returncode, begun.stderr) == (0, "")
    assert highfence("replay", log, "--verify").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["--seat", "beijing", "--policy", "beijing=historical"], "beijing is led by a person"),
        (["--seat", "beijing", "--seat", "beijing"], "beijing is named twice"),
        (
            ["--policy", "beijing=historical", "--policy", "beijing=reciprocal"],
            "beijing has two policies",
        ),
    ],
)
def test_an_option_that_could_not_hold_is_a_mistake(highfence, arguments, answer):
    done = highfence("play", "lesson", "--text", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert answer in done.stderr


def test_what_a_log_has_settled_is_not_settled_again(highfence, tmp_path):
    log = tmp_path / "game.jsonl"
    highfence("watch", "lesson", "--turns", 1, "--seed", 3, "--log", log)
    assert "has seed 3 already" in highfence("play", "--log", log, "--seed", 4).stderr
    assert "the game has 1" in highfence("replay", log, "--to", 2).stderr
