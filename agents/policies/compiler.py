"""From a policy's config to clauses and choices that are ready to be followed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from agents.policies.choices import CompiledChoice, CompiledOption
from agents.policies.clauses import CompiledClause, Move
from agents.policies.rules_file import Rule, RulesFile
from agents.policies.word import CompiledThreat, KeptWord
from game.config.schema.fields import Step
from game.config.schema.policy import (
    GAIN_OF_PAPER,
    Answer,
    Choice,
    Clause,
    DatedMove,
    Paper,
    Policy,
)
from game.errors import UserError
from game.language.expression import Expression, compile_expression
from game.language.settings import name_settings
from game.state.calendar import count_months, month_label
from game.state.levers import Levers
from game.state.params import NO_TERMS
from game.state.position import PHASES, Phase
from game.state.terms import DealTerm, Part, Terms, deal_names, lever_of
from game.turn.legality import in_phase


def compile_policy(
    name: str,
    policy: Policy,
    levers: Levers,
    names: Collection[str],
    months_per_turn: int,
    place: str = "",
    terms: Terms = NO_TERMS,
) -> RulesFile:
    """Compile a policy file.

    `names` are those its actor may see, `terms` those that its papers may name.

    Raises
    ------
    UserError
        If a clause reads or sets what its actor may not, or sets what does not exist.
    """
    compiler = _Compiler(policy, levers, names, months_per_turn, place or name)
    clauses = [
        *(compiler.rule(rule, "measures") for rule in policy.measures),
        *(compiler.rule(rule, "responses") for rule in policy.response),
        *(compiler.dated(move) for move in policy.dated),
        *(compiler.paper(paper) for paper in policy.papers),
        *(compiler.answer(answer) for answer in policy.answers),
    ]
    # What was promised is paid for first, and what was threatened next.
    word = compiler.word(terms) if policy.papers or policy.answers else []
    return RulesFile(name, policy, (*word, *clauses))


class _Compiler:
    """Compiles the clauses and choices of one policy, counting them."""

    def __init__(
        self,
        policy: Policy,
        levers: Levers,
        names: Collection[str],
        months_per_turn: int,
        place: str,
    ) -> None:
        self._policy = policy
        self._levers = levers
        self._names = names
        self._months_per_turn = months_per_turn
        self._place = place
        self._count = 0

    def rule(self, rule: Clause | Choice, phase: Phase) -> Rule:
        if isinstance(rule, Choice):
            return self._choice(rule, phase)
        return self._clause(
            phase=phase,
            when=self._read(rule.when),
            month=None,
            settings=rule.set,
            because=rule.because or "",
            chance=rule.chance,
            cooldown=rule.cooldown,
        )

    def dated(self, move: DatedMove) -> CompiledClause:
        return self._clause(
            phase="responses" if move.phase == "response" else "measures",
            when=compile_expression("true"),
            month=count_months(move.on),
            settings=move.set,
            because=move.because or "",
            chance=1.0,
            cooldown=0,
        )

    def paper(self, paper: Paper) -> CompiledClause:
        actor = self._policy.actor
        drafted: list[tuple[Part, str, str | float]] = [
            ("terms", term, "in") for term in (*paper.gives, *paper.asks, *paper.otherwise)
        ]
        drafted += [
            ("months", paper.to, float(paper.months)),
            ("start", paper.to, float(paper.start)),
        ]
        drafted.append(("paper", paper.to, paper.kind))
        settings = {f"{lever_of(actor, part)}.{member}": value for part, member, value in drafted}
        return CompiledClause(
            index=self._next(),
            name=f"paper {paper.id}",
            phase="measures",
            when=self._read(paper.when),
            month=None,
            moves=self._moves(settings, "measures"),
            because=paper.because or "",
            chance=paper.chance,
            cooldown=paper.cooldown,
            key=f"policy:{actor}:{paper.id}",
            months_per_turn=self._months_per_turn,
            paper=paper.id,
        )

    def answer(self, answer: Answer) -> CompiledChoice:
        """Return the choice between accepting a paper and leaving it unanswered."""
        actor = self._policy.actor
        paper = f"{lever_of(answer.of, 'paper')}.{actor}"
        scale = self._levers[lever_of(answer.of, "paper")].scale
        on_table = f"{paper} in [{scale['offer']:g}, {scale['demand']:g}]"
        accept, refuse = (
            text.replace(GAIN_OF_PAPER, f"gain.{answer.of}")
            for text in (answer.accept, answer.refuse)
        )
        settings = {f"{lever_of(actor, 'answer')}.{answer.of}": "accept"}
        option = CompiledOption(
            name="accept",
            moves=self._moves(settings, "responses"),
            worth=self._read(f"({accept}) - ({refuse})"),
            because=answer.because or "",
        )
        return CompiledChoice(
            index=self._next(),
            choice=answer.id,
            phase="responses",
            when=self._read(f"{on_table} and ({answer.when})"),
            options=(option,),
            temperature=answer.temperature,
            hold=1,
            reopen=self._read("false"),
            capital_price=self._policy.capital_price,
            because=answer.because or "",
            key=f"policy:{actor}:{answer.id}",
        )

    def word(self, terms: Terms) -> list[Rule]:
        """Return what delivers what is owed in each phase, and what carries out threats."""
        actor, members = self._policy.actor, {term.name: term for term in terms.members}
        keeps = self._read(self._policy.keeps_word)
        owed = [self._levers[term.lever] for term in self._may_owe(terms)]
        rules: list[Rule] = [
            KeptWord(index=self._next(), phase=phase, when=keeps, key=f"policy:{actor}:word")
            for phase in PHASES
            if any(in_phase(lever, phase) for lever in owed)
        ]
        rules += [
            CompiledThreat(
                index=self._next(),
                paper=paper.id,
                terms=tuple(members[name] for name in paper.otherwise),
                chance=paper.carry_out,
                because=paper.because or "",
                key=f"policy:{actor}:{paper.id}:threat",
            )
            for paper in self._policy.papers
            if paper.otherwise
        ]
        return rules

    def _may_owe(self, terms: Terms) -> Iterator[DealTerm]:
        """Yield the terms that its papers and answers may bind its actor to."""
        actors = self._levers.actors
        others = {paper.to for paper in self._policy.papers}
        others |= {answer.of for answer in self._policy.answers}
        for term in terms.members:
            if actors[term.giver] == self._policy.actor and actors[term.receiver] in others:
                yield term

    def _choice(self, choice: Choice, phase: Phase) -> CompiledChoice:
        options = [
            CompiledOption(
                name=name,
                moves=self._moves(option.set, phase),
                worth=self._read(option.worth),
                because=option.because or "",
            )
            for name, option in sorted(choice.among.items())
        ]
        return CompiledChoice(
            index=self._next(),
            choice=choice.choose,
            phase=phase,
            when=self._read(choice.when),
            options=tuple(options),
            temperature=choice.temperature,
            hold=choice.hold,
            reopen=self._read(choice.reopen),
            capital_price=self._policy.capital_price,
            because=choice.because or "",
            key=f"policy:{self._policy.actor}:{choice.choose}",
        )

    def _clause(
        self,
        *,
        phase: Phase,
        when: Expression,
        month: int | None,
        settings: Mapping[str, float | str | Step],
        because: str,
        chance: float,
        cooldown: int,
    ) -> CompiledClause:
        index = self._next()
        condition = name_settings(when.text, self._levers.scales, is_condition=True)
        return CompiledClause(
            index=index,
            name=condition if month is None else f"in {month_label(month)}",
            phase=phase,
            when=when,
            month=month,
            moves=self._moves(settings, phase),
            because=because,
            chance=chance,
            cooldown=cooldown,
            key=f"policy:{self._policy.actor}:{index}",
            months_per_turn=self._months_per_turn,
        )

    def _next(self) -> int:
        self._count += 1
        return self._count - 1

    def _read(self, text: str) -> Expression:
        memories = self._policy.memories | deal_names(self._levers.actors)
        return compile_expression(text, self._names, memories)

    def _moves(self, settings: Mapping[str, float | str | Step], phase: Phase) -> tuple[Move, ...]:
        moves = tuple(self._move(target, setting) for target, setting in settings.items())
        for move in moves if phase == "responses" else ():
            if not move.lever.response:
                problem = f"{move.lever.name!r} is not on the response menu"
                raise UserError(self._place, problem, "set it under measures")
        return moves

    def _move(self, target: str, setting: float | str | Step) -> Move:
        lever, column = self._levers.find(target, self._place, self._policy.actor)
        if isinstance(setting, Step):
            text = f"{target} {setting.by:+d}"
            return Move(lever=lever, column=column, text=text, step=setting.by)
        if isinstance(setting, str) and setting.startswith("="):
            formula = self._read(setting[1:].strip())
            text = f"{target} = {name_settings(formula.text, self._levers.scales, target)}"
            return Move(lever=lever, column=column, text=text, formula=formula)
        value = lever.parse(f"{setting:g}" if isinstance(setting, float) else setting, self._place)
        return Move(lever=lever, column=column, text=f"{target} = {lever.text(value)}", value=value)
