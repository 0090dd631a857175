"""Settings that nobody chooses change nothing, wherever in their lever they are put."""

import re
import shutil

import numpy as np
import pytest

from agents.cast import choose_policies
from agents.model import GameModel
from game.config.build import read_library
from game.config.scenarios import load_scenario, shipped_library
from game.paths import configs_dir
from game.state.world import FIELDS
from game.turn.outcome import score_aims

SPARES = ("spare_below", "spare_between", "spare_above")
# Their settings are the rule texts, one for one, and policies compare the two.
LINES = ("chip_ceiling", "design_target")
TEXT = (
    "{title: Spare, effective: null, says: spare, controlled: false, licensable: true, "
    "sources: [judgement]}"
)


def named_levers():
    library = shipped_library()
    return {
        (actor, name): lever
        for actor, levers in library.levers.items()
        for name, lever in levers.items()
        if lever.settings and lever.part is None
    }


def middle_of(lever, names):
    """Return the place of the new setting between others, the middle where nobody would choose it.

    Who must not do what was threatened goes to the next setting that is not it.
    """
    own = [
        term for term in shipped_library().terms.values() if term.target.partition(".")[0] == lever
    ]
    beside = {names.index(term.at_least) for term in own if term.at_least in names}
    beside |= {names.index(term.at_most) + 1 for term in own if term.at_most in names}
    middle = (len(names) + 1) // 2
    places = sorted(range(1, len(names)), key=lambda place: abs(place - middle))
    return next((place for place in places if place not in beside), middle)


def with_spares(lever, names):
    """Return names with a new one before them, between them, and after them."""
    below, between, above = SPARES
    middle = middle_of(lever, names)
    return [below, *names[:middle], between, *names[middle:], above]


def add_settings(configs):
    """Give every lever with named settings three more; alternatives are numbered anew by it."""
    for (actor, name), lever in named_levers().items():
        path = configs / "levers" / f"{actor}.yaml"
        before, start, own = path.read_text("utf-8").partition(f"\n{name}:\n")
        names = list(lever.settings)
        middle = middle_of(name, names)
        degrees = dict(zip(SPARES, (-1.0, middle - 0.5, len(names) + 0.5), strict=True))
        for spare, after in zip(SPARES, (names[0], names[middle], ""), strict=True):
            is_free = lever.choice and name not in LINES
            degree = "" if is_free else f", degree: {degrees[spare]}"
            written = f"    {spare}: {{says: spare{degree}, phrase: spare}}\n"
            settings = own.index("  settings:\n")
            place = re.compile(rf'^    "?{after}"?: ' if after else r"^  [a-z]", re.MULTILINE)
            found = place.search(own, settings + len("  settings:\n"))
            assert found is not None
            own = own[: found.start()] + written + own[found.start() :]
        path.write_text(f'{before}{start}  rest: "{names[0]}"\n{own}', "utf-8")


def add_lines(configs):
    """Give the rule texts the same three names, in the same places."""
    path = configs / "vintages/us_lines.yaml"
    text = path.read_text("utf-8")
    names = list(shipped_library().vintages)
    middle = middle_of("chip_ceiling", names)
    below, between, above = SPARES
    for spare, after in ((below, names[0]), (between, names[middle])):
        text = text.replace(f"\n{after}:\n", f"\n{spare}: {TEXT}\n{after}:\n")
    path.write_text(f"{text}{above}: {TEXT}\n", "utf-8")


def name_steps(configs):
    """Say by name to which setting each step of a policy leads: a step would lead to a spare."""
    targets = shipped_library().targets()
    for (actor, name), lever in named_levers().items():
        for target in (target for target in targets if target.partition(".")[0] == name):
            for path in (configs / "policies" / actor).glob("*.yaml"):
                rest, text = path.read_text("utf-8"), ""
                steps = re.compile(rf"(?<![\w.]){re.escape(target)}: ([+-]\d+)(?![.\d])")
                while step := steps.search(rest):
                    text += rest[: step.start()] + _named(target, lever, int(step[1]))
                    rest = rest[step.end() :]
                path.write_text(text + rest, "utf-8")


def _named(target, lever, step):
    names = list(lever.settings)
    ends = [names[min(max(place + step, 0), len(names) - 1)] for place in range(len(names))]
    formula = ends[-1]
    for name, end in reversed(list(zip(names[:-1], ends[:-1], strict=True))):
        formula = f"where({target} == {name}, {end}, {formula})"
    return f'{target}: "= {formula}"'


@pytest.fixture(scope="module")
def longer(tmp_path_factory):
    """Return the shipped configs with three more settings for every lever that names them."""
    configs = shutil.copytree(configs_dir(), tmp_path_factory.mktemp("longer") / "configs")
    add_settings(configs)
    add_lines(configs)
    name_steps(configs)
    return read_library(configs)


def test_every_lever_with_names_has_the_new_ones_and_the_others_keep_their_degrees(longer):
    for (actor, name), lever in named_levers().items():
        changed = longer.levers[actor][name]
        assert list(changed.settings) == with_spares(name, list(lever.settings))
        kept = {setting: changed.scale[setting] for setting in lever.settings}
        is_free = lever.choice and name not in LINES
        assert (kept == lever.scale) == (not is_free), name
    assert not longer.hints


def ends(scenario, library):
    """Return how a few games end, and what was ordered in them, by name."""
    policies = choose_policies(scenario, scenario.profile, library)
    model = GameModel(scenario, policies=policies, seed=5, replicates=8)
    ordered = []
    for _ in range(min(8, scenario.turns)):
        model.step()
        ordered.append(
            {
                lever: [[scenario.levers[lever].text(value) for value in row] for row in values]
                for lever, values in model.position.orders.settings.items()
            }
        )
    return model.position, ordered


@pytest.mark.parametrize("name", shipped_library().scenarios)
def test_settings_that_nobody_chooses_change_no_game(name, longer):
    libraries = (shipped_library(), longer)
    scenarios = [load_scenario(name, library) for library in libraries]
    (before, ordered), (after, ordered_after) = map(ends, scenarios, libraries)
    for turn, (orders, others) in enumerate(zip(ordered, ordered_after, strict=True)):
        for lever in orders:
            assert orders[lever] == others[lever], (turn, lever)
    for field in FIELDS:
        assert np.array_equal(getattr(before.world, field), getattr(after.world, field)), field
    scores = [
        score_aims(position, scenario)
        for scenario, position in zip(scenarios, (before, after), strict=True)
    ]
    for actor, aims in scores[0].items():
        for aim, values in aims.items():
            assert np.array_equal(values, scores[1][actor][aim]), (actor, aim)
