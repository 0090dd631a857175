"""Where the pickets of the title's fence stand, each a quarter of revenue."""

from __future__ import annotations

from pygame import Rect

from game.window.ruler import Ruler

# Pickets still to come, fading to the right.
COMING = 12
# The rails stand at so many billions of dollars.
RAILS = (2.0, 4.0)
# The gate stands so much higher than the lower rail, and is so wide for its height.
GATE, GATE_WIDE = 1.5, 0.42
# A fence lower than this has no room for stories, which stand above the pickets.
TOLD_FROM, STORIED = 190, 92
# Above the highest picket there is room for a row of links.
HEADROOM = 44


class Fence:
    """Where pickets stand, and how high they are."""

    def __init__(self, ruler: Ruler, ground: Rect, series: list[float]) -> None:
        self.ground = ground
        self.is_told = ground.height >= ruler.px(TOLD_FROM)
        headroom = STORIED if self.is_told else HEADROOM
        self.tall = ruler.trim(ground, top=headroom).height / max(series)
        self.each = ground.width / (len(series) + COMING)

    def picket(self, place: int, value: float) -> Rect:
        """Return the box of a picket that stands for a value."""
        wide = max(8, round(self.each * 0.58))
        high = round(value * self.tall)
        return Rect(self.left(place), self.ground.bottom - high, wide, high)

    def gate(self, place: int) -> Rect:
        """Return the box of the gate."""
        high = round(GATE * RAILS[0] * self.tall)
        return Rect(self.left(place), self.ground.bottom - high, round(GATE_WIDE * high), high)

    def level(self, value: float) -> Rect:
        """Return the line on the fence that stands for a value, without height."""
        top = self.ground.bottom - round(value * self.tall)
        return Rect(self.ground.x, top, self.ground.width, 0)

    def left(self, place: float) -> int:
        """Return where a picket begins."""
        return self.ground.x + round(place * self.each)
