"""Texts of a user's own that are markup, script or formulas elsewhere: shown as text."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from game.batch.codebook import FORMULA, codebook, plain
from game.batch.play_task import play
from game.batch.study import Study, build_study
from game.batch.tasks import Task
from game.config.experiments import find_experiment
from game.reports import fragments
from game.reports.figures import embed

FOLDER = Path(__file__).with_name("hostile")
TEXTS = (
    "<!--<script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]>",
    "&lt;b&gt; & &amp;",
    "\u2028 and \u2029",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1",
    "-1",
    "[x](javascript:alert(1))",
    "a | b \\| c",
    "`code` *bold*",
    "two\nlines",
)


class Elements(HTMLParser):
    """The elements of a page by name, and what its scripts of data hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.data: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.is_data = ("type", "application/json") in attrs

    def handle_data(self, data):
        if self.names and self.names[-1] == "script" and self.is_data:
            self.data.append(data)


@pytest.fixture(scope="module")
def study() -> Study:
    return build_study(*find_experiment(str(FOLDER / "evil.yaml"), [FOLDER / "mypol.yaml"]))


@pytest.mark.parametrize("text", TEXTS)
def test_json_in_a_page_begins_no_markup_and_says_the_same(text):
    (written,) = Elements(fragments.figure("one", "", {text: [text]})).data
    assert not re.search(r"[<>&\u2028\u2029]", written)
    assert json.loads(written) == {text: [text]}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_in_a_piece_of_a_page_stays_a_text(text):
    pieces = [
        fragments.heading(text),
        fragments.paragraphs(text),
        fragments.bullets([text]),
        fragments.findings([(text, text)]),
        fragments.note(text, (text, text)),
        fragments.warning(fragments.paragraphs(text)),
        fragments.listing(text),
        fragments.folded(text, fragments.paragraphs(text)),
        fragments.table(pd.DataFrame({text: [text]}), text),
        fragments.paragraphs() + text,
    ]
    page = Elements("".join(pieces))
    assert page.names == [
        "h3", "p", "ul", "li", "ul", "li", "br", "span", "p", "span", "div", "p", "pre", "details",
        "summary", "p", "div", "table", "caption", "thead", "tr", "th", "tbody", "tr", "th",
    ]  # fmt: skip
    assert unescape("".join(pieces)).count(text) >= len(pieces)


@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_title_of_a_figure_leaves_the_page_whole(text, tmp_path):
    frame = pd.DataFrame({"name": [text], "value": [1.0]})
    chart = alt.Chart(frame, title=text).mark_bar().encode(x="name", y="value")
    figure = embed(chart, "one", text)
    path = tmp_path / "page.html"
    path.write_text(f"<main>{figure}{embed(chart, 'two', text)}<p>the end</p></main>")
    page = Elements(path.read_text())
    assert page.names == ["main", "div", "script", "div", "script", "p"]
    shown = re.sub("[\u2028\u2029]", " ", text)
    assert [json.loads(data)["title"] for data in page.data] == [shown, shown]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_in_the_codebook_is_one_line_without_markup_or_formula(text):
    written = plain(text)
    assert "\n" not in written
    assert not re.search(r"[<>]", written)
    assert not written.startswith(FORMULA)
    assert not re.search(r"(?<!\\)(\\\\)*[|`*\[\]]", written)


def test_the_codebook_of_a_hostile_experiment_holds_no_markup_and_no_formula(study):
    text = codebook(study)
    assert not re.search(r"<[A-Za-z!/]", text)
    cells = [c.strip() for line in text.splitlines() for c in re.split(r"(?<!\\)\|", line)]
    assert [cell for cell in cells if cell.startswith(FORMULA) and set(cell) != {"-"}] == []


def test_the_tables_of_a_hostile_experiment_hold_identifiers_and_numbers_alone(study):
    played = play(study, Task(0, 0, 1, 0, 2))
    for table in (played.runs, played.series):
        frame = table.to_pandas()
        texts = [*frame.columns]
        for name in frame.select_dtypes(exclude="number"):
            texts += [str(value) for value in frame[name].dropna().unique()]
        assert [text for text in texts if not re.fullmatch(r"[A-Za-z0-9_]+( \+ \w+)*", text)] == []
