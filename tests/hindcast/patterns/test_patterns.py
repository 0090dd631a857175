"""Patterns: each is found where it was drawn, and not where nothing happened."""

import numpy as np
import pytest

from game.config.scenarios import shipped_library
from game.errors import UserError
from game.hindcast.patterns import makers, politics, trade
from game.hindcast.patterns.docs_table import PAGE, markdown
from game.hindcast.patterns.registry import TESTS, share_showing
from game.hindcast.patterns.shares import Shown, count_settings, show_patterns
from game.hindcast.patterns.tracks import Tracks, first_month, rank_correlations
from game.hindcast.record.moves import expect_event, read_record
from game.hindcast.targets.series import Pattern, all_patterns, find_pattern

MONTHS = 51


def tracks(**drawn):
    """Return two runs: the first as drawn, the second flat at its first value."""
    values = {}
    for name, path in drawn.items():
        path = np.asarray(path, dtype=float)
        values[name.replace("__", ".")] = np.stack([path, np.full(MONTHS, path[0])])
    return Tracks(values)


def steps(*changes, start=0.0):
    """Return a path that takes each value from its month on."""
    path = np.full(MONTHS, float(start))
    for month, value in changes:
        path[month:] = value
    return path


def test_every_pattern_has_one_test_and_its_events_are_on_record():
    assert set(TESTS) == set(all_patterns())
    assert len(all_patterns()) == 30
    record = read_record(shipped_library())
    for pattern in all_patterns().values():
        for event in pattern.deleted:
            expect_event(record, event, "pattern")


def test_four_patterns_are_marked_as_telling_most():
    marked = [name for name, pattern in all_patterns().items() if pattern.telling]
    assert marked == ["F7", "F12", "S1", "S3"]


def test_a_pattern_without_an_event_to_delete_has_a_sham():
    for name, pattern in all_patterns().items():
        assert pattern.deleted or pattern.placebo_manner or TESTS[name].sham, name


def test_an_unknown_pattern_is_refused():
    with pytest.raises(UserError, match="unknown pattern 'F21'"):
        find_pattern("F21")


@pytest.mark.parametrize(
    ("name", "shown"), [("F4", 0), ("F7", 0), ("F15", 0), ("S2", 0), ("S8", 0), ("S10", 1)]
)
def test_a_flat_history_shows_no_change_at_whatever_level(name, shown):
    # Sums of spans of several lengths are rounded differently at each level.
    levels = np.arange(1, 200)[:, np.newaxis] / 7.0 * np.ones(MONTHS)
    flat = Tracks({read: levels**place + 0.1 for place, read in enumerate(TESTS[name].reads)})
    assert (TESTS[name].measure(flat) == shown).all()


def test_ranks_do_not_part_what_rounding_parts():
    flat = np.array([[0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3]])
    assert np.isnan(rank_correlations(flat, np.array([[1.0, 2.0, 3.0, 4.0]]))).all()


def test_quality_gives_way_where_units_double_and_compute_stays():
    runs = tracks(nv_cn_units=steps((24, 4.6), start=1), nv_cn_h100e=steps(start=1))
    assert trade.give_way_in_quality(runs).tolist() == [True, False]
    grown = tracks(nv_cn_units=steps((24, 4.6), start=1), nv_cn_h100e=steps((24, 4.6), start=1))
    assert not trade.give_way_in_quality(grown).any()


def test_a_rush_is_a_peak_quarter_and_a_slump_after():
    runs = tracks(nv_cn_units=steps((18, 3.0), (21, 1.0), start=2))
    assert trade.peak_then_slump(runs).tolist() == [True, False]


def test_a_line_redrawn_after_a_year_counts_and_after_two_months_does_not():
    yearly = tracks(chip_line=steps((9, 1), (21, 2)))
    hasty = tracks(chip_line=steps((9, 1), (11, 2)))
    assert trade.redraw_after_a_year(yearly).tolist() == [True, False]
    assert not trade.redraw_after_a_year(hasty).any()


def test_a_part_that_was_there_before_the_line_does_not_answer_it():
    drawn = {
        "design_left__a800": steps((9, 1), (10, 0), start=99),
        "ramp__a800": steps((10, 0.3), (12, 0.6)),
        "design_left__h20": steps((21, 1), (22, 0), start=99),
        "ramp__h20": steps((22, 0.3), (25, 0.6)),
        "design_left__rtx6000d": steps(start=99),
        "ramp__rtx6000d": steps(),
    }
    assert trade.follow_with_compliant_part(tracks(**drawn)).tolist() == [True, False]
    assert trade.design_to_just_under(tracks(**drawn)).tolist() == [True, False]
    drawn["ramp__h20"] = steps(start=1.0)
    assert not trade.follow_with_compliant_part(tracks(**drawn)).any()


def test_revenue_that_halves_must_come_back():
    back = tracks(nv_cn_rev_bill=steps((21, 0.5), (26, 1.0), start=1))
    gone = tracks(nv_cn_rev_bill=steps((21, 0.5), start=1))
    assert trade.halve_and_recover(back).tolist() == [True, False]
    assert not trade.halve_and_recover(gone).any()


def test_a_licence_shock_has_a_trough_and_steps_up():
    shaped = steps((39, 0.4), (40, 0.25), (41, 0.6), (42, 0.8), (43, 0.9), start=1)
    runs = tracks(magnet_exp=shaped)
    assert politics.trough_and_recover_in_steps(runs).tolist() == [True, False]


def test_two_prices_part_where_the_foreign_one_rises_and_the_home_one_falls():
    runs = tracks(ga_price_row=steps((20, 2), start=1), ga_price_cn=steps((20, 0.8), start=1))
    assert politics.part_the_two_prices(runs).tolist() == [True, False]


def test_allies_that_follow_in_a_year_are_late_and_those_at_once_are_not():
    ramp = np.clip((np.arange(MONTHS) - 8) / 16.0, 0.0, 1.0)
    late = tracks(alignment=0.2 + 0.5 * ramp)
    assert politics.follow_late(late).tolist() == [True, False]
    assert politics.follow_in_force(late).tolist() == [True, False]
    assert not politics.follow_late(tracks(alignment=steps((9, 0.7), start=0.2))).any()


def test_reversals_are_changes_of_sign_between_moves():
    tight = steps((10, 1), (20, 2), (36, 3), (38, 2), (40, 3), (43, 2.5))
    assert politics.reverse_under_a_deal_maker(tracks(us_tightness=tight)).tolist() == [True, False]


def test_a_truce_that_freezes_controls_is_seen_only_where_there_is_one():
    tight = steps(*[(month, month) for month in range(24, 40)])
    runs = tracks(us_tightness=tight, truce=steps((40, 1), (47, 0)))
    assert politics.hold_still_in_a_truce(runs).tolist() == [True, False]


def test_a_median_move_is_answered_within_the_quarter():
    answers = np.zeros(MONTHS)
    answers[[21, 35, 40]] = 1.0
    assert politics.answer_within_a_turn(tracks(cn_escalated=answers)).tolist() == [True, False]


def test_home_makers_gain_where_their_part_of_units_rises_with_each_line():
    home = steps((10, 2), (22, 4), (40, 8), start=1)
    runs = tracks(cards_domestic=home, nv_cn_units=steps(start=5))
    assert makers.gain_after_each_tightening(runs).tolist() == [True, False]


def test_cases_a_year_after_the_flow_and_in_one_quarter_are_late_and_clustered():
    cases = np.zeros(MONTHS)
    cases[41] = 5.0
    runs = tracks(gray_flow=steps((9, 1.0)), seized=cases)
    assert makers.prosecute_late(runs).tolist() == [True, False]


def test_where_the_question_does_not_arise_a_run_is_not_counted():
    answers = np.array([1.0, np.nan, 0.0, np.nan])
    assert share_showing(lambda _: answers, tracks(x=steps())) == 0.5
    assert share_showing(lambda _: np.full(2, np.nan), tracks(x=steps())) == 0.0


def test_months_that_were_not_kept_hold_nothing():
    runs = Tracks({"x": np.ones((1, 6))}, first=12)
    assert runs.total("x", "2023-01", "2023-06").tolist() == [6.0]
    assert np.isnan(runs.total("x", "2022-12", "2023-06")).all()
    assert np.isnan(runs.at("y", "2023-01")).all()


def test_first_months_and_ranks_worked_by_hand():
    holds = np.array([[False, True, True], [False, False, False]])
    assert np.isnan(first_month(holds)[1])
    assert first_month(holds)[0] == 1.0
    up, flat = np.arange(4.0)[None], np.ones((1, 4))
    assert rank_correlations(up, up**3).tolist() == [1.0]
    assert np.isnan(rank_correlations(up, flat)).all()


def shown(treated, placebo, knocked_out, name="S1"):
    return Shown(
        name=name,
        pattern=all_patterns()[name],
        treated=treated,
        placebo=placebo,
        knocked_out=knocked_out,
    )


def test_a_pattern_counts_when_it_shows_and_neither_placebo_nor_knock_out_does():
    assert shown(0.7, 0.3, 0.3).counts
    assert not shown(0.69, 0.0, 0.0).counts
    assert not shown(1.0, 0.31, 0.0).counts
    assert not shown(1.0, 0.0, 0.31).counts
    table = markdown([shown(0.7, 0.3, 0.1), shown(1.0, 0.0, 0.9)], 400)
    assert "1 of 2 patterns count in 400 runs" in table
    assert "| **S1** | Quality gives way, not quantity | 70% | 30% | 10% | yes |" in table
    assert "shows as well where no part is cut to a line" in table


def test_a_labelled_pattern_never_counts_and_says_why():
    labelled = shown(1.0, 0.0, None, name="S8")
    assert not labelled.counts
    table = markdown([labelled], 400)
    assert "| 100% | 0% | label | no |" in table
    assert "is no evidence; arithmetic: what imports lose, the rest gains" in table


def test_every_pattern_has_a_knock_out_of_parameters_there_are_or_a_label():
    known = shipped_library().params
    for name, pattern in all_patterns().items():
        assert set(pattern.knocked_out) <= set(known), name
        assert bool(pattern.knocked_out) == (pattern.label is None)
    labelled = [name for name, pattern in all_patterns().items() if pattern.label]
    assert labelled == ["F6", "F13", "F17", "F19", "S5", "S8", "S9"]


def test_a_pattern_without_knock_out_and_label_is_refused():
    entry = all_patterns()["S1"].model_dump(exclude_none=True)
    del entry["knocked_out"], entry["switched_off"]
    with pytest.raises(ValueError, match="needs knocked_out or a label"):
        Pattern.model_validate(entry)
    entry |= {"knocked_out": {"order_surge": 1.0}}
    with pytest.raises(ValueError, match="no sound knock-out"):
        Pattern.model_validate(entry)


def test_the_page_of_patterns_says_how_each_is_tested_now():
    written = PAGE.read_text(encoding="utf-8")
    tested = markdown([], 400).partition("## How each is tested")[2]
    assert written.partition("## How each is tested")[2] == tested, (
        "run `python -m game.hindcast.patterns.docs_table`"
    )


def test_a_control_of_magnets_has_its_shape_in_played_runs_and_not_without_it():
    assert count_settings(["S4"]) == 2
    (magnets,) = show_patterns(2, names=["S4"])
    assert (magnets.treated, magnets.placebo, magnets.knocked_out) == (1.0, 0.0, 0.0)
