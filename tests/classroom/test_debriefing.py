from game.classroom import debriefing, desk_acts
from game.classroom.comparing import compare_orders
from game.classroom.replaying import orders_of, play_again
from game.state.position import state_hash

GATE = "import_gate.h200_class"


def test_a_game_played_again_with_all_its_orders_is_the_same_game(klass):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "open")
    klass.propose(0, "washington", "licence_policy.h200_class", "approve")
    klass.until("what")
    game = klass.live.games[0]
    assert len(list(orders_of(game))) == 2
    assert state_hash(play_again(game).model.position) == state_hash(game.model.position)


def test_the_debrief_names_a_planted_order_first_and_taken_back_the_tables_are_equal(klass):
    klass.until("measures")
    klass.propose(0, "beijing", "capital_subsidy", "3")
    klass.until("what")
    debrief = debriefing.RoomDebrief(klass.live)
    while debrief.work_out():
        pass
    view = debrief.read()
    assert view.is_ready
    first = view.effects[0]
    assert (first.order.table, first.actor, first.order.target) == (0, "beijing", "capital_subsidy")
    planted = next(orders_of(klass.live.games[0]))
    again = play_again(klass.live.games[0], without=planted)
    assert state_hash(again.model.position) == state_hash(klass.live.games[1].model.position)


def test_an_order_swapped_into_a_table_makes_it_the_other_table(klass):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "block")
    klass.until("what")
    debrief = debriefing.RoomDebrief(klass.live)
    debrief.swap(f"1|0|measures|beijing|{GATE}|block")
    effect = debrief.swaps()[0]
    other = klass.live.games[0]
    assert effect.would_be == debrief.read().numbers[0].shown[0]
    replayed = next(iter(debrief.replayed.values()))
    assert state_hash(replayed.model.position) == state_hash(other.model.position)


def test_what_tables_chose_differently_is_compared_lever_by_lever(klass):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "block")
    klass.propose(0, "beijing", "smuggling_tolerance", "ordinary")
    klass.until("quarter")
    rows = compare_orders(klass.live)
    assert any("Import gate" in row.title for row in rows)
    assert not any("muggling" in row.title for row in rows)


def test_a_game_with_changes_of_leader_is_the_same_game_again(klass):
    klass.until("measures")
    klass.propose(0, "beijing", GATE, "open")
    klass.until("measures", 1)
    desk_acts.let_policy_act(klass.live, (0, "beijing"))
    klass.until("measures", 2)
    klass.propose(0, "beijing", "firm_retaliation", "on")
    klass.until("what")
    game = klass.live.games[0]
    assert state_hash(play_again(game).model.position) == state_hash(game.model.position)
