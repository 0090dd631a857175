"""The shipped plans: robots play each to its end, by the pages of people, on a clock in hand."""

import datetime

import pytest

from game.classroom import acts, arrivals
from game.classroom.clock import nearest_due
from game.classroom.public_view import read_room
from game.classroom.robots import Forms, Robot, RobotTally
from game.config.scenarios import shipped_library
from game.config.schema.world import STRUCK_BY_HAND
from game.errors import UserError
from game.session import Session
from game.state.position import state_hash
from tests.classroom.conftest import make_class

PLANS = sorted(shipped_library().classes)


def planned(folder, **given):
    return make_class(folder, **given)


class Pupil(Robot):
    """A robot whose time is in the test's hand: it does at once what a page offers."""

    def __init__(self, browser, number, counted):
        super().__init__(0, number, counted)
        self.browser = browser

    def ask(self, method, path, form=None, *, accept="*/*"):
        self.browser.keys |= self.cookies
        if method == "GET":
            answer = self.browser.get(path)
        else:
            headers = {"accept": accept, **self.browser.origin}
            answer = self.browser.post(path, data=form, headers=headers)
        self.cookies |= dict(answer.cookies)
        return answer.status_code, answer.text, dict(answer.headers)


@pytest.mark.parametrize("name", PLANS)
def test_robots_play_each_shipped_plan_to_its_end_in_its_minutes(web_of, name, tmp_path):
    plan = shipped_library().classes[name]
    klass = planned(tmp_path / "room", people=0, plan=name)
    # The week falls due at noon and in the evening, here where the test runs.
    klass.clock[0] = datetime.datetime(2027, 1, 4, 12, 0).timestamp()
    browser, counts = web_of(klass), RobotTally()
    pupils = [Pupil(browser(), n, counts) for n in range(1 if plan.largest_team == 1 else 2)]
    for pupil in pupils:
        pupil.join(klass.live.files.header.code)
    began = klass.clock[0]
    klass.close()
    while klass.live.room.stage != "archived":
        place, stage = klass.live.room.place, klass.live.room.stage
        for pupil in pupils:
            play(pupil, stage)
        left = klass.live.room.clock.left_at(klass.clock[0])
        klass.clock[0] += left + 3.0 if left is not None else 60.0 * minutes_of(plan, klass, place)
        for pupil in pupils:  # a page that is open says so again and again
            pupil.ask("GET", f"{pupil.home}bell?after=&wait=0")
        press_on(pupils, klass)
        klass.live.tick()
        assert klass.live.room.place > place, stage
    minutes = (klass.clock[0] - began) / 60.0
    assert minutes == pytest.approx(plan.minutes, rel=0.05)
    assert not [line for line in counts.lines() if "answered" in line or "(5" in line]
    assert all(len(game.played) == len(plan.turns) for game in klass.live.games.values())


def play(pupil, stage):
    """Let a robot give an order, and seal where it does so before the clock ends."""
    if stage not in ("measures", "responses"):
        return
    _, page, _ = pupil.ask("GET", pupil.home)
    offers = [form for form in Forms(page).of("propose") if form["buttons"]]
    if offers:
        pupil.press(pupil.luck.choice(offers))


def press_on(pupils, klass):
    """Seal and go on where no clock does: people set the pace."""
    if klass.live.plan.pace == "people":
        for pupil in pupils:
            _, page, _ = pupil.ask("GET", pupil.home)
            for act in ("seal", "go_on"):
                for form in Forms(page).of(act):
                    pupil.press(form)


def minutes_of(plan, klass, place):
    """The minutes that a plan without a clock has in mind for a step."""
    step = klass.live.agenda[place]
    if step.stage in ("what", "why", "real", "so_what"):
        return getattr(plan.debrief, step.stage)
    if step.stage == "brief":
        return plan.brief
    return getattr(plan.turns[step.turn], step.stage)


def test_a_planned_event_strikes_once_at_every_table_and_again_after_a_rewind(tmp_path):
    from game.classroom import desk_acts

    klass = planned(tmp_path / "room", plan="lesson_90min")
    klass.until("measures", 2)
    klass.again()
    klass.until("reveal", 2)
    for game in klass.live.games.values():
        assert [act.name for act in game.facilitator.acts] == ["leaked_rule"]
    klass.until("quarter", 2)
    desk_acts.rewind(klass.live, 2, klass.live.room.place)
    klass.until("quarter", 2)
    for game in klass.live.games.values():
        assert [act.name for act in game.facilitator.acts] == ["leaked_rule"]
        again = Session.resume(game.file.path, sealed=klass.live.files.seed())
        assert state_hash(again.model.position) == state_hash(game.model.position)


def test_a_class_that_waits_is_not_closed_by_those_who_came(tmp_path):
    klass = planned(tmp_path / "room", people=2, plan="week")
    klass.until("measures")
    first, second = sorted(klass.passes)
    klass.live.tick()
    klass.clock[0] += 600.0
    klass.live.touch(first)
    klass.live.tick()
    assert second in klass.live.room.away
    acts.seal(klass.live, klass.request(first))
    assert klass.live.room.stage == "measures"
    assert not klass.live.room.led
    acts.seal(klass.live, klass.request(second))
    assert klass.live.room.stage == "reveal"


def test_orders_of_a_week_fall_due_at_its_times_of_day(tmp_path):
    klass = planned(tmp_path / "room", people=1, plan="week")
    klass.until("measures")
    due = datetime.datetime.fromtimestamp(klass.live.room.clock.deadline)
    assert f"{due:%H:%M}" in klass.live.plan.deadlines


def test_the_nearest_time_of_day_may_lie_on_another_day():
    def at(day, hour, minute=0):
        return datetime.datetime(2027, 1, day, hour, minute).timestamp()

    long_ago = at(1, 1)
    assert nearest_due(at(4, 13), (), long_ago) == at(4, 13)
    assert nearest_due(at(4, 13), ("12:00", "20:00"), long_ago) == at(4, 12)
    assert nearest_due(at(4, 23), ("01:30",), long_ago) == at(5, 1, 30)
    assert nearest_due(at(4, 2), ("23:00",), long_ago) == at(3, 23)


@pytest.mark.parametrize(
    ("released", "left", "due"),
    [
        # A clock that was held is released when its old hour is past.
        ((4, 20, 30), 30, (4, 21, 0)),
        ((4, 21, 0), 120, (5, 21, 0)),
        ((4, 20, 59), 600, (4, 21, 0)),
    ],
)
def test_a_time_of_day_that_is_past_is_not_due_again_today(released, left, due):
    now, then = (datetime.datetime(2027, 1, *moment).timestamp() for moment in (released, due))
    assert nearest_due(now + 60 * left, ("21:00",), now) == then


def test_people_who_set_the_pace_go_on_together_and_nobody_waits_for_the_absent(tmp_path):
    klass = planned(tmp_path / "room", people=2, plan="homework")
    klass.close()
    first, second = sorted(klass.passes)
    place = klass.live.room.place
    acts.go_on(klass.live, klass.request(first), place)
    assert klass.live.room.place == place
    acts.go_on(klass.live, klass.request(first), place - 1)
    acts.go_on(klass.live, klass.request(second), place)
    assert klass.live.room.stage == "measures"
    assert klass.live.room.clock.deadline is None


def test_a_plan_of_ones_own_is_played_and_opened_again_as_it_was(tmp_path):
    from game.paths import configs_dir

    text = (configs_dir() / "classes" / "homework.yaml").read_text()
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace("title: Homework", "title: Mine"))
    klass = planned(tmp_path / "room", people=1, plan=str(path))
    path.unlink()
    assert klass.again().plan.title == "Mine"


def test_a_plan_with_a_fault_is_refused_with_its_line(tmp_path):
    from game.paths import configs_dir

    text = (configs_dir() / "classes" / "lesson_90min.yaml").read_text()
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace("event: leaked_rule", "event: leaked_rul"))
    with pytest.raises(UserError, match="did you mean 'leaked_rule'"):
        planned(tmp_path / "room", people=1, plan=str(path))
    assert not (tmp_path / "room").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("event: mineral_alarm", "event: summit_busan", "scheduled, and nobody can strike it"),
        ("when: trust < 0.3", "when: previous.trust < 0.3", "looks at an earlier turn"),
    ],
)
def test_a_plan_whose_event_could_not_strike_is_refused(tmp_path, old, new, said):
    from game.paths import configs_dir

    text = (configs_dir() / "classes" / "seminar_3h.yaml").read_text()
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new))
    with pytest.raises(UserError, match=said):
        planned(tmp_path / "room", people=1, plan=str(path))


def test_every_event_that_a_plan_may_name_strikes_in_a_room(tmp_path):
    klass = planned(tmp_path / "room", people=1)
    klass.until("measures")
    facilitator = klass.live.games[0].facilitator
    named = [e for e, event in shipped_library().events.items() if event.kind in STRUCK_BY_HAND]
    for event in named:
        facilitator.inject(event)
    assert [act.name for act in facilitator.acts] == named


def test_people_take_only_the_seats_that_a_plan_gives_them(tmp_path):
    from game.paths import configs_dir

    text = (configs_dir() / "classes" / "homework.yaml").read_text()
    path = tmp_path / "mine.yaml"
    path.write_text(text + "seats: [beijing]\n")
    klass = planned(tmp_path / "room", people=2, plan=str(path))
    assert klass.live.room.seats() == [(0, "beijing"), (1, "beijing")]
    with pytest.raises(UserError, match="no such seat"):
        arrivals.sit(klass.live, 1, (0, "congress"), by="desk")


def test_homework_has_the_luck_of_a_class_that_is_over_and_its_scores_beside_it(klass, tmp_path):
    klass.until("what")
    folder = klass.live.files.folder
    with pytest.raises(UserError, match="not over"):
        planned(tmp_path / "home", plan="homework", people=1, luck_of=folder)
    klass.until("archived")
    home = planned(tmp_path / "home", plan="homework", people=1, luck_of=folder)
    assert home.live.files.seed() == klass.live.files.seed()
    scores = home.again().files.header.rivals["beijing"]
    assert len(scores) == len(klass.live.games)
    with pytest.raises(UserError, match="played 4 turns of lesson"):
        planned(tmp_path / "week", plan="week", people=1, luck_of=folder)


def test_a_class_that_plays_part_of_a_scenario_says_for_how_many_turns_its_marks_are_set(tmp_path):
    whole = make_class(tmp_path / "whole", people=1, plan="lesson_50min")
    part = make_class(tmp_path / "part", people=1, plan="lesson_90min")
    assert not read_room(whole.live).mark
    assert "12 turns of the scenario; this class plays the first 6" in read_room(part.live).mark
