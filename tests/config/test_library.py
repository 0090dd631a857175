import pickle
from pathlib import Path

import pytest

from game.config.schema.fields import Step
from game.errors import UserError

WASHINGTON = "levers/washington.yaml"
BEIJING = "levers/beijing.yaml"
DEMAND = "params/demand.yaml"
NVIDIA = "products/nvidia.yaml"
LINES = "vintages/lines.yaml"
SHOCKS = "events/shocks.yaml"
LEAD = "payoffs/lead.yaml"
TIGHTEN = "policies/washington/tighten.yaml"
BOYCOTT = "policies/beijing/boycott.yaml"
BASE = "scenarios/base.yaml"
LONG = "scenarios/long.yaml"


def read_mistakes() -> list[tuple[str, str, str, str]]:
    text = Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8")
    mistakes = []
    for block in text.split("\n\n")[1:]:
        file, old, new, message = block.strip("\n").split("\n")
        assert (old[:2], new[:2], message[:2]) == ("- ", "+ ", "> ")
        old, new = (line[2:].replace("\\n", "\n") for line in (old, new))
        mistakes.append((file, old, new, message[2:]))
    return mistakes


MISTAKES = read_mistakes()


def starts_alike(messages: list[str], wanted: str) -> bool:
    """Whether a message says what is wanted; expressions add their own suggestion to a name."""
    return any(message == wanted or message.startswith(f"{wanted};") for message in messages)


def test_the_small_folder_has_no_mistake(folder):
    assert folder.problems() == []


@pytest.mark.parametrize(("file", "old", "new", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_line_and_the_way_out(folder, file, old, new, message):
    folder.edit(file, old, new)
    messages = folder.problems()
    assert starts_alike(messages, message), messages


@pytest.mark.parametrize(("file", "old", "new"), [mistake[:3] for mistake in MISTAKES])
def test_one_mistake_is_told_in_one_place(folder, file, old, new):
    folder.edit(file, old, new)
    assert len({message.split(" ")[0] for message in folder.problems()}) == 1


def test_all_mistakes_of_all_files_are_told_by_file_and_line(folder):
    folder.edit(DEMAND, "value: 0.5", "value: 5")
    folder.edit(DEMAND, "confidence: L", "confidence: X")
    folder.edit(TIGHTEN, "chip_ceiling: +1", "chip_celing: +1")
    folder.edit(LEAD, "best: 24", "best: many")
    places = [message.split(" ")[0] for message in folder.problems()]
    assert places == [
        "params/demand.yaml:3:",
        "params/demand.yaml:16:",
        "payoffs/lead.yaml:6:",
        "policies/washington/tighten.yaml:7:",
    ]


def test_a_refused_entry_still_counts_as_known(folder):
    folder.edit(WASHINGTON, "cost: 3", "cost: high")
    folder.edit(BOYCOTT, "says: shut the gate\n", "")
    assert [message.split(" ")[0] for message in folder.problems()] == [
        "levers/washington.yaml:6:",
        "policies/beijing/boycott.yaml:1:",
    ]


def test_an_unreadable_file_is_told_before_its_echoes(folder):
    folder.edit(WASHINGTON, "chip_ceiling:", "chip_ceiling: {")
    messages = folder.problems()
    assert len(messages) == 1
    assert messages[0].startswith("levers/washington.yaml:")


def test_loading_raises_the_first_problem(folder):
    folder.edit(DEMAND, "value: 0.5", "value: 5")
    folder.edit(DEMAND, "confidence: L", "confidence: X")
    with pytest.raises(UserError, match=r"demand.yaml:3: value = 5 is outside"):
        folder.load()


def test_a_missing_folder_is_a_users_mistake(folder):
    folder.path = folder.path / "nowhere"
    with pytest.raises(UserError, match="nowhere: no such folder"):
        folder.load()


def test_a_name_may_stand_in_one_file_only(folder):
    folder.write("params/more.yaml", (folder.path / DEMAND).read_text(encoding="utf-8"))
    assert folder.problems() == [
        "params/more.yaml:2: 'elasticity' is also at params/demand.yaml:2; keep one",
        "params/more.yaml:10: 'tier_weight' is also at params/demand.yaml:10; keep one",
    ]


def test_the_ceilings_settings_follow_the_vintages(folder):
    folder.edit(WASHINGTON, "oct_2023: {says", "oct_2024: {says")
    assert (
        "levers/washington.yaml:5: settings of chip_ceiling are none, oct_2024; "
        "the vintages are none, oct_2023"
    ) in folder.problems()


def test_every_actor_is_scored(folder):
    folder.edit(LEAD, "  washington:", "  beijin:")
    assert folder.problems() == [
        "payoffs/lead.yaml:4: actors has no washington; every actor needs one",
        "payoffs/lead.yaml:5: unknown actor 'beijin'; did you mean 'beijing'?",
    ]


def test_a_brief_has_at_most_120_words(folder):
    folder.edit(BASE, "You hold the gate.", "word " * 120)
    assert folder.problems() == []
    folder.edit(BASE, "word", "word word")
    assert folder.problems() == [
        "scenarios/base.yaml:17: briefs.beijing has 121 words; keep to 120",
    ]


def test_signed_numbers_are_steps_and_plain_ones_settings(folder):
    folder.write(
        "policies/washington/steps.yaml",
        """\
        name: Steps
        actor: washington
        says: up and down
        sources: [judgement]
        measures:
          - set: {chip_ceiling: +1, tariff: -2}
          - set: {chip_ceiling: 1, tariff: "+3"}
          - set: {chip_ceiling: none, tariff: "= tariff + 10"}
        """,
    )
    clauses = folder.load().policies["washington"]["steps"].measures
    assert [dict(clause.set) for clause in clauses] == [
        {"chip_ceiling": Step(1), "tariff": Step(-2)},
        {"chip_ceiling": 1.0, "tariff": Step(3)},
        {"chip_ceiling": "none", "tariff": "= tariff + 10"},
    ]


def test_constants_may_stand_for_expressions(folder):
    library = folder.load()
    assert library.vintages["none"].controlled == "false"
    assert library.actors["washington"].budget.standing == "1"


def test_a_year_and_a_bare_title_make_a_source(folder):
    folder.edit(DEMAND, "sources: [judgement]", "sources: [{title: survey, date: 2025}, judgement]")
    survey, judgement = folder.load().params["elasticity"].sources
    assert (survey.title, survey.date, judgement.title) == ("survey", "2025", "judgement")


def test_a_scenario_takes_from_the_one_it_extends_what_it_does_not_say(folder):
    long = folder.load().scenarios["long"]
    base = folder.load().scenarios["base"]
    assert (long.title.text, long.turns, long.start) == ("Long", 20, base.start)
    assert long.opening["hawk"].value == 0.75
    assert long.opening["installed"] == base.opening["installed"]
    assert long.policies == base.policies


def test_a_mistake_of_a_scenario_is_told_where_it_is_written(folder):
    folder.edit(BASE, "payoffs: lead", "payoffs: leed")
    assert folder.problems() == [
        "scenarios/base.yaml:16: unknown payoff set 'leed'; did you mean 'lead'?"
    ]


def test_policies_and_scenarios_may_lie_elsewhere(folder, tmp_path):
    text = (folder.path / TIGHTEN).read_text(encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "harder.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "single.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "short.yaml").write_text(
        "name: short\nextends: base\npolicies: {washington: harder}\n", encoding="utf-8"
    )
    library = folder.load(
        [tmp_path / "mine", tmp_path / "single.yaml", tmp_path / "short.yaml"],
    )
    assert set(library.policies["washington"]) == {"tighten", "harder", "single"}
    assert library.scenarios["short"].policies["washington"] == "harder"


def test_a_policy_from_elsewhere_may_not_take_a_shipped_name(folder, tmp_path):
    text = (folder.path / TIGHTEN).read_text(encoding="utf-8")
    mine = tmp_path / "tighten.yaml"
    mine.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"'washington/tighten' is also at .*; give yours another"):
        folder.load([mine])


def test_naming_a_shipped_file_is_no_mistake(folder):
    library = folder.load([folder.path / TIGHTEN, folder.path / "scenarios"])
    assert library == folder.load()


def test_a_policy_in_code_may_lead_an_actor(folder):
    folder.edit(BASE, "beijing: boycott", "beijing: random_legal")
    assert folder.problems() == []


def test_a_library_gives_places_and_targets(folder):
    library = folder.load()
    assert library.targets() == (
        "chip_ceiling",
        "revenue_share",
        "tariff",
        "import_gate.old",
        "import_gate.new",
    )
    assert library.members("products") == ("h20",)
    assert library.place("params", "elasticity", "range").endswith("params/demand.yaml:5")
    assert library.place("policies", "beijing/boycott", "measures", 0).endswith("boycott.yaml:6")


def test_a_library_travels_between_processes(folder):
    library = folder.load()
    again = pickle.loads(pickle.dumps(library))
    assert again == library
    assert again.place("params", "elasticity") == library.place("params", "elasticity")
