"""Every screen at three sizes and two text scales, measured from its layout."""

import itertools

import pytest
from pygame import Rect

from game.window.app import SMALLEST, App
from game.window.layout import board_grid
from game.window.registry import all_screens
from game.window.screens.board import Board
from game.window.theme import SCALES
from game.window.widgets.world_map import GATE
from tests.window.conftest import make_screens, show

SCREENS = (*all_screens(), "later board")
# Lines are set with air between them: what overlaps by less than this touches no glyph.
AIR = 0.3


def texts(screen):
    return [mark for mark in screen.page.marks if mark.text.strip()]


def in_sight(screen, mark):
    """Where a text is on the window, or None where it is scrolled away."""
    rect = screen.shown_at(mark.rect, mark.region)
    if not mark.region:
        return rect
    window = screen.page.regions[mark.region].rect
    return rect if window.contains(rect) else None


def ink(rect):
    return rect.inflate(-2, -round(AIR * rect.height))


@pytest.mark.parametrize("name", SCREENS)
def test_every_text_fits_the_room_it_was_given(screens, name):
    screen = screens[name]
    cut = [mark.text for mark in texts(screen) if mark.rect.width > mark.room.width]
    assert cut == []


@pytest.mark.parametrize("name", SCREENS)
def test_no_text_runs_out_of_the_window_or_its_panel(screens, name):
    screen = screens[name]
    out = []
    for mark in texts(screen):
        room = screen.page.rect
        if mark.region:
            region = screen.page.regions[mark.region]
            room = Rect(region.rect.topleft, (region.rect.width, max(region.content, 1)))
        if not room.contains(ink(mark.rect)):
            out.append((mark.text, mark.rect))
    assert out == []


@pytest.mark.parametrize("name", SCREENS)
def test_no_text_runs_out_of_the_control_it_names(screens, name):
    screen = screens[name]
    boxes = {item.key: item.rect for item in screen.page.items}
    out = [
        (mark.item, mark.text)
        for mark in texts(screen)
        if mark.item and mark.item not in GATE and not boxes[mark.item].contains(ink(mark.rect))
    ]
    assert out == []


@pytest.mark.parametrize("name", SCREENS)
def test_no_two_texts_lie_on_each_other(screens, name):
    screen = screens[name]
    placed = [(mark, in_sight(screen, mark)) for mark in texts(screen)]
    placed = [(mark, ink(rect)) for mark, rect in placed if rect is not None]
    pairs = itertools.combinations(placed, 2)
    touching = [
        (one.text, other.text)
        for (one, first), (other, second) in pairs
        if one.layer == other.layer and first.colliderect(second)
    ]
    assert touching == []


@pytest.mark.parametrize("name", SCREENS)
def test_every_control_is_in_the_window_and_large_enough_to_hit(screens, name):
    screen = screens[name]
    for item in screen.page.items:
        if not item.press or item.by_mouse_only:
            continue
        room = screen.page.regions[item.region].rect if item.region else screen.page.rect
        assert item.rect.left >= room.left - 8
        assert item.rect.right <= room.right + 8
        assert item.rect.height >= 40, item.name


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_can_be_read_as_text(screens, name):
    tree = screens[name].text_tree()
    assert all(role and title for role, title, _, _ in tree)
    assert len({item.key for item in screens[name].page.items}) == len(tree) - 1


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_draws(app, screens, name):
    show(app, screens[name], screens)
    drawn = {tuple(app.surface.get_at((x, y))) for x in range(0, 900, 7) for y in range(0, 500, 7)}
    assert len(drawn) >= 8


def test_every_screen_draws_with_the_largest_text_in_the_smallest_window(tables):
    app = App(SMALLEST, SCALES[-1])
    screens = make_screens(app, tables)
    for screen in screens.values():
        show(app, screen, screens)
    assert app.frames == len(screens)


@pytest.mark.parametrize("pane", ["Map", "Aims", "Measures", "News"])
@pytest.mark.parametrize("large", [150, 175, 200])
def test_the_panes_of_the_board_hold_large_text(size, large, pane, tables):
    screen = Board(App(size, large), tables["later"])
    screen.pane = pane
    placed = [(mark.text, in_sight(screen, mark), mark.layer) for mark in texts(screen)]
    placed = [(text, ink(rect), layer) for text, rect, layer in placed if rect is not None]
    touching = [
        (one, other)
        for (one, first, below), (other, second, above) in itertools.combinations(placed, 2)
        if below == above and first.colliderect(second)
    ]
    assert touching == []
    assert [text for text, rect, _ in placed if not screen.page.rect.contains(rect)] == []


def test_the_parts_of_the_board_tile_the_window_at_every_size_and_scale(size):
    for scale in SCALES:
        grid = board_grid(size, scale)
        assert grid.top.width == size[0]
        assert grid.seal.bottom == size[1]
        if grid.columns:
            assert grid.aims.right == grid.map.left
            assert grid.map.right == grid.measures.left
            assert grid.measures.right == size[0]
            assert grid.measures.bottom == grid.seal.top
            assert grid.map.bottom == grid.dispatches.top
            assert grid.map.width >= 0.4 * size[0]
        else:
            assert grid.pane.bottom <= grid.seal.top
            assert grid.explain.right <= size[0]
