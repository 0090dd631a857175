"""A policy of one's own, and a small experiment of the lesson: its file, and a batch of it."""

import shutil
from pathlib import Path

import pytest

from game.batch.runner import run_batch
from game.batch.study import build_study
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment
from tests.analysis.conftest import SMALL

POLICY = """\
name: Mine
actor: beijing
says: Raise subsidies.
sources: [judgement]
measures:
  - set: {capital_subsidy: +1}
    because: more is more
"""
MINE = """\
name: mine
title: Mine
question: Is it so?
says: By playing.
caution: Much.
scenario: lesson
replicates: 3
outcomes: {scalars: {end_lag: lag}}
"""


@pytest.fixture
def experiment(tmp_path: Path) -> Path:
    """The file `mine.yaml` in the folder where commands run: three games of the lesson."""
    path = tmp_path / "mine.yaml"
    path.write_text(MINE)
    return path


@pytest.fixture(scope="session")
def sobol_batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small finished batch with Sobol's design; not to be written into."""
    out: Path = tmp_path_factory.mktemp("batch") / "small"
    run_batch(build_study(shipped_library(), Experiment.model_validate(SMALL)), out, workers=1)
    return out


@pytest.fixture
def batch(sobol_batch: Path, tmp_path: Path) -> Path:
    """A copy of the small batch, for a command to write into."""
    return shutil.copytree(sobol_batch, tmp_path / "small")
