"""Every screen in Chinese: its texts fit, keep apart, and are not English."""

import itertools
import re

import pytest

from game.config.scenarios import shipped_library
from game.window.app import App
from game.window.widgets.world_map import GATE
from game.words.language import ENGLISH, speak

LOOKS = (((1280, 720), 100), ((1600, 900), 200), ((1920, 1080), 150))
AIR = 0.3
# The fixture's question is put in English; the encyclopedia names sources in every article.
GIVEN = {"question", "encyclopedia"}
# Sources, names of files and of keys, and firms' parts stay as they are.
PROSE = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0][0]} at {look[1]} %")
def chinese(request, tables, every_screen, tmp_path_factory):
    """The screens as a Chinese reader has them."""
    patch = pytest.MonkeyPatch()
    patch.setenv("HIGHFENCE_GAMES", str(tmp_path_factory.mktemp("games")))
    app = App(*request.param)
    app.adjust(language="zh_CN")
    screens = every_screen(app, tables)
    for screen in screens.values():
        assert screen.page.marks
    yield screens
    speak(ENGLISH)
    patch.undo()


def texts(screen):
    return [mark for mark in screen.page.marks if mark.text.strip()]


def test_every_text_fits_the_room_it_was_given(chinese):
    cut = {
        name: [mark.text for mark in texts(screen) if mark.rect.width > mark.room.width]
        for name, screen in chinese.items()
    }
    assert {name: marks for name, marks in cut.items() if marks} == {}


def test_no_two_texts_lie_on_each_other(chinese):
    touching = []
    for name, screen in chinese.items():
        placed = []
        for mark in texts(screen):
            rect = screen.shown_at(mark.rect, mark.region)
            room = screen.page.regions[mark.region].rect if mark.region else screen.page.rect
            if room.contains(rect):
                placed.append((mark, rect.inflate(-2, -round(AIR * rect.height))))
        for (one, first), (other, second) in itertools.combinations(placed, 2):
            if one.layer == other.layer and first.colliderect(second):
                touching.append((name, one.text, other.text))
    assert touching == []


def test_no_text_runs_out_of_the_control_it_names(chinese):
    out = []
    for name, screen in chinese.items():
        boxes = {item.key: item.rect for item in screen.page.items}
        out += [
            (name, mark.item, mark.text)
            for mark in texts(screen)
            if mark.item
            and mark.item not in GATE
            and not boxes[mark.item].contains(mark.rect.inflate(-2, -round(AIR * mark.rect.height)))
        ]
    assert out == []


@pytest.fixture(scope="module")
def sources():
    """Titles of sources, and the name that a person gave a save, in one text."""
    library = shipped_library()
    levers = (lever for own in library.levers.values() for lever in own.values())
    precedents = (one for lever in levers for one in lever.precedents)
    titles = [one.source.title for one in precedents if one.source]
    titles += [source.title for param in library.params.values() for source in param.sources]
    return "\n".join([*titles, "Before the summit"])


def test_nothing_but_sources_is_left_in_english(chinese, sources):
    left = [
        (name, mark.text)
        for name, screen in chinese.items()
        for mark in texts(screen)
        if PROSE.search(mark.text) and name not in GIVEN and mark.text not in sources
    ]
    assert left == []
