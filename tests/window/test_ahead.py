"""The odds in the window: what is weighed, what is shown, and a worker that is lost."""

import concurrent.futures as cf
import itertools
import os
import signal
import time

import pytest

from game.ahead.odds import ROLLOUTS, OwnPlan
from game.batch.executors import Inline
from game.seat.odds.choices import AT_ONCE, Outlook, without
from game.seat.odds.shown import MOST_STOPS, LeverOdds
from game.seat.odds.worker import Helper
from game.window.app import App
from game.window.screens.board import Board
from game.window.screens.reveal import Reveal
from game.window.widgets.odds import ahead_texts
from tests.patience import PATIENCE
from tests.window.conftest import begin, draft
from tests.window.test_layout import in_sight, ink, texts


class Beside(Helper):
    """A helper that works at once, in this process; `lose` makes it fail."""

    def __init__(self, lost=False):
        super().__init__()
        self.lost = lost
        self.asked = []

    def ask(self, work, /, *args, **kwargs):
        self.asked.append(args)
        if self.lost:
            future: cf.Future[object] = cf.Future()
            future.set_exception(cf.process.BrokenProcessPool())
            return future
        return Inline().submit(work, *args, **kwargs)


@pytest.fixture(scope="module")
def weighed():
    """A drafted table, weighed for the draft and the lever that is looked at."""
    table = draft(begin(turns=1))
    weighing = LeverOdds(Beside(), table)
    target = next(row.target for row in table.sheet.rows if row.is_moved)
    weighing.attend(target, -1)
    weighing.poll()
    weighing.poll()
    return table, weighing, target


def board(app, weighed):
    table, weighing, target = weighed
    screen = Board(app, table)
    screen.weighing, screen.explained = weighing, target
    return screen


def test_the_first_choice_is_to_hold_and_all_meet_the_same_rollouts(weighed):
    _, weighing, _ = weighed
    helper = weighing.outlook._helper
    _, _, courses = helper.asked[0]
    assert courses[0] == OwnPlan()
    assert courses[2] == OwnPlan(is_led=True)
    assert len(courses) == len(set(courses)) == AT_ONCE


def test_a_lever_says_what_its_settings_are_worth_and_on_how_many_rollouts(weighed):
    table, weighing, target = weighed
    row = table.row(target)
    told = weighing.told(row)
    assert 0 < len(told.lines) <= MOST_STOPS
    assert row.stops[row.new].text in {line.name for line in told.lines}
    assert {line.effect.rollouts for line in told.lines} == {ROLLOUTS}
    assert weighing.badge(row).effect.rollouts == ROLLOUTS
    assert weighing.ahead.prospect.rollouts == ROLLOUTS


def test_holding_a_lever_keeps_the_other_orders(weighed):
    table, _, target = weighed
    drafted = table.session.actions(table.actor)
    row = table.row(target)
    kept = without(drafted, row.target)
    assert len(drafted) == 2
    assert len(kept) >= 1


def test_the_same_draft_shows_the_same_number_whenever_it_is_looked_at(weighed):
    table, weighing, _ = weighed
    outlook = Outlook(Beside(), table.session, table.actor)
    drafted = OwnPlan(orders=table.session.actions(table.actor))
    outlook.want([OwnPlan(), drafted])
    outlook.poll()
    assert outlook.prospect(drafted) is None
    assert outlook.poll()
    assert outlook.is_done
    first = outlook.prospect(drafted)
    outlook.want([drafted])
    assert not outlook.poll()
    assert outlook.prospect(drafted) == first == weighing.ahead.prospect


def test_score_and_chance_of_a_win_are_told_with_their_bands_and_the_policy_by_name(weighed):
    table, weighing, _ = weighed
    ahead = weighing.ahead
    assert ahead.prospect.win_low <= ahead.prospect.win <= ahead.prospect.win_high
    longest, *shorter = ahead_texts(weighing)
    policy = table.session.leaders.stand_in(table.actor).replace("_", " ")
    assert f"led by {policy}" in longest
    assert all("±" in text for text in (longest, *shorter))
    assert f"{100 * ahead.prospect.win_low:.0f} to {100 * ahead.prospect.win_high:.0f}" in longest


def test_a_lever_has_a_badge_before_it_is_ordered(weighed):
    """The best step that could be taken, alone, against giving no order."""
    table, _, _ = weighed
    weighing = LeverOdds(Beside(), table)
    row = next(row for row in table.sheet.rows if not row.is_moved and row.toward(1))
    assert weighing.badge(row) is None
    weighing.attend("", -1)
    steps = [stop for stop in (row.toward(1), row.toward(-1)) if stop is not None]
    weighing.outlook.want([OwnPlan(), *(OwnPlan(orders=(stop.action,)) for stop in steps)])
    weighing.poll()
    weighing.poll()
    badge = weighing.badge(row)
    assert badge.setting in {stop.text for stop in steps}
    assert badge.effect.points == max(
        weighing.outlook.effect(OwnPlan(orders=(stop.action,)), OwnPlan()).points for stop in steps
    )


def test_a_lost_worker_is_said_on_the_board(weighed, usual):
    table, _, target = weighed
    weighing = LeverOdds(Beside(lost=True), table)
    weighing.attend(target, -1)
    weighing.poll()
    assert weighing.poll()
    screen = board(usual, (table, weighing, target))
    shown = " ".join(mark.text for mark in texts(screen))
    assert "Odds unavailable" in shown
    assert weighing.poll() is False


def test_odds_can_be_switched_off(weighed, usual):
    table, _, _ = weighed
    screen = Board(usual, table)
    usual.adjust(odds=False)
    screen.wake()
    assert screen.weighing is None
    assert "ahead" not in {item.key for item in screen.page.items}


@pytest.mark.parametrize("large", [100, 200])
@pytest.mark.parametrize("kind", [Board, Reveal])
def test_the_odds_leave_no_text_cut_or_covered(weighed, size, large, kind):
    table, weighing, target = weighed
    screen = kind(App(size, large), table)
    screen.weighing, screen.explained = weighing, target
    keys = {item.key for item in screen.page.items}
    assert "ahead" in keys
    assert any(key.startswith("odds ") for key in keys)
    assert [mark.text for mark in texts(screen) if mark.rect.width > mark.room.width] == []
    placed = [(mark, in_sight(screen, mark)) for mark in texts(screen)]
    placed = [(mark, ink(rect)) for mark, rect in placed if rect is not None]
    touching = [
        (one.text, other.text)
        for (one, first), (other, second) in itertools.combinations(placed, 2)
        if one.layer == other.layer and first.colliderect(second)
    ]
    assert touching == []
    assert [one.text for one, rect in placed if not screen.page.rect.contains(rect)] == []


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_helper_that_is_killed_fails_its_work_and_the_next_work_gets_a_new_one():
    helper = Helper()
    try:
        first = helper.ask(os.getpid).result(timeout=PATIENCE)
        assert first != os.getpid()
        waiting = helper.ask(time.sleep, PATIENCE)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(cf.process.BrokenProcessPool):
            waiting.result(timeout=PATIENCE)
        assert helper.ask(os.getpid).result(timeout=PATIENCE) not in (first, os.getpid())
    finally:
        helper.close()
