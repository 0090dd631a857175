"""What tests of the pages in a real browser share: sizes of screens, and keys pressed in turn."""

import shutil

import pytest

from tests.patience import PATIENCE

PHONE, NARROW, LAPTOP = (390, 844), (360, 780), (1366, 768)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MILLISECONDS = 1000.0 * PATIENCE


def tab_to(page, name, which="self"):
    """Press Tab until what has the name, or whose parent has it, is focused."""
    script = {
        "self": "document.activeElement.id",
        "parent": "document.activeElement.parentElement && document.activeElement.parentElement.id",
    }[which]
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate(script) == name:
            return
    pytest.fail(f"Tab never reaches {name}")
