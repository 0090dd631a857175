"""Signals that end the window at once; only a person's own closing asks first."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

ENDING = ("SIGTERM", "SIGHUP", "SIGINT")
# A shell's exit code of a process that a signal ended.
SIGNALLED = 128


class EndedBySignal(BaseException):
    """A signal that ends the process; no `except Exception` takes it for a fault."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let a signal end what is done within, and then the process, without a question.

    The log is whole at every moment, so nothing is left to do but to close what is open.
    """
    numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    before = {number: signal.signal(number, _end) for number in numbers}
    try:
        yield
    except EndedBySignal as ended:
        sys.stdout.flush()
        sys.stderr.flush()
        # Not sys.exit: that would wait for the process beside the window, which ends with this one.
        os._exit(SIGNALLED + ended.number)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise EndedBySignal(number)
