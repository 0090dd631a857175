"""The clock of a room: off, running to a deadline, or held; pure, because `now` is given."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection


@dataclasses.dataclass(frozen=True, kw_only=True)
class Clock:
    """What is left of a step of the plan, in seconds; times are seconds since 1970.

    It runs to its `deadline`, or is held with `left` seconds `since` a time, `by` the desk, the
    rule at zero or a restart. Without both it is off, and nothing ends by itself.
    """

    deadline: float | None = None
    left: float | None = None
    by: str = ""
    since: float = 0.0

    @property
    def is_running(self) -> bool:
        """Whether time passes."""
        return self.deadline is not None

    @property
    def is_held(self) -> bool:
        """Whether time stands."""
        return self.left is not None

    def left_at(self, now: float) -> float | None:
        """Return the seconds that are left, never below 0; None while it is off."""
        if self.deadline is not None:
            return max(0.0, self.deadline - now)
        return self.left

    def is_over(self, now: float, *, grace: float = 0.0) -> bool:
        """Tell whether it runs, and its end and so many seconds more have passed."""
        return self.deadline is not None and now >= self.deadline + grace

    def held(self, now: float, by: str) -> Clock:
        """Return it standing; one that stands or is off stays as it is."""
        if self.deadline is None:
            return self
        return Clock(left=max(0.0, self.deadline - now), by=by, since=now)

    def released(self, now: float) -> Clock:
        """Return it running on."""
        return self if self.left is None else Clock(deadline=now + self.left)

    def with_more(self, now: float, seconds: float) -> Clock:
        """Return it with more time, or less; what has passed zero begins anew there."""
        left = self.left_at(now)
        if left is None:
            return self
        more = max(0.0, left + seconds)
        if self.deadline is None:
            return dataclasses.replace(self, left=more)
        return Clock(deadline=now + more)


def nearest_due(deadline: float, times: Collection[str], now: float) -> float:
    """Return the moment nearest to a deadline at which it will be one of these times of day here.

    Without such times it is the deadline itself. What lies before `now` is over.
    """
    about = datetime.datetime.fromtimestamp(deadline)
    moments = [
        datetime.datetime.combine(
            about.date() + datetime.timedelta(days=days), datetime.time.fromisoformat(time)
        ).timestamp()
        for days in (-1, 0, 1)
        for time in times
    ]
    ahead = [moment for moment in moments if moment > now]
    return min(ahead, key=lambda moment: abs(moment - deadline), default=deadline)


def started(now: float, seconds: float | None) -> Clock:
    """Return a clock that runs for so many seconds, or is off for None."""
    return Clock() if seconds is None else Clock(deadline=now + seconds)
