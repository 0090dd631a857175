from hypothesis import given
from hypothesis import strategies as st

from game.classroom.teams import are_enough, lead_of

TEAMS = st.lists(st.integers(1, 9), min_size=1, max_size=6, unique=True)


def test_the_first_who_sat_down_leads_and_leads_again_on_return():
    assert lead_of([3, 1, 2], []) == 3
    assert lead_of([3, 1, 2], [3]) == 1
    assert lead_of([3, 1, 2], [1]) == 3


def test_a_team_whose_people_are_all_away_keeps_its_lead():
    assert lead_of([3, 1], [1, 3]) == 3


@given(TEAMS, st.sets(st.integers(1, 9)), st.sampled_from(["lead", "majority", "all"]))
def test_all_who_are_here_are_always_enough_and_nobody_never(team, away, rule):
    assert are_enough(team, team, away, rule)
    assert not are_enough([], team, away, rule)


@given(TEAMS, st.sets(st.integers(1, 9)), st.sets(st.integers(1, 9)))
def test_who_suffices_for_all_suffices_for_the_majority(team, away, agreed):
    if are_enough(agreed, team, away, "all"):
        assert are_enough(agreed, team, away, "majority")


def test_those_who_are_away_do_not_count():
    assert are_enough([1], [1, 2, 3], [2, 3], "all")
    assert not are_enough([2], [1, 2, 3], [2], "majority")
