"""How a command comes to its first line soon."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """Search nothing for circles meanwhile: what a command reads as it starts is there to stay.

    Python searches again and again while modules and configs are read: a tenth of the start.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
