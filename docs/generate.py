"""The reference pages, made from the configs and the rules: python -m docs.generate."""

from __future__ import annotations

from pathlib import Path

from docs._pages import (
    hindcast,
    levers,
    observables,
    parameters,
    policies,
    rules,
    scenarios,
    tables,
)
from docs._pages.markdown import Pages, link, page, table
from game.config.build import read_library
from game.config.library import Library
from game.model import rules as all_rules

REFERENCE = Path(__file__).parent / "reference"
MODEL = Path(__file__).parent / "model.md"
MADE = "<!-- made by `python -m docs.generate` (or `make docs`): change the source, not this -->\n"

CHAPTERS = (
    ("rules/index.md", "Rules", "what happens in a month, and why in this order"),
    ("levers/index.md", "Levers", "what each actor may set"),
    ("policies/index.md", "Policies", "what leads an actor nobody sits at"),
    ("scenarios/index.md", "Scenarios", "openings, casts, lengths"),
    ("parameters/index.md", "Parameters", "the numbers rules read, with their sources"),
    ("fields.md", "Fields", "the state of a game"),
    ("quantities.md", "Quantities", "derived numbers with names"),
    ("observables.md", "Observables", "numbers under published names: how each is read"),
    ("events.md", "Events", "what happens without being ordered"),
    ("payoffs.md", "Payoffs", "what actors are scored by"),
    ("hindcast.md", "The hindcast", "what a run from 2022 on is told, and what it has to find"),
)


def reference(library: Library) -> Pages:
    """Return every reference page by its path under the reference folder."""
    rows = [(link("index.md", path, title), says) for path, title, says in CHAPTERS]
    rows += [
        (link("index.md", f"actors/{name}.md", actor.title), "wants, levers, policies, view")
        for name, actor in library.axes.actors.items()
    ]
    pages = {"index.md": page("Reference", table(("page", "what"), rows))}
    chapters = (rules, levers, parameters, policies, scenarios, hindcast, observables, tables)
    for chapter in chapters:
        pages |= chapter.write(library.as_written)
    return {path: MADE + text for path, text in sorted(pages.items())}


def stale(pages: Pages, folder: Path = REFERENCE) -> list[str]:
    """Return the pages of a folder that are missing, differ, or are no longer made."""
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.md")}
    differ = [
        path
        for path, text in pages.items()
        if path not in there or there[path].read_text(encoding="utf-8") != text
    ]
    return differ + [path for path in there if path not in pages]


def write(pages: Pages, folder: Path = REFERENCE) -> None:
    """Write the pages that differ, and remove those that are no longer made."""
    for path in stale(pages, folder):
        file = folder / path
        if path in pages:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(pages[path], encoding="utf-8", newline="\n")
        else:
            file.unlink()


def with_rules(text: str) -> str:
    """Return the description of the model with the tuple of rules as it is now."""
    lines = [f"    {name},  # {why}" for name, why in rules.reasons(all_rules).items()]
    before, head, rest = text.partition("RULES = (\n")
    return before + head + "\n".join(lines) + "\n)\n" + rest.partition("\n)\n")[2]


if __name__ == "__main__":
    write(reference(read_library()))
    MODEL.write_text(with_rules(MODEL.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
