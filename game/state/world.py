"""The state of every replicate at the end of one month, and nothing else."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from game.mathematics import Traced

Floats = npt.NDArray[np.float64]
Changes = dict[str, Floats]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Field:
    """What one state array holds.

    `axes` are letters, R first: B bloc, K Nvidia product, F Chinese maker, C Chinese buyer,
    E mineral, D destination, N bill, A actor, V event, X term of deals. An array of axes "R" has
    shape (R, 1).
    `lever` is the lever whose settings it holds, "" for most.
    """

    name: str
    axes: tuple[str, ...]
    unit: str
    says: str
    low: float
    high: float
    lever: str = ""


def state(
    axes: str, unit: str, says: str, low: float = 0.0, high: float = math.inf, lever: str = ""
) -> Any:
    """Declare a state array; the metadata becomes a `Field`."""
    meta = {"axes": tuple(axes.split(",")), "unit": unit, "says": says, "low": low, "high": high}
    return dataclasses.field(metadata={**meta, "lever": lever})


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """Everything that is true at the end of one month, in every replicate.

    Arrays are read-only, float64, at least two-dimensional, replicates first.
    """

    month: int  # months since January 2022

    # -- the US rules in force -------------------------------------------------------------
    us_gate: Floats = state("R,K", "share", "orders that Washington lets through", 0, 1)
    us_tightness: Floats = state("R", "index", "weighted sum of US controls in force")
    us_breadth: Floats = state("R", "index", "US controls added lately, fading month by month")
    us_eased: Floats = state("R", "index", "US controls lifted lately, fading month by month")
    us_direction: Floats = state("R", "sign", "last US move: tighter +1, looser -1", -1, 1)
    chip_line: Floats = state(
        "R", "index", "rule text on chips in force last month", lever="chip_ceiling"
    )
    line_age: Floats = state("R", "months", "since that rule text last changed", 0, 240)
    reversals: Floats = state("R", "index", "reversals of US policy, fading over a year or two")
    permanence: Floats = state("R", "share", "how far firms expect present rules to last", 0, 1)
    entity_list: Floats = state("R", "names", "Chinese entries on the US Entity List")

    # -- Beijing's gate --------------------------------------------------------------------
    cn_gate: Floats = state("R,K", "share", "orders that Beijing lets through", 0, 1)
    guidance_felt: Floats = state("R,C", "share", "how far a buyer heeds boycott guidance", 0, 1)

    # -- Nvidia: design, supply, China line ------------------------------------------------
    design_left: Floats = state("R,K", "months", "until a part cut to a line is announced", 0, 99)
    ramp: Floats = state("R,K", "share", "how far volume production has come", 0, 1)
    packaging: Floats = state("R", "k/month", "advanced packaging for Nvidia, H100 = 1 unit")
    made: Floats = state("R,K", "k chips/month", "produced for the whole world")
    sold_elsewhere: Floats = state("R,K", "k chips/month", "delivered outside China")
    china_stock: Floats = state("R,K", "k chips", "Nvidia stock earmarked for China")
    cadence_lead: Floats = state("R", "months", "gained on the road map by research", -12, 24)

    # -- Chinese demand and legal trade ----------------------------------------------------
    budget: Floats = state("R,C", "US$ bn/month", "what a buyer would spend on accelerators")
    fear: Floats = state("R", "share", "belief that a stop is near", 0, 1)
    delivery_odds: Floats = state("R,K", "share", "odds that what is ordered is let through", 0, 1)
    ordered: Floats = state("R,K", "k chips/month", "legal orders placed with Nvidia")
    backlog: Floats = state("R,K", "k chips", "legal orders not yet delivered")
    shipped: Floats = state("R,K", "k chips/month", "legal deliveries to China")
    spent_legal: Floats = state("R,C", "US$ bn/month", "paid for legal imports")
    spent_domestic: Floats = state("R,C", "US$ bn/month", "paid for Chinese accelerators")
    unmet: Floats = state("R", "US$ bn/month", "demand nobody served legally or at home")

    # -- gray market and offshore rental ---------------------------------------------------
    premium: Floats = state("R", "share of list", "gray price above list", 0, 5)
    gray_routes: Floats = state("R", "k H100e/month", "what traders try to smuggle at cost")
    gray_flow: Floats = state("R", "k H100e/month", "controlled chips diverted into China")
    enforcement_felt: Floats = state("R", "share", "deterrence that traffickers feel", 0, 1)
    located: Floats = state("R", "share", "trade in reach of location checks on the chip", 0, 1)
    evidence: Floats = state("R", "k H100e", "diverted chips not yet prosecuted")
    seized: Floats = state("R", "k H100e/month", "diverted chips caught or charged this month")
    scandal: Floats = state("R", "share", "attention to smuggling", 0, 1)
    offshore: Floats = state("R", "k H100e", "controlled compute rented abroad by Chinese firms")

    # -- Chinese chipmakers ----------------------------------------------------------------
    wafers: Floats = state("R,F", "k wafers/month", "advanced wafer starts for AI chips")
    building: Floats = state("R,F", "k wafers/month", "advanced capacity under construction")
    yield_rate: Floats = state("R,F", "share", "good dies per die started", 0, 1)
    learned: Floats = state("R,F", "k dies", "advanced dies made so far")
    die_bank: Floats = state("R,F", "k dies", "foreign-made dies in store")
    hbm_stock: Floats = state("R,F", "k stacks", "memory stacks in store")
    hbm_own: Floats = state("R", "k stacks/month", "Chinese output of memory stacks")
    memory_building: Floats = state("R", "k stacks/month", "memory lines under construction")
    memory_learned: Floats = state("R", "k stacks", "memory stacks made in China so far")
    made_domestic: Floats = state("R,F", "k chips/month", "Chinese accelerators packaged")
    stock_domestic: Floats = state("R,F", "k chips", "Chinese accelerators not yet sold")
    sold_domestic: Floats = state("R,F", "k chips/month", "Chinese accelerators sold at home")
    exported_domestic: Floats = state("R,F", "k chips/month", "Chinese accelerators sold abroad")
    roadmap_delay: Floats = state("R,F", "months", "slip of a maker's next part", -12, 48)
    cash: Floats = state("R,F", "US$ bn", "what a maker can spend", -50)
    tool_stock: Floats = state("R", "US$ bn", "foreign fab tools and parts in store")
    tool_bite: Floats = state("R", "share", "tool controls as fabs feel them", 0, 1)
    own_tools: Floats = state("R", "share", "denied tools that Chinese makers replace", 0, 1)
    memory_bite: Floats = state("R", "share", "memory controls as packagers feel them", 0, 1)
    scarcity: Floats = state("R", "share", "demand for compute that imports leave open", 0, 1)
    listed: Floats = state("R,F", "share", "weight of being listed by name, fading", 0, 1)
    investment: Floats = state("R", "US$ bn/month", "money going into Chinese AI chips")

    # -- software --------------------------------------------------------------------------
    software: Floats = state("R,F", "share", "useful over paper throughput, CUDA = 1", 0, 1)
    cuda_share: Floats = state("R", "share", "Chinese developers' work on the US stack", 0, 1)
    fragmentation: Floats = state("R", "share", "cost of separate stacks", 0, 1)

    # -- installed compute and capability --------------------------------------------------
    fleet: Floats = state("R,B,K", "k chips", "Nvidia accelerators installed, by bloc")
    fleet_age: Floats = state("R,B,K", "months", "mean age of those accelerators", 0, 240)
    fleet_domestic: Floats = state("R,F", "k chips", "Chinese accelerators installed in China")
    compute_domestic: Floats = state("R,F", "k H100e", "their compute on paper")
    diverted: Floats = state("R", "k H100e", "diverted accelerators installed in China")
    deploying: Floats = state("R", "k H100e", "in China, bought and not yet running")
    compute: Floats = state("R,B", "k H100e", "useful compute in use")
    power: Floats = state("R,B", "GW", "power available to accelerators")
    algorithm: Floats = state("R,B", "ln", "algorithmic efficiency since January 2022", -5, 50)
    capability: Floats = state("R,B", "ln", "effective frontier compute since January 2022", -9, 99)
    lag: Floats = state("R", "months", "China behind the US frontier", -24, 60)

    # -- minerals --------------------------------------------------------------------------
    mineral_flow: Floats = state("R,E,D", "share of normal", "Chinese exports", 0, 3)
    mineral_price_row: Floats = state("R,E", "index", "price outside China, free = 1", 0, 20)
    mineral_price_cn: Floats = state("R,E", "index", "price in China, free = 1", 0, 5)
    mineral_cover: Floats = state("R,D", "months", "stocks abroad", 0, 36)
    mineral_alternative: Floats = state("R,E", "share", "foreign need met without China", 0, 1)
    mineral_build: Floats = state("R,E", "share", "alternative capacity under construction", 0, 1)
    licence_age: Floats = state("R", "months", "since the mineral ladder last rose", 0, 240)
    mineral_rung: Floats = state("R", "rung", "mineral ladder last month", lever="mineral_level")
    mineral_pain: Floats = state("R,D", "US$ bn/month", "output lost for want of minerals")

    # -- bargaining ------------------------------------------------------------------------
    truce: Floats = state("R", "flag", "a truce holds", 0, 1)
    truce_left: Floats = state("R", "months", "until the truce expires", 0, 48)
    talks: Floats = state("R", "share", "how far talks have come", 0, 1)
    trust: Floats = state("R", "share", "how far each side expects a deal to hold", 0, 1)
    us_pressure: Floats = state("R", "index", "what the quarrel costs Washington", 0, 10)
    cn_pressure: Floats = state("R", "index", "what the quarrel costs Beijing", 0, 10)
    tariff_law: Floats = state("R", "share", "tariff powers that courts let stand", 0, 1)

    # -- Washington and Congress -----------------------------------------------------------
    approval: Floats = state("R", "%", "approval of the President's office", 0, 100)
    hawk: Floats = state("R", "share", "pressure for tighter controls", 0, 1)
    deal_maker: Floats = state("R", "share", "administration: rule-based 0, deal-making 1", 0, 1)
    access: Floats = state("R", "share", "Nvidia's access to the President's office", 0, 1)
    lobby_stock: Floats = state("R", "index", "lobbying that still works", 0, 20)
    rival_belief: Floats = state("R", "share", "parity of Chinese chips in US eyes", 0, 2)
    congress_heat: Floats = state("R", "share", "heat in Congress over chip sales", 0, 1)
    opposed_house: Floats = state("R", "flag", "1 when the other party holds the House", 0, 1)
    bill_stage: Floats = state("R,N", "share", "how far a bill has come", 0, 1)
    law: Floats = state("R,N", "flag", "1 when the bill is law", 0, 1)
    enforcement_funds: Floats = state("R", "ratio", "enforcement budget, 2025 = 1", 0, 10)

    # -- Beijing and allies ----------------------------------------------------------------
    nationalist: Floats = state("R", "share", "weight of those who refuse foreign chips", 0, 1)
    shortage: Floats = state("R", "share", "compute that buyers want and cannot get", 0, 1)
    self_reliance: Floats = state("R", "share", "weight of building at home, from denials", 0, 1)
    alignment: Floats = state("R", "share", "allied controls matching Washington's", 0, 1)
    ally_strain: Floats = state("R", "share", "allies' grievance at both sides", 0, 1)
    hedging: Floats = state("R", "share", "third countries building their own way", 0, 1)

    # -- money -----------------------------------------------------------------------------
    nv_rev: Floats = state("R", "US$ bn/month", "Nvidia revenue")
    nv_dc_rev: Floats = state("R", "US$ bn/month", "Nvidia data-centre revenue")
    nv_new_rev: Floats = state("R", "US$ bn/month", "Nvidia revenue from new markets")
    nv_cn_rev_bill: Floats = state("R", "US$ bn/month", "Nvidia revenue billed to China")
    nv_cn_rev_hq: Floats = state("R", "US$ bn/month", "Nvidia revenue from Chinese-owned buyers")
    nv_margin: Floats = state("R", "share", "Nvidia gross margin", -1, 1)
    nv_research: Floats = state("R", "US$ bn/month", "Nvidia research spending")
    nv_written_off: Floats = state("R", "US$ bn", "China stock written off so far")
    nv_value: Floats = state("R", "index", "Nvidia market value, opening = 100")
    us_fee: Floats = state("R", "US$ bn", "revenue share paid to the US Treasury so far")
    us_spent: Floats = state("R", "US$ bn", "US subsidies and stockpiles paid so far")
    cn_spent: Floats = state("R", "US$ bn", "Chinese subsidies paid so far")
    cn_wasted: Floats = state("R", "US$ bn", "Chinese subsidies that bought nothing so far")
    cn_gained: Floats = state("R", "US$ bn", "sales of Chinese makers so far")
    tariff_cost: Floats = state("R", "US$ bn/month", "loss to US buyers from tariffs")

    # -- deals -----------------------------------------------------------------------------
    term_left: Floats = state("R,X", "months", "for which a term still binds its giver")
    term_wait: Floats = state("R,X", "months", "before a term of a deal binds")
    term_low: Floats = state("R,X", "setting", "lowest setting that keeps a term in force")
    term_high: Floats = state("R,X", "setting", "highest setting that keeps a term in force")
    threat_left: Floats = state("R,X", "months", "in which a threat is to be carried out")
    word: Floats = state("R,A", "share", "how far an actor is expected to keep its word", 0, 1)
    offers_made: Floats = state("R,A", "offers", "offers made so far")
    offers_taken: Floats = state("R,A", "offers", "own offers that were accepted so far")
    demands_made: Floats = state("R,A", "demands", "demands made so far")
    demands_met: Floats = state("R,A", "demands", "own demands that were accepted so far")
    deals_kept: Floats = state("R,A", "deals", "deals kept to their end so far")
    deals_broken: Floats = state("R,A", "deals", "deals broken so far")
    threats_refused: Floats = state("R,A", "threats", "own threats that were defied so far")
    threats_carried: Floats = state("R,A", "threats", "defied threats carried out so far")

    # -- luck and standing -----------------------------------------------------------------
    struck: Floats = state("R,V", "flag", "1 where an event struck this month", 0, 1)
    event_wait: Floats = state("R,V", "months", "before an event can strike again", 0, 999)
    unpaid: Floats = state("R,A", "points", "upkeep that political capital did not pay for")
    capital: Floats = state("R,A", "points", "political capital of each actor", 0, 40)

    @property
    def replicates(self) -> int:
        """How many histories the arrays hold."""
        return self.month_shape[0]

    @property
    def month_shape(self) -> tuple[int, int]:
        """Shape of a field of axes "R"."""
        return (self.hawk.shape[0], 1)

    def with_changes(self, changes: Mapping[str, Floats]) -> World:
        """Return a world that shares all arrays but the changed ones."""
        changed = object.__new__(World)
        changed.__dict__.update(self.__dict__)
        for name, values in changes.items():
            changed.__dict__[name] = seal_array(values)
        return changed

    def at_month(self, month: int) -> World:
        """Return the same state dated to another month."""
        changed = object.__new__(World)
        changed.__dict__.update(self.__dict__)
        changed.__dict__["month"] = month
        return changed

    def rows(self, first: int, last: int) -> World:
        """Return replicates `first` to `last` - 1 alone."""
        parts = {name: getattr(self, name)[first:last] for name in FIELDS}
        return World(month=self.month, **parts)


def seal_array(values: Floats) -> Floats:
    """Return an array made read-only, with replicates next to each other in memory.

    Columns are then contiguous, so that a rule works at the speed of long vectors whatever the
    length of its other axes: about twice as fast as with rows next to each other.
    """
    sealed = in_columns(values)
    sealed.flags.writeable = False
    return sealed


def in_columns(values: Floats) -> Floats:
    """Return an array with replicates next to each other in memory."""
    return values if isinstance(values, Traced) else np.asfortranarray(values)


def repeat_row(values: Floats, replicates: int) -> Floats:
    """Return an array of one replicate as one of many that are all alike, sealed."""
    return seal_array(np.broadcast_to(values, (replicates, *values.shape[1:])))


@functools.cache
def _declared() -> dict[str, Field]:
    fields = (item for item in dataclasses.fields(World) if item.name != "month")
    return {item.name: Field(name=item.name, **item.metadata) for item in fields}


FIELDS: dict[str, Field] = _declared()
