"""A seat that looks ahead, as a person asks for it and reads what it compared."""

import json

import pytest

SEAT, LEVER = "chipmakers", "capacity"


@pytest.fixture
def watched(highfence, tmp_path):
    """A turn of the lesson with a strategist, as JSON; its log lies beside."""
    log = tmp_path / "game.jsonl"
    lead = f"{SEAT}=strategist_small"
    done = highfence("watch", "lesson", "--turns", 1, "--policy", lead, "--log", log, "--json")
    return log, json.loads(done.stdout)


@pytest.mark.usefixtures("tiny_strategists")
def test_what_was_compared_is_in_the_objects_and_explains_the_orders(highfence, watched):
    log, game = watched
    fired = [firing for firing in game["turns"][0]["fired"][SEAT] if firing["foresight"]]
    assert [firing["phase"] for firing in fired] == ["measures", "responses"]
    measures = fired[0]["foresight"]
    assert measures["stood"]["ahead"] == 0.0
    assert {*measures["beliefs"]} == {"washington", "congress", "nvidia", "beijing"}
    told = json.loads(highfence("explain", log, LEVER, "--json").stdout)
    assert told["foreseen"] == [
        {"phase": firing["phase"], "actor": SEAT, **firing["foresight"]} for firing in fired
    ]
    lines = highfence("explain", log, LEVER).stdout
    assert lines.count(f"{SEAT} looked ahead and ") == 2
    assert f"over {measures['rollouts']} rollouts of the same luck" in " ".join(lines.split())
    assert lines.count("believed Washington: ") == 2


@pytest.mark.usefixtures("tiny_strategists")
def test_a_game_with_a_strategist_is_the_same_when_it_is_played_again(highfence, watched):
    assert highfence("replay", watched[0], "--verify").returncode == 0


@pytest.mark.parametrize("command", ["watch", "play"])
def test_a_size_that_there_is_not_is_told_by_the_nearest_name(highfence, command):
    done = highfence(command, "lesson", "--policy", "washington=strategist_huge")
    assert done.returncode == 2
    assert "unknown policy 'strategist_huge'; did you mean 'strategist_large'?" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("tournament", "lesson", "--policies", "beijing=strategist,status_quo"),
        ("tournament", "lesson", "--policy", "nvidia=strategist"),
        ("duel", "beijing=strategist", "beijing=status_quo"),
        ("duel", "watchdog", "riders_first", "--policy", "beijing=strategist"),
    ],
)
def test_where_many_games_are_played_a_strategist_without_a_size_is_refused(highfence, command):
    code, told, mistake = highfence(*command)
    assert (code, told) == (2, "")
    assert "'strategist' does not say how much it looks at" in mistake
    assert "give its size: strategist_small, strategist_medium, strategist_large" in mistake
    assert mistake.count("\n") == 1
