"""What people type is one line of what can be seen, wherever it is shown."""

import csv

import pyarrow.parquet as pq
import pytest

from game.classroom import acts, arrivals, desk_acts
from game.classroom.exporting import export_room
from game.classroom.typed_text import one_line
from game.errors import UserError

UNSEEN = [
    "\u202e",
    "\u2066",
    "\u200b",
    "\u2060",
    "\ufeff",
    "\x00",
    "\x1b",
    "\x07",
    "\x9b",
    "\ud800",
]
BLANK = ["", " ", "\u2028", "\u2029", "\x85", "\u200d", "\u200c \u200d", "\u0301", "".join(UNSEEN)]
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", " =1", "\uff1d1+1"]


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_no_sign_that_is_unseen_or_turns_text_is_kept(sign):
    assert one_line(f"{sign}An{sign}a{sign}", 24) == "Ana"


@pytest.mark.parametrize("text", BLANK, ids=ascii)
def test_what_nobody_sees_is_no_name_and_no_word(text, klass):
    assert one_line(text, 24) == ""
    with pytest.raises(UserError, match="name"):
        arrivals.join(klass.live, text, "en", "key-of-nobody")
    klass.until("measures")
    with pytest.raises(UserError):
        acts.speak(klass.live, klass.request(klass.person(0, "beijing")), "", text)
    desk_acts.nudge(klass.live, (0, "beijing"), text)
    assert klass.live.room.nudges[0, "beijing"].text.startswith("The desk asks")


def test_breaks_become_spaces_and_joined_signs_stay_joined():
    assert one_line(" a\u2028b\r\n\tc\x85d ", 24) == "a b c d"
    assert one_line("\U0001f469\u200d\U0001f680 \u0645\u06cc\u200c\u062e\u0648", 24) == (
        "\U0001f469\u200d\U0001f680 \u0645\u06cc\u200c\u062e\u0648"
    )
    assert len(one_line("x" * 500, 24)) == 24


def test_no_text_of_people_is_a_formula_in_the_tables(klass, tmp_path):
    klass.until("measures")
    person = klass.person(0, "beijing")
    arrivals.change_person(klass.live, person, consents=True)
    for text in FORMULAS:
        acts.speak(klass.live, klass.request(person), "", text)
    acts.answer(klass.live, klass.request(person), "sentence", FORMULAS[0])
    acts.answer(klass.live, klass.request(person), FORMULAS[0], "to no question")
    acts.answer(klass.live, klass.request(person), "forecast-0", "-5")
    klass.live.close()
    for path in export_room(klass.live.files.folder, tmp_path / "out"):
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                cells = [cell for row in csv.reader(file) for cell in row]
            assert not [cell for cell in cells if cell.strip()[:1] in ("=", "+", "@", "\uff1d")]
            assert {cell for cell in cells if cell.startswith("-")} <= {"-5"}
    talk = pq.read_table(tmp_path / "out" / "talk.parquet")["text"].to_pylist()
    assert talk == [text.strip() for text in FORMULAS]
    answers = pq.read_table(tmp_path / "out" / "answers.parquet")["question"].to_pylist()
    assert answers == ["sentence", "forecast-0"]
