"""Commands run inside this process: what they answer, how long they may take, what they print."""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from game.cli import main
from tests.attack.case import WrongAnswerError, require

LONGEST_MESSAGE = 2_000
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Answer(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


class TimeUp(BaseException):
    """A case took longer than it may; no `except Exception` of the program catches it."""


# A program that waits for ever uses less of the time than this, so many times on end: one that is
# at the end of a long queue, or lets others work, may do so too.
WAITING, WAITS = 0.01, 5


def run_command(arguments: Sequence[str], folder: Path, *, typed: str = "") -> Answer:
    """Run a command in a folder; games that name no file are kept in it."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    surroundings = {"HIGHFENCE_GAMES": str(folder / "games"), "COLUMNS": "120"}
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, surroundings),
        mock.patch.object(sys, "argv", ["highfence", *arguments]),
        mock.patch.object(sys, "stdin", io.StringIO(typed)),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", err),
    ):
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        else:
            raise WrongAnswerError("the command did not end by an exit code")
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    return Answer(code, *texts)


def require_sound(
    answer: Answer, arguments: Sequence[str], codes: tuple[int, ...] = (0, 2)
) -> None:
    """Refuse an answer that no command may give: a strange code, an unreadable or endless line."""
    asked = " ".join(arguments)
    require(answer.code in codes, f"{asked}: exit code {answer.code}: {answer.err[-500:]}")
    if answer.code == 2 and answer.err:
        lines = answer.err.splitlines()
        # A sentence of progress may stand before the mistake.
        require(
            lines[-1].startswith("highfence: "), f"{asked}: the last line is {lines[-1][:200]!r}"
        )
    for text in (answer.out, answer.err):
        require_readable(text, asked)
    for line in answer.err.splitlines():
        require(len(line) <= LONGEST_MESSAGE, f"{asked}: a message of {len(line)} characters")


def require_readable(text: str, asked: str) -> None:
    """Refuse a text with characters that a terminal obeys or that turn its direction."""
    for line in text.split("\n"):
        if OBEYED.search(line):
            raise WrongAnswerError(f"{asked}: prints raw characters in {line[:300]!r}")


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """End what works for longer, or only waits; on a busy machine the same work takes longer.

    Where the system has no such clock (Windows), nothing is ended.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    begun = last = time.process_time()
    waits = 0

    def ring(_number: int, _frame: object) -> None:
        nonlocal last, waits
        now = time.process_time()
        waits = waits + 1 if now - last < WAITING * seconds else 0
        if now - begun > seconds or waits == WAITS:
            raise TimeUp
        last = now

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
