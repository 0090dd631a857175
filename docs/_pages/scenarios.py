"""A page a scenario: story, cast, opening, events."""

from __future__ import annotations

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
from game.config.scenarios import build_title
from game.config.schema.scenario import Opening, Scenario
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
        section("Opening settings", listed(_settings(scenario))),
        section("Opening world", _opening(at, scenario)),
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


def _settings(scenario: Scenario) -> list[str]:
    return [f"{actor}: {settings(moves)}" for actor, moves in scenario.levers.items()]


def _opening(at: str, scenario: Scenario) -> str:
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
