"""An action is a value: it prints and reads itself, and says precisely what it cannot read."""

import copy
import pickle
import re

import pytest

from game.config.scenarios import load_scenario, shipped_library
from game.errors import UserError
from game.state.levers import Action


@pytest.fixture(scope="module", params=sorted(shipped_library().scenarios))
def levers(request):
    return load_scenario(request.param).levers


@pytest.fixture(scope="module")
def shipped():
    return load_scenario().levers


def every_action(levers):
    """Every setting of every member of every lever."""
    for lever in levers.values():
        for column in range(lever.columns):
            for value in lever.values:
                yield lever.action(column, value)


def test_every_action_is_read_as_it_was_written(levers):
    actions = list(every_action(levers))
    assert len(actions) > 250
    for action in actions:
        texts = (str(action), action.text(levers), f" {action.text(levers)}  ")
        assert [Action.parse(text, levers) for text in texts] == [action] * 3
        line = action.setting(levers)
        assert Action.parse(line, levers, actor=action.actor) == action
        levers.check(action)


def test_no_two_actions_are_written_alike(levers):
    actions = list(every_action(levers))
    assert len({str(action) for action in actions}) == len(actions)
    assert len({action.text(levers) for action in actions}) == len(actions)


def test_an_action_is_written_with_numbers_or_with_names(shipped):
    gate = shipped["import_gate"].action(1, 3.0)
    assert str(gate) == "beijing: import_gate.h200_class = 3"
    assert gate.text(shipped) == "beijing: import_gate.h200_class = block"
    assert gate.setting(shipped) == "import_gate.h200_class = block"
    tariff = shipped["tariff"].action(0, 40.0)
    assert str(tariff) == tariff.text(shipped) == "washington: tariff = 40"


def test_an_action_is_its_values_alone(shipped):
    gate = shipped["import_gate"].action(1, 3.0)
    assert eval(repr(gate)) == gate
    assert pickle.loads(pickle.dumps(gate)) == copy.deepcopy(gate) == gate
    assert shipped["import_gate"].column(gate.member) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tariff", "'tariff' sets nothing; write lever = setting"),
        ("bejing: tariff = 10", "'bejing' is no actor; did you mean 'beijing'?"),
        ("washington: tariff = 10", "is an order of washington, not of beijing"),
        ("tariff = 10", "'tariff' belongs to washington, not to beijing"),
        ("mineral_levl = ban", "unknown lever 'mineral_levl'; did you mean 'mineral_level'?"),
        ("import_gate = open", "'import_gate' has several settings; write one of import_gate."),
        (
            "import_gate.h200_clas = open",
            "import_gate has no member 'h200_clas'; did you mean 'h200_class'?",
        ),
        ("probe.huawei = open", "lever 'probe' has a single setting; write probe"),
        ("probe = opn", "probe has no setting 'opn'; did you mean 'open'?"),
        ("local_content = much", "local_content = 'much' is not a number"),
        ("local_content = 7", "local_content = 7 is outside [0, 2] level"),
        ("local_content = 0.5", "local_content = 0.5 lies between two settings"),
    ],
)
def test_what_cannot_be_read_is_said_precisely(shipped, text, message):
    with pytest.raises(UserError, match=re.escape(message)) as refused:
        Action.parse(text, shipped, actor="beijing", place="mine.txt:3")
    assert refused.value.place == "mine.txt:3"


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (Action(actor="beijing", lever="tariff", value=10.0), "belongs to washington"),
        (Action(actor="beijing", lever="import_gate", value=1.0), "has several settings"),
        (Action(actor="beijing", lever="import_gate", member="h20", value=1.0), "has no member"),
        (Action(actor="beijing", lever="probe", value=9.0), "is outside"),
        (Action(actor="beijing", lever="probe", value=0.5), "lies between two settings"),
    ],
)
def test_an_action_that_no_text_could_stand_for_is_refused(shipped, action, message):
    with pytest.raises(UserError, match=message):
        shipped.check(action)
