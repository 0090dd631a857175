"""Scenarios ready to play, from the shipped configs or from a user's file."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from game.config import DEFAULT
from game.config.build import build_levers, build_observables, build_params, read_library
from game.config.files import shown
from game.config.kept_library import KeptConfigs
from game.config.library import Library, check_files, extend_library, in_order
from game.config.names import program_names, readable_names
from game.config.own_files import OwnFile, gather, is_file_name
from game.config.schema.cast import Actor
from game.config.schema.cast import Aim as AimConfig
from game.config.schema.scenario import Scenario as ScenarioConfig
from game.config.stored_openings import StoredOpening, opening_path, read_opening
from game.config.units import sight_unit
from game.errors import UserError, did_you_mean
from game.language.expression import Expression, compile_expression
from game.model.market.lineup import sold_worldwide
from game.model.market.tightness import tightness
from game.paths import configs_dir
from game.state.calendar import count_months, quarter_start
from game.state.levers import Levers
from game.state.opening import DERIVED, Nested, open_orders, open_world
from game.state.orders import Orders
from game.state.params import Params
from game.state.reading import Term
from game.state.scenario import Aim, Brief, EndTest, Role, Scenario, Sight, Title, Unknown
from game.state.world import World


@functools.cache
def shipped_library() -> Library:
    """Return the configs that come with the program, read once, or as they were kept."""
    try:
        place = KeptConfigs(configs_dir())
    except OSError:
        return read_library()  # it says which file, and why
    library = place.read()
    if library is None:
        library = read_library()
        if not library.hints:
            place.keep(library)
    return library


def library_with(
    *,
    scenarios: Iterable[str] = (),
    policies: Iterable[str] = (),
    experiments: Iterable[str] = (),
    pack: Iterable[Path] = (),
    library: Library | None = None,
) -> Library:
    """Return configs with the files of the user's own among what was named.

    Parameters
    ----------
    scenarios, policies, experiments
        What was named as such, by name or by file; names of what is shipped need no file.
    pack
        Files of any kind, or folders of them.
    library
        The configs they are added to, the shipped ones by default.

    Raises
    ------
    UserError
        The first problem of these files; `check_own` has all.
    """
    named = {"scenarios": scenarios, "policies": policies, "experiments": experiments}
    paths = [
        (Path(name), kind) for kind, names in named.items() for name in names if is_file_name(name)
    ]
    extended, problems = check_own([*paths, *((path, "") for path in pack)], library)
    if problems:
        raise problems[0]
    return extended


def library_of(files: Iterable[OwnFile]) -> Library:
    """Return the shipped configs with files of the user's own that were read before.

    Raises
    ------
    UserError
        The first problem of these files.
    """
    own_files = tuple(files)
    return (
        extend_library(shipped_library(), own_files, program_names)
        if own_files
        else shipped_library()
    )


def check_own(
    named: Iterable[tuple[Path, str]], library: Library | None = None
) -> tuple[Library, list[UserError]]:
    """Return configs with files of the user's own, and every problem of these files.

    `named` are files, each with the kind that it must be ("" for any), and folders of files.
    """
    configs = library or shipped_library()
    problems: list[UserError] = []
    there = {file.path for file in configs.own}
    files = [f for f in gather(named, configs.folder, problems) if f.path not in there]
    if not files:
        return configs, problems
    extended, further = check_files(configs, files, program_names)
    return extended, in_order([*problems, *further])


def load_scenario(name: str = DEFAULT, library: Library | None = None) -> Scenario:
    """Return a scenario ready to play.

    Parameters
    ----------
    name
        The name of a scenario in the library.
    library
        The configs to read it from; the shipped ones by default.

    Raises
    ------
    UserError
        If there is no such scenario, or it cannot be played.
    """
    configs = library or shipped_library()
    if name not in configs.scenarios:
        remedy = did_you_mean(name, configs.scenarios)
        raise UserError("scenario", f"unknown scenario {name!r}", remedy)
    if configs is shipped_library():
        return _shipped_scenario(name)
    return build_scenario(configs, configs.scenarios[name])


@functools.cache
def _shipped_scenario(name: str) -> Scenario:
    """Return a scenario that comes with the program, built once: nothing in it ever changes."""
    library = shipped_library()
    return build_scenario(library, library.scenarios[name])


def build_scenario(library: Library, config: ScenarioConfig) -> Scenario:
    """Return a scenario of this library ready to play.

    Raises
    ------
    UserError
        If its opening lacks a field, or a value lies outside its range.
    """
    names = readable_names(library)
    start = quarter_start(config.start) - 1
    end = start + config.turns * config.months_per_turn
    params = build_params(library, _live_events(library, config, start, end))
    levers = build_levers(library)
    stored = _stored_opening(library, config, params, levers)
    place = library.place("scenarios", config.name, "levers")
    settings = open_orders(_settings(config, stored), levers, place)
    roles = {name: _build_role(actor, names, library) for name, actor in library.actors.items()}
    payoffs = names | Term.prefixed(names)
    aims = {
        actor: tuple(_build_aim(name, aim, payoffs) for name, aim in wanted.items())
        for actor, wanted in library.payoffs[config.payoffs].actors.items()
    }
    end_tests = _build_end_tests(library, names)
    averaged, read = _payoff_names(aims.values())
    return Scenario(
        name=config.name,
        brief=_build_brief(config),
        start=start,
        turns=config.turns,
        months_per_turn=config.months_per_turn,
        seats=config.seats,
        default_seat=config.default_seat,
        profile=config.policies,
        targets={actor: config.targets.get(actor, 50.0) for actor in library.axes.actors},
        params=params,
        levers=levers,
        roles=roles,
        aims=aims,
        end_tests=end_tests,
        observables={
            name: observable
            for name, observable in build_observables(library).items()
            if library.observables[name].each_turn
        },
        openings=_open(library, config, start, settings, params, stored),
        unknowns=tuple(
            Unknown(field=field, low=spread.low, high=spread.high)
            for field, spread in config.unknowns.items()
        ),
        settings=settings,
        facts=_gather_facts(roles, end_tests, averaged, read, names),
        averaged=averaged,
    )


def _stored_opening(
    library: Library, config: ScenarioConfig, params: Params, levers: Levers
) -> StoredOpening | None:
    """Return the histories that a scenario opens from, None where its opening is its own."""
    if config.opens_from is None:
        return None
    stored = read_opening(library.folder, config.opens_from, params.axes)
    place = shown(opening_path(library.folder, config.opens_from))
    open_orders(stored.settings, levers, place)
    for name, setting in stored.named.items():
        if setting not in library.scales[name]:
            remedy = did_you_mean(setting, library.scales[name])
            raise UserError(place, f"unknown {name} {setting!r}", remedy)
    return stored


def _settings(
    config: ScenarioConfig, stored: StoredOpening | None
) -> Mapping[str, Mapping[str, Any]]:
    """Return the settings a scenario opens with, its own before those of the record."""
    if stored is None:
        return config.levers
    return {
        actor: {**settings, **config.levers.get(actor, {})}
        for actor, settings in stored.settings.items()
    }


def _open(
    library: Library,
    config: ScenarioConfig,
    start: int,
    settings: Orders,
    params: Params,
    stored: StoredOpening | None,
) -> World:
    """Return the worlds a game may open in, with the fields that follow from others worked out."""
    named = stored.named if stored else {}
    values: dict[str, Nested] = {
        name: library.scales[name][setting] for name, setting in named.items()
    }
    values |= {field: given.value for field, given in config.opening.items()}
    place = functools.partial(library.place, "scenarios", config.name, "opening")
    fields = stored.fields if stored else None
    world = open_world({**values, **DERIVED}, start, params.axes, place, fields)
    elsewhere = np.maximum(world.made - world.shipped, 0.0) * sold_worldwide(params.products)
    tight = tightness(settings, world, params)
    return world.with_changes(
        {
            "us_tightness": tight,
            "chip_line": settings.chip_ceiling + np.zeros(world.month_shape),
            "sold_elsewhere": elsewhere,
            "word": np.broadcast_to(params.word_usual, world.word.shape),
        }
    )


def build_title(config: ScenarioConfig) -> Title:
    """Return what a scenario is called."""
    dated = config.title.dated
    return Title(config.title.text, count_months(dated) if dated else None)


def _build_brief(config: ScenarioConfig) -> Brief:
    return Brief(
        title=build_title(config),
        says=config.says,
        seats=config.briefs,
        teaching_points=config.teaching_points,
    )


def _build_end_tests(library: Library, names: frozenset[str]) -> tuple[EndTest, ...]:
    return tuple(
        EndTest(
            name=name,
            title=ending.title,
            when=compile_expression(ending.when, names),
            turns=ending.turns,
            by={actor: compile_expression(text, names) for actor, text in ending.by.items()},
        )
        for name, ending in library.endings.items()
    )


def _live_events(library: Library, config: ScenarioConfig, start: int, end: int) -> tuple[str, ...]:
    """Return the events that can happen by themselves after month `start` and up to `end`."""
    wanted = library.events if config.events == "all" else config.events
    return tuple(
        name
        for name in wanted
        if library.events[name].kind == "chance"
        or (
            (month := library.events[name].month) is not None and start < count_months(month) <= end
        )
    )


def _build_role(actor: Actor, names: frozenset[str], library: Library) -> Role:
    sights = {
        name: Sight(
            name=name,
            measure=compile_expression(item.measure, names),
            unit=sight_unit(item, library.levers_by_name),
            says=item.says,
            delay=item.delay,
            blur=item.blur,
            error=item.error,
        )
        for name, item in actor.view.items()
    }
    return Role(
        name=actor.name,
        title=actor.title,
        says=actor.says,
        wants=actor.wants,
        rival=actor.rival,
        sights=sights,
    )


def _build_aim(name: str, aim: AimConfig, names: frozenset[str]) -> Aim:
    return Aim(
        name=name,
        title=aim.title,
        says=aim.says,
        unit=aim.unit,
        weight=aim.weight,
        measure=compile_expression(aim.measure, names),
        worst=aim.worst,
        best=aim.best,
        usual=aim.usual or (),
    )


def _payoff_names(aims: Iterable[tuple[Aim, ...]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names payoffs average or compare with the opening, and all names they read."""
    averaged: set[str] = set()
    read: set[str] = set()
    for aim in (aim for wanted in aims for aim in wanted):
        for name in aim.measure.names:
            reading = Term.parse(name)
            if reading.when:
                averaged.add(reading.number)
            read.add(reading.number)
    return tuple(sorted(averaged)), tuple(sorted(read))


def _gather_facts(
    roles: Mapping[str, Role],
    end_tests: tuple[EndTest, ...],
    averaged: tuple[str, ...],
    read: tuple[str, ...],
    names: frozenset[str],
) -> dict[str, Expression]:
    facts = {
        sight.measure.text: sight.measure
        for role in roles.values()
        for sight in role.sights.values()
    }
    for test in end_tests:
        for expression in (test.when, *test.by.values()):
            facts[expression.text] = expression
    for name in (*averaged, *read):
        facts.setdefault(name, compile_expression(name, names))
    return facts
