"""A small experiment: two arms, five points of two parameters, four replicates of the lesson."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.batch import play_task
from game.batch.play_task import PlayedTask, play
from game.batch.study import Study, build_study
from game.batch.tasks import Task
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment

SMALL = {
    "name": "small",
    "title": "A small experiment",
    "question": "Does it work?",
    "says": "By playing.",
    "caution": "Nothing.",
    "scenario": "lesson",
    "profiles": {
        "shut": {"held": {"beijing": {"import_gate.h200_class": "block"}}},
        "open": {"policies": {"beijing": "open_for_deal"}},
    },
    "uncertain": {"switching_cost": {}, "mineral_build_time": {"times": [0.5, 2.0]}},
    "design": {"method": "latin_hypercube", "samples": 5},
    "replicates": 4,
    "seed": 11,
    "outcomes": {
        "scalars": {
            "self_reliance": "selfsuff_value",
            "rise": "selfsuff_value - first.selfsuff_value",
            "average": "mean.premium",
        },
        "probabilities": {"dear": "premium > 0.5"},
        "first_passage": {"shipped": "nv_cn_units > 1", "always": "true", "never": "false"},
        "series": ["cn_lag", "gray_premium"],
        "aims": ["beijing"],
    },
}

# What tasks came to, by the digest and the experiment of their study.
PLAYED: dict[tuple[str, str, Task], PlayedTask] = {}


def study_of(**changes: object) -> Study:
    return build_study(shipped_library(), Experiment.model_validate({**SMALL, **changes}))


@pytest.fixture(scope="session")
def study() -> Study:
    return study_of()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture(scope="module")
def tasks_are_played_once() -> Iterator[None]:
    """Play each task of each study once a session: for claims about files, and not about games."""

    def play_once(study: Study, task: Task) -> PlayedTask:
        key = study.digest, study.experiment.model_dump_json(), task
        if key not in PLAYED:
            PLAYED[key] = play(study, task)
        return PLAYED[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(play_task, "play", play_once)
        yield
