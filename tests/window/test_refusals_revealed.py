"""A card of the reveal says what a rival wanted and was refused, and why."""

from tests.window.conftest import begin_against, told_at_the_reveal

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
    screen, told = told_at_the_reveal(begin_against(TORN, "congress", tmp_path), "nvidia")
    assert "Wanted Hearing: on; refused: Congress is standing down for the talks" in told
    card = next(item for item in screen.page.items if item.key == "card congress")
    assert "Wanted Hearing" in card.value
