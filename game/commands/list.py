"""The command `list`: scenarios, policies, levers, parameters and what else the configs hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game.commands._options import AsJson
from game.commands._terminal import print_json, print_table
from game.config.kept_name import configs_hash
from game.errors import UserError, did_you_mean
from game.files.caches import keep, read_kept
from game.paths import PACKAGE, configs_dir

if TYPE_CHECKING:
    from rich.table import Table

    from game.config.library import Library

Row = dict[str, Any]

# Rows that are kept, and what makes them besides this file and the room of configs.
KEPT_AS = "lists"
MAKERS = (PACKAGE / "words" / "numbers.py",)
# Columns that may run over several lines.
LONG = frozenset({"says", "title", "settings", "unit"})


def list_rows(kind: str, library: Library) -> list[Row]:
    """Return the short rows of a kind, as tables show them.

    Raises
    ------
    UserError
        If there is no such kind.
    """
    if kind not in KINDS:
        raise UserError("list", f"unknown kind {kind!r}", did_you_mean(kind, KINDS))
    return KINDS[kind](library)


def shipped_rows(kind: str) -> list[Row]:
    """Return the short rows of a kind of the shipped configs: made once, and then kept.

    They are kept under the hash of every config file and of the code that makes them.

    Raises
    ------
    UserError
        If there is no such kind, or the configs have a problem.
    """
    if kind not in KINDS:
        raise UserError("list", f"unknown kind {kind!r}", did_you_mean(kind, KINDS))
    try:
        name = f"{configs_hash(configs_dir(), Path(__file__), *MAKERS)}.json"
    except OSError:
        name = ""  # reading the configs says which file, and why
    kept = read_kept(KEPT_AS, name) if name else None
    if kept is not None:
        rows: dict[str, list[Row]] = json.loads(kept)
        return rows[kind]
    from game.config.scenarios import shipped_library

    library = shipped_library()
    rows = {other: list_rows(other, library) for other in KINDS}
    if name and not library.hints:
        keep(KEPT_AS, name, json.dumps(rows).encode())
    return rows[kind]


def list_table(kind: str, rows: Sequence[Row]) -> Table:
    """Return the rows of a kind as a table."""
    from rich.table import Table

    table = Table(title=f"{len(rows)} {kind}", title_justify="left", box=None, pad_edge=False)
    for name in rows[0] if rows else ():
        table.add_column(name, no_wrap=name not in LONG, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    return table


def list_objects(kind: str, library: Library) -> list[Row]:
    """Return the rows of a kind with everything that their configs hold.

    Raises
    ------
    UserError
        If there is no such kind.
    """
    rows = list_rows(kind, library)
    entries: Any = getattr(library, SECTIONS[kind])
    objects = []
    for row in rows:
        entry = (entries[row["actor"]] if "actor" in row else entries).get(row["name"])
        content = entry.model_dump(mode="json") if entry else {}
        # A policy's file is its name; what it calls itself is its title.
        title: Row = {"title": content["name"]} if kind == "policies" and content else {}
        names: Row = {key: row[key] for key in ("actor", "name") if key in row}
        objects.append(names | (content or row) | title | names)
    return objects


def _cell(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _scenarios(library: Library) -> list[Row]:
    from game.config.scenarios import build_title
    from game.words.numbers import scenario_title

    return [
        {
            "name": name,
            "start": scenario.start,
            "turns": scenario.turns,
            "seat": scenario.default_seat,
            "title": scenario_title(build_title(scenario)),
        }
        for name, scenario in library.scenarios.items()
    ]


def _policies(library: Library) -> list[Row]:
    from game.config import CODED_POLICIES

    rows = []
    for actor, policies in library.policies.items():
        rows += [
            {"actor": actor, "name": name, "says": policy.says} for name, policy in policies.items()
        ]
        rows += [
            {"actor": actor, "name": name, "says": "written in code"} for name in CODED_POLICIES
        ]
    return rows


def _levers(library: Library) -> list[Row]:
    rows = []
    for actor, levers in library.levers.items():
        for name, lever in levers.items():
            if lever.settings:
                settings = ", ".join(lever.settings)
            else:
                settings = f"{lever.low:g} to {lever.high:g} by {lever.step:g}"
            axis = f" for each of {lever.axis}" if lever.axis else ""
            rows.append(
                {"actor": actor, "name": name, "cost": lever.cost, "settings": settings + axis}
            )
    return rows


def _parameters(library: Library) -> list[Row]:
    return [
        {
            "name": name,
            "value": parameter.value
            if not isinstance(parameter.value, Mapping)
            else f"by {parameter.axis}",
            "unit": parameter.unit,
            "range": " to ".join(map(_written, parameter.range)),
            "confidence": parameter.confidence,
            "status": parameter.status,
        }
        for name, parameter in library.as_written.params.items()
    ]


def _written(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _observables(library: Library) -> list[Row]:
    return [
        {
            "name": name,
            "unit": observable.unit,
            "over": observable.over,
            "steps": ", ".join(observable.steps),
            "says": observable.says,
        }
        for name, observable in library.observables.items()
    ]


def _chips(library: Library) -> list[Row]:
    return [
        {
            "name": name,
            "vendor": product.vendor,
            "launch": product.launch,
            "status": product.status,
            "compute": product.compute,
            "bandwidth": product.bandwidth_index,
            "k US$": product.price.mode,
            "title": product.title,
        }
        for name, product in library.products.items()
    ]


def _events(library: Library) -> list[Row]:
    return [
        {"name": name, "kind": event.kind, "month": event.month or "", "title": event.title}
        for name, event in library.events.items()
    ]


def _classes(library: Library) -> list[Row]:
    return [
        {
            "name": name,
            "minutes": plan.minutes,
            "turns": len(plan.turns),
            "scenario": plan.scenario,
            "says": plan.says,
        }
        for name, plan in library.classes.items()
    ]


KINDS: dict[str, Callable[[Library], list[Row]]] = {
    "scenarios": _scenarios,
    "policies": _policies,
    "levers": _levers,
    "parameters": _parameters,
    "observables": _observables,
    "chips": _chips,
    "events": _events,
    "classes": _classes,
}
SECTIONS = {kind: kind for kind in KINDS} | {"parameters": "params", "chips": "products"}


def run(
    kind: Annotated[str, typer.Argument(help=", ".join(KINDS))], as_json: AsJson = False
) -> None:
    """List what there is of a kind."""
    if as_json:
        from game.config.scenarios import shipped_library

        print_json(list_objects(kind, shipped_library()))
    else:
        print_table(list_table(kind, shipped_rows(kind)))
