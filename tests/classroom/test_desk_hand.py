"""What the desk does in the games: events, numbers, free moves, rewind, fork, and taking back."""

import pytest

from game.classroom import arrivals, desk_acts, desk_hand, desk_undo
from game.classroom.public_view import read_public
from game.classroom.replaying import play_again
from game.errors import UserError
from game.saves.lines import StepEffect, StoryEffect
from game.seat.odds.event_preview import preview
from game.session import Session
from game.state.position import state_hash
from tests.classroom.conftest import DESK
from tests.classroom.test_live_room import GATE, logged

EVENT = "leaked_rule"


def hashes(klass):
    return [state_hash(game.model.position) for game in klass.live.games.values()]


def undo(klass):
    desk_undo.undo(klass.live, len(klass.live.room.deeds))


def test_an_event_strikes_at_every_table_once_however_often_it_is_asked_for(klass):
    klass.until("measures")
    for _ in range(2):
        desk_hand.inject(klass.live, [0, 1], EVENT, key="k")
    assert len(logged(klass, "hand")) == 1
    assert len({tuple(hashes(klass))}) == 1
    for table in (0, 1):
        game = klass.live.games[table]
        assert [act.name for act in game.facilitator.acts] == [EVENT]
        assert read_public(klass.live, table).news[0].event == EVENT


def test_an_event_that_reached_one_game_before_a_kill_reaches_the_others_when_asked_again(klass):
    klass.until("measures")
    game = klass.live.games[0]
    game.facilitator.inject(EVENT, by="desk", key="k-0")
    klass.again()
    desk_hand.inject(klass.live, [0, 1], EVENT, key="k")
    acts = [len(game.facilitator.acts) for game in klass.live.games.values()]
    assert acts == [1, 1]


def test_a_preview_moves_no_game_and_tells_the_odds_of_every_seat(klass):
    klass.until("measures")
    before = hashes(klass)
    seen = preview(klass.live.games[0], EVENT)
    assert hashes(klass) == before
    assert [one.actor for one in seen.odds] == list(klass.live.scenario.actors)
    assert seen.numbers


def test_a_preview_tells_what_can_be_read_as_moved_and_how_much_more_there_is(klass):
    klass.until("measures")
    weak = preview(klass.live.games[0], "framework_port", 0.5)
    assert all(number.was != number.now for number in weak.numbers)
    assert preview(klass.live.games[0], "yield_breakthrough").more > 0


def test_a_number_is_set_for_a_reason_only_and_all_at_the_table_are_told(klass):
    klass.until("measures")
    with pytest.raises(UserError, match="reason"):
        desk_hand.override(klass.live, [0], "trust", 0.9, key="a", why=" ")
    desk_hand.override(klass.live, [0], "trust", 0.9, key="b", why="to see")
    assert "to see" in read_public(klass.live, 0).news[0].text
    assert not read_public(klass.live, 1).news


def test_tables_that_try_the_same_move_draw_the_same(klass):
    klass.until("measures")
    desk_hand.free_move(klass.live, [0, 1], "Ask the Dutch", 5, StoryEffect(), key="k", why="even")
    drawn = [game.log.state.acts[0].drawn for game in klass.live.games.values()]
    assert drawn[0] == drawn[1]


def test_undo_takes_back_what_the_desk_did_last_one_by_one(klass):
    klass.until("measures")
    live, before = klass.live, hashes(klass)
    left, seat = live.seconds_left(), live.room.seats()[0]
    desk_acts.give_time(live, 1.0)
    desk_acts.nudge(live, seat, "well?")
    desk_acts.let_policy_sit(live, seat)
    desk_acts.give_seat_time(live, seat, 1.0)
    desk_hand.inject(live, [0], EVENT, key="k")
    desk_acts.pause(live)
    person = klass.person(1, "beijing")
    arrivals.sit(live, person, (0, "congress"), by="desk")
    while live.room.deeds:
        assert desk_undo.describe_last(live)
        undo(klass)
    assert live.seconds_left() == left
    assert live.room.clock.is_running
    assert not live.room.nudges
    assert not live.room.led
    assert not sum(live.room.extra.values())
    assert live.room.members[person].seat == (1, "beijing")
    assert hashes(klass) == before
    assert sorted(live.games[0].seats) == sorted(live.scenario.actors)


def test_an_undo_that_comes_twice_takes_back_one_act(klass):
    klass.until("measures")
    desk_acts.give_time(klass.live, 1.0)
    desk_acts.give_time(klass.live, 1.0)
    for _ in range(2):
        desk_undo.undo(klass.live, 2)
    assert len(klass.live.room.deeds) == 1


def test_what_the_desk_can_take_back_outlives_a_restart(klass):
    klass.until("measures")
    desk_hand.inject(klass.live, [0, 1], EVENT, key="k")
    before = hashes(klass)
    klass.again()
    assert hashes(klass) == before
    undo(klass)
    assert not any(game.facilitator.acts for game in klass.live.games.values())


def test_a_rewind_takes_all_tables_to_the_start_of_a_turn_and_loses_no_people(klass):
    klass.until("measures")
    before = hashes(klass)
    klass.propose(0, "beijing", GATE, "open")
    klass.until("quarter", 1)
    desk_acts.rewind(klass.live, 0, klass.live.room.place)
    assert (klass.live.room.stage, klass.live.room.step.turn) == ("measures", 0)
    assert hashes(klass) == before
    assert all(game.seats for game in klass.live.games.values())
    assert not klass.live.games[0].actions("beijing")
    klass.propose(0, "beijing", GATE, "block")
    klass.until("archived")
    for game in klass.live.games.values():
        again = Session.resume(game.file.path, sealed=klass.live.files.seed())
        assert state_hash(again.model.position) == state_hash(game.model.position)


def test_a_rewind_that_a_kill_cut_short_is_finished_once(klass):
    klass.until("quarter")
    path = klass.live.files.log.path
    lines = path.read_bytes()
    desk_acts.rewind(klass.live, 0, klass.live.room.place)
    closing = path.read_bytes()[len(lines) :].split(b"\n")[0] + b"\n"
    klass.live.files.log.close()
    path.write_bytes(lines + closing)
    klass.again()
    assert (klass.live.room.stage, klass.live.room.step.turn) == ("measures", 0)
    assert [game.here for game in klass.live.games.values()] == [(0, "measures")] * 2


def test_a_fork_is_a_game_of_its_own_that_plays_from_the_turn(klass):
    klass.until("quarter", 1)
    desk_acts.fork(klass.live, 0, 1)
    path = klass.live.files.folder / klass.live.room.forks[0].file
    assert Session.resume(path, sealed=klass.live.files.seed()).here == (1, "measures")


def test_a_fork_that_a_kill_cut_short_takes_no_name_from_the_next(klass):
    klass.until("quarter")
    (klass.live.files.folder / "table-1-what-if-1.jsonl").touch()
    desk_acts.fork(klass.live, 0, 0)
    assert [fork.file for fork in klass.live.room.forks] == ["table-1-what-if-2.jsonl"]


def test_the_odds_are_those_of_the_table_that_is_named(klass, web):
    klass.until("measures")
    game = klass.live.games.pop(0)
    page = web(desk=DESK).get(f"/desk/hand?event={EVENT}").text
    klass.live.games[0] = game
    assert "Odds of reaching the mark at table 2" in page


def test_a_table_played_again_meets_what_the_desk_did(klass):
    klass.until("measures")
    desk_hand.inject(klass.live, [0, 1], EVENT, key="a")
    desk_hand.inject(klass.live, [0], "boss_at_the_table", key="b", at="reveal")
    step = next(
        order
        for order in _steps(klass.live.games[0])
        if order.startswith(("beijing: rare_earth", "beijing: import_gate"))
    )
    desk_hand.free_move(
        klass.live, [0], "A word is given", 9, StepEffect(action=step), key="c", why="strong"
    )
    klass.propose(0, "beijing", GATE, "block")
    klass.until("quarter", 1)
    for game in klass.live.games.values():
        again = play_again(game)
        assert state_hash(again.model.position) == state_hash(game.model.position)


def _steps(game):
    from game.classroom.hand_view import _steps as read_steps

    return [step.order for _, steps in read_steps(game) for step in steps]


def test_the_desk_does_it_all_by_forms_alone(klass, web):
    klass.until("measures")
    desk = web(desk=DESK)
    page = desk.get(f"/desk/hand?event={EVENT}&table=1&scale=2.0").text
    assert "Odds of reaching the mark at table 2" in page
    assert web().get("/desk/hand").status_code == 403

    def post(**form):
        return desk.post("/desk/act", data={"from": "hand", "key": form["do"], **form})

    struck = post(do="inject", table="all", event=EVENT, scale="1.0", at="now")
    assert (struck.status_code, struck.headers["location"]) == (303, "/desk/hand")
    assert post(do="override", table="0", field="trust", value="x", why="y").status_code == 422
    assert post(do="override", table="0", field="trust", value="0,9", why="y").status_code == 303
    moved = post(do="free_move", table="1", text="Try", odds="7", effect="story", why="w")
    assert moved.status_code == 303
    assert "Try" in desk.get("/desk/hand").text
    deeds = len(klass.live.room.deeds)
    assert deeds == 2, "nobody draws again until a move succeeds"
    assert post(do="undo", deeds=str(deeds)).status_code == 303
    assert len(klass.live.room.deeds) == deeds - 1
    klass.until("quarter")
    assert post(do="fork", table="0", turn="0").status_code == 303
    back = post(do="rewind", turn="0", place=str(klass.live.room.place))
    assert back.status_code == 303
    assert klass.live.room.stage == "measures"
