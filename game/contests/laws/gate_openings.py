"""Law 11: in some games the H200 flows and in others it does not, and what came before tells."""

from __future__ import annotations

import functools

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading, percent
from game.contests.redteam.side_by_side import Reader, play_casts
from game.state.orders import Flags
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.world import Floats

# Chips of a class that cross in a quarter, in thousands: a flow, and next to none.
FLOW, TRICKLE = 10.0, 1.0
# Both courses occur at temperature 0 where each does in this share of games.
LEAST_COLD = 5.0
# Openings after this turn are told from what was decided and what struck before.
KNOWN = 4


def read_openings(ground: Ground) -> list[Reading]:
    """Read law 11 in the scenario's own line-up."""
    casts = [ground.line_ups["own"], ground.cold]
    crossed = ground.play(casts, watch={"h200": _h200_quarter}).series["h200"]
    flows = crossed[0, :, 1:] > FLOW
    opens, never = flows.any(axis=1), (crossed[0, :, 1:] <= TRICKLE).all(axis=1)
    cold_opens = (crossed[1, :, 1:] > FLOW).any(axis=1)
    cold_never = (crossed[1, :, 1:] <= TRICKLE).all(axis=1)
    first = flows.argmax(axis=1)[opens]
    crowded = np.bincount(first).max() / first.size if first.size else 1.0
    later = np.arange(flows.shape[1]) > flows.argmax(axis=1)[:, np.newaxis]
    shut = (later & (crossed[0, :, 1:] <= TRICKLE)).any(axis=1) & opens
    rows = (
        ("games in which the H200 flows in some quarter", percent(opens), 25.0, 65.0),
        ("games in which next to none ever crosses", percent(never), 25.0, 65.0),
        ("first openings that fall in one quarter", 100.0 * crowded, 0.0, 100.0 / 3.0),
        ("openings that are reversed", 100.0 * shut.sum() / max(1, opens.sum()), 20.0, 100.0),
        ("games in which it flows at temperature 0", percent(cold_opens), LEAST_COLD, 100.0),
        ("games in which it never does at temperature 0", percent(cold_never), LEAST_COLD, 100.0),
        ("openings told from decisions and shocks, AUC", 100.0 * foreseen(ground), 75.0, 100.0),
    )
    return [
        Reading(
            cell=ground.cell(11, line_up="own"),
            part=part,
            value=float(value),
            low=low,
            high=high,
        )
        for part, value, low, high in rows
    ]


def _h200_quarter(position: Position, scenario: Scenario) -> Floats:
    """Return thousands of H200-class chips that crossed legally in the quarter."""
    parts = scenario.params.products.tier == scenario.params.axes.tiers.index("h200_class")
    months = [world.shipped[:, parts].sum(axis=1, keepdims=True) for world in position.months[1:]]
    crossed: Floats = np.sum(months, axis=0)
    return crossed


def foreseen(ground: Ground) -> float:
    """Return how well settings and shocks of the first turns tell which games open later (AUC).

    A logistic regression is fitted to games of the training luck, and tried on games of the test
    luck in which nothing flowed in those turns; 0.5 is what a coin would tell, and where all games
    go one way there is nothing to be told.
    """
    wanted, signs_seen = _told(ground, ground.budget.train)
    tried, came = _told(ground, ground.budget.test)
    if min(np.unique(signs_seen).size, np.unique(came).size) < 2:
        return 0.5
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=1000))
    model.fit(wanted, signs_seen)
    return float(roc_auc_score(came, model.predict_proba(tried)[:, 1]))


def _told(ground: Ground, seed: int) -> tuple[Floats, Flags]:
    """Return what stood after the first turns, (games, numbers), and which games open later."""
    scenario = ground.scenario
    watch: dict[str, Reader] = {
        f"{lever.name} {column}": functools.partial(_setting, lever.name, column)
        for lever in scenario.levers.values()
        for column in range(lever.columns)
    }
    events = ground.scenario.opening.struck.shape[1]
    watch |= {f"struck {event}": functools.partial(_struck, event) for event in range(events)}
    played = play_casts(
        scenario,
        [ground.line_ups["own"]],
        seed=seed,
        games=ground.budget.testing,
        watch={**watch, "h200": _h200_quarter},
    )
    flows = played.series["h200"][0, :, 1:] > FLOW
    pending = ~flows[:, :KNOWN].any(axis=1)
    numbers = [
        played.series[name][0, :, 1 : KNOWN + 1].max(axis=1)
        if name.startswith("struck")
        else played.series[name][0, :, KNOWN]
        for name in watch
    ]
    opens = np.asarray(flows[:, KNOWN:].any(axis=1), dtype=np.bool_)
    return np.stack(numbers, axis=1)[pending], opens[pending]


def _setting(lever: str, column: int, position: Position, _scenario: Scenario) -> Floats:
    values: Floats = position.orders.settings[lever][:, column : column + 1]
    return values


def _struck(event: int, position: Position, _scenario: Scenario) -> Floats:
    """Return 1 where an event struck in a month of the turn just passed."""
    months = [world.struck[:, event : event + 1] for world in position.months[1:]]
    struck: Floats = np.max(months, axis=0)
    return struck
