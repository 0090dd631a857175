"""Observables: one name has one number, whoever tells it."""

import dataclasses
import functools
import re

import numpy as np
import pyarrow.compute as pc
import pytest

from agents.games import run
from docs._pages import observables as observables_page
from game.batch.play_task import play
from game.batch.study import build_study
from game.batch.tasks import Task
from game.commands._game_json import record_turn
from game.config.build import build_observables
from game.config.scenarios import load_scenario, shipped_library
from game.config.schema.experiment import Experiment
from game.errors import UserError
from game.hindcast.observe import MonthlyObserver, build_frame, names_read
from game.language.expression import compile_expression
from game.model.quantities import QUANTITIES
from game.seat.debrief.read import read_course
from game.session import Session
from game.state.periods import Step, whole_periods
from game.state.position import see
from game.state.scenario import Observable
from game.turn.observables import read_months, read_observable, read_observables
from game.why.breakdown import explain_number
from game.why.explain import trace_turn

SEED = 3
FORMULA = re.compile(r"(?:([\d,.]+) x )?(\w+) of \(?([^()]+?)\)?( / \w+ of \(?([^()]+?)\)?)?")
# The hindcast has sixty turns, of which these many are played here.
MOST_TURNS = 12
SCENARIOS = sorted(shipped_library().scenarios)
EXPERIMENT = {
    "name": "every_name",
    "title": "Every name",
    "question": "Which number stands under it?",
    "says": "By playing.",
    "caution": "Nothing.",
    "profiles": {"own": {}},
    "replicates": 2,
    "seed": SEED,
    "early_ends": False,
}


@pytest.fixture(scope="module", params=SCENARIOS)
def session(request):
    scenario = dataclasses.replace(load_scenario(request.param), end_tests=())
    session = Session.begin(scenario, seed=SEED)
    for _ in range(min(scenario.turns, MOST_TURNS)):
        session.seal()
        session.seal()
        session.pass_turn()
    return session


@pytest.fixture(scope="module")
def numbers(session):
    """Return the number of each observable, turn by turn."""
    scenario = session.scenario
    return {
        name: [read_observable(name, turn.closed, scenario)[0, 0] for turn in session.played]
        for name in scenario.observables
    }


def differing(numbers, others):
    """Return the names under which two tables have other numbers, to the last digit."""
    assert numbers.keys() == others.keys()
    return [name for name in numbers if list(numbers[name]) != list(others[name])]


def test_the_record_of_a_game_tells_the_number(session, numbers):
    told = [record_turn(turn, session.scenario)["observables"] for turn in session.played]
    assert differing(numbers, {name: [turn[name] for turn in told] for name in told[0]}) == []


def test_a_debrief_draws_the_number_in_its_unit(session, numbers):
    courses = {name: read_course(session, name) for name in numbers}
    assert differing(numbers, {name: course.values for name, course in courses.items()}) == []
    units = {name: one.unit for name, one in session.scenario.observables.items()}
    assert {name: course.unit for name, course in courses.items()} == units


def test_an_explanation_leads_from_one_number_to_the_next_in_its_unit(session, numbers):
    units = {name: one.unit for name, one in session.scenario.observables.items()}
    traced = trace_turn(session, session.played[-1])
    told = {name: explain_number(name, traced) for name in numbers}
    steps = {name: [one.before, one.after] for name, one in told.items()}
    assert differing({name: values[-2:] for name, values in numbers.items()}, steps) == []
    assert [name for name, one in told.items() if one.unexplained] == []
    assert {name: one.unit for name, one in told.items()} == units


def test_the_hindcast_tells_the_number_of_the_same_months(session, numbers):
    scenario = session.scenario
    step: Step = "month" if scenario.months_per_turn == 1 else "quarter"
    turns = [dataclasses.replace(one, steps=(step,)) for one in scenario.observables.values()]
    observer = MonthlyObserver(names_read(turns), scenario.start + 1)
    for turn in session.played:
        observer.look(turn.closed, scenario)
    frame = build_frame(observer, turns)
    told = {str(name): list(part["value"]) for name, part in frame.groupby("name", sort=False)}
    assert differing(numbers, told) == []
    last = scenario.start + scenario.months_per_turn * len(session.played)
    periods = [period for period, _ in whole_periods(scenario.start + 1, last, step)]
    assert list(frame["period"].unique()) == periods


@pytest.mark.parametrize("name", [name for name in SCENARIOS if name != "hindcast"])
def test_the_tables_of_a_batch_and_the_run_of_a_game_hold_the_number(name):
    scenario = load_scenario(name)
    outcomes = {"series": list(scenario.observables)}
    experiment = Experiment.model_validate({**EXPERIMENT, "scenario": name, "outcomes": outcomes})
    study = build_study(shipped_library(), experiment)
    series = play(study, Task(0, 0, 1, 0, 2)).series
    rows = series.filter(pc.equal(series["run"], 0)).to_pandas()
    table = {str(one): list(part["value"]) for one, part in rows.groupby("observable", sort=False)}
    told = run({"scenario": name}, SEED)["series"]
    turns = len(told["cn_lag"])
    assert turns == scenario.turns
    assert differing(told, {one: table[one][:turns] for one in told}) == []


def last_month(seen, part):
    return seen.by_month(part)[:, -1:]


def sights_of(scenario):
    """Return the sights that have the name of an observable."""
    roles = scenario.roles.values()
    sights = {name: sight for role in roles for name, sight in role.sights.items()}
    return {name: sights[name] for name in scenario.observables if name in sights}


def test_a_board_shows_the_number_of_the_turn_or_of_its_last_month_in_its_own_thousands(
    session, numbers
):
    scenario = session.scenario
    shown = sights_of(scenario)
    assert {"approval", "nv_cn_units", "licence_use", "mineral_exports"} <= set(shown)
    for name, sight in shown.items():
        entry = scenario.observables[name]
        boards, lasts = [], []
        for turn in session.played:
            seen = see(turn.closed, scenario)
            last = read_months(entry, functools.partial(last_month, seen))
            boards.append(seen.value(sight.measure.text)[0, 0] * in_ones(sight.unit))
            lasts.append(last[0, 0] * in_ones(entry.unit))
        turns = [number * in_ones(entry.unit) for number in numbers[name]]
        assert boards in (pytest.approx(turns, rel=1e-9), pytest.approx(lasts, rel=1e-9)), name


def test_a_quantity_adds_up_over_a_turn_where_it_says_so_and_no_other_does(session):
    added = dict.fromkeys(QUANTITIES, True)
    told = set()
    for turn in session.played:
        seen = see(turn.closed, session.scenario)
        for name in QUANTITIES:
            whole, months = seen.value(name)[0, 0], seen.by_month(name)[0]
            added[name] &= bool(whole == pytest.approx(months.sum(), rel=1e-9, abs=1e-12))
            # What stands in one month alone is its sum and its value at once.
            if (abs(months) > 1e-9).sum() > 1:
                told.add(name)
    declared = {name for name, one in QUANTITIES.items() if one.adds_up}
    assert [name for name in declared if not added[name]] == []
    if session.scenario.months_per_turn > 1:
        assert [name for name in told - declared if added[name]] == []


def in_ones(unit):
    """Return what one of a unit is: a thousand of `k chips`, a hundredth of `%`."""
    return {"k ": 1e3, "M ": 1e6, "%": 0.01, "% ": 0.01}.get(unit[:2], 1.0)


def test_the_reference_page_has_the_formula_of_the_number(session, numbers):
    scenario = session.scenario
    (page,) = observables_page.write(shipped_library()).values()
    rows = dict(
        re.findall(r'^\| <a id="(\w+)"></a>`\w+` \|.*?\|.*?\| (.*?) \|', page, re.MULTILINE)
    )
    told = {}
    for name in numbers:
        formula = re.sub(r"\[`(\w+)`\]\(.*?\)", r"\1", rows[name])
        match = FORMULA.fullmatch(formula)
        assert match, formula
        scale, over, part, _, per = match.groups()
        entry = dataclasses.replace(
            scenario.observables[name],
            scale=float((scale or "1").replace(",", "")),
            over=over,
            quantity=compile_expression(part),
            per=compile_expression(per) if per else None,
        )
        told[name] = [
            read_months(entry, see(turn.closed, scenario).by_month)[0, 0] for turn in session.played
        ]
    assert differing(numbers, told) == []


def observable(over, scale=1.0, per=None):
    return Observable(
        name="x",
        title="X",
        quantity=compile_expression("part + part"),
        over=over,
        unit="units",
        says="what it is",
        per=compile_expression(per) if per else None,
        scale=scale,
    )


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (observable("sum"), 14.0),
        (observable("mean"), 14.0 / 3.0),
        (observable("last"), 8.0),
        (observable("sum", scale=1000.0), 14_000.0),
        (observable("sum", scale=100.0, per="whole"), 35.0),
        (observable("last", scale=100.0, per="whole"), 40.0),
        (observable("sum", per="none"), 0.0),
    ],
)
def test_months_are_put_together_as_an_entry_says(read, value):
    months = {
        "part": np.array([[1.0, 2.0, 4.0], [0.0, 0.0, 0.0]]),
        "whole": np.array([[10.0, 10.0, 20.0], [1.0, 1.0, 1.0]]),
        "none": np.zeros((2, 3)),
    }
    assert read_months(read, months.__getitem__).tolist() == [[pytest.approx(value)], [0.0]]


def test_prices_and_yields_are_means_stocks_and_moods_the_last_and_flows_sums(session, numbers):
    months = session.played[-1].closed.months[1:]
    huawei = session.scenario.params.axes.makers.index("huawei")
    expected = {
        "gray_premium": 100.0 * np.mean([world.premium[0, 0] for world in months]),
        "approval": months[-1].approval[0, 0],
        "smic_adv_wpm": 1000.0 * np.mean([world.wafers[0].sum() for world in months]),
        "cn_lag": months[-1].lag[0, 0],
        "el_cn": months[-1].entity_list[0, 0],
        "nv_rev": np.sum([world.nv_rev[0, 0] for world in months]),
        "cn_units_huawei": 1000.0 * np.sum([world.sold_domestic[0, huawei] for world in months]),
        "unmet_share": 100.0
        * np.sum([world.unmet[0, 0] for world in months])
        / np.sum([world.budget[0].sum() for world in months]),
    }
    assert {name: numbers[name][-1] for name in expected} == pytest.approx(expected)


def test_a_month_alone_is_a_month_of_a_longer_period():
    """What is read of three months is read month by month: no month counts for the others."""
    scenario = load_scenario("lesson")
    session = Session.begin(scenario, seed=SEED)
    session.seal()
    session.seal()
    closed = session.pass_turn()
    parts = [
        dataclasses.replace(closed, months=closed.months[month : month + 2], world=world)
        for month, world in enumerate(closed.months[1:])
    ]
    whole = read_observables(closed, scenario)
    monthly = [read_observables(part, scenario) for part in parts]
    for name, one in scenario.observables.items():
        values = [month[name] for month in monthly]
        if one.per is None:
            together = {"sum": sum(values), "mean": np.mean(values), "last": values[-1]}
            assert whole[name] == pytest.approx(together[one.over], rel=1e-12), name


def test_what_is_counted_since_2022_is_told_of_no_turn():
    known = build_observables(shipped_library()).keys()
    told = load_scenario("lesson").observables.keys()
    assert known - told == {"nv_gl_h100e_cum", "nv_cn_rev_bill_year", "h20_cn_sales"}
    assert told < known


def test_an_unknown_observable_is_a_mistake(session):
    with pytest.raises(UserError, match="did you mean 'cn_lag'"):
        read_observable("cn_lagg", session.model.position, session.scenario)
