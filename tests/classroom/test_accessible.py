"""Every page by the rules of axe-core, on narrow screens, with large letters, and by keys alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from game.classroom import acts, arrivals
from game.classroom.agenda import DEBRIEF
from game.classroom.replaying import orders_of
from game.classroom.web.paper_pages import PARTS
from tests.classroom.browsers import LAPTOP, MILLISECONDS, NARROW, tab_to
from tests.classroom.test_live_room import GATE

expect.set_options(timeout=MILLISECONDS)
STAGES = ("lobby", "brief", "measures", "reveal", "responses", "quarter", *DEBRIEF)
LANGUAGES = ("en", "zh_CN")
TABS = ("orders", "aims", "talk", "news", "brief")
# What no letter of is shown: neither is it cut where it ends.
CUT = """() => [...document.querySelectorAll("body *")].filter(part =>
    part.clientWidth && part.scrollWidth > part.clientWidth + 1
    && getComputedStyle(part).overflowX !== "visible"
    && !part.closest(".voice, svg, .across, input, select")
).map(part => part.outerHTML.slice(0, 120))"""
HIT = """button => { const box = button.getBoundingClientRect();
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return button.contains(at); }"""


def reach(klass, stage):
    """Bring the class to a stage, with an order, a word and votes on the way."""
    person = klass.person(0, "beijing")
    if stage not in ("lobby", "brief"):
        klass.until("measures")
        klass.propose(0, "beijing", GATE, "open")
        acts.speak(klass.live, klass.request(person), "", "We open if you license.")
    klass.until(stage)
    return person


def addresses(klass, person, stage):
    """Return the pages that there are in a stage; the desk's and the board's change with it too."""
    pages = [f"/p/{person}/", "/board", "/desk?seat=0.beijing"]
    if stage == "lobby":
        pages += ["/", f"/j/{klass.live.files.header.code}", f"/p/{person}/welcome", "/p/99/"]
    if stage == "measures":
        pages += ["/desk/hand?event=leaked_rule&table=0"]
    if stage == "quarter":
        pages += [f"/p/{person}/why/mineral_exports"]
    if stage == "so_what":
        pages += [f"/p/{person}/keep", "/desk/handouts"]
        pages += [f"/desk/handouts/{part}" for part in PARTS]
    return pages


def show(page, address):
    """Open a page with all that is folded; the page to keep, which is sent as a file, as one."""
    if address.endswith("/keep"):
        text = page.request.get(address).text()
        # Away from the page before: its script would go on, and bring that page back.
        page.goto("about:blank")
        page.set_content(text)
    else:
        page.goto(address)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


@pytest.mark.parametrize("stage", STAGES)
def test_axe_finds_nothing_on_any_page_in_either_language_by_day_and_night(klass, opened, stage):
    person = reach(klass, stage)
    broken = []
    for language in LANGUAGES:
        arrivals.change_person(klass.live, person, language=language)
        window = opened(
            person, size=LAPTOP, locale=language.replace("_", "-"), reduced_motion="reduce"
        )
        page = window.new_page()
        for address in addresses(klass, person, stage):
            show(page, address)
            broken += broken_rules(page, address, language, {"resultTypes": ["violations"]})
            # Night changes colours and nothing else.
            page.emulate_media(color_scheme="dark")
            if address == "/board":
                show(page, "/board?look=night")
            contrast = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
            broken += broken_rules(page, address, f"{language} at night", contrast)
            page.emulate_media(color_scheme="light")
    assert not broken


def broken_rules(page, address, language, options):
    violations = Axe().run(page, options=options).response["violations"]
    return [(address, language, each["id"], each["nodes"][0]["html"][:160]) for each in violations]


@pytest.mark.parametrize("letters", ["usual", "twice as large"])
@pytest.mark.parametrize("stage", ["lobby", "measures", "quarter", "why", "so_what"])
def test_nothing_is_cut_and_no_page_scrolls_sideways_at_360_pixels(
    klass, opened, chromium, large_letters, letters, stage
):
    person = reach(klass, stage)
    browser = chromium if letters == "usual" else large_letters
    wide, cut = [], []
    for language in LANGUAGES:
        arrivals.change_person(klass.live, person, language=language)
        locale = language.replace("_", "-")
        page = opened(person, size=NARROW, browser=browser, locale=locale).new_page()
        own, *others = addresses(klass, person, stage)
        for address in [*(f"{own}#{tab}" for tab in TABS), *others]:
            show(page, address)
            across = page.evaluate("document.documentElement.scrollWidth")
            if across > NARROW[0]:
                wide.append((address, language, across))
            cut += [(address, language, part) for part in page.evaluate(CUT)]
    assert not wide
    assert not cut


def test_letters_are_as_large_as_the_reader_has_set_them(klass, opened, large_letters):
    person = klass.person(0, "beijing")
    page = opened(person, size=NARROW, browser=large_letters).new_page()
    for address in (f"/p/{person}/", "/board", "/desk", "/"):
        page.goto(address)
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 32.0


@pytest.mark.parametrize("letters", ["usual", "twice as large"])
def test_the_main_button_is_under_the_thumb_on_a_narrow_phone(
    klass, opened, chromium, large_letters, letters
):
    person = reach(klass, "measures")
    browser = chromium if letters == "usual" else large_letters
    page = opened(person, size=NARROW, browser=browser).new_page()
    page.goto(f"/p/{person}/")
    seal = page.locator("#seal")
    if letters != "usual":
        seal.scroll_into_view_if_needed()  # bars that would cover the page stand at its ends
    assert seal.evaluate(HIT)
    assert seal.bounding_box()["height"] >= 44


def test_a_whole_turn_is_played_by_keys_alone_at_the_seat_and_at_the_desk(klass, opened):
    klass.until("measures")
    person = klass.person(0, "beijing")
    window = opened(person, size=LAPTOP)
    page, desk = window.new_page(), window.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    desk.goto("/desk")
    page.goto(f"/p/{person}/")
    for phase in ("Measures", "Responses"):
        expect(page.locator(".rail .now")).to_have_text(phase)
        order_and_seal(page)
        close_step(page, desk)
        if phase == "Measures":
            close_step(page, desk)
    given = [order.turn for order in orders_of(klass.live.games[0]) if order.actor == "beijing"]
    assert given == [0, 0]
    expect(page.locator(".rail .now")).to_have_text("Quarter")
    tab_to(page, page.locator(".asklink").first.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("unexplained 0")).to_be_visible()
    tab_to(page, "back")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/p/{person}/#aims")


def order_and_seal(page):
    """Order the first setting that is open and not yet in force, and seal."""
    stop = page.locator(".lever button[id^=stop-]:not([disabled]):not(.now)").first
    name = stop.get_attribute("id")
    lever = stop.evaluate("button => button.closest('details').id")
    tab_to(page, lever, "parent")
    page.keyboard.press("Enter")
    tab_to(page, name)
    page.keyboard.press("Enter")
    expect(page.locator(".draft li")).to_have_count(1)
    tab_to(page, "seal")
    page.keyboard.press("Enter")
    expect(page.locator(".sealed-note")).to_be_visible()


def close_step(page, desk):
    """Close the step at the desk by its key, and wait until the seat shows the next."""
    before = page.locator(".rail .now").inner_text()
    desk.keyboard.press("Enter")
    expect(page.locator(".rail .now")).not_to_have_text(before)
    expect(desk.locator(".rail .now")).not_to_have_text(before)
