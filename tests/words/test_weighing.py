"""How a choice was weighed, said in the language of the reader."""

import numpy as np
import pytest

from agents.policies.base import Weighed, Weighing
from game.config.scenarios import load_scenario
from game.language.expression import SeenTerm
from game.words.conditions import naming_of, seen_text
from game.words.language import ENGLISH, languages, speak
from game.words.weighing import taken_text, tipped_text, weighed_text


@pytest.fixture(autouse=True)
def english():
    """Leave English to the tests that follow."""
    yield
    speak(ENGLISH)


def weighed(option, net, odds, *, short=np.inf, available=True, taken=False):
    flags, numbers = ((available, taken), (net, 0.0, net, odds, short))
    is_available, is_taken = (np.array([[flag]]) for flag in flags)
    worth, cost, kept, share, gap = (np.array([[number]]) for number in numbers)
    return Weighed(
        option=option, worth=worth, cost=cost, net=kept, available=is_available, odds=share,
        short=gap, taken=is_taken,
    )  # fmt: skip


def weighing(age=0.0, *options):
    usual = (
        weighed("keep", 0.0, 0.1, short=2.6),
        weighed("case_by_case", 1.24, 0.3, short=0.86),
        weighed("open", 2.1, 0.6, short=0.0, taken=True),
        weighed("refuse", 9.0, 0.0, available=False),
    )
    targets = ("import_gate.h200_class",)
    return Weighing(
        choice="h200_gate", targets=targets, options=options or usual, age=np.array([[age]])
    )


def test_options_are_told_best_first_with_points_and_odds_and_what_could_not_be_had():
    assert weighed_text(weighing()) == (
        "open 2.1 points (60 %), case by case 1.24 points (30 %), keep 0 points (10 %); "
        "out of reach: refuse"
    )


def test_the_smallest_change_that_would_have_tipped_it_is_told():
    assert tipped_text(weighing()) == ("0.86 points more for case by case would have tipped it")
    assert "drawn anew" in tipped_text(weighing(4.0))


def test_a_choice_without_an_alternative_could_not_be_tipped():
    alone = weighed("keep", 0.0, 1.0, short=0.0, taken=True)
    assert tipped_text(weighing(0.0, alone, weighed("open", 1.0, 0.0, available=False))) == ""


def test_keep_is_not_missed_where_an_option_in_force_says_the_same():
    kept = weighed("keep", 0.0, 0.0, available=False)
    told = weighed_text(weighing(0.0, kept, weighed("open", 1.0, 1.0, short=0.0, taken=True)))
    assert told == "open 1 points (100 %)"


def test_what_was_taken_is_told_with_the_age_of_its_draw():
    assert taken_text(weighing()) == "took open"
    assert taken_text(weighing(1.0)) == "stayed with open, drawn 1 turn ago"
    assert taken_text(weighing(4.0)) == "stayed with open, drawn 4 turns ago"


def test_what_was_chosen_before_is_named_in_words():
    naming = naming_of(load_scenario("lesson"), "beijing")
    seen = (SeenTerm("h200_gate.case_by_case", (1.0,)), SeenTerm("turns_since.h200_gate", (3.0,)))
    assert seen_text(seen, naming) == (
        "case by case chosen for h200 gate: yes, turns since the choice of h200 gate 3"
    )


@pytest.mark.parametrize("language", [code for code in languages() if code != ENGLISH])
def test_a_choice_is_told_in_every_language(language):
    def told():
        one, old = weighing(), weighing(4.0)
        naming = naming_of(load_scenario("lesson"), "beijing")
        terms = (SeenTerm("gate.open", (1.0,)), SeenTerm("turns_since.gate", (3.0,)))
        return [
            weighed_text(one), tipped_text(one), tipped_text(old), taken_text(one),
            taken_text(old), seen_text(terms[:1], naming), seen_text(terms[1:], naming),
        ]  # fmt: skip

    in_english = told()
    speak(language)
    assert len({*in_english, *told()}) == 2 * len(in_english)
