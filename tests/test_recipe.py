"""A lever made by the README's recipe, in a copy of the project and by its commands alone.

What a stranger writes is the lever's entry, its parameter and the line of the rule that reads it.
"""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from game.paths import CLONE

PARTS = ("agents", "assets", "configs", "game", "pyproject.toml", "README.md")
KEPT = "    kept = fade(world.access, params.access_life)\n"
READ = "    kept = kept * (1.0 - params.subpoena_bite * orders.subpoena)\n"
PARAMETER = """
subpoena_bite:
  value: 0.2
  unit: share a month
  range: [0, 0.4]
  says: How much of Nvidia's access a month of papers for Congress costs, for each step.
  confidence: L
  status: assumed
  sources: [judgement]
"""
TEXTS = {
    "Subpoenas": "传票",
    "subpoenas {setting}": "向{setting}发出传票",
    "withdraws its subpoenas": "撤回传票",
    "officials": "官员",
}
TRANSLATE = """
import json
import sys

from game.words.catalogue import main, po_path

main(["--missing"])
main([])
path = po_path("zh_CN")
text = path.read_text("utf-8")
for english, chinese in json.loads(sys.argv[1]).items():
    lacking = f'msgid "{english}"\\nmsgstr ""\\n'
    assert lacking in text
    text = text.replace(lacking, f'msgid "{english}"\\nmsgstr "{chinese}"\\n')
path.write_text(text, "utf-8")
main([])
"""
LOOK = """
import json
import sys

from game.config.scenarios import load_scenario
from game.seat.seat_table import SeatTable
from game.session import Session
from game.window.app import App
from game.window.preferences import Preferences
from game.window.settings import Settings


def play(stop):
    session = Session.begin(load_scenario("lesson"), seats=("congress",), seed=3)
    table = SeatTable(session, "congress")
    if stop:
        table.order(table.row("subpoena"), stop)
    return table


def look(language):
    app = App((1920, 1080), 100, Preferences(Settings(language=language)))
    app.open("board", opening)
    app.frame()
    shown = {
        "groups": {row.target: row.group for row in opening.sheet.rows},
        "stops": [stop.text for stop in opening.row("subpoena").stops],
        "tree": [list(line) for line in app.screen.text_tree()],
    }
    app.open("board", ordered)
    app.frame()
    return {**shown, "ordered": [list(line) for line in app.screen.text_tree()]}


opening, ordered = play(0), play(1)
looks = {language: look(language) for language in sys.argv[1:]}
orders = [str(action) for action in ordered.session.actions("congress")]
for table in (opening, ordered):
    table.seal()
    table.seal()
access = [float(table.session.model.position.world.access[0, 0]) for table in (opening, ordered)]
print(json.dumps({"looks": looks, "orders": orders, "access": access}))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a copy of the project with the recipe's lever, its parameter and the line."""
    folder = tmp_path_factory.mktemp("project")
    for part in PARTS:
        if (CLONE / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(CLONE / part, folder / part, ignore=ignored)
        else:
            shutil.copy(CLONE / part, folder / part)
    blocks = re.findall(r"```yaml\n(.*?)```", (folder / "README.md").read_text("utf-8"), re.DOTALL)
    lever = next(text for text in blocks if text.startswith("subpoena:"))
    append(folder / "configs" / "levers" / "congress.yaml", f"\n{lever}")
    append(folder / "configs" / "params" / "washington.yaml", PARAMETER)
    rule = folder / "game" / "model" / "rules" / "washington.py"
    rule.write_text(rule.read_text("utf-8").replace(KEPT, KEPT + READ, 1), "utf-8")
    assert READ in rule.read_text("utf-8")
    return folder


def append(path, text):
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def run(project, *arguments):
    """Run Python in the copy; return what it says."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project), "SDL_VIDEODRIVER": "dummy"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def levers_of(tree):
    """Return the levers of a text tree in order, by title, with what their line says."""
    return {title: text for kind, title, text, _ in tree if kind == "lever"}


@pytest.fixture(scope="module")
def translated(project):
    """The project with its texts translated, and those that the catalogue said it lacked."""
    return project, run(project, "-c", TRANSLATE, json.dumps(TEXTS)).splitlines()


@pytest.fixture(scope="module")
def played(translated):
    """What a seat of Congress sees and gets, with both languages in one process."""
    project, _ = translated
    return json.loads(run(project, "-c", LOOK, "en", "zh_CN").splitlines()[-1])


@pytest.fixture(scope="module")
def english(played):
    return played["looks"]["en"]


def test_the_configs_and_the_model_that_reads_it_are_found_sound(project):
    said = run(project, "-c", "from game.cli import main; main()", "check")
    assert "scenarios and policies can be played" in said


def test_it_stands_in_the_window_under_its_heading(english):
    voice = [target for target, group in english["groups"].items() if group == "Voice"]
    assert voice == ["hearing", "letter", "licence_hold", "stand_down", "subpoena"]
    levers = levers_of(english["tree"])
    assert list(levers)[-1] == "Subpoenas"
    assert levers["Subpoenas"] == "none"
    stops = [title for kind, title, *_ in english["tree"] if kind == "stop"]
    assert stops[-3:] == english["stops"] == ["none", "officials", "officials and firms"]


def test_an_order_for_it_is_drawn_priced_and_felt(english, played):
    assert played["orders"] == ["congress: subpoena = 1"]
    assert levers_of(english["ordered"])["Subpoenas"] == "none to officials, costs 1"
    without, ordered = played["access"]
    assert ordered < without


def test_its_texts_are_in_both_languages(translated, played):
    _, listed = translated
    assert set(TEXTS) < set(listed)
    shown = played["looks"]["zh_CN"]
    assert "传票" in levers_of(shown["tree"])
    assert shown["stops"][1] == "官员"
