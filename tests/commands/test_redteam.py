"""The command `redteam` as a person runs it."""

import json

import pytest

SMALL = ("--games", "4", "--training", "3", "--rounds", "1", "--greedy", "0")


def test_an_attack_is_told_with_its_players_and_its_levers(highfence):
    code, told, _ = highfence("redteam", "lesson", "--seat", "beijing", *SMALL)
    assert code == 0
    assert told.startswith("Without reading the board, ")
    assert "The plan leans most on " in told
    assert "Players of beijing (mark " in told
    assert "The plan, by what it loses without each step" in told


@pytest.fixture(scope="module")
def answers():
    """What attacks told, by their arguments: each is played once."""
    return {}


@pytest.fixture
def attack_beijing(highfence, answers):
    """Return what an attack on Beijing tells as JSON."""

    def attack(*more):
        if more not in answers:
            arguments = ("redteam", "lesson", "--seat", "beijing", *SMALL, "--seed", "3", "--json")
            done = highfence(*arguments, *more)
            assert done.returncode == 0, done.stderr
            answers[more] = json.loads(done.stdout)
        return answers[more]

    return attack


def test_an_attack_is_one_json_value_with_all_that_was_found(attack_beijing):
    came = attack_beijing()
    assert (came["seat"], came["seed"], came["effort"]["testing"]) == ("beijing", 3, 4)
    assert {player["kind"] for player in came["players"]} == {"policy", "bot", "plan"}
    assert [lean["order"] for lean in came["leans"]] == [step["order"] for step in came["plan"]]
    assert came["loop"]["order"] == came["plan"][0]["order"]
    assert set(came["leans"][0]["aims"]) >= {"compute", "self_reliance"}


def test_opponents_can_be_named(attack_beijing):
    scores = [
        attack_beijing(*more)["players"][0]["score"]
        for more in ((), ("--policy", "washington=tighten_hard"))
    ]
    assert scores[0] != scores[1]


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("lesson", "--seat", "peking"), "seat: nobody can sit at 'peking'"),
        (("lessen", "--seat", "beijing"), "unknown scenario 'lessen'; did you mean 'lesson'?"),
        (
            ("lesson", "--seat", "beijing", "--policy", "beijing=reciprocal"),
            "--policy: beijing is the seat that is attacked; leave it out",
        ),
        (
            ("lesson", "--seat", "beijing", "--games", "3"),
            "--greedy: 4 is more than the 3 games of the test; raise --games",
        ),
        (("lesson",), "--seat"),
    ],
)
def test_a_mistake_is_one_line(highfence, arguments, answer):
    code, told, mistake = highfence("redteam", *arguments)
    assert (code, told) == (2, "")
    assert answer in mistake
    assert mistake.count("\n") == 1
