"""A little of the standing attack, with a fresh seed each time, and all that it ever found."""

import secrets
from pathlib import Path
from random import Random

import pytest

from game.paths import CLONE
from tests.attack import writes
from tests.attack.attacks import NAMES, attack_named
from tests.attack.case import Case, read_case
from tests.attack.trial import what_is_wrong

KEPT = sorted((Path(__file__).parent / "cases").glob("*.json"))
# How many cases of each attack are tried here; those that take seconds are few.
CASES = {
    "logs": 12,
    "writes": 1,
    "own_files": 4,
    "shipped_configs": 1,
    "arguments": 2,
    "expressions": 300,
    "batches": 1,
    "rooms": 1,
    "texts": 1,
    "targets": 300,
    "corners": 1,
    "window": 1,
}


@pytest.fixture(autouse=True)
def nothing_lies_around(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_an_attack_with_fresh_luck_finds_nothing(name, tmp_path):
    if name == "writes" and not writes.IS_POSSIBLE:
        pytest.skip("faults are put into calls by a library that a compiler makes, on Linux")
    seed = secrets.randbits(48)
    random = Random(seed)
    for _ in range(CASES[name]):
        case = attack_named(name).invent(random)
        wrong = what_is_wrong(case)
        path = tmp_path / case.name
        if wrong:
            path.write_text(case.to_text(wrong), "utf-8")
        assert not wrong, f"seed {seed}; python -m tests.attack {path}"


@pytest.mark.parametrize("path", KEPT, ids=[path.stem for path in KEPT])
def test_what_was_found_once_is_right_now(path):
    assert what_is_wrong(read_case(path)) == ""


def test_every_attack_is_tried():
    assert list(CASES) == list(NAMES)


def test_the_same_luck_invents_the_same_cases():
    for name in NAMES:
        one, other = (attack_named(name).invent(Random(7)) for _ in range(2))
        assert one.to_text() == other.to_text()


def test_a_case_is_the_same_once_it_was_written_and_read(tmp_path):
    case = Case(attack="logs", values={"a": [1, "\u202e"]}, files={"x": b"\xff", "y": b"text"})
    path = tmp_path / "case.json"
    path.write_text(case.to_text("wrong"), "utf-8")
    assert read_case(path) == case


def test_what_went_wrong_names_no_folder_of_this_machine(monkeypatch):
    def fail(_case: Case, _folder: Path) -> None:
        raise KeyError("unheard of")

    monkeypatch.setattr("tests.attack.expressions.judge", fail)
    wrong = what_is_wrong(Case(attack="expressions"))
    assert 'File "tests/attack/test_attack.py"' in wrong
    assert "unheard of" in wrong
    assert str(CLONE) not in wrong
