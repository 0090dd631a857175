"""Patterns looked for in treated runs and in placebos: shares of runs, and who passes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np

from agents.cast import choose_policy
from agents.games import with_parameters
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
from game.state.scenario import Scenario

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


# Parameters that have another number in a run.
Numbers: TypeAlias = tuple[tuple[str, float], ...]
# A run that is looked at: with the event, without it, or without the mechanism.
Kind: TypeAlias = Literal["treated", "placebo", "knocked_out"]


@dataclasses.dataclass(frozen=True)
class Sought:
    """A pattern that is looked for in a run, and the parameters that are another in it."""

    name: str
    kind: Kind
    numbers: Numbers = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Shown:
    """A pattern and the shares of runs that show it.

    `knocked_out` is None where the pattern is labelled and no mechanism is switched off.
    """

    name: str
    pattern: Pattern
    treated: float
    placebo: float
    knocked_out: float | None

    @property
    def shows(self) -> bool:
        """Whether it is in enough of the runs with its event."""
        return self.treated >= bars()["pattern_treated"]

    @property
    def discriminates(self) -> bool:
        """Whether it is in few enough of the runs without."""
        return self.placebo <= bars()["pattern_placebo"]

    @property
    def is_made(self) -> bool:
        """Whether it is in few enough of the runs without its mechanism."""
        return self.knocked_out is not None and self.knocked_out <= bars()["pattern_knocked_out"]

    @property
    def counts(self) -> bool:
        """Whether it shows, and neither without its event nor without its mechanism."""
        return self.shows and self.discriminates and self.is_made


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
    shares: dict[tuple[str, Kind], float] = {}
    for setting, asked in _by_setting(wanted).items():
        reads = {read for sought in asked for read in TESTS[sought.name].reads}
        numbers = tuple(dict.fromkeys(sought.numbers for sought in asked))
        tracks = play_tracks(setting, sorted(reads), replicates, seed, parameters, numbers)
        for sought in asked:
            test = TESTS[sought.name]
            measure = test.sham if sought.kind == "placebo" and test.sham else test.measure
            shares[sought.name, sought.kind] = share_showing(measure, tracks[sought.numbers])
        tick()
    return [
        Shown(
            name=name,
            pattern=pattern,
            treated=shares[name, "treated"],
            placebo=shares[name, "placebo"],
            knocked_out=shares.get((name, "knocked_out")),
        )
        for name, pattern in wanted.items()
    ]


def count_settings(names: Sequence[str] | None = None) -> int:
    """Return how many runs the patterns need."""
    return len(_by_setting({name: all_patterns()[name] for name in names or all_patterns()}))


def _by_setting(wanted: Mapping[str, Pattern]) -> dict[PlaceboSetting, list[Sought]]:
    """Return for each run the patterns looked for in it, with and without their mechanisms."""
    settings: dict[PlaceboSetting, list[Sought]] = {}
    for name, pattern in wanted.items():
        manner = tuple(pattern.manner.items())
        treated = settings.setdefault(PlaceboSetting(pattern.released, (), manner), [])
        treated.append(Sought(name, "treated"))
        if pattern.knocked_out:
            treated.append(Sought(name, "knocked_out", tuple(pattern.knocked_out.items())))
        free = pattern.released if pattern.placebo_released is None else pattern.placebo_released
        apart = tuple((pattern.manner | pattern.placebo_manner).items())
        without = settings.setdefault(PlaceboSetting(free, pattern.deleted, apart), [])
        without.append(Sought(name, "placebo"))
    return settings


def play_tracks(
    setting: PlaceboSetting,
    reads: Sequence[str],
    replicates: int,
    seed: int = 0,
    parameters: Mapping[str, float] | None = None,
    knocked_out: Sequence[Numbers] = ((),),
) -> dict[Numbers, Tracks]:
    """Play a setting and return the quantities asked for, month by month.

    It is played side by side with the parameters as they are, `()`, and with others, each in as
    many runs; what is returned is by those other numbers.
    """
    library = shipped_library()
    plan = make_plan(
        library,
        free=setting.released,
        without_events=setting.deleted,
        until=UNTIL,
        parameters=parameters,
    )
    plan = dataclasses.replace(plan, scenario=_in_blocks(plan.scenario, knocked_out, replicates))
    record = GivenByRecord(plan.scenario, plan.free, plan.given)
    policies = lead(plan.scenario, plan.record, plan.free, library)
    policies |= _in_one_manner(plan, library, setting.manner, policies)
    rows = replicates * len(knocked_out)
    model = GameModel(plan.scenario, policies=policies, seed=seed, replicates=rows)
    observer = MonthlyObserver(reads, FIRST)
    try:
        for month in range(FIRST, plan.last + 1):
            model.scenario = record.scenario(month)
            model.step()
            observer.look(model.position, model.scenario)
    finally:
        model.close()
    return {
        numbers: Tracks(
            {
                name: values[place * replicates : (place + 1) * replicates]
                for name, values in observer.tables().items()
            },
            FIRST,
        )
        for place, numbers in enumerate(knocked_out)
    }


def _in_blocks(scenario: Scenario, blocks: Sequence[Numbers], replicates: int) -> Scenario:
    """Return the scenario with the numbers of each block in as many replicates, in their order.

    Raises
    ------
    UserError
        If there is no such parameter.
    """
    by_block = [with_parameters(scenario, dict(numbers)).params.numbers for numbers in blocks]
    changed = {
        name: np.repeat(
            np.stack([np.atleast_1d(numbers[name]) for numbers in by_block]), replicates, axis=0
        )
        for name in sorted({name for numbers in blocks for name, _ in numbers})
    }
    return scenario.with_params(scenario.params.replaced(changed))


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
    """Return why a pattern does not count: its label, or how it fails and what is suspected."""
    pattern = tested.pattern
    runs = f"{tested.treated:.0%} of runs, {tested.placebo:.0%} of placebos"
    if tested.knocked_out is not None:
        runs += f", {tested.knocked_out:.0%} without its mechanism"
    if not tested.shows:
        how = "does not show often enough"
    elif not tested.discriminates:
        how = "shows without its event as well"
    elif pattern.label is not None:
        return f"is no evidence; {pattern.label} ({runs})."
    else:
        how = f"shows as well where {pattern.switched_off}"
    why = f"Suspected: {pattern.suspect}." if pattern.suspect else "No cause is known yet."
    return f"{how} ({runs}). {why} Made by: {pattern.mechanism}."


def telling(shown: Sequence[Shown]) -> list[Shown]:
    """Return the four that tell a good model from a bad one best."""
    return [tested for tested in shown if tested.pattern.telling]
