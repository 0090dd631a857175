"""Games played by kernels: the same numbers as the engine of arrays, many times as fast."""

from __future__ import annotations

import concurrent.futures
import ctypes
import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from agents.policies.base import Policy
from game.fused.c_compiler import load, load_all
from game.fused.emit import WIDTH, Emitter, Source
from game.fused.kernel import Kernel, address, aligned, pointer
from game.fused.rows import LANES, Placement
from game.fused.state_columns import NEVER, Path, read_position, shapes_of
from game.fused.trace import Column, Look, Trace, Tracer, all_columns
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.params import Params
from game.state.position import PHASES, Position
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.engine import open_position

WAIT, REVEAL, MONTHS, RECORD = range(4)


@dataclasses.dataclass(frozen=True, kw_only=True)
class KernelStep:
    """A kernel in its place in a turn, and the columns that count once it is done."""

    kernel: Kernel | None
    kind: int
    committed: npt.NDArray[np.int32]


@dataclasses.dataclass(frozen=True)
class Written:
    """The C of a kernel, and the places of the columns that it writes."""

    source: Source
    places: list[int]

    def kernel(self) -> Kernel | None:
        """Return the kernel, None where there is nothing to do."""
        return Kernel(self.source) if self.places else None


class Machine:
    """The kernels of a scenario under some policies.

    Parameters
    ----------
    look
        Gives what is recorded after each turn.
    varies
        Whether parameters may differ between games.
    whole
        Whether every number of a position is kept, and not only what later turns read.

    Raises
    ------
    NoCompilerError
        If there is no C compiler.
    TypeError
        If a policy cannot be traced.
    """

    def __init__(
        self,
        scenario: Scenario,
        policies: Mapping[str, Policy],
        *,
        varies: bool = False,
        look: Look | None = None,
        whole: bool = False,
    ) -> None:
        self.scenario = scenario
        self.varies = varies
        opening = open_position(scenario, draw_opening(scenario, Chance(0, 0, 1)))
        shapes = shapes_of(opening, scenario)
        tracer = Tracer(scenario, shapes)
        traces: dict[Any, Trace] = {
            (phase, actor): tracer.policy(actor, policies[actor], phase)
            for phase in PHASES
            for actor in scenario.actors
        }
        self.names: tuple[str, ...] = ()
        if look is not None:
            traces["record"], self.names = tracer.look(look)
        months = tracer.months()
        readers = (*traces.values(), months, tracer.views())
        read = {column for trace in readers for column in trace.reads}
        traces["months"] = months if whole else months.only(read)
        self.columns: dict[Column, int] = {
            column: place for place, column in enumerate(all_columns(traces.values()))
        }
        self._parameters = {
            (name, place): number
            for number, (name, place) in enumerate(
                (name, place)
                for name, values in scenario.params.numbers.items()
                for place in range(values.shape[-1] if values.ndim else 1)
            )
        }
        self._steps = self._make_steps({place: self._emit(traces, place) for place in traces})
        self._driver = load(resources.files("game.fused").joinpath("play.c").read_text("utf-8"))
        self._driver.play.restype = None

    def _make_steps(self, written: Mapping[Any, Written]) -> list[KernelStep]:
        load_all(w.source.text for w in written.values() if w.places)
        steps: list[KernelStep] = []
        for phase in PHASES:
            revealed: list[int] = []
            for actor in self.scenario.actors:
                revealed += written[phase, actor].places
                kernel = written[phase, actor].kernel()
                steps.append(KernelStep(kernel=kernel, kind=WAIT, committed=_places(())))
            steps.append(KernelStep(kernel=None, kind=REVEAL, committed=_places(revealed)))
        kernel = written["months"].kernel()
        kept = set(self.columns.values()) - set(written["months"].places)
        steps.append(KernelStep(kernel=kernel, kind=MONTHS, committed=_places(sorted(kept))))
        if "record" in written:
            kernel = written["record"].kernel()
            steps.append(KernelStep(kernel=kernel, kind=RECORD, committed=_places(())))
        return steps

    def _emit(self, traces: Mapping[Any, Trace], place: Any) -> Written:
        """Return the C of a trace; what is recorded stands in columns of its own."""
        columns, trace = dict(self.columns), traces[place]
        if place == "record":
            columns |= {column: number for number, column in enumerate(trace.writes)}
        emitter = Emitter(trace, columns, self._parameters, varies=self.varies)
        return Written(emitter.source(), [columns[column] for column in emitter.written])

    # -- playing -----------------------------------------------------------------------------------

    def play(
        self,
        position: Position,
        chance: Chance,
        rows: Placement,
        params: Params,
        turns: int,
        *,
        threads: int = 1,
    ) -> PlayedGames:
        """Play some turns from the opening of a turn on.

        `chance` gives the seed; `rows` say which replicates the games are. Kernels run outside the
        interpreter's lock, so threads run side by side.
        """
        games = rows.games
        state = self._pack(position, games)
        columns = len(self.columns)
        values, varying = self._read_params(params, rows)
        odd = np.zeros(rows.blocks + 1, dtype=np.int64)
        dates = [
            (position.world.month + turn * self.scenario.months_per_turn, position.turn + turn)
            for turn in range(turns)
        ]
        shared = [
            self._share(step, values, month, turn, odd[-1:])
            for (month, turn), step in itertools.product(dates, self._steps)
        ]
        record = aligned((rows.blocks, turns, max(1, len(self.names)), WIDTH))
        batch = _Batch(
            state=state, record=record, varying=varying, odd=odd, luck=rows.luck, shared=shared,
            turns=turns, seed=chance.seed,
        )  # fmt: skip
        edges = np.linspace(0, rows.blocks, min(threads, rows.blocks) + 1).astype(int).tolist()
        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            list(pool.map(self._run, itertools.repeat(batch), edges[:-1], edges[1:]))
        return PlayedGames(
            machine=self,
            state=state.transpose(1, 0, 2).reshape(columns, -1)[:, rows.places],
            record=record.transpose(2, 1, 0, 3).reshape(record.shape[2], turns, -1)[
                :, :, rows.places
            ],
            odd=int(odd.sum()),
        )

    def _share(
        self, step: KernelStep, params: Floats, month: int, turn: int, odd: npt.NDArray[np.int64]
    ) -> tuple[Floats, npt.NDArray[np.int64]]:
        if step.kernel is None:
            return np.zeros(1), np.zeros(1, dtype=np.int64)
        if step.kind == RECORD:  # it looks at what the turn has come to
            month, turn = month + self.scenario.months_per_turn, turn + 1
        return step.kernel.shared(params, month, turn, odd)

    def _run(self, batch: _Batch, first: int, last: int) -> None:
        """Play blocks `first` to `last` - 1."""
        columns, blocks = len(self.columns), last - first
        steps = (_CStep * len(self._steps))()
        for into, step in zip(steps, self._steps, strict=True):
            into.kernel = step.kernel.address if step.kernel else None
            into.kind, into.columns = step.kind, len(step.committed)
            into.committed = address(step.committed)
        slots = max((s.kernel.source.slots for s in self._steps if s.kernel), default=0)
        work, kept = aligned((2, columns, WIDTH)), aligned((slots + 1, WIDTH))
        numbers = (ctypes.c_void_p * len(batch.shared))(*[address(n) for n, _ in batch.shared])
        moments = (ctypes.c_void_p * len(batch.shared))(*[address(m) for _, m in batch.shared])
        luck = batch.luck[first * (WIDTH // LANES) :]
        varying = batch.varying[first:] if self.varies else batch.varying
        parameters = len(self._parameters) if self.varies else 0
        self._driver.play(
            pointer(batch.state[first:]), ctypes.c_long(blocks), WIDTH, columns, batch.turns,
            len(self._steps), steps, numbers, moments, pointer(varying), parameters,
            pointer(work), pointer(kept), ctypes.c_uint64(batch.seed & (1 << 64) - 1),
            ctypes.c_uint64(batch.seed >> 64), pointer(luck), pointer(batch.odd[first:]),
            pointer(batch.record[first:]), batch.record.shape[2],
        )  # fmt: skip

    def _pack(self, position: Position, games: npt.NDArray[np.intp]) -> Floats:
        """Return the state of all places, (blocks, columns, WIDTH)."""
        arrays = read_position(position, self.scenario)
        state = aligned((len(games) // WIDTH, len(self.columns), WIDTH))
        flat: dict[Path, Floats] = {
            path: np.broadcast_to(values, (position.replicates, *np.shape(values)[1:])).reshape(
                position.replicates, -1
            )
            for path, values in arrays.items()
        }
        for (path, place), column in self.columns.items():
            values = flat[path][:, place] if path in flat else np.full(position.replicates, NEVER)
            state[:, column, :] = values[games].reshape(-1, WIDTH)
        return state

    def _read_params(self, params: Params, rows: Placement) -> tuple[Floats, Floats]:
        """Return parameters that all games share, or those of each place."""
        if not self.varies:
            flat = [np.ravel(values) for values in params.numbers.values()]
            return np.concatenate(flat), aligned((1,))
        count = rows.points * rows.replicates
        columns = []
        for values in params.numbers.values():
            wide = values.shape[-1] if values.ndim else 1
            columns += list(np.broadcast_to(values, (count, wide)).T)
        table = np.stack(columns)[:, rows.games].reshape(len(columns), -1, WIDTH)
        varying = aligned(table.transpose(1, 0, 2).shape)
        varying[...] = table.transpose(1, 0, 2)
        return np.zeros(1), varying


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Batch:
    """All blocks of games, their luck, and what they share in each step of each turn."""

    state: Floats
    record: Floats
    varying: Floats
    odd: npt.NDArray[np.int64]
    luck: npt.NDArray[np.uint64]
    shared: Sequence[tuple[Floats, npt.NDArray[np.int64]]]
    turns: int
    seed: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlayedGames:
    """What games have come to.

    Attributes
    ----------
    state
        The columns of all games, (columns, games).
    record
        What was looked at after each turn, (names, turns, games).
    odd
        How often a function met a number that kernels have no answer for; if it is not 0, numpy
        must play these games.
    """

    machine: Machine
    state: Floats
    record: Floats
    odd: int

    def column(self, path: Path, place: int = 0) -> Floats:
        """Return a column, (games,)."""
        column: Floats = self.state[self.machine.columns[path, place]]
        return column


class _CStep(ctypes.Structure):
    _fields_ = (
        ("kernel", ctypes.c_void_p),
        ("kind", ctypes.c_int),
        ("columns", ctypes.c_int),
        ("committed", ctypes.c_void_p),
    )


def _places(columns: Sequence[int]) -> npt.NDArray[np.int32]:
    return np.array(columns, dtype=np.int32)
