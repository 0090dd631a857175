"""The page of the hindcast: what a run is told, and what it has to find."""

from __future__ import annotations

from docs._pages.markdown import Pages, code, link, page, section, table
from docs._pages.observables import steps_of
from game.config.library import Library
from game.hindcast.record.moves import list_orders, read_record
from game.state.calendar import month_label

AT = "hindcast.md"
LEAD = """\
A hindcast plays January 2022 to December 2026 in turns of a month (`highfence hindcast`). What
actors did to December 2025 is given, order by order, as the second table has it. What followed is
not: the first table names every observable, and which given inputs it rests on most. An observable
whose inputs were given and whose value agrees has shown that the rules carry the one to the other,
and no more.

Given besides: the opening of January 2022, the calendar of `configs/events`, launch dates of
products, the votes of 2022 and 2024, and, while the record leads both capitals, that a truce both
sought was signed and held until one broke it off. Orders of the record cost nothing and meet no
condition, since they happened. Each takes effect with the month that began nearest to its day. Luck
decides everything else, capability shocks and smuggling cases among it.

From January 2026, or from the month given by `--free`, an actor follows the ordinary policies of
the shipped scenarios of its time. These are written for quarters: in turns of a month they take
measures when a quarter begins and respond in any month, each clause once in a quarter; flows are
seen at a quarter's pace, and what is a turn late is three months late.

`--without` deletes an event with every order that it is or that answers it; `--scale` multiplies
orders that have degrees, lets through by licence the rest of what a line caught, and makes orders
without degrees from a dose above one half."""


def write(library: Library) -> Pages:
    """Return the page of the hindcast."""
    observed = [
        (
            link(AT, f"observables.md#{name}", code(name)),
            one.unit,
            steps_of(one.steps),
            one.says,
            one.given,
        )
        for name, one in sorted(library.observables.items())
    ]
    ordered = [
        (
            month_label(order.month),
            library.axes.actors[order.actor].title,
            ", ".join(code(f"{target} = {value}") for target, value in order.settings.items()),
            order.because,
            ", ".join(order.events),
        )
        for order in sorted(list_orders(read_record(library)), key=lambda one: one.month)
    ]
    dated_heads = ("from", "actor", "order", "what happened", "rows of the record")
    heads = ("observable", "unit", "steps", "what it is", "given inputs it rests on")
    return {
        AT: page(
            "The hindcast",
            LEAD,
            section("Observables", table(heads, observed)),
            section("The record", table(dated_heads, ordered)),
        )
    }
