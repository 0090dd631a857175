"""One page a kind: fields, quantities, events, payoffs; and a page an actor."""

from __future__ import annotations

import math

from docs._pages import rules
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
    table,
)
from game.config.library import Library
from game.config.schema.cast import Actor
from game.config.schema.world import Event
from game.config.units import sight_unit
from game.model.quantities import QUANTITIES
from game.state.axes import LETTERS
from game.state.world import FIELDS, Field


def write(library: Library) -> Pages:
    """Return the pages of everything that is short enough for a table."""
    pages = {
        "fields.md": _fields(library),
        "quantities.md": _quantities(),
        "events.md": _events(library),
        "payoffs.md": _payoffs(library),
    }
    for name, actor in library.actors.items():
        pages[f"actors/{name}.md"] = _actor(name, actor, library)
    return pages


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>{code(name)}'


def _fields(library: Library) -> str:
    at = "fields.md"
    pushed = {
        target.partition(".")[0] for event in library.events.values() for target in event.effects
    }
    rows = [
        (
            _anchor(name),
            ", ".join(LETTERS[letter] for letter in field.axes[1:]),
            field.unit,
            _span(field),
            field.says,
            rules.links(at, rules.writers(name))
            + (f" {link(at, 'events.md', 'events')}" if name in pushed else ""),
        )
        for name, field in FIELDS.items()
    ]
    return page(
        "Fields of the world",
        "The state of a game is these arrays and nothing else, one row for every replicate. A "
        "field without axes holds one number; the others one for each member.",
        table(("field", "axes", "unit", "range", "what", "changed by"), rows),
    )


def _span(field: Field) -> str:
    high = "" if math.isinf(field.high) else number(field.high)
    return f"{number(field.low)} to {high}" if high else f"from {number(field.low)}"


def _quantities() -> str:
    rows = [(_anchor(name), one.unit, one.says) for name, one in QUANTITIES.items()]
    return page(
        "Quantities",
        "Derived numbers that views, payoffs, events and observables speak of. Besides these, "
        "every field without axes and every lever is a quantity under its own name, and "
        "`field.member` is one member of a field with one axis.",
        table(("quantity", "unit", "what"), rows),
    )


def _events(library: Library) -> str:
    parts = []
    titles = {"scheduled": "On a date", "chance": "By chance", "inject": "Injected by a person"}
    for kind, title in titles.items():
        rows = [
            (
                _anchor(name),
                _when(event),
                event.title,
                _effects(event),
                CONFIDENCE[event.confidence],
            )
            for name, event in library.events.items()
            if event.kind == kind
        ]
        parts.append(section(title, table(("event", "when", "title", "does", "confidence"), rows)))
    return page("Events", "What happens without being ordered.", *parts)


def _when(event: Event) -> str:
    if event.kind == "chance":
        pause = f", then not for {event.wait} months" if event.wait else ""
        return f"{code(event.hazard or '')} a month{pause}"
    return event.month or "at any time"


def _effects(event: Event) -> str:
    shown = []
    for target, effect in event.effects.items():
        field = target.partition(".")[0]
        does = f"{effect.add:+g}" if effect.add is not None else f"times {effect.multiply:g}"
        shown.append(f"{link('events.md', f'fields.md#{field}', code(target))} {does}")
    return ", ".join(shown) or "a date only"


def _payoffs(library: Library) -> str:
    parts = []
    for name, payoff in library.payoffs.items():
        blocks = [f'<a id="{name}"></a>`{name}`: {payoff.says}']
        for actor, aims in payoff.actors.items():
            rows = [
                (
                    aim.title,
                    number(aim.weight),
                    code(aim.measure),
                    number(aim.worst),
                    number(aim.best),
                    aim.unit,
                    aim.says,
                )
                for aim in aims.values()
            ]
            head = ("aim", "weight", "measure", "scores 0 at", "100 at", "unit", "why")
            blocks += [f"### {library.actors[actor].title}", table(head, rows)]
        parts.append(section(payoff.title, *blocks))
    return page(
        "Payoffs",
        "A set of aims for every actor; a scenario names the set it is scored by. "
        "`mean.x` is the mean over the turns played, `first.x` the value at the opening. "
        "The scale is that of the end; before it, a standing counts what the measure usually adds "
        "from there on (`usual` in the file).",
        *parts,
    )


def _actor(name: str, actor: Actor, library: Library) -> str:
    at = f"actors/{name}.md"
    rows = [
        (
            _anchor(sight),
            sight_unit(one, library.levers_by_name),
            one.says,
            "" if one.measure == sight else code(one.measure),
            members(one.delay) if one.delay else "",
            number(one.blur) if one.blur else "",
        )
        for sight, one in actor.view.items()
    ]
    budget = actor.budget
    return page(
        actor.title,
        actor.says,
        section("Wants", listed(actor.wants)),
        section(
            "Political capital",
            f"It gains {number(budget.refill)} points a turn at a standing of 1 and keeps at most "
            f"{number(budget.cap)}. Standing is `{budget.standing}`.",
        ),
        section(
            "Levers",
            ", ".join(
                link(at, f"levers/{lever}.md", code(lever)) for lever in library.levers[name]
            ),
        ),
        section(
            "Policies",
            ", ".join(
                link(at, f"policies/{name}/{policy}.md", code(policy))
                for policy in library.policies[name]
            ),
        ),
        section(
            "What it sees",
            "Its policies may read these names, the settings of its own and of all announced "
            "levers, `capital`, and the calendar (`turn`, `month`, `year`, `quarter`, "
            "`election_in`). Delay is in turns; blur is the standard error of the logarithm.",
            table(("name", "unit", "what", "measure", "delay", "blur"), rows),
        ),
    )
