"""A card of the reveal says how a rival's choice was weighed."""

from game.config.scenarios import library_with, load_scenario
from game.seat.seat_table import SeatTable
from game.session import Session
from game.window.app import App
from game.window.screens.reveal import Reveal
from tests.window.test_layout import texts

TORN = """\
name: Torn
actor: beijing
says: Weigh what to pay for.
sources: [judgement]
capital_price: 0
measures:
  - choose: support
    among:
      parts_made_at_home: {set: {local_content: 2, capital_subsidy: 3}, worth: 9 - turn}
      renting: {set: {offshore_policy: promote}, worth: 5}
    temperature: 0
    because: who is paid builds
"""


def test_a_card_says_what_was_weighed_and_what_would_have_tipped_it(tmp_path):
    file = tmp_path / "torn.yaml"
    file.write_text(TORN, encoding="utf-8")
    session = Session.begin(
        load_scenario("lesson"),
        seats=("nvidia",),
        policies={"beijing": "torn"},
        library=library_with(policies=[str(file)]),
    )
    table = SeatTable(session, "nvidia")
    table.seal()
    app = App((1600, 900), 100)
    app.start(Reveal(app, table))
    told = " ".join(mark.text for mark in texts(app.screen))
    assert "weighed parts made at home 9 points (100 %), renting 5 points (0 %)" in told
    assert "4 points more for renting would have tipped it." in told
    assert told.count("because who is paid builds") == 1
