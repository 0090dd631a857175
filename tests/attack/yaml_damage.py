"""Mistakes in YAML, as people, editors and enemies make them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

# What stands in place of a value.
VALUES = (
    "010", "0x1F", "1_000", "yes", "off", "null", "~", "", "[]", "{}", "-5", "99999", "1e5",
    "1e400",
    ".nan", ".inf", "-.inf", "nonsense", "x" * 3_000, "2026-13-01", "2026-01", "12:30:45", "'", '"',
    "|", ">", "&a [1]", "*a", "!!python/object/apply:os.system ['true']", "!!binary aGk=", "<<: *a",
    "? a", "- a", "[[[[[[[[", "{a: {a: {a: ", "@x", "`x`", "%x", "\ttab", '"\\u202e\\u0007"',
    "\u202ereversed", "=cmd|' /C calc'!A0", "<!--<script>", "../../etc/passwd", "/dev/zero", "true",
    "previous.lag > 1", "lag >", "((((((1))))))", "import_gate", "{value: 1}", "{low: 2, high: 1}",
    "[1, 2]", "[2, 1]", "[nan, 1]", "٣", "\uff11\uff12", "1" * 400, "3.14159", "0.0", "-0.0", "1",
)  # fmt: skip
BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join(f'*a{n - 1}' for _ in range(9))}]" for n in range(1, 9)]
)


def damaged(text: str, others: Sequence[str], random: Random) -> str:
    """Return a text of YAML with one to three mistakes; some are of lines of other files."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = _damage(text, others, random)
    return text


def _damage(text: str, others: Sequence[str], random: Random) -> str:
    lines = text.split("\n")
    place = random.randrange(len(lines))
    line = lines[place]
    how = random.randrange(12)
    if how <= 3 and ": " in line:
        key = line.partition(": ")[0]
        lines[place] = f"{key}: {random.choice(VALUES)}"
    elif how == 4:
        lines[place : place + 1] = []
    elif how == 5:
        lines[place:place] = [line]
    elif how == 6:
        lines[place] = random.choice(("  ", "\t", " ", "- ", "# ")) + line
    elif how == 7 and ": " in line:
        key, _, value = line.partition(": ")
        name = key.strip(" -")
        swapped = name[1:] + name[:1] if random.random() < 0.5 else f"{name}zq"
        lines[place] = f"{key.replace(name, swapped)}: {value}"
    elif how == 8:
        stolen = random.choice(others).split("\n")
        begin = random.randrange(len(stolen))
        lines[place:place] = stolen[begin : begin + random.randrange(1, 6)]
    elif how == 9:
        spot = random.randrange(len(line) + 1)
        lines[place] = line[:spot] + random.choice(VALUES)[:40] + line[spot:]
    elif how == 10:
        other = random.randrange(len(lines))
        lines[place], lines[other] = lines[other], lines[place]
    else:
        return _damage_whole("\n".join(lines), random)
    return "\n".join(lines)


def _damage_whole(text: str, random: Random) -> str:
    """Return a text with a mistake that is of no line."""
    spot = random.randrange(len(text) + 1)
    return random.choice(
        (
            text[:spot],
            text[spot:],
            f"\ufeff{text}",
            text.replace("\n", "\r\n"),
            text.replace("\n", "\r"),
            f"{text}\n---\n{text}",
            f"{text}\n{BOMB}\n",
            f"{text[:spot]}\x00{text[spot:]}",
            f"{text[:spot]}\u2028{text[spot:]}",
            text.replace(": ", ":", 1),
            text.replace("'", '"'),
        )
    )
