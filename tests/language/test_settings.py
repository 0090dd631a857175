"""A setting stands by name beside its lever, and is its number before anything is computed."""

import numpy as np
import pytest

from game.language.expression import ExpressionError, compile_expression
from game.language.settings import find_bare_numbers, name_settings, number_settings

LINES = {"none": 0.0, "old_line": 1.0, "new_line": 2.0}
SCALES = {
    "ladder": {"watch": 0.0, "licence": 1.0, "ban": 3.0},
    "gate.h200": {"open": 0.0, "none": 1.0},
    "switch": {"off": 0.0, "on": 1.0},
    "ceiling": LINES,
    "target": LINES,
}
KNOWN = {*SCALES, "talks", "licences"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ladder >= ban", "ladder >= 3"),
        ("ban<=ladder and talks > 0.5", "3<=ladder and talks > 0.5"),
        ("licence <= ladder <\n  ban", "1 <= ladder <\n  3"),
        ("previous.ladder == watch", "previous.ladder == 0"),
        ("mean.switch > off", "mean.switch > 0"),
        ("gate.h200 in [open, none]", "gate.h200 in [0, 1]"),
        ("not (switch == on) or ladder not in [ban]", "not (switch == 1) or ladder not in [3]"),
        ("target < min(ceiling, new_line)", "target < min(ceiling, 2)"),
        ("target <= where(talks > 1, old_line, ceiling)", "target <= where(talks > 1, 1, ceiling)"),
        ("target <= ceiling - 1", "target <= ceiling - 1"),
        ("talks >= 3", "talks >= 3"),
        ("  ladder == ban", "  ladder == 3"),
    ],
)
def test_a_name_is_the_number_of_its_levers_setting(written, read):
    assert number_settings(written, SCALES, KNOWN) == read
    assert name_settings(read, SCALES) == written


def test_one_name_is_each_levers_own_setting():
    assert number_settings("ceiling == none", SCALES) == "ceiling == 0"
    assert number_settings("gate.h200 == none", SCALES) == "gate.h200 == 1"


def test_what_a_lever_is_set_to_may_be_named():
    """An expression of `set` gives a setting of the lever it sets."""
    formula = "where(talks > 1, none, min(ceiling, old_line))"
    assert (
        number_settings(formula, SCALES, KNOWN, "target") == "where(talks > 1, 0, min(ceiling, 1))"
    )


@pytest.mark.parametrize(
    ("text", "place", "problem", "remedy"),
    [
        (
            "ladder == bam",
            "column 11 of 'ladder == bam'",
            "ladder has no setting 'bam'",
            "did you mean 'ban'? its settings: watch, licence, ban",
        ),
        (
            "ladder == on",
            "column 11 of 'ladder == on'",
            "ladder has no setting 'on'",
            "its settings: watch, licence, ban",
        ),
        (
            "talks > 1 and talks == ban",
            "column 24 of 'talks > 1 and talks == ban'",
            "'ban' is a setting of ladder, and stands beside no lever",
            "write ladder == ban",
        ),
        (
            "none",
            "column 1 of 'none'",
            "'none' is a setting of gate.h200, ceiling and target, and stands beside no lever",
            "write gate.h200 == none",
        ),
        (
            "gate.h200 == ceiling == none",
            "column 25 of 'gate.h200 == ceiling == none'",
            "'none' is another setting of gate.h200 and ceiling",
            "compare one lever at a time",
        ),
        (
            "ladder + ban > 3",
            "column 10 of 'ladder + ban > 3'",
            "'ban' is a setting of ladder, and stands beside no lever",
            "write ladder == ban",
        ),
    ],
)
def test_a_name_that_is_none_of_its_levers_settings_is_refused(text, place, problem, remedy):
    with pytest.raises(ExpressionError) as refused:
        number_settings(text, SCALES, KNOWN)
    error = refused.value
    assert (error.place, error.problem, error.remedy) == (place, problem, remedy)


def test_a_misspelt_quantity_beside_a_lever_is_left_to_be_told_as_one():
    assert number_settings("ladder > talk", SCALES, KNOWN) == "ladder > talk"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ladder >= 3 and talks > 3", "ladder >= ban and talks > 3"),
        ("ladder > 2", "ladder > 2"),
        ("switch and talks > 1", "switch == on and talks > 1"),
        ("not switch or not ladder", "switch == off or ladder == watch"),
        ("ladder", "ladder != watch"),
        ("where(switch, 3, ladder) == ladder", "where(switch == on, ban, ladder) == ladder"),
        ("ladder <= previous.ladder + 1", "ladder <= previous.ladder + 1"),
    ],
)
def test_a_number_that_stands_for_a_setting_is_found_with_its_name(text, named):
    assert name_settings(text, SCALES, is_condition=True) == named
    assert bool(find_bare_numbers(text, SCALES, is_condition=True)) == (text != named)


@pytest.mark.parametrize("value", [0.0, 1.0, 2.0, 3.0])
@pytest.mark.parametrize("text", ["switch", "not ladder", "ladder and switch", "2 > ladder > 0"])
def test_the_named_form_computes_the_same(text, value):
    """What `highfence check` proposes never changes what a policy does."""
    named = number_settings(name_settings(text, SCALES, is_condition=True), SCALES)
    values = {"ladder": value, "switch": min(value, 1.0)}

    def truth(written):
        expression = compile_expression(written)
        return bool(expression.evaluate(lambda name: np.array([[values[name]]])).item())

    assert truth(named) == truth(text)
