"""Standard input and output as they come: closed, full, in another encoding, or left by readers."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import Any


def open_streams() -> None:
    """Make every stream usable: what cannot be read or written in its encoding is replaced."""
    if sys.stdin is None:
        sys.stdin = io.StringIO()
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    _forgive(sys.stdin, "replace")
    _forgive(sys.stdout, "backslashreplace")
    _forgive(sys.stderr, "backslashreplace")


def drop_output() -> None:
    """Send what is still to be written nowhere, so that nothing complains at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _forgive(stream: Any, errors: str) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=errors)
