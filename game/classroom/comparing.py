"""What the tables chose differently for the same settings, turn by turn: for the board."""

from __future__ import annotations

import dataclasses

from game.classroom.live_room import LiveRoom
from game.classroom.table_papers import order_title
from game.seat.orders_given import DRAFTS
from game.words.numbers import setting_text


@dataclasses.dataclass(frozen=True, kw_only=True)
class ComparedSetting:
    """One public setting, and the tables by what they chose for it this turn."""

    actor: str
    title: str
    choices: tuple[tuple[str, tuple[int, ...]], ...]


def compare_orders(live: LiveRoom) -> list[ComparedSetting]:
    """Return the announced settings that tables chose differently in the turn just played."""
    now: dict[tuple[str, int], dict[int, float]] = {}
    games = {table: game for table, game in live.games.items() if game.played}
    for table, game in games.items():
        for name, values in game.played[-1].sealed.orders.settings.items():
            lever = game.scenario.levers[name]
            is_told = not lever.covert and lever.part not in DRAFTS
            for column in range(lever.columns if is_told else 0):
                now.setdefault((name, column), {})[table] = float(values[0, column])
    rows = []
    for (name, column), settings in now.items():
        if len(set(settings.values())) > 1:
            lever = live.scenario.levers[name]
            groups: dict[str, list[int]] = {}
            for table, value in settings.items():
                groups.setdefault(setting_text(lever, value), []).append(table + 1)
            rows.append(
                ComparedSetting(
                    actor=lever.actor,
                    title=order_title(lever, column, live.scenario),
                    choices=tuple((text, tuple(tables)) for text, tables in groups.items()),
                )
            )
    return rows[:8]
