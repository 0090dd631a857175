"""Short sounds; each only repeats what the screen shows at that moment."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pygame

RATE = 22_050
# The loudest a sample may be; sounds stay well below the format's limit of 1.
PEAK = 0.35
LOUDEST = 32_767


@dataclasses.dataclass(frozen=True, kw_only=True)
class Tone:
    """One note: pitch in hertz, when it begins, and how long it rings, in seconds."""

    pitch: float
    start: float = 0.0
    length: float = 0.12


# What is heard, and, as the comment says, what is seen with it.
SOUNDS: Final[Mapping[str, tuple[Tone, ...]]] = {
    # the disc of a slider stands at its new stop
    "set": (Tone(pitch=660.0, length=0.05),),
    # the reason for a refusal stands over the seal, in the warning colour
    "refuse": (Tone(pitch=196.0, length=0.14),),
    # the cards of the reveal
    "reveal": (Tone(pitch=392.0), Tone(pitch=523.3, start=0.09, length=0.2)),
    # the quarter that has passed
    "pass": (Tone(pitch=523.3), Tone(pitch=440.0, start=0.1), Tone(pitch=349.2, start=0.2)),
    # the verdict of the debrief
    "end": (Tone(pitch=349.2, length=0.3), Tone(pitch=523.3, start=0.16, length=0.5)),
}


def synthesise(tones: tuple[Tone, ...]) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """Return mono samples: each note rings out by itself, and begins without a click."""
    whole = max(tone.start + tone.length for tone in tones)
    time = np.arange(round(RATE * whole)) / RATE
    wave = np.zeros_like(time)
    for tone in tones:
        since = np.clip(time - tone.start, 0.0, tone.length)
        swell = np.minimum(since / 0.005, 1.0) * (1.0 - since / tone.length) ** 2
        wave += swell * np.sin(2.0 * np.pi * tone.pitch * since)
    return np.asarray(PEAK * wave / np.abs(wave).max() * LOUDEST, dtype=np.int16)


class Sounds:
    """The sounds of the window; where there is no sound card, there are none."""

    def __init__(self) -> None:
        self.is_ready: bool | None = None
        self._made: dict[str, pygame.mixer.Sound] = {}

    def play(self, name: str, volume: int) -> bool:
        """Play a sound at a volume in per cent; tell whether anything can be heard."""
        if volume <= 0 or not self._open():
            return False
        if name not in self._made:
            self._made[name] = pygame.mixer.Sound(buffer=synthesise(SOUNDS[name]).tobytes())
        sound = self._made[name]
        sound.set_volume(volume / 100.0)
        return sound.play() is not None

    def _open(self) -> bool:
        if self.is_ready is None:
            self.is_ready = False
            with contextlib.suppress(pygame.error), _silent_drivers():
                pygame.mixer.init(RATE, -16, 1, 512, allowedchanges=0)
                self.is_ready = True
        return self.is_ready


@contextlib.contextmanager
def _silent_drivers() -> Iterator[None]:
    """Keep what audio drivers write about a missing card off the terminal."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
