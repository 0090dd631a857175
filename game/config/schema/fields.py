"""The kinds of value that several configs share: text, months, numbers a member, steps, sources."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    Tag,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from game.config import MOST
from game.config.loader import Key, PlacedTable
from game.state.chance import SEEDS

T = TypeVar("T")

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
QUARTER = r"^\d{4}-Q[1-4]$"
DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-Q[1-4]|-H[12])?$"
NAME = r"^[a-z][a-z0-9_]*$"
IDENTIFIER = r"^[A-Za-z0-9][A-Za-z0-9_]*$"
TARGET = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$"
CAPITAL = r"^[A-Z]$"
COLOUR = r"^[0-9A-F]{6}$"

# What to write instead, for messages.
REMEDIES = {
    MONTH: "write year and month, 2026-01",
    QUARTER: "write year and quarter, 2026-Q1",
    DATE: "write 2026, 2026-01, 2026-01-31, 2026-Q1 or 2026-H1",
    NAME: "use small letters, digits and _, a letter first",
    IDENTIFIER: "use letters, digits and _",
    TARGET: "write name or name.member",
    CAPITAL: "write one capital letter",
    COLOUR: "write red, green and blue in six hexadecimal digits, '1D63BE'",
}


def refuse(
    problem: str, remedy: str = "", at: tuple[Key, ...] = (), against: tuple[Key, ...] = ()
) -> PydanticCustomError:
    """Return the error a validator raises; `{key}` in it becomes the field's name.

    `at` leads from the value under validation to the part that is wrong, `against` to the part
    that it does not fit.
    """
    context = {"problem": problem, "remedy": remedy, "at": at, "against": against}
    return PydanticCustomError("refused", "{problem}", context)


def _check_seed(seed: int) -> int:
    if seed >= SEEDS:
        raise refuse("{key} is too large", "give a whole number from 0 to 2**128 - 1")
    return seed


Seed = Annotated[int, Field(ge=0), AfterValidator(_check_seed)]

Count = Annotated[int, Field(ge=1, le=MOST)]
Wait = Annotated[int, Field(ge=0, le=MOST)]


class Entry(BaseModel):
    """A config as it was read: nothing converted, nothing unknown, nothing changeable."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        defer_build=True,  # most commands validate entries of a few kinds, or of none
    )


@dataclasses.dataclass(frozen=True)
class Step:
    """A move from wherever a lever stands, in the lever's own steps: `+1` is one setting up."""

    by: int


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return " ".join(value.split())  # where lines break in the file means nothing
    return repr(value) if isinstance(value, int | float) else value


def _year_as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _number_or_members(value: Any) -> str:
    return "members" if isinstance(value, dict) else "number"


def _read_step(written: str | float) -> Step:
    try:
        by = float(written)
    except ValueError:
        by = 0.0
    if by == 0 or not by.is_integer():
        problem = f"{{key}} = {written!r} is no step"
        raise refuse(problem, "a step counts the lever's own steps, write +1 or -1")
    return Step(int(by))


def _read_setting(value: Any) -> Any:
    """Return a step for a signed number; a quoted one counts too."""
    if isinstance(value, bool):
        shown = str(value).lower()
        raise refuse(f"{{key}} should be a setting, got {shown}", "write its name or number")
    if isinstance(value, int | float):
        return _read_step(value) if value < 0 else float(value)
    if isinstance(value, str) and value[:1] in {"+", "-"}:
        return _read_step(value)
    if isinstance(value, dict):
        member = next(iter(value), "member")
        raise refuse(
            "{key} should be one setting, got a mapping", f"write {{key}}.{member}: setting"
        )
    if not isinstance(value, str | Step):
        shown = "null" if value is None else "a list"
        raise refuse(f"{{key}} should be a setting, got {shown}", "write its name or number")
    return value


def _mark_steps(value: Any) -> Any:
    """Tell `+1` (a step) from `1` (a setting), which only the YAML text knows."""
    if isinstance(value, PlacedTable) and value.plus:
        return {k: f"{v:+}" if k in value.plus else v for k, v in value.items()}
    return value


def _write_setting(value: float | str | Step) -> float | str:
    return f"{value.by:+d}" if isinstance(value, Step) else value


def _without_tabs(text: str) -> str:
    """Return a text with a space for each tab, at which a terminal jumps."""
    return text.replace("\t", " ")


Listed = Annotated[tuple[T, ...], Field(strict=False)]
Text = Annotated[str, Field(min_length=1), AfterValidator(_without_tabs)]
Name = Annotated[str, Field(pattern=NAME)]
Month = Annotated[str, Field(pattern=MONTH)]
Quarter = Annotated[str, Field(pattern=QUARTER)]
Date = Annotated[
    str,
    Field(pattern=DATE),
    BeforeValidator(
        _year_as_text, json_schema_input_type=Annotated[str, Field(pattern=DATE)] | int
    ),
]
Expression = Annotated[
    str,
    Field(min_length=1),
    BeforeValidator(_as_text, json_schema_input_type=str | float | bool),
]
Confidence = Literal["H", "M", "L"]
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
Point = Annotated[tuple[float, float], Field(strict=False)]

Members = Annotated[
    Annotated[float, Tag("number")] | Annotated[dict[Name, float], Tag("members")],
    Discriminator(_number_or_members),
]
Nested = Annotated[
    Annotated[float, Tag("number")] | Annotated[dict[Name, Members], Tag("members")],
    Discriminator(_number_or_members),
]


def _keep_settings(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Return what was read, with the names of settings as they are written."""
    if _is_name(value):
        return value
    if isinstance(value, dict) and (names := {k: v for k, v in value.items() if _is_name(v)}):
        others = read({key: part for key, part in value.items() if key not in names})
        return {key: names.get(key, others.get(key)) for key in value}
    return read(value)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(NAME, value) is not None


# Numbers of settings may be written by name; where a config has been checked they are numbers.
SettingNumber = Annotated[float, WrapValidator(_keep_settings, json_schema_input_type=float | Name)]
SettingMembers = Annotated[
    Members,
    WrapValidator(_keep_settings, json_schema_input_type=float | Name | dict[Name, float | Name]),
]
SettingNested = Annotated[
    Nested, WrapValidator(_keep_settings, json_schema_input_type=Name | Nested)
]
_Setting = Annotated[
    float | str | Step,
    BeforeValidator(_read_setting, json_schema_input_type=float | str),
    PlainSerializer(_write_setting, return_type=float | str),
]
Span = Annotated[tuple[float, float], Field(strict=False)]
SettingSpan = Annotated[tuple[SettingNumber, SettingNumber], Field(strict=False)]
_Written = Annotated[dict[Annotated[str, Field(pattern=TARGET)], float | str], Field(min_length=1)]
Settings = Annotated[
    dict[Annotated[str, Field(pattern=TARGET)], _Setting],
    Field(min_length=1),
    BeforeValidator(_mark_steps, json_schema_input_type=_Written),
]


class Source(Entry):
    """Where a fact comes from; plain text stands for a source with that title."""

    title: Text
    """The document, or `judgement`."""
    date: Date | None = None
    """When it was published: 2025, 2025-10, 2025-10-09, 2025-Q4 or 2025-H2."""
    says: Text | None = None
    """What it says on this point, in own words."""
    url: Text | None = None
    """Its address."""


def _read_source(value: Any) -> Any:
    return {"title": value} if isinstance(value, str) else value


Cited = Annotated[Source, BeforeValidator(_read_source, json_schema_input_type=str | Source)]
Sources = Annotated[tuple[Cited, ...], Field(strict=False, min_length=1)]


class Triangle(Entry):
    """A number with its lowest, likeliest and highest value."""

    low: float
    mode: float
    high: float

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """Refuse values out of order."""
        if not self.low <= self.mode <= self.high:
            order = f"low {self.low:g}, mode {self.mode:g}, high {self.high:g}"
            raise refuse(f"{{key}} is out of order ({order})", "write low <= mode <= high")
        return self


def leaves(value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each number of a `Members` or `Nested` value with the members that lead to it.

    Before an entry is checked it may be the name of a setting.
    """
    if isinstance(value, dict):
        for member, part in value.items():
            for path, number in leaves(part):
                yield (member, *path), number
    else:
        yield (), value


def is_whole(number: float) -> bool:
    """Whether a quotient is a whole number but for rounding."""
    return abs(number - round(number)) < 1e-9
