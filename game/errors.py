"""What a user is told when something they gave cannot be used."""

import difflib
from collections.abc import Iterable

NAMES_SHOWN = 12


class UserError(Exception):
    """A user's mistake: where it is, what is wrong, and what would be right.

    Parameters
    ----------
    place
        A file and line (``base.yaml:9``), an option or an order; empty where there is only one.
    problem
        What is wrong, with the value that was given.
    remedy
        What would be right; empty where the problem already says it.
    """

    def __init__(self, place: str = "", problem: str = "", remedy: str = "") -> None:
        # All three go to Exception, so that a worker process can hand the error back.
        super().__init__(place, problem, remedy)
        self.place = place
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        sentence = "; ".join(part for part in (self.problem, self.remedy) if part)
        return ": ".join(part for part in (self.place, sentence) if part)


def did_you_mean(name: str, options: Iterable[str]) -> str:
    """Suggest the option nearest to an unknown name, or show what there is; a ready remedy."""
    known = list(options)
    folded = {option.casefold(): option for option in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    if not known:
        return ""
    more = len(known) - NAMES_SHOWN
    shown = ", ".join(known[:NAMES_SHOWN])
    return f"known: {shown} and {more} more" if more > 0 else f"known: {shown}"
