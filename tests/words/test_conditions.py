"""What policies saw travels as values: said in its actor's words and units, or as it is written."""

import pytest

from game.config.scenarios import load_scenario
from game.language.expression import FlipPoint, SeenTerm, compile_expression, flip_points
from game.state.terms import DEAL_NUMBERS
from game.words.conditions import (
    DEAL_UNITS,
    DEALS,
    FLIPS,
    as_written,
    flips_text,
    naming_of,
    seen_text,
)
from game.words.language import ENGLISH, languages, speak

SEEN = (
    SeenTerm("scandal", (0.45,)),
    SeenTerm("tariff", (50.0,)),
    SeenTerm("truce", (1.0,)),
    SeenTerm("truce", (0.0,), is_previous=True),
)
TURNS = (FlipPoint("scandal", ">", 0.2), FlipPoint("truce", "!=", 0.0))
SIGNS = (">=", ">", "<", "<=", "==", "!=")


@pytest.fixture(autouse=True)
def english():
    """Leave English to the tests that follow."""
    yield
    speak(ENGLISH)


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("lesson")


def test_what_a_policy_saw_is_said_in_its_actors_words_and_units(scenario):
    naming = naming_of(scenario, "washington")
    assert seen_text(SEEN, naming) == (
        "attention to smuggling 45 %, tariff on Chinese goods 50 points, a truce holds: yes, "
        "last turn's a truce holds: no"
    )
    assert flips_text(SEEN, TURNS, naming) == (
        "attention to smuggling at or below 20 % would not; a truce holds: no, and it would not"
    )


def test_as_written_it_is_what_the_policy_names():
    assert as_written(SEEN, TURNS, {}) == (
        "scandal 0.45, tariff 50, truce 1, previous.truce 0 "
        "(scandal at or below 0.2 would not; truce at 0 would not)"
    )
    assert as_written(SEEN, (), {}) == "scandal 0.45, tariff 50, truce 1, previous.truce 0"


def test_a_setting_is_told_by_name_as_written_and_by_title_in_words(scenario):
    """A number of a setting says nothing to a reader."""
    seen = (SeenTerm("mineral_level", (3.0,)), SeenTerm("import_gate.h200_class", (2.0,)))
    turns = (FlipPoint("mineral_level", ">=", 2.0),)
    assert as_written(seen, turns, scenario.levers.scales) == (
        "mineral_level ban, import_gate.h200_class case_by_case "
        "(mineral_level below licence_seven would not)"
    )
    naming = naming_of(scenario, "washington")
    assert seen_text(seen, naming) == "mineral ladder now ban, import gate, H200 case by case"
    assert flips_text(seen, turns, naming) == "mineral ladder now below licence seven would not"
    last_month = (SeenTerm("mineral_rung", (1.0,)),)
    assert seen_text(last_month, naming) == "Beijing's mineral ladder last month licence one"


def test_where_a_clause_read_many_numbers_its_turns_are_left_out(scenario):
    many = tuple(SeenTerm(f"x{number}", (1.0,)) for number in range(7))
    assert "would not" not in as_written(many, TURNS, {})
    assert flips_text(many, TURNS, naming_of(scenario, "washington")) == ""


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ((0.71234,), "x 0.712"),
        ((-0.0,), "x 0"),
        ((1234567.8,), "x 1,234,568"),
        ((999.6,), "x 1,000"),
        ((2e15,), "x 2e+15"),
        ((1.0, 2.5), "x 1 / 2.5"),
    ],
)
def test_numbers_are_written_to_three_digits(values, written):
    assert as_written((SeenTerm("x", values),), (), {}) == written


def test_an_amount_is_rounded_once(scenario):
    """0.08749 is 8.7 %; rounded to 0.0875 first it would be 8.8 %."""
    seen = (SeenTerm("scandal", (0.08749,)),)
    assert seen_text(seen, naming_of(scenario, "washington")) == "attention to smuggling 8.7 %"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a >= 0.60", "a below 0.6 would not"),
        ("a > 0.6", "a at or below 0.6 would not"),
        ("a < 0.6", "a at or above 0.6 would not"),
        ("0.6 >= a", "a above 0.6 would not"),
        ("a == 2", "a at anything but 2 would not"),
        ("a", "a at 0 would not"),
        ("previous.a", "previous.a at 0 would not"),
    ],
)
def test_a_flip_point_says_where_the_clause_would_not_have_acted(text, words):
    expression = compile_expression(text)
    seen = (SeenTerm("a", (1.0,)),)
    assert as_written(seen, flip_points(expression), {}) == f"a 1 ({words})"


@pytest.mark.parametrize("language", [code for code in languages() if code != ENGLISH])
def test_every_kind_of_flip_is_said_in_every_language(language, scenario):
    naming = naming_of(scenario, "washington")
    points = [FlipPoint("scandal", sign, 0.2) for sign in SIGNS]
    points += [FlipPoint("truce", "!=", 0.0), FlipPoint("scandal", "<", 0.1, is_previous=True)]
    in_english = [flips_text((), [point], naming) for point in points]
    speak(language)
    said = [flips_text((), [point], naming) for point in points]
    assert set(FLIPS) == set(SIGNS)
    assert len({*in_english, *said}) == 2 * len(points)


def test_no_name_of_the_code_is_left_in_what_any_actor_may_see(scenario):
    for actor in scenario.actors:
        naming = naming_of(scenario, actor)
        for name, sight in scenario.roles[actor].sights.items():
            assert "_" not in naming(name, (1.0,)).name or "_" in sight.says, name


def test_what_is_read_of_deals_is_told_with_the_other_actor(scenario):
    naming = naming_of(scenario, "washington")
    seen = (SeenTerm("word.beijing", (0.63,)), SeenTerm("gain.nvidia", (1.25,)))
    turns = (FlipPoint("word.beijing", ">", 0.35),)
    assert seen_text(seen, naming) == (
        "belief in the word of Beijing 63 %, what the paper of Nvidia would bring 1.25 points"
    )
    assert flips_text(seen, turns, naming) == (
        "belief in the word of Beijing at or below 35 % would not"
    )


def test_every_number_of_deals_has_words():
    assert set(DEALS) == set(DEAL_UNITS) == set(DEAL_NUMBERS)
