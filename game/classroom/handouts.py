"""What a browser prints for each seat: brief, weighted aims, levers with costs and precedents."""

from __future__ import annotations

import dataclasses

from game.classroom.live_room import LiveRoom
from game.config.scenarios import shipped_library
from game.words.language import say_config
from game.words.numbers import setting_text, thin, without_marks


@dataclasses.dataclass(frozen=True, kw_only=True)
class LeverSheet:
    """A lever on paper."""

    title: str
    says: str
    settings: tuple[str, ...]
    cost: str
    is_covert: bool
    precedent: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class RoleSheet:
    """The page of a seat."""

    actor: str
    title: str
    situation: str
    brief: str
    aims: tuple[tuple[str, str, str], ...]
    target: str
    groups: tuple[tuple[str, tuple[LeverSheet, ...]], ...]


def read_sheets(live: LiveRoom) -> list[RoleSheet]:
    """Return the page of each seat of the scenario."""
    return [_sheet(live, actor) for actor in live.scenario.actors]


def _sheet(live: LiveRoom, actor: str) -> RoleSheet:
    scenario = live.scenario
    role = scenario.roles[actor]
    groups: dict[str, list[LeverSheet]] = {}
    for lever in scenario.levers.of(actor):
        config = shipped_library().levers[actor][lever.name]
        precedent = config.precedents[0] if config.precedents else None
        groups.setdefault(say_config(lever.heading), []).append(
            LeverSheet(
                title=say_config(lever.title),
                says=without_marks(say_config(config.says)),
                settings=tuple(setting_text(lever, value) for value in lever.values),
                cost=thin(lever.cost),
                is_covert=lever.covert,
                precedent=(
                    f"{precedent.date}: {without_marks(say_config(precedent.says))}"
                    if precedent
                    else ""
                ),
            )
        )
    return RoleSheet(
        actor=actor,
        title=say_config(role.title),
        situation=say_config(scenario.brief.says),
        brief=say_config(scenario.brief.seats.get(actor, role.says)),
        aims=tuple(
            (say_config(aim.title), f"{100 * aim.weight:.0f} %", say_config(aim.says))
            for aim in scenario.aims[actor]
        ),
        target=thin(scenario.targets[actor]),
        groups=tuple((heading, tuple(rows)) for heading, rows in groups.items()),
    )
