"""A batch that is stopped, killed or damaged goes on, and comes to the same bytes."""

import dataclasses
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from game.batch import play_task as playing
from game.batch import runner
from game.batch.finished import open_batch, sha256
from game.batch.forecast import forecast
from game.batch.play_task import play
from game.batch.runner import run_batch
from game.batch.store import Store
from game.batch.tasks import cut, task_of
from game.batch.verify import reopen, verify
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment
from game.errors import UserError
from tests.batch.conftest import SMALL, study_of

pytestmark = pytest.mark.usefixtures("tasks_are_played_once")

FILES = ("runs.parquet", "series.parquet", "design.parquet", "codebook.md", "manifest.json")

KILLED = """
import os, signal, sys
from pathlib import Path
from game.batch import runner
from tests.batch.conftest import study_of

def work(packed, task, folder, work=runner.work):
    if task.first_point == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return work(packed, task, folder)

runner.work = work
runner.run_batch(study_of(), Path(sys.argv[1]), workers=1, chunk=4)
"""

DEADLY = """
import os
from game.batch import runner

def work(packed, task, folder):
    if task.arm == 1 and task.first_point == 2:
        os._exit(1)
    return runner.work(packed, task, folder)
"""


def contents(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.fixture(scope="session")
def whole(study, tmp_path_factory):
    """What an undisturbed batch in one piece comes to."""
    folder = tmp_path_factory.mktemp("whole")
    report = run_batch(study, folder, workers=1, also=["csv"])
    assert report.games == study.games == 40
    return folder


def test_a_batch_in_small_pieces_has_the_same_bytes(study, whole, out):
    run_batch(study, out, workers=1, chunk=9)
    assert contents(out) == contents(whole)
    assert not (out / "parts").exists()


def test_a_batch_that_is_interrupted_goes_on_where_it_was(study, whole, out, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(runner, "work", interrupted_at(study, 24))
        with pytest.raises(KeyboardInterrupt):
            run_batch(study, out, workers=1, chunk=4)
    assert not (out / "runs.parquet").exists()
    report = run_batch(study, out, workers=1)
    assert report.resumed == 24
    assert contents(out) == contents(whole)


def test_new_words_about_a_finished_batch_replace_the_old_without_a_game(whole, out):
    shutil.copytree(whole, out)
    report = run_batch(study_of(question="Does it still work?"), out, workers=1)
    assert report.resumed == report.games
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["experiment"]["question"] == "Does it still work?"
    assert "Does it still work?" in (out / "codebook.md").read_text()


def interrupted_at(study, run):
    def work(packed, task, folder, work=runner.work):
        if task.start(study) == run:
            raise KeyboardInterrupt
        return work(packed, task, folder)

    return work


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_batch_that_is_killed_goes_on_where_it_was(study, whole, out):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(out)], capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert run_batch(study, out, workers=1).resumed == 12
    assert contents(out) == contents(whole)


@pytest.mark.parametrize(
    ("place", "stage"), [(Store, "merge"), (runner, "sha256"), (Store, "drop_parts")]
)
def test_a_batch_that_stops_while_its_tables_are_made_makes_them_again(
    study, whole, out, monkeypatch, place, stage
):
    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(place, stage, stop)
        with pytest.raises(KeyboardInterrupt):
            run_batch(study, out, workers=1)
    assert run_batch(study, out, workers=1).resumed == study.games
    assert contents(out) == contents(whole)


def test_a_finished_batch_plays_nothing_again(study, whole, monkeypatch):
    monkeypatch.setattr(runner, "work", interrupted_at(study, 0))
    before = contents(whole)
    assert run_batch(study, whole, workers=1).resumed == study.games
    assert contents(whole) == before


def test_a_worker_that_dies_takes_only_its_own_games(study, whole, out, tmp_path, monkeypatch):
    (tmp_path / "deadly.py").write_text(DEADLY)
    monkeypatch.syspath_prepend(str(tmp_path))
    work = importlib.import_module("deadly").work
    with monkeypatch.context() as patched:
        patched.setattr(runner, "work", work)
        report = run_batch(study, out, workers=2, chunk=8)
    assert [(lost["first_run"], lost["games"]) for lost in report.failures] == [(28, 8)]
    assert report.games == study.games - 8
    assert run_batch(study, out, workers=1).failures == []
    assert contents(out) == contents(whole)


def test_a_game_that_fails_is_told_with_its_inputs_and_the_others_survive(
    study, whole, out, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(playing, "play", failing_on(study, {7, 30}))
        report = run_batch(study, out, workers=1, chunk=4)
    first, second = report.failures
    assert (first["first_run"], first["games"], first["replicate"]) == (7, 1, 3)
    assert (second["profile"], second["point"], second["replicate"]) == ("open", 2, 2)
    point = study.points[1].tolist()
    assert list(first["inputs"].values()) == point
    assert "ValueError: out of luck" in first["error"]
    kept = pq.read_table(out / "runs.parquet")["run"].to_pylist()
    assert kept == [run for run in range(study.games) if run not in {7, 30}]
    manifest = json.loads((out / "manifest.json").read_text())
    assert (manifest["complete"], manifest["counts"]["failed"]) == (False, 2)
    run_batch(study, out, workers=1)
    assert contents(out) == contents(whole)


def failing_on(study, runs):
    def play(_, task, play=playing.play):
        start = task.start(study)
        if runs & set(range(start, start + task.games)):
            raise ValueError("out of luck")
        return play(study, task)

    return play


def test_a_number_that_overflows_fails_its_game_alone(out):
    uncertain = {"raise_step": {"range": [0.03, 0.06]}}
    study = study_of(uncertain=uncertain, outcomes={"scalars": {"x": "premium"}})
    study.points[1, 0] = 1e308
    report = run_batch(study, out, workers=1)
    assert {failure["point"] for failure in report.failures} <= {1}
    assert report.games + sum(one["games"] for one in report.failures) == study.games


def test_another_experiment_is_kept_out_of_the_folder(whole):
    with pytest.raises(UserError, match="with other configs; name another folder"):
        run_batch(study_of(seed=12), whole, workers=1)


def test_a_folder_at_work_is_kept_for_one(study, out):
    with Store(out).locked(), pytest.raises(UserError, match="another batch is at work"):
        run_batch(study, out, workers=1)


def test_the_chunk_is_that_of_the_beginning(study, out, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(runner, "work", interrupted_at(study, 8))
        with pytest.raises(KeyboardInterrupt):
            run_batch(study, out, workers=1, chunk=8)
    with pytest.raises(UserError, match="16 is not the 8"):
        run_batch(study, out, workers=1, chunk=16)


def test_the_forecast_counts_games_and_samples_nothing(study, out, monkeypatch):
    monkeypatch.delattr("game.batch.design.sample")
    expected = forecast(shipped_library(), study.experiment, workers=1, chunk=8)
    assert (expected.arms, expected.points, expected.replicates) == (2, 5, 4)
    assert (expected.games, expected.tasks) == (40, 6)
    assert expected.size > 0.0
    assert not out.exists()


@pytest.mark.parametrize(
    "design",
    [
        {"method": "grid", "levels": 4},
        {"method": "latin_hypercube", "samples": 7},
        {"method": "sobol", "samples": 4},
        {"method": "sobol", "samples": 4, "second_order": True},
        {"method": "morris", "samples": 3},
    ],
)
@pytest.mark.parametrize("chunk", [1, 3, 8, 1000])
def test_the_forecast_has_the_counts_of_the_study(design, chunk):
    made = study_of(design=design)
    expected = forecast(shipped_library(), made.experiment, workers=1, chunk=chunk)
    assert (expected.points, expected.games) == (len(made.points), made.games)
    assert expected.tasks == len(list(cut(made, chunk)))


def test_a_forecast_of_the_largest_batch_there_may_be_is_there_at_once():
    huge = {"method": "latin_hypercube", "samples": 500_000}
    experiment = Experiment.model_validate({**SMALL, "design": huge, "replicates": 1_000})
    library, started = shipped_library(), time.process_time()
    assert forecast(library, experiment).games == 1_000_000_000
    assert time.process_time() - started < 0.1


def test_csv_and_parquet_hold_the_same_tables(whole):
    for kind in ("runs", "series"):
        table = pd.read_parquet(whole / f"{kind}.parquet")
        text = pd.read_csv(whole / f"{kind}.csv")
        pd.testing.assert_frame_equal(text, table, check_dtype=False, check_exact=False)


def test_the_codebook_tells_every_column(whole):
    text = (whole / "codebook.md").read_text()
    columns = [
        *pq.read_schema(whole / "runs.parquet").names,
        *pq.read_schema(whole / "series.parquet").names,
    ]
    assert [name for name in columns if f"| {name} |" not in text] == []


def test_verification_finds_every_game_the_same(study, whole):
    differences = list(verify(study, open_batch(whole), games=5))
    assert differences == [[]] * 5


def test_verification_finds_games_that_are_not_those_of_the_table(whole):
    found = next(verify(study_of(seed=12), open_batch(whole), games=1))
    assert {"score_beijing", "series.value"} <= {difference.column for difference in found}


def test_verification_finds_a_table_that_was_changed(study, out):
    run_batch(study, out, workers=1)
    table = pq.read_table(out / "runs.parquet")
    pq.write_table(table.slice(1), out / "runs.parquet")
    with pytest.raises(UserError, match="not the table that the batch wrote"):
        next(verify(study, open_batch(out), games=1))


def test_verification_counts_before_it_plays(study, whole, out, monkeypatch):
    """Tables that are those of the manifest may still be short, or have a game twice."""
    monkeypatch.setattr("game.batch.verify.play", None)
    changes = {
        "in runs.parquet more than once": (
            "runs.parquet",
            lambda t: pa.concat_tables([t, t[:2]]),
        ),
        "runs.parquet has 39 games of 40": ("runs.parquet", lambda t: t.slice(1)),
        "series.parquet has": ("series.parquet", lambda t: t.slice(5)),
        "has a row twice": ("series.parquet", lambda t: pa.concat_tables([t[:-1], t[:1]])),
        "design.parquet has 4 points of 5": ("design.parquet", lambda t: t[:-1]),
    }
    for told, (name, change) in changes.items():
        folder = shutil.copytree(whole, out / name / str(len(told)))
        pq.write_table(change(pq.read_table(folder / name)), folder / name)
        batch = open_batch(folder)
        tables = {**batch.manifest.tables, name: sha256(folder / name)}
        forged = dataclasses.replace(
            batch, manifest=batch.manifest.model_copy(update={"tables": tables})
        )
        with pytest.raises(UserError, match=told):
            next(verify(study, forged, games=1))


def test_a_folder_can_be_opened_again_from_its_manifest(study, whole):
    again = reopen(open_batch(whole))
    assert again.digest == study.digest
    task = task_of(study, 13)
    assert play(again, task).runs.equals(play(study, task).runs)


def test_a_folder_without_a_batch_is_refused(out):
    with pytest.raises(UserError, match="holds no batch"):
        open_batch(out)


def test_a_batch_leaves_no_temporary_file(whole):
    assert sorted(os.listdir(whole)) == sorted([".lock", "runs.csv", "series.csv", *FILES])
