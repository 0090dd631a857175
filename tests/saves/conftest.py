"""Logs that somebody made by hand: changed, then chained anew, so that only the change is wrong."""

from game.saves.chain import add_link, split_link


def rechained(text: str) -> str:
    """Return the lines of a log with links that fit."""
    lines, chain = [], ""
    for line in text.splitlines():
        linked, chain = add_link(split_link(line)[0], chain)
        lines.append(linked)
    return "".join(f"{line}\n" for line in lines)
