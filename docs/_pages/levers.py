"""A page a lever: its settings, its price, the rules that read it, the policies that move it."""

from __future__ import annotations

from collections.abc import Mapping

from docs._pages import policies, rules
from docs._pages.markdown import (
    Pages,
    code,
    link,
    listed,
    number,
    page,
    section,
    setting,
    sources,
    table,
)
from docs._pages.scenarios import opening_settings
from game.config.library import Library
from game.config.scenarios import load_scenario
from game.config.schema.cast import Lever
from game.words.names import as_typed, fill_names

INDEX = "levers/index.md"

# The settings that each scenario opens with, of one actor.
Opened = Mapping[str, Mapping[str, str]]


def write(library: Library) -> Pages:
    """Return the page of every lever, and their index by actor."""
    pages: Pages = {}
    parts = []
    scenarios = {scenario: load_scenario(scenario) for scenario in library.scenarios}
    for actor, levers in library.levers.items():
        opened = {name: opening_settings(built, actor) for name, built in scenarios.items()}
        rows = []
        for name, lever in levers.items():
            at = f"levers/{name}.md"
            pages[at] = _page(at, name, actor, lever, library, opened)
            rows.append((link(INDEX, at, code(name)), lever.title, _span(lever), _menu(lever)))
        head = ("lever", "title", "settings", "menu")
        parts.append(section(library.actors[actor].title, table(head, rows)))
    pages[INDEX] = page("Levers", "What each actor may set, and what it costs.", *parts)
    return pages


def _span(lever: Lever) -> str:
    if lever.settings:
        return ", ".join(lever.settings)
    return f"{number(lever.low)} to {number(lever.high)} by {number(lever.step or 1.0)}"


def _menu(lever: Lever) -> str:
    words = ["measures and responses" if lever.response else "measures"]
    words += ["covert"] if lever.covert else []
    words += ["pulse"] if lever.kind == "pulse" else []
    return ", ".join(words)


def _page(at: str, name: str, actor: str, lever: Lever, library: Library, opened: Opened) -> str:
    members = library.members(lever.axis) if lever.axis else ()
    one_step = "any change" if lever.choice else "a step"
    facts = [
        ("owner", link(at, f"actors/{actor}.md", library.actors[actor].title)),
        ("written as", ", ".join(code(f"{name}.{one}") for one in members) or code(name)),
        ("settings", _span(lever)),
        ("unit", lever.unit),
        ("cost", f"{number(lever.cost)} political capital {one_step}"),
        ("undoing the last move", f"{number(lever.reversal)} times that"),
        ("upkeep", f"{number(lever.upkeep)} political capital a quarter for each unit kept"),
        ("menu", "measures and responses" if lever.response else "measures only"),
        ("holds", "until moved" if lever.kind == "standing" else "for the turn's first month"),
        ("seen by others", "no" if lever.covert else "yes, once the phase is sealed"),
    ]
    named = [
        (code(key), number(lever.scale[key]), one.says)
        for key, one in (lever.settings or {}).items()
    ]
    return page(
        lever.title,
        lever.says,
        table(("", ""), facts),
        section("Settings", table(("setting", "number", "what it means"), named)),
        section(
            "When it may move",
            listed(
                f"`{item.when}`. Otherwise: {item.says}; {fill_names(item.remedy, as_typed)}"
                for item in lever.requires
            ),
        ),
        section("Rules that read it", rules.links(at, rules.readers("orders", name))),
        section("Policies that move it", _movers(at, name, actor, library)),
        section("Where games open", _openings(at, name, opened)),
        section(
            "Precedents",
            listed(
                f"{one.date}: {one.says}{f' Source: {one.source.title}.' if one.source else ''}"
                for one in lever.precedents
            ),
        ),
        sources(lever.sources),
    )


def _movers(at: str, name: str, actor: str, library: Library) -> str:
    moving = [
        policy
        for policy, spec in library.policies[actor].items()
        if any(target.partition(".")[0] == name for target in policies.targets_of(spec))
    ]
    return ", ".join(link(at, f"policies/{actor}/{one}.md", code(one)) for one in moving)


def _openings(at: str, name: str, opened: Opened) -> str:
    rows = []
    for scenario, settings in opened.items():
        held = {
            target: value for target, value in settings.items() if target.partition(".")[0] == name
        }
        if held:
            shown = ", ".join(code(f"{key}: {setting(value)}") for key, value in held.items())
            rows.append((link(at, f"scenarios/{scenario}.md", code(scenario)), shown))
    return table(("scenario", "opening"), rows)
