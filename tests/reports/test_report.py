"""A report is one page that works alone, begins with its limits, and says what the games say."""

import dataclasses
import json
import re

from game.batch.clause_shares import ClauseShare, ClauseShares, RefusedFor
from game.config.scenarios import load_scenario
from game.reports.clauses_section import clauses
from game.reports.report import FIGURES
from game.state.levers import Action
from game.turn.legality import Unaffordable

SPEC = re.compile(r'<script type="application/json" class="spec" data-chart="chart-(\w+)">(.+?)<')


def test_a_page_loads_nothing(page):
    assert "default-src 'none'" in page
    markup = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="(?!#)', markup) == []
    assert "vegaEmbed" in page


def test_the_first_section_asks_answers_and_warns(page):
    first = page.partition('<section id="question"')[2].partition("</section>")[0]
    assert "By playing." in first
    assert "too few draws to tell" in first or "too few lucks to tell" in first
    assert "Too few games to show anything." in first
    assert "it does not predict" in first
    assert "72 games: 4 line-ups x 6 draws of 2 uncertain numbers x 3 lucks each, seed 11" in first
    assert "<figure" not in first


def test_what_an_author_writes_is_text_and_no_markup(page):
    assert "A &lt;small&gt; experiment" in page
    assert "<small>" not in page


def test_only_sections_that_fit_are_there(page):
    there = set(re.findall(r'<section id="(\w+)"', page))
    assert {"question", "time", "ends", "chances", "first", "regret", "inputs", "again"} <= there
    assert "decides" not in there  # the design is neither Sobol's nor Morris's
    linked = set(re.findall(r'<a href="#(\w+)">', page)) - {"main"}
    assert linked == there


def test_every_figure_of_the_page_is_a_file_too(page, folder):
    drawn = {name for name, _ in SPEC.findall(page)}
    assert {"fan_cn_lag", "end_self_reliance", "share_dear", "first_shipped", "regret"} <= drawn
    files = {path.name for path in (folder / FIGURES).iterdir()}
    assert files == {f"{name}.{kind}" for name in drawn for kind in ("svg", "png")}


def test_a_figure_carries_its_numbers(page):
    spec = json.loads(dict(SPEC.findall(page))["fan_cn_lag"].replace("<\\/", "</"))
    rows = next(iter(spec["datasets"].values()))
    assert {row["group"] for row in rows} == {"Gate shut", "Gate open"}
    assert all(row["low"] <= row["median"] <= row["high"] for row in rows)
    assert {row["games"] for row in rows} == {18}


def test_a_share_over_inputs_without_a_distribution_is_no_probability(page):
    assert "No distribution is claimed for learning rate: shares are no probabilities." in page


def test_what_differs_between_line_ups_is_told(page):
    assert "Beijing is held at import gate.h200 class = block" in page
    assert "mineral cover opens at us 5" in page


def test_all_it_takes_to_play_again_is_told(page, finished):
    for fact in ("config_hash", "code_hash", "version", "python"):
        assert getattr(finished.manifest, fact) in page


def share(name, *, held=1.0, granted=0.0, refused=0.0, instance=None):
    return ClauseShare(
        actor="washington", policy="tighten_hard", clause=0, name=name, games=72,
        held=held, granted=granted, refused=refused, instance=instance,
    )  # fmt: skip


def test_clauses_that_were_refused_or_never_held_are_named_with_a_reason(finished):
    levers = load_scenario("lesson").levers
    order = Action.parse("enforcement = 3", levers, actor="washington", place="test")
    poor = RefusedFor(action=order, reason=Unaffordable(cost=2.0, left=1.0))
    rows = (
        share("capital is short", granted=0.5, refused=1.0, instance=poor),
        share("peace has come", held=0.0),
        share("all is well", granted=1.0),
    )
    shares = ClauseShares(games=72, line_ups=4, levers=levers, clauses=rows)
    html = str(clauses(finished, shares, "").html)
    refused, _, idle = html.partition("Clauses that moved nothing in any of these games")
    assert "72 games of 4 line-ups" in refused
    assert "Enforcement effort: 3 of 4: it costs 2 political capital and 1.0 are left" in refused
    assert "peace has come" in idle
    assert "all is well" not in html
    alone = ClauseShares(games=72, line_ups=4, levers=levers, clauses=rows[2:])
    assert "each moved a setting in some game" in str(clauses(finished, alone, "").html)
    assert "Not met" not in html
    unmet = dataclasses.replace(shares, unmet=(("washington", "status_quo"),))
    assert "every line-up that they are in: Washington: " in str(clauses(finished, unmet, "").html)
    assert "Not counted: of another version." in str(
        clauses(finished, None, "of another version").html
    )
