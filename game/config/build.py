"""From checked configs to what a game plays with: numbers as arrays, texts as expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from game.config.build_terms import build_terms
from game.config.library import Library, load_library
from game.config.names import program_names, readable_names
from game.config.schema.cast import Actor
from game.config.schema.cast import Lever as LeverConfig
from game.config.schema.world import Event as EventConfig
from game.config.schema.world import Product
from game.config.units import scale_of
from game.language.expression import Expression, compile_expression
from game.language.settings import Scale
from game.paths import configs_dir
from game.state.axes import LETTERS, Axes
from game.state.calendar import count_months
from game.state.lever_parts import Requirement, Wording
from game.state.levers import Lever, Levers
from game.state.params import Event, Params, Products, RoadMap, Upkeep, Vintages
from game.state.scenario import Observable
from game.state.settings import MemberSettings, PartSetting, Setting
from game.state.world import FIELDS, Floats, seal_array

# A part that was never launched is launched after every month there is.
NEVER = float("inf")


def read_library(folder: Path | None = None) -> Library:
    """Read the shipped configs, or those in `folder`, and check every name in them.

    Raises
    ------
    UserError
        The first problem, with file and line.
    """
    return load_library(folder or configs_dir(), program_names)


def build_observables(library: Library) -> dict[str, Observable]:
    """Return every observable by name."""
    names = readable_names(library)
    return {
        name: Observable(
            name=name,
            title=item.title,
            quantity=compile_expression(item.quantity, names),
            over=item.over,
            unit=item.unit,
            says=item.says,
            per=compile_expression(item.per, names) if item.per else None,
            scale=scale_of(item),
            steps=item.steps,
            also_grades=item.also_grades,
        )
        for name, item in library.observables.items()
    }


def build_axes(library: Library, events: Iterable[str]) -> Axes:
    """Return the members of every array axis."""
    axes = library.axes
    return Axes(
        blocs=tuple(axes.blocs),
        products=library.members("products"),
        tiers=tuple(axes.tiers),
        makers=tuple(axes.makers),
        buyers=tuple(axes.buyers),
        minerals=tuple(axes.minerals),
        destinations=tuple(axes.destinations),
        bills=tuple(axes.bills),
        actors=tuple(axes.actors),
        events=tuple(events),
        terms=library.members("terms"),
    )


def build_levers(library: Library) -> Levers:
    """Return all levers, actor by actor."""
    names = readable_names(library) | {"now", "new"}
    return Levers(
        {
            name: _build_lever(name, actor, config, library, names)
            for actor, levers in library.levers.items()
            for name, config in levers.items()
        }
    )


def _build_lever(
    name: str, actor: str, config: LeverConfig, library: Library, names: frozenset[str]
) -> Lever:
    return Lever(
        name=name,
        actor=actor,
        title=config.title,
        heading=config.heading,
        wording=_build_wording(config, library.actors[actor]),
        says=config.says,
        unit=config.unit,
        members=library.members(config.axis) if config.axis else (),
        settings=tuple(config.scale),
        numbers=tuple(config.scale.values()),
        rest=_rest(config),
        low=config.low,
        high=config.high,
        step=config.step or 1.0,
        choice=config.choice,
        cost=config.cost,
        upkeep=config.upkeep,
        reversal=config.reversal,
        pulse=config.kind == "pulse",
        response=config.response,
        covert=config.covert,
        part=config.part or "",
        requires=tuple(
            Requirement(
                when=compile_expression(item.when, names), says=item.says, remedy=item.remedy
            )
            for item in config.requires
        ),
    )


def _build_wording(lever: LeverConfig, actor: Actor) -> Wording:
    settings = lever.settings or {}
    written = [setting.phrase for setting in settings.values()] or [None]
    return Wording(
        signature=lever.office or actor.signs,
        is_plural=actor.plural,
        object=lever.object or "",
        titles=tuple(lever.setting_title(name) for name in settings),
        phrases=tuple(phrase or lever.phrase or "" for phrase in written),
    )


def build_params(library: Library, events: Iterable[str]) -> Params:
    """Return the numbers of a game with these events switched on."""
    switched_on = tuple(events)
    axes = build_axes(library, switched_on)
    numbers = {
        name: _number(param.value, library.members(param.axis) if param.axis else ())
        for name, param in library.params.items()
    }
    numbers |= _budgets(library, axes)
    names = readable_names(library)
    return Params(
        numbers,
        axes=axes,
        products=_build_products(library, axes),
        roadmap=_build_roadmap(library, axes),
        vintages=_build_vintages(library, axes),
        events=tuple(build_event(name, library.events[name], axes, names) for name in switched_on),
        settings=_build_settings(library),
        member_settings=_build_member_settings(library, axes),
        upkeep=_build_upkeep(library, axes),
        standing=tuple(
            compile_expression(library.actors[actor].budget.standing, names)
            for actor in axes.actors
        ),
        shares=frozenset(name for name, param in library.params.items() if param.shares),
        terms=build_terms(library),
    )


def _build_upkeep(library: Library, axes: Axes) -> tuple[tuple[Upkeep, ...], ...]:
    """Return what standing settings cost each actor a quarter, in the order of the actors."""
    return tuple(
        tuple(
            Upkeep(lever=name, rest=_rest(config), rate=config.upkeep)
            for name, config in library.levers[actor].items()
            if config.upkeep
        )
        for actor in axes.actors
    )


def _rest(config: LeverConfig) -> float:
    if isinstance(config.rest, str):
        return config.scale[config.rest]
    return config.low if config.rest is None else config.rest


def _scales(library: Library) -> dict[str, Scale]:
    """Return the settings of each lever that names them, in their order."""
    return {
        name: lever.scale
        for levers in library.levers.values()
        for name, lever in levers.items()
        if lever.settings
    }


def _build_settings(library: Library) -> dict[Setting | PartSetting, float]:
    """Return the number of each setting by its lever, and by its part of papers."""
    numbers: dict[Setting | PartSetting, float] = {}
    for lever, scale in _scales(library).items():
        part = library.levers_by_name[lever].part
        for name, number in scale.items():
            numbers[Setting(lever, name)] = number
            if part:
                numbers[PartSetting(part, name)] = number
    return numbers


def _build_member_settings(library: Library, axes: Axes) -> dict[MemberSettings, Floats]:
    tables = {}
    for lever, scale in _scales(library).items():
        for axis in LETTERS.values():
            members: tuple[str, ...] = getattr(axes, axis)
            if members and set(members) <= set(scale):
                numbers = np.array([scale[member] for member in members])
                tables[MemberSettings(lever, axis)] = seal_array(numbers)
    return tables


def _number(value: float | Mapping[str, float], members: tuple[str, ...]) -> Floats:
    number = value if isinstance(value, float | int) else [value[member] for member in members]
    return np.asarray(number, dtype=np.float64)


def _budgets(library: Library, axes: Axes) -> dict[str, Floats]:
    budgets = [library.actors[actor].budget for actor in axes.actors]
    return {
        "capital_refill": np.array([budget.refill for budget in budgets], dtype=np.float64),
        "capital_cap": np.array([budget.cap for budget in budgets], dtype=np.float64),
    }


def _build_products(library: Library, axes: Axes) -> Products:
    parts = [library.products[name] for name in axes.products]
    lines = list(_scales(library)["design_target"])

    def column(name: str) -> Floats:
        return np.array([float(getattr(part, name)) for part in parts])

    return Products(
        tpp=column("tpp"),
        io=column("io"),
        bandwidth=column("bandwidth"),
        memory_gb=column("memory_gb"),
        power=column("power"),
        price=np.array([part.price.mode for part in parts]),
        compute=column("compute"),
        bandwidth_index=column("bandwidth_index"),
        launch=np.array([float(count_months(part.launch)) for part in parts]),
        generation=column("generation"),
        packages=column("packages"),
        stacks=column("stacks"),
        data_centre=column("data_centre"),
        designed_for=np.array(
            [lines.index(part.designed_for) if part.designed_for else -1 for part in parts],
            dtype=np.intp,
        ),
        tier=np.array([axes.tiers.index(part.tier or "") for part in parts], dtype=np.intp),
    )


def _build_roadmap(library: Library, axes: Axes) -> RoadMap:
    maps = {
        maker: sorted(
            (part for part in library.products.values() if part.vendor == maker),
            key=lambda part: count_months(part.launch),
        )
        for maker in axes.makers
    }
    length = max(len(parts) for parts in maps.values())

    def table(read: str, missing: float) -> Floats:
        rows = []
        for parts in maps.values():
            row = [_road_number(part, read) for part in parts]
            rows.append(row + [missing] * (length - len(row)))
        return np.array(rows)

    return RoadMap(
        launch=table("launch", NEVER),
        compute=table("compute", 0.0),
        bandwidth_index=table("bandwidth_index", 0.0),
        software=table("software", 0.0),
        price=table("price", 0.0),
        stacks=table("stacks", 0.0),
        dies=table("dies", 0.0),
        power=table("power", 0.0),
    )


def _road_number(part: Product, name: str) -> float:
    if name == "launch":
        return float(count_months(part.launch))
    if name in {"price", "software"}:
        return float(getattr(part, name).mode)
    return float(getattr(part, name))


def _build_vintages(library: Library, axes: Axes) -> Vintages:
    lines = _scales(library)["chip_ceiling"]

    def table(which: str) -> Floats:
        rows = []
        for name in lines:
            test = compile_expression(getattr(library.vintages[name], which), _PART_NAMES)
            rows.append([_tells(test, library.products[name]) for name in axes.products])
        return np.array(rows)

    return Vintages(
        names=tuple(lines),
        numbers=np.array(list(lines.values())),
        controlled=table("controlled"),
        licensable=table("licensable"),
    )


_PART_NAMES = frozenset({"tpp", "density", "io", "bandwidth", "data_centre"})


def _tells(test: Expression, part: Product) -> float:
    def look(name: str) -> Floats:
        value = getattr(part, name)
        return np.array([[float("nan") if value is None else float(value)]])

    return float(test.evaluate(look)[0, 0] != 0.0)


def build_event(name: str, config: EventConfig, axes: Axes, names: frozenset[str]) -> Event:
    """Return an event ready to strike; `names` are those that its hazard may read."""
    return Event(
        name=name,
        kind=config.kind,
        month=count_months(config.month) if config.month else None,
        wait=float(config.wait),
        hazard=compile_expression(config.hazard, names) if config.hazard else None,
        effects=tuple(
            (
                *_effect_place(target, axes),
                effect.add or 0.0,
                1.0 if effect.multiply is None else effect.multiply,
            )
            for target, effect in config.effects.items()
        ),
    )


def _effect_place(target: str, axes: Axes) -> tuple[str, int | None]:
    field, _, member = target.partition(".")
    if not member:
        return field, None
    return field, axes.members(FIELDS[field].axes[1]).index(member)
