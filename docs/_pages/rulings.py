"""What a page on an experiment claims, kept beside it, and whether other games contradict it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict

from game.analysis.deciding import SIZES, TOLD, Sensitivity, leading
from game.analysis.verdicts import UNDECIDED
from game.reports.analysed import DiscoveredBox, analyse, find_box, tell_box, tell_deciding
from game.reports.comparisons import Compared, compare_all
from game.reports.finished import Finished
from game.reports.meanings import tell_meaning
from game.state.ties import above, at_least

PAGES = Path(__file__).parents[1] / "experiments"
# What other games say of a sentence: the same, too little to tell, or something else.
Ruling: TypeAlias = Literal["stands", "open", "falls"]
# Between these marks of a page stands what became of its sentences in other games.
OPENS, CLOSES = "<!-- other seeds and casts -->", "<!-- end -->"
# A box is held to games in which the condition is no rarer than this, and no more frequent.
RARE = 0.01


class _Claim(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    sentence: str


class CellVerdict(BaseModel):
    """The verdict in one combination of what both groups of a comparison met."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    keys: dict[str, str]
    verdict: str


class ComparedClaim(_Claim):
    """A sentence on a comparison: its verdict, over all and by combination."""

    verdict: str
    cells: tuple[CellVerdict, ...]


class DecidingClaim(_Claim):
    """A sentence on what decides the order: the inputs that it names, and those surely among them.

    `sure` are those whose bands lie above that of the first one that is not named.
    """

    named: tuple[str, ...]
    sure: tuple[str, ...]


class BoxClaim(_Claim):
    """A sentence on where a condition holds: the limits of its inputs, in which line-ups."""

    condition: str
    profiles: tuple[str, ...]
    low: dict[str, float]
    high: dict[str, float]


class Fall(_Claim):
    """A sentence that does not hold in other games: with which seed or cast, and what does."""

    trial: str
    instead: str


class PageClaims(BaseModel):
    """All that a page says of games; `tried` are the seeds and casts that it was held to."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    compared: dict[str, ComparedClaim]
    deciding: DecidingClaim | None = None
    box: BoxClaim | None = None
    tried: tuple[str, ...] = ()
    size: str = ""
    falls: tuple[Fall, ...] = ()

    def sentences(self) -> list[str]:
        """Return the sentences in the order of the page."""
        first = [claim.sentence for claim in (self.deciding, self.box) if claim is not None]
        return [*first, *(claim.sentence for claim in self.compared.values())]


def claims_of(finished: Finished) -> PageClaims:
    """Return what a page on a batch claims."""
    analysed = analyse(finished)
    return PageClaims(
        compared={compared.name: _compared_claim(compared) for compared in compare_all(finished)},
        deciding=_deciding_claim(finished, analysed),
        box=_box_claim(finished, find_box(finished)),
    )


def write_claims(name: str, claims: PageClaims) -> None:
    """Keep what a page claims beside it."""
    text = json.dumps(claims.model_dump(), indent=1, ensure_ascii=False)
    (PAGES / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def read_claims(name: str) -> PageClaims:
    """Return what a page claims."""
    return PageClaims.model_validate_json((PAGES / f"{name}.json").read_bytes())


def tell_trials(claims: PageClaims) -> str:
    """Return the part of a page on other seeds and casts, between its marks."""
    lines = [OPENS, "## With other seeds and casts", ""]
    if claims.tried:
        lines.append(
            f"Played again with {len(claims.tried)} other seeds and casts ({claims.size}): "
            f"{'; '.join(f'({n}) {trial}' for n, trial in enumerate(claims.tried, 1))}."
        )
        lines += ["", *_tell_falls(claims)]
    else:
        lines.append("Not tried yet: `python -m docs.referee --write`.")
    return "\n".join([*lines, CLOSES])


def _tell_falls(claims: PageClaims) -> list[str]:
    if not claims.falls:
        return ["No sentence is contradicted there; fewer games leave some of them open."]
    kept = "The other sentences are contradicted nowhere there; fewer games leave some open."
    by_sentence: dict[str, list[str]] = {}
    for fall in claims.falls:
        number = claims.tried.index(fall.trial) + 1
        by_sentence.setdefault(fall.sentence, []).append(f"in ({number}): {fall.instead}")
    return [
        *(f"- “{said}” is otherwise {' '.join(falls)}" for said, falls in by_sentence.items()),
        "",
        kept,
    ]


def keep_trials(name: str, claims: PageClaims) -> None:
    """Write into a page, and beside it, what became of its sentences in other games."""
    path = PAGES / f"{name}.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(OPENS)
    after = rest.partition(CLOSES)[2]
    path.write_text(f"{before}{tell_trials(claims)}{after}", encoding="utf-8")
    write_claims(name, claims)


def rule(claims: PageClaims, finished: Finished) -> Iterator[tuple[str, Ruling, str]]:
    """Yield each sentence of a page, what other games say of it, and what these say instead."""
    if claims.deciding is not None:
        yield claims.deciding.sentence, *_rule_on_deciding(claims.deciding, finished)
    if claims.box is not None:
        yield claims.box.sentence, *_rule_on_box(claims.box, finished)
    for compared in compare_all(finished):
        claim = claims.compared[compared.name]
        yield claim.sentence, *_rule_on_comparison(claim, compared)


def _compared_claim(compared: Compared) -> ComparedClaim:
    cells = zip(compared.cells, compared.judgement.verdicts, strict=True)
    return ComparedClaim(
        sentence=tell_meaning(compared),
        verdict=compared.verdict,
        cells=tuple(CellVerdict(keys=dict(cell.keys), verdict=verdict) for cell, verdict in cells),
    )


def _rule_on_comparison(claim: ComparedClaim, compared: Compared) -> tuple[Ruling, str]:
    """Hold a sentence to other games, in each combination of policies that both have."""
    now = _compared_claim(compared)
    told = {tuple(sorted(cell.keys.items())): cell.verdict for cell in claim.cells}
    for cell in now.cells:
        before = told.get(tuple(sorted(cell.keys.items())), claim.verdict)
        if _contradict(before, cell.verdict):
            return "falls", now.sentence
    if _contradict(claim.verdict, now.verdict):
        return "falls", now.sentence
    return ("stands", "") if now.verdict == claim.verdict else ("open", now.sentence)


def _contradict(before: str, now: str) -> bool:
    """Whether two verdicts cannot both be right; what cannot be told contradicts nothing.

    Draws that disagree, and line-ups that do, may look as if they agreed in fewer games.
    """
    unsure = {*UNDECIDED, "constant", "open", "depends"}
    return before != now and not {before, now} & unsure


def _deciding_claim(finished: Finished, analysed: Sensitivity | None) -> DecidingClaim | None:
    sentence = tell_deciding(finished, analysed)
    if not sentence or analysed is None:
        return None
    named, sure = _leaders(analysed)
    return DecidingClaim(sentence=sentence, named=named, sure=sure)


def _leaders(analysed: Sensitivity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the inputs that decide most, and those that surely do more than all the rest."""
    rows, size = _first_subject(analysed), SIZES[analysed.method]
    if not rows["trusted"].all():
        return (), ()
    first, rest = rows.head(TOLD), rows.iloc[TOLD:]
    line = float(rest[f"{size}_high"].max()) if len(rest) else 0.0
    sure = [str(row["factor"]) for _, row in first.iterrows() if above(row[f"{size}_low"], line)]
    return tuple(map(str, first["factor"])), tuple(sure)


def _rule_on_deciding(claim: DecidingClaim, finished: Finished) -> tuple[Ruling, str]:
    """Hold the inputs that are named to other games.

    Those surely among the first must not surely be behind others; those surely first in other
    games must be named.
    """
    analysed = analyse(finished)
    assert analysed is not None
    named, sure = _leaders(analysed)
    if not named:
        return "open", tell_deciding(finished, analysed)
    if set(sure) - set(claim.named) or set(claim.sure) - _near_the_first(analysed):
        return "falls", tell_deciding(finished, analysed)
    same = set(named) == set(claim.named)
    return ("stands", "") if same else ("open", tell_deciding(finished, analysed))


def _first_subject(analysed: Sensitivity) -> pd.DataFrame:
    return leading(analysed, str(analysed.indices["of"].iloc[0]))


def _near_the_first(analysed: Sensitivity) -> set[str]:
    """Return the inputs whose bands reach that of the last one that is named."""
    rows, size = _first_subject(analysed), SIZES[analysed.method]
    last = float(rows[f"{size}_low"].iloc[min(TOLD, len(rows)) - 1])
    return {str(row["factor"]) for _, row in rows.iterrows() if at_least(row[f"{size}_high"], last)}


def _box_claim(finished: Finished, box: DiscoveredBox | None) -> BoxClaim | None:
    sentence = tell_box(finished, box)
    if not sentence or box is None:
        return None
    limits = [limit for limit in box.found.rule if not limit.kept]
    return BoxClaim(
        sentence=sentence,
        condition=box.name,
        profiles=box.found.profiles,
        low={limit.name: float(limit.low) for limit in limits},
        high={limit.name: float(limit.high) for limit in limits},
    )


def _rule_on_box(claim: BoxClaim, finished: Finished) -> tuple[Ruling, str]:
    """Whether a condition is likelier inside the box than outside, over points of other games."""
    table = finished.runs.table
    table = table[table["profile"].isin(claim.profiles)]
    by_point = table.groupby("point")[claim.condition].mean()
    points = finished.runs.points.loc[by_point.index]
    inside = np.ones(len(points), dtype=np.bool_)
    for name, low in claim.low.items():
        inside &= points[name].to_numpy() >= low
    for name, high in claim.high.items():
        inside &= points[name].to_numpy() <= high
    share = float(by_point.mean())
    if not inside.any() or inside.all() or not RARE < share < 1.0 - RARE:
        return "open", f"it holds in {share:.0%} of the games, and {inside.sum()} draws are inside"
    within, without = float(by_point[inside].mean()), float(by_point[~inside].mean())
    told = f"it holds in {within:.0%} of the games inside and in {without:.0%} outside"
    return ("stands", told) if above(within, without) else ("falls", told)
