"""From the configs of terms to what deals are checked and valued with."""

from __future__ import annotations

from game.config.library import Library
from game.config.names import program_names
from game.config.schema.cast import Lever
from game.config.schema.term import AS_NOW
from game.config.schema.term import DealTerm as TermConfig
from game.language.expression import Expression, compile_expression
from game.state.terms import HIGHEST, LOWEST, DealTerm, Terms


def build_terms(library: Library) -> Terms:
    """Return what actors may give each other, in the order of the configs."""
    return Terms(tuple(_build_term(name, term, library) for name, term in library.terms.items()))


def _build_term(name: str, term: TermConfig, library: Library) -> DealTerm:
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
        gain=_read(term.gain, term.receiver, library),
        cost=_read(term.cost, term.giver, library),
    )


def _bound(written: float | str | None, lever: Lever, open_end: float) -> float | None:
    """Return the number of a bound, None where it is the setting in force."""
    if written is None:
        return open_end
    if written == AS_NOW:
        return None
    return lever.scale[written] if isinstance(written, str) else written


def _read(text: str, actor: str, library: Library) -> Expression:
    """Return an expression over what an actor sees."""
    names = {*library.actors[actor].view, *program_names(library)["view"]}
    return compile_expression(text, names)
