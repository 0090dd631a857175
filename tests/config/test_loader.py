from pathlib import Path

import pytest
import yaml

from game.config import loader
from game.config.files import yaml_files
from game.config.loader import PlacedTable, Rows, mark_at, read_file, read_table
from game.errors import UserError


def read(text: str) -> tuple[PlacedTable | None, list[str]]:
    problems: list[UserError] = []
    table = read_table(text, "base.yaml", problems)
    return table, [str(problem) for problem in problems]


SURPRISES = [
    ("x: 1\nx: 2", "base.yaml:2: 'x' is set twice (first on line 1); keep one"),
    (
        "demand: 1e5",
        "base.yaml:1: demand should be a number, got '1e5'; YAML reads 1e5 as text, write 1.0e+5",
    ),
    (
        "demand: -2.5e-3\nlast: 2.5e3",
        "base.yaml:2: last should be a number, got '2.5e3'; YAML reads 2.5e3 as text, write 2.5e+3",
    ),
    (
        "covert: no",
        "base.yaml:1: covert should be true, false or quoted text, got 'no'; "
        "YAML reads no as false, write false, or 'no' for text",
    ),
    (
        "covert: Yes",
        "base.yaml:1: covert should be true, false or quoted text, got 'Yes'; "
        "YAML reads Yes as true, write true, or 'Yes' for text",
    ),
    (
        "members: [se, no]",
        "base.yaml:1: members should be true, false or quoted text, got 'no'; "
        "YAML reads no as false, write false, or 'no' for text",
    ),
    (
        "covert: True",
        "base.yaml:1: covert should be true or quoted text, got 'True'; "
        "write true, or 'True' for text",
    ),
    (
        "ratio: 1:30",
        "base.yaml:1: ratio should be a number or quoted text, got '1:30'; "
        "YAML reads 1:30 as 90, write '1:30'",
    ),
    (
        "mode: 0777",
        "base.yaml:1: mode should be a number or quoted text, got '0777'; "
        "YAML reads 0777 as 511, write 777, or '0777' for text",
    ),
    (
        "mode: 089",
        "base.yaml:1: mode should be a number or quoted text, got '089'; "
        "write 89, or '089' for text",
    ),
    (
        "mode: 0x1F",
        "base.yaml:1: mode should be a decimal number or quoted text, got '0x1F'; "
        "write it in decimal, or '0x1F' for text",
    ),
    (
        "units: 1_000",
        "base.yaml:1: units should be a number or quoted text, got '1_000'; "
        "write 1000, or '1_000' for text",
    ),
    (
        "most: .inf",
        "base.yaml:1: most should be a number or quoted text, got '.inf'; "
        "write a finite number, or '.inf' for text",
    ),
    (
        "most: 1.0e+999",
        "base.yaml:1: most should be a number, got '1.0e+999'; write a finite number",
    ),
    (
        "a: NaN",
        "base.yaml:1: a should be a number or quoted text, got 'NaN'; "
        "write a finite number, or 'NaN' for text",
    ),
    (
        "a: 1\nb:\nc: 2",
        "base.yaml:2: 'b' has no value; write null for none",
    ),
    (
        "a: {title: one, two three}",
        "base.yaml:1: 'two three' has no value; a comma ends text in { }, so quote the text",
    ),
    ("a:\n  - 1\n  -", "base.yaml:3: an empty item; write null for none"),
    ("a: 1\n\tb: 2", "base.yaml:2: a tab character; use spaces"),
    ("a: &x 1", "base.yaml:1: an anchor '&x'; write the value out"),
    ("a: 1\nb: *x", "base.yaml:2: an alias '*x'; write the value out"),
    ("<<: {b: 1}", "base.yaml:1: a merge key '<<'; write the keys out"),
    ("a: !!str 1", "base.yaml:1: a tag 'tag:yaml.org,2002:str'; delete it"),
    ("[a, b]: 1", "base.yaml:1: a key that is not a word; write `key: value`"),
    ("a: 1\n---\nb: 2", "base.yaml:2: a second document ('---'); make it a file of its own"),
    ("", "base.yaml:1: the file is empty; write `key: value` lines"),
    ("# only this\n", "base.yaml:1: the file is empty; write `key: value` lines"),
    ("---\n", "base.yaml:1: the file is empty; write `key: value` lines"),
    ("- a\n- b", "base.yaml:1: the file should hold `key: value` lines, got a list"),
    ("hello", "base.yaml:1: the file should hold `key: value` lines, got 'hello'"),
    ("a: 1\ntitle: one: two", "base.yaml:2: a second ': ' on the line; put the text in quotes"),
    ("a: 1\n\x07", "base.yaml:2: a character YAML does not allow; delete it"),
    (
        'a: "D:\\x"',
        "base.yaml:1: not YAML here: did not find expected hexdecimal number; "
        "write \\\\ for \\, or use single quotes",
    ),
    ("a: " + "[" * 30 + "]" * 30, "base.yaml:1: nested more than 12 deep; close brackets"),
]


@pytest.mark.parametrize(("text", "message"), SURPRISES)
def test_yaml_with_two_readings_is_refused_with_its_line_and_the_way_out(text, message):
    assert read(text)[1] == [message]


NUMBERS_OF_FIVE_THOUSAND_FIGURES = ["{}", "-{}", "0{}", "{}:30", "1_{}", "{}.5", "{}e5", "[{}]"]


@pytest.mark.parametrize("form", NUMBERS_OF_FIVE_THOUSAND_FIGURES)
def test_a_number_too_long_to_be_read_is_one_line_that_can_be(form):
    table, messages = read("a: 1\nb: " + form.format("9" * 5_000))
    assert table is not None
    assert len(messages) == 1
    assert messages[0].startswith("base.yaml:2: b should be a number")
    assert len(messages[0]) < 1_000


@pytest.mark.parametrize("figures", [40, 310, 399, 401])
def test_no_number_comes_out_that_no_float_can_hold(figures):
    for form in ("{}", "0{}", "{}:30"):
        table, messages = read("a: " + form.format("9" * figures))
        assert len(messages) == 1
        assert table is not None
        assert isinstance(table["a"], str)


def test_a_seed_of_all_bits_is_a_number():
    table, messages = read(f"seed: {2**128 - 1}")
    assert (table, messages) == ({"seed": 2**128 - 1}, [])


def test_a_number_with_two_readings_is_named_with_its_unit():
    text = "demand:\n  value: 1e5\n  unit: chips per month"
    assert read(text)[1] == [
        "base.yaml:2: value should be a number (chips per month), got '1e5'; "
        "YAML reads 1e5 as text, write 1.0e+5"
    ]


@pytest.mark.parametrize("text", ["a: {b: 1", "a: 'b", "a: b\n c: d", "a: @b", "- a\nb: c"])
def test_broken_yaml_is_one_message_with_a_line(text):
    table, messages = read(text)
    assert table is None
    assert len(messages) == 1
    assert messages[0].startswith("base.yaml:")
    assert messages[0].split(":")[1].isdigit()


def test_scalars_have_one_reading():
    table, messages = read(
        "{int: 12, plus: +3, minus: -4, float: 1.5, half: .5, power: 1.0e+5, yes: true,"
        " no: false, none: null, date: 2025-10-09, month: 2025-10, quarter: 2026-Q1,"
        " quoted: '0777', text: some words, on: '1e5', version: 1.2.3}"
    )
    assert messages == []
    assert table == {
        "int": 12,
        "plus": 3,
        "minus": -4,
        "float": 1.5,
        "half": 0.5,
        "power": 1e5,
        "yes": True,
        "no": False,
        "none": None,
        "date": "2025-10-09",
        "month": "2025-10",
        "quarter": "2026-Q1",
        "quoted": "0777",
        "text": "some words",
        "on": "1e5",
        "version": "1.2.3",
    }
    assert isinstance(table["int"], int)
    assert table.plus == {"plus"}


@pytest.mark.parametrize("written", [r"a\rb", r"a\r\nb", r"a\nb"])
def test_a_line_ends_alike_however_it_is_written(written):
    table, problems = read(f'x: "{written}"')
    assert (table, problems) == ({"x": "a\nb"}, [])


def test_all_surprises_of_a_file_are_collected():
    _, messages = read("a: 1e5\nb: 1\nb: 2\nc: no\nd: 0777\n")
    assert [message.split(":")[1] for message in messages] == ["3", "1", "4", "5"]


def test_every_key_path_knows_its_line():
    table, _ = read("a:\n  b: 1\n  c:\n    - x\n    - d: 2\n      e: 3\nf: {g: 1,\n  h: 2}\n")
    assert table is not None
    paths = [("a",), ("a", "c", 0), ("a", "c", 1, "e"), ("f", "h"), ("a", "tag", "b"), ("a", "z")]
    assert [mark_at(table, path)[1] for path in paths] == [1, 4, 6, 8, 2, 1]


def test_the_plain_python_parser_reads_the_same(monkeypatch):
    text = "a: {b: [1, 2.5, x y], c: 'q'}\nd: |\n  long\n  text\ne: 1e5\n"
    with_c = read(text)
    monkeypatch.setattr(loader, "_Loader", yaml.SafeLoader)
    assert read(text) == with_c


def test_a_missing_file_suggests_its_neighbour(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "h20_ban.yaml").write_text("a: 1", encoding="utf-8")
    problems: list[UserError] = []
    assert read_file(tmp_path / "h20_bam.yaml", problems) is None
    assert [str(problem) for problem in problems] == [
        "h20_bam.yaml: no such file; did you mean 'h20_ban.yaml'?"
    ]


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "latin.yaml"
    path.write_bytes("a: 1\nb: né\n".encode("latin-1"))
    problems: list[UserError] = []
    assert read_file(path, problems) is None
    assert [str(problem) for problem in problems] == [
        "latin.yaml:2: not UTF-8 text; save it as UTF-8"
    ]


def test_places_outside_the_working_directory_are_shown_whole(tmp_path: Path, monkeypatch):
    path = tmp_path / "deep" / "a.yaml"
    path.parent.mkdir()
    path.write_text("x: 1\nx: 2\n", encoding="utf-8")
    shown = {}
    for place in (tmp_path, path.parent, Path("/")):
        monkeypatch.chdir(place)
        problems: list[UserError] = []
        read_file(path, problems)
        shown[place] = problems[0].place
    assert shown[tmp_path] == "deep/a.yaml:2"
    assert shown[path.parent] == "a.yaml:2"
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    problems = []
    read_file(path, problems)
    assert problems[0].place == f"{path}:2"


def test_yaml_files_come_in_order_of_name_and_without_hidden_ones(tmp_path: Path):
    for name in ("b.yaml", "a/c.yml", "a.yaml", ".hidden.yaml", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in yaml_files(tmp_path)]
    assert found == sorted(["a.yaml", "a/c.yml", "b.yaml"])


def test_lists_keep_the_line_of_each_item():
    table, _ = read("a:\n  - 1\n  - 2\n")
    assert table is not None
    assert isinstance(table["a"], Rows)
    assert [line for _, line in table["a"].marks] == [2, 3]
