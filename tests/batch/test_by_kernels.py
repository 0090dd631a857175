"""Tables that kernels fill are those that arrays fill; without a compiler arrays fill them."""

import dataclasses

import pytest

from game.batch.by_kernels import machines_of
from game.batch.play_task import play
from game.batch.tasks import cut
from game.fused import c_compiler
from tests.batch.conftest import study_of


@pytest.mark.skipif(c_compiler.find_compiler() is None, reason="no C compiler")
def test_tables_by_kernels_are_tables_by_arrays():
    arrays = study_of()
    kernels = dataclasses.replace(arrays, kernels=True)
    for task in cut(arrays, 10):
        wanted, made = play(arrays, task), play(kernels, task)
        assert machines_of(kernels).of(task) is not None
        assert made.runs.equals(wanted.runs)
        assert made.series.equals(wanted.series)


def test_without_a_compiler_arrays_play_the_same(monkeypatch, tmp_path):
    monkeypatch.setenv("HIGHFENCE_CACHE", str(tmp_path))
    monkeypatch.setattr(c_compiler, "find_compiler", lambda: None)
    c_compiler.load.cache_clear()
    arrays = study_of(design={"method": "latin_hypercube", "samples": 1})
    kernels = dataclasses.replace(arrays, kernels=True)
    (task, *_) = cut(arrays, arrays.games)
    assert machines_of(kernels).of(task) is None
    assert play(kernels, task).runs.equals(play(arrays, task).runs)


def test_a_line_up_that_cannot_be_traced_is_played_by_arrays():
    study = study_of(
        profiles={"any": {"policies": {"beijing": "random_legal"}}},
        design={"method": "latin_hypercube", "samples": 1},
    )
    kernels = dataclasses.replace(study, kernels=True)
    (task,) = cut(kernels, kernels.games)
    assert machines_of(kernels).of(task) is None
    assert play(kernels, task).runs.equals(play(study, task).runs)
