"""A page a policy: its clauses in words, and the scenarios that use it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from docs._pages.markdown import Pages, code, link, number, page, section, settings, sources, table
from game.config.library import Library
from game.config.schema.policy import KEEP, Choice, Clause, DatedMove, Policy

INDEX = "policies/index.md"


def write(library: Library) -> Pages:
    """Return the page of every policy file, and their index by actor."""
    pages: Pages = {}
    parts = []
    for actor, policies in library.policies.items():
        rows = []
        for name, policy in policies.items():
            at = f"policies/{actor}/{name}.md"
            pages[at] = _page(at, name, actor, policy, library)
            rows.append((link(INDEX, at, code(name)), policy.temperament or "", policy.says))
        table_of = table(("policy", "temperament", "what it does"), rows)
        parts.append(section(library.actors[actor].title, table_of))
    pages[INDEX] = page(
        "Policies",
        "Every actor may also be led by `random_legal`, which moves a few of its settings by one "
        "step at random: a baseline without intent; and by a `strategist`, which looks ahead "
        "(docs/policies.md).",
        *parts,
    )
    return pages


def targets_of(policy: Policy) -> Iterator[str]:
    """Yield every setting that a policy may move, by its text name."""
    for rule in (*policy.measures, *policy.response, *policy.dated):
        options = rule.among.values() if isinstance(rule, Choice) else (rule,)
        for option in options:
            yield from option.set


def _page(at: str, name: str, actor: str, policy: Policy, library: Library) -> str:
    manner = f", {policy.temperament}" if policy.temperament else ""
    owner = link(at, f"actors/{actor}.md", library.actors[actor].title)
    used = [key for key, spec in library.scenarios.items() if spec.policies.get(actor) == name]
    return page(
        policy.name,
        policy.says,
        f"A policy of {owner}{manner}. File: `configs/policies/{actor}/{name}.yaml`.",
        section("Measures", "The first clauses are the most urgent.", *_rules(policy.measures))
        if policy.measures
        else "",
        section("Responses", *_rules(policy.response)),
        section("Dated moves", _dated(policy.dated)),
        section(
            "Scenarios it opens in",
            ", ".join(link(at, f"scenarios/{one}.md", code(one)) for one in used),
        ),
        sources(policy.sources),
    )


def _rules(rules: Sequence[Clause | Choice]) -> list[str]:
    """Return the clauses between two choices as a table, and each choice as one of its own."""
    parts = []
    for is_choice, group in itertools.groupby(rules, lambda rule: isinstance(rule, Choice)):
        if is_choice:
            parts += [_choice(rule) for rule in group if isinstance(rule, Choice)]
        else:
            parts.append(_clauses([rule for rule in group if isinstance(rule, Clause)]))
    return parts


def _choice(choice: Choice) -> str:
    about = [f"**A choice, {code(choice.choose)}**"]
    about += [f"considered when {code(choice.when)}"] if choice.when != "true" else []
    about.append(f"at temperature {number(choice.temperature)}")
    about += [f"held for {choice.hold} turns"] if choice.hold > 1 else []
    about += [f"reopened when {code(choice.reopen)}"] if choice.reopen != "false" else []
    rows = [
        (code(name), settings(option.set), code(option.worth), option.because or "")
        for name, option in choice.among.items()
    ]
    rows.append((code(KEEP), "nothing", code("0"), ""))
    reason = f" {choice.because[:1].upper()}{choice.because[1:]}." if choice.because else ""
    return f"{', '.join(about)}.{reason}\n\n{table(('option', 'set', 'worth', 'because'), rows)}"


def _clauses(clauses: Sequence[Clause]) -> str:
    rows = [
        (
            code(clause.when) if clause.when != "true" else "always",
            settings(clause.set),
            clause.because or "",
            _limits(clause),
        )
        for clause in clauses
    ]
    return table(("when", "set", "because", "limits"), rows)


def _limits(clause: Clause) -> str:
    chance = f"in {number(100 * clause.chance)} % of cases" if clause.chance < 1.0 else ""
    turns = "turn" if clause.cooldown == 1 else "turns"
    rest = f"not again for {clause.cooldown} {turns}" if clause.cooldown else ""
    return ", ".join(part for part in (chance, rest) if part)


def _dated(moves: Sequence[DatedMove]) -> str:
    rows = [
        (move.on, move.phase, settings(move.set), move.because or "", ", ".join(move.rows))
        for move in moves
    ]
    return table(("month", "phase", "set", "what was done", "rows of the record"), rows)
