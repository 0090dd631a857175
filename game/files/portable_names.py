"""Names that a file or a folder can have on every system."""

from __future__ import annotations

import re
import unicodedata

# Bytes of a name: some encrypted folders hold 143, and a file is written under a longer one first.
LONGEST = 100
# Signs that part folders, or that Windows keeps for itself.
KEPT = re.compile(r'[<>:"/\\|?*]')
DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
# Controls, marks that show nothing or turn the direction of text, unpaired and unknown signs.
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def is_portable(name: str) -> bool:
    """Whether every system can hold a file or a folder of this name, as it is written."""
    seen = not any(unicodedata.category(sign) in UNSEEN for sign in name)
    held = seen and not KEPT.search(name) and name == name.strip(" .") != ""
    device = DEVICES.fullmatch(name.partition(".")[0].strip())
    return held and not device and len(name.encode()) <= LONGEST
