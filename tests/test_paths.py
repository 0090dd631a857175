import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from game.paths import assets_dir, configs_dir

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The folder that a wheel of this tree unpacks to."""
    folder: Path = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True)
    (wheel,) = folder.glob("highfence-*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def files_under(folder: Path) -> set[Path]:
    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {path for path in files if "__pycache__" not in path.parts}


def test_a_clone_reads_its_own_configs_and_assets():
    assert configs_dir() == ROOT / "configs"
    assert assets_dir() == ROOT / "assets"


def test_an_installed_copy_reads_the_configs_and_assets_it_came_with(installed):
    say = "import game.paths as p; print(p.configs_dir()); print(p.assets_dir())"
    done = subprocess.run(
        [sys.executable, "-c", say], cwd=installed, check=True, capture_output=True, text=True
    )
    configs, assets = map(Path, done.stdout.split("\n")[:2])
    assert configs == installed / "game" / "_data" / "configs"
    assert files_under(assets) == files_under(assets_dir())


def test_a_wheel_carries_every_module_config_and_type_marker(installed):
    assert files_under(installed / "game" / "_data" / "configs") == files_under(configs_dir())
    assert files_under(ROOT / "agents").difference(files_under(installed / "agents")) == set()
    assert (installed / "game" / "py.typed").is_file()
    assert (installed / "agents" / "py.typed").is_file()
