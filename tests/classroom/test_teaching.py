"""What a teacher prints: quizzes that are true of the rules, pages in both languages."""

import re
import shlex

import pytest
import yaml

from game.classroom.debriefing import RoomDebrief
from game.classroom.log_items import _ask_why, items_of_log
from game.classroom.teaching import (
    FORMS,
    REHEARSED,
    read_evidence,
    read_guide,
    read_quiz,
    rehearsal_command,
)
from game.classroom.web.paper_pages import PARTS
from game.config.scenarios import shipped_library
from game.paths import PACKAGE, configs_dir
from game.seat.origins import Beginning, OriginTracer
from game.why.roots import Origins
from game.words.language import speaking
from tests.classroom.conftest import DESK

QUIZZES = shipped_library().quizzes
ITEMS = [(form, item) for form, quiz in QUIZZES.items() for item in quiz.items]
NAMES = [f"{form}-{item.mechanism}-{item.read}" for form, item in ITEMS]
GATE = "import_gate.h200_class"


def interventions():
    """Every intervention of the mechanisms: (mechanism, what is read, which way it goes)."""
    for path in sorted((configs_dir() / "mechanisms").glob("*.yaml")):
        for name, mechanism in yaml.safe_load(path.read_text()).items():
            for test in mechanism.get("tests", ()):
                yield name, test["read"], test["sign"]


def acting():
    """The mechanisms and readings that docs/mechanisms.md has measured as acting."""
    page = (PACKAGE.parent / "docs" / "mechanisms.md").read_text()
    rows = re.findall(r"^\| (M\d\d) \|.*?\| `([^`]+)`, turn.*\| acts \|$", page, re.MULTILINE)
    return set(rows)


def test_the_two_forms_have_twelve_items_on_the_same_concepts():
    first, second = (read_quiz(form).items for form in FORMS)
    assert len(first) == 12
    assert [item.about for item in first] == [item.about for item in second]
    assert not {item.text for item in first} & {item.text for item in second}


@pytest.mark.parametrize("item", [item for _, item in ITEMS], ids=NAMES)
def test_an_item_is_a_measured_intervention_that_acts_as_the_item_says(item):
    assert (item.mechanism, item.read, item.sign) in set(interventions())
    assert (item.mechanism, item.read) in acting()


def test_the_place_of_the_true_answer_tells_nothing():
    for form in FORMS:
        places = [item.answer for item in read_quiz(form).items]
        assert all(3 <= places.count(place) <= 5 for place in (1, 2, 3))


def test_a_quiz_that_asks_for_other_concepts_than_its_parallel_is_refused(tmp_path):
    import shutil

    from game.config.library import check_library
    from game.config.names import program_names

    shutil.copytree(configs_dir(), tmp_path / "configs")
    path = tmp_path / "configs" / "quizzes" / "mechanisms_b.yaml"
    path.write_text(path.read_text().replace("about: Trust", "about: Doubt"))
    problems = [str(problem) for problem in check_library(tmp_path / "configs", program_names)]
    assert any("asks for other concepts than mechanisms_a from item 10 on" in p for p in problems)


def test_questions_from_the_log_have_the_answers_of_the_games(klass):
    klass.until("measures")
    klass.propose(0, "beijing", "capital_subsidy", "3")
    klass.until("what")
    debrief = RoomDebrief(klass.live)
    while debrief.work_out():
        pass
    effects = debrief.read().effects
    items = items_of_log(klass.live, effects)
    assert any("played again" in item.text for item in items)
    assert any("What began" in item.text for item in items)
    for item in items:
        assert len(set(item.choices)) == len(item.choices) >= 2
        assert item.because
    swapped = next(item for item in items if "played again" in item.text)
    effect = effects[0]
    games = {True: "lower", False: "higher"}
    assert games[effect.is_raised] in swapped.choices[swapped.answer - 1]


def test_no_answer_on_an_order_taken_back_can_be_struck_unseen(klass):
    klass.until("measures")
    klass.propose(0, "beijing", "capital_subsidy", "3")
    klass.propose(0, "washington", "mineral_programme", "1")
    klass.until("what")
    debrief = RoomDebrief(klass.live)
    while debrief.work_out():
        pass
    view = debrief.read()
    items = items_of_log(klass.live, [*view.effects, *view.unmoved])
    swapped = [item for item in items if "played again" in item.text]
    assert len(swapped) == len(view.effects) + len(view.unmoved)
    places = {item.answer for item in swapped}
    assert 1 in places
    assert places & {2, 3}
    for item in swapped:
        # What it ends at without the order is what the first choice says, where that is true.
        assert (item.because.removeprefix("It ends at ").rstrip(".") in item.choices[0]) == (
            item.answer == 1
        )


def test_what_pulled_the_other_way_began_nothing_of_a_change(klass, monkeypatch):
    klass.until("what")
    name = klass.live.plan.compare[0]
    tracer = OriginTracer(klass.live.games[0])
    changes = {"against": -9.0, "first": 6.0, "second": 3.0, "third": 1.0}
    lines = [Beginning(change=change, actor="", text=text) for text, change in changes.items()]
    monkeypatch.setattr(tracer, "tell", lambda _: lines)
    monkeypatch.setattr(
        tracer,
        "trace",
        lambda *_: Origins(before=20.0, after=20.0 + sum(changes.values()), roots=()),
    )
    item = _ask_why(klass.live, 0, tracer, name, 0)
    assert item is not None
    assert item.choices[item.answer - 1] == "first"
    assert "against" in item.choices
    lines[2] = Beginning(change=5.5, actor="", text="second")
    assert _ask_why(klass.live, 0, tracer, name, 0) is None
    lines[2:] = [Beginning(change=-4.0, actor="", text="other")]
    alone = _ask_why(klass.live, 0, tracer, name, 0)
    assert alone is not None
    assert alone.choices[alone.answer - 1] == "first"
    assert "nothing else moved it that way" in alone.because


def test_the_evidence_counts_what_people_did_and_grades_nobody(klass):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "open")
    row = next(row for row in read_evidence(klass.live) if "Beijing" in row.seat)
    assert (row.proposals, row.agreed, row.sentence) == (1, 0, "")


@pytest.mark.parametrize("plan", sorted(shipped_library().classes))
def test_the_guide_of_a_plan_has_all_its_minutes_and_answers(plan, tmp_path):
    from tests.classroom.test_plans import planned

    live = planned(tmp_path / "room", plan=plan, people=0).live
    guide = read_guide(live)
    assert sum(line.minutes for line in guide.lines) == pytest.approx(live.plan.minutes)
    assert all(answer for _, answer in guide.questions)


@pytest.mark.parametrize("plan", sorted(shipped_library().classes))
def test_the_rehearsal_that_a_guide_asks_for_can_be_waited_for(plan):
    chosen = shipped_library().classes[plan]
    *_, speed = rehearsal_command(plan, chosen).split()
    assert chosen.minutes / float(speed) == pytest.approx(REHEARSED, rel=0.05)


def test_a_plan_in_a_folder_with_a_space_is_quoted_in_the_guide():
    plan = shipped_library().classes["lesson_50min"]
    words = shlex.split(rehearsal_command("my plans/two days.yaml", plan))
    assert words == [
        "highfence", "class", "my plans/two days.yaml", "--rehearse", "25", "--speed", "20"
    ]  # fmt: skip


def test_every_hand_out_opens_at_the_desk_alone_in_both_languages(klass, web):
    klass.until("what")
    desk = web(desk=DESK)
    for name in ["", *(f"/{part}" for part in PARTS)]:
        pages = [desk.get(f"/desk/handouts{name}?lang={lang}") for lang in ("en", "zh_CN")]
        assert [page.status_code for page in pages] == [200, 200]
        assert pages[0].text != pages[1].text
        assert web().get(f"/desk/handouts{name}").status_code == 403
    assert desk.get("/desk/handouts/nothing").status_code == 404


def test_no_hand_out_but_the_evidence_has_a_name(web):
    desk = web(desk=DESK)
    for part in PARTS:
        page = desk.get(f"/desk/handouts/{part}").text
        assert ("<b>Kai</b>" in page) == (part == "evidence")


def test_a_quiz_is_asked_in_chinese():
    from game.words.language import say_config

    with speaking("zh_CN"):
        for _, item in ITEMS:
            for text in (item.about, item.text, item.because, *item.choices):
                assert say_config(text) != text
