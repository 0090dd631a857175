"""Tracing a turn: each policy's phase, and the months, as a graph over columns of the state."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import numpy as np

from agents.policies.base import Policy
from game.fused.graph import Graph, Node
from game.fused.state_columns import Path, PositionReader, read_position
from game.fused.symbols import Symbols
from game.state.chance import Chance
from game.state.params import Params
from game.state.position import PHASES, Phase, Position, see
from game.state.scenario import Scenario
from game.turn.engine import pass_months
from game.turn.granting import Granting
from game.turn.view import View, visible_names

Column = tuple[Path, int]
# What is recorded of a position: arrays (R, 1) by name.
Look = Callable[[Position, Scenario], Mapping[str, Any]]
# Columns of a line-up, and of what is recorded of it.
PRIVATE = {"granted", "record"}
# Each phase has luck of its own.
PHASES_PER_TURN = len(PHASES)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trace:
    """A graph, and what it gives: the node of each column that it writes."""

    graph: Graph
    writes: Mapping[Column, Node]

    @property
    def reads(self) -> tuple[Column, ...]:
        """The columns that are read to work out what is written."""
        graph = self.graph
        reached = sorted(graph.reach(self.writes.values()))
        columns = (node for node in reached if graph.operations[node] == "column")
        return tuple(cast(Column, graph.arguments[node]) for node in columns)

    def only(self, columns: Iterable[Column]) -> Trace:
        """Return the trace of some of the columns alone."""
        wanted = set(columns)
        kept = {column: node for column, node in self.writes.items() if column in wanted}
        return dataclasses.replace(self, writes=kept)


class TracedChance:
    """Luck whose draws are nodes: each knows its event, its column and its moment."""

    replicates = 1

    def __init__(self, tracer: Tracer, moment: Any) -> None:
        self._tracer = tracer
        self.moment = moment

    def at(self, moment: Any) -> TracedChance:
        """Return the same luck at another moment."""
        return TracedChance(self._tracer, moment)

    def before(self, moment: Any, ago: int) -> TracedChance:
        """Return the same luck so long before a moment, or at moment 0 if that is later."""
        return self.at(np.maximum(moment - ago, 0))

    def uniform(self, event: str, n: int = 1) -> Symbols:
        """Return (1, n) draws of an event."""
        return self._draw(event, self.moment, n)

    def uniform_at(self, event: str, moments: Symbols) -> Symbols:
        """Return (1, 1) draws of an event at moments of the replicates' own."""
        return self._draw(event, moments, 1)

    def _draw(self, event: str, moment: Any, n: int) -> Symbols:
        graph = self._tracer.graph
        node = int(self._tracer.symbols(moment).nodes.reshape(-1)[0])
        draws = [graph.draw(node, event, column) for column in range(n)]
        return Symbols(graph, np.array([draws], dtype=np.int64))


class Tracer:
    """Makes the graphs of a scenario, over columns of the given shapes."""

    def __init__(self, scenario: Scenario, shapes: Mapping[Path, tuple[int, ...]]) -> None:
        self.graph = Graph()
        self._shapes = shapes
        self._columns: dict[Path, Symbols] = {}
        self.scenario = scenario.with_params(self._trace_params(scenario.params))
        self._turn = self._scalar("turn")
        reader = PositionReader(self.scenario, self._column, self._turn, self._scalar("month"))
        self._positions: dict[Phase, Position] = {
            "measures": reader.measures(),
            "responses": reader.sealed(),
        }

    def symbols(self, values: Any) -> Symbols:
        """Return what was given as symbols."""
        if isinstance(values, Symbols):
            return values
        empty = Symbols(self.graph, np.empty(0, dtype=np.int64))
        return Symbols(self.graph, empty.nodes_of(values))

    def policy(self, actor: str, policy: Policy, phase: Phase) -> Trace:
        """Return what an actor's orders of a phase change: settings, capital, what is remembered.

        Raises
        ------
        TypeError
            If the policy does what no trace can follow.
        """
        moment = PHASES_PER_TURN * self._turn + PHASES.index(phase)
        decision = policy.decide(self._view(actor, phase), self._chance(moment))
        granting = Granting(self._positions[phase], self.scenario, actor)
        granting.take(decision.proposals)
        place = self.scenario.actors.index(actor)
        capital = self.symbols(granting.capital).nodes[0, 0]
        changed: dict[Path, Any] = {
            **{("orders", lever): values for lever, values in granting.changed.items()},
            **{("moves", lever): values for lever, values in granting.moves.items()},
            **{("granted", key): values for key, values in granting.remembered.items()},
        }
        return self._trace({**self._nodes(changed), (("capital",), place): int(capital)})

    def months(self) -> Trace:
        """Return what the months of a turn change, up to the next turn's opening."""
        closed = pass_months(self._positions["responses"], self.scenario, self._chance(0))
        return self._trace(self._nodes(read_position(closed, self.scenario)))

    def look(self, look: Look) -> tuple[Trace, tuple[str, ...]]:
        """Return what is recorded of the opening of a turn, and the names of it."""
        sights = look(self._positions["measures"], self.scenario)
        writes: dict[Column, Node] = {
            (("record", name), 0): int(self.symbols(values).nodes.reshape(-1)[0])
            for name, values in sights.items()
        }
        return self._trace(writes), tuple(sights)

    def views(self) -> Trace:
        """Return all that any policy could see, and what its levers could require."""
        seen: dict[Path, Any] = {}
        for phase, position in self._positions.items():
            for actor in self.scenario.actors:
                view = self._view(actor, phase)
                for name in visible_names(self.scenario, actor):
                    seen[phase, actor, name, "now"] = view.value(name)
                    seen[phase, actor, name, "previous"] = view.previous(name)
            look = see(position, self.scenario).value
            for lever in self.scenario.levers.values():
                for name in {name for item in lever.requires for name in item.when.names}:
                    if name not in {"now", "new"}:
                        seen[phase, lever.name, name] = look(name)
        return self._trace(self._nodes(seen))

    def _view(self, actor: str, phase: Phase) -> View:
        return View(self._positions[phase], self.scenario, actor, self._chance(0))

    def _chance(self, moment: Any) -> Chance:
        chance: Any = TracedChance(self, moment)
        return cast(Chance, chance)

    def _trace(self, writes: Mapping[Column, Node]) -> Trace:
        return Trace(graph=self.graph, writes=writes)

    def _nodes(self, arrays: Mapping[Path, Any]) -> dict[Column, Node]:
        return {
            (path, place): int(node)
            for path, values in arrays.items()
            for place, node in enumerate(self.symbols(values).nodes[0].ravel().tolist())
        }

    def _column(self, path: Path) -> Symbols:
        symbols = self._columns.get(path)
        if symbols is None:
            shape = self._shapes.get(path, (1,))  # what is remembered of a policy is one number
            places = range(int(np.prod(shape)))
            nodes = [self.graph.leaf("column", path, place) for place in places]
            array = np.array(nodes, dtype=np.int64).reshape(1, *shape)
            symbols = self._columns[path] = Symbols(self.graph, array)
        return symbols

    def _trace_params(self, params: Params) -> Params:
        numbers: dict[str, Any] = {}
        for name, values in params.numbers.items():
            flat = [self.graph.leaf("parameter", name, place) for place in range(values.size)]
            nodes = np.array(flat, dtype=np.int64).reshape(values.shape)
            numbers[name] = Symbols(self.graph, nodes)
        return params.replaced(numbers)  # shares are of one whole already

    def _scalar(self, name: str) -> Symbols:
        return Symbols(self.graph, np.array(self.graph.leaf("scalar", name), dtype=np.int64))


def all_columns(traces: Iterable[Trace]) -> tuple[Column, ...]:
    """Return the columns that any of some traces reads or writes.

    What only some policies remember stands last: so the places of all others, and with them the
    text of the months' kernel, are the same whoever leads.
    """
    columns = {column for trace in traces for column in (*trace.reads, *trace.writes)}
    return tuple(sorted(columns, key=lambda column: (column[0][0] in PRIVATE, repr(column))))
