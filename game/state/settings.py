"""Settings of levers by name, as rules speak of them.

A file of the model names a setting once, at its top, and asks the parameters for its number:

    ON_CHIP = Setting("verification", "on_chip")

    located = orders.verification >= params.setting(ON_CHIP)

The number of a setting is its degree: 0, 1, 2 in its lever's order, but for settings that were put
in between, which have degrees of their own. What is named is checked when configs load.
"""

from __future__ import annotations

from typing import NamedTuple


class Setting(NamedTuple):
    """A setting of a lever."""

    lever: str
    name: str


class PartSetting(NamedTuple):
    """A setting of the levers by which actors write a part of their papers, alike for all."""

    part: str
    name: str


class MemberSettings(NamedTuple):
    """Settings of a lever that are called like the members of an axis, in the axis's order."""

    lever: str
    axis: str
