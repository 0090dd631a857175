"""The same bytes come from a Dask cluster, even when one of its workers is killed."""

import importlib

import pytest

from game.batch import runner
from game.batch.runner import run_batch

distributed = pytest.importorskip("distributed")

FILES = ("runs.parquet", "series.parquet", "design.parquet", "codebook.md", "manifest.json")

# The first worker to take this task dies of it; the next one does it.
MORTAL = """
import os, signal
from pathlib import Path
from game.batch import runner

def work(packed, task, folder):
    seen = Path(folder).with_name("seen")
    if task.arm == 1 and task.first_point == 2 and not seen.exists():
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return runner.work(packed, task, folder)
"""


@pytest.mark.filterwarnings("ignore")  # Dask warns while it loses a worker
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(study, tmp_path, monkeypatch):
    alone, out = tmp_path / "alone", tmp_path / "out"
    run_batch(study, alone, workers=1)
    (tmp_path / "mortal.py").write_text(MORTAL)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(runner, "work", importlib.import_module("mortal").work)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        report = run_batch(study, out, dask=cluster.scheduler_address, chunk=4)
    assert (tmp_path / "seen").exists()
    assert report.failures == []
    for name in FILES:
        assert (out / name).read_bytes() == (alone / name).read_bytes()
