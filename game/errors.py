"""What a user is told when something they gave cannot be used."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

NAMES_SHOWN = 12
# Characters of a part of a message, and of one word in it, beyond which its middle is left out.
LONGEST, LONGEST_WORD = 400, 200
LONGEST_PLACE = 1000

_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
# Controls, marks that show nothing or turn the direction of text, private and unpaired ones.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


class UserError(Exception):
    """A user's mistake: where it is, what is wrong, and what would be right.

    As text it is one line that can be read: what is long is cut, what cannot be seen is named.

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
        sentence = "; ".join(readable(part) for part in (self.problem, self.remedy) if part)
        place = visible(shorten(self.place, LONGEST_PLACE))
        return ": ".join(part for part in (place, sentence) if part)


def readable(text: str) -> str:
    """Return a text as a message prints it: cut to a readable length, nothing in it unseen."""
    return visible(shorten(_WORD.sub(lambda word: shorten(word[0], LONGEST_WORD), text)))


def shorten(text: str, most: int = LONGEST) -> str:
    """Return a text with its middle left out where it has more characters than `most`."""
    if len(text) <= most:
        return text
    tail = most // 4
    return f"{text[: most - tail - 3]}...{text[-tail:]}"


def visible(text: str) -> str:
    """Return a text with the code of each character that shows nothing, such as U+202E."""
    if text.isprintable():
        return text
    return "".join(f"U+{ord(sign):04X}" if _is_unseen(sign) else sign for sign in text)


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN


def nearest(name: str, options: Iterable[str]) -> str | None:
    """Return the option that an unknown name is most like, None where it is like none."""
    folded = {option.casefold(): option for option in options}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    return folded[near[0]] if near else None


def did_you_mean(name: str, options: Iterable[str]) -> str:
    """Suggest the option nearest to an unknown name, or show what there is; a ready remedy."""
    # A set has another order in each process; the same mistake is told in the same words.
    choices = sorted(options) if isinstance(options, set | frozenset) else list(options)
    near = nearest(name, choices)
    if near is not None:
        return f"did you mean '{near}'?"
    if not choices:
        return ""
    more = len(choices) - NAMES_SHOWN
    names = ", ".join(choices[:NAMES_SHOWN])
    return f"known: {names} and {more} more" if more > 0 else f"known: {names}"
