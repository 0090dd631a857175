"""The page of observables: numbers under published names, and how each is read."""

from __future__ import annotations

from collections.abc import Iterable

from docs._pages.markdown import Pages, code, link, number, page, section, table
from game.config.grades import grade_of
from game.config.library import Library
from game.config.schema.observable import Observable
from game.config.units import scale_of
from game.model.quantities import QUANTITIES
from game.state.periods import Step
from game.state.world import FIELDS

AT = "observables.md"
STEPS: dict[Step, str] = {
    "month": "month",
    "quarter": "quarter",
    "half": "half-year",
    "year": "year",
    "since": "since 2022",
    "fiscal_quarter": "fiscal quarter",
    "fiscal_year": "fiscal year",
}
LEAD = """\
An observable is a number under a published name. Its entry in `configs/observables` is the one
definition that tables of runs, debriefs, reports, explanations (`highfence explain`) and the
hindcast read: a quantity of the model month by month, what becomes of the months of a period
(their sum, their mean, the last one), a unit; thousands and per cent follow from the units of both.
So the grade that a number carries was earned by the number itself.

A game tells it of each turn, the hindcast of the periods named here. Boards and policies show
[quantities](quantities.md) in the model's own units; one that has the name of an observable is the
same number, of the turn where it is counted over a turn and of the turn's last month elsewhere."""


def write(library: Library) -> Pages:
    """Return the page of observables."""
    rows = [
        (
            f'<a id="{name}"></a>{code(name)}',
            one.title,
            one.unit,
            _formula(one),
            steps_of(one.steps),
            one.says,
            _held(name, one),
        )
        for name, one in sorted(library.observables.items())
    ]
    head = ("observable", "title", "unit", "read as", "published by", "what", "held against")
    return {AT: page("Observables", LEAD, section("All of them", table(head, rows)))}


def steps_of(steps: Iterable[Step]) -> str:
    """Return the periods in which an observable is published, in words."""
    return ", ".join(STEPS[step] for step in steps)


def _formula(one: Observable) -> str:
    """Return how an observable is read: `1000 x sum of nv_cn_units`."""
    part = f"{one.over} of {_linked(one.quantity)}"
    if one.per is not None:
        part += f" / {one.over} of {_linked(one.per)}"
    scale = scale_of(one)
    scaled = part if scale == 1.0 else f"{number(scale)} x {part}"
    return scaled if one.each_turn else f"{scaled} (hindcast only)"


def _linked(text: str) -> str:
    """Return an expression whose names lead to the pages that tell what they are."""
    pages = dict.fromkeys(FIELDS, "fields.md") | dict.fromkeys(QUANTITIES, "quantities.md")
    words = text.split()
    linked = " ".join(
        link(AT, f"{pages[word]}#{word}", code(word)) if word in pages else word for word in words
    )
    return f"({linked})" if len(words) > 1 else linked


def _held(name: str, one: Observable) -> str:
    """Return what a run is held against and how it fared."""
    if one.published is None:
        return ""
    sources = "; ".join(source.title for source in one.sources)
    grade = grade_of(name)
    fared = "given to the run" if one.published.use == "input" else f"{grade.mark}, {grade.says}"
    return f"{sources} ({one.published.use}): {fared}"
