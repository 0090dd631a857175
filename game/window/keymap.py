"""Which key does what: the usual keys, and those a person chose instead.

Screens answer the usual keys only. A chosen key is turned into the usual one of its action where
it enters the window, and names of keys are turned the other way where they are drawn.
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


BINDINGS = later(
    (
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
        Binding(name="pin", key=pygame.K_t, says="pin the explanation, or let it go"),
        Binding(name="map", key=pygame.K_1, says="map"),
        Binding(name="aims", key=pygame.K_2, says="aims"),
        Binding(name="measures", key=pygame.K_3, says="measures"),
        Binding(name="news", key=pygame.K_4, says="news"),
        Binding(name="encyclopedia", key=pygame.K_e, says="the encyclopedia"),
        Binding(name="find", key=pygame.K_SLASH, says="find a name or a number"),
        Binding(name="saves", key=pygame.K_g, says="save, load"),
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
        Binding(name="settings", key=pygame.K_o, says="settings"),
        Binding(name="keys", key=pygame.K_h, says="what the keys do", also=(pygame.K_F1,)),
    )
)
_BY_NAME = {binding.name: binding for binding in BINDINGS}
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


class Keymap:
    """The keys in force; `chosen` are names of keys by action, as the settings keep them."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        self._chosen = {}
        for name, text in chosen.items():
            key = _code(text)
            if name in _BY_NAME and key is not None:
                self._chosen[name] = key
        self._usual = self._read()

    def _read(self) -> dict[int, int]:
        """Return the usual key that stands for each key pressed."""
        keys: dict[int, int] = {}
        for binding in BINDINGS:
            for other in binding.also:
                keys[other] = binding.key
        for binding in BINDINGS:
            if binding.kept or binding.name not in self._chosen:
                keys[binding.key] = binding.key
        for name, key in self._chosen.items():
            keys[key] = _BY_NAME[name].key
        return keys

    def usual(self, key: int) -> int:
        """Return the usual key of what a key does; one that was freed does nothing."""
        freed = any(binding.key == key for binding in BINDINGS)
        return self._usual.get(key, pygame.K_UNKNOWN if freed else key)

    def key_of(self, name: str) -> int:
        """Return the key of an action."""
        return self._chosen.get(name, _BY_NAME[name].key)

    def cap_of(self, name: str) -> str:
        """Return what is printed on the key of an action."""
        return cap(self.key_of(name))

    def is_chosen(self, name: str) -> bool:
        """Tell whether an action is on another key than its usual one."""
        return name in self._chosen

    def shown(self, hint: str) -> str:
        """Return what is printed on the key that does what the usual key of this print does."""
        binding = next((one for one in BINDINGS if usual_cap(one) == hint), None)
        return hint if binding is None else self.cap_of(binding.name)

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


def usual_cap(binding: Binding) -> str:
    """Return what is printed on the usual key of an action."""
    if binding.key in _CAPS:
        return _CAPS[binding.key]
    return chr(binding.key).upper()


def _code(text: str) -> int | None:
    try:
        return pygame.key.key_code(text)
    except ValueError:
        return None
