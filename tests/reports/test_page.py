"""Pages and tables: whole, escaped, with numbers people can read."""

import pandas as pd

from game.reports.page import Section, table, write_page


def test_a_page_without_a_figure_carries_no_script(tmp_path):
    path = tmp_path / "page.html"
    write_page(path, "Title", "Lead & more", [Section("One", "<p>Text</p>", "one")])
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
