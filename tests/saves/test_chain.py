"""A damaged log is refused with its line, everywhere, and its sound part can be told."""

import json
from pathlib import Path

import pytest

from game.config.scenarios import load_scenario
from game.errors import UserError
from game.saves.lines import FORMAT, PERSON, Header
from game.saves.log import GameLog
from game.saves.log_file import LogFile
from game.saves.log_text import read_log, to_text
from game.seat.saves import open_save
from game.session import Session
from tests.saves.conftest import give, rechained

SEAT = "beijing"
REWIND = '{"kind": "rewind", "turn": 0}'
GIVEN = ("capital_subsidy = 3", "import_gate.h200_class = block", "local_content = 1")


def lines_of(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def changed(line: str, **values: object) -> str:
    """Change values of a line as an editor would: the link stays as it was."""
    return json.dumps({**json.loads(line), **values})


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> list[str]:
    """Two turns played, and an open third with an order: what a seat left."""
    path = tmp_path_factory.mktemp("logs") / "game.jsonl"
    session = Session.begin(load_scenario("lesson"), seats=(SEAT,), seed=3, path=path)
    for turn in range(2):
        give(session, GIVEN[turn])
        session.undo(SEAT)
        give(session, GIVEN[turn])
        session.seal()
        session.seal()
        session.pass_turn()
    give(session, GIVEN[2])
    session.undo(SEAT)
    give(session, GIVEN[2])
    give(session, "boycott_guidance = none")
    session.close()
    return lines_of(path)


def of_kind(lines: list[str], kind: str, last: bool = False) -> int:
    places = [number for number, line in enumerate(lines) if json.loads(line)["kind"] == kind]
    return places[-1 if last else 0]


def swapped(lines: list[str], one: int, other: int) -> list[str]:
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def edit(lines: list[str], at: int, **values: object) -> list[str]:
    return [*lines[:at], changed(lines[at], **values), *lines[at + 1 :]]


def redo(lines: list[str], at: int) -> list[str]:
    return [*lines[: at + 1], lines[at + 1].replace("undo", "redo"), *lines[at + 2 :]]


DAMAGES = {
    "an order altered": lambda lines, at: edit(lines, at, action="capital_subsidy = 2"),
    "an order emptied": lambda lines, at: edit(lines, at, action=""),
    "an order dropped": lambda lines, at: lines[:at] + lines[at + 1 :],
    "an order doubled": lambda lines, at: [*lines[: at + 1], *lines[at:]],
    "two lines swapped": lambda lines, at: swapped(lines, at, at + 1),
    "an undo made a redo": redo,
    "a rewind put in": lambda lines, at: [
        *lines[:at],
        '{"kind": "rewind", "turn": 0}',
        *lines[at:],
    ],
    "a link emptied": lambda lines, at: edit(lines, at, chain=""),
    "a huge line": lambda lines, at: edit(lines, at, action="x" * 300_000),
    "the seed altered": lambda lines, _: edit(lines, 0, seed=4),
    "nobody seated": lambda lines, _: edit(lines, 0, seats=[]),
    "a format below the first": lambda lines, _: edit(lines, 0, format=0),
}


@pytest.mark.parametrize("place", ["first turn", "open turn"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_log_is_refused_with_its_line_and_left_as_it_is(written, tmp_path, damage, place):
    first = of_kind(written, "turn", last=True) if place == "open turn" else 0
    at = first + of_kind(written[first:], "order")
    lines = DAMAGES[damage](list(written), at)
    path = write(tmp_path / "game.jsonl", lines)
    before = path.read_bytes()
    with pytest.raises(UserError) as refused:
        Session.resume(path)
    assert refused.value.place.startswith(f"{path}:")
    assert len(str(refused.value)) < 500
    assert path.read_bytes() == before


def test_a_log_with_lines_of_another_game_is_refused_where_they_begin(written, tmp_path):
    other = Session.begin(
        load_scenario("lesson"), seats=(SEAT,), seed=9, path=tmp_path / "other.jsonl"
    )
    give(other, GIVEN[0])
    other.close()
    cut = of_kind(written, "turn") + 1
    lines = [*lines_of(tmp_path / "other.jsonl"), *written[2:cut]]
    with pytest.raises(UserError, match=r"game\.jsonl:3: does not follow the line before it"):
        Session.resume(write(tmp_path / "game.jsonl", lines))


@pytest.mark.parametrize("shelf", ["games", "saves", "points"])
def test_every_shelf_refuses_a_damaged_log(written, tmp_path, shelf, monkeypatch):
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path / "games"))
    at = of_kind(written, "order")
    lines = DAMAGES["an order altered"](list(written), at)
    with pytest.raises(UserError, match=f":{at + 1}: does not follow"):
        open_save(write(tmp_path / "game.jsonl", lines), shelf)


def test_a_log_cut_at_the_end_of_a_line_is_an_earlier_state_of_the_game(written, tmp_path):
    for cut in (len(written) - 1, of_kind(written, "turn") + 1, of_kind(written, "order") + 1, 1):
        session = Session.resume(write(tmp_path / "game.jsonl", written[:cut]))
        assert len(session.log.lines) == cut - 1


def test_a_last_line_without_its_newline_counts_and_the_next_goes_behind_it(written, tmp_path):
    for cut in range(1, len(written) + 1):
        path = write(tmp_path / "game.jsonl", written[:cut])
        path.write_bytes(path.read_bytes()[:-1])
        assert len(read_log(path).lines) == cut - 1
    session = Session.resume(path)
    session.undo(SEAT)
    session.close()
    assert lines_of(path)[:-1] == written
    assert len(Session.resume(path).draft(SEAT).orders) == 1


def test_a_line_that_no_seat_could_give_is_refused_also_where_it_was_taken_back(written, tmp_path):
    at = of_kind(written, "order")
    lines = [*written[:at], changed(written[at], action="../../etc/passwd"), *written[at + 1 :]]
    path = tmp_path / "game.jsonl"
    path.write_text(rechained("\n".join(lines)), "utf-8")
    with pytest.raises(UserError, match=rf"game\.jsonl:{at + 1}: .*sets nothing"):
        Session.resume(path)


@pytest.mark.parametrize(("turn", "problem"), [("true", "no line"), ("1.0", "no line")])
def test_a_turn_is_a_whole_number(written, tmp_path, turn, problem):
    lines = [*written[:1], f'{{"kind": "rewind", "turn": {turn}}}']
    path = tmp_path / "game.jsonl"
    path.write_text(rechained("\n".join(lines)), "utf-8")
    with pytest.raises(UserError, match=problem):
        Session.resume(path)


def test_the_sound_part_of_a_damaged_log_can_be_read(written, tmp_path):
    second = of_kind(written, "turn") + 1
    lines = DAMAGES["an order altered"](list(written), second)
    path = write(tmp_path / "game.jsonl", lines)
    session = Session.resume(path, sound=True)
    assert len(session.played) == 1
    assert session.file is None


def test_a_state_that_does_not_replay_is_no_part_of_the_sound_one(written, tmp_path):
    at = of_kind(written, "turn", last=True)
    lines = [*written[:at], changed(written[at], hash="0" * 64), *written[at + 1 :]]
    path = tmp_path / "game.jsonl"
    path.write_text(rechained("\n".join(lines)), "utf-8")
    with pytest.raises(UserError, match=r"turn 2: replays to .*another build"):
        Session.resume(path)
    assert len(Session.resume(path, sound=True).played) == 1


def test_a_policy_that_is_not_known_is_told_with_the_file_and_its_line(written, tmp_path):
    header = json.loads(written[0])
    profile = {**header["profile"], "washington": "loosWn_for_deals"}
    path = tmp_path / "game.jsonl"
    path.write_text(rechained(changed(written[0], profile=profile)), "utf-8")
    with pytest.raises(UserError, match=r"game\.jsonl:1: .*loosWn_for_deals"):
        Session.resume(path)


@pytest.mark.parametrize(
    "left",
    ["", "\n", "\0" * 512, '{"kind": "ga', '{"kind": "game", "format": 2, "versi', '{"kind"\0\0'],
)
def test_a_game_can_begin_where_a_kill_left_no_confirmed_line(tmp_path, left):
    path = tmp_path / "game.jsonl"
    path.write_text(left, "utf-8")
    with pytest.raises(UserError, match="holds no confirmed line"):
        read_log(path)
    Session.begin(load_scenario("lesson"), seats=(SEAT,), seed=3, path=path).close()
    assert Session.resume(path).seats


def as_one_line(text: str) -> str:
    return text.replace("\n", "\r")


@pytest.mark.parametrize("change", [as_one_line, lambda text: text.replace('"game"', '"gamf"', 1)])
def test_a_game_whose_first_line_was_damaged_is_not_written_over(written, tmp_path, change):
    path = write(tmp_path / "game.jsonl", written)
    damaged = change(path.read_text("utf-8"))
    path.write_bytes(damaged.encode())
    with pytest.raises(UserError, match="there is a file of this name"):
        Session.begin(load_scenario("lesson"), seats=(SEAT,), seed=3, path=path)
    assert path.read_bytes() == damaged.encode()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_a_log_that_a_program_of_text_has_saved_is_the_same_game(
    written, tmp_path, mark, end, last
):
    whole = write(tmp_path / "whole.jsonl", written)
    path = tmp_path / "game.jsonl"
    path.write_bytes(f"{mark}{end.join(written)}{end if last else ''}".encode())
    assert read_log(path) == read_log(whole)
    session = Session.resume(path)
    session.undo(SEAT)
    session.close()
    assert read_log(path).lines[:-1] == read_log(whole).lines
    assert read_log(path).lines[-1].kind == "undo"


@pytest.mark.parametrize("byte", [0x00, 0xFF])
@pytest.mark.parametrize("at", range(5))
def test_a_byte_that_is_no_text_is_told_with_its_line(written, tmp_path, at, byte):
    path = write(tmp_path / "game.jsonl", written)
    data = bytearray(path.read_bytes())
    data[data.index(written[at].encode()) + 30] = byte
    path.write_bytes(data)
    with pytest.raises(UserError, match=rf"game\.jsonl:{at + 1}: .*altered"):
        read_log(path)
    if at:
        assert len(read_log(path, sound=True)) == at - 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_log_in_another_encoding_is_told_what_it_is(written, tmp_path, encoding):
    path = tmp_path / "game.jsonl"
    path.write_text("\n".join(written), encoding)
    with pytest.raises(UserError, match=f"game.jsonl:1: {encoding.upper()} text; save it as UTF-8"):
        read_log(path)


def test_a_header_written_in_another_form_is_an_altered_one(written, tmp_path):
    header = json.dumps(json.loads(written[0]), sort_keys=True)
    path = write(tmp_path / "game.jsonl", [header, *written[1:]])
    with pytest.raises(UserError, match=r"game\.jsonl:1: the header was altered"):
        read_log(path)


@pytest.mark.parametrize("other", ["notes", '{"kind": "shopping"}', "{}\n"])
def test_a_file_that_is_something_else_is_not_written_over(tmp_path, other):
    path = tmp_path / "game.jsonl"
    path.write_text(other, "utf-8")
    with pytest.raises(UserError, match="there is a file of this name"):
        Session.begin(load_scenario("lesson"), seats=(SEAT,), seed=3, path=path)
    assert path.read_text("utf-8") == other


@pytest.mark.parametrize("form", range(1, FORMAT))
def test_a_log_of_an_older_format_is_read_and_what_is_added_says_its_own(written, tmp_path, form):
    header = Header.model_validate_json(json.dumps({**read_header(written), "format": form}))
    path = tmp_path / "game.jsonl"
    path.write_text(to_text(GameLog(header)), "utf-8")
    session = Session.resume(path)
    give(session, GIVEN[0])
    session.lead(SEAT, by="desk")
    session.close()
    added = read_log(path).lines
    assert [line.kind for line in added] == ["format", "order", "seat"]
    assert ('"chain"' in path.read_text("utf-8")) == (form > 1)
    again = Session.resume(path)
    assert again.log.header.format == form
    assert again.leaders.name(SEAT) != PERSON


def read_header(lines: list[str]) -> dict[str, object]:
    return {name: value for name, value in json.loads(lines[0]).items() if name != "chain"}


def test_a_writer_that_only_appends_keeps_the_chain(tmp_path):
    path = tmp_path / "game.jsonl"
    session = Session.begin(load_scenario("lesson"), seats=(SEAT,), seed=3, path=path)
    session.close()
    for order in GIVEN:
        again = Session.resume(path)
        give(again, order)
        again.close()
    assert to_text(read_log(path)) == path.read_text("utf-8")
    LogFile(path).close()


def test_a_turn_whose_orders_were_not_sealed_was_never_played(written, tmp_path):
    at = of_kind(written, "turn")
    path = tmp_path / "game.jsonl"
    path.write_text(rechained("\n".join([*written[: at - 1], *written[at:]])), "utf-8")
    with pytest.raises(UserError, match=rf"game\.jsonl:{at}: plays turn 1; its orders were not"):
        Session.resume(path)
