"""A process beside the window for what takes longer than a frame: odds, ensembles, reports."""

from __future__ import annotations

import concurrent.futures as cf
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from game.batch.executors import prepare_worker

P = ParamSpec("P")
T = TypeVar("T")

# The window comes first on a machine that is busy.
NICENESS = 10


def _prepare() -> None:
    prepare_worker()
    if hasattr(os, "nice"):
        os.nice(NICENESS)


class Helper:
    """One process, begun when it is first needed; it does what it is handed in order.

    It ends with the window, also where the window is killed.
    """

    def __init__(self) -> None:
        self._executor: cf.ProcessPoolExecutor | None = None

    def ask(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> cf.Future[T]:
        """Hand over a piece of work without waiting; one whose process was lost gets a new one."""
        try:
            return self._open().submit(work, *args, **kwargs)
        except BrokenProcessPool:
            self.close()
            return self._open().submit(work, *args, **kwargs)

    def _open(self) -> cf.ProcessPoolExecutor:
        if self._executor is None:
            # Not forked: the window's driver has threads that a copy would not survive.
            context = multiprocessing.get_context("spawn")
            self._executor = cf.ProcessPoolExecutor(1, mp_context=context, initializer=_prepare)
        return self._executor

    def close(self, *, wait: bool = False) -> None:
        """Let the process end after what it has in hand, and wait for that if asked to."""
        if self._executor is not None:
            self._executor.shutdown(wait=wait, cancel_futures=True)
            self._executor = None
