"""The graph of a trace: each node is one scalar operation for one game.

Equal operations are one node. What can be worked out at once is, by numpy itself and so to the
same bits. A node is known by its place; those it reads come before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import numpy as np

Kind = Literal["number", "truth"]
Node = int
Key = tuple[Any, ...]

COMPARISONS = {"less", "less_equal", "greater", "greater_equal", "equal", "not_equal"}
COMMUTATIVE = {"add", "multiply", "equal", "not_equal", "and", "or"}
# Operations whose arguments are what they stand for, and not nodes.
LEAVES = {"constant", "truth", "column", "parameter", "scalar"}
TRUTHS = COMPARISONS | {"and", "or", "not", "truth", "isnan"}


class Graph:
    """Nodes in the order in which they were traced."""

    def __init__(self) -> None:
        self.operations: list[str] = []
        self.arguments: list[Key] = []
        self.values: dict[Node, float | bool] = {}
        self._known: dict[tuple[str, Key], Node] = {}

    def __len__(self) -> int:
        return len(self.operations)

    def kind(self, node: Node) -> Kind:
        """Whether a node is a number or a truth."""
        return "truth" if self.operations[node] in TRUTHS else "number"

    def operands(self, node: Node) -> tuple[Node, ...]:
        """Return the nodes that a node reads."""
        operation, arguments = self.operations[node], self.arguments[node]
        if operation in LEAVES:
            return ()
        if operation in {"entry", "draw"}:
            return arguments[:1]
        if operation == "function":
            return arguments[1:]
        return arguments

    def constant(self, value: Any) -> Node:
        """Return the node of a number or a truth."""
        if isinstance(value, bool | np.bool_):
            node = self._node("truth", (bool(value),))
            self.values[node] = bool(value)
            return node
        number = float(value)
        # Zeros of both signs, and nan, are known by their bits.
        node = self._node("constant", (np.float64(number).tobytes(),))
        self.values[node] = number
        return node

    def leaf(self, operation: str, *key: Any) -> Node:
        """Return the node of something that is given: a column, a parameter, a scalar."""
        return self._node(operation, key)

    def draw(self, moment: Node, event: str, column: int) -> Node:
        """Return the node of a uniform draw of an event at a moment."""
        return self._node("draw", (moment, event, column))

    def entry(self, table: Sequence[float], place: Node) -> Node:
        """Return the node of an entry of a table of numbers."""
        if place in self.values:
            return self.constant(table[int(self.values[place])])
        if len({np.float64(number).tobytes() for number in table}) == 1:
            return self.constant(table[0])
        return self._node("entry", (place, tuple(map(float, table))))

    def call(self, name: str, nodes: Sequence[Node], compute: Any) -> Node:
        """Return the node of a function of `game.mathematics`."""
        numbers = [self.number(node) for node in nodes]
        if all(node in self.values for node in numbers):
            given = [np.array([self.values[node]]) for node in numbers]
            return self.constant(compute(*given)[0])
        return self._node("function", (name, *numbers))

    def number(self, node: Node) -> Node:
        """Return a node as a number: a truth is 1 or 0."""
        if self.kind(node) == "number":
            return node
        if node in self.values:
            return self.constant(float(self.values[node]))
        return self._node("as_number", (node,))

    def truth(self, node: Node) -> Node:
        """Return a node as a truth: every number but 0 is true."""
        if self.kind(node) == "truth":
            return node
        return self.apply("not_equal", node, self.constant(0.0))

    def apply(self, operation: str, *nodes: Node) -> Node:
        """Return the node of an operation of numpy, folded where that changes no bit."""
        if operation in {"and", "or"}:
            return self._join(operation, *map(self.truth, nodes))
        if operation == "not":
            return self._negate(self.truth(nodes[0]))
        if operation == "where":
            return self._choose(self.truth(nodes[0]), *nodes[1:])
        numbers = tuple(map(self.number, nodes))
        if operation == "square":
            return self.apply("multiply", numbers[0], numbers[0])
        if operation == "positive":
            return numbers[0]
        if all(node in self.values for node in numbers):
            return self._fold(operation, numbers)
        same = self._identity(operation, numbers)
        if same is not None:
            return same
        if operation in COMMUTATIVE:
            numbers = tuple(sorted(numbers))
        return self._node(operation, numbers)

    def _fold(self, operation: str, nodes: Iterable[Node]) -> Node:
        with np.errstate(all="ignore"):
            values = [np.array([self.values[node]]) for node in nodes]
            return self.constant(getattr(np, operation)(*values)[0])

    def _identity(self, operation: str, nodes: tuple[Node, ...]) -> Node | None:
        """Return the operand that the operation leaves as it is, if there is one."""
        if operation == "multiply":
            for node, other in (nodes, nodes[::-1]):
                if self.values.get(node) == 1.0:
                    return other
        if operation == "divide" and self.values.get(nodes[1]) == 1.0:
            return nodes[0]
        if operation == "subtract" and self._is_plain_zero(nodes[1]):
            return nodes[0]
        if operation in {"maximum", "minimum"}:
            if nodes[0] == nodes[1]:
                return nodes[0]
            least = -math.inf if operation == "maximum" else math.inf
            for node, other in (nodes, nodes[::-1]):
                if self.values.get(node) == least:
                    return other
        return None

    def _is_plain_zero(self, node: Node) -> bool:
        value = self.values.get(node)
        return value == 0.0 and math.copysign(1.0, float(value)) > 0.0

    def _join(self, operation: str, left: Node, other: Node) -> Node:
        for node, rest in ((left, other), (other, left)):
            if node in self.values:
                decides = bool(self.values[node]) == (operation == "or")
                return node if decides else rest
        if left == other:
            return left
        return self._node(operation, tuple(sorted((left, other))))

    def _negate(self, node: Node) -> Node:
        if node in self.values:
            return self.constant(not self.values[node])
        if self.operations[node] == "not":
            negated: Node = self.arguments[node][0]
            return negated
        return self._node("not", (node,))

    def _choose(self, condition: Node, first: Node, other: Node) -> Node:
        if condition in self.values:
            return first if self.values[condition] else other
        if first == other:
            return first
        if self.kind(first) == self.kind(other) == "truth":
            return self._join(
                "or",
                self._join("and", condition, first),
                self._join("and", self._negate(condition), other),
            )
        return self._node("where", (condition, self.number(first), self.number(other)))

    def _node(self, operation: str, arguments: Key) -> Node:
        key = (operation, arguments)
        node = self._known.get(key)
        if node is None:
            node = self._known[key] = len(self.operations)
            self.operations.append(operation)
            self.arguments.append(arguments)
        return node

    def reach(self, roots: Iterable[Node]) -> set[Node]:
        """Return all nodes that some nodes are made from, themselves among them."""
        reached: set[Node] = set()
        waiting = list(roots)
        while waiting:
            node = waiting.pop()
            if node not in reached:
                reached.add(node)
                waiting += self.operands(node)
        return reached
