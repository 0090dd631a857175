"""Which key does what: the usual keys, and those a person chose instead.

Keys have no other place: the rest of the window knows actions by their names. To move a key, change
it here; the key that opens a screen from anywhere stands above that screen's class.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pygame

from game.words.language import later, say


@dataclasses.dataclass(frozen=True, kw_only=True)
class Binding:
    """Something a key does.

    A kept key does it even where a person chose another besides: nobody can be locked in. `also`
    are keys that do the same unless something else was put on them.
    """

    name: str
    key: int
    says: str
    kept: bool = False
    also: tuple[int, ...] = ()


BINDINGS: list[Binding] = later(
    [
        Binding(
            name="next", key=pygame.K_TAB, says="next control; with Shift, the previous", kept=True
        ),
        Binding(name="up", key=pygame.K_UP, says="previous control", kept=True),
        Binding(name="down", key=pygame.K_DOWN, says="next control", kept=True),
        Binding(name="left", key=pygame.K_LEFT, says="lever or choice to the left", kept=True),
        Binding(name="right", key=pygame.K_RIGHT, says="lever or choice to the right", kept=True),
        Binding(
            name="main",
            key=pygame.K_RETURN,
            says="the bright button; sealing asks once",
            kept=True,
            also=(pygame.K_KP_ENTER,),
        ),
        Binding(name="press", key=pygame.K_SPACE, says="press what is focused", kept=True),
        Binding(
            name="back", key=pygame.K_ESCAPE, says="one step back; asks before it quits", kept=True
        ),
        Binding(name="page up", key=pygame.K_PAGEUP, says="scroll up", kept=True),
        Binding(name="page down", key=pygame.K_PAGEDOWN, says="scroll down", kept=True),
        Binding(name="undo", key=pygame.K_z, says="undo the last order"),
        Binding(name="redo", key=pygame.K_y, says="give it again"),
        Binding(name="clear", key=pygame.K_x, says="take back all orders"),
        Binding(name="why", key=pygame.K_w, says="why did this number change?"),
        Binding(
            name="record", key=pygame.K_n, says="the record of orders and news", also=(pygame.K_l,)
        ),
        Binding(name="deals", key=pygame.K_p, says="papers and deals"),
        Binding(name="pin", key=pygame.K_t, says="pin the explanation, or let it go"),
        Binding(name="map", key=pygame.K_1, says="map"),
        Binding(name="aims", key=pygame.K_2, says="aims"),
        Binding(name="measures", key=pygame.K_3, says="measures"),
        Binding(name="news", key=pygame.K_4, says="news"),
        Binding(name="discuss", key=pygame.K_5, says="questions to discuss (debrief)"),
        Binding(name="find", key=pygame.K_SLASH, says="find a name or a number"),
        Binding(name="fork", key=pygame.K_f, says="play on from a turn (debrief)"),
        Binding(name="replay", key=pygame.K_r, says="play the same game again (debrief)"),
        Binding(name="export", key=pygame.K_s, says="save the report (debrief)"),
        Binding(name="ground", key=pygame.K_d, says="night, day"),
        Binding(
            name="larger",
            key=pygame.K_PLUS,
            says="larger text",
            also=(pygame.K_EQUALS, pygame.K_KP_PLUS),
        ),
        Binding(name="smaller", key=pygame.K_MINUS, says="smaller text", also=(pygame.K_KP_MINUS,)),
        Binding(name="usual", key=pygame.K_0, says="usual text", also=(pygame.K_KP0,)),
        Binding(name="mute", key=pygame.K_v, says="sound on, off"),
    ]
)
# What a person writing a text does with keys that stand for no letter.
ERASE, CANCEL = pygame.K_BACKSPACE, pygame.K_ESCAPE
_CAPS = {
    pygame.K_RETURN: "Enter", pygame.K_ESCAPE: "Esc", pygame.K_TAB: "Tab",
    pygame.K_SPACE: "Space", pygame.K_PAGEUP: "Page Up", pygame.K_PAGEDOWN: "Page Down",
    pygame.K_UP: "Up", pygame.K_DOWN: "Down", pygame.K_LEFT: "Left", pygame.K_RIGHT: "Right",
}  # fmt: skip
_MODIFIERS = frozenset(
    {
        pygame.K_LSHIFT, pygame.K_RSHIFT, pygame.K_LCTRL, pygame.K_RCTRL, pygame.K_LALT,
        pygame.K_RALT, pygame.K_LMETA, pygame.K_RMETA, pygame.K_CAPSLOCK, pygame.K_NUMLOCKCLEAR,
        pygame.K_MODE,
    }
)  # fmt: skip


def cap(key: int) -> str:
    """Return what is printed on a key."""
    if key in _CAPS:
        return say(_CAPS[key])
    name = pygame.key.name(key)
    return name.upper() if len(name) == 1 else name.title()


def bind(name: str, keys: tuple[str, ...], says: str) -> None:
    """Put an action on usual keys, by their names in pygame: `e`, `F1`."""
    key, *also = (getattr(pygame, f"K_{key_name}") for key_name in keys)
    BINDINGS.append(Binding(name=name, key=key, says=says, also=tuple(also)))


class Keymap:
    """The keys in force; `chosen` are names of keys by action, as the settings keep them."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        codes = {name: _code(text) for name, text in chosen.items()}
        self._chosen = {name: key for name, key in codes.items() if key is not None}

    @property
    def bindings(self) -> Mapping[str, Binding]:
        """Every action by its name."""
        return {binding.name: binding for binding in BINDINGS}

    def action(self, key: int) -> str:
        """Return the name of what a key does, or nothing."""
        bindings = self.bindings
        for name, chosen in self._chosen.items():
            if chosen == key and name in bindings:
                return name
        for name, binding in bindings.items():
            if key == binding.key:
                return name if binding.kept or name not in self._chosen else ""
        return next((name for name, binding in bindings.items() if key in binding.also), "")

    def key_of(self, name: str) -> int:
        """Return the key of an action."""
        return self._chosen.get(name, self.bindings[name].key)

    def cap_of(self, name: str) -> str:
        """Return what is printed on the key of an action."""
        return cap(self.key_of(name))

    def is_chosen(self, name: str) -> bool:
        """Tell whether an action is on another key than its usual one."""
        return name in self._chosen

    def refusal(self, name: str, key: int) -> str:
        """Return why an action may not be put on a key, or nothing."""
        if key in _MODIFIERS:
            return say("That key only changes what others write; choose another one.")
        if key == self.key_of(name):
            return ""
        for binding in BINDINGS:
            if binding.name == name:
                continue
            if binding.kept and key == binding.key:
                return say(
                    "{key} always does this: {does}. Choose another one.",
                    key=cap(key), does=say(binding.says),
                )  # fmt: skip
            if key == self.key_of(binding.name):
                return say(
                    "{key} is taken: {does}. Give that another key first.",
                    key=cap(key), does=say(binding.says),
                )  # fmt: skip
        return ""


def key_name(key: int) -> str:
    """Return the name under which the settings keep a key."""
    return pygame.key.name(key)


def _code(text: str) -> int | None:
    try:
        return pygame.key.key_code(text)
    except ValueError:
        return None
