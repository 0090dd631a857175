import pickle

import pytest

from game.errors import LONGEST, UserError, did_you_mean, visible


@pytest.mark.parametrize(
    ("place", "remedy", "said"),
    [
        ("base.yaml:3", "keep one", "base.yaml:3: 'x' is set twice; keep one"),
        ("base.yaml:3", "", "base.yaml:3: 'x' is set twice"),
        ("", "keep one", "'x' is set twice; keep one"),
        ("", "", "'x' is set twice"),
    ],
)
def test_an_error_says_place_problem_and_remedy_and_leaves_out_what_is_missing(place, remedy, said):
    assert str(UserError(place, "'x' is set twice", remedy)) == said


def test_an_error_survives_the_way_back_from_a_worker_process():
    error = UserError("base.yaml:3", "'x' is set twice", "keep one")
    returned = pickle.loads(pickle.dumps(error))
    assert (returned.place, returned.problem, returned.remedy) == error.args
    assert str(returned) == str(error)


def test_a_near_miss_is_answered_with_the_name_that_was_meant():
    options = ["chip_ceiling", "volume_cap"]
    assert did_you_mean("chip_celing", options) == "did you mean 'chip_ceiling'?"
    assert did_you_mean("VOLUME_CAP", options) == "did you mean 'volume_cap'?"


def test_a_name_like_none_is_answered_with_what_there_is_in_its_order():
    assert did_you_mean("xyz", ["deny", "approve"]) == "known: deny, approve"
    assert did_you_mean("xyz", [f"option{n}" for n in range(30)]).endswith("option11 and 18 more")
    assert did_you_mean("xyz", []) == ""


def test_options_without_an_order_are_listed_by_name():
    names = frozenset(f"option{n}" for n in range(10, 40))
    assert did_you_mean("xyz", names).startswith("known: option10, option11, option12, ")


@pytest.mark.parametrize(
    "value",
    ["a" * 200_000, "word " * 40_000, "\u202e" * 9_000, "'" * 9_000],
    ids=["a word", "words", "marks", "quotes"],
)
def test_a_long_value_is_cut_to_a_readable_length_with_both_ends_of_the_sentence(value):
    text = str(UserError("base.yaml:3", f"unknown field {value!r} of x", f"did you mean {value}?"))
    assert len(text) < 9 * LONGEST
    assert text.startswith("base.yaml:3: unknown field ")
    assert " of x; did you mean " in text
    assert "..." in text


@pytest.mark.parametrize(
    "code", [0x00, 0x1B, 0x7F, 0x85, 0xAD, 0x200B, 0x202E, 0x2028, 0x2066, 0xFEFF]
)
@pytest.mark.parametrize("part", [0, 1, 2])
def test_what_shows_nothing_or_turns_text_is_shown_as_its_code(code, part):
    parts = ["base.yaml:3", "is wrong", "mend it"]
    parts[part] += chr(code)
    text = str(UserError(*parts))
    assert text.isprintable()
    assert f"U+{code:04X}" in text


def test_letters_of_every_script_are_shown_as_they_are():
    text = "名称: é ü ñ 芯片 العربية हिन्दी 🙂\u00a0x"
    assert visible(text) == text
