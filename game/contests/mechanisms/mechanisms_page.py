"""docs/mechanisms.md: every mechanism, what stands for it, what was done, and what came of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from game.contests.mechanisms.claims import Mechanism
from game.contests.mechanisms.effects import VERDICTS, Effect, verdict_of

HEAD = """\
<!-- Written by benchmarks/mechanisms.py --write; do not edit. -->
# Mechanisms, and whether they act

Five background articles on chip controls describe ninety mechanisms, numbers and tensions. The
first table says, for each, what the game does with it, by the names of its
[rules](reference/rules/index.md), [levers](reference/levers/index.md) (`actor.lever`),
[fields](reference/fields.md), [quantities](reference/quantities.md),
[parameters](reference/parameters/index.md), [events](reference/events.md),
[policies](reference/policies/index.md) (`actor/policy`), [scenarios](reference/scenarios/index.md)
and [aims](reference/payoffs.md) (`actor.aim`). An inject is an event that only a person sets off.

Whether it does so is measured: each mechanism is intervened on. Two arms of a scenario are played
under the same luck; in one of them a setting is put in force, a number of the world is pushed, an
event strikes, a parameter is another or another policy leads. What the mechanism claims of the
difference stands in `configs/mechanisms`: which way, and from which size on it is worth noting.

- *acts*: the difference goes that way, luck does not explain it (three standard errors), and it is
  worth noting;
- *weak*: it goes that way and is smaller;
- *not acting*: luck explains it, or it is less than a tenth of what is worth noting;
- *wrong sign*: it goes the other way; or something that was to stay the same moved.

A mechanism with several interventions is as good as the worst of them. Unless a row says otherwise
nobody gives orders, so that the rules are tested and not the policies.
"""


def page(mechanisms: Mapping[str, Mechanism], effects: Sequence[Effect], measured: str) -> str:
    """Return the page; `measured` says on what it was measured."""
    by_number = {
        number: [effect for test in entry.tests for effect in effects if effect.test is test]
        for number, entry in mechanisms.items()
        if entry.tests
    }
    return "\n".join(
        [
            HEAD,
            _count(mechanisms, by_number),
            "",
            measured,
            "",
            "| id | mechanism | represented by | verdict |",
            "|---|---|---|---|",
            *(_row(number, entry, by_number) for number, entry in mechanisms.items()),
            "",
            "## What does not act as it should, and what is left out",
            "",
            *_notes(mechanisms, by_number),
            "",
            "## The interventions",
            "",
            "Turns are quarters. A size in % is of what is read without the change.",
            "",
            "| id | scenario | what is done and claimed | read | without it, with it | effect "
            "| claimed | verdict |",
            "|---|---|---|---|---|---|---|---|",
            *(_told(effect) for group in by_number.values() for effect in group),
            "",
        ]
    )


def _count(mechanisms: Mapping[str, Mechanism], effects: Mapping[str, Sequence[Effect]]) -> str:
    verdicts = [verdict_of(group) for group in effects.values()]
    counts = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in VERDICTS)
    labels = sum(entry.label is not None for entry in mechanisms.values())
    several = sum(map(len, effects.values()))
    return (
        f"**{counts}**, of {len(verdicts)} mechanisms with {several} interventions; {labels} rows "
        "are aims, names or published numbers and are not counted."
    )


def _row(number: str, entry: Mechanism, effects: Mapping[str, Sequence[Effect]]) -> str:
    verdict = "label" if entry.label is not None else verdict_of(effects[number])
    shown = verdict if verdict in {"acts", "label"} else f"**{verdict}**"
    return f"| {number} | {entry.title} | {entry.by} | {shown} |"


def _notes(
    mechanisms: Mapping[str, Mechanism], effects: Mapping[str, Sequence[Effect]]
) -> list[str]:
    lines = []
    for number, entry in mechanisms.items():
        notes = [
            f"*{effect.verdict}*: {effect.test.says} ({_size(effect)})"
            for effect in effects.get(number, ())
            if effect.verdict != "acts"
        ]
        notes += [text for text in (entry.label, entry.note) if text is not None]
        if notes:
            lines.append(f"- **{number}** {entry.title}. {' '.join(notes)}")
    return lines


def _told(effect: Effect) -> str:
    test = effect.test
    led = [f"{actor} led by {name}" for actor, name in test.leaders.items()]
    led = ["the scenario's own cast", *led] if test.cast == "own" else led
    where = f"{test.scenario}; {', '.join(led)}" if led else test.scenario
    first, last = test.turns
    when = f"turn {first}" if first == last else f"turns {first} to {last}"
    claimed = {"up": "at least +", "down": "at most -", "little": "within ±"}[test.sign]
    return (
        f"| {effect.mechanism} | {where} | {test.says} | `{test.read}`, {when} | "
        f"{_number(effect.without)}, {_number(effect.changed)} | {_size(effect)} | "
        f"{claimed}{_number(test.least)} {test.unit} | {effect.verdict} |"
    )


def _size(effect: Effect) -> str:
    sign = "-" if effect.value < 0.0 else "+"
    size = f"{sign}{_number(abs(effect.value))}"
    return f"{size} ± {_number(effect.error)} {effect.test.unit}"


def _number(value: float) -> str:
    """Return a number with as many digits as it is good for."""
    if value == 0.0 or not math.isfinite(value):
        return f"{value:g}"
    if abs(value) < 0.0005:
        return "0.000"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
