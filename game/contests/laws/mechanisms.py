"""Law 17: every mechanism of the background articles acts as its page says."""

from __future__ import annotations

from collections.abc import Sequence

from game.contests.laws.ground import Ground
from game.contests.laws.readings import Cell, Reading
from game.contests.mechanisms.claims import all_mechanisms
from game.contests.mechanisms.effects import VERDICTS, Verdict, measure, verdict_of

MOST_WEAK = 5.0
EVERYWHERE = "all"
# What is counted: mechanisms whose verdict is one of these.
FAINT: tuple[Verdict, ...] = ("weak", "not acting")
WRONG: tuple[Verdict, ...] = ("wrong sign",)


def read_mechanisms(ground: Ground) -> list[Reading]:
    """Read law 17 in a scenario: how its interventions came out, by mechanism."""
    verdicts: dict[str, Verdict] = {}
    effects = measure(ground, all_mechanisms())
    for number in dict.fromkeys(effect.mechanism for effect in effects):
        verdicts[number] = verdict_of([effect for effect in effects if effect.mechanism == number])
    return _counted(ground.cell(17), verdicts)


def join_mechanisms(readings: Sequence[Reading]) -> list[Reading]:
    """Return law 17 over all scenarios: the worst intervention is what a mechanism is worth."""
    worst: dict[str, int] = {}
    for number, rank in (note for reading in readings for note in reading.notes):
        worst[number] = max(worst.get(number, 0), int(rank))
    verdicts = {number: VERDICTS[rank] for number, rank in sorted(worst.items())}
    return _counted(Cell(law=17, scenario=EVERYWHERE), verdicts)


def _counted(cell: Cell, verdicts: dict[str, Verdict]) -> list[Reading]:
    readings = []
    for part, among, high in (
        ("mechanisms that are weak or do not act", FAINT, MOST_WEAK),
        ("mechanisms that act the wrong way", WRONG, 0.0),
    ):
        failing = {number: verdict for number, verdict in verdicts.items() if verdict in among}
        readings.append(
            Reading(
                cell=cell,
                part=part,
                value=float(len(failing)),
                unit="mechanisms",
                high=high,
                notes=tuple(
                    (number, float(VERDICTS.index(verdict))) for number, verdict in failing.items()
                ),
            )
        )
    return readings
