"""Which event stands behind a headline is a name, not a comparison of headlines."""

import dataclasses
import gettext

import numpy as np
import pytest

from game.config.scenarios import load_scenario, shipped_library
from game.seat.news import news_of
from game.seat.seat_table import SeatTable
from game.session import Session
from game.words import language


@pytest.fixture
def session():
    session = Session.begin(load_scenario("december_2025"), seats=("beijing",))
    session.seal()
    session.seal()
    session.pass_turn()
    return session


def struck_by(session, *names):
    """Return the position in which these events struck in the last month, and no other did."""
    position = session.model.position
    events = session.scenario.params.axes.events
    flags = np.array([[float(name in names) for name in events]])
    last = position.months[-1].with_changes({"struck": flags})
    first = position.months[-1].with_changes({"struck": np.zeros_like(flags)})
    return dataclasses.replace(position, months=(first, last))


def test_two_events_with_one_translated_headline_keep_apart(session, monkeypatch):
    known = shipped_library().events
    events = session.scenario.params.axes.events
    one, other = [name for name in events if known[name].kind == "scheduled"][:2]
    chance = next(name for name in events if known[name].kind != "scheduled")
    position = struck_by(session, one, other, chance)
    headlines = {known[name].headline for name in (one, other, chance)}

    class Same(gettext.NullTranslations):
        def gettext(self, message):
            return "One headline" if message in headlines else message

    monkeypatch.setattr(language, "_find", lambda code: language._Language(code, Same()))
    with language.speaking(language.ENGLISH):
        stories = news_of(position, session.scenario)
        assert [story.text for story in stories] == ["One headline"] * 3
        assert {story.event for story in stories} == {one, other, chance}

        session.model.position = position
        dispatches = SeatTable(session, "beijing").dispatches
        sources = {known[name].sources[0].title for name in (one, other)}
        assert {dispatch.source for dispatch in dispatches} == {*sources, "this game"}


def test_news_of_no_event_names_none(session):
    position = struck_by(session)
    truces = (np.zeros((1, 1)), np.ones((1, 1)))
    months = tuple(
        world.with_changes({"truce": truce})
        for world, truce in zip(position.months, truces, strict=True)
    )
    stories = news_of(dataclasses.replace(position, months=months), session.scenario)
    assert [(story.event, story.is_routine) for story in stories] == [("", False)]
