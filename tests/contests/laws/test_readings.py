"""When a number holds, and when a law does."""

from game.contests.laws.readings import Cell, Reading, is_met


def reading(value, **wanted):
    return Reading(cell=Cell(law=1, scenario="lesson"), part="a share", value=value, **wanted)


def test_a_number_holds_between_its_marks_and_on_them():
    assert [reading(value, low=40, high=60).holds for value in (39.9, 40, 50, 60, 60.1)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_number_that_may_be_luck_does_not_hold():
    assert reading(3.0, error=1.0, low=2, errors=2).holds
    assert not reading(3.0, error=2.0, low=2, errors=2).holds


def test_a_law_holds_when_all_but_a_twentieth_of_its_cells_do():
    good, near, far = reading(50, high=55), reading(58, high=55), reading(70, high=55)
    assert is_met([good] * 19 + [near])
    assert not is_met([good] * 18 + [near] * 2)
    assert not is_met([good] * 99 + [far])
    assert not is_met([])
