import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.classroom.clock import Clock, started

ACTS = st.lists(
    st.tuples(
        st.floats(0, 400),
        st.sampled_from(["hold", "release", "more", "less"]),
    ),
    max_size=12,
)


def play(acts, seconds=300.0):
    clock, now = started(1000.0, seconds), 1000.0
    for wait, act in acts:
        now += wait
        if act == "hold":
            clock = clock.held(now, "desk")
        elif act == "release":
            clock = clock.released(now)
        else:
            clock = clock.with_more(now, 60.0 if act == "more" else -60.0)
        yield now, clock


@given(ACTS)
def test_a_clock_is_never_negative(acts):
    for now, clock in play(acts):
        for later in (now, now + 10, now + 10_000):
            assert clock.left_at(later) >= 0.0


@given(ACTS)
def test_a_clock_never_runs_backwards_by_itself_and_stands_while_it_is_held(acts):
    for now, clock in play(acts):
        left = [clock.left_at(now + wait) for wait in (0, 1, 50, 500)]
        assert left == sorted(left, reverse=True)
        if clock.is_held:
            assert len(set(left)) == 1


def test_a_held_clock_goes_on_where_it_stood():
    clock = started(0.0, 100.0).held(40.0, "desk").released(1000.0)
    assert clock.left_at(1000.0) == 60.0


def test_time_given_after_zero_counts_from_now():
    assert started(0.0, 10.0).with_more(30.0, 60.0).left_at(30.0) == 60.0


def test_a_clock_that_is_off_ends_nothing():
    off = Clock()
    assert not off.is_over(10**9)
    assert off.held(5.0, "desk") == off.with_more(5.0, 60.0) == off


@pytest.mark.parametrize(("now", "over"), [(99.9, False), (100.0, False), (102.0, True)])
def test_a_tap_under_way_at_zero_still_counts_in_the_grace(now, over):
    assert started(0.0, 100.0).is_over(now, grace=2.0) is over
