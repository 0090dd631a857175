"""The command `patterns` as a person runs it."""

import json


def test_a_pattern_is_looked_for_in_runs_and_placebos(highfence):
    code, told, _ = highfence("patterns", "F12", "--replicates", 10, "--json")
    found = json.loads(told)
    assert code == 0
    assert found["replicates"] == 10
    (pattern,) = found["patterns"]
    assert pattern["name"] == "F12"
    assert 0.0 <= pattern["placebo"] <= 1.0


def test_an_unknown_pattern_is_one_line(highfence):
    code, told, mistake = highfence("patterns", "F99")
    assert (code, told) == (2, "")
    assert "F99" in mistake
    assert mistake.count("\n") == 1
