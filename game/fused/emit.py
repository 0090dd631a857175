"""From a trace to C: straight lines over registers of four games, in parts that compilers can hold.

What depends on parameters and the date alone is worked out once a turn (`uniforms`), the rest for
each game (`kernel`). A value that a later part reads is kept in a slot, which is used again when
nobody reads it any more.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import resources

from game.fused.c_functions import functions_in_c, literal
from game.fused.graph import Graph, Node
from game.fused.trace import Column, Trace

REGISTERS = 4  # registers in a pass: the code is fetched once for all of them
WIDTH = 4 * REGISTERS  # games in a block
STATEMENTS = 400  # statements in a part

# How a node is called where it is read.
Name = Callable[[Node], str]

SIGNATURE = (
    "(const double *restrict in, double *restrict out, const double *restrict u, "
    "const double *restrict p, double *restrict slots, const int64_t *restrict m, "
    "const Luck *restrict luck)"
)
INFIX = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "less": "<", "less_equal": "<=",
    "greater": ">", "greater_equal": ">=", "equal": "==", "not_equal": "!=", "and": "&", "or": "|",
}  # fmt: skip
PREFIX = {
    "negative": "NEG", "absolute": "ABS", "sign": "SIGN", "rint": "RINT", "floor": "FLOOR",
    "sqrt": "SQRT", "as_number": "NUM",
}  # fmt: skip
EXTREMES = {"maximum": "MAX", "minimum": "MIN"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Source:
    """A kernel as C, and what it asks of who calls it.

    Attributes
    ----------
    uniforms
        How many numbers a turn has that all games share.
    moments
        How many moments draws are made at.
    slots
        How many values are kept between parts.
    """

    text: str
    uniforms: int
    moments: int
    slots: int


class Emitter:
    """Writes one kernel.

    Parameters
    ----------
    columns
        Where each column stands in a game's state.
    parameters
        Where each parameter stands, by name and place.
    varies
        Whether parameters differ between games, and so are read like columns.
    """

    def __init__(
        self,
        trace: Trace,
        columns: Mapping[Column, int],
        parameters: Mapping[tuple[str, int], int],
        *,
        varies: bool,
    ) -> None:
        self.graph: Graph = trace.graph
        self.columns = columns
        self.parameters = parameters
        self._varies = varies
        self._writes = {
            column: node for column, node in trace.writes.items() if not self._is_same(column, node)
        }
        reached = sorted(self.graph.reach(self._writes.values()))
        self._own = self._differing(reached)
        self._shared = [node for node in reached if node not in self._own]
        self._body = [node for node in reached if node in self._own and not self._is_leaf(node)]
        self._functions = {
            self.graph.arguments[node][0]
            for node in reached
            if self.graph.operations[node] == "function"
        }
        self._tables: dict[tuple[float, ...], str] = {}
        self.moments = self._number_moments(reached)
        self.uniforms = self._number_uniforms()

    @property
    def written(self) -> frozenset[Column]:
        """The columns that the kernel writes; all others stay as they are."""
        return frozenset(self._writes)

    def source(self) -> Source:
        """Return the kernel."""
        uniforms = self._emit_uniforms()
        parts, slots = self._emit_parts()
        tables = "".join(
            f"static const double {name}[] = {{{','.join(map(literal, table))}}};\n"
            for table, name in self._tables.items()
        )
        calls = " ".join(
            f"part{number}(in, out, u, p, slots, m, luck);" for number in range(len(parts))
        )
        text = (
            f"{resources.files('game.fused').joinpath('base.c').read_text('utf-8')}\n"
            f"{functions_in_c(self._functions)}\n{tables}{uniforms}{''.join(parts)}"
            f"void kernel{SIGNATURE} {{ {calls} }}\n"
        )
        return Source(
            text=text, uniforms=len(self.uniforms), moments=len(self.moments), slots=slots
        )

    # -- what is shared and what differs -----------------------------------------------------------

    def _is_leaf(self, node: Node) -> bool:
        return not self.graph.operands(node)

    def _is_same(self, column: Column, node: Node) -> bool:
        graph = self.graph
        return graph.operations[node] == "column" and graph.arguments[node] == column

    def _differing(self, nodes: Iterable[Node]) -> set[Node]:
        """Return the nodes whose numbers differ between games."""
        differing: set[Node] = set()
        leaves = {"column", "draw"} | ({"parameter"} if self._varies else set())
        for node in nodes:
            if self.graph.operations[node] in leaves or any(
                operand in differing for operand in self.graph.operands(node)
            ):
                differing.add(node)
        return differing

    def _number_moments(self, nodes: Iterable[Node]) -> dict[Node, int]:
        """Return a number for each moment that all games share."""
        moments = {
            self.graph.arguments[node][0] for node in nodes if self.graph.operations[node] == "draw"
        }
        return {node: number for number, node in enumerate(sorted(moments - self._own))}

    def _number_uniforms(self) -> dict[Node, int]:
        """Return a number for each shared node that something of a game's own reads."""
        read = {operand for node in self._body for operand in self.graph.operands(node)}
        read |= set(self._writes.values())
        shared = read - self._own
        numbered = sorted(node for node in shared if node not in self.graph.values)
        return {node: number for number, node in enumerate(numbered)}

    # -- statements --------------------------------------------------------------------------------

    def _emit_uniforms(self) -> str:
        lines = []
        for node in self._shared:
            if node not in self.graph.values:
                lines.append(self.statement(node, lambda other: f"v{other}"))
        for node, place in self.uniforms.items():
            value = f"(V)v{node}" if self.graph.kind(node) == "truth" else f"v{node}"
            lines.append(f"u[{place}] = ({value})[0];")
        for node, place in self.moments.items():
            value = (
                literal(float(self.graph.values[node]))
                if node in self.graph.values
                else f"v{node}[0]"
            )
            lines.append(f"m[{place}] = (int64_t){value};")
        body = "\n".join(lines)
        return (
            "void uniforms(const double *p, double month, double turn, double *u, int64_t *m, "
            f"long *odd) {{\n{body}\n}}\n"
        )

    def statement(self, node: Node, name: Name) -> str:
        operation = self.graph.operations[node]
        if operation == "parameter":
            value = f"C(p[{self.parameters[self.graph.arguments[node]]}])"
        elif operation == "scalar":
            value = f"C({self.graph.arguments[node][0]})"
        else:
            value = self._expression(
                node, [self.operand(n, name) for n in self.graph.operands(node)]
            )
        return f"{'I' if self.graph.kind(node) == 'truth' else 'V'} v{node} = {value};"

    def operand(self, node: Node, name: Name) -> str:
        if node in self.graph.values:
            value = self.graph.values[node]
            if self.graph.kind(node) == "truth":
                return "TRUE" if value else "~TRUE"
            return f"C({literal(float(value))})"
        return name(node)

    def _expression(self, node: Node, operands: Sequence[str]) -> str:
        operation, arguments = self.graph.operations[node], self.graph.arguments[node]
        if operation in INFIX:
            cast = "(I)" if self.graph.kind(node) == "truth" else ""
            return f"{cast}({operands[0]} {INFIX[operation]} {operands[1]})"
        if operation in EXTREMES:
            return self._extreme(EXTREMES[operation], arguments, operands)
        if operation in PREFIX:
            return f"{PREFIX[operation]}({operands[0]})"
        if operation == "where":
            return f"SEL({operands[0]}, {operands[1]}, {operands[2]})"
        if operation == "not":
            return f"~{operands[0]}"
        if operation == "isnan":
            return f"(I)({operands[0]} != {operands[0]})"
        if operation == "function":
            return f"f_{arguments[0]}({', '.join(operands)}, odd)"
        if operation == "entry":
            table = self._tables.setdefault(arguments[1], f"t{len(self._tables)}")
            return f"LOOK({table}, PLACE({operands[0]}, {len(arguments[1]) - 1}))"
        raise ValueError(f"{operation} has no C")

    def _extreme(self, name: str, arguments: Sequence[Node], operands: Sequence[str]) -> str:
        """Return the larger or smaller; the sign of a zero decides nothing."""
        for place, node in enumerate(arguments):
            if node in self.graph.values and self.graph.values[node] == self.graph.values[node]:
                return f"{name}C({operands[place]}, {operands[1 - place]})"
        return f"{name}V({operands[0]}, {operands[1]})"

    # -- parts -------------------------------------------------------------------------------------

    def _emit_parts(self) -> tuple[list[str], int]:
        pieces = [
            self._body[start : start + STATEMENTS]
            for start in range(0, len(self._body), STATEMENTS)
        ]
        part_of = {node: number for number, piece in enumerate(pieces) for node in piece}
        slots, count = self._assign_slots(part_of)
        stores: dict[Node, list[int]] = {}
        for column, node in self._writes.items():
            stores.setdefault(node, []).append(self.columns[column])
        parts = [
            _Part(self, number, part_of, slots, stores).text(piece)
            for number, piece in enumerate(pieces)
        ]
        rest = {node: places for node, places in stores.items() if node not in part_of}
        parts.append(_Part(self, len(pieces), part_of, slots, rest).copies())
        return parts, count

    def _assign_slots(self, part_of: Mapping[Node, int]) -> tuple[dict[Node, int], int]:
        """Return where values are kept for later parts, and how many places that takes."""
        last: dict[Node, int] = {}
        for node, part in part_of.items():
            for operand in self.graph.operands(node):
                last[operand] = max(last.get(operand, -1), part)
        ends: dict[int, list[Node]] = {}
        slots: dict[Node, int] = {}
        free: list[int] = []
        count = current = 0
        for node, part in part_of.items():
            while current < part:
                free += [slots[done] for done in ends.pop(current, ())]
                current += 1
            if last.get(node, -1) > part:
                if not free:
                    free.append(count)
                    count += 1
                slots[node] = free.pop()
                ends.setdefault(last[node], []).append(node)
        return slots, count


class _Part:
    """One part of a kernel."""

    def __init__(
        self,
        emitter: Emitter,
        number: int,
        part_of: Mapping[Node, int],
        slots: Mapping[Node, int],
        stores: Mapping[Node, Sequence[int]],
    ) -> None:
        self._emitter = emitter
        self._number = number
        self._part_of = part_of
        self._slots = slots
        self._stores = stores
        self._lines: list[str] = []
        self._loaded: set[Node] = set()

    def text(self, nodes: Iterable[Node]) -> str:
        """Return the part that works out some nodes."""
        for node in nodes:
            if self._emitter.graph.operations[node] == "draw":
                self._lines.append(f"V v{node} = {self._draw(node)};")
            else:
                self._lines.append(self._emitter.statement(node, self._name))
            value = f"(V)v{node}" if self._emitter.graph.kind(node) == "truth" else f"v{node}"
            if node in self._slots:
                self._lines.append(f"STORE(slots + {WIDTH * self._slots[node]}, {value});")
            self._store(node, f"v{node}")
        return self._function()

    def copies(self) -> str:
        """Return the part that writes what nothing had to be worked out for."""
        for node in self._stores:
            self._store(node, self._emitter.operand(node, self._name))
        return self._function()

    def _store(self, node: Node, value: str) -> None:
        if self._emitter.graph.kind(node) == "truth":
            value = f"NUM({value})"
        for column in self._stores.get(node, ()):
            self._lines.append(f"STORE(out + {WIDTH * column}, {value});")

    def _function(self) -> str:
        body = "\n".join(self._lines)
        steps = "in += 4, out += 4, p += 4, slots += 4"
        return (
            f"static __attribute__((noinline)) void part{self._number}{SIGNATURE} {{\n"
            f"long *odd = luck->odd;\nfor (int k = 0; k < {REGISTERS}; k++, {steps}) {{\n"
            f"{body}\n}}\n}}\n"
        )

    def _name(self, node: Node) -> str:
        """Return how a node is called here, after it has been loaded."""
        if self._part_of.get(node) != self._number and node not in self._loaded:
            self._loaded.add(node)
            is_truth = self._emitter.graph.kind(node) == "truth"
            load = self._load(node)
            self._lines.append(f"I v{node} = (I){load};" if is_truth else f"V v{node} = {load};")
        return f"v{node}"

    def _load(self, node: Node) -> str:
        emitter = self._emitter
        if node in emitter.uniforms:
            return f"C(u[{emitter.uniforms[node]}])"
        operation, arguments = emitter.graph.operations[node], emitter.graph.arguments[node]
        if operation == "column":
            return f"LOAD(in + {WIDTH * emitter.columns[arguments]})"
        if operation == "parameter":
            return f"LOAD(p + {WIDTH * emitter.parameters[arguments]})"
        return f"LOAD(slots + {WIDTH * self._slots[node]})"

    def _draw(self, node: Node) -> str:
        moment, event, column = self._emitter.graph.arguments[node]
        name = f"{name_word(event)}ULL, {column}"
        if moment in self._emitter.moments:
            return f"draw(luck, k, m[{self._emitter.moments[moment]}], {name})"
        return f"draw_at(luck, k, {self._name(moment)}, {name})"


def name_word(event: str) -> int:
    """Return the word that stands for an event in the counter of its draws."""
    return int.from_bytes(hashlib.sha256(event.encode()).digest()[:8], "big")
