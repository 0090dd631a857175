"""A page a rule: its docstring, its place in the month, what it reads and writes."""

from __future__ import annotations

import inspect
import io
import tokenize
from types import ModuleType

from docs._pages.markdown import Pages, code, link, listed, members, page, section, table
from docs._pages.reading import reads_of
from game.config.library import Library
from game.model import rules
from game.state.rule import Rule
from game.state.world import FIELDS

INDEX = "rules/index.md"
BY_NAME = {rule.__name__: rule for rule in rules.RULES}


def write(library: Library) -> Pages:
    """Return the page of every rule, and their index in the order of the month."""
    why = reasons(rules)
    pages = {f"rules/{name}.md": _page(name, rule, why, library) for name, rule in BY_NAME.items()}
    rows = [
        (str(place), link(INDEX, f"rules/{name}.md", code(name)), why[name], _first_line(rule))
        for place, (name, rule) in enumerate(BY_NAME.items(), start=1)
    ]
    pages[INDEX] = page(
        "Rules",
        "Every month the rules run once each, in this order. A rule sees the world as the rules "
        "before it left it.",
        table(("", "rule", "why here", "what it does"), rows),
    )
    return pages


def reasons(module: ModuleType) -> dict[str, str]:
    """Return the comment beside each rule in the tuple RULES."""
    found: dict[str, str] = {}
    name = ""
    for token in tokenize.generate_tokens(io.StringIO(inspect.getsource(module)).readline):
        if token.type == tokenize.NAME and token.string in BY_NAME:
            name = token.string
        elif token.type == tokenize.COMMENT and name:
            found[name] = token.string.lstrip("# ")
            name = ""
    return found


def readers(kind: str, name: str) -> list[str]:
    """Return the rules that read a name: a field (`world`), a lever (`orders`) or a parameter."""
    return [rule for rule, one in BY_NAME.items() if name in getattr(reads_of(one), kind)]


def writers(field: str) -> list[str]:
    """Return the rules that change a field."""
    return [rule for rule, one in BY_NAME.items() if field in reads_of(one).written]


def links(at: str, names: list[str]) -> str:
    """Return links to rules, on one line."""
    return ", ".join(link(at, f"rules/{name}.md", code(name)) for name in names)


def _first_line(rule: Rule) -> str:
    return (rule.__doc__ or "").strip().splitlines()[0]


def _page(name: str, rule: Rule, why: dict[str, str], library: Library) -> str:
    at = f"rules/{name}.md"
    order = list(BY_NAME)
    place = order.index(name)
    first, _, rest = inspect.cleandoc(rule.__doc__ or "").partition("\n")
    reads = reads_of(rule)
    file = f"game/model/rules/{rule.__module__.rpartition('.')[2]}.py"
    before = links(at, order[place - 1 : place]) if place else "nothing"
    after = links(at, order[place + 1 : place + 2]) or "nothing"
    where = (
        f"Rule {place + 1} of {len(order)} in a {link(at, INDEX, 'month')}: {why[name]}. "
        f"Before it: {before}; after it: {after}. Code: `{file}`."
    )
    owners = {lever: actor for actor, levers in library.levers.items() for lever in levers}
    return page(
        f"`{name}`",
        first,
        where,
        section("How it works", f"```text\n{rest.strip()}\n```" if rest.strip() else ""),
        section("Writes", _field_table(at, [one for one in FIELDS if one in reads.written])),
        section(
            "Reads of the world", _field_list(at, [one for one in FIELDS if one in reads.world])
        ),
        section(
            "Reads of the orders",
            listed(
                f"{link(at, f'levers/{lever}.md', code(lever))} of {owner}"
                for lever, owner in owners.items()
                if lever in reads.orders
            ),
        ),
        section("Parameters", _parameter_table(at, reads.params, library)),
        section("Draws of luck", listed(code(draw) for draw in sorted(reads.draws))),
    )


def _field_table(at: str, names: list[str]) -> str:
    rows = [
        (link(at, f"fields.md#{name}", code(name)), FIELDS[name].unit, FIELDS[name].says)
        for name in names
    ]
    return table(("field", "unit", "what"), rows)


def _field_list(at: str, names: list[str]) -> str:
    return ", ".join(link(at, f"fields.md#{name}", code(name)) for name in names)


def _parameter_table(at: str, read: set[str], library: Library) -> str:
    rows = [
        (
            link(at, f"parameters/{name}.md", code(name)),
            members(param.value),
            param.unit,
            param.says,
        )
        for name, param in library.params.items()
        if name in read
    ]
    return table(("parameter", "value", "unit", "what"), rows)
