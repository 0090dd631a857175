"""What a view leaves open, as a set of positions, and who is believed to lead the others."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence

import numpy as np

from agents.strategist.ensemble_filter import EnsembleFilter, remembered_anew
from agents.strategist.imagined import ImaginedGames
from agents.strategist.sights import Sights
from game.mathematics import exp
from game.state.arrays import bell, shares, total
from game.state.chance import Chance
from game.state.orders import Flags, Orders
from game.state.position import Past, Position
from game.state.replicate_rows import pick_rows
from game.state.world import Floats, World
from game.turn.view import View

# Where a setting stood before counts so much as evidence, where it stands now 1.
EARLIER = 0.5
# What is unlikely beside the likeliest policy is at least this much as likely.
NEVER_RULED_OUT = 0.02


@dataclasses.dataclass(frozen=True, kw_only=True)
class LeftOpen:
    """What the views of some games leave open.

    Attributes
    ----------
    position
        Positions that a game may be in, those of the first game first: as many for each.
    beliefs
        For each other actor, with what probability each of its policies leads it, (games,
        policies).
    """

    position: Position
    beliefs: Mapping[str, Floats]
    games: int

    @property
    def worlds(self) -> int:
        """How many positions there are of each game."""
        return self.position.replicates // self.games

    @functools.cached_property
    def bare(self) -> Position:
        """The positions without what led them when they were imagined."""
        return dataclasses.replace(self.position, granted={})

    def with_leaders(self, most: int) -> LeftOpen:
        """Return the outlook in which so many policies of each actor, the likeliest, are left."""
        return dataclasses.replace(
            self, beliefs={other: _likeliest(odds, most) for other, odds in self.beliefs.items()}
        )


class Imagination:
    """What an actor makes of its view: worlds like it, and beliefs about the other actors.

    Two games in which the actor saw the same give the same, bit for bit: all else is drawn.
    """

    def __init__(self, imagined: ImaginedGames, actor: str) -> None:
        self.scenario, self.actor = imagined.line_up.scenario, actor
        self.sights = Sights(self.scenario, actor)
        self.imagined = imagined
        self._owners = np.array(
            [self.scenario.levers[t.partition(".")[0]].actor for t in self.sights.targets]
        )

    def outlook(self, view: View, worlds: int) -> LeftOpen:
        """Return so many worlds that look like each game of a view, and the beliefs in each."""
        games = self.imagined.at(view.turn, view.phase)
        clear = self.sights.clear_view(games)
        estimates = self.sights.read(view)
        apart = self._settings_apart(view, clear)
        unlike = self.sights.unlikeness(estimates, self.sights.read(clear))
        unlike = unlike + total(apart)[..., 0]
        unlike = np.where(games.ending.turn[:, 0] >= 0.0, np.inf, unlike)
        nearest = np.argsort(unlike, axis=1, kind="stable")[:, :worlds]
        drawn = pick_rows(games, nearest.ravel())
        drawn = _Graft(self.sights, view, worlds).graft(drawn)
        luck = bell(
            Chance(self.imagined.chance.seed, 0, worlds)
            .at(view.turn)
            .uniform(f"sights:{self.actor}", len(self.sights.sights))
        )
        drawn = EnsembleFilter(self.sights).draw(drawn, estimates, luck)
        return LeftOpen(
            position=remembered_anew(drawn, self.scenario),
            beliefs={
                other: self._belief(other, apart)
                for other in self.scenario.actors
                if other != self.actor
            },
            games=view.replicates,
        )

    def _settings_apart(self, view: View, clear: View) -> Floats:
        """Return how far settings differ now and before, as squared errors, (R, games, targets)."""
        now = self.sights.settings_apart(self.sights.settings(view), self.sights.settings(clear))
        before = self.sights.settings_apart(
            self.sights.earlier_settings(view), self.sights.earlier_settings(clear)
        )
        return now + EARLIER * before

    def _belief(self, other: str, apart: Floats) -> Floats:
        """Return with what probability each policy leads another actor, (R, policies).

        Bayes' rule on imagined games: a policy is the likelier, the more its games look like what
        the actor was seen to do.
        """
        settings_of_rival = np.ascontiguousarray(apart[:, :, self._owners == other])
        like = exp(-0.5 * total(settings_of_rival)[..., 0])
        leading = self.imagined.leading[other][:, 0]
        prior = self.imagined.priors[other]
        likelihood = np.stack(
            [_mean_of(like, leading == place) for place in range(prior.shape[1])], axis=1
        )
        best = likelihood.max(axis=1, keepdims=True)
        return shares(prior * (np.maximum(likelihood, NEVER_RULED_OUT * best)))


def _likeliest(odds: Floats, most: int) -> Floats:
    order = np.argsort(-odds, axis=1, kind="stable")
    kept = np.zeros_like(odds)
    np.put_along_axis(kept, order[:, :most], np.take_along_axis(odds, order[:, :most], axis=1), 1)
    return shares(kept)


def _mean_of(values: Floats, where: Flags) -> Floats:
    """Return the mean over some columns, 0 where there are none."""
    if not where.any():
        return np.zeros(len(values))
    return total(np.ascontiguousarray(values[:, where]))[:, 0] / int(where.sum())


class _Graft:
    """What a seat knows for certain, put into imagined games: settings, its purse, what is told."""

    def __init__(self, sights: Sights, view: View, worlds: int) -> None:
        self._sights, self._view, self._worlds = sights, view, worlds
        self._now = self._by_world(view.visible_settings())
        self._before = self._by_world(view.earlier.visible_settings())

    def _by_world(self, values: Mapping[str, Floats]) -> dict[str, Floats]:
        return {name: self._rows(numbers) for name, numbers in values.items()}

    def _rows(self, values: Floats) -> Floats:
        return np.repeat(values, self._worlds, axis=0)

    def graft(self, position: Position) -> Position:
        """Return imagined games in which all that is seen of orders stands as it is seen."""
        levers = self._sights.scenario.levers
        lasting = {name: values for name, values in self._before.items() if not levers[name].pulse}
        orders = position.orders.with_settings(self._now)
        if position.phase == "measures":
            before = orders
            sealed = position.sealed.with_settings({name: self._now[name] for name in lasting})
            earlier = position.earlier.with_settings(lasting)
            past = self._past(position, (lasting, self._now))
        else:
            before = position.before.with_settings(lasting)
            sealed, earlier = orders, before
            past = self._past(position, (lasting,))
        certain = self._certain(position)
        return dataclasses.replace(
            position,
            orders=orders,
            before=before,
            sealed=sealed,
            earlier=earlier,
            past=past,
            world=position.world.with_changes(certain),
            months=self._months(position, certain),
            moves={**position.moves, **self._by_world(self._view.visible_moves())},
        )

    @staticmethod
    def _past(position: Position, seen: Sequence[Mapping[str, Floats]]) -> tuple[Past, ...]:
        """Return what is remembered, with the settings of the latest ends of turns as seen."""
        course = seen[-len(position.past) :]
        kept = position.past[: len(position.past) - len(course)]
        return (
            *kept,
            *(
                dataclasses.replace(end, orders=Orders({**end.orders.settings, **settings}))
                for end, settings in zip(position.past[len(kept) :], course, strict=True)
            ),
        )

    @staticmethod
    def _months(position: Position, certain: Mapping[str, Floats]) -> tuple[World, ...]:
        """Return the months passed, the last with what is certain where no order moved it since.

        A purse is filled after the last month; papers are given with the measures.
        """
        if position.phase != "measures":
            return position.months
        *months, last = position.months
        kept = {name: values for name, values in certain.items() if name != "capital"}
        return (*months, last.with_changes(kept))

    def _certain(self, position: Position) -> dict[str, Floats]:
        """Return the fields of which a seat knows numbers for certain: its purse, what is told."""
        changes = {}
        for name, (places, values) in self._view.certain_numbers().items():
            array = getattr(position.world, name).copy(order="K")
            array[:, places] = self._rows(values)
            changes[name] = array
        return changes
