"""A card of the reveal says what a rival wanted and was refused, and why."""

from game.config.scenarios import library_with, load_scenario
from game.seat.seat_table import SeatTable
from game.session import Session
from game.window.app import App
from game.window.screens.reveal import Reveal
from tests.window.test_layout import texts

TORN = """\
name: Torn
actor: congress
says: Stand down for the talks, and hold a hearing.
sources: [judgement]
measures:
  - when: capital > 0
    set: {stand_down: 1}
  - when: capital > 0
    set: {hearing: 1}
"""


def test_a_card_says_what_was_refused_and_why(tmp_path):
    file = tmp_path / "torn.yaml"
    file.write_text(TORN, encoding="utf-8")
    session = Session.begin(
        load_scenario("lesson"),
        seats=("nvidia",),
        policies={"congress": "torn"},
        library=library_with(policies=[str(file)]),
    )
    table = SeatTable(session, "nvidia")
    table.seal()
    app = App((1600, 900), 100)
    app.start(Reveal(app, table))
    told = " ".join(mark.text for mark in texts(app.screen))
    assert "Wanted Hearing: on; refused: Congress is standing down for the talks" in told
    card = next(item for item in app.screen.page.items if item.key == "card congress")
    assert "Wanted Hearing" in card.value
