"""The cards of the title: scenarios, seats, and the policies that lead the others."""

from __future__ import annotations

import functools
from collections.abc import Callable

from pygame import Rect

from game.seat.new_game import Setup
from game.window.arrangement import Space, Stack, Strip
from game.window.items import Item, ItemKind
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import BODY, CARD_RADIUS, LABEL, LEAD, PANEL, SOURCE
from game.words.language import say

SCENARIO, SEAT, POLICY = ItemKind("scenario"), ItemKind("seat"), ItemKind("policy")
# A card of a scenario or a seat is so wide at least, and one of a leader.
CARD, LEADER_CARD = 200, 230
SEAT_HIGH, LEADER_HIGH = 76, 50


def lay_out_scenarios(stack: Stack, setup: Setup, choose: Callable[[str], None]) -> None:
    """Lay out a card for each scenario, all as high as the highest."""
    page = stack.page
    stack.text(say("Scenario"), PANEL, bold=True, gap=6)
    names = setup.scenarios
    columns = page.fits(stack.rest.width, CARD, len(names))
    inner = page.inset(page.columns(stack.rest, columns, 12)[0], 14)
    high = max(_scenario_height(page, setup, name, inner.width) for name in names)
    boxes = page.grid(stack.rest, len(names), columns, Pixels(high), (12, 10))
    for name, rect in zip(names, boxes, strict=True):
        story, chosen = setup.story(name), name == setup.scenario
        item = Item(
            key=SCENARIO.key(name), rect=rect, role="card", name=story.title,
            value=say("chosen") if chosen else "", reason=story.stakes, has_reason_in_sight=True,
            press=functools.partial(choose, name), radius=CARD_RADIUS,
        )  # fmt: skip
        with page.item(item):
            _card(page, rect, chosen=chosen)
            texts = Stack(page, page.trim(rect, left=14, top=8, right=14))
            line = Strip(page, page.trim(texts.take(page.high(SOURCE)), right=24))
            line.text(story.date, SOURCE, colour=page.theme.second)
            line.text(story.length, SOURCE, colour=page.theme.third, end=True)
            texts.text(story.title, LEAD, bold=True, gap=2)
            texts.text(story.stakes, LABEL, colour=page.theme.second)
    stack.go_on(boxes[-1].bottom)


def _scenario_height(page: Page, setup: Setup, name: str, width: int) -> int:
    story, room = setup.story(name), page.room(width)
    titles = len(page.type.wrap(story.title, LEAD, True, room))
    lines = len(page.type.wrap(story.stakes, LABEL, False, room))
    return page.total(20, page.high(SOURCE), page.high(LEAD, titles), page.high(LABEL, lines)).count


def _card(page: Page, rect: Rect, *, chosen: bool) -> None:
    theme = page.theme
    fill = theme.raised if chosen else theme.panel
    page.box(rect, fill, theme.text if chosen else theme.line,
             width=2 if chosen else 1, radius=CARD_RADIUS)  # fmt: skip
    if chosen:
        disc = page.placed(page.trim(rect, top=9, right=10), 18, 18, "right", "top")
        page.box(disc, theme.button, radius=disc.width // 2)
        tick = page.inset(disc, 3, 3)
        page.icon("tick", tick.topleft, tick.width, theme.button_text)


def lay_out_seats(stack: Stack, setup: Setup, choose: Callable[[str], None]) -> None:
    """Lay out a card for each seat, those taken by people chosen."""
    page, seats = stack.page, setup.seats
    whose = say("Your side") if len(setup.taken) == 1 else say("Your sides")
    stack.text(whose, PANEL, bold=True, gap=6)
    columns = page.fits(stack.rest.width, CARD, len(seats))
    boxes = page.grid(stack.rest, len(seats), columns, SEAT_HIGH, (12, 8))
    for seat, rect in zip(seats, boxes, strict=True):
        chosen = seat in setup.taken
        item = Item(
            key=SEAT.key(seat), rect=rect, role="card", name=setup.title(seat),
            value=say("chosen") if chosen else "", reason=setup.wants(seat),
            has_reason_in_sight=True, press=functools.partial(choose, seat), radius=CARD_RADIUS,
        )  # fmt: skip
        with page.item(item):
            _card(page, rect, chosen=chosen)
            space = Space(page, page.trim(rect, left=10, right=8))
            emblem = page.placed(page.trim(space.left(32, gap=10), top=10), 32, 32, down="top")
            page.emblem(seat, emblem.topleft, emblem.width)
            texts = Stack(page, page.trim(space.rest, top=6))
            name = page.text(texts.rest.topleft, setup.title(seat), BODY, bold=True)
            texts.go_on(name.bottom)
            texts.text(setup.wants(seat), SOURCE, colour=page.theme.second)
    stack.go_on(boxes[-1].bottom)


def lay_out_leaders(stack: Stack, setup: Setup, turn: Callable[[str, int], None]) -> None:
    """Lay out the policy of each seat that no person takes; `turn` takes a seat and a step."""
    page, theme = stack.page, stack.page.theme
    head = page.text(stack.rest.topleft, say("Led by"), PANEL, bold=True)
    beside = page.trim(page.right_of(stack.rest.union(head), head, 12), top=5)
    hint = say("arrows or clicks change a policy")
    page.text(beside.topleft, hint, SOURCE, colour=theme.second)
    others = [seat for seat in setup.seats if seat not in setup.taken]
    if not others:
        stack.go_on(head.bottom, 0)
        stack.text(say("people only"), LABEL, colour=theme.second)
        return
    stack.go_on(head.bottom, 6)
    columns = page.fits(stack.rest.width, LEADER_CARD, len(others))
    boxes = page.grid(stack.rest, len(others), columns, LEADER_HIGH, (12, 8))
    for actor, rect in zip(others, boxes, strict=True):
        policy = setup.policy_title(actor)
        item = Item(
            key=POLICY.key(actor), rect=rect, role="choice", name=setup.title(actor),
            value=policy, reason=setup.policy_says(actor), radius=CARD_RADIUS,
            press=functools.partial(turn, actor, 1), step=functools.partial(turn, actor),
        )  # fmt: skip
        with page.item(item):
            page.box(rect, theme.panel, theme.line, radius=CARD_RADIUS)
            line = Strip(page, page.inset(rect, 12), gap=10)
            line.emblem(actor, 24)
            line.words(policy, LABEL, bold=True, most=2)
    stack.go_on(boxes[-1].bottom)
