"""Where tasks are worked on: here, in local processes, or on a cluster."""

from __future__ import annotations

import concurrent.futures as cf
import contextlib
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

from game.errors import UserError

# Below so many games, starting processes takes longer than they save.
WORTH_PROCESSES = 12_000
CORES = os.cpu_count() or 1
P = ParamSpec("P")
T = TypeVar("T")


def choose_workers(games: int, wanted: int | None) -> int:
    """Return how many processes to use: as many as there are cores, where they pay."""
    if wanted is not None:
        return wanted
    return 1 if games < WORTH_PROCESSES else CORES


class Inline(cf.Executor):
    """Does a task in this process as soon as it is handed over."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> cf.Future[T]:
        """Return the finished task."""
        future: cf.Future[T] = cf.Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextlib.contextmanager
def open_executor(workers: int, dask: str | None) -> Iterator[cf.Executor]:
    """Give an executor: this process for one worker, local processes for more, or a cluster.

    Raises
    ------
    UserError
        If the cluster does not answer, or Dask is not installed.
    """
    if dask is not None:
        with _open_cluster(dask) as executor:
            yield executor
    elif workers == 1:
        yield Inline()
    else:
        with _open_processes(workers) as executor:
            yield executor


@contextlib.contextmanager
def open_process() -> Iterator[cf.Executor]:
    """Give an executor that is one process of its own."""
    with _open_processes(1) as executor:
        yield executor


@contextlib.contextmanager
def _open_processes(workers: int) -> Iterator[cf.Executor]:
    # Not forked: a thread of a library may hold a lock in the copy for ever.
    context = multiprocessing.get_context("spawn")
    given, held = context.Pipe(duplex=False)
    executor = cf.ProcessPoolExecutor(
        workers, mp_context=context, initializer=prepare_worker, initargs=(given,)
    )
    try:
        yield executor
    except BaseException:
        # What has been begun is thrown away, and nobody waits for it: its part is made again.
        executor.shutdown(wait=False, cancel_futures=True)
        held.close()
        raise
    executor.shutdown()


def prepare_worker(held: Connection | None = None) -> None:
    """Leave Ctrl-C to the parent, and end with it even where it is killed.

    `held` is read from a pipe that the parent holds: the worker ends, in the middle of its work,
    when the parent closes it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    ends = [parent.sentinel] if held is None else [parent.sentinel, held]
    threading.Thread(target=_end_with, args=(ends,), daemon=True).start()


def _end_with(ends: list[int | Connection]) -> None:
    multiprocessing.connection.wait(ends)
    os._exit(1)


@contextlib.contextmanager
def _open_cluster(address: str) -> Iterator[cf.Executor]:
    try:
        from distributed import Client
    except ImportError:
        remedy = 'install it with pip install "highfence[cluster]"'
        raise UserError("--dask", "Dask is not installed", remedy) from None
    try:
        connect: Any = Client
        client = connect(address, set_as_default=False)
    except (OSError, ValueError) as error:
        remedy = "give the address of a scheduler, tcp://host:8786"
        raise UserError("--dask", f"no scheduler at {address!r} ({error})", remedy) from None
    with client:
        yield client.get_executor(pure=False)
