"""The documentation: generated pages are current, links lead somewhere, names exist."""

import functools
import re
from pathlib import Path
from typing import get_args

import pytest

from agents.cast import choose_policies
from docs import generate
from docs._pages import rules as rule_pages
from docs._pages.reading import reads_of
from game.config.build import read_library
from game.config.scenarios import library_with, load_scenario, shipped_library
from game.model import rules
from game.model.quantities import QUANTITIES
from game.model.rules import RULES
from game.paths import CLONE
from game.saves.lines import Header, Line
from game.state.world import FIELDS
from game.turn.papers import gain_of_paper

DOCS = CLONE / "docs"
WRITTEN = sorted(
    path
    for path in (CLONE / "README.md", CLONE / "CONTRIBUTING.md", *DOCS.rglob("*.md"))
    if generate.REFERENCE not in path.parents
)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`]+)`")
# Files of the project, where a page names them with their folder; capitals stand for any name.
PATH = re.compile(r"(?<![\w/.-])((?:agents|assets|benchmarks|configs|docs|game|tests)/[\w./-]*\w)")
PLACEHOLDER = re.compile(r"[A-Z]{2,}")
# Files that a recipe lets its reader write.
EXAMPLES = {"configs/scenarios/thin_truce.yaml"}


@functools.cache
def pages():
    return generate.reference(shipped_library())


def anchors(text):
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


@functools.cache
def anchors_of(path):
    return anchors(path.read_text(encoding="utf-8"))


def dead_links(path):
    dead = []
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://")):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (anchor and anchor not in anchors_of(there)):
            dead.append(target)
    return dead


def test_the_shipped_reference_is_what_the_generator_writes_now():
    stale = generate.stale(pages())
    assert not stale, f"run `make docs`; {len(stale)} pages differ, {stale[0]} among them"


def test_the_description_of_the_model_shows_the_rules_as_they_are():
    text = generate.MODEL.read_text(encoding="utf-8")
    assert generate.with_rules(text) == text, "run `make docs`"


def test_two_readings_of_the_configs_give_the_same_pages():
    assert generate.reference(read_library()) == pages()


def test_writing_again_removes_a_page_that_is_no_longer_made(tmp_path):
    made = {"rules/index.md": "new\n"}
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/old.md").write_text("old\n")
    assert generate.stale(made, tmp_path) == ["rules/index.md", "rules/old.md"]
    generate.write(made, tmp_path)
    assert generate.stale(made, tmp_path) == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_a_link_leads_somewhere(path):
    assert dead_links(path) == []


def test_a_link_of_a_reference_page_leads_somewhere():
    dead = {path: dead_links(path) for path in generate.REFERENCE.rglob("*.md")}
    assert not {str(path): links for path, links in dead.items() if links}


def lost_paths(path):
    """Return the files of the project that a page names and that do not exist."""
    named = PATH.findall(path.read_text(encoding="utf-8"))
    files = (name.rstrip(".") for name in named if not PLACEHOLDER.search(name))
    return [
        name
        for name in files
        if name not in EXAMPLES
        and not any((CLONE / f"{name}{end}").exists() for end in ("", ".py"))
    ]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_a_file_that_a_page_names_exists(path):
    assert lost_paths(path) == []


def test_every_room_is_on_the_page_of_the_house():
    rooms = re.findall(r"^\| `(game/\w+/)`", (DOCS / "house.md").read_text("utf-8"), re.MULTILINE)
    folders = [f"game/{path.parent.name}/" for path in CLONE.glob("game/*/__init__.py")]
    assert sorted(set(rooms)) == sorted(folders)


def test_a_lost_file_is_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "`game/cli.py`, `game/turn/view`, game/play/table.py, `configs/levers/ACTOR.yaml`"
    )
    assert lost_paths(page) == ["game/play/table.py"]


def test_a_dead_link_is_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# One\n[a](#one) [b](#two) [c](nowhere.md) [d](https://example.org)\n")
    assert dead_links(page) == ["#two", "nowhere.md"]


# -- what the generator says of a rule ---------------------------------------------------------


def test_every_rule_has_a_reason_for_its_place():
    assert list(rule_pages.reasons(rules)) == [rule.__name__ for rule in RULES]


def test_every_lever_and_every_parameter_is_read_by_something():
    read = [reads_of(rule) for rule in RULES]
    read += [reads_of(quantity.measure) for quantity in QUANTITIES.values()]
    read.append(reads_of(gain_of_paper))
    library = shipped_library()
    # Levers that write papers are read by the part of a paper that they are.
    levers = {
        name for owned in library.levers.values() for name, lever in owned.items() if not lever.part
    }
    assert levers <= set().union(*(one.orders for one in read))
    assert set(library.params) <= set().union(*(one.params for one in read))


def test_what_a_helper_reads_counts_as_read_by_the_rule():
    rule = next(rule for rule in RULES if rule.__name__ == "divert_chips")
    reads = reads_of(rule)
    assert {
        "premium",
        "gray_flow",
        "gray_routes",
        "enforcement_felt",
        "located",
    } == reads.written
    assert "enforcement" in reads.orders
    assert "leak_max" in reads.params


# -- names in the written pages -----------------------------------------------------------------


@functools.cache
def known_names():
    library = shipped_library()
    names = {rule.__name__ for rule in RULES} | set(FIELDS) | set(QUANTITIES)
    names |= {name for owned in library.levers.values() for name in owned}
    names |= {f"{actor}.{name}" for actor, owned in library.levers.items() for name in owned}
    for kind in (library.params, library.events, library.scenarios, library.vintages):
        names |= set(kind)
    names |= {f"{actor}/{name}" for actor, owned in library.policies.items() for name in owned}
    for axis in ("blocs", "tiers", "makers", "buyers", "minerals", "destinations", "bills"):
        names |= set(library.members(axis)) | {axis}
    names |= set(library.products) | set(library.observables) | set(library.payoffs)
    names |= {f"{actor}.{aim}" for actor, aims in aims_of(library) for aim in aims}
    return names


def aims_of(library):
    return [pair for payoff in library.payoffs.values() for pair in payoff.actors.items()]


def exists(name):
    return name in known_names() or (not Path(name).is_absolute() and (CLONE / name).exists())


def mechanisms():
    text = (DOCS / "mechanisms.md").read_text(encoding="utf-8")
    table = text.partition("| id | mechanism | represented by | verdict |")[2].partition("\n## ")[0]
    return re.findall(r"^\| (M\d\d) \| .+? \| (.+) \| .+? \|$", table, flags=re.MULTILINE)


def test_all_ninety_mechanisms_are_listed_once_and_in_order():
    assert [number for number, _ in mechanisms()] == [f"M{n:02d}" for n in range(1, 91)]


def test_every_name_in_the_table_of_mechanisms_exists():
    missing = {
        number: names
        for number, text in mechanisms()
        if (names := [name for name in CODE.findall(text) if not exists(name)])
    }
    assert not missing


def test_every_mechanism_is_carried_by_something_that_is_named():
    assert [number for number, text in mechanisms() if not CODE.findall(text)] == []


def test_an_invented_name_is_noticed():
    assert not exists("washington.wishful_thinking")


# -- examples ----------------------------------------------------------------------------------


def blocks(path, language):
    return re.findall(rf"```{language}\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("path", [CLONE / "README.md", DOCS / "policies.md"], ids=lambda p: p.name)
def test_an_example_of_a_policy_can_be_played(path, tmp_path):
    examples = [text for text in blocks(path, "yaml") if "\nactor:" in text]
    assert examples
    for text in examples:
        file = tmp_path / "example.yaml"
        file.write_text(text)
        chosen = choose_policies(load_scenario(), {"beijing": str(file)})
        assert chosen["beijing"].name == "example"


def test_the_example_of_a_scenario_can_be_opened(tmp_path):
    text = next(text for text in blocks(CLONE / "README.md", "yaml") if "extends:" in text)
    (tmp_path / "thin_truce.yaml").write_text(text)
    library = library_with(pack=[tmp_path])
    assert load_scenario("thin_truce", library).opening.truce_left == 2


def test_the_example_of_use_as_a_library_runs(capsys):
    text = next(text for text in blocks(CLONE / "README.md", "python") if "import mesa" in text)
    exec(compile(text, "README.md", "exec"), {})
    assert "horizon" in capsys.readouterr().out


def test_the_page_on_logs_lists_every_kind_of_line_and_its_fields():
    text = (DOCS / "logs.md").read_text(encoding="utf-8").partition("\n## Where")[0]
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| ((?:`\w+`(?:, )?)+) \|", text, re.MULTILINE)
    told = {kind: CODE.findall(fields) for kinds, fields in rows for kind in CODE.findall(kinds)}
    lines = (Header, *get_args(get_args(Line)[0]))
    known = {line.model_fields["kind"].default: list(line.model_fields)[1:] for line in lines}
    assert told == known


def test_every_test_that_the_page_of_faults_names_exists_and_every_kind_has_one():
    rows = [row for row in (DOCS / "faults.md").read_text("utf-8").splitlines() if "| `" in row]
    assert [row.split("|")[1].strip() for row in rows] == [str(one) for one in range(1, 34)]
    for row in rows:
        file, named = "", 0
        for code in CODE.findall(row.rsplit("|", 2)[1]):
            if code.startswith("tests/"):
                file = (CLONE / code).read_text("utf-8")
            else:
                assert f"def {code}(" in file, code
                named += 1
        assert named, row
