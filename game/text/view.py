"""An actor's view in plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.seat.numbers import Sighting, Sightings, key_names
from game.state.scenario import Scenario
from game.state.ties import largest_first
from game.text.story import wrap
from game.turn.view import View
from game.words.numbers import difference

MOST_CHANGES = 6
NAMES = 22
KEY, RULES, REPORTS, ESTIMATES = "Key numbers", "Rules and offers", "Reports", "Estimates"
GROUPS = (KEY, RULES, REPORTS, ESTIMATES)


def tell_view(view: View, scenario: Scenario) -> list[str]:
    """Return the key numbers, and what else moved most since last turn."""
    seen = Sightings(view, scenario)
    keys = key_names(scenario, view.actor)
    lines = [KEY, *_tell(seen[name] for name in keys)]
    rest = [
        sighting
        for sighting in seen.values()
        if sighting.name not in keys and sighting.moved > 0.02
    ]
    moved = largest_first(rest, lambda sighting: sighting.moved)[:MOST_CHANGES]
    if moved and view.turn > 0:
        lines += ["Moved most since last turn", *_tell(moved)]
    lines.append("(view all shows the rest)")
    return lines


def tell_all(view: View, scenario: Scenario) -> list[str]:
    """Return the whole view, group by group, key numbers first."""
    seen = Sightings(view, scenario)
    keys = key_names(scenario, view.actor)
    lines = []
    for group in GROUPS:
        members = [sighting for sighting in seen.values() if group_of(sighting, keys) == group]
        lines += [group, *_tell(members)]
    return lines


def tell_since(view: View, scenario: Scenario) -> list[str]:
    """Return the key numbers that a seat saw change over the turn just passed."""
    seen = Sightings(view, scenario)
    keys = [seen[name] for name in key_names(scenario, view.actor)]
    changed = [sighting for sighting in keys if sighting.moved]
    return ["Since last turn", *_tell(changed)] if changed else []


def group_of(sighting: Sighting, keys: Iterable[str]) -> str:
    """Return the heading that a sighting stands under."""
    if sighting.name in keys:
        return KEY
    if sighting.is_written:
        return RULES
    return ESTIMATES if sighting.high > sighting.low else REPORTS


def _tell(sightings: Iterable[Sighting]) -> Sequence[str]:
    lines = []
    for sighting in sightings:
        text = sighting.told
        if sighting.moved and not sighting.is_written:
            text = f"{text} [{difference(sighting.value - sighting.before, sighting.unit)}]"
        lines += wrap(f"  {sighting.name}", f"{text}: {sighting.says}", indent=NAMES)
    return lines
