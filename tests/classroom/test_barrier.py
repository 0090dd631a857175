"""The barrier: whatever people and the desk do, each phase closes exactly once and for a cause."""

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.classroom.agenda import agenda_of
from game.config.scenarios import shipped_library
from game.errors import UserError
from tests.classroom.conftest import make_class

ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["wait", "seal", "close", "pause", "go", "more", "leave", "come", "restart"]
        ),
        st.integers(0, 4),
    ),
    min_size=4,
    max_size=14,
)


def act(klass, kind, which):
    from game.classroom import desk_acts

    live = klass.live
    seats = live.room.seats()
    seat = seats[which % len(seats)]
    match kind:
        case "wait":
            klass.clock[0] += 40.0 * (which + 1)
            for person in live.room.members:
                if person not in klass.gone:
                    live.touch(person)
        case "seal":
            klass.seal(*seat)
        case "close":
            klass.close()
        case "pause":
            desk_acts.pause(live)
        case "go":
            desk_acts.go_on(live)
        case "more":
            desk_acts.give_time(live, 1.0)
        case "leave":
            klass.gone.add(klass.person(*seat))
        case "come":
            klass.gone.clear()
        case "restart":
            klass.again()
    klass.live.tick()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_a_phase_closes_once_and_never_without_a_cause(tmp_path_factory, acts):
    klass = make_class(tmp_path_factory.mktemp("room") / "r", people=5)
    klass.until("measures")
    for kind, which in acts:
        with contextlib.suppress(UserError):  # what is not possible now was refused
            act(klass, kind, which)
        assert (klass.live.seconds_left() or 0.0) >= 0.0
    lines = klass.live.files.log.path.read_text().splitlines()
    kinds = [line for line in lines if '"kind": "closing"' in line or '"kind": "step"' in line]
    closings = [line for line in kinds if '"closing"' in line]
    places = [line.split('"place": ')[1].split(",")[0] for line in closings]
    assert len(places) == len(set(places))
    assert all('"cause": "' in line for line in closings)
    assert len(kinds) == 2 * len(closings)
    played = {len(game.played) for game in klass.live.games.values()}
    assert len(played) == 1, "tables in lock step"


def test_every_shipped_plan_takes_its_minutes():
    for plan in shipped_library().classes.values():
        seconds = sum(step.seconds or 0.0 for step in agenda_of(plan))
        assert abs(seconds - 60.0 * plan.minutes) < 1.0
        in_class = plan.largest_team > 1 and not plan.deadlines
        share = plan.debrief.minutes / plan.minutes
        assert share >= 0.2 or not in_class, "a debrief is a fifth of a class"
