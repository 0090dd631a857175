"""The command `dock` as a person runs it."""

import json

from game.hindcast.docking.arithmetic import ARITHMETIC


def test_both_comparisons_are_one_json_value(highfence):
    code, told, _ = highfence("dock", "--json")
    printed = json.loads(told)
    assert code == 0
    assert len(printed["arithmetic"]) == len(ARITHMETIC)
    assert {ratio["name"] for ratio in printed["exports_2026"]} >= {"no_exports", "b30a_allowed"}


def test_both_comparisons_are_tables_for_people(highfence):
    code, told, _ = highfence("dock")
    assert code == 0
    assert "Arithmetic" in told
    assert "US over Chinese compute added in 2026" in told
    assert "differs" not in told
