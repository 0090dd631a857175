"""Papers and deals in the window: sent, answered with their consequences in sight, warned of."""

import pytest

from game.config.scenarios import load_scenario
from game.seat.seat_table import SeatTable
from game.session import Session
from game.turn.agreements import papers_in
from game.window.app import App
from game.window.screens.board import Board
from game.window.screens.deals import Deals
from game.window.screens.months import MonthsScreen
from game.window.screens.question import Question
from game.window.screens.reveal import Reveal
from tests.window.conftest import SCALES, SIZES
from tests.window.test_layout import texts


@pytest.fixture
def table():
    return SeatTable(Session.begin(load_scenario(), seats=("beijing",), seed=3), "beijing")


@pytest.fixture
def app():
    return App((1600, 900), 100)


def told(app):
    return " ".join(mark.text for mark in texts(app.screen))


def press(app, key):
    item = app.screen.item(key)
    assert item is not None, key
    item.press()


def offer(app, table):
    """Draft an offer to Washington by pressing what is on the screen."""
    app.start(Board(app, table))
    app.screen.act("deals")
    assert isinstance(app.screen, Deals)
    for key in ("other washington", "kind offer", "term minerals_eased", "term h200_approved"):
        press(app, key)


def papers_of(table):
    settings = table.session.legal_actions("beijing").drafted.orders.settings
    return [one for one in papers_in(settings, table.session.scenario) if one.sender == "beijing"]


def test_what_a_paper_pledges_is_told_as_it_costs(app, table):
    offer(app, table)
    assert "7.7 capital free, 0.25 pledged" in told(app)


def test_an_offer_is_drafted_by_pressing_what_is_on_the_screen(app, table):
    offer(app, table)
    app.screen.item("months").step(1)
    (paper,) = papers_of(table)
    assert (paper.kind, paper.receiver, paper.months) == ("offer", "washington", 9)
    assert [term.name for term in (*paper.gives, *paper.asks)] == [
        "minerals_eased",
        "h200_approved",
    ]


def test_what_follows_stands_beside_the_draft_before_it_is_sealed(app, table):
    offer(app, table)
    seen = told(app)
    assert "Once it is accepted, you owe" in seen
    assert "now licence seven, to be licence one" in seen
    assert "Once it is accepted, you get from Washington" in seen
    assert "A breach costs its giver 40 % of the belief in its word" in seen
    assert "A paper costs 0.25 political capital." in seen


def test_a_paper_counts_as_an_order_and_is_taken_back_like_one(app, table):
    offer(app, table)
    assert table.sheet.orders == 1
    press(app, "kind none")
    assert papers_of(table) == []
    app.screen.act("undo")
    assert len(papers_of(table)) == 1


def test_notice_without_a_deal_is_refused_with_the_reason(app, table):
    offer(app, table)
    press(app, "kind notice")
    assert "there is no deal with Washington to end" in told(app)


def test_a_paper_received_is_answered_at_the_reveal_with_its_consequences_in_sight(app, table):
    table.seal()
    app.start(Reveal(app, table))
    paper = table.sheet.papers.addressed[0]
    assert "If you accept, you owe" in told(app)
    press(app, f"answer_paper {paper.sender} accept")
    assert table.sheet.papers.addressed[0].answer == "accept"
    assert table.sheet.orders == 1
    press(app, f"answer_paper {paper.sender} accept")
    assert table.sheet.papers.addressed[0].answer == ""


def test_the_card_says_what_is_in_force_on_the_board_the_reveal_and_after_the_months(app, table):
    for screen in (Board, Reveal, MonthsScreen, Board):
        app.start(screen(app, table))
        card = app.screen.item("deals")
        assert card is not None, screen
        card.press()
        assert isinstance(app.screen, Deals)
        if screen is Reveal:
            for paper in table.sheet.papers.addressed:
                table.give(table.sheet.papers.action("answer", paper.sender, "accept"))
        if screen in (Board, Reveal):
            table.seal()
    assert "You owe" in card.value
    assert "kept 0, broken 0" in card.value


def signed(table):
    """Let Beijing promise to keep the mineral ladder where it stands."""
    papers = table.sheet.papers
    for part, member, setting in (
        ("terms", "minerals_held", "in"),
        ("start", "washington", "0"),
        ("paper", "washington", "promise"),
    ):
        assert table.give(papers.action(part, member, setting)) == ""
    table.seal()
    table.seal()


def test_an_order_that_breaks_a_word_is_warned_of_at_once_and_before_the_seal(app, table):
    signed(table)
    board = Board(app, table)
    app.start(board)
    row = table.row("mineral_level")
    board.put(row, row.now + 1)
    assert "This breaks your word to Washington: no further step on the mineral ladder" in told(app)
    board.main()
    assert isinstance(app.screen, Question)
    assert "some months after a notice to Washington" in app.screen.note
    assert table.sheet.orders == 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", SCALES)
def test_every_term_can_be_reached_by_keyboard_at_every_size(size, scale, table, act):
    app = App(size, scale)
    app.start(Deals(app, table))
    app.screen.choose("washington")
    seen = set()
    for _ in range(80):
        act(app, "next")
        seen.add(app.screen.focus)
    shared = table.sheet.papers.shared("washington")
    assert {f"term {term.name}" for term in shared} <= seen
    assert {"kind offer", "months", "start", "back"} <= seen
