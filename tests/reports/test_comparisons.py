"""Comparisons pair games that met the same luck, and words follow numbers."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from game.batch.manifest import OutcomeThreshold
from game.config.schema.experiment import Comparison
from game.reports.comparisons import compare
from game.reports.confounding import differing
from game.reports.meanings import signed, tell_further, tell_meaning, tell_numbers


def test_a_difference_is_between_games_of_the_same_draw_and_luck(finished):
    games = finished.runs.table
    games = games[games["policy_washington"] == "status_quo"]
    wide = games.pivot(index=["point", "replicate"], columns="arm", values="self_reliance")
    by_draw = (wide["shut"] - wide["open"]).groupby("point").mean()
    compared = compare(finished, "gate")
    np.testing.assert_allclose(compared.differences, by_draw)
    assert (compared.counts, len(compared.differences)) == ("3 lucks x 6 draws", 6)
    assert compared.low <= compared.median <= compared.high


def test_a_condition_is_compared_in_percentage_points(finished):
    compared = compare(finished, "dear")
    means = finished.runs.table.groupby("arm")["dear"].mean()
    mean = compared.differences.mean()
    assert mean == pytest.approx(100 * (means["shut"] - means["open"]), abs=1e-9)
    assert compared.label.endswith("(percentage points)")
    assert len(compared.cells) == 2  # with both policies of Washington


def test_groups_that_are_level_over_luck_are_no_difference(finished):
    table = finished.runs.table.copy()
    games = {"shut": np.array([0.1, 0.2, 0.0]), "open": np.array([0.0, 0.0, 0.3])}
    assert (games["shut"] - games["open"]).mean() != 0.0  # by the last bit
    for arm, values in games.items():
        inside = table["arm"] == arm
        table.loc[inside, "self_reliance"] = values[table.loc[inside, "replicate"]]
    tied = dataclasses.replace(finished, runs=dataclasses.replace(finished.runs, table=table))
    compared = compare(tied, "gate")
    assert (compared.differences == 0.0).all()
    assert compared.shares == {"more": 0.0, "less": 0.0, "same": 1.0}


def planted(finished, effect, *, points=60, lucks=20, comparisons=None, thresholds=None):
    """The batch with other games: `effect(arm, washington, point, replicate)` is the outcome."""
    experiment = finished.experiment.model_copy(
        update={"replicates": lucks, "comparisons": comparisons or finished.experiment.comparisons}
    )
    rows = [
        {"profile": led.profile, "arm": led.arm, "point": point, "replicate": replicate}
        | {f"policy_{actor}": policy for actor, policy in led.policies.items()}
        | effect(led.arm, led.policies["washington"], point, replicate)
        for led in finished.manifest.profiles
        for point in range(points)
        for replicate in range(lucks)
    ]
    table = pd.DataFrame(rows)
    design = finished.runs.points.iloc[np.zeros(points, dtype=int)].reset_index(drop=True)
    runs = dataclasses.replace(
        finished.runs, table=table, points=design.rename_axis("point"), experiment=experiment
    )
    changes = {"experiment": experiment, "thresholds": thresholds or {}}
    manifest = finished.manifest.model_copy(update=changes)
    batch = dataclasses.replace(finished.batch, manifest=manifest)
    return dataclasses.replace(finished, batch=batch, runs=runs)


def reliance(gain, *, luck=0.1):
    """Self-reliance that the shut gate raises by so much; luck that all draws share moves it."""
    shifts = luck * np.random.default_rng(5).standard_normal(100)

    def effect(arm, washington, point, replicate):
        raised = gain(washington, point) + shifts[replicate] if arm == "shut" else 0.0
        return {"self_reliance": 30.0 + raised + 0.01 * replicate}

    return effect


BOTH = {"gate": Comparison.model_validate({
    "outcome": "self_reliance", "of": {"arm": "shut"}, "against": {"arm": "open"},
    "more": "It raises it.", "less": "It lowers it.", "same": "It does nothing."})}  # fmt: skip


@pytest.mark.parametrize(
    ("gain", "luck", "told"),
    [
        (lambda *_: 2.0, 0.1, "It raises it. This holds in all 60 draws (95 % band 94% to 100%"),
        (lambda _, point: -2.0 if point % 10 else 2.0, 0.1, "It lowers it. This holds in 90% of"),
        (lambda _, point: 2.0 if point % 2 else -2.0, 0.1, "the draws do not agree"),
        (lambda *_: 1.0, 9.0, "too few lucks to tell. With 20 lucks the median difference"),
    ],
)
def test_a_sentence_follows_from_what_the_games_bear(finished, gain, luck, told):
    games = planted(finished, reliance(gain, luck=luck))
    assert told in tell_meaning(compare(games, "gate"))


def test_opposite_line_ups_are_told_apart_and_not_as_one(finished):
    def opposite(washington, _):
        return 4.0 if washington == "tighten_hard" else -1.0

    compared = compare(planted(finished, reliance(opposite), comparisons=BOTH), "gate")
    assert compared.median > 0.0  # the mean of both would have said so in every draw
    assert tell_meaning(compared) == (
        "Self-reliance (%) depends on Washington's policy. With “Keep the line”: It lowers it. "
        "With “Tighten hard”: It raises it."
    )


def test_line_ups_that_agree_are_counted(finished):
    compared = compare(planted(finished, reliance(lambda *_: 2.0), comparisons=BOTH), "gate")
    told = "This holds in all 60 draws, and in each of the 2 combinations of Washington's policy"
    assert told in tell_meaning(compared)
    assert "(each counts the same): “Keep the line” +2" in " ".join(tell_further(compared))


def test_weights_of_line_ups_count_and_are_printed(finished):
    weighed = BOTH["gate"].model_copy(update={"weights": {"washington": {"tighten_hard": 3.0}}})
    games = planted(
        finished,
        reliance(lambda washington, _: 4.0 if washington == "tighten_hard" else 2.0, luck=0.0),
        comparisons={"gate": weighed},
    )
    compared = compare(games, "gate")
    assert compared.median == pytest.approx(3.5)
    assert "weight 3" in " ".join(tell_further(compared))


RATIO = {"self_reliance": OutcomeThreshold(
    least=0.5, unit="percentage points", reason="R.", is_ratio=True, over="home", under="wanted",
    times=100.0)}  # fmt: skip


def shares_of(home, wanted):
    def effect(arm, _washington, _point, replicate):
        sold = home[arm == "shut"] + 0.001 * replicate
        demand = wanted[arm == "shut"]
        return {"home": sold, "wanted": demand, "self_reliance": 100.0 * sold / demand}

    return effect


def test_a_ratio_that_rises_because_its_denominator_falls_gets_no_word_of_amount(finished):
    games = planted(finished, shares_of((3.0, 2.9), (10.0, 9.0)), thresholds=RATIO)
    compared = compare(games, "gate")
    assert compared.verdict == "more"
    assert "It raises it." not in tell_meaning(compared)
    told = " ".join(tell_further(compared))
    assert "Above the line, home: \N{MINUS SIGN}0.1" in told
    assert "at the denominator of “Gate open” the difference would be \N{MINUS SIGN}1" in told


def test_a_ratio_whose_numerator_rises_is_told_in_the_words_of_the_experiment(finished):
    games = planted(finished, shares_of((3.0, 3.3), (10.0, 10.0)), thresholds=RATIO)
    assert tell_meaning(compare(games, "gate")).startswith("It raises it.")


ONE = {"self_reliance": OutcomeThreshold(least=1.0, unit="percentage points", reason="R.")}


def test_the_verdict_is_told_over_other_thresholds(finished):
    games = planted(finished, reliance(lambda *_: 2.0), thresholds=ONE)
    compared = compare(games, "gate")
    verdicts = dict(zip(compared.curve["matters"], compared.curve["verdict"], strict=True))
    assert (verdicts[0.0], verdicts[1.0], verdicts[max(verdicts)]) == ("more", "more", "same")
    told = " ".join(tell_further(compared))
    assert "less than 1 percentage point counts as none (R). The verdict is the same" in told


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ({"matters": 3, "because": "Mine."}, "less than 3 percentage points counts as none (Mine). "
         "In other experiments it is 1 percentage point."),
        ({"matters": 3}, "counts as none (no reason is given). In other experiments it is 1"),
        ({"matters": 0}, "Every difference counts. In other experiments it is 1 percentage point."),
    ],
)  # fmt: skip
def test_a_threshold_of_ones_own_is_told_beside_that_of_all_experiments(finished, own, told):
    comparisons = {"gate": BOTH["gate"].model_copy(update={"because": None, **own})}
    games = planted(finished, reliance(lambda *_: 2.0), comparisons=comparisons, thresholds=ONE)
    compared = compare(games, "gate")
    assert told in " ".join(tell_further(compared))
    assert compared.verdict == ("same" if own["matters"] else "more")


@pytest.mark.parametrize("matters", [None, 0.25])
@pytest.mark.parametrize("parts", [True, False])
def test_a_ratio_gets_no_word_of_amount_whatever_its_threshold_and_with_or_without_its_parts(
    finished, matters, parts
):
    comparisons = {"gate": BOTH["gate"].model_copy(update={"matters": matters})}
    ratio = RATIO["self_reliance"]
    alone = ratio if parts else ratio.model_copy(update={"over": "", "under": ""})
    effect = shares_of((3.0, 2.9), (10.0, 9.0))
    games = planted(finished, effect, comparisons=comparisons, thresholds={"self_reliance": alone})
    compared = compare(games, "gate")
    assert compared.verdict == "more"
    assert "It raises it." not in tell_meaning(compared)
    told = " ".join(tell_further(compared))
    assert ("It is a ratio. Above the line" if parts else "two numbers were not written") in told


def test_a_group_in_which_nothing_moves_is_named(finished):
    def effect(arm, _, point, replicate):
        return {"self_reliance": 0.0 if arm == "open" else 1.0 + point + replicate}

    told = " ".join(tell_further(compare(planted(finished, effect), "gate")))
    assert "One number in every game" in told
    assert "“Gate open”: 0" in told
    still = planted(finished, lambda *_: {"self_reliance": 30.0})
    told = tell_meaning(compare(still, "gate"))
    assert "nothing to compare. It is 30 in every game" in told


def test_groups_that_differ_in_several_things_say_so(finished):
    comparison = finished.experiment.comparisons["gate"]
    assert set(differing(finished, comparison)) == {
        "import gate.h200 class, held by Beijing",
        "the policy of Beijing",
        "the opening of mineral cover",
    }
    assert "differ in several things at once" in " ".join(tell_further(compare(finished, "gate")))


def test_numbers_are_told_with_their_spread_and_count(finished):
    told = tell_numbers(compare(finished, "gate"))
    assert told.startswith("Self-reliance (%): ")
    assert "with “Keep the line”" in told
    assert "nine draws in ten: " in told
    assert "95 % band over draws and lucks" in told
    assert told.endswith("3 lucks x 6 draws).")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"),
        (-1e-9, "0"),
        (0.1234, "+0.12"),
        (-12.34, "\N{MINUS SIGN}12.3"),
        (12345.6, "+12,346"),
    ],
)
def test_a_difference_has_its_sign_and_the_digits_that_count(number, text):
    assert signed(number) == text
