"""The encyclopedia says what the engine runs on, mods included, and every way in leads out."""

import pytest

from game.config.scenarios import load_scenario, shipped_library
from game.model.quantities import QUANTITIES
from game.paths import configs_dir
from game.seat.encyclopedia import KINDS, encyclopedia_of, shipped_encyclopedia
from game.session import Session
from game.turn.reads import RULES_BY_NAME
from game.window.app import App
from game.window.screens.board import Board
from game.window.screens.encyclopedia import NAMING, EncyclopediaScreen


@pytest.fixture(scope="module")
def book():
    return shipped_encyclopedia("en")


def test_everything_the_engine_runs_on_has_an_article(book):
    library = shipped_library()
    kinds = {kind: [one for one in book.articles.values() if one.kind == kind] for kind in KINDS}
    assert len(kinds["params"]) == len(library.params)
    assert len(kinds["rules"]) == len(RULES_BY_NAME)
    assert len(kinds["quantities"]) == len(QUANTITIES)
    assert len(kinds["levers"]) == sum(len(levers) for levers in library.levers.values())
    assert len(kinds["policies"]) == sum(len(one) for one in library.policies.values())
    assert all(kinds.values())
    assert all(one.title and (one.lead or one.facts) for one in book.articles.values())


def test_every_number_has_its_source_in_its_article(book):
    assert all(one.sources for one in book.articles.values() if one.kind == "params")


def test_links_lead_both_ways(book):
    key = book.find("apply_regime")
    named = book.links(key)
    assert named
    for article in named:
        assert key in {one.key for one in book.used_by(article.key)}


def test_a_setting_of_a_lever_and_a_word_of_a_title_are_found(book):
    assert book.find("import_gate.h200_class") == "levers/beijing/import_gate"
    assert book.search("import gate")[0].key == "levers/beijing/import_gate"
    assert book.search("zzz") == []


def test_a_policy_of_the_players_own_is_in_the_book(tmp_path):
    shipped = configs_dir() / "policies" / "beijing" / "open_for_deal.yaml"
    path = tmp_path / "own.yaml"
    path.write_text(shipped.read_text().replace("name: ", "name: My own and ", 1))
    session = Session.begin(
        load_scenario("lesson"), seats=("nvidia",), policies={"beijing": str(path)}
    )
    article = encyclopedia_of(session.log.header, "en").articles["policies/beijing/own"]
    assert article.title.startswith("My own and")


def test_the_key_opens_what_is_focused_and_escape_goes_back_a_step(act, tables):
    app = App((1280, 720))
    app.start(Board(app, tables["later"]))
    app.screen.focus_on("lever import_gate.h200_class")
    act(app, "encyclopedia")
    assert isinstance(app.screen, EncyclopediaScreen)
    assert app.screen.article.key == "levers/beijing/import_gate"
    link = next(item for item in app.screen.page.items if item.key in NAMING)
    link.press()
    assert app.screen.article.key != "levers/beijing/import_gate"
    act(app, "back")
    assert app.screen.article.key == "levers/beijing/import_gate"
    act(app, "back")
    assert isinstance(app.screen, Board)


def test_letters_written_into_the_search_are_no_commands(press):
    app = App((1280, 720))
    app.start(EncyclopediaScreen(app))
    for letter in "die":
        press(app, ord(letter), text=letter)
    assert app.screen.word == "die"
    assert app.theme.name == "night"
