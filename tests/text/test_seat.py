import io

import pytest

from game.config.scenarios import load_scenario
from game.errors import UserError
from game.saves.log_text import read_log
from game.session import Session
from game.text.seat import TextSeat

SEATED = "beijing"


def test_a_whole_game_can_be_played_by_sealing(begin, type_in, scenario):
    told = type_in(begin(SEATED), *["seal"] * (2 * scenario.turns))
    assert "=== The end ===" in told
    assert "Beijing: " in told
    assert f"(turn {scenario.turns} of {scenario.turns})" in told


def test_the_end_of_input_is_a_farewell_that_says_how_to_go_on(begin, type_in, tmp_path):
    told = type_in(begin(SEATED), "seal")
    assert told.endswith(f"highfence play --log {tmp_path / 'game.jsonl'}\n")


def test_every_confirmed_order_is_in_the_log_before_the_next_line_is_read(begin, tmp_path):
    session = begin(SEATED)
    seen = []

    class Watching(io.StringIO):
        def readline(self, *_):
            seen.append(len(read_log(tmp_path / "game.jsonl").lines))
            return super().readline()

    TextSeat(session, Watching("capital_subsidy = 3\nundo\nseal\n"), io.StringIO()).play()
    assert seen == [0, 1, 2, 4]


def test_a_game_that_was_left_goes_on_where_it_stopped(begin, type_in, tmp_path):
    type_in(begin(SEATED), "seal", "seal", "capital_subsidy = 3", "quit")
    again = Session.resume(tmp_path / "game.jsonl")
    told = type_in(again, "orders", "quit")
    assert "(turn 2 of" in told
    assert "  capital_subsidy = 3" in told


def test_a_game_that_was_left_at_its_answers_shows_the_measures_again(begin, type_in, tmp_path):
    type_in(begin(SEATED), "local_content = 1", "seal", "quit")
    told = type_in(Session.resume(tmp_path / "game.jsonl"), "quit")
    assert "Beijing raises local-content push to 1 of 2" in told
    assert "Beijing, your answer?" in told


def test_an_order_is_taken_back_and_given_again(begin, type_in):
    told = type_in(begin(SEATED), "capital_subsidy = 3", "undo", "orders", "redo", "orders")
    assert "Taken back: capital_subsidy = 3" in told
    assert "No orders yet; 8 political capital left." in told
    assert "Ordered again: capital_subsidy = 3" in told
    assert "7 political capital left." in told


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("vew", "did you mean 'view'?"),
        ("capital_subsidi = 3", "did you mean 'capital_subsidy'?"),
        ("tariff = 10", "'tariff' belongs to washington"),
        ("mineral_level = baan", "did you mean 'ban'?"),
        ("cn_truce = seek", "the truce still has more than three months to run"),
        ("import_gate = open", "write one of import_gate.h20_class"),
        ("capital_subsidy = 2", "capital_subsidy already stands at 2."),
        ("rewind 9", "turn 9 has not been reached"),
        ("why lag", "no turn has been played yet"),
        ("lever nothing", "you have no lever 'nothing'"),
        ("undo", "There is no order to take back."),
        ("rewind 0", "turns count from 1"),
        ("rewind ²", "turns count from 1"),
        ("fork 3", "write fork FILE"),
        ("fork a\0b", "cannot write"),
        ("lever", "yours are import_gate"),
        ("mineral_level = +²", "has no setting '+²'"),
        ("capital_subsidy = +99999999999999999999", "is outside"),
        ("washington: tariff = 3", "unknown lever"),
    ],
)
def test_a_mistake_is_answered_and_the_way_out_named(begin, type_in, typed, answer):
    told = type_in(begin(SEATED), typed)
    assert answer in " ".join(told.split())
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "typed",
    [
        "capital_subsidy = 3",
        "set capital_subsidy = 3",
        "capital_subsidy 3",
        "set capital_subsidy 3",
        "capital_subsidy = +1",
        "capital_subsidy +1",
        "beijing: capital_subsidy = 3",
        "Capital_Subsidy = 3",
    ],
)
def test_an_order_may_be_written_in_several_ways(begin, type_in, typed):
    assert "Ordered: capital_subsidy = 3, costs 1, 7.0 left." in type_in(begin(SEATED), typed)


def test_only_the_short_menu_is_open_after_the_reveal(begin, type_in):
    told = type_in(begin(SEATED), "seal", "capital_subsidy = 3", "levers")
    assert "the response menu is shorter" in " ".join(told.split())
    menu = told.partition("Levers, and")[2]
    assert "  boycott_guidance = " in menu
    assert "capital_subsidy" not in menu


def test_the_reveal_keeps_covert_measures_of_others(begin, type_in):
    told = type_in(begin("washington", policies={"nvidia": "lobby_for_access"}), "seal")
    assert "packaging kept for China" not in told
    assert "Nvidia sets research cadence" in told


def test_why_adds_up_with_nothing_left_over(begin, type_in):
    told = type_in(begin(SEATED), "seal", "seal", "why nationalist")
    assert "unexplained 0" in told
    assert "(sway_beijing)" in told


def test_why_tells_no_exact_number_of_what_is_only_estimated(begin, type_in):
    told = type_in(begin("washington"), "seal", "seal", "why lag").partition("lag: ")[2]
    assert "parts of all movement" in told
    assert "unexplained" not in told


def test_an_estimate_comes_with_its_range(begin, type_in):
    told = type_in(begin("washington"), "view all")
    assert "  huawei_units        about " in told
    line = told.partition("  huawei_units ")[2]
    assert " to " in line.partition(")")[0]


def test_a_rewound_game_forgets_what_came_after(begin, type_in):
    told = type_in(begin(SEATED), "seal", "seal", "seal", "seal", "rewind 1", "history")
    assert told.count("(turn 1 of") == 2
    assert "Nothing has been announced yet." in told


def test_a_fork_is_a_second_game_that_can_be_played(begin, type_in, tmp_path):
    fork = tmp_path / "fork.jsonl"
    session = begin(SEATED)
    type_in(session, "seal", "seal", f"fork {fork}")
    forked = Session.resume(fork)
    assert (len(forked.played), forked.log.state.hashes) == (1, session.log.state.hashes)


def test_several_seats_are_kept_apart_by_a_curtain(begin, type_in):
    told = type_in(begin("beijing", "nvidia"), "", "capital_subsidy = 3", "seal", "", "orders")
    before, _, after = told.partition("Pass the keyboard to Nvidia, then press Enter.")
    assert "Pass the keyboard to Beijing, then press Enter." in before
    assert "capital_subsidy" in before
    assert "capital_subsidy" not in after


def test_what_orders_were_worth_speaks_to_the_seat_that_gave_them(begin, type_in):
    session = begin("beijing", "nvidia")
    told = type_in(session, *["", "seal"] * 4 * len(session.scenario.actors) * 4)
    assert session.over
    assert "Beijing, what your orders were worth" in told
    assert "Nvidia, what your orders were worth" in told
    assert "'s orders were worth" not in told


def test_every_command_in_the_help_answers(begin, type_in):
    session = begin(SEATED)
    told = type_in(session, "help")
    seat = TextSeat(session, io.StringIO(), io.StringIO())
    for name in (line.split()[0] for line in told.splitlines() if line.startswith("  ")):
        if name in seat.commands.by_name and name not in {"seal", "quit"}:
            seat.commands.actor = SEATED
            assert seat.commands.obey(name) == "stay"


def test_no_line_is_wider_than_the_terminal(begin, type_in):
    told = type_in(
        begin(SEATED),
        "view all",
        "levers",
        "lever mineral_level",
        "seal",
        "seal",
        "why nationalist",
        "history",
        "score",
        "help",
    )
    prompts = ("> ",)
    wide = [
        line
        for line in told.splitlines()
        if len(line) > 80 and not any(mark in line for mark in (*prompts, "highfence play"))
    ]
    assert wide == []


def test_a_line_that_a_kill_cut_short_is_overwritten(begin, type_in, tmp_path):
    path = tmp_path / "game.jsonl"
    type_in(begin(SEATED), "capital_subsidy = 3")
    with path.open("a") as file:
        file.write('{"kind": "undo", "tu')
    told = type_in(Session.resume(path), "local_content = 1", "orders")
    assert "  capital_subsidy = 3\n  local_content = 1\n" in told
    assert len(read_log(path).lines) == 2


def test_a_game_killed_before_its_months_keeps_its_sealed_answers(begin, type_in, tmp_path):
    path = tmp_path / "game.jsonl"
    type_in(begin(SEATED), "seal", "boycott_guidance = advise", "seal")
    *kept, played = path.read_text("utf-8").splitlines(keepends=True)
    assert '"turn"' in played
    path.write_text("".join(kept), "utf-8")
    told = type_in(Session.resume(path), "quit")
    assert "Beijing, your answer?" not in told
    assert "Beijing advises buyers" in told
    assert "(turn 2 of" in told


def test_an_interrupt_is_a_farewell(begin):
    class Interrupted(io.StringIO):
        def readline(self, *_):
            raise KeyboardInterrupt

    written = io.StringIO()
    TextSeat(begin(SEATED), Interrupted(), written).play()
    assert "The game is kept." in written.getvalue()


def test_a_seat_that_sealed_is_not_asked_again_after_a_restart(begin, type_in, tmp_path):
    type_in(begin("beijing", "nvidia"), "", "local_content = 1", "seal")
    again = Session.resume(tmp_path / "game.jsonl")
    told = type_in(again, "")
    assert "Pass the keyboard to Nvidia" in told
    assert "Pass the keyboard to Beijing" not in told


def test_an_order_that_would_undo_an_earlier_one_is_refused(begin, type_in):
    told = type_in(
        begin("congress"),
        *("stand_down = on", "seal", "seal"),
        *("stand_down = off", "hearing = on", "stand_down = on", "orders"),
    )
    assert "Ordered: hearing = on" in told
    assert "your order hearing = on could not stand then" in " ".join(told.split())
    assert "Your orders:\n  stand_down = off\n  hearing = on\n" in told


def test_orders_are_listed_once_for_each_setting(begin, type_in):
    told = type_in(begin(SEATED), "capital_subsidy = 3", "capital_subsidy = 1", "orders")
    listed = told.partition("Your orders:\n")[2]
    assert listed.startswith("  capital_subsidy = 1\n")
    assert "capital_subsidy = 3" not in listed


def test_a_game_that_is_over_can_still_be_asked(begin, type_in, scenario, tmp_path):
    ended = ["seal"] * (2 * scenario.turns)
    asked = ("why lag", "score", "levers", "worth all", "quit")
    told = type_in(begin(SEATED), "capital_subsidy = 3", "worth", *ended, *asked)
    assert "worth: the game is not over" in told
    end, _, debrief = told.partition("the end> ")
    assert "Capital subsidy: 3 of 3; left out alone, it changes the score" in " ".join(end.split())
    assert "Your 1 order:" in end
    assert "worth: 'all' is no answer it has; write worth strategist" in debrief
    assert "unexplained 0" in debrief
    assert "the game is over" in debrief
    again = type_in(Session.resume(tmp_path / "game.jsonl"), "rewind 2", "quit")
    assert "kept as game-before-rewind-1.jsonl" in again
    assert "(turn 2 of" in again


def test_the_score_tells_no_more_than_the_seat_sees(begin, type_in):
    told = type_in(begin("washington"), "seal", "seal", "score")
    line = next(line for line in told.splitlines() if "Lead in AI" in line and "weight" in line)
    assert " to " in line


def test_a_seat_can_ask_about_its_aims_and_key_numbers(begin, type_in):
    told = type_in(
        begin(SEATED), "seal", "seal", "why self-reliance", "why unmet_share", "why tariff"
    )
    assert "you see nothing" not in told
    assert "unmet_share: " in told
    assert "tariff: Tariff on Chinese goods" in told


def test_a_game_that_cannot_be_kept_says_so_before_its_first_turn(scenario, type_in):
    told = type_in(Session.begin(scenario, seats=(SEATED,)), "quit")
    assert "will not be kept" in told.partition("(turn 1 of")[0]


@pytest.mark.parametrize(
    ("lever", "typed", "told"),
    [
        ("revenue_share", "25%", "write 0.25"),
        ("revenue_share", "25 %", "write 0.25"),
        ("revenue_share", "0,25", "write 0.25"),
        ("tariff", "40%", "write 40"),
        ("revenue_share", "lots", "give a number of"),
    ],
)
def test_a_number_in_another_form_is_refused_with_the_form_it_has(lever, typed, told):
    with pytest.raises(UserError, match=told):
        load_scenario("december_2025").levers[lever].parse(typed, "order")


@pytest.mark.parametrize("over", [False, True])
def test_of_a_log_that_was_deleted_nothing_is_claimed_and_another_place_is_offered(
    begin, tmp_path, scenario, over
):
    session = begin(SEATED)
    lines = ["seal"] * (2 * scenario.turns) if over else ["local_content = 1"]
    TextSeat(session, Deleting(lines, tmp_path / "game.jsonl"), written := io.StringIO()).play()
    told = written.getvalue()
    assert "The game is kept" not in told
    assert "Kept in" not in told.rpartition("=== The end ===")[2]
    assert "it is kept nowhere" in told
    assert "keep FILE" in told


class Deleting(io.StringIO):
    """Lines of a person whose log is deleted before the last of them is read; then they quit."""

    def __init__(self, lines, path):
        super().__init__("".join(f"{line}\n" for line in [*lines, "score", "quit", "quit"]))
        self.left, self.path = len(lines), path

    def readline(self, *_):
        self.left -= 1
        if self.left == 0:
            self.path.unlink()
        return super().readline()


def test_a_game_whose_log_was_deleted_goes_on_in_another_file(begin, type_in, tmp_path):
    session = begin(SEATED)
    other = tmp_path / "other.jsonl"
    (tmp_path / "game.jsonl").unlink()
    told = type_in(session, "local_content = 1", f"keep {other}", "local_content = 1", "quit")
    assert "is no longer there" in " ".join(told.split())
    assert told.endswith(f"The game is kept. Go on with: highfence play --log {other}\n")
    (order,) = Session.resume(other).actions(SEATED)
    assert order.target == "local_content"


def test_a_game_is_kept_over_no_other_file(begin, type_in, tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text("mine")
    assert "there is a file of this name" in type_in(begin(SEATED), f"keep {other}", "quit")
    assert other.read_text() == "mine"
