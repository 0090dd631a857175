"""Keep the catalogues: extract texts, merge what is translated, compile.

    python -m game.words.catalogue             rewrite every .po and its .mo
    python -m game.words.catalogue --missing   list what a language lacks
    python -m game.words.catalogue --check     tell whether anything is stale, and change nothing

Needs Babel, which the program itself does not.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from game.config.scenarios import shipped_library
from game.paths import assets_dir
from game.words.extract import Key, extract
from game.words.language import DOMAIN, ENGLISH, languages

WIDTH = 100
MOST_PLACES = 2
OWNERS = "High Fence contributors"
# A catalogue changes with its texts, not with the day on which it is made.
DAY = datetime(2026, 1, 1, tzinfo=UTC)


def po_path(language: str) -> Path:
    """Return where a language's catalogue is."""
    return assets_dir() / "locale" / language / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """Return a language's catalogue as it is kept, empty where there is none."""
    path = po_path(language)
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renew(language: str, texts: dict[Key, list[str]]) -> Catalog:
    """Return a catalogue of exactly these texts, with the translations that are kept."""
    kept = read(language)
    fresh = Catalog(
        locale=language, project="High Fence", version="1", creation_date=DAY, revision_date=DAY,
        header_comment="# High Fence: English is the key.", fuzzy=False,
        msgid_bugs_address=OWNERS, last_translator=OWNERS, language_team=OWNERS,
    )  # fmt: skip
    for key, places in texts.items():
        message = kept.get(key if isinstance(key, str) else key[0])
        translation = message.string if message is not None and message.id == key else ""
        fresh.add(key, translation, auto_comments=places[:MOST_PLACES])
    return fresh


def pairs(catalogue: Catalog) -> dict[Key, str]:
    """Return each text with its translation, "" where there is none."""
    texts: dict[Key, str] = {}
    for message in catalogue:
        if message.id:
            given = message.string
            whole = isinstance(message.id, str)
            key = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
            texts[key] = str(given) if whole or not given else str(given[0])
    return texts


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue, and the compiled one beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=WIDTH)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def is_fresh(catalogue: Catalog, path: Path) -> bool:
    """Tell whether the kept files say what a renewed catalogue says."""
    if not (path.is_file() and path.with_suffix(".mo").is_file()):
        return False
    with path.open("rb") as file, path.with_suffix(".mo").open("rb") as compiled:
        texts = pairs(catalogue)
        spoken = {key: text for key, text in texts.items() if text}
        return pairs(read_po(file)) == texts and pairs(read_mo(compiled)) == spoken


def main(arguments: list[str]) -> int:
    """Do what is asked; return 1 where `--check` finds something stale."""
    texts = extract(shipped_library())
    stale = 0
    for language in languages():
        if language == ENGLISH:
            continue
        catalogue, path = renew(language, texts), po_path(language)
        unsaid = (key for key, translation in pairs(catalogue).items() if not translation)
        lacking = [key if isinstance(key, str) else key[0] for key in unsaid]
        fresh = is_fresh(catalogue, path)
        stale += not fresh
        if "--missing" in arguments:
            print("\n".join(lacking))
        elif "--check" not in arguments:
            write(catalogue, path)
        summary = f"{len(texts)} texts, {len(lacking)} missing, was {'fresh' if fresh else 'stale'}"
        print(f"{language}: {summary}", file=sys.stderr)
    return int("--check" in arguments and stale > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
