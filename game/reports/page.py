"""Pages: one HTML file that holds its text, tables, figures and script, and needs no network."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from pathlib import Path

import vl_convert
from markupsafe import Markup

from game import __version__
from game.files.durable import write_whole, writing
from game.reports.fragments import environment


@dataclasses.dataclass(frozen=True)
class Section:
    """One part of a page, made of `game.reports.fragments`; `name` is the target of links to it."""

    title: str
    html: Markup
    name: str


def write_page(path: Path, title: str, lead: str, sections: Sequence[Section]) -> None:
    """Write sections with a list of contents as one HTML file.

    `lead` is the plain sentence under the title. What scripts draw is allowed by the page's own
    policy, what would be fetched is not.

    Raises
    ------
    UserError
        If it cannot be written.
    """
    drawn = any('class="spec"' in section.html for section in sections)
    text = (
        environment()
        .get_template("page.html.jinja")
        .render(
            title=title,
            lead=lead,
            sections=sections,
            bundle=Markup(_bundle()) if drawn else "",
            version=__version__,
        )
    )
    with writing(path):
        write_whole(path, text.encode())


@functools.cache
def _bundle() -> str:
    # Assembling it takes two seconds; these would end the script element, or keep it from ending.
    code = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    for markup in ("</script", "<script", "<!--"):
        code = code.replace(markup, markup.replace("<", "\\u003c"))
    return code
