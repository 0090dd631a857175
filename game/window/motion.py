"""Short motions in steps: what turns up or swells, until it stands."""

from __future__ import annotations

import time

# While something moves the window wakes after so many milliseconds.
STEP = 40


class Motion:
    """A motion of so many seconds and steps; it stands at its end until it is begun."""

    def __init__(self, seconds: float, steps: int) -> None:
        self.step = self.steps = steps
        self._each = seconds / steps
        self._begun = 0.0

    def begin(self) -> None:
        """Go back to the start, and move."""
        self._begun, self.step = time.monotonic(), 0

    def end(self) -> None:
        """Stand at the end at once."""
        self.step = self.steps

    @property
    def is_over(self) -> bool:
        """Whether it stands at its end."""
        return self.step >= self.steps

    @property
    def share(self) -> float:
        """How far it has come, from 0 to 1: quick at first, then slower."""
        return 1.0 - (1.0 - self.step / self.steps) ** 3

    def move(self) -> bool:
        """Go on to the step whose time has come; tell whether it is another one."""
        if self.is_over:
            return False
        was = self.step
        self.step = min(self.steps, int((time.monotonic() - self._begun) / self._each))
        return self.step != was
