"""A page a scenario: story, cast, opening, events."""

from __future__ import annotations

from typing import Any

import numpy as np

from docs._pages.markdown import (
    CONFIDENCE,
    Pages,
    code,
    link,
    listed,
    members,
    number,
    page,
    section,
    settings,
    sources,
    table,
)
from game.config import CODED_POLICIES
from game.config.library import Library
from game.config.scenarios import build_title, load_scenario
from game.config.schema.scenario import Opening, Scenario
from game.config.stored_openings import is_stored, opening_path
from game.state.scenario import Scenario as BuiltScenario
from game.state.world import FIELDS
from game.words.numbers import scenario_title

INDEX = "scenarios/index.md"


def write(library: Library) -> Pages:
    """Return the page of every scenario, and their index."""
    pages = {
        f"scenarios/{name}.md": _page(name, scenario, library)
        for name, scenario in library.scenarios.items()
    }
    rows = [
        (
            link(INDEX, f"scenarios/{name}.md", code(name)),
            scenario_title(build_title(scenario)),
            scenario.start,
            number(scenario.turns),
            ", ".join(scenario.seats),
        )
        for name, scenario in library.scenarios.items()
    ]
    pages[INDEX] = page("Scenarios", table(("scenario", "title", "start", "turns", "seats"), rows))
    return pages


def _page(name: str, scenario: Scenario, library: Library) -> str:
    at = f"scenarios/{name}.md"
    months = scenario.months_per_turn
    built = load_scenario(name)
    facts = [
        ("start", scenario.start),
        ("turns", f"{scenario.turns} of {months} {'month' if months == 1 else 'months'}"),
        ("seats", ", ".join(scenario.seats)),
        ("seat offered first", scenario.default_seat),
        ("payoffs", link(at, f"payoffs.md#{scenario.payoffs}", code(scenario.payoffs))),
        ("file", code(f"configs/scenarios/{name}.yaml")),
    ]
    if scenario.extends:
        base = link(at, f"scenarios/{scenario.extends}.md", code(scenario.extends))
        facts.append(("starts from", base))
    return page(
        scenario_title(build_title(scenario)),
        scenario.says,
        table(("", ""), facts),
        section("Cast", table(("actor", "policy", "score that wins"), _cast(at, scenario))),
        section("What a class should see", listed(scenario.teaching_points)),
        section(
            "Briefs",
            *(
                f"**{library.actors[actor].title}.** {text}"
                for actor, text in scenario.briefs.items()
            ),
        ),
        section("Events", _events(at, scenario)),
        section("Opening settings", listed(_settings(built))),
        section("Opening world", *_opening(at, scenario, built, library)),
        sources(scenario.sources),
    )


def _cast(at: str, scenario: Scenario) -> list[tuple[str, str, str]]:
    rows = []
    for actor, policy in scenario.policies.items():
        shown = code(policy)
        if policy not in CODED_POLICIES:
            shown = link(at, f"policies/{actor}/{policy}.md", shown)
        rows.append((link(at, f"actors/{actor}.md", actor), shown, _target(scenario, actor)))
    return rows


def _target(scenario: Scenario, actor: str) -> str:
    return number(scenario.targets[actor]) if actor in scenario.targets else ""


def _events(at: str, scenario: Scenario) -> str:
    if scenario.events == "all":
        return link(at, "events.md", "All events") + " may happen."
    return ", ".join(link(at, f"events.md#{one}", code(one)) for one in scenario.events)


def _settings(built: BuiltScenario) -> list[str]:
    return [f"{actor}: {settings(opening_settings(built, actor))}" for actor in built.actors]


def opening_settings(built: BuiltScenario, actor: str) -> dict[str, str]:
    """Return the settings of an actor's levers that a scenario does not open at rest."""
    return {
        lever.target(column): lever.text(float(value))
        for lever in built.levers.of(actor)
        for column, value in enumerate(built.settings.settings[lever.name][0])
        if lever.differ(float(value), lever.rest)
    }


def _opening(at: str, scenario: Scenario, built: BuiltScenario, library: Library) -> list[str]:
    """Return what the scenario gives itself, and the medians of what it takes from histories."""
    given = _given(at, scenario)
    if scenario.opens_from is None:
        return [given]
    worlds = built.openings.replicates
    path = opening_path(library.folder, scenario.opens_from)
    file = code(path.relative_to(library.folder.parent).as_posix())
    source = link(at, "hindcast.md", "hindcast")
    rows = [
        (link(at, f"fields.md#{name}", code(name)), members(_medians(name, built)), field.unit)
        for name, field in FIELDS.items()
        if is_stored(name) and name not in scenario.opening
    ]
    return [
        f"Each game opens in one of {worlds} histories of the {source} as they stood at the end of "
        f"{scenario.opens_from} ({file}). What begins anew in a game, or differs:",
        given,
        "The rest is as in the history; medians over all of them, members at 0 left out:",
        table(("field", "median", "unit"), rows),
    ]


def _medians(name: str, built: BuiltScenario) -> Any:
    """Return the medians of a field over the worlds that a game may open in, by member."""
    medians = np.median(getattr(built.openings, name), axis=0)
    letters = FIELDS[name].axes[1:]
    if not letters:
        return float(medians[0])
    axes = [built.params.axes.members(letter) for letter in letters]
    named: dict[str, Any] = {}
    for place in np.argwhere(medians):
        path = [names[index] for names, index in zip(axes, place, strict=True)]
        into = named
        for member in path[:-1]:
            into = into.setdefault(member, {})
        into[path[-1]] = float(medians[tuple(place)])
    return named


def _given(at: str, scenario: Scenario) -> str:
    rows = [
        (
            link(at, f"fields.md#{field}", code(field)),
            members(scenario.opening[field].value),
            FIELDS[field].unit,
            _grounds(scenario.opening[field]),
        )
        for field in FIELDS
        if field in scenario.opening
    ]
    return table(("field", "value", "unit", "confidence and sources"), rows)


def _grounds(opening: Opening) -> str:
    words = [CONFIDENCE[opening.confidence]] if opening.confidence else []
    words += [source.title for source in opening.sources]
    return "; ".join(words)
