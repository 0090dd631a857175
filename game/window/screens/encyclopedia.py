"""The encyclopedia: search at the left, an article with its links at the right."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.encyclopedia import KINDS, Article, encyclopedia_of
from game.window.arrangement import Stack, Strip
from game.window.find_screen import FIND, FindScreen
from game.window.items import Block, Item, ItemKind
from game.window.page import Page
from game.window.registry import registered
from game.window.theme import CARD_RADIUS, HEADLINE, LABEL, LEAD, PANEL, SOURCE
from game.words.language import later, say, spoken

if TYPE_CHECKING:
    from game.window.stage import Stage

KIND, ARTICLE = ItemKind("kind"), ItemKind("article")
# Links from an article, and links to it.
NAMED, NAMING = ItemKind("named"), ItemKind("naming")
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
        foot = page.foot(64)
        body = page.trim(page.over(page.rect, foot), left=24, top=14, right=24)
        if body.width >= page.px(TWO_COLUMNS):
            left, right = page.halves(body, 0.36, 16)
            self._list(page, left)
            self._article(page, right)
        elif self.trail:
            self._article(page, body)
        else:
            self._list(page, body)
        self._foot(page, foot)

    def _list(self, page: Page, rect: Rect) -> None:
        stack = Stack(page, rect, gap=6)
        stack.text(say("Encyclopedia"), HEADLINE, bold=True)
        self.lay_out_find(page, stack.take(ROW), say("Find a name, a word, a firm"))
        self._kinds(page, stack)
        articles = self.book.search(self.word, self.kind)
        with page.region("found", page.trim(stack.below(rect.bottom), left=-4)):
            rows = Stack(page, page.trim(stack.rest, top=4, right=12))
            for article in articles[:MOST_FOUND]:
                self._row(page, rows.take(ROW), article)
            text = say("{count} articles in all; write a word to find one.", count=len(articles))
            if not articles:
                text = say("Nothing by that name.")
            if len(articles) > MOST_FOUND or not articles:
                below = Stack(page, page.trim(rows.rest, left=10, top=8, right=2))
                below.text(text, SOURCE, colour=page.theme.second)

    def _kinds(self, page: Page, stack: Stack) -> None:
        kinds = ("", *KINDS)
        names = [say(KINDS[kind]) if kind else say("All") for kind in kinds]
        widths = [page.wide(name, SOURCE, bold=True, pad=16) for name in names]
        boxes = page.wrapped(stack.rest, widths, 40, 4)
        for kind, name, box in zip(kinds, names, boxes, strict=True):
            press = functools.partial(self.choose, kind)
            chosen = kind == self.kind
            key = KIND.key(kind or "all")
            page.button(key, box, name, press, chosen=chosen, role="tab", size=SOURCE)
        stack.go_on(boxes[-1].bottom)

    def _row(self, page: Page, rect: Rect, article: Article) -> None:
        theme, kind = page.theme, say(KINDS[article.kind])
        item = Item(
            key=ARTICLE.key(article.key), rect=rect, role="link", name=article.title,
            value=kind, press=functools.partial(self._open, article.key),
        )  # fmt: skip
        with page.item(item):
            if self.trail and self.trail[-1] == article.key:
                page.box(rect, theme.raised, theme.text, width=2)
            line = Strip(page, page.inset(rect, 10), gap=16)
            line.text(kind, SOURCE, colour=theme.third, end=True)
            lines = page.type.wrap(article.title, LABEL, True, page.room(line.rest.width))
            shown = lines[0] if lines else ""
            cut = say("{line} ...", line=shown)
            is_cut = len(lines) > 1 and page.wide(cut, LABEL, bold=True).count <= line.rest.width
            line.text(cut if is_cut else shown, LABEL, bold=True)

    def _article(self, page: Page, rect: Rect) -> None:
        theme, article = page.theme, self.article
        page.box(rect, theme.panel, radius=CARD_RADIUS)
        inside = page.inset(rect, 16, 12)
        with page.region("article", inside):
            stack = Stack(page, page.trim(inside, right=12))
            if article is None:
                blocks_told = [
                    Block(say("Everything this game runs on"), PANEL, True),
                    Block(say("Chips, rules, levers, policies, numbers with their sources, and "
                              "the record. Choose an article, or write a word."), LABEL,
                          colour=theme.second),
                ]  # fmt: skip
                stack.flow(blocks_told)
                return
            stack.flow(self._blocks(page, article))
            self._links(stack, NAMED, say("It names"), self.book.links(article.key))
            self._links(stack, NAMING, say("Named by"), self.book.used_by(article.key))

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
            blocks += [
                Block(source, SOURCE, colour=theme.second, gap=3) for source in article.sources
            ]
        return [*blocks, Block(" ", SOURCE, gap=0)]

    def _links(self, stack: Stack, kind: ItemKind, title: str, articles: list[Article]) -> None:
        page, theme = stack.page, stack.page.theme
        if not articles:
            return
        stack.text(title, LABEL, bold=True, gap=4)
        shown = articles[:MOST_LINKS]
        columns = page.fits(stack.rest.width, LINK, MOST_LINKS)
        boxes = page.grid(stack.rest, len(shown), columns, ROW, (GAP, 4))
        for article, box in zip(shown, boxes, strict=True):
            item = Item(
                key=kind.key(article.key), rect=box, role="link", name=article.title,
                value=say(KINDS[article.kind]), press=functools.partial(self._open, article.key),
            )  # fmt: skip
            with page.item(item):
                page.box(box, theme.raised, theme.line)
                Strip(page, page.inset(box, 10)).words(article.title, SOURCE, bold=True, most=2)
        stack.go_on(boxes[-1].bottom, 4)
        if len(articles) > len(shown):
            more = say("and {count} more", count=len(articles) - len(shown))
            stack.text(more, SOURCE, colour=theme.second)
        stack.skip(10)

    def _foot(self, page: Page, rect: Rect) -> None:
        name = say("One article back") if len(self.trail) > 1 else say("Back")
        back, leave, _ = page.row(page.inset(rect, 24, 10), 260, 180, None, gap=12)
        page.button("back", back, name, self.back, action="back")
        if len(self.trail) > 1:
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
        articles = self.book.search(self.word, self.kind)
        if articles:
            self._open(articles[0].key)

    def back(self) -> None:
        """Go one article back, or leave."""
        if len(self.trail) > 1:
            self.trail.pop()
            self.scroll["article"] = 0
            self.change()
        else:
            super().back()
