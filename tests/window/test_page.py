"""What the page offers to lay things out by: rows, cells, cards, lines in the middle."""

import pytest
from pygame import Rect

from game.window.fonts import Type
from game.window.items import Block, ItemKind, is_meant
from game.window.layout import cells
from game.window.page import Page
from game.window.theme import LABEL, NIGHT

LONG = "A text of so many words that it takes more than two lines in a narrow column of a page."


@pytest.fixture
def page(usual, scale):
    return Page(usual.size, Type(scale), NIGHT)


def test_a_row_fills_its_box_and_shares_what_is_left(page):
    at = Rect(10, 20, 900, 44)
    first, middle, last = page.row(at, None, 150, None, gap=8)
    assert first.left == at.left
    assert 0 <= at.right - last.right <= 1
    assert middle.width == page.px(150)
    assert first.width == last.width
    assert middle.left - first.right == last.left - middle.right == page.px(8)
    assert {box.height for box in (first, middle, last)} == {at.height}


def test_cells_stand_in_rows_and_the_last_row_may_be_short():
    boxes = cells(Rect(0, 100, 310, 0), 5, 3, 50, (5, 7))
    assert [box.y for box in boxes] == [100, 100, 100, 157, 157]
    assert boxes[0].x == boxes[3].x == 0
    assert boxes[2].right == 310
    assert len({box.size for box in boxes}) == 1


def test_a_text_in_the_middle_is_level_with_its_point_and_stops_at_its_last_line(page):
    one = page.middle((50, 300), "One line", LABEL)
    assert abs(one.centery - 300) <= 1
    two = page.middle((50, 300), LONG, LABEL, width=200, most=2)
    assert two.height == 2 * page.type.leading(LABEL)
    assert abs(two.centery - 300) <= 1


def test_a_card_is_as_high_as_its_text_and_an_item_where_it_has_a_key(page):
    blocks = [Block(LONG), Block("And the end.")]
    box = page.card(Rect(10, 10, 300, 0), blocks, key="card", name="A card")
    (item,) = page.items
    assert item.rect == box
    assert item.value == f"{LONG} And the end."
    texts = [mark.rect for mark in page.marks if mark.text]
    assert all(box.contains(rect) for rect in texts)
    page.card(Rect(10, 400, 300, 0), blocks)
    assert page.items == [item]


def test_a_kind_knows_its_keys_and_words_mean_an_item_up_to_a_space():
    lever = ItemKind("lever")
    key = lever.key("import_gate.h200_class")
    assert key in lever
    assert lever.key("stop", 3) == "lever stop 3"
    assert ItemKind("lev").key("er") not in lever
    assert all(is_meant(key, words) for words in ("lever", key))
    assert not any(is_meant(key, words) for words in ("lev", "lever import_gate", f"{key} 3"))
