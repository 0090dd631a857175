"""A small batch of the lesson with a report on it, made once."""

from pathlib import Path

import pytest

from game.batch.runner import run_batch
from game.batch.study import build_study
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment
from game.reports.finished import Finished, read_finished
from game.reports.report import write_report

SMALL = {
    "name": "small",
    "title": "A <small> experiment",
    "question": "Does a shut gate raise self-reliance?",
    "says": "By playing.",
    "caution": "Too few games to show anything.",
    "scenario": "lesson",
    "profiles": {
        "shut": {
            "title": "Gate shut",
            "held": {"beijing": {"import_gate.h200_class": "block"}},
            "opening": {"mineral_cover": {"us": 5}},
        },
        "open": {"title": "Gate open", "policies": {"beijing": "open_for_deal"}},
    },
    "grid": {"washington": ["status_quo", "tighten_hard"]},
    "uncertain": {"switching_cost": {}, "learning_rate": {"distribution": "deep"}},
    "design": {"method": "latin_hypercube", "samples": 6},
    "replicates": 3,
    "seed": 11,
    "outcomes": {
        "scalars": {"self_reliance": "selfsuff_value"},
        "probabilities": {"dear": "premium > 0.5"},
        "first_passage": {"shipped": "nv_cn_units > 1"},
        "series": ["cn_lag"],
        "labels": {"self_reliance": "Self-reliance (%)", "dear": "Gray chips are dear"},
    },
    "comparisons": {
        "gate": {
            "outcome": "self_reliance",
            "of": {"arm": "shut"},
            "against": {"arm": "open"},
            "where": {"washington": "status_quo"},
            "more": "It raises it.",
            "less": "It lowers it.",
        },
        "dear": {"outcome": "dear", "of": {"arm": "shut"}, "against": {"arm": "open"}},
    },
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    study = build_study(shipped_library(), Experiment.model_validate(SMALL))
    out = tmp_path_factory.mktemp("batch") / "small"
    run_batch(study, out, workers=1)
    return out


@pytest.fixture(scope="session")
def finished(folder: Path) -> Finished:
    return read_finished(folder)


@pytest.fixture(scope="session")
def page(folder: Path) -> str:
    return write_report(folder).read_text(encoding="utf-8")
