"""The luck of a class that is over, and its scores: what homework is played with and against."""

from __future__ import annotations

from pathlib import Path

from game.classroom.agenda import agenda_of
from game.classroom.class_plans import read_plan
from game.classroom.room import Room
from game.classroom.room_files import LOG, find_table, read_room, read_seed
from game.config.schema.class_plan import ClassPlan
from game.errors import UserError
from game.saves.log_file import is_begun
from game.saves.sealed_seed import SealedSeed
from game.session import Session
from game.turn.outcome import outcome


def read_rivals(folder: Path, plan: ClassPlan) -> tuple[SealedSeed, dict[str, tuple[float, ...]]]:
    """Return the seed of a room that is over, and the final scores of its tables by actor.

    Raises
    ------
    UserError
        If it is not over, so that its luck is still sealed, or played another scenario or length.
    """
    header, lines = read_room(folder)
    played = read_plan(folder, header.plan)
    room = Room(agenda_of(played, speed=header.speed, timed=header.timed), lines)
    place = str(folder / LOG)
    if room.stage != "archived":
        raise UserError(place, "is not over, and its luck is sealed", "end its debrief first")
    same = (played.scenario, len(played.turns)) == (plan.scenario, len(plan.turns))
    if not same:
        raise UserError(
            place,
            f"played {len(played.turns)} turns of {played.scenario}",
            f"name a class that played {len(plan.turns)} turns of {plan.scenario}",
        )
    seed = read_seed(folder, header)
    scores: dict[str, list[float]] = {}
    for table in range(room.tables):
        path = find_table(folder, table)
        if is_begun(path):
            game = Session.resume(path, sealed=seed)
            for actor, score in outcome(game.model.position, game.scenario).scores.items():
                scores.setdefault(actor, []).append(score)
            game.close()
    return seed, {actor: tuple(of_actor) for actor, of_actor in scores.items()}
