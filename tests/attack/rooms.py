"""Damaged rooms of a class: whole, an earlier state, or refused with the file."""

from __future__ import annotations

import functools
import shutil
import tempfile
import time
from pathlib import Path
from random import Random

from game.classroom import acts, arrivals, desk_acts
from game.classroom.desk_view import read_desk
from game.classroom.live_room import LiveRoom
from game.classroom.room_files import LOG, PEOPLE, PLAN, SEED, read_people, read_room
from game.classroom.seat_view import SeatViews
from game.errors import UserError
from game.saves.sealed_seed import SealedSeed
from tests.attack.case import Case, require
from tests.attack.commands import require_sound, run_command
from tests.attack.logs import BYTES, LINES, VALUES
from tests.attack.texts import PIECES
from tests.saves.conftest import rechained

SECONDS = 240.0
PLAN_NAME = "lesson_50min"
ROOMS = 3
ROOM = "a room"
EXPORT = ("class", "export", ROOM, "--out", "tables")
# What a room is made of; what else is in its folder are games.
FILES = (LOG, LOG, LOG, PEOPLE, PLAN, SEED, "table-1.jsonl")


def invent(random: Random) -> Case:
    """Return the files of a room, one of them damaged or gone."""
    files = dict(_room(random.randrange(ROOMS)))
    name = random.choice([name for name in FILES if name in files])
    whole = files[name]
    forged = False
    if random.random() < 0.05:
        del files[name]
    elif random.random() < 0.4 or not name.endswith(".jsonl"):
        files[name] = random.choice(BYTES)(whole, random)
    else:
        lines = whole.decode().split("\n")[:-1]
        for _ in range(random.choice((1, 1, 2))):
            lines = random.choice((*LINES, *VALUES))(lines, random)
        text = "".join(f"{line}\n" for line in lines)
        forged = random.random() < 0.5
        files[name] = _forged(text) if forged else text.encode("utf-8", "surrogatepass")
    values = {"damaged": name, "forged": forged}
    return Case(
        attack="rooms",
        values=values,
        files={f"{ROOM}/{n}": content for n, content in files.items()} | {f"whole/{name}": whole},
    )


def judge(case: Case, folder: Path) -> None:
    """Export the room, look at it from every place, and let the class go on."""
    case.write_files(folder)
    before = _contents(folder / ROOM)
    answer = run_command(EXPORT, folder)
    require_sound(answer, EXPORT)
    require(answer.code == 0 or ROOM in answer.err, f"the place is not named: {answer.err}")
    require(_contents(folder / ROOM) == before, "an export changed the room")
    if answer.code == 0 and not case.values["forged"]:
        _require_part(folder, case.values["damaged"])
    try:
        live = LiveRoom.open(folder / ROOM, now=time.time)
    except UserError as refusal:
        require(ROOM in str(refusal), f"the place is not named: {refusal}")
        return
    try:
        _look(live)
        for _ in range(3):
            desk_acts.close_step(live, live.room.place)
            _look(live)
    except UserError:
        pass  # what a desk is told
    finally:
        live.close()


def _require_part(folder: Path, name: str) -> None:
    """Refuse another history of the class, or other people, than the first lines of the whole."""
    (folder / "whole" / LOG).touch()
    if name == LOG:
        lines, whole = (read_room(folder / place)[1] for place in (ROOM, "whole"))
        require(lines == whole[: len(lines)], f"other lines: {lines}")
    elif name == PEOPLE:
        people, known = (read_people(folder / place) for place in (ROOM, "whole"))
        require(people.keys() <= known.keys(), f"other people: {people}")


def _look(live: LiveRoom) -> None:
    read_desk(live)
    views = SeatViews(live)
    for person in list(live.room.members):
        views.read(person)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _forged(text: str) -> bytes:
    try:
        return rechained(text).encode("utf-8", "surrogatepass")
    except (ValueError, IndexError):
        return text.encode("utf-8", "surrogatepass")


# -- rooms -------------------------------------------------------------------------------------


@functools.cache
def _room(number: int) -> dict[str, bytes]:
    """Return the files of a room in which people and the desk did things at random."""
    random = Random(number)
    folder = Path(tempfile.mkdtemp(prefix="a class "))
    try:
        live = LiveRoom.make(
            PLAN_NAME,
            now=lambda: 1_800_000_000.0,
            folder=folder / ROOM,
            tables=2,
            seed=SealedSeed(random.getrandbits(128), "secret"),
        )
        for person in range(8):
            _come_in(live, f"{random.choice(PIECES)}a{person}", random)
        for act in range(60):
            _act(live, random, f"key-{act}")
        live.close()
        return _contents(folder / ROOM)
    finally:
        shutil.rmtree(folder)


def _come_in(live: LiveRoom, name: str, random: Random) -> None:
    entry = arrivals.join(live, name, "en", f"join-{len(live.people)}")
    arrivals.sit(live, entry.person, arrivals.suggested_seat(live), by="self")
    arrivals.change_person(live, entry.person, consents=random.random() < 0.7)


def _act(live: LiveRoom, random: Random, key: str) -> None:
    """Do one thing that a person or the desk can do; nothing, where it is refused."""
    request = acts.ActRequest(person=random.choice(list(live.people)), key=key)
    text = "".join(random.choices(PIECES, k=3))
    try:
        match random.randrange(8):
            case 0:
                desk_acts.close_step(live, live.room.place)
            case 1:
                acts.speak(live, request, "", text)
            case 2:
                acts.answer(live, request, "sentence", text)
            case 3:
                acts.seal(live, request)
            case 4:
                acts.ask_help(live, request, wanted=random.random() < 0.5)
            case _:
                _propose(live, request, random)
    except UserError:
        pass


def _propose(live: LiveRoom, request: acts.ActRequest, random: Random) -> None:
    member = live.room.members[request.person]
    game = live.tables.game_of(member.seat) if member.seat else None
    if game is None or game.is_ready(member.actor):
        return
    legal = game.legal_actions(member.actor)
    offers = [o for o in legal.offers_of(random.choice(list(legal.slots()))) if o.verdict.legal]
    if offers:
        action = random.choice(offers).action
        setting = game.scenario.levers[action.lever].text(action.value)
        acts.propose(live, request, action.target, setting)
