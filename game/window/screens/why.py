"""Why it changed: numbers on the left, the waterfall in the middle, the chosen cause beside it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.causes import AskedNumber, Causes, Contribution, Waterfall
from game.seat.grades import tell_grade
from game.seat.origins import SCORE, OriginTracer, find_seen, gather_slight
from game.seat.seat_table import UNTOLD, SeatTable
from game.window.arrangement import Space, Stack, Strip
from game.window.items import Block, Item, ItemKind, Press
from game.window.page import Page
from game.window.registry import registered
from game.window.ruler import Pixels
from game.window.screen import IDLE, WAITING, Screen
from game.window.theme import CARD_RADIUS, DATE, LABEL, LEAD, PANEL, SOURCE
from game.window.widgets.top_bar import lay_out_top_bar
from game.window.widgets.waterfall import lay_out_waterfall
from game.words.language import later, say, say_config
from game.words.numbers import difference, lower_first, minus

if TYPE_CHECKING:
    from game.window.stage import Stage

MOST_NUMBERS = 20
MOST_BEHIND, LEAST_BEHIND = 4, 0.01
MOST_BEGINNINGS = 6
OF_NUMBER, OF_MOVES = later(("{change} of {number}", "{change} of what moved {number}"))
NUMBER = ItemKind("number")
NARROW = 1080
TOP, LIST, BESIDE, FOOT = 56, 248, 300, 60
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
        self.tracer = OriginTracer(table.session, table.actor)
        self._is_tracing = True
        self.names = self._list(number)
        self.chosen = self.names.index(number) if number in self.names else self._liveliest()
        # The numbers asked about in turn, from the chosen one inwards.
        self.trail: list[str] = []
        self.cause = 0

    @property
    def asked(self) -> list[AskedNumber]:
        """The numbers that can be asked."""
        sheet = self.table.sheet
        gauges = {f"{self.table.actor}.{gauge.name}": gauge for gauge in sheet.gauges}
        asked = []
        for name in self.names:
            if name in sheet.seen:
                asked.append(self.causes.asked(sheet.seen[name]))
            elif name in gauges:
                gauge = gauges[name]
                asked.append(self._scored(name, gauge.title, gauge.score))
            else:
                asked.append(self._scored(name, say("Your score"), self.table.score))
        return asked

    def _scored(self, name: str, title: str, score: str) -> AskedNumber:
        value = say("{score} of 100", score=score)
        return AskedNumber(name=name, title=title, value=value, change="")

    def _list(self, number: str) -> list[str]:
        """Return what can be asked: what is in question, the aims' numbers, score and aims, others.

        Of the others those come first that moved most.
        """
        seen = self.table.sheet.seen
        keys = [gauge.number for gauge in self.table.sheet.gauges]
        moved = sorted(seen.values(), key=lambda sighting: -sighting.moved)
        plain = [
            sighting.name
            for sighting in moved
            if sighting.moved and not sighting.unit.startswith(UNTOLD)
        ]
        wanted = dict.fromkeys([number, *keys, SCORE, *self.causes.aims, *plain])
        names = [name for name in wanted if name in seen or self.causes.is_scored(name)]
        names = names[:MOST_NUMBERS]
        return [name for name in names if self.causes.waterfall(name)]

    def _liveliest(self) -> int:
        """Return the place of the aims' number with the most causes."""
        counts = []
        for name in self.names[: len(self.table.sheet.gauges)]:
            waterfall = self.causes.waterfall(name)
            counts.append(len(waterfall.causes) if waterfall else 0)
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
        space = Space(page, page.rect)
        lay_out_top_bar(page, space.top(TOP), self.table)
        is_wide = page.rect.width >= page.px(NARROW)
        quarter = page.columns(page.rect, 4)[0].width
        self._numbers(page, space.left(page.capped(LIST, quarter)))
        waterfall = self.told
        if waterfall is None:
            at = page.trim(space.rest, left=30, top=30).topleft
            page.text(at, say("Nothing moved last quarter."), LEAD)
            return
        right = space.right(BESIDE) if is_wide else None
        middle = page.trim(space.rest, left=20, top=12, right=16, bottom=8)
        with page.region("why", middle):
            stack = Stack(page, page.trim(middle, right=8))
            self._middle(stack, waterfall)
            if right is None:
                stack.skip(12)
                stack.flow(self._cause_blocks(page, waterfall))
        if right is not None:
            page.fill(right, page.theme.panel)
            inside = page.inset(right, 16, 14)
            with page.region("cause", inside):
                wide = page.trim(inside, right=8).width
                page.flow(inside.topleft, self._cause_blocks(page, waterfall), wide)

    def _numbers(self, page: Page, rect: Rect) -> None:
        page.fill(rect, page.theme.panel)
        space = Space(page, rect)
        back = page.trim(space.bottom(FOOT), left=12, right=12, top=8, bottom=8)
        head = Stack(page, page.trim(space.rest, left=14, right=14, top=10))
        head.heading(say("What moved"))
        room = page.inset(page.under(space.rest, head.rest), Pixels(4))
        with page.region("numbers", room):
            stack = Stack(page, page.trim(room, right=8), gap=2)
            for place, number in enumerate(self.asked):
                self._number(page, stack, place, number)
        page.button("back", back, say("Back"), self.back, action="back")

    def _number(self, page: Page, stack: Stack, place: int, asked: AskedNumber) -> None:
        theme, chosen = page.theme, place == self.chosen
        item = Item(
            key=NUMBER.key(asked.name), rect=stack.rest, role="tab", name=asked.title,
            value=asked.value, reason=asked.change, press=functools.partial(self._choose, place),
            number=asked.name,
        )  # fmt: skip
        inside = page.inset(stack.rest, 10).width
        lines = len(page.type.wrap(asked.title, SOURCE, True, page.room(inside)))
        high = page.total(page.high(SOURCE, lines), page.high(LABEL), 12)
        item.rect = stack.take(high)
        with page.item(item):
            if chosen:
                page.box(item.rect, theme.raised, theme.text, width=2)
            texts = Stack(page, page.trim(item.rect, left=10, right=10, top=5))
            texts.text(asked.title, SOURCE, bold=True)
            line = Strip(page, texts.take(page.high(SOURCE)))
            line.text(asked.value, SOURCE, colour=theme.second)
            wide = page.wide(asked.change, SOURCE, bold=True)
            item.has_reason_in_sight = wide.count <= line.rest.width
            if item.has_reason_in_sight:
                line.text(asked.change, SOURCE, bold=True, end=True)

    def _middle(self, stack: Stack, waterfall: Waterfall) -> None:
        page, theme = stack.page, stack.page.theme
        title = waterfall.title if self.trail else self.asked[self.chosen].title
        asked = say("Why: {number}", number=lower_first(title))
        stack.text(asked, DATE, bold=True, gap=2)
        shown = say(
            EXACT if waterfall.is_exact else ROUGH,
            date=waterfall.date,
            number=lower_first(waterfall.title),
            before=waterfall.before_shown,
            after=waterfall.after_shown,
        )
        stack.text(shown, LABEL, colour=theme.second, gap=8)
        self._began(stack, waterfall)
        stack.go_on(lay_out_waterfall(page, stack.rest, waterfall, self.cause, self._show))
        stack.skip(8)
        self._sum(page, stack.take(44), waterfall)
        stack.skip(6)
        stack.text(say(NOTE), SOURCE, colour=theme.third, gap=6)
        number = self.trail[-1] if self.trail else self.names[self.chosen]
        if not self.causes.is_scored(number):
            grade = tell_grade(number, self.table.session.scenario)
            stack.text(grade, SOURCE, colour=theme.second)

    def wake(self) -> None:
        """Trace what began the changes a turn further back."""
        if self._is_tracing and not self.tracer.work():
            self._is_tracing = False
            self.change()

    @property
    def patience(self) -> int:
        """How long the window may sleep: less while changes are being traced."""
        return WAITING if self._is_tracing else IDLE

    def _began(self, stack: Stack, waterfall: Waterfall) -> None:
        """Write what began the change: orders of any turn, the seat's own first, luck, the rest."""
        theme = stack.page.theme
        stack.text(say("What began it"), LEAD, bold=True, gap=2)
        if self._is_tracing:
            stack.text(say("Tracing it through the turns ..."), LABEL, colour=theme.second, gap=8)
            return
        name = self.trail[-1] if self.trail else self.names[self.chosen]
        session = self.table.session
        origins = self.tracer.trace(find_seen(name, session, self.table.actor))
        lines = self.tracer.tell(origins)
        whole = sum(abs(line.change) for line in lines) or 1.0
        for line in gather_slight(lines, MOST_BEGINNINGS):
            shown = (
                difference(line.change, waterfall.unit)
                if waterfall.is_exact
                else say("{number} %", number=f"{100.0 * line.change / whole:+.0f}")
            )
            actor = session.scenario.roles[line.actor].title if line.actor else ""
            by = say("{actor}: {order}", actor=say_config(actor), order=line.text)
            text = by if line.actor else line.text
            line_text = say("{change}  {cause}", change=minus(shown), cause=text)
            stack.text(line_text, LABEL, colour=theme.second, gap=2)
        stack.skip(8)
        if self.causes.is_scored(name):
            made = say("What it is made of")
        else:
            made = say("How the rules worked it")
        stack.text(made, LEAD, bold=True, gap=4)

    def _sum(self, page: Page, rect: Rect, waterfall: Waterfall) -> None:
        page.box(rect, None, page.theme.edge, radius=CARD_RADIUS)
        line = Strip(page, page.trim(rect, left=12), gap=10)
        line.icon("tick", 20, page.theme.text)
        rest = f"{waterfall.explained.unexplained:g}"
        words = (
            say("Causes add up to {change}. Left unexplained: {rest}.",
                change=minus(waterfall.change_shown), rest=rest)
            if waterfall.is_exact
            else say("Causes add up to the whole change. Left unexplained: {rest}.", rest=rest)
        )  # fmt: skip
        line.text(words, LABEL, bold=True)

    def _cause_blocks(self, page: Page, waterfall: Waterfall) -> list[Block]:
        theme = page.theme
        if not waterfall.causes:
            return [Block(say("Nothing moved it last quarter."), LABEL)]
        cause = waterfall.causes[min(self.cause, len(waterfall.causes) - 1)]
        blocks = [
            Block(cause.title, PANEL, True),
            Block(
                say(
                    OF_NUMBER if waterfall.is_exact else OF_MOVES,
                    change=cause.shown,
                    number=lower_first(waterfall.title),
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
        reasons = self.causes.deeper(waterfall, cause)
        if reasons:
            blocks.append(Block(say("Of which, because of"), LEAD, True, gap=4))
        for shown, name in reasons:
            blocks.append(Block(f"{minus(shown)}  {name}", LABEL, colour=theme.second, gap=4))
        numbers = self.causes.numbers(waterfall, cause)
        if numbers:
            blocks.append(Block(say("Numbers that weigh most"), LEAD, True, gap=4))
        for number in numbers:
            head = say("{name}: {number}", name=number.name, number=number.value)
            says = say("{says} ({note})", says=number.says, note=number.confidence)
            source = say("Source: {source}", source=number.source)
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
        whole = sum(abs(cause.change) for cause in behind.causes)
        causes = [cause for cause in behind.causes if abs(cause.change) >= LEAST_BEHIND * whole]
        for large in causes[:MOST_BEHIND]:
            line = say("{change}  {cause}", change=minus(large.shown), cause=large.title)
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
        waterfall = self.told
        field = waterfall.causes[place].field if waterfall else ""
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
