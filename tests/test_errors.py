import pickle

import pytest

from game.errors import UserError, did_you_mean


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
