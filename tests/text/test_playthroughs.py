"""Whole games as text: what a person reads, and a change of rules shows as a change of prose."""

import io
from pathlib import Path

import pytest

from game.config.scenarios import library_with, load_scenario, shipped_library
from game.paths import CLONE
from game.session import Session
from game.text.seat import TextSeat, leaders
from game.text.story import tell_opening, tell_outcome, tell_turn
from game.turn.outcome import outcome

FOLDER = Path(__file__).resolve().parents[1] / "playthroughs"
AT_BEIJING = """\
brief
view
levers
import_gate.h200_class = open
local_content = 0
orders
seal
boycott_guidance = advise
seal
view
why shipped
seal
seal
history
score
seal
seal
seal
seal
"""
AT_NVIDIA = """\
seal
seal
why import_gate.h200_class
why boycott_guidance
seal
seal
why import_gate.h200_class
seal
seal
why import_gate.h200_class
"""


@pytest.mark.parametrize("name", ["april_2025", "december_2025", "lesson", "october_2022"])
def test_a_game_led_by_its_policies_reads_as_before(name, compare_golden):
    session = Session.begin(load_scenario(name))
    scenario = session.scenario
    lines = tell_opening(scenario, 0, leaders(session))
    while not session.over:
        session.seal()
        session.seal()
        session.pass_turn()
        lines += ["", *tell_turn(session.played[-1], scenario)]
    lines += ["", *tell_outcome(outcome(session.model.position, scenario), scenario)]
    compare_golden(FOLDER / f"{name}.txt", "\n".join(lines) + "\n")


def test_a_game_played_at_the_text_seat_reads_as_before(compare_golden):
    written = io.StringIO()
    session = Session.begin(load_scenario("lesson"), seats=("beijing",))
    TextSeat(session, io.StringIO(AT_BEIJING), written).play()
    compare_golden(FOLDER / "lesson_at_beijing.txt", written.getvalue())


def test_a_rival_who_weighs_its_gate_says_what_it_weighed(compare_golden, tmp_path):
    """Beijing is led by the choice that docs/policies.md shows."""
    policy = tmp_path / "weigh_the_gate.yaml"
    policy.write_text(example("choose: h200_gate"), encoding="utf-8")
    library = library_with(policies=[str(policy)])
    session = Session.begin(
        load_scenario("december_2025"),
        seats=("nvidia",),
        policies={"beijing": "weigh_the_gate"},
        library=library,
        seed=1,
    )
    written = io.StringIO()
    TextSeat(session, io.StringIO(AT_NVIDIA), written).play()
    told = written.getvalue().replace(str(tmp_path).replace("_", " "), "...")
    compare_golden(FOLDER / "choice_at_nvidia.txt", told)


def example(line: str) -> str:
    """Return the example of the page on policies that has a line."""
    text = (CLONE / "docs" / "policies.md").read_text(encoding="utf-8")
    return next(part for part in text.split("```yaml\n") if line in part).partition("```")[0]


def test_every_scenario_has_a_playthrough():
    told = {path.stem for path in FOLDER.glob("*.txt")}
    assert set(shipped_library().scenarios) <= told
