"""From the configs of terms to what deals are checked and valued with."""

from __future__ import annotations

from collections.abc import Mapping

from game.config.library import Library
from game.config.names import view_names
from game.config.schema.cast import Lever
from game.config.schema.term import AS_NOW
from game.config.schema.term import DealTerm as TermConfig
from game.language.expression import compile_expression
from game.state.terms import HIGHEST, LOWEST, DealTerm, Terms


def build_terms(library: Library) -> Terms:
    """Return what actors may give each other, in the order of the configs."""
    all_see = view_names(library)
    sights = {name: all_see.union(actor.view) for name, actor in library.actors.items()}
    return Terms(
        tuple(_build_term(name, term, library, sights) for name, term in library.terms.items())
    )


def _build_term(
    name: str, term: TermConfig, library: Library, sights: Mapping[str, frozenset[str]]
) -> DealTerm:
    actors = tuple(library.axes.actors)
    head, _, member = term.target.partition(".")
    lever = library.levers[term.giver][head]
    members = library.members(lever.axis) if lever.axis else ("",)
    return DealTerm(
        name=name,
        title=term.title,
        giver=actors.index(term.giver),
        receiver=actors.index(term.receiver),
        lever=head,
        column=members.index(member),
        low=_bound(term.at_least, lever, LOWEST),
        high=_bound(term.at_most, lever, HIGHEST),
        step=0.5 * (lever.step or 1.0),
        gain=compile_expression(term.gain, sights[term.receiver]),
        cost=compile_expression(term.cost, sights[term.giver]),
    )


def _bound(written: float | str | None, lever: Lever, open_end: float) -> float | None:
    """Return the number of a bound, None where it is the setting in force."""
    if written is None:
        return open_end
    if written == AS_NOW:
        return None
    return lever.scale[written] if isinstance(written, str) else written
