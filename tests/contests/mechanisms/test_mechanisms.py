"""Mechanisms of the background articles: interventions, small, and the page that tells them.

`python benchmarks/mechanisms.py` measures them all; docs/mechanisms.md holds what it found.
"""

import re

import numpy as np
import pytest

from game.contests.laws.ground import Budget, Ground
from game.contests.laws.mechanisms import join_mechanisms
from game.contests.laws.readings import Cell, Reading
from game.contests.mechanisms.arms import ArmMaker
from game.contests.mechanisms.claims import Intervention, Mechanism, all_mechanisms
from game.contests.mechanisms.effects import NOTHING, Effect, measure, scenarios_of, verdict_of
from game.contests.mechanisms.mechanisms_page import page
from game.contests.mechanisms.play import play_arms
from game.errors import UserError
from game.language.expression import compile_expression
from game.paths import CLONE

BUDGET = Budget(testing=12, drawn=0)
# What acts on nothing, or faintly, today: docs/mechanisms.md says why.
FAINT = {"M04", "M13", "M14", "M53", "M68", "M82"}
LETTER = {
    "says": "The H20 is stopped.",
    "scenario": "april_2025",
    "change": {"settings": {"informed_letter": "h20_class"}},
    "read": "nv_cn_units",
    "turns": [1, 2],
    "sign": "down",
    "least": 50.0,
    "unit": "%",
}


@pytest.fixture(scope="module")
def ground():
    return Ground("april_2025", BUDGET)


def intervene(**changes):
    return Intervention.model_validate({**LETTER, **changes})


def ruled_alone(mechanisms):
    """The interventions in which nobody gives orders, read within three years."""
    kept = {}
    for number, entry in mechanisms.items():
        tests = tuple(
            test
            for test in entry.tests
            if test.cast == "nobody" and not test.leaders and test.turns[1] <= 12
        )
        if tests:
            kept[number] = entry.model_copy(update={"tests": tests})
    return kept


@pytest.mark.parametrize("scenario", ["october_2022", "april_2025", "december_2025"])
def test_no_mechanism_acts_against_its_claim(scenario):
    effects = measure(Ground(scenario, BUDGET), ruled_alone(all_mechanisms()))
    against = [
        f"{effect.mechanism} {effect.test.says} {effect.value:.3g}"
        for effect in effects
        if effect.verdict == "wrong sign"
    ]
    assert not against
    # Of so few games luck explains some; what moves nothing at all is no luck.
    still = {
        effect.mechanism
        for effect in effects
        if effect.test.sign != "little" and abs(effect.value) < NOTHING * effect.test.least
    }
    assert still <= FAINT


def test_ninety_mechanisms_are_tested_but_for_a_few_labels():
    mechanisms = all_mechanisms()
    assert list(mechanisms) == [f"M{number:02d}" for number in range(1, 91)]
    labels = [number for number, entry in mechanisms.items() if not entry.tests]
    assert len(labels) <= 12
    assert set(scenarios_of(mechanisms)) == {"october_2022", "april_2025", "december_2025"}


def test_arms_under_the_same_luck_differ_by_the_change_alone(ground):
    maker = ArmMaker(ground.scenario, ground.library)
    test = intervene(start=2)
    without, changed = maker.pair(test)
    played = play_arms(ground, [without, changed, without], {"x": maker.expression(test)})
    assert set(played) == {without, changed}
    before, after = played[without]["x"], played[changed]["x"]
    np.testing.assert_array_equal(before[:, :2], after[:, :2])
    assert (after[:, 2] < 0.2 * before[:, 2]).all()


def test_settings_go_back_when_a_change_ends(ground):
    maker = ArmMaker(ground.scenario, ground.library)
    _, changed = maker.pair(intervene(end=1, turns=[1, 4]))
    (reads,) = play_arms(ground, [changed], {"x": compile_expression("informed_letter")}).values()
    np.testing.assert_array_equal(reads["x"][:, 1:], [[1, 0, 0, 0]] * BUDGET.testing)


def test_a_parameter_a_push_and_an_event_each_change_one_arm(ground):
    maker = ArmMaker(ground.scenario, ground.library)
    changes = [
        {"parameters": {"orders_never_read": 1}},
        {"scaled": {"demand_growth": 0.5}},
        {"world": {"budget": {"times": 0.5}}},
        {"events": ["leaked_rule"]},
    ]
    with pytest.raises(UserError, match="unknown parameter"):
        maker.pair(intervene(change=changes[0]))
    pairs = [maker.pair(intervene(change=change)) for change in changes[1:]]
    reads = {name: compile_expression(name) for name in ("demand", "fear")}
    played = play_arms(ground, [arm for pair in pairs for arm in pair], reads)
    usual = played[pairs[0][0]]
    slower, halved, leaked = (played[changed] for _, changed in pairs)
    assert (slower["demand"][:, 1] < usual["demand"][:, 1]).all()
    assert (halved["demand"][:, 1] < 0.7 * usual["demand"][:, 1]).all()
    assert (leaked["fear"][:, 1] > usual["fear"][:, 1]).all()
    np.testing.assert_array_equal(slower["fear"][:, 0], usual["fear"][:, 0])


@pytest.mark.parametrize(
    ("value", "error", "sign", "verdict"),
    [
        (-60, 1, "down", "acts"),
        (-20, 1, "down", "weak"),
        (-20, 10, "down", "not acting"),
        (-2, 0, "down", "not acting"),
        (60, 1, "down", "wrong sign"),
        (30, 1, "little", "acts"),
        (-60, 1, "little", "wrong sign"),
        (0, 0, "up", "not acting"),
    ],
)
def test_a_verdict_follows_from_size_luck_and_claim(value, error, sign, verdict):
    effect = Effect(
        mechanism="M06", test=intervene(sign=sign), value=value, error=error, without=1, changed=1
    )
    assert effect.verdict == verdict


def test_a_mechanism_is_as_good_as_its_worst_intervention_in_any_scenario():
    effects = [
        Effect(mechanism="M06", test=intervene(), value=value, error=1, without=1, changed=1)
        for value in (-60, -20)
    ]
    assert verdict_of(effects) == "weak"
    faint, wrong = (
        Reading(cell=Cell(law=17, scenario=scenario), part="x", value=1, notes=(("M06", rank),))
        for scenario, rank in (("april_2025", 1.0), ("october_2022", 3.0))
    )
    weak, against = join_mechanisms([faint, wrong])
    assert (weak.value, against.value) == (0, 1)
    assert not against.holds


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"change": {"settings": {"informed_leter": "h20_class"}}}, "unknown lever"),
        ({"setup": {"licence_policy.h21": "deny"}}, "unknown setting"),
        ({"change": {"events": ["flood"]}}, "unknown event"),
        ({"change": {"world": {"hope": {"add": 1.0}}}}, "unknown field"),
        ({"change": {"leaders": {"beijing": "kind"}}}, "no policy"),
    ],
)
def test_what_an_intervention_names_must_exist(ground, changes, problem):
    wrong = Mechanism.model_validate(
        {"title": "x", "by": "x", "tests": [{**LETTER, **changes}], "sources": ["x"]}
    )
    with pytest.raises(UserError, match=f"M06: .*{problem}"):
        measure(ground, {"M06": wrong})


def test_what_is_read_must_exist(ground):
    maker = ArmMaker(ground.scenario, ground.library)
    with pytest.raises(UserError, match="hope"):
        maker.expression(intervene(read="hope + 1"))


def test_the_page_tells_every_mechanism_and_intervention_as_the_configs_have_them():
    told = (CLONE / "docs" / "mechanisms.md").read_text(encoding="utf-8")
    mechanisms = all_mechanisms()
    for number, entry in mechanisms.items():
        assert f"| {number} | {entry.title} | {entry.by} | " in told
        assert all(f"| {test.says} | `{test.read}`, " in told for test in entry.tests)
    where = "|".join(scenarios_of(mechanisms))
    rows = re.findall(rf"^\| M\d\d \| (?:{where})", told, flags=re.MULTILINE)
    assert len(rows) == sum(len(entry.tests) for entry in mechanisms.values())
    faint = set(
        re.findall(r"^\| (M\d\d) \|.*\| \*\*(?:weak|not acting)\*\* \|$", told, re.MULTILINE)
    )
    assert faint == FAINT


def test_a_page_of_one_mechanism_counts_and_names_what_is_weak():
    mechanisms = {"M06": all_mechanisms()["M06"]}
    (test, *_) = mechanisms["M06"].tests
    effect = Effect(mechanism="M06", test=test, value=-20, error=1, without=500, changed=400)
    text = page(mechanisms, [effect], "Measured now.")
    assert "**0 acts, 1 weak, 0 not acting, 0 wrong sign**" in text
    assert "- **M06** Nvidia falls" in text
    assert "*weak*: A letter stops the H20" in text
