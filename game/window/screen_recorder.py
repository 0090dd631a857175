"""What the window shows, kept as pictures: one moving picture, or a folder of frames."""

from __future__ import annotations

from pathlib import Path

import pygame
from PIL import Image

# A frame stays for so many milliseconds; the last one longer.
SHOWN, LAST = 900, 2_500
COLOURS = 64


class ScreenRecorder:
    """Takes a frame whenever the window has drawn one that differs from the last.

    A path with a suffix (`.png` or `.gif`) is one moving picture, written by `save`; a path without
    one is a folder, which gets each frame at once.
    """

    def __init__(self, path: Path, width: int = 0) -> None:
        self.path, self.width = path, width
        self.frames: list[Image.Image] = []
        self.taken = 0
        self._last = b""

    def take(self, surface: pygame.Surface) -> None:
        """Keep a frame, made as wide as asked."""
        shown = surface
        if self.width and self.width < surface.get_width():
            high = round(surface.get_height() * self.width / surface.get_width())
            shown = pygame.transform.smoothscale(surface, (self.width, high))
        frame = pygame.image.tobytes(shown, "RGB")
        if frame == self._last:
            return
        self._last = frame
        self.taken += 1
        if self.path.suffix:
            self.frames.append(Image.frombytes("RGB", shown.get_size(), frame))
        else:
            self.path.mkdir(parents=True, exist_ok=True)
            pygame.image.save(shown, self.path / f"{self.taken:04}.png")

    def save(self) -> None:
        """Write the moving picture, if it is one and anything was taken."""
        if not self.frames:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # All frames share one palette, so that what stands still does not flicker.
        palette = _gather(self.frames).quantize(COLOURS)
        plain = Image.Dither.NONE
        first, *rest = (frame.quantize(palette=palette, dither=plain) for frame in self.frames)
        lasting = [SHOWN] * len(rest) + [LAST]
        first.save(self.path, save_all=True, append_images=rest, duration=lasting, loop=0)


def _gather(frames: list[Image.Image]) -> Image.Image:
    """Return all frames as one small picture."""
    side = max(1, frames[0].width // 4), max(1, frames[0].height // 4)
    whole = Image.new("RGB", (side[0], side[1] * len(frames)))
    for number, frame in enumerate(frames):
        whole.paste(frame.resize(side), (0, number * side[1]))
    return whole
