"""Numbers and orders in plain English."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence

from game.state.calendar import year_and_month
from game.state.levers import Lever
from game.state.scenario import Title
from game.words.language import ENGLISH, later, say, say_config, spoken

LEAST, FEW = 5e-4, 10.0
# Minus signs of the window's font are as short as hyphens; an en dash reads as one.
DASH = "\N{EN DASH}"
PLAIN_UNITS = frozenset({"index", "ratio", "ln", "sign", "turn", "1 to 4", "year"})
SCALE = re.compile(r"(.+) 0 to (\d+)")
# Where a sentence ends, in the languages of the catalogues.
STOP = re.compile(r"\. |。")
# The marks by which a text names its sources; names of chips look alike.
MARK = r"(?!H20|[HA][128]00|L20)[A-Z]{1,3}\d{1,3}[a-z]?"
MARKS = re.compile(rf"\s*[(\uff08]{MARK}(?:[,;\u3001\uff0c]\s*{MARK})*[)\uff09]")
MONTHS = later(
    ("January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December")
)  # fmt: skip
SHORT_MONTHS = later(
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
)
SETS, SETS_FOR = later(("sets {what} to {setting}", "sets {what} for {member} to {setting}"))
RAISES, RAISES_FOR = later(
    ("raises {what} to {setting}", "raises {what} for {member} to {setting}")
)
CUTS, CUTS_FOR = later(("cuts {what} to {setting}", "cuts {what} for {member} to {setting}"))


def thin(value: float) -> str:
    """Write a number in three figures at most, with thousands apart."""
    if abs(value) >= 999.5:
        return f"{float(f'{value:.3g}'):,.0f}"
    # Nobody reads powers of ten; what is smaller is nothing to a reader.
    return f"{value + 0.0:.3g}" if abs(value) >= LEAST else "0"


def tenths(value: float) -> str:
    """Write what can be spent in tenths, never more than there is."""
    return f"{math.floor(10.0 * value + 1e-6) / 10.0:g}"


def amount(value: float, unit: str) -> str:
    """Write a number with its unit: `12,000 chips`, `US$ 57 bn`, `35 %`, `rung 2 of 4`."""
    if unit == "flag":
        return say("yes") if value >= 0.5 else say("no")
    if unit in PLAIN_UNITS:
        return thin(value)
    if scale := SCALE.fullmatch(unit):
        name, most = say_config(scale[1]), scale[2]
        return say("{scale} {number} of {most}", scale=name, number=thin(value), most=most)
    if _is_share(unit):
        return _fill(amount_pattern(unit), _percent(_points(value, unit)))
    if unit.startswith("k"):
        return _fill(amount_pattern(unit), _count(1000.0 * value))
    if unit.startswith("US$ bn"):
        return _money(value, unit)
    return _fill(amount_pattern(unit), thin(value))


def is_scale(unit: str) -> bool:
    """Tell whether a unit is the scale of a setting: `rung 0 to 4`."""
    return SCALE.fullmatch(unit) is not None


def amount_pattern(unit: str, *, small: bool = False) -> str:
    """Return how amounts of a unit read: `{number} chips a month`, `US$ {number} bn`.

    Each is a key of the catalogues; `small` money is told in millions.
    """
    if _is_share(unit):
        return f"{{number}} %{unit.removeprefix('share').removeprefix('%')}"
    name = unit.replace("/month", " a month").replace("/", " per ")
    if unit.startswith("k"):
        return f"{{number}}{name[1:]}"
    if unit.startswith("US$"):
        bulk = name[3:].replace(" bn", " m", 1) if small else name[3:]
        return f"US$ {{number}}{bulk}"
    return f"{{number}} {name}" if unit != "rung" else "rung {number}"


def _is_share(unit: str) -> bool:
    return unit == "%" or unit.startswith(("share", "% of"))


def _points(value: float, unit: str) -> float:
    return value if unit.startswith("%") else 100.0 * value


def _fill(pattern: str, number: str) -> str:
    return say_config(pattern).format(number=number)


def _money(value: float, unit: str) -> str:
    """Write US$ bn; languages that count by the hundred million have that number too."""
    small = 0.0 < abs(value) < 0.9995
    number = thin(1000.0 * value if small else value)
    pattern = say_config(amount_pattern(unit, small=small))
    return pattern.format(number=number, hundred_millions=thin(10.0 * value))


def _percent(number: float) -> str:
    return f"{number:.1f}" if 0.0 < abs(number) < 9.95 else f"{number + 0.0:.0f}"


def _count(number: float) -> str:
    if abs(number) >= 999_500.0:
        bulk = f"{number / 1e6:.3g}"
        return say("{number} million", number=bulk, ten_thousands=thin(number / 1e4))
    # What is counted comes in whole numbers, unless there is next to nothing of it.
    return thin(round(number) if abs(number) >= FEW else number)


def difference(change: float, unit: str) -> str:
    """Write a change with its sign, in its number's unit; a share changes by points."""
    if _is_share(unit):
        return say("{points} points", points=f"{_points(change, unit):+.1f}")
    sign = "-" if change < 0.0 else "+"
    return f"{sign}{bare(abs(change), unit)}"


def span(low: float, high: float, unit: str) -> str:
    """Write a range in its number's unit: `4.0 to 7.8`, `14,500 to 54,100`."""
    if _is_share(unit):
        ends = (_percent(_points(end, unit)) for end in (low, high))
        return say("{low} to {high} %", **dict(zip(("low", "high"), ends, strict=True)))
    return say("{low} to {high}", low=bare(low, unit), high=bare(high, unit))


def bare(size: float, unit: str) -> str:
    """Write an amount without the name of its unit, but with its order of magnitude."""
    if unit.startswith("k"):
        return _count(1000.0 * size)
    if unit.startswith("US$ bn"):
        tens = thin(10.0 * size)
        if 0.0 < abs(size) < 0.9995:
            return say("{number} m", number=thin(1000.0 * size), hundred_millions=tens)
        return say("{number} bn", number=thin(size), hundred_millions=tens)
    return thin(size)


def setting_text(lever: Lever, value: float) -> str:
    """Write a lever's setting: `case by case`, `60 points`, `2 of 3`."""
    if lever.settings:
        return say_config(lever.wording.titles[lever.place(value)])
    if lever.unit.startswith("share"):
        whole = lever.unit.removeprefix("share")
        is_said = any(word in lever.title.lower().split() for word in whole.split()[-1:])
        pattern = amount_pattern("share" if is_said else lever.unit)
        return _fill(pattern, _percent(100.0 * value))
    if lever.unit == "percentage points":
        return say("{points} points", points=f"{value:g}")
    if lever.unit in {"names", "months of sales"}:
        return _fill(amount_pattern(lever.unit), f"{value:g}")
    return say("{number} of {most}", number=f"{value:g}", most=f"{lever.high:g}")


def plain_name(name: str) -> str:
    """Return a name of the configs that has no title as people read it, in English."""
    return name.removesuffix("_class").replace("_", " ")


def sentence(lever: Lever, members: Sequence[str], was: float, now: float) -> str:
    """Write a move without its author: `weighs licences for H200 class chips case by case`.

    `members` are the titles of the settings moved, () for a lever with a single one.
    """
    wording = lever.wording
    phrase = wording.phrases[lever.place(now) if lever.settings else 0]
    member = listed(members)
    setting = setting_text(lever, now)
    if phrase:
        return say(phrase, setting=setting, member=member)
    values = {
        "what": say(wording.object) or lower_first(say_config(lever.title)),
        "member": member,
        "setting": setting,
    }
    if lever.settings:
        pattern = SETS_FOR if member else SETS
    elif now > was:
        pattern = RAISES_FOR if member else RAISES
    else:
        pattern = CUTS_FOR if member else CUTS
    return say(pattern, **values)


def author(lever: Lever) -> str:
    """Return the office or firm that signs an order."""
    return say(lever.wording.signature)


def in_number(lever: Lever, phrase: str) -> str:
    """Put a move's verb into the plural where its author is several firms."""
    if not lever.wording.is_plural or spoken() != ENGLISH:
        return phrase
    verb, _, rest = phrase.partition(" ")
    return f"{verb.removesuffix('s')} {rest}"


def quarter_text(date: str) -> str:
    """Write a turn's date, `2026 Q1` or `2026-03`."""
    year, _, quarter = date.partition(" Q")
    return say("{year} Q{quarter}", year=year, quarter=quarter) if quarter else date


def month_text(month: int, *, long: bool = False) -> str:
    """Write a month counted from January 2022: `Nov 2026`, or in full."""
    names = MONTHS if long else SHORT_MONTHS
    year, within = year_and_month(month)
    return say("{month} {year}", month=say(names[within - 1]), year=year)


def scenario_title(title: Title) -> str:
    """Write what a scenario is called: `December 2025: the H200 decision`."""
    name = say_config(title.text)
    if title.month is None:
        return name
    return say("{date}: {title}", date=month_text(title.month, long=True), title=name)


def day_text(date: str) -> str:
    """Write a date of the record, `2025-08-12` or `2025-08`; an unknown form stays as it is."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not (year.isdecimal() and month.isdecimal() and (day.isdecimal() or not day)):
        return date
    month_said = say("{month} {year}", month=say(SHORT_MONTHS[int(month) - 1]), year=year)
    return say("{day} {month}", day=int(day), month=month_said) if day else month_said


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text without their full stops."""
    parts = STOP.split(text)
    return [part.strip().rstrip(".") for part in parts if part.strip()]


def without_marks(text: str) -> str:
    """Return a text without the marks of its sources, `(C13)`, which the encyclopedia explains."""
    return MARKS.sub("", text)


def listed(words: Sequence[str]) -> str:
    """Join words as a list in a sentence."""
    if len(words) < 2:
        return "".join(words)
    *some, last = words
    first = functools.reduce(lambda left, other: say("{one}, {other}", one=left, other=other), some)
    return say("{some} and {last}", some=first, last=last)


def upper_first(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]


def lower_first(title: str) -> str:
    """Put a title into a sentence; names keep their capitals."""
    first = title.split()[0]
    is_name = first in {"China", "Chinese", "Nvidia", "Entity"} or first[1:] != first[1:].lower()
    return title if is_name else title[:1].lower() + title[1:]


def member_title(lever: Lever, column: int) -> str:
    """Return the name of one of a lever's settings: `H200`, `chip security`."""
    return say_config(member_name(lever.members[column]))


def member_name(name: str) -> str:
    """Return the name of a member of an axis as people read it, in English."""
    if name.endswith("_class"):
        return name.removesuffix("_class").capitalize()
    return name.replace("_", " ")


def minus(text: str) -> str:
    """Write a leading minus sign so that it can be seen."""
    return DASH + text[1:] if text.startswith("-") else text
