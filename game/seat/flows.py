"""What the map shows: the flows a seat can see and the gates they meet."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Mapping
from typing import Literal

from game.config.scenarios import shipped_library
from game.seat.numbers import Sighting
from game.state.levers import Lever
from game.state.params import Params
from game.state.scenario import Scenario
from game.turn.view import View
from game.words.language import later, say
from game.words.numbers import amount, span

Kind = Literal["licensed", "domestic", "gray", "minerals"]
Openness = Literal["open", "ajar", "shut"]

# The volume at which a ribbon has its full width, and the sight it is read from.
# Chips in thousands a quarter, diverted compute in k H100e a month, minerals as a share of normal.
FULL: Mapping[str, tuple[Kind, float]] = {
    "nv_cn_units": ("licensed", 1000.0),
    "domestic_units": ("domestic", 1000.0),
    "gray_flow": ("gray", 120.0),
    "mineral_exports": ("minerals", 1.2),
}
# Each side's gate for chips: the lever that it is set by.
GATES = {"us": "licence_policy", "cn": "import_gate"}
LADDER = "mineral_level"
# A lever of those whose goods they are; nobody owns to diverting chips.
SENDING: Mapping[Kind, str] = {
    "licensed": "china_line",
    "domestic": "domestic_price",
    "minerals": LADDER,
}
TIERS = ("h20", "h200", "blackwell")
PASSES, TRICKLE = 0.75, 0.005
WORDS: Mapping[Kind, str] = later(
    {
        "licensed": "licensed chips a quarter",
        "domestic": "Chinese chips a quarter",
        "gray": "diverted, H100e a month",
        "minerals": "of normal mineral exports",
    }
)
MINERAL_SIGNS: Mapping[Openness, str] = later(
    {"open": "no licences", "ajar": "by licence", "shut": "banned to the US"}
)
# The call-out's words name these units already.
PLAIN = {"k chips": "k", "share of normal": "share"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Flow:
    """One kind of flow: its width from 0 to 1 (square root of volume), and its call-out.

    `was` is its width a turn ago.

    `is_known` is false where the seat has no figure; the map then draws a thin broken line.
    """

    kind: Kind
    number: str
    width: float
    was: float
    told: str
    words: str
    is_known: bool

    @property
    def change(self) -> float:
        """By how much its width has changed since a turn ago."""
        return self.width - self.was


@dataclasses.dataclass(frozen=True, kw_only=True)
class Gate:
    """One side's gate across a flow: how far it stands open, and what its sign says."""

    actor: str
    flow: Kind
    openness: Openness
    share: float
    says: str


def sender_of(kind: Kind) -> str:
    """Return the actor whose goods flow, "" where nobody owns to sending them."""
    return owner_of(SENDING[kind]) if kind in SENDING else ""


@functools.cache
def owner_of(lever: str) -> str:
    """Return the actor who sets a shipped lever."""
    return next(actor for actor, levers in shipped_library().levers.items() if lever in levers)


def read_flows(seen: Mapping[str, Sighting]) -> dict[Kind, Flow]:
    """Return the four kinds of flow as the seat sees them."""
    flows: dict[Kind, Flow] = {}
    for number, (kind, full) in FULL.items():
        sighting = seen.get(number)
        if sighting is None:
            flows[kind] = Flow(
                kind=kind,
                number="",
                width=0.0,
                was=0.0,
                told=say("unknown"),
                words=say(WORDS[kind]),
                is_known=False,
            )
            continue
        flows[kind] = Flow(
            kind=kind,
            number=number,
            width=_width(sighting.value, full),
            was=_width(sighting.before, full),
            told=_told(sighting),
            words=say(WORDS[kind]),
            is_known=True,
        )
    return flows


def _width(volume: float, full: float) -> float:
    return math.sqrt(min(1.0, max(0.0, volume) / full))


def swollen(flows: Mapping[Kind, Flow], share: float) -> dict[Kind, Flow]:
    """Return flows on their way from their widths a turn ago to those of now."""
    return {
        kind: dataclasses.replace(flow, width=flow.was + share * (flow.width - flow.was))
        for kind, flow in flows.items()
    }


def _told(sighting: Sighting) -> str:
    if sighting.high > 1.5 * sighting.low and sighting.low > 0.0:
        return span(sighting.low, sighting.high, sighting.unit)
    text = amount(sighting.value, PLAIN[sighting.unit]) if sighting.unit in PLAIN else sighting.text
    return say("about {number}", number=text) if sighting.high > sighting.low else text


def read_gates(view: View, scenario: Scenario) -> list[Gate]:
    """Return both chip gates, each at its widest class, and Beijing's mineral gate."""
    gates = []
    for side, lever in GATES.items():
        shares = {tier: _see(view, f"gate_{side}_{tier}") for tier in TIERS}
        shares_seen = {tier: share for tier, share in shares.items() if share is not None}
        if not shares_seen:
            shares_seen = _from_settings(view, side, scenario.levers[lever])
        tier = max(shares_seen, key=lambda name: shares_seen[name])
        gates.append(
            Gate(
                actor=scenario.levers[lever].actor,
                flow="licensed",
                openness=_openness(shares_seen[tier]),
                share=shares_seen[tier],
                says=_sign(tier, shares_seen[tier]),
            )
        )
    openness = _ladder(_see(view, LADDER) or 0.0, scenario.params)
    passing = {"open": 1.0, "ajar": 0.5, "shut": 0.0}[openness]
    words = say(MINERAL_SIGNS[openness])
    gates.append(
        Gate(
            actor=scenario.levers[LADDER].actor,
            flow="minerals",
            openness=openness,
            share=passing,
            says=words,
        )
    )
    return gates


def _ladder(rung: float, params: Params) -> Openness:
    """Return how far minerals pass: all below the first licence, none to the US from a ban on."""
    if rung >= params.ban_rung.min():
        return "shut"
    return "ajar" if rung >= params.licence_rung.min() else "open"


def _see(view: View, name: str) -> float | None:
    try:
        return float(view.value(name)[0, 0])
    except KeyError:
        return None


def _from_settings(view: View, side: str, lever: Lever) -> dict[str, float]:
    """Return how wide a gate stands by its settings, where the seat has no measure of it."""
    shares = {}
    for tier in TIERS:
        setting = _see(view, f"{lever.name}.{tier}_class") or 0.0
        share = setting / lever.high
        shares[tier] = share if side == "us" else 1.0 - share
    return shares


def _openness(share: float) -> Openness:
    if share >= PASSES:
        return "open"
    return "ajar" if share > TRICKLE else "shut"


def _sign(tier: str, share: float) -> str:
    if share <= TRICKLE:
        return say("shut to every class")
    # A blurred estimate of a share may lie above all that there is.
    percent = f"{100.0 * min(share, 1.0):.0f}"
    return say("{tier} class, {percent} % pass", tier=tier.capitalize(), percent=percent)
