"""Effects of interventions, and what they say of the mechanisms."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Literal

from game.contests.laws.ground import Ground
from game.contests.mechanisms.arms import ArmMaker
from game.contests.mechanisms.claims import Intervention, Mechanism
from game.contests.mechanisms.play import Series, play_arms
from game.contests.redteam.side_by_side import standard_error
from game.errors import UserError
from game.state.world import Floats

# From how many standard errors on an effect is none of luck.
SURE = 3.0
# What is smaller than this part of what is worth noting is no effect, whichever way it goes.
NOTHING = 0.1

Verdict = Literal["acts", "weak", "not acting", "wrong sign"]
# The best first: a mechanism is as good as the worst of its interventions.
VERDICTS: tuple[Verdict, ...] = ("acts", "weak", "not acting", "wrong sign")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Effect:
    """What an intervention came to: a paired mean effect and its standard error, in its unit.

    `without` and `changed` are what was read in both arms, in the unit of what is read.
    """

    mechanism: str
    test: Intervention
    value: float
    error: float
    without: float
    changed: float

    @property
    def verdict(self) -> Verdict:
        """Whether it is as the mechanism claims.

        A claimed move is none where luck explains it or it is tiny, a wrong sign where it goes the
        other way, and weak where it is smaller than what is worth noting.
        """
        size, least = abs(self.value), self.test.least
        if self.test.sign == "little":
            return "acts" if size <= least else "wrong sign"
        if size == 0.0 or size < max(SURE * self.error, NOTHING * least):
            return "not acting"
        if (self.value > 0.0) != (self.test.sign == "up"):
            return "wrong sign"
        return "acts" if size >= least else "weak"


def verdict_of(effects: Sequence[Effect]) -> Verdict:
    """Return the verdict on a mechanism: that of its worst intervention."""
    return VERDICTS[max(VERDICTS.index(effect.verdict) for effect in effects)]


def scenarios_of(mechanisms: Mapping[str, Mechanism]) -> tuple[str, ...]:
    """Return the scenarios in which mechanisms are tested."""
    return tuple(
        dict.fromkeys(test.scenario for entry in mechanisms.values() for test in entry.tests)
    )


def measure(ground: Ground, mechanisms: Mapping[str, Mechanism]) -> list[Effect]:
    """Return the effects of all interventions on a scenario, played in one batch.

    Raises
    ------
    UserError
        If an intervention names what the scenario does not have.
    """
    maker = ArmMaker(ground.scenario, ground.library)
    tests = [
        (number, test)
        for number, entry in mechanisms.items()
        for test in entry.tests
        if test.scenario == ground.scenario.name
    ]
    pairs, reads = [], {}
    for number, test in tests:
        try:
            pairs.append(maker.pair(test))
            reads[test.read] = maker.expression(test)
        except UserError as error:
            raise UserError(number, f"{error.place}: {error.problem}", error.remedy) from None
    played = play_arms(ground, [arm for pair in pairs for arm in pair], reads)
    return [
        _effect(number, test, played[without], played[changed])
        for (number, test), (without, changed) in zip(tests, pairs, strict=True)
    ]


def _effect(number: str, test: Intervention, without: Series, changed: Series) -> Effect:
    before, after = (_over_turns(test, series) for series in (without, changed))
    apart, usual = after - before, float(before.mean())
    scale = 1.0
    if test.is_relative:
        scale = 100.0 / abs(usual) if usual else 0.0
    return Effect(
        mechanism=number,
        test=test,
        value=scale * float(apart.mean()),
        error=scale * standard_error(apart),
        without=usual,
        changed=float(after.mean()),
    )


def _over_turns(test: Intervention, series: Series) -> Floats:
    first, last = test.turns
    means: Floats = series[test.read][:, first : last + 1].mean(axis=1)
    return means
