import json

import pytest

from game.classroom import acts, arrivals, desk_acts
from game.classroom.acts import StaleError
from game.classroom.room_files import LOG, PEOPLE, read_people
from game.errors import UserError
from game.session import Session
from game.state.position import state_hash
from tests.classroom.conftest import make_class

GATE = "import_gate.h200_class"


def orders(klass, table=0, actor="beijing"):
    game = klass.live.games[table]
    return [action.setting(game.scenario.levers) for action in game.actions(actor)]


def logged(klass, kind):
    """Return the lines of a kind in the room's log."""
    lines = map(json.loads, klass.live.files.log.path.read_text().splitlines())
    return [line for line in lines if line["kind"] == kind]


def test_ten_people_fill_two_tables_and_a_third_opens(klass):
    assert klass.live.room.tables == 3
    assert all(len(klass.live.room.team(seat)) == 1 for seat in klass.live.room.seats())


def test_a_class_cannot_begin_without_people(tmp_path):
    empty = make_class(tmp_path / "empty", people=0)
    with pytest.raises(UserError, match="at least one person"):
        empty.close()


def test_an_act_that_comes_twice_counts_once(klass):
    klass.until("measures")
    for _ in range(3):
        klass.propose(0, "beijing", GATE, "open", key="same")
    lines = klass.live.room.lines
    klass.propose(0, "beijing", GATE, "open", key="same")
    assert klass.live.room.lines == lines
    assert len(orders(klass)) == 1


def test_an_act_that_comes_again_after_a_restart_counts_once(klass):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "open", key="same")
    klass.again()
    klass.propose(0, "beijing", GATE, "block", key="same")
    assert orders(klass) == [f"{GATE} = open"]


def test_an_order_that_reached_the_room_and_not_the_game_is_given_when_the_room_opens(klass):
    klass.until("measures")
    before = klass.live.files.table(0).read_bytes()
    klass.propose(0, "beijing", GATE, "open")
    klass.live.games[0].close()
    klass.live.files.table(0).write_bytes(before)
    klass.again()
    assert len(orders(klass)) == 1


@pytest.mark.parametrize("stage", ["measures", "reveal", "responses", "quarter"])
def test_a_room_killed_in_any_stage_opens_where_it_was_with_its_clock_held(klass, stage):
    klass.until(stage)
    if stage == "measures":
        klass.propose(0, "beijing", GATE, "block")
    klass.clock[0] += 10.0
    place, left, drafts = klass.live.room.place, klass.live.seconds_left(), orders(klass)
    klass.again()
    assert klass.live.room.place == place
    assert klass.live.room.clock.is_held
    assert klass.live.seconds_left() == pytest.approx(left, abs=0.01)
    assert orders(klass) == drafts


@pytest.mark.parametrize("left", ["", '{"kind": "ga'])
def test_a_room_killed_as_a_game_began_opens_and_begins_it(klass, left):
    klass.until("measures")
    klass.live.games[0].close()
    klass.live.files.table(0).write_text(left)
    klass.again()
    assert [game.here for game in klass.live.games.values()] == [(0, "measures")] * 2


@pytest.mark.parametrize("left", ["", '{"at": 1800000000.0, "ki'])
def test_a_room_killed_as_its_file_of_people_began_takes_people(tmp_path, left):
    klass = make_class(tmp_path / "room", people=0)
    klass.live.files.close()
    (klass.live.files.folder / PEOPLE).write_text(left)
    klass.again()
    entry = arrivals.join(klass.live, "Ana", "en", "join-1")
    assert read_people(klass.live.files.folder)[entry.person].name == "Ana"


def test_a_game_in_which_people_acted_is_not_begun_anew(klass):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "open")
    klass.live.games[0].close()
    klass.live.files.table(0).write_text("")
    with pytest.raises(UserError, match="is gone"):
        klass.again()


def test_a_close_that_a_kill_cut_short_is_finished_once(klass):
    klass.until("measures")
    lines = klass.live.files.log.path.read_bytes()
    klass.close()
    closed = klass.live.files.log.path.read_bytes()
    first_line = closed[len(lines) :].split(b"\n")[0] + b"\n"
    klass.live.files.log.close()
    klass.live.files.log.path.write_bytes(lines + first_line)
    klass.again()
    assert klass.live.room.stage == "reveal"
    assert len(logged(klass, "closing")) == len(logged(klass, "step"))


def test_a_phase_closes_once_all_who_are_here_have_sealed(klass):
    klass.until("measures")
    for table, actor in klass.live.room.seats()[:-1]:
        klass.seal(table, actor)
        assert klass.live.room.stage == "measures"
    klass.seal(*klass.live.room.seats()[-1])
    assert klass.live.room.stage == "reveal"


def test_a_seat_whose_people_are_away_holds_nobody_up(klass):
    klass.until("measures")
    *others, absent = klass.live.room.seats()
    for person in klass.live.room.members:
        klass.live.touch(person)
    klass.clock[0] += 91.0
    for seat in others:
        klass.live.touch(klass.person(*seat))
    klass.live.tick()
    assert klass.live.room.away == {klass.person(*absent)}
    for table, actor in others:
        klass.seal(table, actor)
    assert klass.live.room.stage == "reveal"


def test_at_zero_the_draft_counts_and_the_cause_is_in_the_log(klass):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "open")
    klass.clock[0] += klass.live.room.step.seconds + 1.0
    klass.live.tick()
    assert klass.live.room.stage == "measures"
    klass.clock[0] += 1.1
    klass.live.tick()
    assert klass.live.room.stage == "reveal"
    closing = logged(klass, "closing")[-1]
    assert closing["cause"] == "zero"
    assert "1.beijing" in closing["open"]
    gate = klass.live.games[0].model.position.orders.settings["import_gate"]
    assert gate[0, klass.live.scenario.levers["import_gate"].column("h200_class")] == 0.0


def test_a_seat_with_extra_time_is_open_when_the_others_are_not(klass):
    klass.until("measures")
    desk_acts.give_seat_time(klass.live, (0, "beijing"), 1.0)
    klass.clock[0] += klass.live.room.step.seconds + 10.0
    klass.live.tick()
    klass.propose(0, "beijing", GATE, "open")
    with pytest.raises(StaleError):
        klass.propose(1, "beijing", GATE, "open")
    klass.clock[0] += 60.0
    klass.live.tick()
    assert klass.live.room.stage == "reveal"


def test_an_act_for_a_phase_that_is_over_changes_nothing(klass):
    klass.until("responses")
    with pytest.raises(StaleError):
        klass.propose(0, "beijing", GATE, "open", turn=0, phase="measures")
    assert orders(klass) == []


def test_a_desk_that_is_a_step_behind_closes_nothing(klass):
    klass.until("measures")
    place = klass.live.room.place
    desk_acts.close_step(klass.live, place)
    desk_acts.close_step(klass.live, place)
    assert klass.live.room.place == place + 1


def test_in_a_team_a_proposal_waits_for_the_lead(klass):
    entry = arrivals.join(klass.live, "Kim", "en", "kim")
    arrivals.sit(klass.live, entry.person, (0, "beijing"), by="self")
    klass.until("measures")
    acts.propose(klass.live, klass.request(entry.person), GATE, "open")
    assert orders(klass) == []
    acts.agree(klass.live, klass.request(klass.person(0, "beijing")), GATE)
    assert len(orders(klass)) == 1
    acts.seal(klass.live, klass.request(entry.person))
    assert not klass.live.room.work_of((0, "beijing")).is_sealed


def test_a_lead_who_goes_away_is_replaced_and_leads_again(klass):
    entry = arrivals.join(klass.live, "Kim", "en", "kim")
    arrivals.sit(klass.live, entry.person, (0, "beijing"), by="self")
    klass.until("measures")
    lead = klass.person(0, "beijing")
    klass.live.room.away.add(lead)
    acts.propose(klass.live, klass.request(entry.person), GATE, "open")
    assert len(orders(klass)) == 1
    klass.live.touch(lead)
    acts.propose(klass.live, klass.request(entry.person), "boycott_guidance", "none")
    assert len(orders(klass)) == 1


def test_every_game_of_a_room_replays_alone_to_what_the_room_showed(klass):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "open")
    klass.until("archived")
    shown = {table: state_hash(game.model.position) for table, game in klass.live.games.items()}
    klass.live.close()
    for table, mark in shown.items():
        alone = Session.resume(klass.live.files.table(table), sealed=klass.live.files.seed())
        assert state_hash(alone.model.position) == mark


def test_tables_with_the_same_orders_are_the_same_game(klass):
    klass.until("measures")
    for table in (0, 1):
        klass.propose(table, "beijing", GATE, "open")
    klass.until("archived")
    first, second = (state_hash(klass.live.games[table].model.position) for table in (0, 1))
    assert first == second


def test_deleting_the_names_changes_no_game_and_the_room_opens(klass):
    klass.until("quarter")
    marks = [state_hash(game.model.position) for game in klass.live.games.values()]
    klass.live.close()
    (klass.live.files.folder / PEOPLE).unlink()
    klass.again()
    assert [state_hash(game.model.position) for game in klass.live.games.values()] == marks


def test_no_name_and_no_key_is_in_the_log_of_the_room(klass):
    klass.until("measures")
    text = (klass.live.files.folder / LOG).read_text()
    assert "Ana" not in text
    people = (klass.live.files.folder / PEOPLE).read_text()
    for entry in klass.passes.values():
        assert entry.key not in text + people
        assert entry.phrase not in text + people


def test_the_seed_stands_in_no_log_of_the_room_and_only_its_owner_reads_it(klass):
    path = klass.live.files.folder / "seed.sealed"
    assert path.stat().st_mode & 0o077 == 0
    klass.until("measures", 1)
    desk_acts.fork(klass.live, 0, 1)
    desk_acts.rewind(klass.live, 0, klass.live.room.place)
    logs = {path.name: path.read_text() for path in klass.live.files.folder.glob("*.jsonl")}
    assert {LOG, "table-1.jsonl", "table-1-what-if-1.jsonl"} < logs.keys()
    assert any("before-rewind" in name for name in logs)
    assert not [name for name, text in logs.items() if str(klass.live.files.seed().seed) in text]


def test_a_phrase_brings_a_person_back_and_voids_the_old_key(klass):
    person, old = next(iter(klass.passes.items()))
    new = arrivals.come_back(klass.live, old.phrase.upper().replace("-", " "))
    assert new is not None
    assert new.person == person
    assert arrivals.find_by_key(klass.live, person, new.key)
    assert arrivals.find_by_key(klass.live, person, old.key) is None
    assert arrivals.come_back(klass.live, "wrong-words-here-11") is None


def test_who_comes_late_waits_for_the_desk_and_sits_where_it_says(klass):
    klass.until("measures")
    entry = arrivals.join(klass.live, "Late", "en", "late")
    arrivals.sit(klass.live, entry.person, (0, "beijing"), by="self")
    assert klass.live.room.members[entry.person].standing == "waiting"
    arrivals.sit(klass.live, entry.person, (0, "beijing"), by="desk")
    assert entry.person in klass.live.room.team((0, "beijing"))


def test_who_was_removed_has_no_key_and_can_be_let_in_again(klass):
    person, given = next(iter(klass.passes.items()))
    arrivals.park(klass.live, person, "removed")
    assert arrivals.find_by_key(klass.live, person, given.key) is None
    arrivals.sit(klass.live, person, (0, "congress"), by="desk")
    assert arrivals.find_by_key(klass.live, person, given.key)


def test_a_policy_leads_an_absent_seat_and_gives_it_back(klass):
    klass.until("measures")
    seat, person = (0, "beijing"), klass.person(0, "beijing")
    for other in klass.live.room.members:
        klass.live.touch(other)
    klass.clock[0] += 91.0
    for other in set(klass.live.room.members) - {person}:
        klass.live.touch(other)
    klass.live.tick()
    assert "beijing" not in klass.live.games[0].seats
    assert klass.live.tables.game_of(seat) is None
    klass.again()
    assert "beijing" not in klass.live.games[0].seats
    klass.live.touch(person)
    assert "beijing" in klass.live.games[0].seats


def test_the_desk_lets_a_policy_act_for_one_turn(klass):
    klass.until("measures")
    desk_acts.let_policy_act(klass.live, (0, "beijing"))
    klass.until("responses")
    assert "beijing" not in klass.live.games[0].seats
    klass.until("measures", 1)
    assert "beijing" in klass.live.games[0].seats


def test_a_person_who_comes_late_takes_over_from_the_policy_of_a_free_seat(tmp_path):
    klass = make_class(tmp_path / "room", people=3)
    klass.until("measures", 1)
    assert set(klass.live.games[0].seats) == {"washington", "congress", "nvidia"}
    entry = arrivals.join(klass.live, "Late", "en", "late")
    arrivals.sit(klass.live, entry.person, (0, "beijing"), by="desk")
    acts.propose(klass.live, klass.request(entry.person), "firm_retaliation", "on")
    assert orders(klass) == ["firm_retaliation = on"]


def test_where_the_rule_says_so_a_policy_acts_at_zero_and_the_seat_is_given_back(klass):
    klass.live.plan = klass.live.plan.model_copy(update={"at_zero": "policy"})
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "block")
    klass.seal(0, "washington")
    klass.clock[0] += klass.live.room.step.seconds + 3.0
    for person in klass.live.room.members:
        klass.live.touch(person)
    klass.live.tick()
    assert klass.live.room.stage == "reveal"
    leaders = [line for line in klass.live.games[0].log.lines if line.kind == "seat"]
    assert ("beijing", "zero") in [(line.actor, line.why) for line in leaders]
    assert "washington" not in [line.actor for line in leaders]
    assert set(klass.live.games[0].seats) == set(klass.live.scenario.actors)
