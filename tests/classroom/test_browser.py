"""The pages in a real browser: joining, reloading, many tabs, offline, no script, keys alone."""

import pytest
from playwright.sync_api import expect

from tests.classroom.browsers import LAPTOP, MILLISECONDS, tab_to
from tests.classroom.test_live_room import GATE, orders

expect.set_options(timeout=MILLISECONDS)


def test_a_phone_joins_with_a_name_and_a_tap(klass, opened):
    window = opened()
    page = window.new_page()
    page.goto(f"/j/{klass.live.files.header.code}")
    page.get_by_label("Your name, or a nickname").fill("Nova")
    page.locator("form[action='/join'] button").last.click()
    page.wait_for_url("**/welcome")
    assert len(klass.live.room.members) == 11


@pytest.mark.parametrize("stage", ["measures", "reveal", "responses", "quarter", "what"])
def test_a_reload_in_any_phase_loses_nothing(klass, opened, stage):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "open")
    klass.until(stage)
    person = klass.person(0, "beijing")
    page = opened(person).new_page()
    page.goto(f"/p/{person}/")
    before = page.locator("main").inner_text()
    page.reload()
    assert page.locator("main").inner_text() == before


def test_nine_tabs_of_one_browser_all_stay_current(klass, opened):
    klass.until("measures")
    people = [klass.person(0, actor) for actor in klass.live.scenario.actors]
    window = opened(*people)
    paths = ["/desk", "/board", *(f"/p/{one}/" for one in people), "/board", f"/p/{people[0]}/"]
    pages = []
    for path in paths:
        page = window.new_page()
        page.goto(path)
        pages.append(page)
    klass.until("reveal")
    for page in pages:
        expect(page.locator(".rail .now")).to_have_text("Reveal")


def test_what_is_tapped_offline_is_kept_and_sent_once(klass, opened):
    klass.until("measures")
    person = klass.person(0, "beijing")
    window = opened(person)
    page = window.new_page()
    page.goto(f"/p/{person}/")
    page.locator(f"details[id='lever-{GATE}'] summary").click()
    window.set_offline(True)
    page.locator(f"details[id='lever-{GATE}'] button[value=open]").click()
    expect(page.locator("#banner")).to_be_visible()
    assert not orders(klass)
    window.set_offline(False)
    expect(page.locator("#banner")).to_be_hidden()
    expect(page.locator(".draft")).to_contain_text("open")
    assert orders(klass) == [f"{GATE} = open"]


def test_each_press_on_an_open_page_counts_and_a_double_tap_counts_once(klass, opened):
    klass.until("measures")
    page = opened(size=LAPTOP).new_page()
    page.goto("/desk/hand?event=leaked_rule&table=0")
    done = page.locator("[data-region=done] li")
    strike = page.get_by_role("button", name="Let it strike")
    strike.dblclick()
    expect(done).to_have_count(2)
    page.wait_for_timeout(1100)
    strike.click()
    expect(done).to_have_count(4)
    for number in range(2):
        page.locator("#move-text").fill(f"Try {number}")
        page.locator("#move-why").fill("why")
        page.get_by_role("button", name="Draw").click()
        expect(done).to_have_count(6 + 2 * number)
    assert [len(game.log.state.acts) for game in klass.live.games.values()] == [4, 4]


def test_of_two_taps_in_one_form_the_later_one_stands(klass, opened):
    klass.until("measures")
    person = klass.person(0, "beijing")
    page = opened(person).new_page()
    page.goto(f"/p/{person}/")
    page.locator(f"details[id='lever-{GATE}'] summary").click()
    page.evaluate(
        """lever => { for (const setting of ["open", "block"])
        document.getElementById(lever).querySelector(`button[value=${setting}]`).click(); }""",
        f"lever-{GATE}",
    )
    expect(page.locator(".draft")).to_contain_text("block")
    assert orders(klass)[-1] == f"{GATE} = block"


def test_a_phone_without_scripts_orders_and_seals(klass, opened):
    klass.until("measures")
    person = klass.person(0, "beijing")
    page = opened(person, java_script_enabled=False).new_page()
    page.goto(f"/p/{person}/")
    page.locator(f"details[id='lever-{GATE}'] summary").click()
    page.locator(f"details[id='lever-{GATE}'] button[value=open]").click()
    page.wait_for_load_state()
    assert orders(klass) == [f"{GATE} = open"]
    page.locator("#seal").click()
    page.wait_for_load_state()
    assert klass.live.room.work_of((0, "beijing")).is_sealed


def test_a_seat_orders_and_seals_by_keys_alone(klass, opened):
    klass.until("measures")
    person = klass.person(0, "beijing")
    page = opened(person, size=LAPTOP).new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/p/{person}/")
    tab_to(page, f"lever-{GATE}", "parent")
    page.keyboard.press("Enter")
    tab_to(page, f"stop-{GATE}-1", "self")
    page.keyboard.press("Enter")
    expect(page.locator(".draft")).not_to_contain_text("Nothing is ordered")
    assert len(orders(klass)) == 1
    tab_to(page, "seal", "self")
    page.keyboard.press("Enter")
    expect(page.locator(".sealed-note")).to_be_visible()
