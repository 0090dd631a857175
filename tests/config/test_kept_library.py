"""Configs that are kept are those that were read, and are read again whenever anything changed."""

import shutil
import subprocess
import sys

import pytest

from game.config.build import read_library
from game.config.kept_library import KIND, KeptConfigs
from game.config.schema.policy import Policy
from game.files.caches import KEPT
from game.paths import configs_dir
from tests.patience import PATIENCE

# Lists policies, and says which schemas had to be built for that, and whether YAML was read.
PROBE = """\
import game.config.drafts
from game.config.scenarios import shipped_library
from game.config.schema.kinds import schemas
read = []
there = game.config.drafts.Drafts.read_folder
game.config.drafts.Drafts.read_folder = lambda *them: read.append(1) or there(*them)
shipped_library()
print(len(read), sum(schema.__pydantic_complete__ for schema in schemas()))
"""


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("HIGHFENCE_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def kept(tmp_path):
    KeptConfigs(configs_dir()).keep(read_library())
    (path,) = (tmp_path / "cache" / KIND).iterdir()
    return path


@pytest.mark.usefixtures("kept")
def test_what_is_kept_is_what_was_read():
    read, again = read_library(), KeptConfigs(configs_dir()).read()
    assert again == read
    assert again is not None
    for kind, entries in read.found.items():
        assert list(again.found[kind]) == list(entries)
        for name, found in entries.items():
            other = again.found[kind][name]
            assert other.entry.model_fields_set == found.entry.model_fields_set
            assert other.tree == found.tree
            assert [other.place(key) for key in found.tree] == [
                found.place(key) for key in found.tree
            ]


def test_what_was_kept_is_not_read_again_and_builds_no_schema():
    def look():
        done = subprocess.run(
            [sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr
        return tuple(map(int, done.stdout.split()))

    read, built = look()
    assert read == 1
    assert built > 10
    assert look() == (0, 0)


@pytest.mark.usefixtures("kept")
def test_an_entry_that_is_kept_can_be_validated_against():
    library = KeptConfigs(configs_dir()).read()
    assert library is not None
    policy = library.policies["beijing"]["reciprocal"]
    assert Policy.model_validate(policy) == policy
    assert policy.model_dump(mode="json")["actor"] == "beijing"


@pytest.mark.parametrize("change", [lambda text: text[:-9], lambda _: b"", lambda _: b"{}\n"])
def test_what_is_damaged_counts_for_nothing(kept, change):
    kept.write_bytes(change(kept.read_bytes()))
    assert KeptConfigs(configs_dir()).read() is None


def test_another_number_in_a_config_is_another_place(tmp_path):
    folder = tmp_path / "configs"
    shutil.copytree(configs_dir(), folder)
    KeptConfigs(folder).keep(read_library(folder))
    assert KeptConfigs(folder).read() is not None
    path = folder / "params" / "demand.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert KeptConfigs(folder).read() is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HIGHFENCE_CACHE", str(tmp_path / "file"))
    KeptConfigs(configs_dir()).keep(read_library())
    assert KeptConfigs(configs_dir()).read() is None


@pytest.mark.usefixtures("kept")
def test_only_the_latest_are_kept(tmp_path):
    folder = tmp_path / "cache" / KIND
    for number in range(KEPT + 3):
        (folder / f"{number}.json").write_text("")
    KeptConfigs(configs_dir()).keep(read_library())
    assert len(list(folder.iterdir())) == KEPT
    assert KeptConfigs(configs_dir()).read() is not None
