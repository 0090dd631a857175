"""What a seat of a class is told at the end of what was wanted and not granted."""

import concurrent.futures as cf

import pytest

from game.classroom import desk_acts
from game.classroom.endings import Endings
from game.classroom.policy_games import PolicyGames
from game.classroom.seat_view import read_results
from game.seat.debrief.strategist_line import StrategistGame
from game.seat.refusals import refusals_by_turn
from tests.classroom.conftest import make_class

SEAT = "washington"


@pytest.fixture
def ended(tmp_path):
    """A class of three people past its votes; policies led two seats, and a third for turns."""
    klass = make_class(tmp_path / "room", people=3)
    for turn in range(klass.live.scenario.turns - 1):
        klass.until("measures", turn)
        for seat in (SEAT, "congress", "nvidia"):
            desk_acts.let_policy_act(klass.live, (0, seat))
    klass.until("so_what")
    return klass


def test_the_reveal_says_why_an_order_of_the_seat_was_refused(tmp_path, monkeypatch):
    klass, refused = make_class(tmp_path / "room", people=3), []
    # A policy orders what is refused at the seal more often than people do.
    monkeypatch.setattr(klass.live.tables, "game_of", lambda seat: klass.live.games[seat[0]])
    for turn in range(klass.live.scenario.turns):
        klass.until("measures", turn)
        for actor in (SEAT, "congress", "nvidia"):
            desk_acts.let_policy_act(klass.live, (0, actor))
        klass.until("reveal")
        refused += [
            result for result in read_results(klass.live, (0, SEAT)) if not result.is_granted
        ]
    assert refused
    assert all(result.why for result in refused)


def work_out_all(endings, person):
    while endings.work_out():
        pass
    return READ(endings, person)


READ = Endings.read


def test_an_ending_names_what_was_refused_and_the_clauses_that_did_nothing(ended):
    endings = Endings(ended.live, PolicyGames(ended.live))
    person = ended.person(0, SEAT)
    before = endings.read(person)
    assert before is not None
    assert before.not_granted is None
    told, game = work_out_all(endings, person).not_granted, ended.live.games[0]
    refused = refusals_by_turn(game)
    assert len(told.own) == sum(actor == SEAT for _, actor, _ in refused) > 0
    assert len(told.others) == len(refused) - len(told.own) > 0
    assert all("refused" in text for _, text in told.own)
    assert {title for title, _ in told.idle} <= {"Beijing", "Chinese chipmakers"}
    assert any("never held" in text for _, texts in told.idle for text in texts)


def test_the_page_of_a_seat_has_them(ended, web_of, monkeypatch):
    monkeypatch.setattr(Endings, "read", work_out_all)
    person = ended.person(0, SEAT)
    page = web_of(ended)(**ended.cookies(person)).get(f"/p/{person}/").text
    own, _, rest = page.partition("What others at your table were refused")
    others, _, idle = rest.partition("Clauses of policies at your table that did nothing")
    assert "What you ordered and did not get" in own
    assert "refused:" in own.partition("What you ordered and did not get")[2]
    assert "refused:" in others
    assert "never held" in idle


class Here:
    """A process beside the room that does at once what it is handed."""

    def ask(self, work, /, *given):
        future: cf.Future = cf.Future()
        future.set_result(work(*given))
        return future

    def close(self, *, wait=False):
        pass


class Lost(Here):
    def ask(self, *_):
        future: cf.Future = cf.Future()
        future.set_exception(RuntimeError("killed"))
        return future


def with_strategists(klass, helper, monkeypatch):
    monkeypatch.setattr("game.classroom.strategists.Helper", helper)
    endings = Endings(klass.live, PolicyGames(klass.live))
    while not endings.strategists.is_done:
        endings.strategists.poll()
    return endings


@pytest.mark.usefixtures("tiny_strategists")
def test_an_ending_says_what_a_strategist_in_the_seat_would_have_come_to(ended, monkeypatch):
    endings = with_strategists(ended, Here, monkeypatch)
    person = ended.person(0, SEAT)
    worth = work_out_all(endings, person).worth
    assert worth.strategist == StrategistGame.read(ended.live.games[0], SEAT).play()
    assert endings.strategists.scores.keys() == set(ended.live.room.seats())


def test_a_process_that_is_lost_leaves_the_line_out(ended, monkeypatch):
    endings = with_strategists(ended, Lost, monkeypatch)
    assert work_out_all(endings, ended.person(0, SEAT)).worth.strategist is None


def test_the_page_that_is_kept_says_what_was_refused_and_why(ended, web_of):
    person = ended.person(0, SEAT)
    page = web_of(ended)(**ended.cookies(person)).get(f"/p/{person}/keep").text
    listed = page.partition("What you ordered and did not get")[2].partition("</ul>")[0]
    refused = [text for _, actor, text in refusals_by_turn(ended.live.games[0]) if actor == SEAT]
    assert listed.count("<li>") == len(refused) > 0
    assert listed.count("refused:") == len(refused)
