"""The command `ensemble` as a person runs it."""

import json


def test_an_ensemble_is_played_once_and_then_found(highfence, tmp_path):
    arguments = ("ensemble", "lesson", "--seat", "congress", "--games", 100, "--json")
    code, told, _ = highfence(*arguments)
    (ensemble,) = json.loads(told)
    assert code == 0
    assert ensemble["seat"] == "congress"
    assert ensemble["games"] >= 100
    assert ensemble["p5"] <= ensemble["median"] <= ensemble["p95"]
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "ensembles").iterdir()}
    assert highfence(*arguments).stdout == told
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_a_seat_that_nobody_can_take_is_one_line(highfence):
    code, told, mistake = highfence("ensemble", "lesson", "--seat", "chipmaker")
    assert (code, told) == (2, "")
    assert mistake.startswith("highfence: seat: nobody can sit at 'chipmaker'; seats are ")
