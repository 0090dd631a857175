"""Checks of policies: what their clauses and choices read, set and weigh."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.config.checks.shared import Context, readable, scales_of
from game.config.drafts import FoundEntry
from game.config.loader import Key
from game.config.schema.fields import Step
from game.config.schema.policy import (
    GAIN_OF_PAPER,
    TURNS_SINCE,
    Answer,
    Choice,
    Paper,
    Policy,
)
from game.config.schema.term import AS_NOW
from game.language.compiler import PREVIOUS
from game.language.expression import ExpressionError, compile_expression
from game.state.terms import deal_names

RESERVED = (PREVIOUS, TURNS_SINCE)


def check_policy(draft: FoundEntry, context: Context) -> None:
    """Its expressions read the actor's view, levers and choices; it sets the actor's own levers."""
    if context.expect_actor(draft.entry.actor, draft, "actor"):
        _Check(draft, context).check()


class _Check:
    """The check of one policy of an actor that there is."""

    def __init__(self, draft: FoundEntry, context: Context) -> None:
        self._found = draft
        self._context = context
        self._policy: Policy = draft.entry
        self._readable = readable(self._policy.actor, context)
        self._scales = scales_of(self._policy.actor, context)
        self._memories = self._policy.memories | deal_names(context.axes["actors"])

    def check(self) -> None:
        policy = self._policy
        for part in ("measures", "response"):
            for number, rule in enumerate(getattr(policy, part)):
                if isinstance(rule, Choice):
                    self._check_choice(rule, part, number)
                else:
                    self._expect(rule.when, part, number, "when")
                    self._check_settings(rule.set, part, part, number, "set")
        for number, move in enumerate(policy.dated):
            self._check_settings(move.set, move.phase, "dated", number, "set")
        self._expect(policy.keeps_word, "keeps_word")
        for number, paper in enumerate(policy.papers):
            self._check_paper(paper, "papers", number)
        for number, answer in enumerate(policy.answers):
            self._check_answer(answer, "answers", number)

    def _check_paper(self, paper: Paper, *path: Key) -> None:
        """Its terms are between the two actors, and given by the side that they are drafted for."""
        self._expect(paper.when, *path, "when")
        if not self._context.expect_actor(paper.to, self._found, *path, "to"):
            return
        actor, terms = self._policy.actor, self._context.drafts.found["terms"]
        for part in ("gives", "asks", "otherwise"):
            giver, receiver = (actor, paper.to) if part != "asks" else (paper.to, actor)
            options = [
                name
                for name, term in terms.items()
                if (term.entry.giver, term.entry.receiver) == (giver, receiver)
            ]
            for place, name in enumerate(getattr(paper, part)):
                at = (*path, part, place)
                what = f"term of {giver} to {receiver}"
                is_known = self._context.expect(name, options, what, self._found, *at)
                if is_known and part == "otherwise" and name in terms:
                    bounds = (terms[name].entry.at_most, terms[name].entry.at_least)
                    if AS_NOW in bounds:
                        problem = f"{name} is what stands already, and no threat"
                        self._report(problem, "threaten with a term of another bound", *at)

    def _check_answer(self, answer: Answer, *path: Key) -> None:
        """Its worths can be read, and the other actor can send it papers."""
        self._context.expect_actor(answer.of, self._found, *path, "of")
        pair = {self._policy.actor, answer.of}
        terms = (draft.entry for draft in self._context.drafts.found["terms"].values())
        if not any({term.giver, term.receiver} == pair for term in terms):
            problem = f"{answer.of} shares no term with {self._policy.actor}"
            self._report(problem, "answer another actor", *path, "of")
        for part in ("when", "accept", "refuse"):
            self._expect(getattr(answer, part), *path, part)

    def _report(self, problem: str, remedy: str, *path: Key) -> None:
        self._context.report(self._found, path, problem, remedy)

    def _expect(self, text: str, *path: Key) -> None:
        """Report an expression that cannot be read, or reads what the policy may not."""
        self._context.expect_expression(
            text,
            self._readable,
            self._found,
            *path,
            scales=self._scales,
            memories=self._memories | ({GAIN_OF_PAPER} if path[0] == "answers" else set()),
        )

    def _check_settings(self, settings: Mapping[str, Any], phase: str, *path: Key) -> None:
        for target, value in settings.items():
            place = (*path, target)
            lever = self._context.find_lever(target, self._policy.actor, self._found, *place)
            if lever is None:
                continue
            self._context.check_setting(
                lever,
                target,
                value,
                self._readable,
                self._scales,
                self._found,
                *place,
                memories=self._memories,
            )
            if phase == "response" and not lever.response:
                problem = f"{target!r} is not on the response menu"
                self._report(problem, "set it under measures", *place)

    def _check_choice(self, choice: Choice, phase: str, number: int) -> None:
        """Its name is its own, its options differ, can be compared and can be ordered."""
        path = (phase, number)
        if choice.choose in self._context.levers or choice.choose in RESERVED:
            problem = f"{choice.choose!r} is no name for a choice: it stands for something else"
            self._report(problem, f"write {choice.choose}_choice", *path, "choose")
        self._expect(choice.when, *path, "when")
        self._expect(choice.reopen, *path, "reopen")
        for name, option in choice.among.items():
            self._expect(option.worth, *path, "among", name, "worth")
            self._check_settings(option.set, phase, *path, "among", name, "set")
            if phase == "measures":
                self._check_pulses(option.set, *path, "among", name, "set")
        self._check_twins(choice, *path, "among")
        self._check_worths(choice, *path)

    def _check_pulses(self, settings: Mapping[str, Any], *path: Key) -> None:
        """Report a pulse that is ordered back to where it returns by itself."""
        for target, value in settings.items():
            lever = self._context.levers.get(target.partition(".")[0])
            if lever is None or lever.entry.kind != "pulse" or isinstance(value, Step):
                continue
            rest = lever.entry.rest
            if rest is None:
                rest = next(iter(lever.entry.settings or ()), lever.entry.low)
            if value in (lever.entry.scale.get(rest, lever.entry.low), rest):
                problem = f"{target} = {value} moves nothing: it returns there after every turn"
                self._report(problem, "leave it out", *path, target)

    def _check_twins(self, choice: Choice, *path: Key) -> None:
        first: dict[Any, str] = {}
        for name, option in choice.among.items():
            twin = first.setdefault(frozenset(option.set.items()), name)
            if twin != name:
                problem = f"{name!r} sets what {twin!r} sets, so that nothing tells them apart"
                self._report(problem, "delete one of them", *path, name)

    def _check_worths(self, choice: Choice, *path: Key) -> None:
        """Report worths that compare nothing: conditions, and constants at temperature 0."""
        try:
            worths = {
                name: compile_expression(option.worth, None, self._memories)
                for name, option in choice.among.items()
            }
        except ExpressionError:
            return  # told already
        for name, worth in worths.items():
            if worth.is_condition:
                problem = f"worth = {worth.text!r} is a condition, and a worth is points"
                remedy = "write where(condition, points, 0)"
                self._report(problem, remedy, *path, "among", name, "worth")
        if choice.temperature == 0.0 and not any(worth.terms for worth in worths.values()):
            problem = "no worth reads anything, so that at temperature 0 one option is always best"
            self._report(problem, "let a worth read the view, or write a clause", *path, "among")
