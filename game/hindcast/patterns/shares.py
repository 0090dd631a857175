"""Patterns looked for in treated runs and in placebos: shares of runs, and who passes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from agents.cast import choose_policy
from agents.model import GameModel
from game.config.library import Library
from game.config.scenarios import shipped_library
from game.hindcast.observe import MonthlyObserver
from game.hindcast.patterns import makers, politics, trade
from game.hindcast.patterns.registry import TESTS, share_showing
from game.hindcast.patterns.tracks import Tracks
from game.hindcast.record.release import FREE_FROM, LedInTurn, Stretch, lead, pace
from game.hindcast.record.scenario import GivenByRecord
from game.hindcast.simulate import Plan, make_plan
from game.hindcast.targets.series import Pattern, all_patterns, bars

# Importing them fills TESTS.
FAMILIES = (trade, makers, politics)
UNTIL = "2026-03"
REPLICATES = 400
FIRST = 0


@dataclasses.dataclass(frozen=True)
class PlaceboSetting:
    """A run that patterns are looked for in: who is free, what is deleted, who leads throughout."""

    released: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    manner: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Shown:
    """A pattern and the shares of runs that show it."""

    name: str
    pattern: Pattern
    treated: float
    placebo: float

    @property
    def shows(self) -> bool:
        """Whether it is in enough of the runs with its event."""
        return self.treated >= bars()["pattern_treated"]

    @property
    def discriminates(self) -> bool:
        """Whether it is in few enough of the runs without."""
        return self.placebo <= bars()["pattern_placebo"]

    @property
    def counts(self) -> bool:
        """Whether it does both."""
        return self.shows and self.discriminates


def show_patterns(
    replicates: int = REPLICATES,
    *,
    seed: int = 0,
    names: Sequence[str] | None = None,
    parameters: Mapping[str, float] | None = None,
    tick: Callable[[], object] = lambda: None,
) -> list[Shown]:
    """Play every run that the patterns need, each once, and return what shows.

    Parameters
    ----------
    names
        The patterns wanted; all by default.
    parameters
        Numbers instead of those in the configs.
    tick
        Called after each run.

    Raises
    ------
    UserError
        If an event, actor or parameter does not exist.
    """
    wanted = {name: all_patterns()[name] for name in names or all_patterns()}
    shares: dict[tuple[str, bool], float] = {}
    for setting, asked in _by_setting(wanted).items():
        reads = {read for name, _ in asked for read in TESTS[name].reads}
        tracks = play_tracks(setting, sorted(reads), replicates, seed, parameters)
        for name, placebo in asked:
            test = TESTS[name]
            measure = test.sham if placebo and test.sham else test.measure
            shares[name, placebo] = share_showing(measure, tracks)
        tick()
    return [
        Shown(name=name, pattern=pattern, treated=shares[name, False], placebo=shares[name, True])
        for name, pattern in wanted.items()
    ]


def count_settings(names: Sequence[str] | None = None) -> int:
    """Return how many runs the patterns need."""
    return len(_by_setting({name: all_patterns()[name] for name in names or all_patterns()}))


def _by_setting(wanted: Mapping[str, Pattern]) -> dict[PlaceboSetting, list[tuple[str, bool]]]:
    """Return for each run the patterns looked for in it, and whether it is their placebo."""
    settings: dict[PlaceboSetting, list[tuple[str, bool]]] = {}
    for name, pattern in wanted.items():
        manner = tuple(pattern.manner.items())
        settings.setdefault(PlaceboSetting(pattern.released, (), manner), []).append((name, False))
        free = pattern.released if pattern.placebo_released is None else pattern.placebo_released
        apart = tuple((pattern.manner | pattern.placebo_manner).items())
        settings.setdefault(PlaceboSetting(free, pattern.deleted, apart), []).append((name, True))
    return settings


def play_tracks(
    setting: PlaceboSetting,
    reads: Sequence[str],
    replicates: int,
    seed: int = 0,
    parameters: Mapping[str, float] | None = None,
) -> Tracks:
    """Play a setting and return the quantities asked for, month by month."""
    library = shipped_library()
    plan = make_plan(
        library,
        free=setting.released,
        without_events=setting.deleted,
        until=UNTIL,
        parameters=parameters,
    )
    record = GivenByRecord(plan.scenario, plan.free, plan.given)
    policies = lead(plan.scenario, plan.record, plan.free, library)
    policies |= _in_one_manner(plan, library, setting.manner, policies)
    model = GameModel(plan.scenario, policies=policies, seed=seed, replicates=replicates)
    observer = MonthlyObserver(reads, FIRST)
    try:
        for month in range(FIRST, plan.last + 1):
            model.scenario = record.scenario(month)
            model.step()
            observer.look(model.position, model.scenario)
    finally:
        model.close()
    return Tracks(observer.tables(), FIRST)


def _in_one_manner(
    plan: Plan, library: Library, manner: Sequence[tuple[str, str]], policies: Mapping[str, object]
) -> dict[str, LedInTurn]:
    """Return the record and then one policy for actors that keep to one manner."""
    kept = {}
    for actor, name in manner:
        if plan.free[actor] >= FREE_FROM:
            continue
        record = policies[actor]
        assert isinstance(record, LedInTurn)
        ordinary = choose_policy(plan.scenario, actor, name, library)
        paced = pace(ordinary, plan.scenario.months_per_turn)
        first = plan.free[actor]
        kept[actor] = LedInTurn(
            [Stretch(first=FIRST, policy=record), Stretch(first=first, policy=paced)]
        )
    return kept


def failure(tested: Shown) -> str:
    """Return how a pattern fails, and what is suspected."""
    how = "does not show often enough" if not tested.shows else "shows without its event as well"
    why = (
        f"Suspected: {tested.pattern.suspect}."
        if tested.pattern.suspect
        else "No cause is known yet."
    )
    return (
        f"{how} ({tested.treated:.0%} of runs, {tested.placebo:.0%} of placebos). {why} "
        f"Made by: {tested.pattern.mechanism}."
    )


def telling(shown: Sequence[Shown]) -> list[Shown]:
    """Return the four that tell a good model from a bad one best."""
    return [tested for tested in shown if tested.pattern.telling]
