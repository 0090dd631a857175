import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from game.config.documents import BEGIN, schema_of, tables, write_readme, write_schemas
from game.config.files import yaml_files
from game.config.loader import read_file
from game.config.schema.kinds import KINDS
from game.errors import UserError
from game.paths import configs_dir

REMEDY = "run python -m game.config.documents"


def kind_of(path: Path, folder: Path):
    name = path.relative_to(folder).parts[0].removesuffix(".yaml")
    return KINDS.get(name)


def complaints(folder: Path) -> list[str]:
    found = []
    for path in yaml_files(folder):
        kind = kind_of(path, folder)
        if kind is None:
            continue
        problems: list[UserError] = []
        tree: Any = read_file(path, problems)
        assert problems == []
        validator = jsonschema.Draft202012Validator(schema_of(kind))
        found += [f"{path.name}: {error.message}" for error in validator.iter_errors(tree)]
    return found


def test_the_shipped_schemas_are_those_of_the_models(tmp_path):
    write_schemas(tmp_path)
    for path in tmp_path.iterdir():
        shipped = configs_dir() / "schema" / path.name
        assert shipped.read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), REMEDY
    assert {path.stem for path in (configs_dir() / "schema").iterdir()} == set(KINDS)


def test_the_shipped_tables_are_those_of_the_models():
    text = (configs_dir() / "README.md").read_text(encoding="utf-8")
    assert text.partition(BEGIN)[2] == tables(), REMEDY


def test_writing_the_tables_keeps_what_a_person_wrote(tmp_path):
    path = tmp_path / "README.md"
    path.write_text(f"# Configs\n\nby hand\n{BEGIN}old\n", encoding="utf-8")
    write_readme(path)
    assert path.read_text(encoding="utf-8") == f"# Configs\n\nby hand\n{BEGIN}{tables()}"


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_schema_is_one_and_says_what_each_field_is(kind):
    schema = schema_of(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    fields = schema["$defs"][kind.model.__name__]["properties"]
    plain = {"sources", "confidence"}
    assert [name for name in fields if "description" not in fields[name]] == [
        name for name in fields if name in plain
    ]


def test_what_the_loader_takes_the_schemas_take_too(folder):
    assert folder.problems() == []
    assert complaints(folder.path) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("params/demand.yaml", "says: how", "sayz: how"),
        ("params/demand.yaml", "value: 0.5", "value: 50%"),
        ("scenarios/base.yaml", "start: 2026-Q1", "start: 2026-01"),
        ("scenarios/base.yaml", "payoffs: lead\n", ""),
        ("levers/beijing.yaml", "kind: standing", "kind: standig"),
        ("policies/washington/tighten.yaml", "set: {tariff: -1}", "set: {}"),
    ],
)
def test_a_schema_finds_mistakes_of_shape(folder, file, old, new):
    folder.edit(file, old, new)
    assert complaints(folder.path) != []


def test_schemas_are_readable_json_text():
    for kind in KINDS.values():
        text = (configs_dir() / "schema" / f"{kind.name}.json").read_text(encoding="utf-8")
        assert json.loads(text) == schema_of(kind)
