"""What the encyclopedia holds: an article for everything the engine runs on, and their links.

Articles are made from the configs the game itself reads, a player's own policies and scenario
included, so that none can say anything else than what is played.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from agents.cast import configs_of
from game.config.library import Library
from game.config.scenarios import build_title, shipped_library
from game.config.schema.cast import NamedSetting
from game.config.schema.fields import Source
from game.config.schema.scenario import Scenario
from game.errors import UserError
from game.model.quantities import QUANTITIES
from game.saves.lines import Header
from game.seat.encyclopedia_names import names_of_code, names_of_entry, parameters_of
from game.turn.reads import RULES_BY_NAME
from game.words.language import later, say, say_config, speaking
from game.words.numbers import plain_name, scenario_title, upper_first
from game.words.texts import UNTOLD

KINDS: Mapping[str, str] = later(
    {
        "actors": "Actors",
        "levers": "Levers",
        "policies": "Policies",
        "products": "Chips",
        "vintages": "Chip rules",
        "events": "Events",
        "timeline": "Timeline",
        "quantities": "Quantities",
        "params": "Numbers",
        "rules": "Model",
        "scenarios": "Scenarios",
        "endings": "Endings",
    }
)
# Where a bare name is looked up first.
ORDER = ("levers", "quantities", "actors", "products", "params", "rules", "events", "vintages",
         "scenarios", "endings", "policies", "timeline")  # fmt: skip
# Fields of an entry that an article tells elsewhere or not at all.
TOLD = frozenset({"title", "name", "says", "sources", "headline", "temperament"}) | UNTOLD
# Fields whose text needs no label of its own.
PLAIN = frozenset({"says", "because", "title", "value", "date"})
# Words of the files themselves, which name no quantity there.
COMMON = frozenset({"month", "turn", "year"})
Lines = tuple[str, ...]
SURE = later({"H": "high", "M": "middling", "L": "low"})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Article:
    """One page: what it is, its facts as labels and lines, its sources, and what it names."""

    key: str
    kind: str
    title: str
    lead: str
    facts: tuple[tuple[str, Lines], ...]
    sources: tuple[str, ...]
    names: frozenset[str]
    found: str


class Encyclopedia:
    """All articles by key, `kind/name`, in the order of the configs."""

    def __init__(self, library: Library) -> None:
        self.articles = {article.key: article for article in _articles(library)}
        self._by_name: dict[str, str] = {}
        for kind in reversed(ORDER):
            for key, article in self.articles.items():
                if article.kind == kind:
                    self._by_name[key.rpartition("/")[2]] = key

    def find(self, name: str) -> str:
        """Return the key of the article on a name, `lever.member` included, or nothing."""
        if name in self.articles:
            return name
        return self._by_name.get(name) or self._by_name.get(name.partition(".")[0], "")

    def search(self, word: str, kind: str = "") -> list[Article]:
        """Return the articles with a word in them, those with it in their title first."""
        wanted = word.casefold().strip()
        articles = [
            article
            for article in self.articles.values()
            if kind in ("", article.kind) and wanted in article.found
        ]
        return (
            sorted(articles, key=lambda article: wanted not in article.title.casefold())
            if wanted
            else articles
        )

    def links(self, key: str) -> list[Article]:
        """Return the articles that an article names."""
        article = self.articles[key]
        keys = dict.fromkeys(self._by_name[word] for word in sorted(article.names & self._names))
        return [self.articles[other] for other in keys if other != key]

    def used_by(self, key: str) -> list[Article]:
        """Return the articles that name this one."""
        name = key.rpartition("/")[2]
        if self._by_name.get(name) != key:
            return []
        return [
            article
            for article in self.articles.values()
            if name in article.names and article.key != key
        ]

    @functools.cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self._by_name)


@functools.cache
def shipped_encyclopedia(language: str) -> Encyclopedia:
    """Return the encyclopedia of what comes with the program, in a language."""
    with speaking(language):  # articles are said as they are made
        return Encyclopedia(shipped_library().as_written)


def encyclopedia_of(header: Header | None, language: str) -> Encyclopedia:
    """Return the encyclopedia of a game, with the player's own scenario and policies in it."""
    shipped = shipped_encyclopedia(language)
    if header is None:
        return shipped
    try:
        library = configs_of(header)
    except UserError:
        return shipped  # whoever opens the game is told what is wrong with it
    if not library.own:
        return shipped
    with speaking(language):
        return Encyclopedia(library.as_written)


def _articles(library: Library) -> Iterator[Article]:
    for kind in KINDS:
        if kind == "quantities":
            yield from _quantities()
        elif kind == "rules":
            yield from _rules()
        elif kind in ("levers", "policies"):
            for actor, entries in getattr(library, kind).items():
                for name, entry in entries.items():
                    yield _article(kind, f"{kind}/{actor}/{name}", entry, actor)
        else:
            for name, entry in getattr(library, kind).items():
                yield _article(kind, f"{kind}/{name}", entry)


def _article(kind: str, key: str, entry: BaseModel, actor: str = "") -> Article:
    name = key.rpartition("/")[2]
    title = getattr(entry, "title", "") or (entry.name if kind == "policies" else "")  # type: ignore[attr-defined]
    if kind == "timeline":
        title = f"{entry.date}: {entry.actor}"  # type: ignore[attr-defined]
    if kind == "params":
        title = name.replace("_", " ")
    if isinstance(entry, Scenario):
        title = scenario_title(build_title(entry))
    lead = getattr(entry, "says", "") or getattr(entry, "action", "")
    facts = tuple(
        (upper_first(say_config(field.replace("_", " "))), lines)
        for field in type(entry).model_fields
        if field not in TOLD and (kind != "timeline" or field not in ("date", "actor", "action"))
        for value in [getattr(entry, field)]
        for lines in [(say(SURE[value]),) if field == "confidence" and value else _lines(value)]
        if lines
    )
    sources = tuple(_source(source) for source in getattr(entry, "sources", ()))
    names = names_of_entry(entry) | ({actor} if actor else set())
    return _made(kind, key, say_config(title), say_config(lead), facts, sources, names)


def _made(
    kind: str,
    key: str,
    title: str,
    lead: str,
    facts: tuple[tuple[str, Lines], ...],
    sources: tuple[str, ...],
    names: frozenset[str],
) -> Article:
    name = key.rpartition("/")[2]
    searched = f"{title} {name} {name.replace('_', ' ')} {lead}".casefold()
    return Article(
        key=key, kind=kind, title=upper_first(title), lead=upper_first(lead), facts=facts,
        sources=sources, names=names - {name} - COMMON, found=searched,
    )  # fmt: skip


def _quantities() -> Iterator[Article]:
    for name, quantity in QUANTITIES.items():
        facts = ((say("Unit"), (quantity.unit,)), (say("Name in policies"), (name,)))
        names = names_of_code(quantity.measure.__code__)
        lead = say_config(quantity.says)
        yield _made("quantities", f"quantities/{name}", _name(name), lead, facts, (), names)


def _rules() -> Iterator[Article]:
    for number, (name, rule) in enumerate(RULES_BY_NAME.items(), start=1):
        lead, _, rest = inspect.cleandoc(rule.__doc__ or "").partition("\n\n")
        paragraphs = [" ".join(part.split()) for part in rest.split("\n\n") if part.strip()]
        facts = tuple(
            (say("How") if not place else "", (text,)) for place, text in enumerate(paragraphs)
        )
        order = say("{number} of {count} in each month", number=number, count=len(RULES_BY_NAME))
        names = parameters_of(rule)
        yield _made(
            "rules", f"rules/{name}", _name(name), say_config(lead),
            ((say("Order"), (order,)), *facts), (), names,
        )  # fmt: skip


def _lines(value: Any) -> Lines:
    """Write a field's value as lines; what is empty or off says nothing."""
    if value is None or value is False or value == () or value == {}:
        return ()
    if isinstance(value, Mapping):
        return tuple(line for key, part in value.items() for line in _labelled(key, part))
    if isinstance(value, tuple | list):
        lines = tuple(line for part in value for line in _lines(part))
        is_short = all(isinstance(part, int | float | str) for part in value)
        return (say(", ").join(lines),) if is_short else lines
    text = _told(value)
    return (text,) if text else ()


def _labelled(key: object, part: Any) -> Lines:
    """Write what stands under a key, the key before its first line."""
    first, *rest = _lines(part) or ("",)
    return say("{label}: {what}", label=_label(key, part), what=first), *rest


def _told(value: Any) -> str:
    """Write a value that is no collection in words."""
    if value is True:
        return say("yes")
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, str):
        return say_config(value)
    if isinstance(value, Source):
        return _source(value)
    if isinstance(value, BaseModel):
        return _told_entry(value)
    return f"{value.by:+d}" if hasattr(value, "by") else str(value)


def _name(key: object) -> str:
    """Write the name of a field, a setting or a member as people read it."""
    return say_config(plain_name(str(key)))


def _label(key: object, entry: object) -> str:
    """Write the title of a named setting that has one, or what else is the name of an entry."""
    if isinstance(entry, NamedSetting) and entry.title:
        return say_config(entry.title)
    return _name(key)


def _told_entry(entry: BaseModel) -> str:
    parts = []
    for field, declared in type(entry).model_fields.items():
        value = getattr(entry, field)
        text = "" if value == declared.default else say(", ").join(_lines(value))
        if text:
            labelled = say("{label}: {what}", label=_name(field), what=text)
            parts.append(text if field in PLAIN else labelled)
    return say("; ").join(parts)


def _source(source: Source) -> str:
    text = f"{source.title}, {source.date}" if source.date else source.title
    return f"{text}: {source.says}" if source.says else text
