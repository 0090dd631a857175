"""Every text of configs, rules and numbers that a person may read, with the place it stands at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from agents.policies.word import KeptWord
from game.config.library import Library
from game.config.units import sight_unit
from game.model.quantities import QUANTITIES
from game.model.rules import RULES
from game.state.world import FIELDS
from game.why.explain import SAYS, rule_says

Text = tuple[str, str]
# Fields for pictures, cards and sentences, which no article tells.
UNTOLD = frozenset(
    {
        "colours", "emblem", "heading", "object", "office", "phrase", "plural", "postures", "rival",
        "short", "signature", "summary",
    }
)  # fmt: skip


def readable_texts(library: Library) -> Iterator[Text]:
    """Yield place and text, the same text perhaps at several places."""
    parts = (
        _actors(library), _levers(library), _terms(library), _scenarios(library), _payoffs(library),
        _events(library), _policies(library), _axes(library), _products(library),
        _timeline(library), _numbers(library), _params(library), _playing(library),
        _labels(library), _classes(library),
    )  # fmt: skip
    for part in parts:
        for place, text in part:
            if text.strip():
                yield place, text


def units(library: Library) -> set[str]:
    """Return every unit in which a number of the world may be told."""
    seen = {
        sight_unit(sight, library.levers_by_name)
        for actor in library.actors.values()
        for sight in actor.view.values()
    }
    aims = {
        aim.unit
        for payoff in library.payoffs.values()
        for aims_of_actor in payoff.actors.values()
        for aim in aims_of_actor.values()
    }
    quantities = {quantity.unit for quantity in QUANTITIES.values()}
    fields = {field.unit for field in FIELDS.values()}
    observed = {observable.unit for observable in library.observables.values()}
    return seen | aims | quantities | fields | observed


def _actors(library: Library) -> Iterator[Text]:
    for name, actor in library.actors.items():
        yield from _at(
            f"actors/{name}", actor.title, actor.signs, actor.says, actor.summary, *actor.wants
        )
        for seen, sight in actor.view.items():
            yield from _at(f"actors/{name} {seen}", sight.says, seen.replace("_", " "))


def _levers(library: Library) -> Iterator[Text]:
    for actor, levers in library.levers.items():
        for name, lever in levers.items():
            place = f"levers/{actor} {name}"
            yield from _at(place, lever.title, lever.says, name.replace("_", " "), lever.unit)
            yield from _at(place, lever.heading, lever.office, lever.object, lever.phrase)
            for setting in (lever.settings or {}).values():
                yield from _at(place, setting.says, setting.phrase)
            for item in lever.requires:
                yield from _at(place, item.says, item.remedy)
            yield from _at(place, *(item.says for item in lever.precedents))


def _terms(library: Library) -> Iterator[Text]:
    for name, term in library.terms.items():
        yield from _at(f"terms {name}", term.title)


def _scenarios(library: Library) -> Iterator[Text]:
    for name, scenario in library.scenarios.items():
        place = f"scenarios/{name}"
        yield from _at(place, scenario.title.text, scenario.says, *scenario.briefs.values())
        yield from _at(place, *scenario.teaching_points)
    for name, ending in library.endings.items():
        yield from _at(f"endings {name}", ending.title, ending.says)


def _payoffs(library: Library) -> Iterator[Text]:
    for name, payoff in library.payoffs.items():
        for actor, aims in payoff.actors.items():
            for aim in aims.values():
                yield from _at(f"payoffs/{name} {actor}", aim.title, aim.says, aim.unit)


def _events(library: Library) -> Iterator[Text]:
    for name, event in library.events.items():
        yield from _at(f"events {name}", event.title, event.headline, event.says)


def _policies(library: Library) -> Iterator[Text]:
    for actor, policies in library.policies.items():
        for name, policy in policies.items():
            place = f"policies/{actor}/{name}"
            yield from _at(place, policy.name, policy.says, policy.temperament)
            clauses = (*policy.measures, *policy.response)
            yield from _at(place, *(clause.because for clause in clauses))
            yield from _at(place, *(paper.because for paper in policy.papers))
            for answer in policy.answers:
                yield from _at(place, answer.id.replace("_", " "), "accept", answer.because)
            for choice in policy.choices:
                names = (choice.choose, *choice.among)
                yield from _at(place, *(name.replace("_", " ") for name in names))
                yield from _at(place, *(option.because for option in choice.among.values()))
    yield from _at("policies that keep their word", KeptWord.because)


def _axes(library: Library) -> Iterator[Text]:
    for name in type(library.axes).model_fields:
        members = getattr(library.axes, name)
        if isinstance(members, dict):
            for member in members.values():
                yield from _at(f"axes {name}", member.title, member.says or "")


def _products(library: Library) -> Iterator[Text]:
    for name, product in library.products.items():
        yield from _at(f"products {name}", product.title, product.says)


def _timeline(library: Library) -> Iterator[Text]:
    for name, fact in library.timeline.items():
        yield from _at(f"timeline {name}", fact.actor, fact.action, fact.trigger, fact.reaction)


def _numbers(library: Library) -> Iterator[Text]:
    for name, observable in library.observables.items():
        yield from _at(f"observables {name}", observable.title, observable.says)
    for name, quantity in QUANTITIES.items():
        yield from _at(f"quantities {name}", quantity.says)
    for name, field in FIELDS.items():
        yield from _at(f"world {name}", field.says)
    for rule in RULES:
        yield from _at(f"rules {rule.__name__}", rule_says(rule.__name__))
    for name in SAYS:
        yield from _at(f"rules {name}", rule_says(name))


def _classes(library: Library) -> Iterator[Text]:
    for name, plan in library.classes.items():
        yield from _at(f"classes/{name}", plan.title, plan.says)
        for asked in plan.questions:
            yield from _at(f"classes/{name}", asked.text, asked.answer)
        yield from _at(f"classes/{name}", *(inject.why for inject in plan.injects))
        yield from _at(f"classes/{name}", *(turn.say for turn in plan.turns))
        yield from _at(f"classes/{name}", *(forecast.text for forecast in plan.forecasts))
    for name, quiz in library.quizzes.items():
        yield from _at(f"quizzes/{name}", quiz.title)
        for item in quiz.items:
            texts = (item.about, item.text, *item.choices, item.because)
            yield from _at(f"quizzes/{name}", *texts)


def _params(library: Library) -> Iterator[Text]:
    for name, param in library.params.items():
        yield from _at(f"params {name}", param.says, param.unit, name.replace("_", " "))


def _playing(library: Library) -> Iterator[Text]:
    for name, lesson in library.lessons.items():
        place = f"lessons/{name}"
        yield from _at(place, lesson.title, lesson.says)
        yield from _at(place, *(text for step in lesson.steps for text in (step.text, step.do)))
        yield from _at(place, *(further.says for further in lesson.further))
    for name, level in library.difficulty.items():
        yield from _at(f"difficulty {name}", level.title, level.says)


def _labels(library: Library) -> Iterator[Text]:
    """Yield the names of fields, as articles label them."""
    seen: set[type[BaseModel]] = set()
    kinds = (
        library.products, library.vintages, library.params, library.events, library.timeline,
        library.actors, library.scenarios, library.endings, *library.levers.values(),
        *library.policies.values(),
    )  # fmt: skip
    for entries in kinds:
        for entry in entries.values():
            for name in _field_names(entry, seen):
                yield "labels", name.replace("_", " ")
    for name in (*QUANTITIES, *(rule.__name__ for rule in RULES)):
        yield f"names {name}", name.replace("_", " ")
    for vintage in library.vintages.values():
        yield "vintages", vintage.title


def _field_names(value: object, seen: set[type[BaseModel]]) -> Iterator[str]:
    if isinstance(value, BaseModel):
        fields = [name for name in type(value).model_fields if name not in UNTOLD]
        if type(value) not in seen:
            seen.add(type(value))
            yield from fields
        for name in fields:
            yield from _field_names(getattr(value, name), seen)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _field_names(item, seen)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _field_names(item, seen)


def _at(place: str, *texts: str | None) -> Iterable[Text]:
    return ((place, text) for text in texts if text)
