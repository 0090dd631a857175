"""The debrief as a picture of all its panels, and where reports are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.saves.folder import games_folder
from game.seat.debrief.account import Account, Among
from game.window.arrangement import Stack
from game.window.debrief_panels import PANELS, SCORE, lay_out_panel, lay_out_verdict
from game.window.fonts import Type
from game.window.page import Page
from game.window.theme import DAY

if TYPE_CHECKING:
    from game.session import Session

WIDTH, TALLEST = 1600, 12_000


def report_stem(session: Session) -> Path:
    """Return where the report of a game goes, without its suffix: beside this user's games."""
    header = session.log.header
    stem = session.file.path.stem if session.file else f"{Path(header.scenario).stem}-{header.seed}"
    return games_folder().with_name("reports") / stem


def draw_picture(account: Account, among: Among | None) -> pygame.Surface:
    """Return all panels of a debrief below each other, by day."""
    page = Page((WIDTH, TALLEST), Type(100), DAY)
    page.fill(page.rect, DAY.window)
    stack = Stack(page, page.inset(page.rect, 24, 20), gap=16)
    stack.go_on(lay_out_verdict(page, stack.rest, account, among))
    for name in PANELS:
        if name == SCORE and among is None:
            continue
        stack.go_on(lay_out_panel(page, stack.rest, name, account, among, None, None))
    stack.skip(8)
    surface = pygame.Surface((WIDTH, min(stack.y, TALLEST)))
    for mark in page.marks:
        mark.paint(surface, mark.rect)
    return surface


def save_picture(account: Account, among: Among | None, path: Path) -> None:
    """Write the debrief as a PNG.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    surface = draw_picture(account, among)
    try:
        pygame.image.save(surface, path)
    except pygame.error as error:
        raise OSError(0, str(error)) from None
