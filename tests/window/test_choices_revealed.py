"""A card of the reveal says how a rival's choice was weighed."""

from tests.window.conftest import begin_against, told_at_the_reveal

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
    _, told = told_at_the_reveal(begin_against(TORN, "beijing", tmp_path), "nvidia")
    assert "weighed parts made at home 9 points (100 %), renting 5 points (0 %)" in told
    assert "4 points more for renting would have tipped it." in told
    assert told.count("because who is paid builds") == 1
