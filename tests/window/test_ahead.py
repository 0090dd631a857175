"""The odds in the window: what is weighed, what is shown, and a worker that is lost."""

import concurrent.futures as cf
import itertools
import os
import signal
import time

import pytest

from game.batch.executors import Inline
from game.seat.odds.choices import PORTIONS, Outlook, without
from game.seat.odds.shown import MOST_STOPS, LeverOdds
from game.seat.odds.worker import Helper
from game.window.app import App
from game.window.screens.board import Board
from game.window.screens.reveal import Reveal
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
    """A drafted table, weighed with one portion of rollouts of every choice."""
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
    _, choices, first, count = helper.asked[0]
    assert choices[0] == ()
    assert len(choices) == len(set(choices)) > 2
    assert (first, count) == (0, PORTIONS[0])


def test_a_lever_says_what_its_settings_are_worth_and_on_how_many_rollouts(weighed):
    table, weighing, target = weighed
    row = table.row(target)
    told = weighing.told(row)
    assert 0 < len(told.lines) <= MOST_STOPS
    assert row.stops[row.new].text in {line.name for line in told.lines}
    assert {line.effect.rollouts for line in told.lines} == {PORTIONS[0]}
    assert weighing.badge(row).rollouts == PORTIONS[0]
    assert weighing.ahead.prospect.rollouts == PORTIONS[0]


def test_holding_a_lever_keeps_the_other_orders(weighed):
    table, _, target = weighed
    drafted = table.session.actions(table.actor)
    row = table.row(target)
    kept = without(drafted, row.target)
    assert len(drafted) == 2
    assert len(kept) >= 1


def test_rollouts_go_on_until_there_are_enough(weighed):
    table, _, _ = weighed
    outlook = Outlook(Beside(), table.session, table.actor)
    outlook.want([()])
    outlook.poll()
    for number in range(len(PORTIONS)):
        assert not outlook.is_done
        assert outlook.poll()
        found = outlook.prospect(())
        assert found is not None
        assert found.rollouts == sum(PORTIONS[: number + 1])
    assert outlook.is_done


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
        first = helper.ask(os.getpid).result(timeout=60)
        assert first != os.getpid()
        waiting = helper.ask(time.sleep, 60)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(cf.process.BrokenProcessPool):
            waiting.result(timeout=60)
        assert helper.ask(os.getpid).result(timeout=60) not in (first, os.getpid())
    finally:
        helper.close()
