"""Configs: strict YAML in, validated and frozen entries out."""

# The scenario that is played where none is named.
DEFAULT = "december_2025"
# More turns, games or samples than anybody plays; a slip of the hand is told, not begun.
MOST = 1_000_000
# The sizes of a strategist, and the one that it has where none is named.
SIZES = ("small", "medium", "large")
USUAL_SIZE = "medium"
STRATEGIST = "strategist"
# The size of each strategist by its name.
STRATEGISTS = {STRATEGIST: USUAL_SIZE, **{f"{STRATEGIST}_{size}": size for size in SIZES}}
# Why a strategist without a size leads nobody where many games are played, and what to do.
SIZE_WANTED = (
    f"{STRATEGIST!r} does not say how much it looks at, and many games would take hours",
    f"give its size: {', '.join(name for name in STRATEGISTS if name != STRATEGIST)}",
)
# Policies that are written in Python; every actor has them.
CODED_POLICIES = ("random_legal", *STRATEGISTS)
