"""Files of a user's own: a mistake in one is told there, once, and accuses nothing shipped."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from game.config.files import shown, yaml_files
from game.config.own_files import ONE_OF, is_file_name
from game.config.scenarios import check_own, library_with, shipped_library
from game.errors import UserError

CASES = Path(__file__).with_name("own")

FILES = {
    "policies": """\
        name: Compute first
        actor: beijing
        says: Let US chips in while they are short.
        sources: [judgement]
        measures:
          - when: shortage > 0.3
            set: {import_gate.h200_class: open, boycott_guidance: none}
            because: models cannot wait
          - when: truce_left <= 3
            set: {cn_truce: seek}
            chance: 0.5
            cooldown: 2
        response:
          - when: us_breadth >= 2 and not truce
            set: {mineral_level: +1}
        dated:
          - {on: 2026-04, set: {capital_subsidy: +1}}
        """,
    "scenarios": """\
        name: own
        extends: december_2025
        title: Own
        says: A thin truce.
        start: 2026-Q1
        turns: 4
        seats: [beijing, washington]
        default_seat: beijing
        opening:
          truce_left: 2
          hawk: {value: 0.6, sources: [judgement]}
        levers:
          beijing: {mineral_level: 1}
        policies: {beijing: reciprocal}
        targets: {beijing: 55}
        payoffs: standard
        briefs: {beijing: Hold the gate.}
        teaching_points: [one, two, three]
        events: all
        unknowns:
          hbm_own: {low: 0.5, high: 2, says: estimates differ}
        sources: [judgement]
        """,
    "experiments": """\
        name: own
        title: Small
        question: Does the gate matter?
        says: Two arms.
        caution: Nothing.
        scenario: lesson
        profiles:
          shut: {held: {beijing: {import_gate.h200_class: block}}}
          open: {policies: {washington: random_legal}}
        grid:
          congress: [status_quo, random_legal]
        uncertain:
          switching_cost: {distribution: triangular}
          learning_rate: {range: [0.1, 0.2]}
        design: {method: latin_hypercube, samples: 20}
        replicates: 5
        outcomes:
          scalars: {self_reliance: selfsuff_value, home: domestic_list_sales, demand: demand}
          probabilities: {mostly: selfsuff_value > 50}
          series: [selfsuff_value]
        comparisons:
          c: {outcome: self_reliance, of: {arm: shut}, against: {arm: open}, same: s.}
        """,
}
# A line may be told because of what is missing under it, or further down the file.
ABSENT = ("is missing", "has no", "is empty", "got null", "got a mapping")
# What stands in place of a value, or is done to a line.
VALUES = (
    "010",
    "yes",
    "1e5",
    "null",
    "",
    "[]",
    "{}",
    "-5",
    "99999",
    "nonsense",
    "x" * 500,
    '"\\e"',
)


def mutants(text: str) -> Iterator[tuple[int, str]]:
    """Yield the text with one line changed, and the number of that line."""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        key, colon, _ = line.partition(": ")
        changes = ["", line + line, f"\t{line}", line.replace(": ", ": '", 1), line[:-2] + "\n"]
        changes += [f"{key}zq{colon}{line[len(key) + 2 :]}", f"{line.rstrip()} ]\n", f"  {line}"]
        changes += [f"{key}: {value}\n" for value in VALUES] if colon else []
        for change in changes:
            if change != line:
                yield number + 1, "".join([*lines[:number], change, *lines[number + 1 :]])


def problems_of(path: Path, kind: str = "") -> list[str]:
    """Return what is told of a file, each as `line: what`."""
    told = [str(problem) for problem in check_own([(path, kind)])[1]]
    file = f"{shown(path)}:"
    assert [line for line in told if not line.startswith(file)] == []
    return [line.removeprefix(file) for line in told]


@pytest.mark.parametrize("kind", FILES)
def test_the_files_that_are_changed_below_are_right_themselves(kind, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(dedent(FILES[kind]))
    assert problems_of(path, kind) == []
    assert problems_of(path) == []


@pytest.mark.parametrize("kind", FILES)
def test_a_mistake_in_ones_own_file_is_told_there_once_and_accuses_nothing_shipped(kind, tmp_path):
    path, found = tmp_path / "own.yaml", 0
    for line, text in mutants(dedent(FILES[kind])):
        path.write_text(text)
        told = problems_of(path, kind)
        found += bool(told)
        places = [int(problem.partition(":")[0]) for problem in told]
        assert places == sorted(places)
        assert len(set(told)) == len(told)
        if told and places[0] < line:
            assert any(absence in told[0] for absence in ABSENT), (line, told[0])
        for place, problem in zip(places, told, strict=True):
            if "YAML reads" in problem or "twice" in problem:
                assert places.count(place) == 1, told
    assert found > 100


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("typo", ["13: unknown field 'cooldwn'; did you mean 'cooldown'?"]),
        (
            "norway",
            [
                "11: when should be true, false or quoted",
                "12: cn_truce should be true, false or quoted",
            ],
        ),
        ("noactor", ["1: 'actor' is missing"]),
        ("empty", ["1: the file is empty"]),
        ("raw_control", ["36: a control character (U+202E)"]),
        ("april_2025", ["1: 'april_2025' is also at "]),
        ("bomscen", []),
    ],
)
def test_each_kept_case_is_told_as_it_should_be(name, told):
    problems = problems_of(CASES / f"{name}.yaml")
    assert len(problems) == len(told)
    assert all(problem.startswith(start) for problem, start in zip(problems, told, strict=True))


# A line with its key misspelt, under which a value with two readings is put; and what is meant.
FIELDS = [
    ("policies", "cooldown: 2", "cooldwn: {}", "'cooldown'"),
    ("policies", "says: Let US chips in while they are short.", "sayz: {}", "'says'"),
    ("scenarios", "extends: december_2025", "extnds: {}", "'extends'"),
    ("scenarios", "turns: 4", "turnz: {}", "'turns'"),
    ("experiments", "learning_rate: {range: [0.1, 0.2]}", "learning_rate: {rnge: {}}", "'range'"),
    ("experiments", "replicates: 5", "replicats: {}", "'replicates'"),
]
NAMES = [
    ("policies", "set: {mineral_level: +1}", "set: {mineral_levl: {}}", "'mineral_level'"),
    ("scenarios", "truce_left: 2", "truce_lft: {}", "'truce_left'"),
    ("scenarios", "beijing: {mineral_level: 1}", "beijing: {mineral_levl: {}}", "'mineral_level'"),
    (
        "experiments",
        "{import_gate.h200_class: block}",
        "{import_gat.h200_class: {}}",
        "import_gate",
    ),
]
NUMBERS = ("010", "1e5", "1_000")
AMBIGUOUS = (*NUMBERS, "yes", "True", "0x1f", ".inf", "1:30")


@pytest.mark.parametrize(
    ("kind", "line", "instead", "near", "value"),
    [(*field, value) for field in FIELDS for value in AMBIGUOUS]
    + [(*name, value) for name in NAMES for value in NUMBERS],
)
def test_a_name_that_there_is_none_of_is_told_instead_of_its_value(
    kind, line, instead, near, value, tmp_path
):
    path, text = tmp_path / "own.yaml", dedent(FILES[kind])
    assert line in text
    path.write_text(text.replace(line, instead.replace("{}", value)))
    number = text[: text.index(line)].count("\n") + 1
    (told,) = [problem for problem in problems_of(path, kind) if problem.startswith(f"{number}:")]
    assert "unknown " in told
    assert near in told


@pytest.mark.parametrize("first", ["twin_a", "twin_b"])
def test_two_files_of_one_name_are_refused_in_any_order_with_both_places(first):
    second = "twin_b" if first == "twin_a" else "twin_a"
    _, problems = check_own([(CASES / first, ""), (CASES / second / "mine.yaml", "")])
    texts = [str(problem) for problem in problems]
    assert any(f"{second}/mine.yaml:1: 'mine' is also at" in text for text in texts)
    assert any(f"{first}/mine.yaml:1; keep one" in text for text in texts)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", [0, -1])
def test_a_file_of_ones_own_never_takes_a_shipped_name(kind, name, tmp_path):
    taken = list(shipped_library().found[kind])[name].rpartition("/")[2]
    path = tmp_path / f"{taken}.yaml"
    shipped = next(p for p in yaml_files(shipped_library().folder / kind) if p.stem == taken)
    path.write_bytes(shipped.read_bytes())
    (told,) = [one for one in problems_of(path) if "is also at" in one]
    assert told.endswith("give yours another name")


def test_a_policy_of_ones_own_never_takes_the_name_of_one_in_code(tmp_path):
    path = tmp_path / "random_legal.yaml"
    path.write_text(dedent(FILES["policies"]))
    assert problems_of(path) == [
        "1: 'random_legal' is a policy written in code; name yours otherwise"
    ]


def test_a_mistake_that_clashes_with_what_is_inherited_is_told_in_ones_own_file(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("name: own\nextends: december_2025\ntitle: Own\nseats: [congress]\n")
    (told,) = problems_of(path)
    assert told.startswith("4: default_seat = ")


def test_a_file_may_name_what_lies_beside_it(tmp_path):
    (tmp_path / "mypol.yaml").write_text(dedent(FILES["policies"]))
    (tmp_path / "base.yaml").write_text("name: base\nextends: lesson\ntitle: Base\nturns: 3\n")
    (tmp_path / "own.yaml").write_text(
        "name: own\nextends: base\ntitle: Own\npolicies: {beijing: mypol}\n"
    )
    library = library_with(scenarios=[str(tmp_path / "own.yaml")])
    assert library.scenarios["own"].turns == 3
    assert "mypol" in library.policies["beijing"]
    assert [file.name for file in library.own] == ["own", "base", "mypol"]


def test_a_mistake_in_a_file_beside_is_told_in_that_file(tmp_path):
    (tmp_path / "mypol.yaml").write_text("name: P\nactor: beijing\n")
    (tmp_path / "own.yaml").write_text(
        "name: own\nextends: lesson\ntitle: Own\npolicies: {beijing: mypol}\n"
    )
    _, problems = check_own([(tmp_path / "own.yaml", "scenarios")])
    assert {problem.place for problem in problems} == {f"{tmp_path}/mypol.yaml:1"}


def test_a_name_never_leads_out_of_the_folder(tmp_path):
    (tmp_path / "mypol.yaml").write_text("name: P\nactor: beijing\n")
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "own.yaml").write_text(
        "name: own\nextends: lesson\ntitle: Own\npolicies: {beijing: ../mypol}\n"
    )
    (told,) = problems_of(tmp_path / "pack" / "own.yaml")
    assert told.startswith("4: policies.beijing = '../mypol' is not in the right form")


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("wanted", FILES)
def test_a_file_of_another_kind_is_told_for_what_it_is(kind, wanted, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(dedent(FILES[kind]))
    told = problems_of(path, wanted)
    assert [one.partition("; ")[2] for one in told] == (
        [] if kind == wanted else [f"name {ONE_OF[wanted]}"]
    )


@pytest.mark.parametrize("name", ["notes.txt", "pack/notes.txt", "mine.YAML", "a.yml", "./lesson"])
def test_what_has_a_dot_or_a_slash_is_a_file(name):
    assert is_file_name(name)


def test_a_file_must_be_named_as_yaml_wherever_it_is_given():
    for kind in ("", *FILES):
        (problem,) = check_own([(CASES / "notes.txt", kind)])[1]
        assert str(problem).endswith("its name does not end in .yaml; name it notes.yaml")


def test_no_shipped_scenario_policy_or_experiment_has_a_name_that_could_be_a_file():
    for kind in FILES:
        assert [name for name in getattr(shipped_library(), kind) if is_file_name(name)] == []


def test_the_first_problem_is_what_loading_raises(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(dedent(FILES["policies"]).replace("when: truce_left", "whn: truce_left"))
    with pytest.raises(UserError) as raised:
        library_with(policies=[str(path)])
    assert str(raised.value) == str(check_own([(path, "policies")])[1][0])
