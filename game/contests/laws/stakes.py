"""Law 19: there is something to bargain for between the capitals, and something to break it for."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

import numpy as np

from agents.cast import choose_policies
from game.config.library import Library
from game.contests.laws.dictated import DictatedCast, answer_of, no_paper, offer_of, play_arms
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading, percent
from game.contests.redteam.side_by_side import Cast
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.position import see
from game.state.world import Floats
from game.turn.engine import open_position

CAPITALS = ("beijing", "washington")
# Turns in which a deal is signed, and what it has to bring each capital in points.
SIGNED, HELPS = (0, 4, 8), 1.0
KEEPS, BREAKS = "1 > 0", "1 < 0"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Stakes:
    """What deals of one term for another bring, signed in one turn.

    `kept` are points over no deal where both keep it, and `broken` what its breaker gets over
    keeping it; by deal, game and capital: (deals, games, 2).
    """

    deals: tuple[tuple[str, str], ...]
    kept: Floats
    broken: Floats


def read_stakes(ground: Ground) -> list[Reading]:
    """Read law 19 in the scenario's own line-up, one turn after the other."""
    turns = [turn for turn in SIGNED if turn < ground.scenario.turns]
    return [reading for turn in turns for reading in _read(ground, turn)]


def _read(ground: Ground, turn: int) -> list[Reading]:
    stakes = play_stakes(ground, turn)
    lesser = stakes.kept.min(axis=-1)
    best = lesser.argmax(axis=0)
    helped = lesser.max(axis=0) >= HELPS
    games = np.arange(len(best))
    tempted = stakes.broken[best, games].max(axis=-1) > 0.0
    common = int(np.argmax((lesser >= HELPS).mean(axis=1)))
    cell = ground.cell(19, line_up="own")
    return [
        Reading(
            cell=cell,
            part=f"games in which some deal of turn {turn + 1} helps both capitals by a point",
            value=percent(helped),
            low=30.0,
            high=80.0,
            notes=(
                (
                    f"{' for '.join(stakes.deals[common])} alone, %",
                    percent(lesser[common] >= HELPS),
                ),
                ("deals tried", float(len(stakes.deals))),
            ),
        ),
        Reading(
            cell=cell,
            part=f"of those, games in which breaking it pays (turn {turn + 1})",
            value=percent(tempted[helped]) if helped.any() else 0.0,
            low=30.0,
        ),
    ]


def play_stakes(ground: Ground, turn: int) -> Stakes:
    """Play every deal of one term for another, kept by both and broken by either."""
    scenario, deals = ground.scenario, tuple(worthwhile_deals(ground))
    beijing, washington = CAPITALS
    keeping = _cast(ground, {})
    breaking = [_cast(ground, {capital: BREAKS}) for capital in CAPITALS]
    accept = answer_of(scenario, washington, beijing, "accept")
    nothing = no_paper(scenario, beijing, washington)
    arms = [DictatedCast(cast=keeping, dictated=((beijing, "measures", nothing),))]
    for cast, deal in itertools.product((keeping, *breaking), deals):
        offer = offer_of(scenario, beijing, washington, deal)
        arms.append(
            DictatedCast(
                cast=cast,
                dictated=(
                    (beijing, "measures", offer),
                    (washington, "responses", (accept,)),
                ),
            )
        )
    played = play_arms(
        scenario, arms, turn=turn, seed=ground.budget.test, games=ground.budget.testing
    )
    scores = np.stack(
        [np.concatenate([game.scores[capital] for game in played]) for capital in CAPITALS], axis=-1
    )
    none, kept, *broken = np.split(scores, [1, 1 + len(deals), 1 + 2 * len(deals)])
    return Stakes(
        deals=deals,
        kept=kept - none,
        broken=np.stack(
            [scores[..., side] - kept[..., side] for side, scores in enumerate(broken)], -1
        ),
    )


def worthwhile_deals(ground: Ground) -> Sequence[tuple[str, str]]:
    """Return deals of one term for another; in some opening its receiver counts each as a gain."""
    scenario = ground.scenario
    chance = Chance(ground.budget.test, 0, ground.budget.testing)
    seen = see(open_position(scenario, draw_opening(scenario, chance)), scenario)
    actors, sides = scenario.actors, {capital: list[str]() for capital in CAPITALS}
    for term in scenario.params.terms.members:
        giver, receiver = actors[term.giver], actors[term.receiver]
        if {giver, receiver} == set(CAPITALS) and (term.gain.evaluate(seen.value) > 0.0).any():
            sides[giver].append(term.name)
    beijing, washington = (sides[capital] for capital in CAPITALS)
    return list(itertools.product(beijing, washington))


def _cast(ground: Ground, words: dict[str, str]) -> Cast:
    """Return the scenario's own cast whose capitals keep their word, or do as `words` says."""
    library = _with_words(ground.library, {**dict.fromkeys(CAPITALS, KEEPS), **words})
    led = choose_policies(ground.scenario, {}, library)
    return {**ground.line_ups["own"], **{capital: led[capital] for capital in CAPITALS}}


def _with_words(library: Library, words: dict[str, str]) -> Library:
    policies = {
        actor: {
            name: spec.model_copy(update={"keeps_word": words[actor]}) if actor in words else spec
            for name, spec in specs.items()
        }
        for actor, specs in library.policies.items()
    }
    return dataclasses.replace(library, policies=policies)
