"""A page a parameter: its value, its range, how sure it is, and who reads it."""

from __future__ import annotations

from collections import defaultdict

from docs._pages import rules
from docs._pages.markdown import (
    CONFIDENCE,
    Pages,
    code,
    link,
    members,
    number,
    page,
    section,
    sources,
    table,
)
from docs._pages.reading import reads_of
from game.config.library import Library
from game.config.schema.world import Param
from game.model.quantities import QUANTITIES

INDEX = "parameters/index.md"
STATUS = {
    "sourced": "taken from a source",
    "assumed": "judgement",
    "calibrated": "fitted to published series",
}


def write(library: Library) -> Pages:
    """Return the page of every parameter, and their index by file."""
    pages = {
        f"parameters/{name}.md": _page(name, param, library)
        for name, param in library.params.items()
    }
    groups: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name, param in library.params.items():
        row = (
            link(INDEX, f"parameters/{name}.md", code(name)),
            members(param.value),
            param.unit,
            CONFIDENCE[param.confidence],
            param.says,
        )
        groups[file_of(name, library)].append(row)
    head = ("parameter", "value", "unit", "confidence", "what")
    pages[INDEX] = page(
        "Parameters",
        "The numbers that rules read. Confidence says how well a number is known, not how much it "
        "matters; a wide range with low confidence is one to vary.",
        *(section(f"`{file}`", table(head, rows)) for file, rows in groups.items()),
    )
    return pages


def file_of(name: str, library: Library) -> str:
    """Return the file of a parameter, from the root of the project."""
    path = library.place("params", name).rpartition(":")[0]
    return "configs/params/" + path.replace("\\", "/").rpartition("/")[2]


def _page(name: str, param: Param, library: Library) -> str:
    at = f"parameters/{name}.md"
    low, high = param.range
    several = isinstance(param.value, dict)
    facts = [
        ("value", f"one for each of {param.axis}, below" if several else members(param.value)),
        ("unit", param.unit),
        ("plausible range", f"{number(low)} to {number(high)}"),
        ("confidence", CONFIDENCE[param.confidence]),
        ("where it comes from", STATUS[param.status]),
        ("file", code(file_of(name, library))),
    ]
    each = param.value.items() if isinstance(param.value, dict) else ()
    measures = [one for one, spec in QUANTITIES.items() if name in reads_of(spec.measure).params]
    return page(
        f"`{name}`",
        param.says,
        table(("", ""), facts),
        section("Values", table(("member", "value"), [(code(k), number(v)) for k, v in each])),
        section("Rules that read it", rules.links(at, rules.readers("params", name))),
        section(
            "Quantities that read it",
            ", ".join(link(at, f"quantities.md#{one}", code(one)) for one in measures),
        ),
        sources(param.sources),
    )
