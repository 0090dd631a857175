"""The debrief: votes before answers, games of policies, the record, the page that is kept."""

import pytest

from game.classroom import acts, arrivals
from game.classroom.debriefing import RoomDebrief
from game.classroom.endings import Endings
from game.classroom.policy_games import PolicyGames
from game.classroom.voting import DECISION, SCORE, count_votes, has_voted, open_votes
from game.words.language import speaking
from tests.classroom.conftest import BOARD, DESK, make_class
from tests.classroom.test_live_room import GATE


def vote(klass, person, question, answer):
    acts.answer(klass.live, klass.request(person), question, answer)


def worked_out(klass):
    debrief = RoomDebrief(klass.live)
    endings = Endings(klass.live, debrief.policy_games)
    while debrief.work_out() or endings.work_out():
        pass
    return debrief, endings


@pytest.fixture
def over(klass):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "open")
    klass.until("what")
    return klass


def test_a_vote_counts_until_the_board_says_why_and_only_one_of_its_choices(over):
    first, second = sorted(over.passes)[:2]
    vote(over, first, DECISION, "beijing")
    vote(over, first, DECISION, "nvidia")
    vote(over, second, DECISION, "the weather")
    over.until("why")
    vote(over, second, DECISION, "beijing")
    count = count_votes(over.live)
    assert {name: votes for name, _, votes in count.votes if votes} == {"nvidia": 1}
    assert (count.voters, count.people) == (1, 10)
    assert not open_votes(over.live, first)


@pytest.mark.parametrize("question", [DECISION, "forecast-0", acts.SENTENCE])
def test_who_only_watches_answers_no_question_of_the_class(over, question):
    watching = over.person(0, "congress")
    arrivals.park(over.live, watching, "parked")
    vote(over, watching, question, "nvidia")
    assert (watching, question) not in over.live.room.answers


def test_the_vote_of_a_seat_that_was_left_since_is_not_counted(over):
    leaving = over.person(0, "congress")
    vote(over, leaving, DECISION, "nvidia")
    arrivals.park(over.live, leaving, "parked")
    count = count_votes(over.live)
    assert (count.voters, count.people, count.most) == (0, 9, 0)


def test_nobody_reads_what_the_orders_were_worth_before_voting(over):
    _, endings = worked_out(over)
    person = over.person(0, "beijing")
    assert endings.read(person).worth is None
    assert not has_voted(over.live, person)
    vote(over, person, SCORE, "own")
    assert endings.read(person).worth is not None
    assert endings.read(person).turning is not None
    other = over.person(1, "beijing")
    assert endings.read(other).worth is None
    over.until("why")
    assert endings.read(other).worth is not None


def test_the_board_shows_no_vote_and_no_answer_while_people_vote(over, web):
    vote(over, over.person(0, "beijing"), DECISION, "congress")
    board = web(board=BOARD)
    page = board.get("/board").text
    assert "1 of 10 have voted" in page
    assert 'class="plain votes"' not in page
    assert "data-effect" not in page
    over.until("why")
    assert 'class="plain votes"' in board.get("/board").text


def test_the_models_answer_is_the_seat_of_the_largest_effect(over):
    debrief, _ = worked_out(over)
    view = debrief.read()
    assert view.answer == view.effects[0].actor == "beijing"


def test_games_of_policies_are_played_bit_by_bit_and_kept(over, tmp_path, monkeypatch):
    monkeypatch.setattr("game.classroom.policy_games.GAMES", 120)
    monkeypatch.setattr("game.ahead.ensemble.SEED", 5)
    for number in (1, 2):
        games = PolicyGames(over.live, tmp_path / "ensembles")
        portions = 0
        while games.work_out():
            portions += 1
        assert sorted(games.ready) == sorted(over.live.scenario.actors)
        assert all(ensemble.games >= 120 for ensemble in games.ready.values())
        assert (portions == len(over.live.scenario.actors)) == (number == 2)


def test_a_class_that_plays_fewer_turns_is_compared_with_games_as_long():
    from game.ahead.ensemble import Order, Portion, _play

    short = Order(scenario="december_2025", seat="beijing", games=10, turns=2)
    _, series = _play(short, Portion(policy="random_legal", first=0, count=4))
    _, whole = _play(
        Order(scenario="december_2025", seat="beijing", games=10),
        Portion(policy="random_legal", first=0, count=4),
    )
    assert (series[:, :2] == whole[:, :2])[~(whole[:, :2] != whole[:, :2])].all()
    assert (series[:, 2:] != series[:, 2:]).all()


def test_the_record_stands_beside_a_class_that_plays_its_months(tmp_path):
    klass = make_class(tmp_path / "room", plan="seminar_3h", people=1)
    klass.until("what")
    view = RoomDebrief(klass.live).read()
    revenue = next(number for number in view.beside if number.record)
    assert any(0.0 < at <= 3.0 for at, _ in revenue.record)
    assert all(revenue.low <= value <= revenue.high for _, value in revenue.record)
    assert all("2025-04" <= fact.date < "2026-02" for fact in view.facts)


def test_a_student_keeps_a_page_of_the_own_seat_and_of_nobody_else(over, web):
    worked = over.person(0, "beijing")
    vote(over, worked, DECISION, "nvidia")
    acts.answer(over.live, over.request(worked), acts.SENTENCE, "Too early.")
    page = web(**over.cookies(worked)).get(f"/p/{worked}/keep")
    assert "attachment" in page.headers["content-disposition"]
    for text in ("Import gate", "Too early.", "Nvidia"):
        assert text in page.text
    for name in {record.name for record in over.live.people.values()}:
        assert f" {name} " not in page.text
    assert "src=" not in page.text
    assert web(desk=DESK).get(f"/p/{worked}/keep").status_code == 403


def test_nothing_is_kept_before_the_games_are_over(klass, web):
    klass.until("measures")
    person = klass.person(0, "beijing")
    assert web(**klass.cookies(person)).get(f"/p/{person}/keep").status_code == 303


def test_each_reader_reads_the_effects_in_the_own_language_whoever_worked_them_out(over):
    debrief, _ = worked_out(over)
    texts = set()
    for language in ("en", "zh_CN"):
        with speaking(language):
            texts.add(debrief.read().effects[0].title)
    assert len(texts) == 2


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_board_of_every_plan_shows_its_debrief_in_every_language(web_of, tmp_path, language):
    klass = make_class(tmp_path / "room", plan="seminar_3h", people=1)
    klass.until("what")
    board = web_of(klass)(board=BOARD)
    for stage in ("what", "why", "real", "so_what"):
        klass.until(stage)
        assert board.get(f"/board?lang={language}").status_code == 200
