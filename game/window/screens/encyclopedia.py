"""The encyclopedia: search at the left, an article with its links at the right."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.encyclopedia import KINDS, Article, encyclopedia_of
from game.window.find_screen import FIND, FindScreen
from game.window.items import Block, Item
from game.window.page import Page
from game.window.registry import registered
from game.window.theme import CARD_RADIUS, HEADLINE, LABEL, LEAD, PANEL, SOURCE
from game.words.language import later, say, spoken

if TYPE_CHECKING:
    from game.window.stage import Stage

ROW, GAP = 44, 6
# Narrower than this, list and article take turns.
TWO_COLUMNS = 980
MOST_FOUND, MOST_LINKS = 60, 24
LINK = 250
# A fact of fewer letters than this stands beside its label.
SHORT = 60


@registered("encyclopedia", title=later("the encyclopedia"), keys="e")
class EncyclopediaScreen(FindScreen):
    """Everything the game runs on, one article at a time; Escape goes one article back."""

    found = "found"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        header = stage.session.log.header if stage.session is not None else None
        self.book = encyclopedia_of(header, spoken())
        self.trail: list[str] = []
        self.focus = FIND

    @property
    def article(self) -> Article | None:
        """The article that is open."""
        return self.book.articles[self.trail[-1]] if self.trail else None

    def arrive(self) -> None:
        """Open at what the pointer is on or what is focused."""
        self.look_up(self.stage.screen.looked_at)

    # -- laying out --------------------------------------------------------------------------------

    def lay_out(self, page: Page) -> None:
        """Put the list and the article beside each other, or one of them where it is narrow."""
        px = page.px
        foot = page.foot(64)
        body = Rect(px(24), px(14), page.rect.width - 2 * px(24), foot.y - px(14))
        if body.width >= px(TWO_COLUMNS):
            left = Rect(body.x, body.y, round(body.width * 0.36), body.height)
            right = Rect(left.right + px(16), body.y, body.right - left.right - px(16), body.height)
            self._list(page, left)
            self._article(page, right)
        elif self.trail:
            self._article(page, body)
        else:
            self._list(page, body)
        self._foot(page, foot)

    def _list(self, page: Page, rect: Rect) -> None:
        px = page.px
        head = page.text(rect.topleft, say("Encyclopedia"), HEADLINE, bold=True)
        entry = Rect(rect.x, head.bottom + px(6), rect.width, px(ROW))
        self.lay_out_find(page, entry, say("Find a name, a word, a firm"))
        y = self._kinds(page, Rect(rect.x, entry.bottom + px(GAP), rect.width, 0))
        found = self.book.search(self.word, self.kind)
        room = Rect(rect.x - px(4), y, rect.width + px(4), rect.bottom - y)
        with page.region("found", room):
            y += px(4)
            for article in found[:MOST_FOUND]:
                where = Rect(rect.x, y, rect.width - px(12), px(ROW))
                self._row(page, where, article)
                y += px(ROW)
            told = say("{count} articles in all; write a word to find one.", count=len(found))
            if not found:
                told = say("Nothing by that name.")
            if len(found) > MOST_FOUND or not found:
                page.text((rect.x + px(10), y + px(8)), told, SOURCE, colour=page.theme.second,
                          width=page.room(rect.width - px(24)))  # fmt: skip

    def _kinds(self, page: Page, at: Rect) -> int:
        px, x, y = page.px, at.x, at.y
        high = px(40)
        for kind in ("", *KINDS):
            name = say(KINDS[kind]) if kind else say("All")
            wide = page.type.width(name, SOURCE, True) + px(16)
            if x > at.x and x + wide > at.right:
                x, y = at.x, y + high + px(4)
            rect = Rect(x, y, wide, high)
            press = functools.partial(self.choose, kind)
            chosen = kind == self.kind
            page.button(
                f"kind {kind or 'all'}", rect, name, press, chosen=chosen, role="tab", size=SOURCE
            )
            x += wide + px(4)
        return y + high + px(GAP)

    def _row(self, page: Page, rect: Rect, article: Article) -> None:
        px, theme = page.px, page.theme
        chosen = bool(self.trail) and self.trail[-1] == article.key
        item = Item(
            key=f"article {article.key}", rect=rect, role="link", name=article.title,
            value=say(KINDS[article.kind]), press=functools.partial(self._open, article.key),
        )  # fmt: skip
        with page.item(item):
            if chosen:
                page.box(rect, theme.raised, theme.text, width=2)
            kind = say(KINDS[article.kind])
            aside = page.type.width(kind, SOURCE) + px(16)
            high = page.type.leading(LABEL)
            room = page.room(rect.width - px(20) - aside)
            lines = page.type.wrap(article.title, LABEL, True, room)
            shown = lines[0] if lines else ""
            if (
                len(lines) > 1
                and page.type.width(shown + " ...", LABEL, True) <= rect.width - aside
            ):
                shown += " ..."
            y = rect.centery - high // 2
            page.text((rect.x + px(10), y), shown, LABEL, bold=True)
            page.text((rect.right - px(10), y + px(1)), kind, SOURCE, colour=theme.third,
                      align="right")  # fmt: skip

    def _article(self, page: Page, rect: Rect) -> None:
        px, theme, article = page.px, page.theme, self.article
        page.box(rect, theme.panel, radius=CARD_RADIUS)
        inside = rect.inflate(-2 * px(16), -2 * px(12))
        width = inside.width - px(12)
        with page.region("article", inside):
            if article is None:
                told = [
                    Block(say("Everything this game runs on"), PANEL, True),
                    Block(say("Chips, rules, levers, policies, numbers with their sources, and "
                              "the record. Choose an article, or write a word."), LABEL,
                          colour=theme.second),
                ]  # fmt: skip
                page.flow(inside.topleft, told, width)
                return
            y = page.flow(inside.topleft, self._blocks(page, article), width)
            y = self._links(page, Rect(inside.x, y, width, 0), say("It names"),
                            self.book.links(article.key))  # fmt: skip
            self._links(page, Rect(inside.x, y, width, 0), say("Named by"),
                        self.book.used_by(article.key))  # fmt: skip

    def _blocks(self, page: Page, article: Article) -> list[Block]:
        theme = page.theme
        blocks = [
            Block(say(KINDS[article.kind]), SOURCE, colour=theme.second, gap=0),
            Block(article.title, HEADLINE, True, gap=6),
        ]
        if article.lead:
            blocks.append(Block(article.lead, LEAD, gap=12))
        for label, lines in article.facts:
            if len(lines) == 1 and len(lines[0]) < SHORT and label:
                joined = say("{label}: {what}", label=label, what=lines[0])
                blocks.append(Block(joined, LABEL, gap=3))
                continue
            if label:
                blocks.append(Block(label, LABEL, True, gap=2))
            blocks += [Block(line, LABEL, colour=theme.second, gap=4) for line in lines]
        if article.sources:
            blocks.append(Block(say("Sources"), LABEL, True, gap=2))
            blocks += [Block(one, SOURCE, colour=theme.second, gap=3) for one in article.sources]
        return [*blocks, Block(" ", SOURCE, gap=0)]

    def _links(self, page: Page, at: Rect, title: str, articles: list[Article]) -> int:
        px, theme = page.px, page.theme
        if not articles:
            return at.y
        y = page.text(at.topleft, title, LABEL, bold=True).bottom + px(4)
        columns = max(1, at.width // px(LINK))
        wide = (at.width - px(GAP) * (columns - 1)) // columns
        for number, article in enumerate(articles[:MOST_LINKS]):
            row, column = divmod(number, columns)
            where = Rect(at.x + column * (wide + px(GAP)), y + row * px(ROW + 4), wide, px(ROW))
            item = Item(
                key=f"{title} {article.key}", rect=where, role="link", name=article.title,
                value=say(KINDS[article.kind]), press=functools.partial(self._open, article.key),
            )  # fmt: skip
            with page.item(item):
                page.box(where, theme.raised, theme.line)
                point, room = (where.x + px(10), where.centery), page.room(wide - px(20))
                page.middle(point, article.title, SOURCE, bold=True, width=room, most=2)
        rows = -(-min(len(articles), MOST_LINKS) // columns)
        y += rows * px(ROW + 4)
        if len(articles) > MOST_LINKS:
            more = say("and {count} more", count=len(articles) - MOST_LINKS)
            y = page.text((at.x, y), more, SOURCE, colour=theme.second).bottom
        return y + px(10)

    def _foot(self, page: Page, rect: Rect) -> None:
        px = page.px
        name = say("One article back") if len(self.trail) > 1 else say("Back")
        back = Rect(px(24), rect.y + px(10), px(260), px(44))
        page.button("back", back, name, self.back, action="back")
        if len(self.trail) > 1:
            leave = Rect(back.right + px(12), back.y, px(180), px(44))
            page.button("leave", leave, say("Close"), super().back)

    # -- what it does ------------------------------------------------------------------------------

    def look_up(self, name: str) -> None:
        """Open the article on a name, if there is one."""
        if name and (key := self.book.find(name)):
            self._open(key)

    def _open(self, key: str) -> None:
        if not self.trail or self.trail[-1] != key:
            self.trail.append(key)
        self.scroll["article"] = 0
        self.change()

    def find(self) -> None:
        """Go to the line for the word, from the article where it stands alone."""
        if self.stage.size[0] < self.stage.type.px(TWO_COLUMNS):
            self.trail.clear()
        self.change()
        super().find()

    def main(self) -> None:
        """Open the first article found."""
        found = self.book.search(self.word, self.kind)
        if found:
            self._open(found[0].key)

    def back(self) -> None:
        """Go one article back, or leave."""
        if len(self.trail) > 1:
            self.trail.pop()
            self.scroll["article"] = 0
            self.change()
        else:
            super().back()
