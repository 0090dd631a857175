"""The doctrine of a seat leads it while its people are away, and the game replays without it."""

import pytest

from game.classroom import acts, desk_acts
from game.classroom.doctrine import NAME, read_form
from game.config.scenarios import shipped_library
from game.errors import UserError
from game.session import Session
from game.state.position import state_hash
from tests.classroom.test_live_room import GATE

SEAT = (0, "beijing")


def write(klass, settings, policy="boycott_quietly"):
    person = klass.person(*SEAT)
    acts.write_doctrine(klass.live, klass.request(person), policy, settings)


def gate(game):
    lever = game.scenario.levers["import_gate"]
    column = lever.column("h200_class")
    return lever.text(float(game.model.position.orders.settings["import_gate"][0, column]))


@pytest.mark.parametrize("setting", ["open", "block"])
def test_an_absent_seat_is_led_by_what_its_people_wrote(klass, setting):
    write(klass, [f"{GATE} = {setting}"])
    klass.until("measures")
    desk_acts.let_policy_sit(klass.live, SEAT)
    klass.until("reveal")
    game = klass.live.games[0]
    assert game.leaders.name("beijing") == NAME
    assert gate(game) == setting
    desk_acts.give_back(klass.live, SEAT)
    klass.until("measures", 1)
    assert "beijing" in game.seats


def test_a_room_that_was_killed_is_led_by_it_still_and_its_log_replays_alone(klass):
    write(klass, [f"{GATE} = block", "capital_subsidy = 3"])
    klass.until("measures")
    desk_acts.let_policy_sit(klass.live, SEAT)
    klass.until("quarter")
    klass.again()
    klass.until("quarter", 1)
    game = klass.live.games[0]
    assert game.leaders.name("beijing") == NAME
    again = Session.resume(game.file.path, sealed=klass.live.files.seed())
    assert state_hash(again.model.position) == state_hash(game.model.position)


def test_what_is_no_policy_or_setting_of_the_seat_is_refused(klass):
    with pytest.raises(UserError):
        write(klass, [], policy="comply_and_diversify")
    with pytest.raises(UserError):
        write(klass, ["chip_ceiling = none"])
    with pytest.raises(UserError, match="two settings"):
        write(klass, ["local_content = 0", "local_content = 2"])
    assert not klass.live.room.doctrines


@pytest.mark.parametrize("actor", sorted(shipped_library().policies))
def test_every_policy_and_setting_that_the_page_offers_makes_a_doctrine(klass, actor):
    from game.classroom.doctrine import make_doctrine

    scenario = klass.live.scenario
    form = read_form(scenario, actor)
    offered = [value for _, choices in form.settings for value, _ in choices]
    for number, (policy, _) in enumerate(form.policies):
        library = make_doctrine(scenario, actor, policy, offered[number::17][:3])
        assert NAME in library.policies[actor]


def test_a_doctrine_is_written_on_the_phone(klass, web):
    person = klass.person(*SEAT)
    browser = web(**klass.cookies(person))
    form = {"do": "doctrine", "key": "d", "policy": "boycott_quietly", "set-0": f"{GATE} = open"}
    assert browser.post(f"/p/{person}/act", data=form).status_code == 303
    assert klass.live.room.doctrines[SEAT].settings == (f"{GATE} = open",)
    assert "Written. A new one replaces it." in browser.get(f"/p/{person}/").text
