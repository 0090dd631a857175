"""Targets of a user's own: every row is read, or the first that cannot be is named."""

from __future__ import annotations

from pathlib import Path
from random import Random

from game.errors import UserError
from game.hindcast.targets.targets import public_targets, read_targets
from tests.attack.case import Case, require
from tests.attack.commands import require_readable

SECONDS = 30.0
CELLS = (
    "", " ", "x", "7,2", "1_000", "\uff17", "nan", "inf", "-1e400", "2022-13-01",
    "2022-02-30", "US$ mn",
    '"', '""', '"open', "=1+1", "\u2028", "\x1b[31m", "\u202e", "nv_rev", "x" * 100_000, "\0", "H",
    "2023-01-01", "-5", "1.1.2023", "a;b", "a\tb", "\r", "\n",
)  # fmt: skip


def invent(random: Random) -> Case:
    """Return the public targets with some changes of cells, rows, or the whole file."""
    lines = public_targets().read_text("utf-8").splitlines()
    picked = [lines[0], *random.sample(lines[1:], random.randrange(1, 12))]
    for _ in range(random.choice((1, 1, 2))):
        place = random.randrange(len(picked))
        cells = picked[place].split(",")
        cells[random.randrange(len(cells))] = random.choice(CELLS)
        picked[place] = ",".join(cells)
    text = "\n".join(picked) + random.choice(("\n", "", "\n\n"))
    how = random.randrange(10)
    if how == 0:
        text = text.replace(",", ";")
    elif how == 1:
        text = text.replace("\n", random.choice(("\r\n", "\r", "\n\n")))
    elif how == 2:
        text = f"\ufeff{text}"
    elif how == 3:
        text = text[: random.randrange(len(text))]
    encoding = random.choices(("utf-8", "utf-16", "latin-1"), (30, 1, 1))[0]
    return Case(attack="targets", files={"mine.csv": text.encode(encoding, "replace")})


def judge(case: Case, folder: Path) -> None:
    """Read the file: as many targets as rows, or a refusal with its line."""
    case.write_files(folder)
    path = folder / "mine.csv"
    try:
        targets = read_targets(path)
    except UserError as refusal:
        require(str(path) in str(refusal), f"the file is not named: {refusal}")
        require_readable(str(refusal), "targets")
        require(len(str(refusal)) < 2_000, f"a message of {len(str(refusal))} characters")
        return
    text = case.files["mine.csv"].decode("utf-8-sig")
    rows = [line for line in text.replace("\r", "\n").split("\n")[1:] if line.strip(' ",;\t')]
    quoted = '"' in text
    require(quoted or len(targets) == len(rows), f"{len(rows)} rows, {len(targets)} targets")
