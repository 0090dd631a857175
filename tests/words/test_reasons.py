"""Reasons travel as values: each kind of them is said, in every language, in one room."""

import typing

import pytest

from game.config.scenarios import load_scenario
from game.state.levers import Action
from game.turn.legality import OffMenu, Refusal, Unaffordable, Undoes, Unmet
from game.turn.outcome import EndReason, EndTestMet, TurnsOver
from game.turn.papers import (
    CannotDeliver,
    EnoughPapers,
    ForeignTerm,
    NoPaper,
    NoSharedTerm,
    NothingInForce,
)
from game.words.language import ENGLISH, languages, say_config, speak
from game.words.names import as_title, as_typed, fill_names, order_text
from game.words.reasons import end_text, problem_text, refusal_text

HEARING = Action(actor="congress", lever="hearing", value=1.0)
HALTED = Unmet("the China line is halted", "restart it first ({china_line}, {china_line.run})")
REFUSALS: list[Refusal] = [
    OffMenu(),
    HALTED,
    Unaffordable(3.0, 1.53),
    Undoes(HEARING, HALTED),
    NoSharedTerm("chipmakers"),
    ForeignTerm("beijing", "washington"),
    EnoughPapers(2),
    NothingInForce("beijing"),
    NoPaper("beijing"),
    CannotDeliver("no higher tariff", "washington"),
]
OTHERS = [code for code in languages() if code != ENGLISH]


@pytest.fixture(autouse=True)
def english():
    """Leave English to the tests that follow."""
    yield
    speak(ENGLISH)


@pytest.fixture(scope="module")
def scenario():
    return load_scenario()


@pytest.fixture(scope="module")
def levers(scenario):
    return scenario.levers


def end_reasons(scenario) -> list[EndReason]:
    met = [EndTestMet(test.name, test.title) for test in scenario.end_tests]
    return [TurnsOver(12), *met]


def is_said(sentence, text):
    """Whether a sentence has neither fields left open nor English words of the text in English."""
    return "{" not in sentence and "_" not in sentence and sentence != text


def test_every_kind_of_reason_has_an_example_here(scenario):
    assert {type(one) for one in REFUSALS} == set(typing.get_args(Refusal))
    assert {type(one) for one in end_reasons(scenario)} == set(typing.get_args(EndReason))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: type(one).__name__)
def test_every_kind_of_refusal_is_said_in_every_language(refusal, language, levers):
    in_english = [refusal_text(refusal, levers), problem_text(refusal, levers)]
    speak(language)
    said = [refusal_text(refusal, levers), problem_text(refusal, levers)]
    assert all(map(is_said, said, in_english))


@pytest.mark.parametrize("language", OTHERS)
def test_every_requirement_of_a_lever_is_said_in_every_language(language, levers):
    unmet = [Unmet(one.says, one.remedy) for lever in levers.values() for one in lever.requires]
    in_english = [(problem_text(one, levers), refusal_text(one, levers)) for one in unmet]
    speak(language)
    for one, texts in zip(unmet, in_english, strict=True):
        said = problem_text(one, levers), refusal_text(one, levers)
        assert all(map(is_said, said, texts))


@pytest.mark.parametrize("language", OTHERS)
def test_every_reason_for_an_end_is_said_in_every_language(language, scenario):
    in_english = [end_text(one) for one in end_reasons(scenario)]
    speak(language)
    said = [end_text(one) for one in end_reasons(scenario)]
    assert all(map(is_said, said, in_english))


def test_a_refusal_says_what_is_wrong_and_then_the_way_out(levers):
    assert problem_text(HALTED, levers) == "the China line is halted"
    assert refusal_text(HALTED, levers) == (
        "the China line is halted; restart it first (China line, run)"
    )
    assert refusal_text(Unaffordable(3.0, 1.53), levers) == (
        "it costs 3 political capital and 1.5 are left"
    )


def test_at_the_text_seat_a_refusal_names_what_can_be_typed(levers):
    assert "(china_line, run)" in refusal_text(HALTED, levers, typed=True)
    assert problem_text(Undoes(HEARING, HALTED), levers, typed=True) == (
        "your order hearing = on could not stand then: the China line is halted"
    )
    assert '"Hearing: on"' in problem_text(Undoes(HEARING, HALTED), levers)


def test_names_in_a_text_of_the_configs_are_those_of_levers_settings_and_members(levers):
    text = "{bill}, {bill.remote_access}, {us_truce.break_off}"
    title = say_config(levers["bill"].title)
    assert fill_names(text, as_title(levers)) == f"{title}, remote access, break off"
    assert fill_names(text, as_typed) == "bill, remote_access, break_off"


def test_an_order_is_said_in_words_or_as_it_is_typed(levers):
    licence = Action(actor="washington", lever="licence_policy", member="h200_class", value=1.0)
    assert order_text(licence, levers) == "Licence policy, H200: case by case"
    assert order_text(licence, levers, typed=True) == "licence_policy.h200_class = case_by_case"
