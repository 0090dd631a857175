"""Papers, answers and the word of policies: compiled, weighed, kept, carried out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from agents.cast import choose_policies
from agents.model import GameModel
from agents.policies.compiler import compile_policy
from agents.policies.human import Scripted
from agents.policies.rules_file import RulesFile
from game.config.scenarios import load_scenario
from game.config.schema.fields import Source
from game.config.schema.policy import Policy
from game.language.expression import ExpressionError
from game.state.chance import Chance
from game.state.levers import Action
from game.state.opening import draw_opening
from game.turn.engine import open_position, seal
from game.turn.view import View, visible_names

SCENARIO = load_scenario()
OFFER = {"id": "calm", "to": "washington", "kind": "offer", "gives": ("minerals_eased",)}
DEMAND = {
    "id": "calm",
    "to": "washington",
    "kind": "demand",
    "asks": ("tools_held",),
    "otherwise": ("purchases_stopped",),
    "carry_out": 1.0,
    "cooldown": 12,
}


def policy(actor: str, **parts: Any) -> RulesFile:
    sources = (Source(title="judgement"),)
    spec = Policy(name="Try", actor=actor, says="Tries.", sources=sources, **parts)
    names = visible_names(SCENARIO, actor)
    terms = SCENARIO.params.terms
    return compile_policy("try", spec, SCENARIO.levers, names, 3, terms=terms)


def script(actor: str, *lines: tuple[int, str, str]) -> Scripted:
    steps: dict[Any, list[Action]] = {}
    for turn, phase, line in lines:
        action = Action.parse(f"{actor}: {line}", SCENARIO.levers)
        steps.setdefault((turn, phase), []).append(action)
    return Scripted(steps)


def play(turns: int, replicates: int = 1, **policies: Any) -> GameModel:
    chosen = {**choose_policies(SCENARIO, dict(SCENARIO.profile)), **policies}
    model = GameModel(SCENARIO, policies=chosen, seed=1, replicates=replicates)
    for _ in range(turns):
        model.step()
    return model


def count(model: GameModel, field: str, actor: str) -> float:
    values = getattr(model.position.world, field)
    return float(values[:, SCENARIO.actors.index(actor)].mean())


def answering(accept: str, temperature: float = 0.0) -> RulesFile:
    answer = {"id": "any", "of": "beijing", "accept": accept, "temperature": temperature}
    return policy("washington", answers=(answer,))


def test_a_paper_is_sent_and_answered_by_its_worth() -> None:
    beijing = policy("beijing", papers=({**OFFER, "cooldown": 12},))
    taken = play(1, beijing=beijing, washington=answering("gain.paper"))
    assert count(taken, "offers_made", "beijing") == count(taken, "offers_taken", "beijing") == 1.0
    refused = play(1, beijing=beijing, washington=answering("gain.paper - 50"))
    assert count(refused, "offers_taken", "beijing") == 0.0


def test_an_answer_is_taken_as_often_as_its_worth_says() -> None:
    beijing = policy("beijing", papers=({**OFFER, "cooldown": 12},))
    model = play(1, 400, beijing=beijing, washington=answering("1", 1.0))
    assert count(model, "offers_taken", "beijing") == pytest.approx(0.731, abs=0.07)


def test_who_keeps_its_word_delivers_first_and_who_does_not_breaks_it() -> None:
    parts: dict[str, Any] = {"papers": ({**OFFER, "cooldown": 12, "months": 3},)}
    washington = answering("1")
    keeper = play(3, beijing=policy("beijing", **parts), washington=washington)
    assert count(keeper, "deals_kept", "beijing") == 1.0
    assert count(keeper, "deals_broken", "beijing") == 0.0
    breaker = policy("beijing", **parts, keeps_word="false")
    broken = play(3, beijing=breaker, washington=washington)
    assert count(broken, "deals_broken", "beijing") == 1.0


def test_a_clause_that_would_break_a_promise_waits_while_the_word_is_kept() -> None:
    promise = {**OFFER, "kind": "promise", "gives": ("minerals_held",), "start": 0, "months": 6}
    climb = {"when": "turn >= 1", "set": {"mineral_level": "ban"}}
    parts: dict[str, Any] = {"papers": ({**promise, "cooldown": 12},), "measures": (climb,)}
    held = play(2, beijing=policy("beijing", **parts))
    assert float(held.position.orders.mineral_level[0, 0]) == 2.0
    free = play(2, beijing=policy("beijing", **parts, keeps_word="false"))
    assert float(free.position.orders.mineral_level[0, 0]) == 3.0
    assert count(free, "deals_broken", "beijing") == 1.0


def test_what_is_owed_on_a_setting_is_the_same_whatever_other_replicates_owe() -> None:
    fall = {"when": "true", "set": {"mineral_level": "watch"}}
    beijing = policy("beijing", measures=(fall,), papers=(OFFER,))
    scenario = SCENARIO
    names = scenario.params.axes.terms
    owed = [names.index(name) for name in ("minerals_eased", "minerals_held")]

    def settle(rows: list[int]) -> list[float]:
        world = draw_opening(scenario, Chance(1, 0, len(rows)))
        left, low, high = world.term_left.copy(), world.term_low.copy(), world.term_high.copy()
        for row, place in enumerate(rows):
            left[row, place], low[row, place], high[row, place] = 6.0, 1.0, 1.0
        world = world.with_changes({"term_left": left, "term_low": low, "term_high": high})
        position = open_position(scenario, world)
        view = View(position, scenario, "beijing", Chance(1, 0, len(rows)))
        proposals = beijing.decide(view, Chance(1, 0, len(rows))).proposals
        opened, _ = seal(position, scenario, {"beijing": proposals})
        settings: list[float] = opened.orders.mineral_level[:, 0].tolist()
        return settings

    together = settle(owed)
    assert together == [*settle(owed[:1]), *settle(owed[1:])] == [1.0, 1.0]


def test_a_defied_threat_is_carried_out_as_often_as_the_paper_says() -> None:
    washington = script("washington")
    carried = play(3, beijing=policy("beijing", papers=(DEMAND,)), washington=washington)
    assert count(carried, "threats_carried", "beijing") == 1.0
    bluffing = policy("beijing", papers=({**DEMAND, "carry_out": 0.0},))
    bluff = play(3, beijing=bluffing, washington=washington)
    assert count(bluff, "threats_carried", "beijing") == 0.0
    word = [count(model, "word", "beijing") for model in (carried, bluff)]
    assert word[0] > word[1]


def test_of_two_papers_to_one_actor_the_first_is_sent() -> None:
    other = {**OFFER, "id": "other", "gives": ("purchases_made",)}
    model = play(1, beijing=policy("beijing", papers=(OFFER, other)), washington=answering("1"))
    world, names = model.position.world, SCENARIO.params.axes.terms
    assert world.term_left[0, names.index("minerals_eased")] > 0.0
    assert world.term_left[0, names.index("purchases_made")] == 0.0


def test_a_paper_that_is_switched_off_is_not_sent() -> None:
    rules = policy("beijing", papers=(OFFER,))
    (paper,) = (clause for clause in rules.clauses if clause.kind == "paper")
    model = play(1, beijing=rules.without(paper.index))
    assert count(model, "offers_made", "beijing") == 0.0


def test_conditions_read_deals_but_not_as_they_were() -> None:
    rules = policy("beijing", papers=({**OFFER, "when": "deal.washington == 0"},))
    model = play(3, beijing=rules, washington=answering("1"))
    assert count(model, "offers_made", "beijing") == 1.0
    with pytest.raises(ExpressionError, match="not remembered"):
        policy("beijing", papers=({**OFFER, "when": "previous.deal.washington == 0"},))


def test_a_gain_grows_with_the_months_and_with_the_word() -> None:
    seen = []
    for months in (6, 12):
        beijing = policy("beijing", papers=({**OFFER, "months": months},))
        model = GameModel(
            SCENARIO,
            policies={**choose_policies(SCENARIO, {}), "beijing": beijing},
            seed=1,
        )
        model.play_phase()
        view = View(model.position, SCENARIO, "washington", model.chance)
        seen.append(float(view.value("gain.beijing")[0, 0]))
    assert seen[0] > 0.0
    assert np.isclose(seen[1], 2.0 * seen[0])
