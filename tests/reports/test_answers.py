"""Every shipped experiment has a page that answers its question, with figures that are there."""

import re

import pytest

from game.config.scenarios import shipped_library
from game.paths import CLONE

PAGES = CLONE / "docs" / "experiments"


@pytest.mark.parametrize("name", shipped_library().experiments)
def test_a_shipped_experiment_has_a_page_with_answer_figure_and_limits(name):
    experiment = shipped_library().experiments[name]
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert f"**{experiment.question}**" in text
    assert experiment.caution in text
    figures = re.findall(r"!\[[^\]]+\]\((figures/[\w.]+)\)", text)
    assert figures
    for figure in figures:
        assert 0 < (PAGES / figure).stat().st_size < 250_000
    assert f"(experiments/{name}.md)" in (CLONE / "docs" / "lab.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", shipped_library().experiments)
def test_a_shipped_experiment_says_what_it_compares_and_what_either_way_means(name):
    experiment = shipped_library().experiments[name]
    assert experiment.comparisons
    for one in experiment.comparisons.values():
        assert one.more
        assert one.less
        assert one.same
        assert one.outcome in experiment.outcomes.labels
