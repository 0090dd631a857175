"""The agenda of a class: the steps of its plan in their order, each with its minutes."""

from __future__ import annotations

import dataclasses
from typing import Literal

from game.config.schema.class_plan import ClassPlan
from game.state.position import Phase
from game.words.language import later

Stage = Literal[
    "lobby", "brief", "measures", "reveal", "responses", "quarter",
    "what", "why", "real", "so_what", "archived",
]  # fmt: skip
DEBRIEF: tuple[Stage, ...] = ("what", "why", "real", "so_what")
# What one turn passes through, as the rail on every screen has it.
RAIL: tuple[Stage, ...] = ("brief", "measures", "reveal", "responses", "quarter")
STAGES = later(
    {
        "lobby": "Lobby",
        "brief": "Brief",
        "measures": "Measures",
        "reveal": "Reveal",
        "responses": "Responses",
        "quarter": "Quarter",
        "what": "What",
        "why": "Why",
        "real": "Real?",
        "so_what": "So what",
        "archived": "End",
    }
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class AgendaStep:
    """One step of a class: its stage, the turn it belongs to, and its seconds (None: no clock)."""

    stage: Stage
    turn: int
    seconds: float | None

    @property
    def phase(self) -> Phase | None:
        """The phase whose orders are given in it, None where none are."""
        match self.stage:
            case "measures" | "responses":
                return self.stage
            case _:
                return None


def agenda_of(plan: ClassPlan, *, speed: float = 1.0, timed: bool = True) -> tuple[AgendaStep, ...]:
    """Return the steps of a plan, from the lobby to the end; a faster room has shorter minutes."""

    def step(stage: Stage, turn: int, minutes: float | None) -> AgendaStep:
        seconds = 60.0 * minutes / speed if minutes is not None and timed else None
        return AgendaStep(stage=stage, turn=turn, seconds=seconds)

    last = len(plan.turns) - 1
    steps = [step("lobby", 0, None), step("brief", 0, plan.brief)]
    for turn, planned in enumerate(plan.turns):
        steps += [step("measures", turn, planned.measures), step("reveal", turn, planned.reveal)]
        if planned.responses is not None:
            steps.append(step("responses", turn, planned.responses))
        steps.append(step("quarter", turn, planned.quarter))
    steps += [step(stage, last, getattr(plan.debrief, stage)) for stage in DEBRIEF]
    return (*steps, step("archived", last, None))


def seconds_before(agenda: tuple[AgendaStep, ...], place: int) -> float:
    """Return the seconds that a plan gives to the steps before one."""
    return sum(step.seconds or 0.0 for step in agenda[:place])
