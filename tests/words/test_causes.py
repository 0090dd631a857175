"""Causes travel as values: each origin of a share is said, in every language, in one room."""

import pytest

from game.config.scenarios import load_scenario, shipped_library
from game.why.explain import SEALING, Origin, Share
from game.words.causes import cause_text, number_text, orders_text, says_text
from game.words.language import ENGLISH, languages, speak

EVENT = next(iter(shipped_library().events))


@pytest.fixture(autouse=True)
def english():
    """Leave English to the tests that follow."""
    yield
    speak(ENGLISH)


@pytest.fixture(scope="module")
def levers():
    return load_scenario().levers


@pytest.fixture(scope="module")
def shares(levers):
    gate = levers["import_gate"]
    order = (gate.action(0, 3.0), gate.action(1, 1.0))
    return [
        Share(origin=Origin.RULE, rule="divert_chips", change=1.0),
        Share(origin=Origin.ORDER, rule="ship_licensed", change=1.0, order=order),
        Share(origin=Origin.ORDER, rule=SEALING, change=1.0, order=order[:1]),
        Share(origin=Origin.ORDER, rule="import_gate", change=1.0, order=order),
        Share(origin=Origin.EVENT, rule="strike_events", change=1.0, event=EVENT),
        Share(origin=Origin.NUMBER, rule="divert_chips", change=1.0, field="premium"),
        Share(origin=Origin.NUMBER, rule="mean.lag", change=1.0, field="mean.lag"),
        Share(origin=Origin.NUMBER, rule="first.lag", change=1.0, field="first.lag"),
        Share(origin=Origin.CALENDAR, rule="month", change=1.0, field="month"),
        Share(origin=Origin.STANDSTILL, rule="divert_chips", change=1.0),
        Share(origin=Origin.USUAL, rule="usual course", change=1.0),
        Share(origin=Origin.CARRIED, rule=Origin.CARRIED.value, change=1.0),
    ]


@pytest.mark.parametrize("language", [code for code in languages() if code != ENGLISH])
def test_every_origin_of_a_share_is_said_in_every_language(shares, levers, language):
    assert {share.origin for share in shares} == set(Origin)
    in_english = [(cause_text(share, levers), says_text(share, levers)) for share in shares]
    speak(language)
    for share, texts in zip(shares, in_english, strict=True):
        said = cause_text(share, levers), says_text(share, levers)
        assert not set(said) & set(texts), share


def test_an_order_behind_a_change_is_said_in_words_or_as_it_is_typed(shares, levers):
    order = shares[1]
    assert cause_text(order, levers) == "Import gate, H20: block, Import gate, H200: ratio"
    assert cause_text(order, levers, typed=True) == (
        "beijing: import_gate.h20_class = block, import_gate.h200_class = ratio"
    )
    assert orders_text(order.order[:1], levers, typed=True) == "import_gate.h20_class = block"


def test_a_share_says_the_rule_it_worked_through(shares, levers):
    assert says_text(shares[2], levers) == "Orders cost political capital when they are sealed."
    assert says_text(shares[3], levers) == levers["import_gate"].title


def test_a_number_of_a_payoff_says_when_it_is_read():
    now = number_text("lag")
    assert number_text("mean.lag") == f"{now}, over all turns"
    assert number_text("first.lag") == f"{now}, at the opening"
