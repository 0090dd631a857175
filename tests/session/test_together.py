"""Tables that advance together are the games that they would have been alone."""

from __future__ import annotations

import functools

from hypothesis import given, settings
from hypothesis import strategies as st

from game.config.scenarios import load_scenario
from game.saves.log_text import read_log
from game.session import Session
from game.session.together import pass_turns
from game.state.levers import Action
from game.state.position import state_hash
from game.state.scenario import Scenario

ORDERS = ("", "capital_subsidy = 3", "local_content = 0", "mineral_level = 2", "probe = none")


@functools.cache
def lesson() -> Scenario:
    return load_scenario("lesson")


def begin(path=None, seed: int = 3) -> Session:
    return Session.begin(lesson(), seats=("beijing",), seed=seed, path=path)


def seal(session: Session, order: str) -> None:
    if order:
        action = Action.parse(order, session.scenario.levers, actor="beijing")
        if session.legal_actions("beijing").verdict(action).legal:
            session.order(action)
    session.seal()
    session.seal()


def mark(session: Session) -> str:
    return state_hash(session.model.position)


@settings(max_examples=6, deadline=None)
@given(
    turns=st.lists(
        st.lists(st.sampled_from(ORDERS), min_size=3, max_size=3), min_size=1, max_size=4
    ),
    acted=st.sampled_from(["", "leaked_rule", "yield_report"]),
)
def test_tables_under_the_same_luck_have_the_hashes_of_games_alone(turns, acted):
    together, alone = ([begin() for _ in range(3)] for _ in range(2))
    for orders in turns:
        for games in (together, alone):
            if acted:
                games[1].facilitator.inject(acted)
            for game, order in zip(games, orders, strict=True):
                seal(game, order)
        pass_turns(together)
        for game in alone:
            game.pass_turn()
        assert [mark(game) for game in together] == [mark(game) for game in alone]
    assert [game.over for game in together] == [game.over for game in alone]


def test_tables_of_other_luck_or_another_turn_pass_one_by_one():
    ahead, here, other = begin(), begin(), begin(seed=4)
    plain = [begin(), begin(), begin(seed=4)]
    for game in (ahead, plain[0]):
        seal(game, "")
        game.pass_turn()
    for game in (ahead, here, other, *plain):
        seal(game, ORDERS[1])
    pass_turns([ahead, here, other])
    for game in plain:
        game.pass_turn()
    assert [mark(game) for game in (ahead, here, other)] == [mark(game) for game in plain]


def test_a_log_of_a_table_that_advanced_with_others_replays_alone(tmp_path):
    paths = [tmp_path / f"{number}.jsonl" for number in range(2)]
    games = [begin(path) for path in paths]
    for number, game in enumerate(games):
        seal(game, ORDERS[number])
    pass_turns(games)
    for game in games:
        game.close()
    for path, game in zip(paths, games, strict=True):
        assert mark(Session.resume(path)) == mark(game)
        assert read_log(path).state.turns == 1
