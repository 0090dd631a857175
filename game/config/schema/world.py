"""What configs about the world hold: axes, products, rule texts, parameters, events, timeline."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.config.schema.fields import (
    TARGET,
    Confidence,
    Date,
    Entry,
    Expression,
    Month,
    Name,
    NotNegative,
    Positive,
    SettingMembers,
    SettingSpan,
    Sources,
    Text,
    Triangle,
    refuse,
)
from game.state.params import WHOLE

# The vendor whose parts both capitals license; other makers' parts are made and sold at home.
EXPORTER = "nvidia"


class Member(Entry):
    """One member of an axis."""

    title: Text
    """Name as people read it."""
    says: Text
    """What counts as this member."""


Axis = Annotated[dict[Name, Member], Field(min_length=1)]


class Axes(Entry):
    """The members of each array axis; their order is the order of the arrays."""

    blocs: Axis
    """Groups of countries."""
    tiers: Axis
    """Classes of Nvidia product that licences and gates tell apart."""
    makers: Axis
    """Chinese chipmakers."""
    buyers: Axis
    """Chinese buyers of accelerators."""
    minerals: Axis
    """Minerals and goods that Beijing controls."""
    destinations: Axis
    """Groups of countries that minerals go to."""
    bills: Axis
    """Bills in Congress."""
    actors: Axis
    """Roles that a person or a policy may take."""


class Product(Entry):
    """An accelerator."""

    title: Text
    """Name as people read it."""
    vendor: Name
    """`nvidia` or a maker of axes.yaml."""
    launch: Month
    """First month of volume shipments."""
    status: Literal["shipped", "plan", "what_if"]
    """Whether it shipped, was announced, or is only supposed."""
    tpp: Positive
    """Total processing performance, as the US rule counts it."""
    density: Positive | None
    """Performance density, as the US rule counts it; null where the die area is not known."""
    io: NotNegative
    """Chip-to-chip bandwidth in GB/s, both directions."""
    memory_gb: Positive
    """Memory in GB."""
    bandwidth: Positive
    """Memory bandwidth in TB/s."""
    power: Positive
    """Power of the accelerator in kW."""
    price: Triangle
    """Price in thousand US$."""
    compute: Positive
    """Computing index, H100 = 1."""
    bandwidth_index: Positive
    """Memory bandwidth index, H100 = 1."""
    software: Triangle
    """Share of its index that real software reaches."""
    tier: Name | None = None
    """Tier of axes.yaml; Nvidia's products only."""
    data_centre: bool
    """Whether it is designed or marketed for data centres."""
    generation: Annotated[int, Field(ge=0)]
    """Generation number; Hopper is 2."""
    designed_for: Name | None = None
    """The vintage whose line it was cut to; null for world products."""
    packages: NotNegative
    """Advanced-packaging units a chip, H100 = 1; 0 for parts without."""
    stacks: NotNegative
    """Memory stacks a package."""
    dies: Positive
    """Logic dies a package."""
    says: Text
    """What it is and why it matters."""
    confidence: Confidence
    sources: Sources


class Vintage(Entry):
    """One text of the US chip rule."""

    title: Text
    """Name as people read it."""
    effective: Date | None
    """When it took effect; null for no rule."""
    says: Text
    """What it restricts."""
    controlled: Expression
    """True for a product that needs a licence; reads tpp, density, io, bandwidth, data_centre."""
    licensable: Expression
    """True for a product that may be given a licence; reads the same names."""
    sources: Sources


class Param(Entry):
    """A sourced number that rules read."""

    value: SettingMembers
    """The number, or one number for each member of `axis`; of a `lever`, the name of a setting."""
    axis: Name | None = None
    """The axis of axes.yaml (or `products`) that `value` has one number a member for."""
    lever: Name | None = None
    """The lever whose settings the value and the range name."""
    unit: Text
    """Its unit."""
    range: SettingSpan
    """Lowest and highest plausible value."""
    shares: bool = False
    """Whether the members are shares of one whole: they add up to 1, and drawn ones are scaled."""
    says: Text
    """What it means."""
    confidence: Confidence
    status: Literal["sourced", "assumed", "calibrated"]
    """Whether a source gives it, judgement does, or it was fitted to data."""
    sources: Sources

    @model_validator(mode="after")
    def check_value(self) -> Self:
        """Refuse members without an axis, an axis without members."""
        if isinstance(self.value, dict) and self.axis is None:
            problem = "value has members but there is no axis"
            raise refuse(problem, "name it, axis: tiers", ("value",))
        if self.axis is not None and not isinstance(self.value, dict):
            at: tuple[str, ...] = ("value",)
            raise refuse(f"axis is {self.axis!r} but value is one number", "give one a member", at)
        if self.shares:
            self._check_shares()
        return self

    def _check_shares(self) -> None:
        """Refuse shares of one whole that do not make up a whole."""
        if not isinstance(self.value, dict):
            raise refuse("shares are of members", "give value one number a member", ("shares",))
        whole = sum(self.value.values())
        if abs(whole - 1.0) > WHOLE:
            problem = f"the members add up to {whole:g}"
            raise refuse(problem, "shares of one whole add up to 1", ("value",))


class Effect(Entry):
    """What an event does to one number of the world."""

    add: float | None = None
    """Added to it."""
    multiply: NotNegative | None = None
    """Multiplied with it."""

    @model_validator(mode="after")
    def check_form(self) -> Self:
        """Refuse an effect that does nothing, or two things."""
        if (self.add is None) == (self.multiply is None):
            raise refuse("{key} should have either add or multiply", "write {add: 1}")
        return self


# Injects only ever strike so; chance events may.
STRUCK_BY_HAND = ("inject", "chance")


class Event(Entry):
    """Something that happens to the world: on a date, by chance, or when a person injects it."""

    title: Text
    """Name as people read it."""
    says: Text
    """What happens and why."""
    kind: Literal["scheduled", "chance", "inject"]
    """On a date, by chance each month, or at a person's wish."""
    month: Month | None = None
    """When a scheduled event happens."""
    hazard: Expression | None = None
    """Probability a month that a chance event happens."""
    wait: Annotated[int, Field(ge=0)] = 0
    """Months before a chance event can happen again."""
    effects: dict[Annotated[str, Field(pattern=TARGET)], Effect]
    """What it does, for each field (or field.member) of the world; {} for a date alone."""
    headline: Text
    """The news line."""
    sources: Sources
    confidence: Confidence

    @model_validator(mode="after")
    def check_kind(self) -> Self:
        """Refuse what its kind does not need, and the lack of what it does."""
        wanted = {"scheduled": "month", "chance": "hazard", "inject": None}[self.kind]
        given = {name for name in ("month", "hazard") if getattr(self, name) is not None}
        for name in sorted(given - {wanted}):
            problem = f"{name} has no meaning in an event of kind {self.kind!r}"
            raise refuse(problem, "delete it", (name,))
        if wanted is not None and wanted not in given:
            raise refuse(f"an event of kind {self.kind!r} has no {wanted}", f"add {wanted}")
        if not self.effects and self.kind != "scheduled":
            raise refuse("effects is empty", "give at least one", ("effects",))
        return self


class Happening(Entry):
    """One dated fact of the record: who did what, why, and what answered it."""

    date: Date
    """When."""
    actor: Text
    """The office or firm that acted."""
    action: Text
    """What it did."""
    trigger: Text | None = None
    """What it answered."""
    reaction: Text | None = None
    """What answered it."""
    lag_months: NotNegative | None = None
    """Months between the trigger and this."""
    sources: Sources
    confidence: Confidence
