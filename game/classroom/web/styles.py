"""The colours of the actors as a style sheet, from their configs: shapes, lines, names."""

from __future__ import annotations

import functools

from game.config.scenarios import shipped_library


@functools.cache
def actor_styles() -> str:
    """Return the style sheet of both looks."""
    day = "\n".join(_rules("day"))
    night = "\n".join(_rules("night"))
    looks = (
        f":root{{{day}}}\n[data-look=night]{{{night}}}\n"
        f"@media (prefers-color-scheme:dark){{[data-look=auto]{{{night}}}}}\n"
    )
    return looks + "".join(
        f".fill-{actor}{{fill:var(--{actor})}}.line-{actor}{{stroke:var(--{actor})}}"
        f"text.text-{actor}{{fill:var(--{actor}-text)}}.text-{actor}{{color:var(--{actor}-text)}}"
        f".band-{actor}{{border-top-color:var(--{actor})}}"
        f".cell-{actor}.sealed{{background:var(--{actor});border-color:var(--{actor})}}\n"
        for actor in shipped_library().actors
    )


def _rules(look: str) -> list[str]:
    rules = []
    for actor, config in shipped_library().actors.items():
        ink = getattr(config.colours, look)
        rules.append(f"--{actor}:#{ink.fill};--{actor}-text:#{ink.text};")
    return rules
