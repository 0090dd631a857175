"""The record can be searched by actor and by word."""

import pytest

from game.seat.history import read_quarters
from game.window.app import App
from game.window.screens.record import Record


@pytest.fixture
def record(tables):
    app = App((1280, 720))
    app.start(Record(app, tables["later"]))
    return app


def test_every_quarter_played_is_on_record(tables):
    quarters = read_quarters(tables["later"])
    assert [quarter.turn for quarter in quarters] == [2, 1, 0]
    assert all(quarter.lines for quarter in quarters)


def test_an_actor_is_shown_alone(record, tables):
    record.screen.item("filter washington").press()
    quarters = read_quarters(tables["later"], record.screen.kind)
    lines = [line for quarter in quarters for line in quarter.lines]
    assert lines
    assert {line.kind for line in lines} == {"washington"}


def test_a_word_is_looked_for_as_it_is_written(record, act, press):
    act(record, "find", text="/")
    for letter in "zzz":
        press(record, ord(letter), text=letter)
    assert record.screen.word == "zzz"
    words = [mark.text for mark in record.screen.page.marks if mark.text]
    assert "Nothing of that kind is on record." in words
