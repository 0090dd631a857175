"""Experiments are checked before anything runs, and the shipped ones can be played."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.batch.play_task import play
from game.batch.study import build_study
from game.batch.tasks import Task
from game.config.experiments import find_experiment
from game.config.library import check_files
from game.config.names import program_names
from game.config.own_files import OwnFile
from game.config.scenarios import check_own, library_with, shipped_library
from game.config.thresholds import find_threshold
from game.errors import UserError
from game.paths import CLONE, configs_dir

FILE = """\
name: mine
title: Mine
question: Is it so?
says: Perhaps.
caution: Much.
scenario: leson
profiles:
  one:
    policies: {beijing: recipocal}
    held:
      washington: {hearing: 1, tariff: 33}
      congress: {hearing: called}
    parameters: {switching_costs: 1}
    without: {washington: [99]}
grid:
  beijing: [status_quo]
uncertain:
  learning_rate: {range: [0, 9]}
  mineral_build_time: {}
  switching_cost.gallium: {}
  fab_build_time: {range: [30, 36], distribution: triangular}
design: {method: latin_hypercube, samples: 10}
payoffs: [standrd]
replicates: 3
outcomes:
  scalars: {won: lagg, score_x: lag, run: lag}
  first_passage: {won: lag > 3}
  series: [cn_lagg]
  aims: [bejing]
"""

TOLD = [
    "6: unknown scenario 'leson'; did you mean 'lesson'?",
    "9: unknown policy of beijing 'recipocal'; did you mean 'reciprocal'?",
    "9: beijing is led by 'recipocal' here and by the grid; keep one",
    "11: 'hearing' is a lever of congress, not of washington",
    "11: tariff = 33 lies between two settings",
    "12: hearing rests after every turn and cannot be held; hold a standing lever",
    "13: unknown parameter 'switching_costs'; did you mean 'switching_cost'?",
    "18: range [0, 9] of learning_rate leaves that of the parameter",
    "19: mineral_build_time has one number a member; write times: [0.5, 2]",
    "20: switching_cost is one number, without members; write switching_cost",
    "21: the peak 15 of fab_build_time is outside [30, 36]",
    "23: unknown payoff set 'standrd'; did you mean 'standard'?",
    "26: unknown name 'lagg'",
    "26: 'score_x' is the name of another column; rename it",
    "26: 'run' is the name of another column; rename it",
    "27: 'won' is the name of another column; rename it",
    "28: unknown observable 'cn_lagg'; did you mean 'cn_lag'?",
    "29: unknown actor 'bejing'; did you mean 'beijing'?",
]


def test_every_mistake_is_told_with_its_line(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(FILE)
    _, problems = check_own([(path, "experiments")])
    messages = [str(problem).removeprefix(f"{tmp_path}/mine.yaml:") for problem in problems]
    assert [told for told in TOLD if not any(m.startswith(told) for m in messages)] == []
    assert len(messages) == len(TOLD)


@pytest.mark.parametrize(
    ("line", "instead", "message"),
    [
        ("samples: 10", "samples: 10, levels: 3", "latin_hypercube has no levels"),
        ("latin_hypercube, samples: 10", "sobol, samples: 10", "10 is not a power of two"),
        ("latin_hypercube, samples: 10", "latin_hypercube", "latin_hypercube needs samples"),
        ("[0, 9]", "[9, 0]", "range [9, 0] is out of order; write [low, high]"),
        ("{range: [0, 9]}", "{range: [0, 9], times: [1, 2]}", "both range and times are given"),
        ("replicates: 3", "replicates: 0", "it should be at least 1"),
        ("caution: Much.\n", "", "'caution' is missing"),
        ("status_quo", "strategist", "'strategist' does not say how much it looks at"),
    ],
)
def test_a_design_that_cannot_be_is_refused(tmp_path, line, instead, message):
    path = tmp_path / "mine.yaml"
    assert line in FILE
    path.write_text(FILE.replace(line, instead))
    _, problems = check_own([(path, "experiments")])
    assert any(message in str(problem) for problem in problems), list(map(str, problems))


COMPARED = """
comparisons:
  gate:
    outcome: lagg
    of: {arm: one, beijing: status_quo}
    against: {arm: won, beijing: status_quo}
    where: {congress: status_quo}
"""


@pytest.mark.parametrize(
    ("line", "instead", "message"),
    [
        ("", "", "27: unknown outcome 'lagg'"),
        ("", "", "29: unknown arm in the games 'won'; did you mean 'one'?"),
        ("", "", "30: unknown key of a group 'congress'"),
        ("{congress:", "{arm:", "30: arm is in where and in of; keep one"),
        ("{arm: won, ", "{", "29: of and against have other keys; give both the same"),
        ("{arm: won", "{arm: one", "29: of and against are the same group; name another"),
    ],
)
def test_a_comparison_of_what_is_not_played_is_told_with_its_line(tmp_path, line, instead, message):
    path = tmp_path / "mine.yaml"
    text = FILE.partition("uncertain:")[0] + FILE[FILE.index("payoffs:") :] + COMPARED
    path.write_text(text.replace(line, instead) if line else text)
    _, problems = check_own([(path, "experiments")])
    assert any(message in str(problem) for problem in problems), list(map(str, problems))


RATIO = """\
outcomes:
  scalars: {self_reliance: selfsuff_value, home: domestic_list_sales, wanted: demand, x: 2 * lag}
comparisons:
  gate:
    outcome: self_reliance
    of: {beijing: status_quo}
    against: {beijing: reciprocal}
"""


COMPARING = (
    FILE.partition("scenario:")[0]
    + "scenario: lesson\nreplicates: 3\ngrid:\n  beijing: [status_quo, reciprocal]\n"
    + RATIO
)


@pytest.mark.parametrize(
    ("line", "instead", "hint"),
    [
        ("home: domestic_list_sales, ", "", "is a ratio, and domestic_list_sales is not written"),
        ("wanted: demand, ", "", "add it to scalars, such as part: demand"),
        ("    of:", "    matters: 2\n    because: mine\n    of:", "else from 1 on, by self_rel"),
        ("    of:", "    matters: 2\n    of:", "matters from 2 on here, and else from 1 on"),
        ("self_reliance\n", "x\n    matters: 2\n", "2 on without a reason; say why there"),
    ],
)
def test_a_threshold_of_ones_own_and_a_ratio_alone_can_be_played_and_are_told(
    tmp_path, line, instead, hint
):
    path = tmp_path / "mine.yaml"
    path.write_text(COMPARING)
    assert library_with(experiments=[str(path)]).hints == ()
    path.write_text(COMPARING.replace(line, instead))
    library = library_with(experiments=[str(path)])
    assert [hint in str(told) for told in library.hints] == [True], library.hints


@pytest.mark.parametrize(
    ("line", "instead", "message"),
    [
        ("outcome: self_reliance", "outcome: x\n    because: mine", "because gives the reason of"),
        (
            "    of:",
            "    weights: {beijing: {status_quo: 2}}\n    of:",
            "is weighed, and one of it",
        ),
        ("    of:", "    weights: {congress: {status_quo: 2}}\n    of:", "unknown key of a group"),
    ],
)
def test_comparisons_that_could_not_be_worked_out_are_refused(tmp_path, line, instead, message):
    path = tmp_path / "mine.yaml"
    text = COMPARING
    path.write_text(text)
    assert check_own([(path, "experiments")])[1] == []
    assert line in text
    path.write_text(text.replace(line, instead))
    _, problems = check_own([(path, "experiments")])
    assert [message in str(problem) for problem in problems] == [True], list(map(str, problems))


def test_every_threshold_has_a_reason_and_every_shipped_comparison_a_threshold():
    thresholds = list(shipped_library().thresholds.values())
    for experiment in shipped_library().experiments.values():
        for one in experiment.comparisons.values():
            found = find_threshold(thresholds, experiment.outcomes, one.outcome)
            assert found is not None, one.outcome
            assert found.reason
            assert one.matters is None


@pytest.mark.parametrize("name", shipped_library().experiments)
def test_a_shipped_experiment_can_be_played_within_minutes(name):
    study = build_study(*find_experiment(name))
    assert 10_000 <= study.games <= 100_000
    for arm in (0, len(study.arms) - 1):
        played = play(study, Task(arm, 0, 1, 0, 1))
        assert played.runs["run"].to_pylist() == [arm * len(study.points) * study.replicates]


def test_an_experiment_of_ones_own_is_read_from_its_file(tmp_path):
    path = tmp_path / "mine.yaml"
    shipped = (configs_dir() / "experiments" / "h200.yaml").read_text(encoding="utf-8")
    path.write_text(shipped.replace("name: h200", "name: mine"), encoding="utf-8")
    _, experiment = find_experiment(str(path))
    assert experiment.name == "mine"


def test_an_unknown_experiment_is_told_by_its_nearest_name():
    with pytest.raises(UserError, match="did you mean 'h200'"):
        find_experiment("h20")


def test_the_example_in_the_documentation_can_be_played(tmp_path):
    text = (CLONE / "docs" / "lab.md").read_text(encoding="utf-8")
    example = text.partition("```yaml\n")[2].partition("```")[0]
    path = tmp_path / "gates.yaml"
    path.write_text(example)
    study = build_study(*find_experiment(str(path)))
    assert len(study.arms) == 6
    assert play(study, Task(5, 0, 1, 0, 1)).runs["profile"].to_pylist() == [
        "lawless + comply_and_diversify"
    ]


@pytest.mark.parametrize(
    ("target", "times", "inside"),
    [
        ("learning_rate", "[-1, 2]", False),
        ("learning_rate", "[0.9, 1.1]", True),
        ("learning_rate", "[0.01, 1]", False),
        ("build_by_price", "[0.2, 3.2]", True),
        ("build_by_price", "[0.2, 3.3]", False),
    ],
)
def test_factors_keep_a_parameter_in_its_range(tmp_path, target, times, inside):
    path = tmp_path / "mine.yaml"
    text = FILE.partition("uncertain:")[0] + f"uncertain:\n  {target}: {{times: {times}}}\n"
    path.write_text(text + "design: {method: latin_hypercube, samples: 4}\nreplicates: 2\n")
    _, problems = check_own([(path, "experiments")])
    told = [str(problem) for problem in problems if "leads" in str(problem)]
    assert bool(told) != inside, [str(problem) for problem in problems]


@given(target=st.sampled_from(sorted(shipped_library().params)), data=st.data())
def test_factors_are_taken_exactly_where_every_member_stays_in_range(target, data):
    param = shipped_library().params[target]
    tenths = data.draw(st.lists(st.integers(-20, 60), min_size=2, max_size=2, unique=True))
    low, high = sorted(tenth / 10 for tenth in tenths)
    text = FILE.partition("uncertain:")[0] + f"uncertain:\n  {target}: {{times: [{low}, {high}]}}\n"
    text += "design: {method: latin_hypercube, samples: 4}\nreplicates: 2\n"
    file = OwnFile("mine", text, "mine.yaml")
    _, problems = check_files(shipped_library(), [file], program_names)
    values = list(param.value.values()) if isinstance(param.value, dict) else [param.value]
    sampled = [factor * value for factor in (low, high) for value in values]
    slack = 1e-6 * max(map(abs, param.range))
    if any(" leads " in str(problem) for problem in problems):
        assert min(sampled) < param.range[0] or max(sampled) > param.range[1]
    else:
        assert param.range[0] - slack <= min(sampled)
        assert max(sampled) <= param.range[1] + slack
