"""What a clause of a policy saw when it acted, and at which values it would not have acted."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from game.config.schema.policy import TURNS_SINCE
from game.language.expression import FlipPoint, SeenTerm
from game.language.settings import Scales
from game.state.scenario import Scenario
from game.words.language import later, say, say_config
from game.words.names import setting_title
from game.words.numbers import amount, lower_first, setting_text
from game.words.weighing import option_title

# Where a clause would have turned, by the comparison that held.
FLIPS = later(
    {
        ">=": "{name} below {number} would not",
        ">": "{name} at or below {number} would not",
        "<": "{name} at or above {number} would not",
        "<=": "{name} above {number} would not",
        "==": "{name} at anything but {number} would not",
        "!=": "{name} at {number} would not",
    }
)
# What is read of the deals with another actor, and its unit.
DEALS = later(
    {
        "deal": "months for which a deal with {actor} binds",
        "gain": "what the paper of {actor} would bring",
        "threat": "months in which {actor} may carry out a threat",
        "word": "belief in the word of {actor}",
    }
)
DEAL_UNITS = {"deal": "months", "gain": "points", "threat": "months", "word": "share"}
# A clause that reads more than so many numbers is told without the values at which it turns.
MOST_SEEN = 6


@dataclasses.dataclass(frozen=True)
class Named:
    """A number that a policy reads, in words: its name, and its amount, `yes` or `no` at times."""

    name: str
    amount: str
    is_answer: bool = False


# What puts a number of a policy, by its name there and its values, into words.
Naming = Callable[[str, Sequence[float]], Named]


def naming_of(scenario: Scenario, actor: str) -> Naming:
    """Return what puts the numbers of an actor's policy into the words and units of its view."""
    sights = scenario.roles[actor].sights

    def name(given: str, values: Sequence[float]) -> Named:
        head, _, member = given.partition(".")
        if given in sights:
            sight = sights[given]
            lever = scenario.levers.held_by(sight.measure.text)
            is_answer = sight.unit == "flag"
            shown = " / ".join(
                amount(value, sight.unit)
                if lever is None or is_answer
                else setting_text(lever, value)
                for value in values
            )
            return Named(say_config(sight.says), shown, is_answer=is_answer)
        if head in scenario.levers:
            lever = scenario.levers[head]
            title = say_config(lever.title)
            if member:
                title = setting_title(lever, lever.members.index(member))
            shown = " / ".join(setting_text(lever, value) for value in values)
            return Named(lower_first(title), shown)
        if head == TURNS_SINCE:
            choice = option_title(member)
            return Named(say("turns since the choice of {choice}", choice=choice), _numbers(values))
        if head in DEALS and member in scenario.roles:
            other = say_config(scenario.roles[member].title)
            shown = " / ".join(amount(value, DEAL_UNITS[head]) for value in values)
            return Named(say(DEALS[head], actor=other), shown)
        if member:
            chosen = {"option": option_title(member), "choice": option_title(head)}
            answer = amount(values[0], "flag")
            return Named(say("{option} chosen for {choice}", **chosen), answer, is_answer=True)
        return Named(say_config(given.replace("_", " ")), _numbers(values))

    return name


def seen_text(seen: Sequence[SeenTerm], naming: Naming) -> str:
    """Return the numbers that a clause saw, in the language in use."""
    return say(", ").join(_say_seen(term, naming) for term in seen)


def flips_text(seen: Sequence[SeenTerm], flips: Sequence[FlipPoint], naming: Naming) -> str:
    """Return the values at which a clause would not have acted, "" where it read too much."""
    if len(seen) > MOST_SEEN:
        return ""
    return say("; ").join(_say_flip(point, naming) for point in flips)


def as_written(seen: Sequence[SeenTerm], flips: Sequence[FlipPoint], scales: Scales) -> str:
    """Return what a clause saw as policies write it: `truce 1, probe open (probe at none ...)`.

    Machines read this in the records of games: it is the same in every language. `scales` has the
    settings of what holds one.
    """
    values = ", ".join(f"{_term(term)} {_written(term.name, term.values, scales)}" for term in seen)
    turned = "; ".join(
        FLIPS[point.comparison].format(
            name=_term(point), number=_written(point.name, (point.value,), scales)
        )
        for point in flips
    )
    return f"{values} ({turned})" if turned and len(seen) <= MOST_SEEN else values


def _say_seen(term: SeenTerm, naming: Naming) -> str:
    named = naming(term.name, term.values)
    name = _on(term, named)
    if named.is_answer:
        return say("{name}: {number}", name=name, number=named.amount)
    return say("{name} {number}", name=name, number=named.amount)


def _say_flip(point: FlipPoint, naming: Naming) -> str:
    named = naming(point.name, (point.value,))
    name = _on(point, named)
    if named.is_answer:
        return say("{name}: {number}, and it would not", name=name, number=named.amount)
    return say(FLIPS[point.comparison], name=name, number=named.amount)


def _on(term: SeenTerm | FlipPoint, named: Named) -> str:
    return say("last turn's {name}", name=named.name) if term.is_previous else named.name


def _term(term: SeenTerm | FlipPoint) -> str:
    return f"previous.{term.name}" if term.is_previous else term.name


def _written(name: str, values: Sequence[float], scales: Scales) -> str:
    names = {number: setting for setting, number in scales.get(name, {}).items()}
    return " / ".join(names.get(value) or _number(value) for value in values)


def _numbers(values: Sequence[float]) -> str:
    return " / ".join(_number(value) for value in values)


def _number(value: float) -> str:
    if abs(value) >= 999.5:
        return f"{value:,.0f}" if abs(value) < 1e12 else f"{value:.3g}"
    return f"{value + 0.0:.3g}"
