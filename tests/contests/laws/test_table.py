"""The table of laws, and the page and the benchmark that tell it."""

import json
import re
import sys

import pytest

from benchmarks import contest
from game.contests.laws.ground import Budget, Ground
from game.contests.laws.shortfalls import SHORTFALLS
from game.contests.laws.table import LAWS
from game.hindcast.laws import LAWS as HINDCAST_LAWS
from game.hindcast.laws import opening_apart, world_at
from game.paths import CLONE

ALL = {**LAWS, **HINDCAST_LAWS}


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "kept.json"


@pytest.fixture
def measure(kept, monkeypatch, capsys):
    """Run the benchmark in this process; return what it prints."""

    def run(*arguments):
        small = ("--training", "3", "--testing", "4", "--drawn", "0", "--keep", str(kept))
        monkeypatch.setattr(sys, "argv", ["contest.py", *arguments, *small])
        contest.main()
        return capsys.readouterr().out

    return run


def test_there_are_25_laws():
    assert sorted(ALL) == list(range(1, 26))


def test_every_law_can_be_measured():
    assert all(law.is_built for law in ALL.values())


def test_the_page_tells_every_law_as_the_table_has_it():
    page = (CLONE / "docs" / "contest.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d+) \| (.+? \| .+?) \| ", page, flags=re.MULTILINE))
    assert rows == {
        str(number): f"{law.says} | {law.mark}" for number, law in sorted(ALL.items())
    }, "measure and write it again: python benchmarks/contest.py --keep FILE --write"


def test_a_law_of_which_a_part_was_not_measured_says_so():
    page = (CLONE / "docs" / "contest.md").read_text(encoding="utf-8")
    for law in ALL.values():
        row = next(line for line in page.splitlines() if line.startswith(f"| {law.number} | "))
        section = page.partition(f"## Law {law.number}: ")[2].partition("## Law ")[0]
        for part in law.parts:
            is_told = f"not measured: {part}" in row
            assert is_told == (bool(section) and f"| {part}" not in section), (law.number, part)


def test_the_benchmark_prints_rows_and_goes_on_where_it_was_stopped(measure, kept):
    arguments = ("--rows", "2,16,23", "--scenarios", "lesson", "--seats", "beijing")
    told = measure(*arguments)
    assert "lesson beijing own: nothing" in told
    assert "16. patterns can fail" in told
    assert "not measured" in told
    held = json.loads(kept.read_text())
    assert set(held) == {"2 lesson beijing"}
    held["2 lesson beijing"]["readings"] = held["2 lesson beijing"]["readings"][:1]
    kept.write_text(json.dumps(held))
    (reading,) = json.loads(measure(*arguments, "--json"))
    assert (reading["part"], reading["cell"]["seat"]) == ("nothing", "beijing")


def test_the_benchmark_refuses_a_law_that_there_is_not(measure, capsys):
    with pytest.raises(SystemExit) as ended:
        measure("--rows", "26")
    assert ended.value.code == 2
    assert "there is no law 26" in capsys.readouterr().err


def test_the_hindcasts_own_state_is_no_distance_from_itself():

    ground = Ground("lesson", Budget(drawn=0))
    apart = opening_apart(ground)
    assert "capital" not in apart
    assert all(share >= 0 for share in apart.values())
    assert world_at(ground.scenario.start).month == ground.scenario.start


def test_a_scenario_opens_in_the_world_that_the_hindcast_validates():
    apart = opening_apart(Ground("december_2025", Budget(drawn=0)))
    assert max(apart.values()) <= 25


def test_no_reason_has_a_hyphen_that_a_line_was_folded_at():
    assert not [number for number, why in SHORTFALLS.items() if re.search(r"\w- \w", why)]


def test_the_page_says_why_a_law_does_not_hold_and_only_then():
    page = (CLONE / "docs" / "contest.md").read_text(encoding="utf-8")
    assert SHORTFALLS.keys() <= ALL.keys()
    for number, why in SHORTFALLS.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| {number} | "))
        assert (why in page) == (" does not hold" in row), number
