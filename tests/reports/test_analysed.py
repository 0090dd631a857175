"""Sentences of analyses in a report: names of the configs read as people know them."""

import pytest

from game.analysis.regret import regret
from game.analysis.regret import tell as tell_regret
from game.batch.runner import run_batch
from game.batch.study import build_study
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment
from game.reports.analysed import _titled_regret, _wording_of_regret
from game.reports.finished import read_finished
from tests.reports.conftest import SMALL

# Both actors have a policy of this name, and each means another by it.
SHARED = "status_quo"


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
