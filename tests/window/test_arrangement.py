"""Spaces, stacks, strips and panels put things beside, below and inside each other."""

import pytest
from pygame import Rect

from game.window.arrangement import Space, Stack, Strip, panel, place_aside
from game.window.fonts import Type
from game.window.items import Item
from game.window.layout import Axis, part
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import LABEL, LEAD, NIGHT

BOX = Rect(40, 30, 800, 500)
LONG = "A text of so many words that it takes more than two lines in a narrow column of a page."


@pytest.fixture
def page(usual, scale):
    return Page(usual.size, Type(scale), NIGHT)


def texts(page):
    return [mark.rect for mark in page.marks if mark.text.strip()]


def test_pieces_cut_from_a_space_fill_it_with_their_gaps(page):
    space = Space(page, BOX)
    top, bottom = space.top(50, gap=8), space.bottom(Pixels(60))
    left, right = space.left(100, gap=4), space.right(200)
    assert top.bottom + page.px(8) == left.top == right.top == space.rest.top
    assert bottom.top == left.bottom == right.bottom == space.rest.bottom
    assert left.right + page.px(4) == space.rest.left
    assert right.left == space.rest.right
    assert (top.topleft, bottom.bottomright) == (BOX.topleft, BOX.bottomright)


def test_a_stack_goes_on_below_what_it_holds(page):
    stack = Stack(page, Rect(10, 20, 300, 0), gap=12)
    assert stack.take(Pixels(40)) == Rect(10, 20, 300, 40)
    assert stack.rest.topleft == (10, 60 + page.px(12))
    stack.go_on(200, Pixels(3))
    assert stack.rest == Rect(10, 203, 300, 0)
    used = stack.text(LONG, LEAD)
    assert stack.y == used.bottom + page.px(12)
    assert stack.below(900).bottom == 900


def test_what_stands_in_a_strip_is_level_and_meets_no_neighbour(page):
    strip = Strip(page, Rect(40, 30, 800, 44), gap=8)
    first = strip.text("One", LABEL)
    icon = strip.icon("tick", 20, NIGHT.text)
    last = strip.text("At the end", LEAD, end=True)
    words = strip.words(LONG, LABEL, most=2)
    assert {abs(box.centery - 52) <= 1 for box in (first, icon, last, words)} == {True}
    assert first.right <= icon.left
    assert icon.right <= words.left
    assert words.right <= last.left
    assert last.right == 840


def test_a_panel_is_as_high_as_what_is_in_it_and_lies_under_it(page):
    item = Item(key="panel", rect=BOX, role="text", name="A panel")
    with panel(page, Rect(40, 30, 300, 0), item=item, pad=16, below=6) as stack:
        stack.text(LONG)
        end = stack.y
    assert item.rect == Rect(40, 30, 300, end + page.px(6) - 30) == page.marks[0].rect
    assert stack.y == item.rect.bottom
    assert all(item.rect.contains(rect) for rect in texts(page))
    assert {mark.item for mark in page.marks} == {"panel"}


def test_a_panel_is_no_lower_than_it_must_be(page):
    with panel(page, Rect(0, 0, 300, 0), least=400) as stack:
        stack.text("Short")
    assert stack.y == page.px(400)


def test_boxes_wrap_where_the_next_would_not_fit(page):
    boxes = page.wrapped(Rect(0, 0, 100, 0), [Pixels(60), Pixels(60), Pixels(30), Pixels(200)],
                         Pixels(10), Pixels(5), Pixels(7))  # fmt: skip
    assert [box.topleft for box in boxes] == [(0, 0), (0, 17), (65, 17), (0, 34)]
    assert boxes[-1].width == 100


def test_boxes_by_weight_share_a_row(page):
    wide, *others = page.weighted(BOX, (2, 1, 1), gap=10)
    assert abs(wide.width - 2 * others[0].width) <= 2
    assert (wide.left, others[-1].right) == (BOX.left, BOX.right)


def test_a_box_is_placed_at_a_side_and_what_is_left_is_beside_it(page):
    corner = page.placed(BOX, 100, 40, "right", "bottom")
    assert corner.bottomright == BOX.bottomright
    assert page.left_of(BOX, corner, 6).right + page.px(6) == corner.left
    assert page.over(BOX, corner).bottom == corner.top
    assert page.placed(BOX, Pixels(100), Pixels(40)).center == BOX.center


def test_as_many_stand_beside_each_other_as_fit_with_their_gaps(page):
    each, gap = page.px(100), page.px(10)
    assert page.fits(3 * each + 2 * gap, 100, 9, 10) == 3
    assert page.fits(3 * each + 2 * gap - 1, 100, 9, 10) == 2
    assert page.fits(3 * each, 100, 2) == 2
    assert page.fits(1, 100, 5) == 1


def test_values_beyond_an_axis_stand_at_its_ends():
    axis = Axis(Rect(50, 0, 200, 10), 0.0, 100.0)
    assert [axis.x(value) for value in (-5, 0, 50, 100, 150)] == [50, 50, 150, 250, 250]
    assert axis.bar(75, 25) == Rect(100, 0, 100, 10)
    assert axis.bar(50, 50, least=2).width == 2
    assert axis.tick(50, 3).centerx == 150
    assert part(Rect(50, 0, 200, 10), 0.25, 0.5) == Rect(100, 0, 50, 10)


def test_a_card_stands_aside_from_what_is_framed(page):
    framed = Rect(200, 60, 600, 300)
    card = place_aside(page, (300, 120), framed)
    assert not card.colliderect(framed)
    assert page.rect.contains(card)
