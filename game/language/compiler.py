"""What an expression computes: its tree turned once into closures over arrays."""

import ast
import dataclasses
import functools
import operator
from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from game.errors import did_you_mean
from game.language.functions import FUNCTIONS
from game.language.syntax import ExpressionError, refuse, written_name
from game.mathematics import Traced

PREVIOUS = "previous"
CONSTANTS = {"true": True, "false": False}
_RESERVED = frozenset({*FUNCTIONS, *CONSTANTS, PREVIOUS})

Values = npt.NDArray[Any]  # float64, or bool inside a condition
Step = Callable[[Sequence[npt.NDArray[np.float64]]], Values]

_LARGEST = np.array(np.finfo(np.float64).max)
_LOWEST = -_LARGEST
_ZERO = np.array(0.0)
_ONE = np.array(1.0)


def _saturate(values: Values) -> Values:
    """Bring an infinite result of arithmetic back among the numbers, in place."""
    values = np.maximum(values, _LOWEST, out=values)
    return np.minimum(values, _LARGEST, out=values)


def _divide(above: Values, below: Values) -> Values:
    return _saturate(np.where(below == 0, _ZERO, np.divide(above, below)))


Arithmetic = dict[type[ast.operator], Callable[..., Values]]

# As long as nothing overflows and nothing is divided by zero, both give the same numbers.
_PLAIN: Arithmetic = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
}
_SATURATED: Arithmetic = {
    ast.Add: lambda a, b: _saturate(np.add(a, b)),
    ast.Sub: lambda a, b: _saturate(np.subtract(a, b)),
    ast.Mult: lambda a, b: _saturate(np.multiply(a, b)),
    ast.Div: _divide,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[..., Values]] = {
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
    ast.Eq: np.equal,
    ast.NotEq: np.not_equal,
}


@dataclasses.dataclass(frozen=True, slots=True)
class CompiledPart:
    """One compiled node; `is_truth` when its values are bool."""

    step: Step
    is_truth: bool


class Compiler:
    """Turns a tree into closures and notes each name it reads, in order of appearance."""

    def __init__(self, text: str, names: Collection[str] | None) -> None:
        self.text = text
        self.known = names
        self.sources: dict[tuple[bool, str], int] = {}
        self._arithmetic = _PLAIN
        self._can_warn = False

    def compile_whole(self, tree: ast.expr) -> CompiledPart:
        """Return a whole expression, whose step warns of nothing."""
        plain = self.compile(tree)
        # Comparisons never warn, and saving numpy's settings would cost them a third of their time.
        if not self._can_warn:
            return plain
        self._arithmetic = _SATURATED
        step = _saturate_at_need(plain.step, self.compile(tree).step)
        return CompiledPart(step, is_truth=plain.is_truth)

    def compile(self, node: ast.expr) -> CompiledPart:
        match node:
            case ast.Constant(value=int() | float() as value):
                return _hold(np.array([[float(value)]]))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
                return _hold(np.array([[-float(value)]]))
            case ast.Name() | ast.Attribute():
                return self._compile_name(node)
            case ast.UnaryOp():
                return self._compile_sign(node)
            case ast.BinOp() if type(node.op) in self._arithmetic:
                self._can_warn = True
                steps = self._compile_numbers([node.left, node.right])
                return CompiledPart(_pair(self._arithmetic[type(node.op)], *steps), is_truth=False)
            case ast.BoolOp():
                join = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
                return self._compile_joint(join, node.values)
            case ast.Compare(ops=[ast.In() | ast.NotIn()]):
                return self._compile_membership(node)
            case ast.Compare():
                return self._compile_comparison(node)
            case ast.Call():
                return self._compile_call(node)
        raise self._refuse_node(node)

    def _compile_numbers(self, nodes: Sequence[ast.expr]) -> list[Step]:
        return [_as_number(self.compile(node)) for node in nodes]

    def _compile_name(self, node: ast.expr) -> CompiledPart:
        written = written_name(node)
        if written in CONSTANTS:
            return CompiledPart(_hold(np.array([[CONSTANTS[written]]])).step, is_truth=True)
        head, _, rest = written.partition(".")
        is_previous = head == PREVIOUS
        name = rest if is_previous else written
        self._check_name(node, name, written)
        index = self.sources.setdefault((is_previous, name), len(self.sources))
        return CompiledPart(operator.itemgetter(index), is_truth=False)

    def _check_name(self, node: ast.expr, name: str, written: str) -> None:
        start = node.col_offset
        if not name:
            problem = "'previous' alone has no value"
            raise refuse(self.text, start, problem, "write previous.name")
        if name.split(".")[0] in _RESERVED:
            remedy = f"write {FUNCTIONS[name].form}" if name in FUNCTIONS else ""
            raise refuse(self.text, start, f"'{written}' is not a name that has a value", remedy)
        if name.count(".") > 1:
            problem = f"'{written}' has too many members"
            raise refuse(self.text, start, problem, "write name or name.member")
        if self.known is not None and name not in self.known:
            remedy = did_you_mean(name, sorted(self.known))
            raise refuse(self.text, start, f"unknown name '{name}'", remedy)

    def _compile_sign(self, node: ast.UnaryOp) -> CompiledPart:
        if isinstance(node.op, ast.Not):
            step = self.compile(node.operand).step
            return CompiledPart(_apply(np.logical_not, [step]), is_truth=True)
        steps = self._compile_numbers([node.operand])
        sign = np.negative if isinstance(node.op, ast.USub) else np.positive
        return CompiledPart(_apply(sign, steps), is_truth=False)

    def _compile_joint(
        self, join: Callable[..., Values], nodes: Sequence[ast.expr]
    ) -> CompiledPart:
        steps = [self.compile(node).step for node in nodes]
        return CompiledPart(functools.reduce(functools.partial(_pair, join), steps), is_truth=True)

    def _compile_comparison(self, node: ast.Compare) -> CompiledPart:
        if any(isinstance(op, ast.In | ast.NotIn) for op in node.ops):
            problem = "'in' cannot be chained with other comparisons"
            raise refuse(self.text, node.col_offset, problem, "join them with 'and'")
        compares = [self._find_comparison(node, op) for op in node.ops]
        steps = self._compile_numbers([node.left, *node.comparators])
        if len(compares) == 1:
            return CompiledPart(_pair(compares[0], *steps), is_truth=True)
        return CompiledPart(_chain(compares, steps), is_truth=True)

    def _find_comparison(self, node: ast.Compare, op: ast.cmpop) -> Callable[..., Values]:
        if type(op) not in _COMPARISONS:
            raise self._refuse_node(node)
        return _COMPARISONS[type(op)]

    def _compile_membership(self, node: ast.Compare) -> CompiledPart:
        members = node.comparators[0]
        if not isinstance(members, ast.List):
            problem = "'in' needs a list"
            raise refuse(self.text, members.col_offset, problem, "write it as x in [1, 2]")
        value, *steps = self._compile_numbers([node.left, *members.elts])
        step = _seek(value, steps)
        if isinstance(node.ops[0], ast.NotIn):
            step = _apply(np.logical_not, [step])
        return CompiledPart(step, is_truth=True)

    def _compile_call(self, node: ast.Call) -> CompiledPart:
        self._can_warn = True
        name = ast.unparse(node.func)
        function = FUNCTIONS.get(name)
        if function is None:
            remedy = did_you_mean(name, sorted(FUNCTIONS))
            raise refuse(self.text, node.col_offset, f"unknown function '{name}'", remedy)
        if not function.fewest <= len(node.args) <= function.most:
            problem = f"the number of values given to '{name}' is {len(node.args)}"
            raise refuse(self.text, node.col_offset, problem, f"write {function.form}")
        return CompiledPart(
            _apply(function.compute, self._compile_numbers(node.args)), is_truth=False
        )

    def _refuse_node(self, node: ast.expr) -> ExpressionError:
        if isinstance(node, ast.List):
            return refuse(self.text, node.col_offset, "a list may stand only after 'in'")
        problem = "',' stands only between the values of a function or a list"
        if not isinstance(node, ast.Tuple):
            problem = f"'{ast.unparse(node)}' is not allowed"
        return refuse(self.text, node.col_offset, problem)


def _hold(values: Values) -> CompiledPart:
    values.flags.writeable = False
    return CompiledPart(lambda _: values, is_truth=False)


def _saturate_at_need(plain: Step, saturated: Step) -> Step:
    """Return a step that checks every result for infinity only once one has come up."""

    def step(values: Sequence[npt.NDArray[np.float64]]) -> Values:
        if any(isinstance(value, Traced) for value in values):
            return saturated(values)  # whatever the numbers turn out to be
        try:
            with np.errstate(all="raise", under="ignore"):
                return plain(values)
        except FloatingPointError:
            with np.errstate(all="ignore"):
                return saturated(values)

    return step


def _as_number(part: CompiledPart) -> Step:
    step = part.step
    return (lambda values: np.multiply(step(values), _ONE)) if part.is_truth else step


def _apply(function: Callable[..., Values], steps: Sequence[Step]) -> Step:
    return lambda values: function(*[step(values) for step in steps])


def _pair(function: Callable[..., Values], left: Step, right: Step) -> Step:
    return lambda values: function(left(values), right(values))


def _chain(compares: Sequence[Callable[..., Values]], steps: Sequence[Step]) -> Step:
    def step(values: Sequence[npt.NDArray[np.float64]]) -> Values:
        # Each operand once: nested chains would otherwise double the work at every level.
        operands = [operand(values) for operand in steps]
        links = zip(compares, operands[:-1], operands[1:], strict=True)
        return functools.reduce(np.logical_and, [compare(a, b) for compare, a, b in links])

    return step


def _seek(sought: Step, steps: Sequence[Step]) -> Step:
    def step(values: Sequence[npt.NDArray[np.float64]]) -> Values:
        value = sought(values)
        return functools.reduce(np.logical_or, [np.equal(value, step(values)) for step in steps])

    return step
