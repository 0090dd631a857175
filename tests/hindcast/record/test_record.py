"""The record: dated orders, placebos and doses of them, and who is free when."""

import datetime
from pathlib import Path

import numpy as np
import pytest

from game.config.scenarios import shipped_library
from game.config.schema.policy import DatedMove
from game.errors import UserError
from game.hindcast.record.moves import list_orders, read_record
from game.hindcast.record.placebo import scale, without
from game.hindcast.record.release import read_release, release_months
from game.hindcast.record.scenario import open_hindcast
from game.hindcast.simulate import Plan, hindcast, make_plan, play_plan
from game.state.calendar import month_label
from game.state.periods import read_month

FOLDER = Path(__file__).resolve().parents[2] / "playthroughs"
LIBRARY = shipped_library()
RECORD = read_record(LIBRARY)
# A row dates what was announced; some of it took effect up to a month later.
GRACE = 31


@pytest.fixture(scope="module")
def scenario():
    return open_hindcast()


@pytest.fixture(scope="module")
def played():
    return hindcast(2, until="2026-03")


def test_every_order_of_the_record_is_granted_in_its_month(played):
    first = {actor: month_label(month) for actor, month in played.plan.free.items()}
    given = played.orders[[str(row.month) < first[row.actor] for row in played.orders.itertuples()]]
    assert given["refused"].max() == 0.0
    wanted = {(order.actor, month_label(order.month)) for order in list_orders(RECORD)}
    made = {(row.actor, row.month) for row in given.itertuples()}
    assert made == wanted


def test_the_record_reads_as_before(played, compare_golden):
    """What is given, month by month, as the run granted it."""
    given = played.orders[played.orders["month"] < "2026"]
    lines = [f"{row.month} {row.phase:9} {row.order}" for row in given.itertuples()]
    compare_golden(FOLDER / "hindcast.txt", "\n".join(lines) + "\n")


def test_orders_take_effect_in_the_month_that_began_nearest_to_their_day():
    misdated = []
    for order in list_orders(RECORD):
        known = [LIBRARY.timeline[name].date for name in order.events if name in LIBRARY.timeline]
        if not known:
            continue
        began = datetime.date.fromisoformat(f"{month_label(order.month)}-01")
        days = [(began - datetime.date.fromisoformat(date)).days for date in known]
        if order.actor in ("washington", "beijing") and not -15 <= days[0] <= GRACE:
            misdated.append((order.actor, month_label(order.month), order.events, days[0]))
    assert misdated == []


def test_without_an_event_neither_it_nor_its_answers_happen():
    kept = list(list_orders(without(RECORD, "U15")))
    gone = [order for order in list_orders(RECORD) if order not in kept]
    assert {order.actor for order in gone} == {"washington", "nvidia"}
    assert all("U15" in order.events for order in gone)


def plant(plan: Plan, setting: str) -> Plan:
    """Return a plan in whose record Beijing climbs the mineral ladder in March 2022."""
    move = DatedMove(on="2022-03", set={"mineral_level": setting}, because="planted", rows=("X99",))
    beijing = plan.record["beijing"]
    planted = beijing.model_copy(update={"dated": (move, *beijing.dated)})
    return Plan(
        scenario=plan.scenario,
        record={**plan.record, "beijing": planted},
        free=plan.free,
        given=plan.given,
        last=plan.last,
    )


def exports(plan: Plan) -> np.ndarray:
    frame = play_plan(plan, LIBRARY, 3).frame
    found = frame[(frame["name"] == "magnet_exp") & frame["period"].str.contains("-")]
    return found.pivot(index="replicate", columns="period", values="value").to_numpy()


def test_a_placebo_takes_a_planted_effect_away_and_half_a_dose_leaves_some(scenario):
    plan = make_plan(LIBRARY, until="2022-06")
    planted = plant(plan, "ban")
    half = scale(planted.record, "X99", 0.7, scenario)
    before, full, some, none = (
        exports(one)
        for one in (
            plan,
            planted,
            Plan(**{**vars(planted), "record": half.record}),
            Plan(**{**vars(planted), "record": without(planted.record, "X99")}),
        )
    )
    assert np.array_equal(before, none)
    assert (full[:, :2] == before[:, :2]).all()
    assert (full[:, 3] < 0.6 * before[:, 3]).all()
    assert (full[:, 2:].sum(axis=1) < some[:, 2:].sum(axis=1)).all()
    assert (some[:, 2:].sum(axis=1) < before[:, 2:].sum(axis=1)).all()


def test_a_dose_of_a_line_licenses_the_rest_of_what_it_caught(scenario):
    dosed = scale(RECORD, "U15", 0.25, scenario)
    (given,) = dosed.given
    assert (month_label(given.first), month_label(given.last)) == ("2025-04", "2025-08")
    assert given.numbers == {"case_by_case_pass": 0.75}
    (line,) = (
        move
        for move in dosed.record["washington"].dated
        if "chip_ceiling" in move.set and "U15" in move.rows
    )
    assert line.set["licence_policy.h20_class"] == "case_by_case"


def test_half_a_tariff_is_half_the_rise_to_the_nearest_setting(scenario):
    """From 40 to 150 points, half the way is 95: the lever has tens, and the nearer one counts."""
    dosed = scale(RECORD, "T03", 0.5, scenario)
    moved = [move for move in dosed.record["washington"].dated if "T03" in move.rows]
    assert [move.set["tariff"] for move in moved] == [90.0]


@pytest.mark.parametrize(
    ("event", "dose", "told"),
    [
        ("U99", 0.5, "no order of the record belongs to 'U99'"),
        ("C19", -1.0, "is no dose"),
        ("C21", 0.5, "nothing of C21 has degrees"),
        ("U05", 0.5, "whose class was barred before"),
    ],
)
def test_a_dose_that_means_nothing_is_refused(scenario, event, dose, told):
    with pytest.raises(UserError, match=told):
        scale(RECORD, event, dose, scenario)


def test_an_actor_is_free_from_its_month_and_no_sooner(scenario):
    release = read_release("beijing@2024-06", scenario)
    months = release_months(RECORD, [release])
    assert months["beijing"] == read_month("2024-06", "test")
    assert {month_label(months[actor]) for actor in ("congress", "nvidia")} == {"2026-01"}


@pytest.mark.parametrize("text", ["beijing", "moscow@2024-01", "beijing@2024", "beijing@2030-01"])
def test_a_release_that_cannot_be_read_is_refused(scenario, text):
    with pytest.raises(UserError, match="--free"):
        read_release(text, scenario)


def test_a_freed_actor_leaves_the_record():
    free = hindcast(2, free=["washington@2022-09"], until="2022-09").orders
    assert not any("informed_letter = h200_class" in order for order in free["order"])


def test_a_hindcast_is_reproducible_and_its_rows_are_games_of_their_own():
    whole = hindcast(4, seed=3, until="2022-10").frame
    again = hindcast(4, seed=3, until="2022-10").frame
    alone = hindcast(1, seed=3, first=2, until="2022-10").frame
    assert whole.equals(again)
    row = whole[whole["replicate"] == 2].reset_index(drop=True)
    assert row.equals(alone)
