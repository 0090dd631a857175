"""What comparisons mean, in sentences that their numbers bear out and no further."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from game.analysis.cells import unanimous
from game.analysis.verdicts import DIRECTIONS, UNDECIDED, rarest_seen
from game.reports.comparisons import Compared, same_verdict
from game.reports.finished import called
from game.state.ties import tied
from game.words.counts import count_of

WORDS = {"more": "gives more than", "less": "gives less than", "same": "makes no difference to"}
LACKING = {"lucks": "too few lucks to tell", "draws": "too few draws to tell"}


def tell_meaning(compared: Compared) -> str:
    """Say what a comparison means."""
    tellers = {
        "open": _tell_open,
        "lucks": _tell_few_lucks,
        "draws": _tell_few_draws,
        "constant": _tell_constant,
        "depends": _tell_depends,
    }
    return tellers.get(compared.verdict, _tell_firm)(compared)


def tell_numbers(compared: Compared) -> str:
    """Say how large a difference is, how far it spreads, and what it rests on."""
    where = f", with “{compared.where}”" if compared.where else ""
    spread = ""
    if compared.draws > 1:
        spread = f"nine draws in ten: {span(compared.low, compared.high)}; "
    return (
        f"{compared.label}: {signed(compared.median)} with “{compared.of}” against "
        f"“{compared.against}”{where} ({_tell_band(compared)}{spread}{compared.counts})."
    )


def _tell_band(compared: Compared) -> str:
    """Say over what the band of a median is: of one luck, or draws that are all, there is none."""
    sampled = any(cell.evidence.sampled for cell in compared.cells)
    over = [name for name, many in (("draws", sampled), ("lucks", compared.lucks > 1)) if many]
    if not over:
        return ""
    return f"95 % band over {' and '.join(over)} {span(*compared.median_span)}; "


def tell_further(compared: Compared) -> Iterator[str]:
    """Say what a reader must know beside the numbers: parts, floors, confounding, thresholds."""
    yield from _tell_parts(compared)
    if len(compared.differing) > 1:
        things = "; ".join(compared.differing)
        yield (
            f"The groups differ in several things at once ({things}): the difference cannot be "
            "laid to one of them."
        )
    if compared.still:
        floors = "; ".join(compared.still)
        yield f"One number in every game, so that nothing can lie below or above it: {floors}."
    yield from _tell_cells(compared)
    yield _tell_threshold(compared)


def signed(number: float) -> str:
    """Return a difference with its sign and the two or three digits that count."""
    size = abs(number)
    if tied(number, 0.0):
        return "0"
    text = f"{number:+,.0f}" if size >= 100 else f"{number:+.{3 if size >= 10 else 2}g}"
    return text.replace("-", "\N{MINUS SIGN}")


def span(low: float, high: float) -> str:
    """Return a band with the signs of its ends."""
    return f"{signed(low)} to {signed(high)}"


def subject(compared: Compared) -> str:
    """Return what is compared, and where."""
    return f"{compared.label}, with “{compared.where}”" if compared.where else compared.label


def sentence_of(compared: Compared, verdict: str) -> str:
    """Return what a direction means: the experiment's own words, where the numbers bear them.

    A ratio may rise because its denominator falls; no word of amount is said of it then.
    """
    sentence = getattr(compared.comparison, verdict)
    plain = f"{subject(compared)}: “{compared.of}” {WORDS[verdict]} “{compared.against}”."
    if not sentence or (
        compared.is_ratio and verdict != "same" and not _numerator_agrees(compared, verdict)
    ):
        return plain
    return str(sentence)


def _numerator_agrees(compared: Compared, verdict: str) -> bool:
    return compared.parts is not None and compared.parts.agrees[verdict]


def _tell_firm(compared: Compared) -> str:
    verdict = compared.verdict
    sentence = sentence_of(compared, verdict)
    if compared.draws == 1:
        return f"{sentence} This holds over {compared.counts}."
    share, (low, high) = compared.shares[verdict], compared.share_spans[verdict]
    if unanimous(compared.cells, verdict, compared.threshold.least):
        often = f"all {compared.draws:,}"
    else:
        often = f"{_percent(share)} of {compared.draws:,}"
    band = f"95 % band {_percent(low)} to {_percent(high)} over draws and {compared.lucks:,} lucks"
    return f"{sentence} This holds in {often} draws{_in_cells(compared)} ({band})."


def _in_cells(compared: Compared) -> str:
    """Say in which combinations a direction holds, where there are several."""
    count = len(compared.cells)
    if count == 1:
        return ""
    if compared.judgement.pooled:
        return f", on average over the {count} combinations of {_keys(compared)}"
    moving = sum(verdict != "constant" for verdict in compared.judgement.verdicts)
    if moving < count:
        return f", in each of the {moving} combinations of {_keys(compared)} where it moves"
    return f", and in each of the {count} combinations of {_keys(compared)}"


def _tell_open(compared: Compared) -> str:
    shares, spans = compared.shares, compared.share_spans
    parts = [
        f"{words_of_share} in {_percent(shares[name])} ({_percent(spans[name][0])} to "
        f"{_percent(spans[name][1])})"
        for name, words_of_share in zip(
            DIRECTIONS, ("more", "less", "no difference that matters"), strict=True
        )
    ]
    return (
        f"{subject(compared)}: the draws do not agree. Against “{compared.against}”, "
        f"“{compared.of}” gives {parts[0]} of the draws, {parts[1]}, and {parts[2]}."
    )


def _tell_few_lucks(compared: Compared) -> str:
    if compared.lucks == 1:
        return (
            f"{subject(compared)}: too few lucks to tell. With one luck, nothing is known of luck; "
            "play ten or more."
        )
    low, high = compared.median_span
    return (
        f"{subject(compared)}: too few lucks to tell. With {compared.lucks:,} lucks the median "
        f"difference between “{compared.of}” and “{compared.against}” may be anything from "
        f"{span(low, high)}. {_tell_needed(compared)}"
    )


def _tell_needed(compared: Compared) -> str:
    """Say how many lucks would settle what they are too few for."""
    least = compared.threshold.least
    parts = [
        cell.evidence
        for cell, verdict in zip(compared.cells, compared.judgement.verdicts, strict=True)
        if verdict == "lucks"
    ]
    needed = [part.lucks_needed(least) for part in parts]
    enough = [count for count in needed if count is not None]
    if not enough or len(enough) < len(needed):
        return "The estimate lies on a line: no number of lucks is likely to settle it."
    return f"About {max(enough):,} lucks would settle it if the estimates stay as they are."


def _tell_few_draws(compared: Compared) -> str:
    shares, spans = compared.shares, compared.share_spans
    most = max(DIRECTIONS, key=lambda name: shares[name])
    direction = {"more": "more", "less": "less", "same": "no difference that matters"}[most]
    return (
        f"{subject(compared)}: too few draws to tell. “{compared.of}” gives {direction} against "
        f"“{compared.against}” in {_percent(shares[most])} of {count_of(compared.draws, 'draw')}, "
        f"and over all draws that may be {_percent(spans[most][0])} to {_percent(spans[most][1])}."
    )


def _tell_constant(compared: Compared) -> str:
    value = f"{compared.values[0]:.3g}"
    return (
        f"{subject(compared)}: nothing to compare. It is {value} in every game of “{compared.of}” "
        f"and of “{compared.against}”; what luck brings in fewer than "
        f"{_percent(rarest_seen(compared.lucks))} of the games may be missed by "
        f"{count_of(compared.lucks, 'luck')}."
    )


def _tell_depends(compared: Compared) -> str:
    keys = compared.judgement.depends_on
    groups: dict[str, list[str]] = {}
    for title, verdict in zip(compared.titles, compared.judgement.verdicts, strict=True):
        named = tuple(title) if verdict in UNDECIDED else keys
        groups.setdefault(verdict, []).append("; ".join(title[key] for key in named))
    parts = []
    for verdicts, titles in groups.items():
        where = _join([f"“{title}”" for title in dict.fromkeys(titles)])
        parts.append(f"With {where}: {_tell_cell(compared, verdicts)}")
    return f"{subject(compared)} depends on {_join(_owners(keys))}. {' '.join(parts)}"


def _tell_cell(compared: Compared, verdict: str) -> str:
    if verdict in DIRECTIONS:
        return sentence_of(compared, verdict)
    sayings = {**LACKING, "open": "the draws do not agree", "constant": "it does not move"}
    return f"{sayings[verdict]}."


def _tell_parts(compared: Compared) -> Iterator[str]:
    parts = compared.parts
    if parts is None:
        if compared.is_ratio:
            yield "It is a ratio whose two numbers were not written down: it may rise by either."
        return
    medians = {name: f"{signed(parts.medians[name])} ({span(*parts.spans[name])})" for name in
            ("over", "under", "common")}  # fmt: skip
    yield (
        f"It is a ratio. Above the line, {parts.over}: {medians['over']}; below it, {parts.under}: "
        f"{medians['under']}; at the denominator of “{compared.against}” the difference would be "
        f"{medians['common']}."
    )
    verdict = compared.verdict
    if verdict in ("more", "less") and not parts.agrees[verdict]:
        yield "What stands above the line does not surely go the same way, so no amount is told."


def _tell_cells(compared: Compared) -> Iterator[str]:
    if len(compared.cells) < 2:
        return
    weights = {round(cell.weight, 9) for cell in compared.cells}
    rows = zip(compared.titles, compared.cells, compared.judgement.verdicts, strict=True)
    cells_said = "; ".join(
        f"“{'; '.join(title.values())}” {signed(float(cell.evidence.means.mean()))}"
        f"{'' if len(weights) == 1 else f', weight {cell.weight:g}'}"
        f"{f' ({LACKING[verdict]})' if verdict in UNDECIDED else ''}"
        for title, cell, verdict in rows
    )
    equal = "each counts the same" if len(weights) == 1 else "weighed as shown"
    yield f"By combination of {_keys(compared)} ({equal}): {cells_said}."


def _tell_threshold(compared: Compared) -> str:
    threshold = compared.threshold
    low, high = same_verdict(compared.curve)
    stays = f"The verdict is the same for every threshold tried from {low:.3g} to {high:.3g}."
    other = ""
    if compared.elsewhere is not None:
        other = f" In other experiments it is {_amount(compared.elsewhere, threshold.unit)}."
    if not threshold.least:
        return f"Every difference counts.{other} {stays}"
    reason = f" ({threshold.reason.rstrip('.')})" if threshold.reason else ""
    least = _amount(threshold.least, threshold.unit)
    return f"A difference of less than {least} counts as none{reason}.{other} {stays}"


def _amount(number: float, unit: str) -> str:
    """Return a threshold with its unit; one point is no points."""
    for plural in ("points", "months"):
        if tied(number, 1.0) and plural in unit.split():
            unit = unit.replace(plural, plural.removesuffix("s"), 1)
    return f"{number:g} {unit}" if unit else f"{number:g}"


def _keys(compared: Compared) -> str:
    return _join(_owners(tuple(compared.cells[0].keys)))


def _owners(keys: Sequence[str]) -> list[str]:
    return ["the line-up" if key == "arm" else f"{called(key)}'s policy" for key in keys]


def _join(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _percent(share: float) -> str:
    """Return a share in whole percent; only all is 100 % and only none 0 %."""
    if 0.0 < share < 0.01:
        return "under 1%"
    return f"{math.floor(share * 100.0 + 1e-9)}%" if share > 0.99 else f"{share:.0%}"
