"""The small expression language of the configs: conditions, hazards, measures and rule texts.

    us_breadth >= 2 and not truce
    2 <= mineral_level < 4 or previous.truce
    where(licence_policy.h200_class in [1, 2], clip(shortage * 0.4, 0, 1), 0)

It has numbers, true and false, names with at most one member (`import_gate.h200_class`), the same
one turn ago (`previous.truce`), comparisons (also chained), `in [..]`, `not in [..]`, `and`, `or`,
`not`, + - * / and the functions min, max, abs, clip, log, exp, sqrt and where; nothing else.

Truth is 1 or 0, and every number but 0 counts as true. Finite input gives finite output, without a
warning: x / 0 is 0; + - * / and exp stop at the largest float; log takes nothing below the smallest
normal float (about -708 there); sqrt of a negative number is 0. A missing value (nan) compares as
false, except with !=, and alone counts as true. Everything is elementwise, so a replicate computes
alone what it computes in a batch, bit for bit.
"""

import ast
import dataclasses
import functools
from collections.abc import Callable, Collection

import numpy as np
import numpy.typing as npt

from game.language.compiler import CONSTANTS, PREVIOUS, Compiler, Step
from game.language.syntax import ExpressionError, parse, refuse, written_name
from game.mathematics import Traced

__all__ = [
    "Expression",
    "ExpressionError",
    "FlipPoint",
    "Floats",
    "SeenTerm",
    "compile_expression",
    "flip_points",
    "see_terms",
]

# Not taken from game.state.world, so that a policy file can be read without a world.
Floats = npt.NDArray[np.float64]
Lookup = Callable[[str], Floats]


@dataclasses.dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression, ready for any number of replicates.

    `names` are the names it reads now, `previous` those it reads as `previous.x` (without the
    prefix); `terms` are both as written, in order of appearance. `is_condition` tells whether its
    values are true and false, and not numbers.
    """

    text: str
    names: frozenset[str]
    previous: frozenset[str]
    terms: tuple[str, ...]
    is_condition: bool
    _step: Step = dataclasses.field(repr=False, compare=False)
    _sources: tuple[tuple[bool, str], ...] = dataclasses.field(repr=False, compare=False)

    def evaluate(self, lookup: Lookup, previous: Lookup | None = None) -> Floats:
        """Return the value, an array at least 2-D that broadcasts against (R, n).

        Each name is looked up once. A constant has shape (1, 1). A name alone gives the array that
        was looked up: not one to write into.

        Raises
        ------
        ValueError
            The expression reads `previous.x` and no `previous` was given.
        """
        lookups = (lookup, previous or _refuse_previous)
        values = [lookups[is_previous](name) for is_previous, name in self._sources]
        result = self._step(values)
        if isinstance(result, Traced):
            traced: Floats = result.astype(np.float64)
            return traced
        return np.array(result, dtype=np.float64, ndmin=2, copy=None)

    def __reduce__(self) -> tuple[Callable[[str], "Expression"], tuple[str]]:
        """Travel between processes as text: closures cannot."""
        return compile_expression, (self.text,)


def names_in(text: str) -> frozenset[str]:
    """Return the names that an expression uses, without their members; none of any other text."""
    try:
        tree = parse(text)
    except ExpressionError:
        return frozenset()
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def compile_expression(
    text: str, names: Collection[str] | None = None, memories: Collection[str] = ()
) -> Expression:
    """Check `text` and compile it once; with `names` given, no other name may be read.

    `memories` are names that may be read besides, though not as they were a turn ago.

    Raises
    ------
    ExpressionError
        `text` is not an expression of this language; the message says where and what to write.
    """
    expression = _compile(text, None)
    for name in sorted(expression.previous.intersection(memories)):
        problem = f"'{PREVIOUS}.{name}' is not remembered"
        raise refuse(text, text.find(f"{PREVIOUS}.{name}"), problem, f"write {name}")
    read = expression.names | expression.previous
    if names is None or all(name in names or name in memories for name in read):
        return expression
    # Refuses the unknown name and says where it stands.
    return _compile(text, frozenset({*names, *memories}))


@functools.lru_cache(maxsize=4096)
def _compile(text: str, names: frozenset[str] | None) -> Expression:
    compiler = Compiler(text, names)
    whole = compiler.compile_whole(parse(text))
    sources = tuple(compiler.sources)
    return Expression(
        text=text,
        names=frozenset(name for is_previous, name in sources if not is_previous),
        previous=frozenset(name for is_previous, name in sources if is_previous),
        terms=tuple(f"{PREVIOUS}.{name}" if is_previous else name for is_previous, name in sources),
        is_condition=whole.is_truth,
        _step=whole.step,
        _sources=sources,
    )


def _refuse_previous(name: str) -> Floats:
    raise ValueError(f"previous.{name} is read, but no previous turn was given")


@dataclasses.dataclass(frozen=True, slots=True)
class SeenTerm:
    """A name that an expression read in one replicate, and its values, one for each member."""

    name: str
    values: tuple[float, ...]
    is_previous: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class FlipPoint:
    """One comparison of a conjunction, the name on the left, and the number where it flips."""

    name: str
    comparison: str
    value: float
    is_previous: bool = False


_SIGNS: dict[type[ast.cmpop], str] = {
    ast.GtE: ">=",
    ast.Gt: ">",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_MIRRORED = {">=": "<=", ">": "<", "<": ">", "<=": ">=", "==": "==", "!=": "!="}


def see_terms(
    expression: Expression, lookup: Lookup, previous: Lookup | None = None
) -> tuple[SeenTerm, ...]:
    """Return what an expression read in one replicate (R = 1), in order of appearance.

    `previous.x` is left out when `previous` is not given.
    """
    return tuple(
        SeenTerm(name, tuple(map(float, np.ravel(look(name)))), is_previous)
        for is_previous, name in expression._sources
        if (look := previous if is_previous else lookup) is not None
    )


@functools.lru_cache(maxsize=4096)
def flip_points(expression: Expression) -> tuple[FlipPoint, ...]:
    """Return the flip points of a conjunction of comparisons of a name with a number.

    A name alone counts as `name != 0`, `not name` as `name == 0`. Any other expression has none.
    """
    return _find_flips(parse(expression.text)) or ()


def _find_flips(node: ast.expr) -> tuple[FlipPoint, ...] | None:
    match node:
        case ast.BoolOp(op=ast.And()):
            parts = [_find_flips(value) for value in node.values]
            simple = [part for part in parts if part is not None]
            return sum(simple, ()) if len(simple) == len(parts) else None
        case ast.UnaryOp(op=ast.Not(), operand=operand) if name := _find_name(operand):
            return (_flip(name, "==", 0.0),)
        case ast.Compare():
            return _find_comparison_flips(node)
    name = _find_name(node)
    return (_flip(name, "!=", 0.0),) if name else None


def _flip(written: str, comparison: str, value: float) -> FlipPoint:
    head, _, rest = written.partition(".")
    is_previous = head == PREVIOUS
    return FlipPoint(rest if is_previous else written, comparison, value, is_previous)


def _find_comparison_flips(node: ast.Compare) -> tuple[FlipPoint, ...] | None:
    points = []
    lefts = [node.left, *node.comparators[:-1]]
    for left, comparison, right in zip(lefts, node.ops, node.comparators, strict=True):
        sign = _SIGNS.get(type(comparison))
        if sign is None:
            return None
        name, value = _find_name(left), _find_number(right)
        if name is None:
            name, value, sign = _find_name(right), _find_number(left), _MIRRORED[sign]
        if name is None or value is None:
            return None
        points.append(_flip(name, sign, value))
    return tuple(points)


def _find_name(node: ast.expr) -> str | None:
    written = written_name(node) if isinstance(node, ast.Name | ast.Attribute) else ""
    return None if written in CONSTANTS else written or None


def _find_number(node: ast.expr) -> float | None:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -float(value)
    return None
