"""What the commands batch and verify tell, line by line."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from game.batch.runner import Forecast, Report
from game.batch.verify import Difference

# Failures and differences that are told one by one.
TOLD = 10


def tell_forecast(expected: Forecast) -> Iterator[str]:
    """Say how large a batch is and what it will take."""
    yield (
        f"{_count(expected.games, 'game')}: {_count(expected.arms, 'profile')} x "
        f"{_count(expected.points, 'point')} x {_count(expected.replicates, 'replicate')}, "
        f"in {_count(expected.tasks, 'task')}"
    )
    yield (
        f"about {_duration(expected.seconds)} at {expected.rate:,.0f} games a second "
        f"with {_count(expected.workers, 'process', 'es')}"
    )
    yield f"about {expected.size / 1e6:,.1f} MB of tables"


def tell_report(report: Report) -> Iterator[str]:
    """Say what a batch came to and where it is."""
    fresh = report.games - report.resumed
    if fresh > 0:
        yield (
            f"{fresh:,} games in {_duration(report.seconds)}, "
            f"{fresh / max(report.seconds, 1e-3):,.0f} a second with all tables"
        )
    else:
        yield "Nothing was left to play."
    if report.failures:
        lost = sum(failure["games"] for failure in report.failures)
        yield f"{lost:,} games failed; the same command tries them again:"
        for failure in report.failures[:TOLD]:
            inputs = ", ".join(f"{name} {value:g}" for name, value in failure["inputs"].items())
            yield (
                f"  {failure['profile']}, point {failure['point']} ({inputs or 'no inputs'}), "
                f"replicate {failure['replicate']}: {failure['error']}"
            )
        if len(report.failures) > TOLD:
            yield f"  and {len(report.failures) - TOLD} more in manifest.json"
    yield f"{report.games:,} games in {report.folder}: runs.parquet, series.parquet, codebook.md"


def tell_differences(differences: list[Difference], games: int) -> Iterator[str]:
    """Say whether the games played again are those in the tables."""
    if not differences:
        yield f"Verified: {_count(games, 'game')} played again, every number the same."
        return
    for one in differences[:TOLD]:
        yield f"game {one.run}: {one.column} is {one.kept} in the table, {one.now} played again"
    if len(differences) > TOLD:
        yield f"and {len(differences) - TOLD} more"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s" if seconds >= 1 else f"{seconds:.1f} s"
    return str(datetime.timedelta(seconds=round(seconds)))


def _count(number: int, one: str, plural: str = "s") -> str:
    return f"{number:,} {one}{'' if number == 1 else plural}"
