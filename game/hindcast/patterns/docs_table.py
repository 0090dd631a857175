"""The table of docs/patterns.md: python -m game.hindcast.patterns.docs_table writes it anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from game.errors import UserError
from game.hindcast.patterns.shares import REPLICATES, Shown, failure, show_patterns
from game.hindcast.targets.series import Pattern, all_patterns
from game.paths import CLONE

BEGIN = "<!-- what follows is made by `python -m game.hindcast.patterns.docs_table` -->\n"
PAGE = CLONE / "docs" / "patterns.md"


def markdown(shown: Sequence[Shown], replicates: int) -> str:
    """Return the table, and beneath it how each pattern is tested and why it may fail."""
    counting = sum(tested.counts for tested in shown)
    lines = [
        f"\n{counting} of {len(shown)} patterns count in {replicates} runs, as many placebos and "
        "as many knock-outs each.\n",
        "| | pattern | runs | placebos | knock-outs | counts |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for tested in shown:
        name = f"**{tested.name}**" if tested.pattern.telling else tested.name
        counts = "yes" if tested.counts else "no"
        without = "label" if tested.knocked_out is None else f"{tested.knocked_out:.0%}"
        lines.append(
            f"| {name} | {tested.pattern.title} | {tested.treated:.0%} | {tested.placebo:.0%} "
            f"| {without} | {counts} |"
        )
    lines.append("\n## What the failures say\n")
    lines += [f"- **{tested.name}** {failure(tested)}" for tested in shown if not tested.counts]
    lines.append("\n## How each is tested\n")
    for name, pattern in all_patterns().items():
        lines.append(
            f"- **{name}** {pattern.title}. Measured: {pattern.measured}. Counts as shown: "
            f"{pattern.target}. Run: {pattern.treated}. Placebo: {pattern.placebo}. "
            f"Made by: {pattern.mechanism}. {_knock_out(pattern)}"
        )
    return "\n".join(lines) + "\n"


def _knock_out(pattern: Pattern) -> str:
    """Return what is switched off, or why there is nothing to switch off."""
    if pattern.label is not None:
        return f"Label: {pattern.label}."
    numbers = ", ".join(f"`{name}` = {value:g}" for name, value in pattern.knocked_out.items())
    return f"Knocked out: {pattern.switched_off}: {numbers}."


def write_table(shown: Sequence[Shown], replicates: int, path: Path = PAGE) -> None:
    """Write the table anew under the text of the page that a person wrote.

    Raises
    ------
    UserError
        If the page is not there, as in an installed copy.
    """
    if not path.exists():
        raise UserError(str(path), "no such page", "run this in a clone of the repository")
    written = path.read_text(encoding="utf-8").partition(BEGIN)[0]
    made = written + BEGIN + markdown(shown, replicates)
    path.write_text(made, encoding="utf-8", newline="\n")


def main() -> None:
    """Play all patterns and write the table."""
    write_table(show_patterns(REPLICATES), REPLICATES)


if __name__ == "__main__":
    main()
