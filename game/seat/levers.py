"""A seat's levers as rows: where each stands, where the draft puts it, what may be done."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from game.config.scenarios import shipped_library
from game.session import Session
from game.state.orders import Action, Lever
from game.state.position import Position
from game.turn.draft_legality import judge_next
from game.turn.legality import Verdict, in_phase
from game.words.language import later, say_config
from game.words.names import setting_title
from game.words.numbers import setting_text, thin, without_marks
from game.words.reasons import problem_text, refusal_text

# The levers of a seat under headings, in the order in which a turn is thought through.
GROUPS: Mapping[str, tuple[str, ...]] = {
    later("The line"): (
        "chip_ceiling", "licence_policy", "revenue_share", "volume_cap", "verification",
        "informed_letter", "entity_round", "ownership_rule", "cloud_rule",
    ),
    later("Upstream"): ("tool_controls", "memory_controls", "foundry_controls", "ally_diplomacy"),
    later("Home front"): ("enforcement", "chip_subsidy", "mineral_programme"),
    later("Bills and the defence act"): ("bill", "defence_rider"),
    later("Money"): ("enforcement_money", "industry_money"),
    later("Voice"): ("hearing", "letter", "licence_hold", "stand_down"),
    later("Parts and supply"): (
        "design_target", "design_memory", "cadence", "china_allocation", "inventory",
        "china_price", "china_line",
    ),
    later("Conduct"): ("know_your_customer", "location_software", "diversification"),
    later("Persuasion"): ("lobbying", "public_argument"),
    later("Imports and gray market"): (
        "import_gate", "state_ban", "boycott_guidance", "smuggling_tolerance", "offshore_policy",
    ),
    later("Home industry"): ("capital_subsidy", "local_content", "power_subsidy"),
    later("Making"): ("capacity", "yield_push", "node_push", "cluster_scale", "software_push"),
    later("Memory"): ("own_memory", "memory_stock", "gray_memory"),
    later("Business"): (
        "domestic_price", "capital_raise", "export_push", "covert_sourcing", "protection_plea",
    ),
    later("Leverage and talks"): (
        "mineral_level", "probe", "firm_retaliation", "purchases", "cn_truce", "tariff",
        "us_truce",
    ),
}  # fmt: skip
OTHERS = later("Others")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Precedent:
    """A real move of the lever, with its date and source."""

    date: str
    says: str
    source: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Stop:
    """One setting of a slider: its words, what ordering it would mean, and why it may not be."""

    value: float
    text: str
    says: str
    verdict: Verdict
    reason: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Row:
    """One setting that a seat owns.

    `now` is the place of the stop in force, `new` that of the draft. `reason` tells why no other
    stop may be taken, `problem` the same without the way out; both are empty while one may.
    """

    target: str
    lever: Lever
    group: str
    title: str
    stops: tuple[Stop, ...]
    now: int
    new: int
    reason: str
    problem: str
    pledged: float
    precedents: tuple[Precedent, ...]

    @property
    def is_moved(self) -> bool:
        """Whether the draft moves it."""
        return self.now != self.new

    @property
    def price(self) -> str:
        """What the move in the draft costs, or what a step would."""
        if self.is_moved:
            return thin(self.pledged)
        return thin(self.lever.cost)

    def toward(self, by: int) -> Stop | None:
        """Return the nearest stop in a direction that may be taken."""
        places = range(self.new + by, len(self.stops) if by > 0 else -1, by)
        legal = (self.stops[place] for place in places if self.stops[place].verdict.legal)
        return next(legal, None)


def read_rows(session: Session, actor: str, drafted: Position) -> list[Row]:
    """Return a row for each setting on the menu of the phase, group by group.

    `drafted` is the position with the seat's draft sealed.
    """
    phase = session.model.position.phase
    levers = [lever for lever in session.scenario.levers.of(actor) if in_phase(lever, phase)]
    group_of = {name: group for group, names in GROUPS.items() for name in names}
    order = [*GROUPS, OTHERS]
    known = session.scenario.levers
    draft = [known.parse(text, "order", actor) for text, _ in session.orders(actor)]
    rows = [
        _row(session, draft, drafted, lever, column, group_of.get(lever.name, OTHERS))
        for lever in levers
        for column in range(lever.columns)
    ]
    return sorted(rows, key=lambda row: order.index(row.group))


def _row(
    session: Session,
    draft: Sequence[Action],
    drafted: Position,
    lever: Lever,
    column: int,
    group: str,
) -> Row:
    actor = lever.actor
    held = float(session.model.position.orders.settings[lever.name][0, column])
    wanted = float(drafted.orders.settings[lever.name][0, column])
    values = _values(lever)
    says = _setting_says(lever)
    levers = session.scenario.levers
    verdicts = [_verdict(session, draft, lever, column, value) for value in values]
    stops = tuple(
        Stop(
            value=value,
            text=setting_text(lever, value),
            says=say_config(says.get(lever.text(value), "")),
            verdict=verdict,
            reason=refusal_text(verdict.reason, levers) if verdict.reason else "",
        )
        for value, verdict in zip(values, verdicts, strict=True)
    )
    now, new = _nearest(values, held), _nearest(values, wanted)
    others = [verdict.reason for place, verdict in enumerate(verdicts) if place != new]
    locked = others[0] if now == new and others and all(others) else None
    config = shipped_library().levers[actor][lever.name]
    return Row(
        target=lever.target(column),
        lever=lever,
        group=group,
        title=setting_title(lever, column),
        stops=stops,
        now=now,
        new=new,
        reason=refusal_text(locked, levers) if locked else "",
        problem=problem_text(locked, levers) if locked else "",
        pledged=stops[new].verdict.cost if now != new else 0.0,
        precedents=tuple(
            Precedent(
                date=one.date,
                says=without_marks(say_config(one.says)),
                source=without_marks(one.source.title) if one.source else "",
            )
            for one in config.precedents
        ),
    )


def _verdict(
    session: Session, draft: Sequence[Action], lever: Lever, column: int, value: float
) -> Verdict:
    action = Action(actor=lever.actor, lever=lever.name, column=column, value=value)
    return judge_next(session.model.position, session.scenario, draft, action)


def _values(lever: Lever) -> list[float]:
    """Return every setting of a lever, lowest first."""
    if lever.settings:
        return [float(place) for place in range(len(lever.settings))]
    steps = round((lever.high - lever.low) / lever.step)
    return [lever.low + step * lever.step for step in range(steps + 1)]


def _nearest(values: list[float], value: float) -> int:
    return min(range(len(values)), key=lambda place: abs(values[place] - value))


def _setting_says(lever: Lever) -> dict[str, str]:
    settings = shipped_library().levers[lever.actor][lever.name].settings or {}
    return {name: setting.says for name, setting in settings.items()}
