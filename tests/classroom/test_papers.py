"""Papers on phones: written by one form, agreed to by the team, answered, kept and broken."""

import pytest

from game.classroom import acts, arrivals
from game.classroom.promises import words_of
from game.classroom.table_papers import TARGET, PaperForm
from game.errors import UserError
from game.seat.correspondence import Papers
from tests.classroom.conftest import make_class

TO_WASHINGTON = TARGET + "washington"


def papers(klass, actor="beijing", table=0):
    return Papers(klass.live.games[table], actor)


def terms(klass, gives):
    mine = papers(klass)
    return [term.name for term in mine.shared("washington") if mine.gives(term) == gives]


def offer(klass, **given):
    named = (terms(klass, True)[0], terms(klass, False)[0])
    return PaperForm(kind="offer", terms=named, months=9, start=1, **given).text


def send(klass, text, key=None):
    klass.propose(0, "beijing", TO_WASHINGTON, text, **({"key": key} if key else {}))


def test_one_form_writes_a_whole_paper_once(klass):
    klass.until("measures")
    for _ in range(2):
        send(klass, offer(klass), key="same")
    (paper,) = papers(klass).drafted
    assert (paper.kind, paper.receiver, paper.months, paper.start) == ("offer", "washington", 9, 1)
    assert (len(paper.gives), len(paper.asks)) == (1, 1)
    line = next(one for one in _view(klass, "beijing").draft if one.target == TO_WASHINGTON)
    send(klass, line.back)
    assert not papers(klass).drafted


def test_a_phone_tells_what_a_paper_pledges_and_no_more_free_than_there_is(klass, web):
    klass.until("measures")
    send(klass, offer(klass))
    person = klass.person(0, "beijing")
    assert "7.7 free, 0.25 pledged" in web(**klass.cookies(person)).get(f"/p/{person}/").text


def _view(klass, actor):
    from game.classroom.seat_view import SeatViews

    return SeatViews(klass.live).read(klass.person(0, actor))


@pytest.mark.parametrize("text", ["offer||6|3", "bribe|x|6|3", "offer", "promise|nothing|6|3"])
def test_a_paper_without_terms_or_of_no_kind_is_refused(klass, text):
    klass.until("measures")
    with pytest.raises(UserError):
        send(klass, text)
    assert not papers(klass).drafted


def test_a_third_paper_is_refused_with_the_reason(klass):
    klass.until("measures")
    others = papers(klass, "washington").others
    if len(others) < 3:
        pytest.skip("the seat shares terms with two others only")
    for number, other in enumerate(others[:3]):
        mine = papers(klass, "washington")
        name = mine.shared(other)[0].name
        form = PaperForm(kind="demand", terms=(name,)).text
        if number < 2:
            klass.propose(0, "washington", TARGET + other, form)
        else:
            with pytest.raises(UserError, match=r"two|2"):
                klass.propose(0, "washington", TARGET + other, form)


def test_a_paper_that_reached_the_room_and_not_the_game_is_written_when_the_room_opens(klass):
    klass.until("measures")
    before = klass.live.files.table(0).read_bytes()
    send(klass, offer(klass))
    sent = papers(klass).drafted
    klass.live.games[0].close()
    klass.live.files.table(0).write_bytes(before)
    klass.again()
    assert papers(klass).drafted == sent


def test_a_team_agrees_to_a_paper_as_to_any_order(tmp_path):
    klass = make_class(tmp_path / "room", people=5)
    entry = arrivals.join(klass.live, "Second", "en", "join-second")
    arrivals.sit(klass.live, entry.person, (0, "beijing"), by="desk")
    klass.until("measures")
    acts.propose(klass.live, klass.request(entry.person), TO_WASHINGTON, offer(klass))
    assert not papers(klass).drafted
    waiting = [line for line in _view(klass, "beijing").draft if line.waits]
    assert [line.target for line in waiting] == [TO_WASHINGTON]
    acts.agree(klass.live, klass.request(klass.person(0, "beijing")), TO_WASHINGTON)
    assert len(papers(klass).drafted) == 1


def test_a_paper_is_answered_on_the_phone_and_binds(klass, web):
    klass.until("measures")
    person = klass.person(0, "beijing")
    browser = web(**klass.cookies(person))
    page = browser.get(f"/p/{person}/").text
    assert 'id="paper-washington"' in page
    assert "beijing_terms" not in page, "a draft of a paper is no lever of its own"
    given = {f"term-{name}": "in" for name in (terms(klass, True)[0], terms(klass, False)[0])}
    answer = browser.post(f"/p/{person}/act", data={
        "do": "paper", "key": "p", "to": "washington", "kind": "offer", "months": "9", "start": "6",
        "turn": "0", "phase": "measures", **given,
    })  # fmt: skip
    assert answer.status_code == 303
    klass.until("responses")
    reader = klass.person(0, "washington")
    browser = web(**klass.cookies(reader))
    page = browser.get(f"/p/{reader}/").text
    assert "Papers for your answer" in page
    assert "If you accept, you owe" in page
    target = "washington_answer.beijing"
    assert f'name="target" value="{target}"' in page
    accepted = browser.post(f"/p/{reader}/act", data={
        "do": "propose", "key": "a", "target": target, "setting": "accept",
        "turn": "0", "phase": "responses",
    })  # fmt: skip
    assert accepted.status_code == 303
    klass.until("measures", 1)
    assert papers(klass).in_force
    assert "In force" in web(**klass.cookies(person)).get(f"/p/{person}/").text


def test_a_promise_that_is_broken_stands_in_the_debrief(klass, web):
    from tests.classroom.conftest import BOARD

    klass.until("measures")
    term, setting = _breakable(klass)
    send(klass, PaperForm(kind="promise", terms=(term.name,), months=12, start=0).text)
    klass.until("measures", 1)
    klass.propose(0, "beijing", *setting)
    klass.until("what")
    told = [word for word in words_of(0, klass.live.games[0]) if word.giver == "beijing"]
    assert "broken" in {word.kind for word in told}
    assert "Words kept and broken" in web(board=BOARD).get("/board").text
    person = klass.person(0, "beijing")
    assert "Your word" in web(**klass.cookies(person)).get(f"/p/{person}/").text


def _breakable(klass):
    """Return a term that Beijing keeps as things stand, and a legal order that breaks it."""
    game, mine = klass.live.games[0], papers(klass)
    settings = game.model.position.orders.settings
    legal = game.legal_actions("beijing")
    for term in mine.shared("washington"):
        lever = game.scenario.levers[term.lever]
        now = float(settings[term.lever][0, term.column])
        low = now if term.low is None else term.low
        high = now if term.high is None else term.high
        if not mine.gives(term) or not low <= now <= high:
            continue
        for value in lever.values:
            if not low <= value <= high:
                action = lever.action(term.column, value)
                if legal.verdict(action).legal:
                    return term, (action.target, lever.text(value))
    pytest.fail("no term of Beijing's can be broken")
