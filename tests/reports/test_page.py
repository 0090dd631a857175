"""Pages and tables: whole, escaped, with numbers people can read."""

import ast
import re
from pathlib import Path

import pandas as pd
import pytest

from game.reports.fragments import paragraphs, table
from game.reports.page import Section, write_page

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("game/reports", "game/hindcast")


def test_a_page_without_a_figure_carries_no_script(tmp_path):
    path = tmp_path / "page.html"
    write_page(path, "Title", "Lead & more", [Section("One", paragraphs("Text"), "one")])
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "Lead &amp; more" in text
    assert '<a href="#one">One</a>' in text
    assert "<p>Text</p>" in text
    assert [found.name for found in tmp_path.iterdir()] == ["page.html"]


def test_a_table_names_its_rows_and_formats_its_numbers():
    frame = pd.DataFrame(
        {"name": ["a < b", "c"], "share_of_games": [0.5, None], "n": [-3, 4], "won": [True, False]}
    )
    text = table(frame, "Some & more", {"share_of_games": ".0%"})
    assert "<caption>Some &amp; more</caption>" in text
    assert '<th scope="row">a &lt; b</th>' in text
    assert '<th scope="col" class="number">share of games</th>' in text
    assert '<td class="number">50%</td>' in text
    assert '<td class="number">\N{EN DASH}</td>' in text
    assert "\N{MINUS SIGN}3" in text
    assert "yes" in text
    assert "no</td>" in text


@pytest.mark.parametrize(
    "path",
    sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_markup_is_written_in_templates_alone(path):
    texts = [node.value for node in ast.walk(ast.parse(path.read_text("utf-8")))
             if isinstance(node, ast.Constant) and isinstance(node.value, str)]  # fmt: skip
    assert [text for text in texts if re.search(r"</?[a-z][a-z0-9]*(\s[^<>]*)?>", text)] == []


def test_a_plain_text_that_joins_a_piece_is_escaped():
    assert paragraphs("One") + "<b>two</b>" == "<p>One</p>&lt;b&gt;two&lt;/b&gt;"
