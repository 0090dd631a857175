"""Keys of persons and rooms: made here, kept as hashes, compared in constant time.

With sealed seeds these are the only secrets that are drawn; nature's luck comes from the seed.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

# No letter or digit that is read or heard as another one.
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXY"
CODE_LENGTH = 4
KEY_BYTES = 16
WORDS = (
    "amber", "apple", "badge", "bamboo", "basin", "beacon", "birch", "bridge", "cabin", "candle",
    "canyon", "cedar", "chalk", "cherry", "cinder", "clover", "cobalt", "copper", "coral", "cotton",
    "crane", "delta", "dune", "ember", "falcon", "fern", "flint", "forest", "garden", "ginger",
    "glacier", "granite", "harbor", "hazel", "heron", "honey", "indigo", "island", "ivory", "jade",
    "jasmine", "kettle", "lagoon", "lantern", "lemon", "linen", "lotus", "maple", "marble",
    "meadow", "melon", "mint", "mosaic", "nectar", "oasis", "olive", "onyx", "orchid", "otter",
    "pebble", "pepper", "pine", "plum", "prairie", "quartz", "raven", "reed", "ribbon", "river",
    "saffron", "sage", "sand", "satin", "silver", "sparrow", "spruce", "stone", "summit", "swan",
    "tiger", "timber", "topaz", "tulip", "umber", "valley", "velvet", "violet", "walnut", "willow",
    "winter", "wren", "zephyr",
)  # fmt: skip


def new_key() -> str:
    """Return a key of 128 bits, as text."""
    return secrets.token_hex(KEY_BYTES)


def new_code() -> str:
    """Return a code that people can type: it opens the lobby and nothing else."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def new_phrase() -> str:
    """Return three words and a number that bring a person back on any device."""
    words = "-".join(secrets.choice(WORDS) for _ in range(3))
    return f"{words}-{secrets.randbelow(90) + 10}"


def hash_key(key: str) -> str:
    """Return a key's hash, as it is kept."""
    return hashlib.sha256(key.strip().lower().encode()).hexdigest()


def fits(key: str, kept: str) -> bool:
    """Tell whether a key is the one whose hash is kept."""
    return bool(kept) and hmac.compare_digest(hash_key(key), kept)
