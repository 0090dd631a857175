"""Nothing that the room answered is lost or doubled, whatever happens to it and to its lines."""

import http.client
from urllib.parse import urlencode

from game.classroom.replaying import orders_of
from game.classroom.robots import Forms
from game.state.position import state_hash
from tests.classroom.conftest import make_class
from tests.classroom.crowd import kill_again_and_again
from tests.classroom.served_room import is_taken, make_room


def test_a_room_that_is_killed_under_its_people_loses_and_doubles_nothing(tmp_path):
    count = kill_again_and_again(tmp_path / "room", tables=2, watchers=20, kills=3)
    assert (count.kills, count.alone) == (3, 2)
    assert count.answered > 10
    assert count.orders > 0
    assert (count.lost, count.doubled, count.parted) == (0, 0, 0)


def test_a_room_ends_with_its_door_and_leaves_the_port_to_the_next(tmp_path):
    room = make_room(tmp_path / "room", tables=1, watchers=0)
    room.start()
    assert is_taken(room.port)
    first = room.processes[-1]
    room.kill_door()
    assert room.ask("GET", "/alive", {}, "")[0] == 200
    assert room.processes[-1] != first
    room.stop()


# -- six ways to lose a request ----------------------------------------------------------------


def once(browser, path, form):
    assert browser.post(path, data=form).status_code == 303


def thrice(browser, path, form):
    for _ in range(3):
        once(browser, path, form)


def cut_off(browser, path, form):
    """The line is cut before the answer comes; the phone sends the same again."""
    connection = http.client.HTTPConnection(browser.origin["origin"].removeprefix("http://"))
    headers = {**browser.headers(), "content-type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode(form), headers)
    connection.close()
    once(browser, path, form)


def damaged(browser, path, form):
    """Half a request and one that is none arrive before it."""
    half = {name: value for name, value in form.items() if name != "do"}
    assert browser.post(path, data=half).status_code in (400, 422)
    assert browser.post(path, content=b"\xff\x00%%%").status_code == 400
    once(browser, path, form)


def late(browser, path, form):
    """What was meant for another phase arrives in between, and again after the answer."""
    other = {**form, "key": form["key"] + "-late", "turn": "3"}
    assert browser.post(path, data=other).status_code == 409
    once(browser, path, form)
    assert browser.post(path, data=other).status_code == 409


def by_script_and_form(browser, path, form):
    """A script sends it, hears nothing, loads the page again; then the form itself is sent."""
    json = {**browser.origin, "accept": "application/json"}
    assert browser.client.post(path, data=form, headers=browser.headers(json)).json()["ok"]
    assert browser.get(path.removesuffix("act")).status_code == 200
    once(browser, path, form)


FAULTS = (once, thrice, cut_off, damaged, late, by_script_and_form)


def test_six_tables_with_the_same_orders_are_the_same_game_whatever_befell_their_requests(
    tmp_path, web_of
):
    klass = make_class(tmp_path / "room", people=30)
    web = web_of(klass)
    for stage in ("measures", "responses"):
        klass.until(stage)
        for table, send in enumerate(FAULTS):
            for number, actor in enumerate(klass.live.scenario.actors):
                order_and_seal(klass, web, (table, actor), number, send)
        assert klass.live.room.stage != stage
    klass.until("measures", turn=1)
    games = [klass.live.games[table] for table in range(len(FAULTS))]
    given = [[str(order) for order in orders_of(game)] for game in games]
    assert all(len(orders) > 5 and orders == given[0] for orders in given)
    assert len({state_hash(game.model.position) for game in games}) == 1


def order_and_seal(klass, web, seat, which, send):
    """Send one of the orders that the seat's page offers, and seal, with a fault on the way."""
    person = klass.person(*seat)
    browser, path = web(**klass.cookies(person)), f"/p/{person}/act"
    forms = Forms(browser.get(f"/p/{person}/").text)
    offers = [form for form in forms.of("propose") if form["buttons"]]
    chosen = offers[which % len(offers)]
    name, setting = chosen["buttons"][-1]
    send(browser, path, {**chosen["fields"], name: setting})
    send(browser, path, forms.of("seal")[0]["fields"])
