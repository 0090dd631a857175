"""The debrief: complete, measured at every size, saved whole, and a way back into the game."""

import dataclasses
import html
import itertools
import json
import pickle
import re

import pytest

from game.ahead.ensemble import Order, divide, find, gather, key_of, play_portion
from game.seat.debrief.read import read_among
from game.seat.debrief.strategist_line import StrategistGame
from game.seat.debrief.turning_points import largest_turns, read_moved, read_turning_point
from game.seat.odds.ensemble_progress import Gathering, ensembles_folder
from game.seat.origins import OriginTracer
from game.turn.engine import pass_months
from game.window.app import App
from game.window.debrief_panels import PANELS
from game.window.debrief_picture import draw_picture
from game.window.screens.board import Board
from game.window.screens.briefing import Briefing
from game.window.screens.debrief import TABS, Debrief
from game.window.screens.fork import Fork
from tests.window.test_ahead import Beside
from tests.window.test_layout import in_sight, ink, texts

SEAT = "beijing"
ORDER = Order(scenario="lesson", seat=SEAT, games=36)


@pytest.fixture(scope="session")
def ensemble(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    for portion in divide(ORDER):
        play_portion(ORDER, portion, folder)
    return gather(ORDER, folder)


@pytest.fixture(scope="session")
def told(tables, ensemble):
    """The debrief of a game that is over, and its score among other games."""
    app = App((1280, 720), 100)
    screen = Debrief(app, tables["over"])
    screen.read_on(all_of_it=True)
    worth = dataclasses.replace(screen.told.worth, strategist=57.3)
    screen.told = dataclasses.replace(screen.told, worth=worth)
    return screen.told, read_among(ensemble, screen.told.score)


@pytest.fixture
def debrief(tables, told):
    """Make a debrief that has everything, in a window of a size and text scale."""

    def make(size=(1280, 720), scale=100):
        screen = Debrief(App(size, scale), tables["over"])
        screen.told, screen.among = told
        screen._unread = []
        screen.stage.start(screen)
        return screen

    return make


def test_the_debrief_tells_outcome_aims_and_twenty_series(told, tables):
    account, among = told
    session = tables["over"].session
    assert len(account.courses) == 20
    assert {len(course.values) for course in account.courses} == {len(session.played)}
    assert len(account.totals) == len(session.played) + 1
    assert sum(aim.weight * aim.score for aim in account.aims) == pytest.approx(account.score)
    assert account.totals[-1] == pytest.approx(account.score)
    assert 0.0 <= among.below <= 1.0
    assert sum(among.bars) == pytest.approx(1.0)


def test_turning_points_are_the_largest_moves_and_their_parts_add_up(told):
    account, _ = told
    changes = [after - before for before, after in itertools.pairwise(account.totals)]
    largest = sorted(abs(change) for change in changes)[-len(account.turning) :]
    assert account.turning
    assert sorted(abs(point.change) for point in account.turning) == pytest.approx(largest)
    for point in account.turning:
        assert point.change == pytest.approx(changes[point.turn])
        assert point.parts.score == pytest.approx(point.change)
        assert all(moved.points * point.change > 0.0 for moved in point.moved)


def test_a_score_that_stands_still_has_no_turning_point():
    assert largest_turns((50.0, 50.2, 50.1)) == ()
    assert largest_turns((50.0, 53.0, 53.1, 49.0)) == (0, 2)


def test_a_game_of_the_past_stands_beside_what_is_reported(told, tables):
    account, _ = told
    assert len(account.quarters) == len(tables["over"].session.played)
    assert account.before
    assert all(fact.source for fact in account.before)
    reported = [course for course in account.courses if course.record]
    assert {"nv_rev", "nv_cn_rev_bill"} <= {course.name for course in reported}
    assert all(at <= len(course.values) for course in reported for at, _ in course.record)


@pytest.mark.parametrize("large", [100, 200])
@pytest.mark.parametrize("panel", PANELS)
def test_no_panel_cuts_or_covers_its_text(debrief, size, large, panel):
    screen = debrief(size, large)
    screen.turn_to(panel)
    assert [mark.text for mark in texts(screen) if mark.rect.width > mark.room.width] == []
    boxes = {item.key: item.rect for item in screen.page.items}
    outside = [
        (mark.item, mark.text)
        for mark in texts(screen)
        if mark.item and not boxes[mark.item].contains(ink(mark.rect))
    ]
    assert outside == []
    marks = [(mark, ink(mark.rect)) for mark in texts(screen)]
    touching = [
        (one.text, other.text)
        for (one, first), (other, second) in itertools.combinations(marks, 2)
        if (one.layer, one.region) == (other.layer, other.region) and first.colliderect(second)
    ]
    assert touching == []
    room = screen.page.regions[f"debrief {panel}"].rect
    assert all(mark.rect.right <= room.right for mark in texts(screen) if mark.region)
    shown = [in_sight(screen, mark) for mark in texts(screen)]
    assert all(screen.page.rect.contains(ink(rect)) for rect in shown if rect is not None)
    screen.stage.frame()


def test_every_panel_can_be_reached_by_its_key(debrief, act):
    screen = debrief()
    for panel, action in TABS.items():
        act(screen.stage, action)
        assert screen.tab == panel
        assert screen.item(f"tab {panel}").value == "chosen"


def test_turning_points_on_their_way_are_not_told_as_none(debrief, told):
    screen = debrief()
    account, _ = told
    never, waiting = "never moved by half a point", "is being worked out"
    still = dataclasses.replace(account, totals=(50.0,) * len(account.totals))
    for shown, right, wrong in ((account, waiting, never), (still, never, waiting)):
        screen.told = dataclasses.replace(shown, turning=())
        screen.turn_to(list(PANELS)[2])
        words = " ".join(mark.text for mark in texts(screen))
        assert right in words
        assert wrong not in words


def test_the_picture_holds_every_panel(told):
    account, among = told
    surface = draw_picture(account, among)
    without = draw_picture(dataclasses.replace(account, turning=()), None)
    assert surface.get_width() == without.get_width() == 1600
    assert surface.get_height() > without.get_height() > 1500


def test_the_report_is_saved_beside_the_games_and_needs_no_network(
    debrief, told, act, games_folder
):
    screen = debrief()
    screen.stage._helper = Beside()
    act(screen.stage, "export")
    screen.gathering = _Nothing()
    screen.wake()
    folder = games_folder.with_name("reports")
    page, picture = sorted(folder.iterdir())
    assert (page.suffix, picture.suffix) == (".html", ".png")
    assert str(page) in screen.message
    text = page.read_text("utf-8")
    own = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert not re.findall(r'(?:src|href)="(?!#)', own)
    account, _ = told
    for words in (account.why, account.questions[0], account.turning[0].date):
        assert words in html.unescape(own)
    specs = re.findall(r'class="spec"[^>]*>(.*?)</script>', text)
    assert len(specs) == 3
    frame = next(iter(json.loads(specs[-1])["datasets"].values()))
    assert len({row["series"] for row in frame}) == 20


def test_a_strategist_plays_the_seat_beside_the_window_and_the_saved_report_gets_its_score(
    debrief, told, tables, act, games_folder, monkeypatch
):
    # Nobody gives an order in its stead; what the turns come to is called 88.8.
    monkeypatch.setattr("game.seat.debrief.strategist_line.play_packed", pass_months_alone)
    monkeypatch.setattr(StrategistGame, "score", lambda *_: 88.8)
    screen = debrief()
    screen.told = dataclasses.replace(
        told[0], worth=dataclasses.replace(told[0].worth, strategist=None)
    )
    screen.stage._helper = Beside()
    act(screen.stage, "export")
    (page,) = games_folder.with_name("reports").glob("*.html")
    assert "88.8" not in page.read_text("utf-8")
    screen.gathering = Gathered()
    for turn, _ in enumerate(tables["over"].session.played, start=1):
        assert screen.told.worth.strategist is None
        screen.wake()
        assert len(screen.stage._helper.asked) > turn
    shown = []
    for panel in PANELS:
        screen.turn_to(panel)
        shown += [mark.text for mark in texts(screen)]
    assert "88.8" in " ".join(shown)
    assert "small strategist" in page.read_text("utf-8")
    assert "88.8" in page.read_text("utf-8")


def pass_months_alone(packed, position):
    game = pickle.loads(packed)
    return pass_months(position, game.scenario, game.chance)


class Gathered:
    """Other games that will never come."""

    ensemble = None
    is_lost = True

    def poll(self):
        return False


class _Nothing:
    ensemble = None
    is_lost = False
    share = 0.0

    def poll(self):
        return False


def test_a_game_can_be_played_on_from_any_of_its_turns(debrief, act, games_folder):
    for turn, expected in ((0, Briefing), (2, Board)):
        screen = debrief()
        app = screen.stage
        act(app, "fork")
        assert isinstance(app.screen, Fork)
        act(app, "next")
        app.screen.focus_on(f"turn {turn}")
        act(app, "main")
        assert isinstance(app.screen, expected)
        session = app.screen.table.session
        assert len(session.played) == turn
        assert session.file.path.parent == games_folder
        app.screen.table.seal()
        session.close()
    assert len(list(games_folder.glob("*.jsonl"))) == 2


def test_an_ensemble_is_played_once_and_then_found(games_folder):
    order = Order(scenario="lesson", seat="nvidia", games=8)
    gathering = Gathering(Beside(), order)
    shares = []
    while gathering.ensemble is None:
        assert gathering.poll()
        shares.append(gathering.share)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert ensembles_folder() == games_folder.with_name("ensembles")
    assert find(order, ensembles_folder()) is not None
    again = Gathering(Beside(), order)
    again.poll()
    assert again.ensemble is not None
    assert again.ensemble.pooled.tolist() == gathering.ensemble.pooled.tolist()
    assert key_of(order)[:24] in {path.stem for path in ensembles_folder().iterdir()}


def test_where_no_ensemble_can_be_played_the_debrief_says_how_to_make_one(debrief):
    screen = debrief()
    screen.among = None
    screen.stage._helper = Beside(lost=True)
    screen.wake()
    screen.wake()
    assert screen.gathering.is_lost
    screen.change()
    shown = " ".join(mark.text for mark in texts(screen))
    assert "highfence ensemble" in shown


def test_a_turning_point_is_read_the_same_every_time(tables, told):
    account, _ = told
    session, first = tables["over"].session, account.turning[0]
    point = read_turning_point(session, SEAT, first.turn, account.worth)
    assert point == dataclasses.replace(first, moved=())
    assert read_moved(OriginTracer(session, SEAT, (first.turn,)), point) == first.moved
