"""Numbers and orders in plain English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from game.orders import Lever

PLAIN_UNITS = frozenset({"index", "ratio", "ln", "sign", "turn", "1 to 4", "year"})

# Who in Washington signs what; every other order is signed by its actor.
OFFICES = {
    "ally_diplomacy": "the White House",
    "mineral_programme": "the White House",
    "tariff": "the White House",
    "us_truce": "the White House",
}
SIGNATURES = {"washington": "Commerce", "chipmakers": "chipmakers"}
PLURAL = frozenset({"chipmakers"})

# Levers whose titles name an effort, as the object of "raises" and "cuts".
OBJECTS = {
    "know_your_customer": "checks of its customers",
    "capital_raise": "capital raising",
    "diversification": "efforts in other markets",
    "inventory": "stock for China",
    "purchases": "purchases from the United States",
}

TEXTS = {
    "oct_2022": "October 2022",
    "oct_2023": "October 2023",
    "apr_2025": "April 2025",
    "jan_2026": "January 2026",
}
# How an order reads where "sets <title> to <setting>" would not be English.
PHRASES: dict[str, dict[str, str]] = {
    "chip_ceiling": {
        "none": "lifts the chip line altogether",
        "": "draws the chip line of {setting}",
    },
    "licence_policy": {
        "deny": "denies licences for {member} chips",
        "case_by_case": "weighs licences for {member} chips case by case",
        "approve": "approves licences for {member} chips",
    },
    "verification": {"none": "asks buyers for a promise only"},
    "entity_round": {"": "adds {setting} to the Entity List"},
    "ownership_rule": {
        "off": "suspends the ownership rule",
        "on": "puts the ownership rule in force",
    },
    "cloud_rule": {
        "off": "lifts the remote access rule",
        "on": "puts the remote access rule in force",
    },
    "informed_letter": {
        "none": "withdraws its is-informed letter",
        "": "stops {setting} chips at once by letter",
    },
    "us_truce": {"seek": "seeks a truce", "break_off": "breaks off the truce"},
    "bill": {
        "idle": "lets the {member} bill rest",
        "introduce": "introduces the {member} bill",
        "push": "pushes the {member} bill",
    },
    "defence_rider": {
        "none": "drops its defence act rider",
        "": "hangs a {setting} rider on the defence act",
    },
    "hearing": {"on": "holds a public hearing"},
    "letter": {"on": "sends a bipartisan letter"},
    "licence_hold": {"on": "puts a hold on pending licences"},
    "stand_down": {"off": "ends its stand-down", "on": "stands down for talks"},
    "design_target": {
        "none": "cuts no part for China",
        "": "designs China parts for the line of {setting}",
    },
    "location_software": {
        "off": "drops location software",
        "opt_in": "offers location software",
        "required": "requires location software",
    },
    "public_argument": {
        "none": "falls silent in public",
        "market_loss": "argues that controls give the market away",
        "security_partner": "offers itself as a partner in security",
    },
    "china_line": {"run": "restarts its China line", "halt": "halts its China line"},
    "import_gate": {
        "open": "opens the gate to {member} imports",
        "ratio": "lets {member} chips in only beside domestic ones",
        "case_by_case": "weighs {member} imports case by case",
        "block": "blocks {member} imports",
    },
    "state_ban": {
        "off": "lifts the state-sector ban",
        "on": "bars foreign chips from state sites",
    },
    "boycott_guidance": {
        "none": "drops its boycott guidance",
        "advise": "advises buyers to explain foreign orders",
        "discourage": "discourages foreign orders",
        "forbid": "forbids foreign orders",
    },
    "mineral_level": {
        "watch": "ends its mineral licences",
        "licence_one": "puts single metals under licence",
        "licence_seven": "puts seven rare earths and magnets under licence",
        "ban": "bans mineral exports to the United States",
        "extraterritorial": "reaches for foreign goods with Chinese minerals",
    },
    "probe": {
        "none": "closes its probe of US chip firms",
        "open": "opens a probe of US chip firms",
        "finding": "finds a US chip firm at fault",
    },
    "firm_retaliation": {"on": "retaliates against a named US firm"},
    "cn_truce": {"seek": "seeks a truce", "break_off": "breaks off the truce"},
    "protection_plea": {"on": "asks for protection from imports"},
}


def thin(value: float) -> str:
    """Write a number in three figures at most, with thousands apart."""
    if abs(value) >= 999.5:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value + 0.0:.3g}"


def amount(value: float, unit: str) -> str:
    """Write a number with its unit: `12,000 chips`, `US$ 57 bn`, `35 %`, `rung 2 of 4`."""
    if unit == "flag":
        return "yes" if value >= 0.5 else "no"
    if unit in PLAIN_UNITS:
        return thin(value)
    if scale := re.fullmatch(r"(.+) 0 to (\d+)", unit):
        return f"{scale[1]} {thin(value)} of {scale[2]}"
    if unit == "%" or unit.startswith(("share", "% of")):
        number = value if unit.startswith("%") else 100.0 * value
        return f"{_percent(number)} %{unit.removeprefix('share').removeprefix('%')}"
    name = unit.replace("/month", " a month").replace("/", " per ")
    if unit.startswith("k"):
        return f"{_count(1000.0 * value)}{name[1:]}"
    if unit.startswith("US$ bn") and 0.0 < abs(value) < 0.9995:
        return f"US$ {thin(1000.0 * value)} m{name[6:]}"
    if unit.startswith("US$"):
        return f"US$ {thin(value)}{name[3:]}"
    if unit == "rung":
        return f"rung {thin(value)}"
    return f"{thin(value)} {name}"


def _percent(number: float) -> str:
    return f"{number:.1f}" if 0.0 < abs(number) < 9.95 else f"{number + 0.0:.0f}"


def _count(number: float) -> str:
    if abs(number) >= 999_500.0:
        return f"{number / 1e6:.3g} million"
    return thin(number)


def difference(change: float, unit: str) -> str:
    """Write a change with its sign, in its number's unit; a share changes by points."""
    if unit == "%" or unit.startswith(("share", "% of")):
        points = change if unit.startswith("%") else 100.0 * change
        return f"{points:+.1f} points"
    sign = "-" if change < 0.0 else "+"
    return f"{sign}{_bare(abs(change), unit)}"


def span(low: float, high: float, unit: str) -> str:
    """Write a range in its number's unit: `4.0 to 7.8`, `14,500 to 54,100`."""
    if unit == "%" or unit.startswith(("share", "% of")):
        scale = 1.0 if unit.startswith("%") else 100.0
        return f"{_percent(scale * low)} to {_percent(scale * high)} %"
    return f"{_bare(low, unit)} to {_bare(high, unit)}"


def _bare(size: float, unit: str) -> str:
    """Write an amount without the name of its unit, but with its order of magnitude."""
    if unit.startswith("k"):
        return _count(1000.0 * size)
    if unit.startswith("US$ bn"):
        return amount(size, "US$ bn").removeprefix("US$ ")
    return thin(size)


def setting_text(lever: Lever, value: float) -> str:
    """Write a lever's setting: `case by case`, `60 points`, `2 of 3`."""
    if lever.settings:
        name = lever.text(value)
        return TEXTS.get(name, name.removesuffix("_class").replace("_", " "))
    if lever.unit.startswith("share"):
        whole = lever.unit.removeprefix("share")
        is_said = any(word in lever.title.lower().split() for word in whole.split()[-1:])
        return f"{_percent(100.0 * value)} %{'' if is_said else whole}"
    if lever.unit == "percentage points":
        return f"{value:g} points"
    if lever.unit in {"names", "months of sales"}:
        return f"{value:g} {lever.unit}"
    return f"{value:g} of {lever.high:g}"


def sentence(lever: Lever, members: Sequence[str], was: float, now: float) -> str:
    """Write a move without its author: `weighs licences for H200 class chips case by case`.

    `members` are the titles of the settings moved, () for a lever with a single one.
    """
    phrases = PHRASES.get(lever.name, {})
    name = lever.text(now) if lever.settings else ""
    phrase = phrases.get(name, phrases.get("", ""))
    member = listed(members)
    if phrase:
        return phrase.format(setting=_class_name(lever, now), member=member)
    if lever.settings:
        verb = "sets"
    else:
        verb = "raises" if now > was else "cuts"
    whose = f" for {member}" if member else ""
    what = OBJECTS.get(lever.name) or lower_first(lever.title)
    return f"{verb} {what}{whose} to {setting_text(lever, now)}"


def _class_name(lever: Lever, value: float) -> str:
    text = setting_text(lever, value)
    return text.capitalize() if lever.name == "informed_letter" else text


def author(lever: Lever) -> str:
    """Return the office or firm that signs an order."""
    default = SIGNATURES.get(lever.actor, lever.actor.capitalize())
    return OFFICES.get(lever.name, default)


def in_number(lever: Lever, phrase: str) -> str:
    """Put a move's verb into the plural where its author is several firms."""
    if lever.actor not in PLURAL:
        return phrase
    verb, _, rest = phrase.partition(" ")
    return f"{verb.removesuffix('s')} {rest}"


def listed(words: Sequence[str]) -> str:
    """Join words as a list in a sentence."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def upper_first(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]


def lower_first(title: str) -> str:
    """Put a title into a sentence; names keep their capitals."""
    first = title.split()[0]
    is_name = first in {"China", "Chinese", "Nvidia", "Entity"} or first[1:] != first[1:].lower()
    return title if is_name else title[:1].lower() + title[1:]
