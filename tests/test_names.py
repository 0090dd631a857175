"""A name stands for one thing: what is named twice is told apart by its folder."""

import ast
from collections import defaultdict

import pytest

from tests.test_contracts import in_repo, modules_under, parse

# Folders that say what a file in them is of its subject: the command, the config, the screen of it.
ASPECTS = {
    "game/commands": "the command that runs it",
    "game/config/checks": "what is checked of its config",
    "game/config/schema": "what its config holds",
    "game/contests/laws": "what must be true of it in a live contest",
    "game/reports/charts": "its chart",
    "game/window/drawing": "how it is painted",
    "game/window/screens": "its screen",
}
# Other names of files that two folders tell apart.
TOLD_APART = {
    "causes": {"game/seat": "what a seat may know of them", "game/words": "how they are said"},
    "choices": {"agents/policies": "a policy's", "game/seat/odds": "a seat's"},
    "compiler": {"agents/policies": "of clauses", "game/language": "of expressions"},
    "debrief": {"game/reports": "the page of it"},
    "events": {"game/model/rules": "what the calendar does", "game/window": "keys and mouse"},
    "fingerprint": {"game/batch": "in tables", "game/config": "of what a game reads"},
    "finished": {"game/batch": "as tables", "game/reports": "as figures of a page"},
    "games": {"agents": "as functions", "game/window": "begun from the window"},
    "grades": {"game/config": "read", "game/seat": "told"},
    "levers": {"game/seat": "as a seat sees them", "game/state": "as the game has them"},
    "minerals": {"game/model/quantities": "numbers", "game/model/rules": "the rule"},
    "months": {"game/hindcast/record": "as published", "game/why": "as causes"},
    "names": {"game/config": "that configs may use", "game/words": "how they are said"},
    "numbers": {"game/seat": "that a seat sees", "game/words": "how they are said"},
    "odds": {"game/ahead": "worked out", "game/window/widgets": "drawn"},
    "page": {"game/reports": "of HTML", "game/window": "of the window"},
    "paths": {"game": "of configs and assets", "game/contests/redteam": "from levers to aims"},
    "politics": {"game/hindcast/patterns": "patterns", "game/model/quantities": "numbers"},
    "registry": {"game/hindcast/patterns": "of patterns", "game/window": "of screens"},
    "scenario": {"game/hindcast/record": "of the record", "game/state": "as it is played"},
    "settings": {
        "game/language": "in expressions",
        "game/state": "of levers",
        "game/window": "of the window",
    },
    "side_by_side": {"agents/policies": "policies", "game/contests/redteam": "games"},
    "supply": {"game/model/quantities": "numbers", "game/model/rules": "the rule"},
    "tables": {"game/files": "on disk", "game/hindcast/page": "of the page"},
    "trade": {"game/hindcast/patterns": "patterns", "game/model/quantities": "numbers"},
    "verdict": {"game/contests": "on a duel", "game/contests/redteam": "on blind plans"},
    "verify": {"game/batch": "of a batch"},
    "view": {"game/text": "as lines", "game/turn": "as numbers"},
    "why": {"game/text": "as lines"},
}
# A config class may have the name of what is built from it; no other two share one.
CONFIGS = "game/config/schema/"


def folders_by_name():
    """The folders in which each file name stands, without those that are aspects of a subject."""
    found = defaultdict(set)
    for path in modules_under("game", "agents"):
        folder = in_repo(path.parent)
        if path.stem != "__init__" and folder not in ASPECTS:
            found[path.stem].add(folder)
    return found


def files_by_class():
    """The files in which each public class name stands."""
    found = defaultdict(list)
    for path in modules_under("game", "agents"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(in_repo(path))
    return found


def is_told_apart(files):
    """Whether of files with a class of one name at most one is no config."""
    return len(files) < 2 or sum(not file.startswith(CONFIGS) for file in files) == 1


def test_a_file_name_that_stands_twice_is_told_apart_by_its_folders():
    doubled = {name: folders for name, folders in folders_by_name().items() if len(folders) > 1}
    assert {
        name: sorted(folders)
        for name, folders in doubled.items()
        if not folders <= set(TOLD_APART.get(name, ()))
    } == {}


def test_every_pair_that_is_told_apart_exists():
    found = folders_by_name()
    assert [
        (name, folder)
        for name, folders in TOLD_APART.items()
        for folder in folders
        if folder not in found[name]
    ] == []


def test_a_class_name_stands_for_one_thing_and_its_config():
    assert {
        name: files for name, files in files_by_class().items() if not is_told_apart(files)
    } == {}


@pytest.mark.parametrize(
    ("files", "told_apart"),
    [
        (["game/turn/ledger.py"], True),
        (["game/config/schema/cast.py", "game/state/levers.py"], True),
        (["game/turn/ledger.py", "game/seat/causes.py"], False),
        (["game/config/schema/cast.py", "game/state/levers.py", "game/seat/levers.py"], False),
    ],
)
def test_two_classes_of_one_name_beside_a_config_are_seen(files, told_apart):
    assert is_told_apart(files) is told_apart


# Words that stand for anything: a value is called by what it is.
PRONOUNS = {"found", "known", "one", "own", "told"}


def values_called(tree):
    """Yield the line and name of each argument and variable that is called by a pronoun."""
    fields = {
        id(target)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for part in node.body
        if isinstance(part, ast.AnnAssign | ast.Assign)
        for target in ast.walk(part)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = "" if id(node) in fields else node.id
        else:
            continue
        if name in PRONOUNS:
            yield node.lineno, name


def test_a_variable_is_a_noun_of_its_subject():
    offences = [
        f"{in_repo(path)}:{line}: {name}; call it by what it is"
        for path in modules_under("game", "agents")
        for line, name in values_called(parse(path))
    ]
    assert offences == []


@pytest.mark.parametrize(
    "text",
    [
        "one = 1",
        "for told in texts:\n    pass",
        "kept = [one for one in rows]",
        "def read(known):\n    pass",
        "largest = max(rows, key=lambda one: one.score)",
        "if found := search(text):\n    pass",
        "own, other = pair",
    ],
)
def test_a_pronoun_for_a_value_is_seen(text):
    assert list(values_called(ast.parse(text)))


@pytest.mark.parametrize(
    "text", ["class Article:\n    found: str", "article.found = text", "write(own=files)"]
)
def test_a_field_that_its_owner_names_is_no_pronoun(text):
    assert list(values_called(ast.parse(text))) == []
