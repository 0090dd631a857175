"""What a newcomer reads: plain names, plain numbers, no marks, and why the game ended so."""

import pytest

from game.seat.debrief.account import Account, Scored
from game.window.motion import Motion
from game.window.widgets.decided import decided_by
from game.words.numbers import day_text, tenths, thin, without_marks


@pytest.mark.parametrize("value", [6e-9, -2e-8, 0.0001, 12345.0, 0.0])
def test_no_number_is_written_in_powers_of_ten(value):
    assert "e" not in thin(value)


def test_capital_is_never_told_larger_than_it_is():
    assert tenths(0.0932) == "0"
    assert tenths(0.98) == "0.9"
    assert tenths(1.5) == "1.5"


def test_marks_of_sources_are_left_out_and_names_of_chips_are_not():
    assert without_marks("Guidance (C13) on it (DE5, M87)") == "Guidance on it"
    assert without_marks("the old chip (H20)") == "the old chip (H20)"


def test_dates_are_written_as_people_read_them():
    assert day_text("2025-08-12") == "12 Aug 2025"
    assert day_text("2025-08") == "Aug 2025"
    assert day_text("early 2025") == "early 2025"


def test_a_lost_game_says_how_far_off_it_was_and_what_cost_most():
    aims = (
        Scored(name="a", title="Compute now", score=50.0, weight=0.4, says=""),
        Scored(name="b", title="Self-reliance", score=10.0, weight=0.6, says=""),
    )
    told = Account.__new__(Account)
    values = {
        "score": 26.0, "target": 60.0, "won": False, "aims": aims,
        "totals": (40.0, 45.0, 26.0), "dates": ("2026 Q1", "2026 Q2"),
    }  # fmt: skip
    for name, value in values.items():
        object.__setattr__(told, name, value)
    first, dearest, _, turned = decided_by(told)
    assert first.startswith("34.0 points short")
    assert dearest == "Self-reliance cost you 54.0 of its 60 points."
    assert "2026 Q1 (+5.0)" in turned
    assert "2026 Q2 (–19.0)" in turned  # noqa: RUF001 - the sign that is shown


def test_a_motion_stands_until_begun_goes_to_its_end_and_can_be_cut_short(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("game.window.motion.time.monotonic", lambda: now[0])
    moving = Motion(1.0, 4)
    assert moving.is_over
    moving.begin()
    assert moving.share == 0.0
    now[0] = 0.5
    assert moving.move()
    assert not moving.move()
    assert 0.5 < moving.share < 1.0
    moving.end()
    assert moving.is_over
    assert moving.share == 1.0
