"""Why it changed: numbers on the left, the waterfall in the middle, the chosen cause beside it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.causes import Asked, Causes, Contribution, Waterfall
from game.seat.grades import tell_grade
from game.seat.seat_table import UNTOLD, SeatTable
from game.window.items import Block, Item, Press
from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.theme import CARD_RADIUS, DATE, LABEL, LEAD, PANEL, SOURCE
from game.window.widgets.top_bar import lay_out_top_bar
from game.window.widgets.waterfall import lay_out_waterfall
from game.words.language import later, say, say_config
from game.words.numbers import lower_first, minus, upper_first

if TYPE_CHECKING:
    from game.window.stage import Stage

MOST_NUMBERS = 14
MOST_BEHIND, LEAST_BEHIND = 4, 0.01
OF_NUMBER, OF_MOVES = later(("{change} of {number}", "{change} of what moved {number}"))
NARROW = 1080
NOTE = later(
    "Hatched bars subtract; broken ones are luck. A cause with an arrow can be asked in its turn."
)
EXACT, ROUGH = later(
    (
        "{date}: {number}, from {before} to {after}",
        "{date}: {number}; you know this number only roughly, so causes are parts of all movement",
    )
)


@registered("why", title=later("the causes of a number"))
class Why(Screen):
    """The causes of a number over the last turn."""

    def __init__(self, stage: Stage, table: SeatTable, number: str) -> None:
        super().__init__(stage)
        self.table = table
        self.causes = Causes(table.session, table.actor)
        self.names = self._list(number)
        self.chosen = self.names.index(number) if number in self.names else self._liveliest()
        # The numbers asked about in turn, from the chosen one inwards.
        self.trail: list[str] = []
        self.cause = 0

    @property
    def asked(self) -> list[Asked]:
        """The numbers that can be asked."""
        seen = self.table.sheet.seen
        return [self.causes.asked(seen[name]) for name in self.names]

    def _list(self, number: str) -> list[str]:
        """Return the numbers that can be asked: the one in question, the aims', what moved most."""
        seen = self.table.sheet.seen
        keys = [gauge.number for gauge in self.table.sheet.gauges]
        moved = sorted(seen.values(), key=lambda one: -one.moved)
        plain = [one.name for one in moved if one.moved and not one.unit.startswith(UNTOLD)]
        wanted = dict.fromkeys([number, *keys, *plain])
        names = [name for name in wanted if name in seen][:MOST_NUMBERS]
        return [name for name in names if self.causes.waterfall(name)]

    def _liveliest(self) -> int:
        """Return the place of the aims' number with the most causes."""
        counts = []
        for name in self.names[: len(self.table.sheet.gauges)]:
            told = self.causes.waterfall(name)
            counts.append(len(told.causes) if told else 0)
        return counts.index(max(counts)) if counts else 0

    @property
    def told(self) -> Waterfall | None:
        """The waterfall on show."""
        if not self.names:
            return None
        name = self.trail[-1] if self.trail else self.names[self.chosen]
        return self.causes.waterfall(name)

    def lay_out(self, page: Page) -> None:
        """Lay out three columns, or two and the cause below where it is narrow."""
        px = page.px
        width, height = page.rect.size
        top = px(56)
        lay_out_top_bar(page, Rect(0, 0, width, top), self.table)
        left = Rect(0, top, min(px(248), width // 4), height - top)
        self._numbers(page, left)
        told = self.told
        if told is None:
            page.text((left.right + px(30), top + px(30)), say("Nothing moved last quarter."), LEAD)
            return
        is_wide = width >= px(NARROW)
        right = Rect(width - px(300), top, px(300), height - top) if is_wide else Rect(0, 0, 0, 0)
        middle_right = right.x if is_wide else width
        middle = Rect(left.right + px(20), top + px(12), 0, height - top - px(20))
        middle.width = middle_right - px(16) - middle.x
        with page.region("why", middle):
            inner = Rect(middle.x, middle.y, middle.width - px(8), 0)
            end = self._middle(page, inner, told)
            if not is_wide:
                blocks = self._cause_blocks(page, told)
                page.flow((inner.x, end + px(12)), blocks, inner.width)
        if is_wide:
            page.fill(right, page.theme.panel)
            inside = right.inflate(-2 * px(16), -2 * px(14))
            with page.region("cause", inside):
                page.flow(inside.topleft, self._cause_blocks(page, told), inside.width - px(8))

    def _numbers(self, page: Page, rect: Rect) -> None:
        px, theme = page.px, page.theme
        page.fill(rect, theme.panel)
        foot = px(60)
        head = Rect(rect.x + px(14), rect.y + px(10), rect.width - 2 * px(14), 0)
        y = page.heading(head, say("What moved"))
        room = Rect(rect.x + 4, y, rect.width - 8, rect.bottom - foot - y)
        with page.region("numbers", room):
            for place, one in enumerate(self.asked):
                y = self._number(page, Rect(room.x, y, room.width - px(8), 0), place, one)
        back = Rect(rect.x + px(12), rect.bottom - px(52), rect.width - px(24), px(44))
        page.button("back", back, say("Back"), self.back, action="back")

    def _number(self, page: Page, at: Rect, place: int, one: Asked) -> int:
        px, theme = page.px, page.theme
        width = at.width - 2 * px(10)
        lines = page.type.wrap(one.title, SOURCE, True, page.room(width))
        high = len(lines) * page.type.leading(SOURCE) + page.type.leading(LABEL) + px(12)
        rect = Rect(at.x, at.y, at.width, high)
        item = Item(
            key=f"number {one.name}", rect=rect, role="tab", name=one.title, value=one.value,
            reason=one.change, press=functools.partial(self._choose, place), number=one.name,
        )  # fmt: skip
        with page.item(item):
            if place == self.chosen:
                page.box(rect, theme.raised, theme.text, width=2)
            used = page.text(
                (rect.x + px(10), rect.y + px(5)), one.title, SOURCE, bold=True,
                width=page.room(width),
            )  # fmt: skip
            value = page.text(
                (rect.x + px(10), used.bottom), one.value, SOURCE, colour=theme.second
            )
            room = rect.right - px(10) - value.right - px(8)
            item.has_reason_in_sight = page.type.width(one.change, SOURCE, True) <= room
            if item.has_reason_in_sight:
                page.text(
                    (rect.right - px(10), used.bottom), one.change, SOURCE, bold=True, align="right"
                )
        return rect.bottom + px(2)

    def _middle(self, page: Page, at: Rect, told: Waterfall) -> int:
        px, theme = page.px, page.theme
        title = told.title if self.trail else self.asked[self.chosen].title
        used = page.text(
            (at.x, at.y), say("Why: {number}", number=lower_first(title)), DATE, bold=True,
            width=page.room(at.width),
        )  # fmt: skip
        shown = say(
            EXACT if told.is_exact else ROUGH,
            date=told.date,
            number=lower_first(told.title),
            before=told.before_shown,
            after=told.after_shown,
        )
        y = page.text(
            (at.x, used.bottom + px(2)), shown, LABEL, colour=theme.second,
            width=page.room(at.width),
        ).bottom + px(8)  # fmt: skip
        y = lay_out_waterfall(page, Rect(at.x, y, at.width, 0), told, self.cause, self._show)
        if told.is_exact:
            y = self._sum(page, Rect(at.x, y + px(8), at.width, px(44)), told)
        note = page.text(
            (at.x, y + px(6)), say(NOTE), SOURCE, colour=theme.third, width=page.room(at.width),
        )  # fmt: skip
        number = self.trail[-1] if self.trail else self.names[self.chosen]
        held = page.text(
            (at.x, note.bottom + px(6)), tell_grade(number, self.table.session.scenario), SOURCE,
            colour=theme.second, width=page.room(at.width),
        )  # fmt: skip
        return held.bottom

    def _sum(self, page: Page, rect: Rect, told: Waterfall) -> int:
        px, theme = page.px, page.theme
        page.box(rect, None, theme.edge, radius=CARD_RADIUS)
        size = px(20)
        page.icon("tick", (rect.x + px(12), rect.centery - size // 2), size, theme.text)
        words = say(
            "Causes add up to {change}. Left unexplained: {rest}.",
            change=minus(told.change_shown),
            rest=f"{told.explained.unexplained:g}",
        )
        page.middle((rect.x + px(42), rect.centery), words, LABEL, bold=True)
        return rect.bottom

    def _cause_blocks(self, page: Page, told: Waterfall) -> list[Block]:
        theme = page.theme
        if not told.causes:
            return [Block(say("Nothing moved it last quarter."), LABEL)]
        cause = told.causes[min(self.cause, len(told.causes) - 1)]
        blocks = [
            Block(cause.title, PANEL, True),
            Block(
                say(
                    OF_NUMBER if told.is_exact else OF_MOVES,
                    change=cause.shown,
                    number=lower_first(told.title),
                ),
                LABEL,
                gap=10,
            ),
        ]
        if cause.actor:
            title = say_config(self.table.session.scenario.roles[cause.actor].title)
            blocks.append(Block(say("By order of {actor}.", actor=title), LABEL, True, gap=10))
        if cause.is_luck:
            told_luck = say("Luck. The same draw meets every policy.")
            blocks.append(Block(told_luck, LABEL, True, gap=10))
        if cause.says and cause.rule:
            blocks.append(Block(say("The rule"), LEAD, True, gap=2))
            blocks.append(Block(cause.says, LABEL, colour=theme.second, gap=12))
        blocks += self._behind(page, cause)
        reasons = self.causes.deeper(told, cause)
        if reasons:
            blocks.append(Block(say("Of which, because of"), LEAD, True, gap=4))
        for shown, name in reasons:
            blocks.append(Block(f"{minus(shown)}  {name}", LABEL, colour=theme.second, gap=4))
        numbers = self.causes.numbers(told, cause)
        if numbers:
            blocks.append(Block(say("Numbers that weigh most"), LEAD, True, gap=4))
        for one in numbers:
            head = say("{name}: {number}", name=upper_first(one.name), number=one.value)
            says = say("{says} ({note})", says=one.says, note=one.confidence)
            source = say("Source: {source}", source=one.source)
            blocks.append(Block(head, LABEL, True, gap=0))
            blocks.append(Block(says, SOURCE, colour=theme.second))
            blocks.append(Block(source, SOURCE, colour=theme.third, gap=10))
        return blocks

    def _behind(self, page: Page, cause: Contribution) -> list[Block]:
        """Return what moved a number that is itself a cause, before anybody asks."""
        behind = self.causes.waterfall(cause.field) if cause.field else None
        if behind is None or not behind.causes:
            return []
        blocks = [Block(say("Moved in its turn by"), LEAD, True, gap=4)]
        whole = sum(abs(one.change) for one in behind.causes)
        causes = [one for one in behind.causes if abs(one.change) >= LEAST_BEHIND * whole]
        for one in causes[:MOST_BEHIND]:
            line = say("{change}  {cause}", change=minus(one.shown), cause=one.title)
            blocks.append(Block(line, LABEL, colour=page.theme.second, gap=4))
        blocks.append(Block(say("Choose it again to see all of it."), SOURCE,
                            colour=page.theme.third, gap=10))  # fmt: skip
        return blocks

    # -- what it does ------------------------------------------------------------------------------

    def _choose(self, place: int) -> None:
        self.chosen, self.trail, self.cause = place, [], 0
        self.change()

    def _show(self, place: int) -> None:
        """Show a cause; chosen again, a number among the causes is asked about in its turn."""
        told = self.told
        field = told.causes[place].field if told else ""
        if place == self.cause and field and self.causes.waterfall(field):
            self.trail.append(field)
            self.cause = 0
        else:
            self.cause = place
        self.change()

    def back(self) -> None:
        """Go back to the number that led here, then to the screen before."""
        if self.trail:
            self.trail.pop()
            self.cause = 0
            self.change()
        else:
            super().back()

    def actions(self) -> Mapping[str, Press]:
        """Return what keys do here: that of why closes what it opened."""
        return {"why": self.stage.back}

    def main(self) -> None:
        """Go back to the screen before."""
        self.stage.back()
