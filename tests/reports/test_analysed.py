"""Sentences of analyses in a report: names of the configs read as people know them."""

import dataclasses

import pytest

from game.analysis.regret import regret
from game.analysis.regret import tell as tell_regret
from game.analysis.sensitivity import sensitivity
from game.batch.runner import run_batch
from game.batch.study import build_study
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment
from game.errors import UserError
from game.reports.analysed import (
    _titled_regret,
    _wording_of_regret,
    analyse,
    boxes,
    decides,
    find_box,
    regrets,
    tell_box,
    tell_deciding,
)
from game.reports.figures import Figures
from game.reports.finished import read_finished
from game.reports.report import write_report
from tests.reports.conftest import SMALL

# Both actors have a policy of this name, and each means another by it.
SHARED = "status_quo"


def play_small(folder, **changes):
    experiment = Experiment.model_validate({**SMALL, **changes})
    run_batch(build_study(shipped_library(), experiment), folder, workers=1)
    return folder


def test_an_analysis_that_games_cannot_be_put_to_is_told_and_the_page_shows_the_rest(tmp_path):
    folder = play_small(tmp_path / "one", design={"method": "sobol", "samples": 1}, replicates=1)
    with pytest.raises(UserError):
        sensitivity(read_finished(folder).runs)
    page = write_report(folder).read_text()
    assert "Not worked out: 1 block of points without a failed game, of 1; an analysis" in page
    for section in ("The question", "Over time", "What was played", "What varied"):
        assert section in page
    assert "x 1 luck each" in page
    assert "1 luck x 4 draws" in page
    assert "draws and lucks +" not in page


@pytest.mark.parametrize("analysis", ["sensitivity", "regret", "discover"])
def test_whatever_analysis_is_refused_the_page_says_why(finished, monkeypatch, analysis):
    def refuse(*_args, **_options):
        raise UserError("games", "are too few", "play more")

    monkeypatch.setattr(f"game.reports.analysed.{analysis}", refuse)
    monkeypatch.setattr("game.reports.analysed.FEWEST_POINTS", 1)
    monkeypatch.setattr("game.reports.analysed._sometimes", lambda *_: True)
    sobol = Experiment.model_validate({**SMALL, "design": {"method": "sobol", "samples": 2}})
    asked = dataclasses.replace(finished.runs, experiment=sobol)
    finished, figures = dataclasses.replace(finished, runs=asked), Figures()
    section = {
        "sensitivity": lambda: decides(finished, analyse(finished), figures),
        "regret": lambda: regrets(finished, figures),
        "discover": lambda: boxes(finished, find_box(finished), figures),
    }[analysis]()
    assert section is not None
    assert "Not worked out: are too few; play more." in section.html
    assert tell_deciding(finished, analyse(finished)) == "" or analysis != "sensitivity"
    assert tell_box(finished, find_box(finished)) == ""


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A batch in which two actors choose among policies, one of them of the same name."""
    grid = {"washington": [SHARED, "tighten_hard"], "congress": [SHARED, "random_legal"]}
    design = {"method": "latin_hypercube", "samples": 4}
    given = {**SMALL, "grid": grid, "design": design, "replicates": 1}
    out = tmp_path_factory.mktemp("batch") / "shared"
    run_batch(build_study(shipped_library(), Experiment.model_validate(given)), out, workers=1)
    return read_finished(out)


def test_a_name_that_two_actors_share_reads_as_the_policy_of_the_actor_meant(finished):
    ours, theirs = (finished.policy(actor, SHARED) for actor in ("washington", "congress"))
    assert ours != theirs
    found = regret(finished.runs, by="washington")
    told = list(tell_regret(found, _wording_of_regret(finished, "washington", found)))
    assert not any(SHARED in sentence or "tighten_hard" in sentence for sentence in told)
    assert f"“{ours}”" in told[0] or "“Tighten hard”" in told[0]
    assert f"“{theirs}”" not in told[0]
    (by_structure,) = (sentence for sentence in told if "the structure" in sentence)
    assert f"“Gate shut” + “{theirs}”" in by_structure


def test_charts_of_regret_name_structures_by_their_parts(finished):
    found = regret(finished.runs, by="washington")
    titled = _titled_regret(finished, "washington", found)
    theirs = finished.policy("congress", SHARED)
    assert f"Gate shut; {theirs}" in set(titled.summary["structure"])
    assert set(titled.summary["alternative"]) == {
        finished.policy("washington", SHARED), finished.policy("washington", "tighten_hard"),
    }  # fmt: skip
